"""The access table and its rows, part by part, so that each room keeps its own."""

from . import accounts, charter, initiative, meeting, publishing, resilience

PARTS = (charter, accounts, meeting, initiative, publishing, resilience)
