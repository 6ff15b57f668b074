"""Rows, methods and fields of this part of the add-on: see tests/access/table.py."""

ROWS = {}
ABSTRACT = set()
DIALOGS = {}
FIELDS = {}
METHODS = {}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    return {}


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    return {}
