"""What a person types for "how much" becomes a number, and back.

Pure functions, no database. Hours are written as people say them: "1 h 30",
"1h30", "1:30", "45 min", "1,5". Other measures are plain numbers, with a comma or
a point, with or without the sign of their unit.
"""

import math
import re

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_CLOCK = re.compile(r"^(\d{1,6})(?:h|:)(\d{1,2})?(?:m|min|mn)?$")
_MINUTES = re.compile(r"^(\d{1,8})(?:m|min|mn)$")
_NUMBER = re.compile(r"^(-?\d+(?:[.,]\d*)?|-?[.,]\d+)(?:h|€|eur|euros|km)?$")


def parse_quantity(text, hours=False):
    """Return the number a person typed.

    :param text: as typed; empty means zero
    :param hours: whether a duration is meant; the result is then in hours
    :raise ValueError: not a number, or negative

    >>> parse_quantity("1 h 30", hours=True)
    1.5
    >>> parse_quantity("45 min", hours=True)
    0.75
    >>> parse_quantity("12,50")
    12.5
    >>> parse_quantity("")
    0.0
    >>> parse_quantity("-1")
    Traceback (most recent call last):
        ...
    ValueError: -1
    """
    compact = _SPACES.sub("", str(text or "")).lower()
    if not compact:
        return 0.0
    if hours:
        clock = _CLOCK.match(compact)
        if clock and int(clock[2] or 0) < 60:
            return (int(clock[1]) * 60 + int(clock[2] or 0)) / 60
        minutes = _MINUTES.match(compact)
        if minutes:
            return int(minutes[1]) / 60
    number = _NUMBER.match(compact)
    value = float(number[1].replace(",", ".")) if number else math.nan
    if not 0 <= value < math.inf:
        raise ValueError(text)
    return value


def write_quantity(value, hours=False, decimal_point="."):
    """Return a number as a person would type it; :func:`parse_quantity` reads it.

    >>> write_quantity(1.5, hours=True)
    '1\\xa0h\\xa030'
    >>> write_quantity(0, hours=True)
    '0\\xa0h'
    >>> write_quantity(12.5, decimal_point=",")
    '12,5'
    """
    if hours:
        whole, minutes = divmod(round(value * 60), 60)
        return f"{whole}\u00a0h\u00a0{minutes:02d}" if minutes else f"{whole}\u00a0h"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal_point)
