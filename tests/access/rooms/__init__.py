"""The access table and its rows, part by part, so that each room keeps its own."""

from . import (
    accounts,
    bonds,
    charter,
    initiative,
    letters,
    mandate,
    meeting,
    people,
    publishing,
    resilience,
)

PARTS = (
    mandate,
    people,
    letters,
    bonds,
    resilience,
    charter,
    accounts,
    meeting,
    initiative,
    publishing,
)
