"""The access table and its rows, part by part, so that each room keeps its own."""

from . import accounts, bonds, charter, initiative, letters, mandate, meeting, people, publishing

PARTS = (mandate, people, letters, bonds, charter, accounts, meeting, initiative, publishing)
