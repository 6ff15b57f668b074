"""Cells as values: days and quantities as people write them. No database here."""

import datetime
import math
import re

from odoo.tools import LazyTranslate

from ...tools import quantity
from ..community.file_table import FileRefused
from .nature import normalise

_lt = LazyTranslate(__name__)

SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$")
DURATION_WORDS = re.compile(r"h(?:eures?|ours?|rs?)|min(?:ute)?s?")
NUMBER = re.compile(r"^[+-]?\d[\d.,]*$")
GROUPED = re.compile(r"^\d{1,3}([.,])\d{3}(?:\1\d{3})+$")
TWO_WAYS = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")
UNITS = {
    "hours": ("heures", "heure", "hours", "hour", "h"),
    "money": ("€", "eur", "euro", "euros"),
    "distance": ("km",),
}


def parse_day(cell):
    """Return a date from a cell: ISO, or day first (13/02/2026).

    :raise FileRefused: not a day, or one that could be read in several ways
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = str(cell).strip()
    iso, local = YEAR_FIRST.match(text), DAY_FIRST.match(text)
    parts = iso.groups() if iso else reversed(local.groups()) if local else ()
    try:
        return datetime.date(*(int(part) for part in parts))
    except (TypeError, ValueError):
        raise FileRefused(
            _lt(
                "“%(text)s” is not a day. Write it as 2026-02-13 or 13/02/2026.",
                text=text[:40],
            )
        ) from None


def parse_quantity(cell, measure, units=()):
    """Return a quantity of a nature, as a float in its unit; hours for time.

    :param cell: text ("1,5", "1 h 30", "1:30", "12 km", "4 repas"), number or time
    :param measure: hours, money, items, distance or none
    :param units: words that may follow the number, normalised
    :raise FileRefused: not a quantity, negative, or readable in two ways
    """
    if cell is None or cell == "":
        return 0.0
    if isinstance(cell, datetime.time | datetime.timedelta):
        return _from_time(cell, measure)
    if isinstance(cell, bool | datetime.date):
        raise _not_a_quantity(cell)
    if isinstance(cell, int | float):
        return _checked(float(cell), cell)
    text = normalise(SPACES.sub("", str(cell)))
    for word in (*UNITS.get(measure, ()), *units):
        if word and text.endswith(word):
            text = text.removesuffix(word)
            break
    if measure == "hours" and not NUMBER.match(text):
        return _checked(_duration(text, cell), cell)
    return _checked(_number(text, cell), cell)


def _duration(text, cell):
    """Return hours written as people say them: 1h30, 1:30, 45min."""
    text = DURATION_WORDS.sub(lambda word: "h" if word[0][0] == "h" else "min", text)
    try:
        return quantity.parse_quantity(text, hours=True)
    except ValueError:
        raise _not_a_quantity(cell) from None


def _from_time(cell, measure):
    if measure != "hours":
        raise _not_a_quantity(cell)
    if isinstance(cell, datetime.time):
        return cell.hour + cell.minute / 60 + cell.second / 3600
    return _checked(cell.total_seconds() / 3600, cell)


def _number(text, cell):
    """Return the number in a text with a decimal comma or point.

    >>> _number("1.234,5", None), _number("1,234,567", None), _number("0,125", None)
    (1234.5, 1234567.0, 0.125)
    """
    if not NUMBER.match(text):
        raise _not_a_quantity(cell)
    if TWO_WAYS.match(text):
        raise FileRefused(
            _lt(
                "“%(text)s” can be read in two ways. Write %(whole)s, or one or two"
                " decimals.",
                text=text,
                whole=re.sub("[.,]", "", text),
            )
        )
    if GROUPED.match(text):
        text = re.sub("[.,]", "", text)
    # Where both signs stand, the last one is the decimal sign.
    decimal = max(".,", key=text.rfind)
    grouping = "," if decimal == "." else "."
    try:
        return float(text.replace(grouping, "").replace(decimal, "."))
    except ValueError:
        raise _not_a_quantity(cell) from None


def _checked(number, cell):
    if not math.isfinite(number) or number >= 1_000_000:
        raise _not_a_quantity(cell)
    if number < 0:
        raise FileRefused(
            _lt("A quantity cannot be negative. Zero is a whole contribution.")
        )
    return number


def _not_a_quantity(cell):
    return FileRefused(
        _lt(
            "“%(text)s” is not a quantity. Write for instance 1,5 or 1 h 30.",
            text=str(cell)[:40],
        )
    )
