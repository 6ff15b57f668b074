"""The access table and its rows, part by part, so that each room keeps its own."""

from . import accounts, bonds, charter, initiative, meeting, publishing

PARTS = (bonds, charter, accounts, meeting, initiative, publishing)
