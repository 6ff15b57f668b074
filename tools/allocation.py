"""Sharing money to the cent: integers and exact fractions, never a float.

Sources: Hamilton's largest remainders, with a carry so that nobody loses the same
cent every period (Balinski and Young 1982); impartial division after de Clippel,
Moulin and Tideman 2008.
"""

import heapq
import math
from collections.abc import Mapping
from fractions import Fraction

from .exact import exact, half_up, not_negative, whole


def largest_remainder(total_cents, weights, carry=None):
    """Share whole cents in proportion to weights, each within a cent of its due.

    :param int total_cents: cents to share, negative to give back
    :param weights: sequence of non-negative numbers
    :param carry: what each was owed (positive) or had too much (negative) after the
        period before, in cents, sum 0; ``None`` for a first period
    :return: ``(cents, carry)``, a list of int that sums to the total and a list of
        Fractions that sums to 0, both in the order of the weights

    Each is due total·w/Σw + carry and gets its floor (never below 0). Missing cents
    go to the largest remainders (ties: larger weight, then first); cents too many,
    because floors were held at 0, are taken back from the smallest remainders (ties:
    smaller weight, then last). A negative total is shared as a positive one without
    carry, signs flipped, and the carry is given back unchanged.

    ``ValueError`` when the weights sum to 0 or one is negative, when the total is not
    whole cents, or when the carry does not fit the weights or sum to 0.

    >>> largest_remainder(10000, [1, 1, 1])[0]
    [3334, 3333, 3333]
    """
    total = whole(total_cents, "total")
    weights = [not_negative(weight, "weight") for weight in weights]
    carry = _carry(carry, len(weights))
    if not sum(weights):
        raise ValueError("the weights sum to 0")
    if total < 0:
        cents, _carry_unused = largest_remainder(-total, weights)
        return [-cent for cent in cents], carry
    due = _entitlements(total, weights, carry)
    cents = [max(0, math.floor(amount)) for amount in due]
    missing = total - sum(cents)
    if missing > 0:
        _give(cents, due, weights, missing)
    else:
        _take_back(cents, due, weights, -missing)
    return cents, [amount - cent for amount, cent in zip(due, cents, strict=True)]


def _carry(carry, count):
    if carry is None:
        return [Fraction(0)] * count
    carry = [exact(amount, "carry") for amount in carry]
    if len(carry) != count:
        raise ValueError("there must be one carry per weight")
    if sum(carry):
        raise ValueError("the carry must sum to 0")
    return carry


def _entitlements(total, weights, carry):
    weight = sum(weights)
    return [
        total * own / weight + owed for own, owed in zip(weights, carry, strict=True)
    ]


def _give(cents, due, weights, missing):
    """Give one cent each to the largest remainders."""
    ranked = sorted(
        range(len(cents)), key=lambda i: (cents[i] - due[i], -weights[i], i)
    )
    for index in ranked[:missing]:
        cents[index] += 1


def _take_back(cents, due, weights, excess):
    """Take cents back, one by one, from the smallest remainders above 0."""
    if not excess:
        return
    heap = [(due[i] - cents[i], weights[i], -i) for i, cent in enumerate(cents) if cent]
    heapq.heapify(heap)
    for _cent in range(excess):
        remainder, weight, place = heapq.heappop(heap)
        cents[-place] -= 1
        if cents[-place]:
            heapq.heappush(heap, (remainder + 1, weight, place))


def waterfall(total_cents, buckets):
    """Pour an amount through buckets in order; a share is of what remains.

    :param int total_cents: cents to pour, not negative
    :param buckets: list of ``(name, kind, value)``; kind ``"fixed"`` (value in
        cents), ``"share"`` (value in 0..1 of what remains) or ``"rest"`` (value
        ignored), which must be the last, and only the last
    :return: ``{name: int}`` in order, which sums to the total

    Each bucket is rounded half up once and never above what is left.
    ``ValueError`` for a negative total or value, a share above 1, an unknown kind,
    a name used twice, or a missing or misplaced ``"rest"``.

    >>> waterfall(1000, [("costs", "fixed", 120), ("pool", "rest", None)])
    {'costs': 120, 'pool': 880}
    """
    left = whole(not_negative(total_cents, "total"), "total")
    buckets = list(buckets)
    _check_buckets(buckets)
    poured = {}
    for name, kind, value in buckets:
        poured[name] = min(left, half_up(_wanted(kind, value, left)))
        left -= poured[name]
    return poured


def _check_buckets(buckets):
    kinds = [kind for _name, kind, _value in buckets]
    if kinds[-1:] != ["rest"] or "rest" in kinds[:-1]:
        raise ValueError("'rest' is the last bucket, and no other")
    if len({name for name, _kind, _value in buckets}) < len(buckets):
        raise ValueError("two buckets have the same name")


def _wanted(kind, value, left):
    """Return what a bucket asks for, exactly."""
    if kind == "rest":
        return left
    value = not_negative(value, kind)
    if kind == "fixed":
        return value
    if kind != "share":
        raise ValueError(f"unknown kind of bucket: {kind!r}")
    if value > 1:
        raise ValueError(f"a share goes from 0 to 1: {value}")
    return left * value


def impartial_shares(points_without):
    """Return shares that nobody moves with their own ballots.

    :param points_without: ``{i: {j: p_j(-i)}}``, everyone's points, not negative,
        with qualities, mu and k0 recomputed without i's ballots (see
        ``robust_location(…, minimum=1)``); or a square list of lists
    :return: ``{i: Fraction}`` in 0..1 (a list for lists), s_i = p_i(-i) / Σ_j p_j(-i)

    A sum under 1 leaves the rest to the commons fund (:func:`commons_share`); above
    1, all are divided by it. Someone without points has 0, also when nobody has any.
    ``ValueError`` for negative points.

    >>> impartial_shares([[1, 1], [1, 3]])
    [Fraction(2, 5), Fraction(3, 5)]
    """
    if not isinstance(points_without, Mapping):
        rows = {i: dict(enumerate(row)) for i, row in enumerate(points_without)}
        return list(impartial_shares(rows).values())
    shares = {
        person: _own_share(person, points) for person, points in points_without.items()
    }
    total = sum(shares.values())
    if total > 1:
        return {person: share / total for person, share in shares.items()}
    return shares


def _own_share(person, points):
    points = {other: not_negative(value, "points") for other, value in points.items()}
    total = sum(points.values())
    return points.get(person, Fraction(0)) / total if total else Fraction(0)


def commons_share(shares):
    """Return what impartial shares leave to the commons fund, as a Fraction.

    >>> commons_share({"a": Fraction(1, 2), "b": Fraction(1, 3)})
    Fraction(1, 6)
    """
    if isinstance(shares, Mapping):
        shares = shares.values()
    return 1 - sum(shares, Fraction(0))
