"""Cells of tables that people fill in, compare and open in a spreadsheet."""

import unicodedata

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value):
    """Return a cell that no spreadsheet reads as a formula.

    >>> safe_cell("=1+1")
    "'=1+1"
    >>> safe_cell(12)
    12
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def normalise(text):
    """Return `text` in lower case without accents, for comparisons.

    >>> normalise("Théâtre")
    'theatre'
    """
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
