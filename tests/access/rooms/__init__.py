"""The access table and its rows, part by part, so that each room keeps its own."""

from . import accounts, charter, initiative, meeting, people, publishing

PARTS = (charter, accounts, meeting, initiative, publishing, people)
