"""The access table and its rows, part by part, so that each room keeps its own."""

from . import accounts, charter, initiative, mandate, meeting, publishing

PARTS = (mandate, charter, accounts, meeting, initiative, publishing)
