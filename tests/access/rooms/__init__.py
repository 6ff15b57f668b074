"""The access table and its rows, part by part, so that each room keeps its own."""

from . import accounts, charter, initiative, mandate, meeting, people, publishing

PARTS = (mandate, people, charter, accounts, meeting, initiative, publishing)
