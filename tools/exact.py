"""Exact numbers for the other tools: reading them and rounding them once.

A float typed by a person or stored by a database stands for the short decimal it
prints as (18.01, not 18.0100000000000015…), so it is read through that decimal.
"""

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Rational


def exact(value, what="value"):
    """Return ``value`` as a :class:`~fractions.Fraction`.

    Takes int, Fraction, Decimal, float (read as its shortest decimal) and text
    such as ``"9.6"`` or ``"1/3"``. Raises ``ValueError`` for NaN, infinity or
    unreadable text, ``TypeError`` for booleans and anything else.

    >>> exact(18.01)
    Fraction(1801, 100)
    """
    if isinstance(value, bool):
        raise TypeError(f"{what} must be a number, not {value!r}")
    if isinstance(value, Rational):
        return Fraction(value)
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            raise ValueError(f"{what} must be finite, not {value!r}")
        # float.__repr__ also serves subclasses that print themselves otherwise
        text = float.__repr__(value) if isinstance(value, float) else value
        return Fraction(text)
    if isinstance(value, str):
        return _from_text(value, what)
    raise TypeError(f"{what} must be a number, not {value!r}")


def _from_text(text, what):
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{what} must be a number, not {text!r}") from None


def not_negative(value, what="value"):
    """Return ``value`` as a Fraction; ``ValueError`` when it is below zero.

    >>> not_negative("0.5")
    Fraction(1, 2)
    """
    number = exact(value, what)
    if number < 0:
        raise ValueError(f"{what} must not be negative: {value!r}")
    return number


def whole(value, what="value"):
    """Return ``value`` as an int; ``ValueError`` when it has a fractional part.

    >>> whole(3.0)
    3
    """
    number = exact(value, what)
    if number.denominator != 1:
        raise ValueError(f"{what} must be a whole number: {value!r}")
    return number.numerator


def half_up(value):
    """Round to the nearest int, halves away from zero, so -x rounds to -(x).

    Symmetric on purpose: a credit note gives back exactly what its invoice gave.

    >>> half_up("2.5"), half_up("-2.5"), half_up("2.49")
    (3, -3, 2)
    """
    number = exact(value)
    rounded = math.floor(abs(number) + Fraction(1, 2))
    return rounded if number >= 0 else -rounded


def to_cents(amount):
    """Return a currency amount as an int of cents, rounded half up once.

    >>> to_cents("585.975")
    58598
    """
    return half_up(exact(amount, "amount") * 100)


def median(numbers):
    """Return the median of a non-empty sequence of Fractions, as a Fraction.

    >>> median([Fraction(1), Fraction(4), Fraction(2)])
    Fraction(2, 1)
    """
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
