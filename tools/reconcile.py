"""Reconciling contributions with the books: proposals, tolerances, in-kind amounts.

Hours in hours, money in cents, exact. A proposal validates nothing; a quality changes
no amount. Source of the accounts: ANC 2018-06 (contributions in kind, classes 86/87).
"""

from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from .exact import exact, half_up, not_negative

#: Points of a proposal, beyond the same partner, and the score from which to propose.
SAME_PROJECT, SAME_REFERENCE, WITHIN_TOLERANCE, NEAR_DATE = 3, 3, 2, 1
NEAR_DAYS = 7
PROPOSE_FROM = 5


class Tolerance(NamedTuple):
    """A gap that needs no reason: the larger of a floor and a part of the quantity."""

    floor: Fraction
    part: Fraction


#: Defaults by kind: hours in hours, the others in currency. Settings are dated.
TOLERANCES = MappingProxyType(
    {
        "hours": Tolerance(Fraction(1, 4), Fraction(1, 20)),
        "money": Tolerance(Fraction(0), Fraction(0)),
        "in_kind": Tolerance(Fraction(1), Fraction(1, 100)),
    }
)

#: Default (debit, credit) accounts by kind of entry; company settings override them.
IN_KIND_ACCOUNTS = {
    "hours": ("864", "875"),
    "goods": ("860", "870"),
    "premises": ("861", "871"),
    "equipment": ("861", "871"),
    "services": ("862", "871"),
}


def tolerance(kind, quantity, tolerances=TOLERANCES):
    """Return the gap allowed for a quantity, as a Fraction in the quantity's unit.

    :param kind: a key of ``tolerances``: hours, money (invoices, payments) or in_kind
    :param quantity: the quantity expected, its sign does not count
    :param tolerances: ``{kind: (floor, part)}`` in force at the date

    ``ValueError`` for an unknown kind.

    >>> tolerance("hours", 10), tolerance("in_kind", "45.00")
    (Fraction(1, 2), Fraction(1, 1))
    """
    if kind not in tolerances:
        raise ValueError(f"no tolerance for {kind!r}")
    floor, part = tolerances[kind]
    part = not_negative(part, "part") * abs(exact(quantity, "quantity"))
    return max(not_negative(floor, "floor"), part)


def within_tolerance(kind, expected, found, tolerances=TOLERANCES):
    """Tell whether what was found is near enough to what was expected.

    >>> within_tolerance("hours", 1, "1.25"), within_tolerance("money", 1, "1.01")
    (True, False)
    """
    gap = abs(exact(expected, "expected") - exact(found, "found"))
    return gap <= tolerance(kind, expected, tolerances)


def proposal_score(
    *, same_partner, same_project, same_reference, days_apart, in_tolerance
):
    """Return the score of a possible match, 0 to 9.

    :param bool same_partner: mandatory, 0 without it
    :param bool same_project: same project or same task, 3
    :param bool same_reference: 3
    :param days_apart: days between the two dates (``None`` without a date), 1 up to 7
    :param bool in_tolerance: see :func:`within_tolerance`, 2

    >>> proposal_score(same_partner=True, same_project=True, same_reference=False,
    ...                days_apart=-7, in_tolerance=True)
    6
    """
    if not same_partner:
        return 0
    near = days_apart is not None and abs(days_apart) <= NEAR_DAYS
    return (
        SAME_PROJECT * bool(same_project)
        + SAME_REFERENCE * bool(same_reference)
        + WITHIN_TOLERANCE * bool(in_tolerance)
        + NEAR_DATE * near
    )


def best_proposal(scored):
    """Return the candidate to propose: the best alone from 5 points, else ``None``.

    :param scored: iterable of ``(candidate, score)``

    >>> best_proposal([("a", 6), ("b", 5)]), best_proposal([("a", 6), ("b", 6)])
    ('a', None)
    """
    scored = list(scored)
    top = max((score for _candidate, score in scored), default=0)
    best = [candidate for candidate, score in scored if score == top]
    return best[0] if top >= PROPOSE_FROM and len(best) == 1 else None


def left_to_allocate(quantity, allocated):
    """Return what a line has left, as a Fraction, after what is allocated of it.

    :param quantity: the line's own quantity, negative for a credit note
    :param allocated: iterable of quantities with the sign of the line

    ``ValueError`` when more is allocated than the line has, or with the other sign.

    >>> left_to_allocate("7.5", [3, "2.5"])
    Fraction(2, 1)
    """
    quantity = exact(quantity, "quantity")
    sign = -1 if quantity < 0 else 1
    parts = [exact(part, "allocated") for part in allocated]
    if any(part * sign < 0 for part in parts):
        raise ValueError("an allocation has the sign of its line")
    left = quantity - sum(parts)
    if left * sign < 0:
        raise ValueError("more is allocated than the line has")
    return left


def in_kind_cents(quantity, rate, coefficient=1):
    """Return the amount of a contribution in kind, in cents, rounded half up once.

    :param quantity: hours or units, not negative
    :param rate: currency per unit, the dated rate of the level
    :param coefficient: loading of the rate, 1.3 for instance

    ``ValueError`` for a negative number.

    >>> in_kind_cents("37.5", "12.02"), in_kind_cents("37.5", "12.02", "1.3")
    (45075, 58598)
    """
    amount = not_negative(quantity, "quantity") * not_negative(rate, "rate")
    return half_up(amount * not_negative(coefficient, "coefficient") * 100)
