"""Royalties by progressive tiers, exact, rounded once per statement line.

Each unit earns the rate of the tier in which its cumulative rank falls: never the top
rate on all. Source: practice of publishing contracts (CPI L131-4, proportional
remuneration; L132-17-3, contents of a statement).
"""

import math
from fractions import Fraction

from .exact import exact, half_up, not_negative, to_cents

__all__ = [
    "half_up",
    "progressive_royalty",
    "split_royalty",
    "tier_split",
    "to_cents",
]


def _tiers(tiers):
    """Return tiers as exact (ceiling, rate), the last ceiling None; or ValueError."""
    rows, floor = [], Fraction(0)
    for ceiling, rate in tiers:
        rate = not_negative(rate, "rate")
        if rate > 1:
            raise ValueError(f"a rate goes from 0 to 1: {rate}")
        if rows and rows[-1][0] is None:
            raise ValueError("no tier may follow the open one")
        if ceiling is not None and ceiling != math.inf:
            ceiling = exact(ceiling, "ceiling")
            if ceiling <= floor:
                raise ValueError("the ceilings of tiers must ascend")
            floor = ceiling
        else:
            ceiling = None
        rows.append((ceiling, rate))
    if not rows or rows[-1][0] is not None:
        raise ValueError("the last tier must be open (ceiling None)")
    return rows


def tier_split(units, before, tiers):
    """Return the units of a line in each tier, to be stored on the line.

    :param units: sold on the line; negative gives back the ranks (before + units,
        before]
    :param before: cumulative count before the line, not negative
    :param tiers: ``[(ceiling, rate)]``, ascending ceilings as cumulative counts, the
        last one ``None``; rates in 0..1
    :return: list of ``(rate, units)`` as Fractions, tiers without units left out;
        the units have the sign of the line

    ``ValueError`` for bad tiers, a negative count, or more given back than sold.

    >>> tier_split(120, 2950, [(3000, "0.08"), (10000, "0.1"), (None, "0.12")])
    [(Fraction(2, 25), Fraction(50, 1)), (Fraction(1, 10), Fraction(70, 1))]
    """
    units, before = exact(units, "units"), not_negative(before, "before")
    after = not_negative(before + units, "the count after the line")
    low, high = sorted((before, after))
    sign = -1 if units < 0 else 1
    split, floor = [], Fraction(0)
    for ceiling, rate in _tiers(tiers):
        top = high if ceiling is None else min(high, ceiling)
        inside = top - max(low, floor)
        if inside > 0:
            split.append((rate, sign * inside))
        floor = ceiling
    return split


def split_royalty(split, base):
    """Return the royalty of a stored split: Σ units × base × rate, as a Fraction.

    :param split: from :func:`tier_split`, or a stored one with its units negated for
        a credit note, which then gives the exact opposite of its invoice line
    :param base: per unit, not negative, in the unit of the result

    >>> split_royalty([("0.08", 50), ("0.1", 70)], "18.01")
    Fraction(19811, 100)
    """
    base = not_negative(base, "base")
    return sum(
        (exact(units, "units") * base * exact(rate, "rate") for rate, units in split),
        Fraction(0),
    )


def progressive_royalty(units, base, before, tiers):
    """Return the royalty of a line, unrounded.

    :param units: sold, negative for a return (see :func:`tier_split`)
    :param base: what a rate applies to for one unit, in currency or cents
    :param before: cumulative count before the line
    :param tiers: ``[(ceiling, rate)]``, see :func:`tier_split`, which says what is
        refused
    :return: Fraction, in the unit of the base; round it once per statement line with
        :func:`to_cents` (currency) or :func:`half_up` (cents)

    >>> tiers = [(3000, "0.08"), (10000, "0.1"), (None, "0.12")]
    >>> to_cents(progressive_royalty(120, "18.01", 2950, tiers))
    19811
    >>> to_cents(progressive_royalty(-120, "18.01", 3070, tiers))
    -19811
    """
    return split_royalty(tier_split(units, before, tiers), base)
