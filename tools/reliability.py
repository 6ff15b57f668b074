"""How evaluators agree, differ, or favour one another. Shown, never applied.

Sources: Krippendorff's alpha (Hayes and Krippendorff 2007); reciprocity after the
reports of mutual inflation by Li, Louis, Maniadis and Xefteris 2024, with thresholds
found by simulation. A flag asks a person to look, and does nothing else.
"""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from .circle import identity
from .exact import exact, median, whole

#: Works with two ballots or more from which alpha is shown.
ALPHA_SHOWN_FROM = 10
#: Ballots at which an evaluator's mean deviation counts for half.
SEVERITY_HALF = 5


def _nominal(_counts):
    return lambda one, other: int(one != other)


def _interval(_counts):
    return lambda one, other: (one - other) ** 2


def _ordinal(counts):
    """Return the squared distance in ranks: values count as often as they occur."""
    reached, middle = 0, {}
    for value in sorted(counts):
        middle[value] = reached + Fraction(counts[value], 2)
        reached += counts[value]
    # The ranks between the middles of two values, that is Σ n_g - (n_a + n_b)/2
    return lambda one, other: (middle[one] - middle[other]) ** 2


_METRICS = {"nominal": _nominal, "interval": _interval, "ordinal": _ordinal}


def _disagreement(counts, distance):
    """Return Σ n_a·n_b·distance over the ordered pairs of different values."""
    return 2 * sum(
        counts[one] * counts[other] * distance(one, other)
        for one, other in combinations(counts, 2)
    )


def krippendorff_alpha(units, metric="ordinal"):
    """Return Krippendorff's alpha of a round: 1 is full agreement, 0 is chance.

    :param units: for each work, the levels given by its evaluators; ``None`` is
        missing, and a work with fewer than two levels is left out
    :param metric: ``"ordinal"``, ``"interval"`` or ``"nominal"`` (any labels)
    :return: float, at most 1; ``None`` when no work has two levels, or when all
        levels are the same, which tells nothing

    ``ValueError`` for another metric or for a level that is not a number.

    >>> units = [[4, 4, 5], [2, 3, 2], [5, 5, 4], [3, 3, 3], [1, 2, 2]]
    >>> round(krippendorff_alpha(units, "interval"), 4)
    0.8333
    """
    if metric not in _METRICS:
        raise ValueError(f"the metric is one of {sorted(_METRICS)}, not {metric!r}")
    pairable = [unit for unit in (_unit(u, metric) for u in units) if len(unit) > 1]
    counts = Counter(value for unit in pairable for value in unit)
    distance = _METRICS[metric](counts)
    expected = Fraction(_disagreement(counts, distance))
    if not expected:
        return None
    observed = sum(
        Fraction(_disagreement(Counter(unit), distance), len(unit) - 1)
        for unit in pairable
    )
    return float(1 - (sum(counts.values()) - 1) * observed / expected)


def _unit(levels, metric):
    known = [level for level in levels if level is not None]
    return known if metric == "nominal" else [exact(level, "level") for level in known]


def alpha_is_shown(units):
    """Tell whether enough works (10) have two ballots for alpha to be shown.

    >>> alpha_is_shown([[4, 5]] * 10 + [[3]]), alpha_is_shown([[4, 5]] * 9 + [[3]])
    (True, False)
    """
    known = [[level for level in unit if level is not None] for unit in units]
    return sum(len(unit) > 1 for unit in known) >= ALPHA_SHOWN_FROM


class Ballot(NamedTuple):
    """A valid ballot: who judged, which work (once per round), whose, what score.

    ``contributors`` is a collection of people; ``score`` a number, see
    ``valuation.ballot_score``.
    """

    evaluator: object
    work: object
    contributors: tuple
    score: object


class Flag(NamedTuple):
    """Two people whose ballots favour each other.

    ``excess`` is what ``first`` gives ``second`` above the others, beyond what
    ``first`` gives anyone; ``excess_back`` the same the other way round, both floats
    in points; ``ballots`` how many ballots they gave each other.
    """

    first: object
    second: object
    excess: float
    excess_back: float
    ballots: int


def _residuals(ballots):
    """Return (evaluator, contributors, score - median of the others' ballots)."""
    by_work = {}
    for evaluator, work, contributors, score in ballots:
        rows = by_work.setdefault(work, [])
        rows.append((evaluator, contributors, exact(score, "score")))
    residuals = []
    for rows in by_work.values():
        for index, (evaluator, contributors, score) in enumerate(rows):
            others = [row[2] for place, row in enumerate(rows) if place != index]
            if others:
                residuals.append((evaluator, contributors, score - median(others)))
    return residuals


def _mean(numbers):
    return Fraction(sum(numbers), len(numbers))


def severity(evaluator, ballots):
    """Return how far an evaluator stands from the others: negative is severe.

    :param ballots: iterable of :class:`Ballot` of everyone in the round
    :return: float in points: n/(n + 5) times the mean of their score less the median
        of the other ballots on the same work; ``None`` without a ballot to compare

    Shown to the evaluator, never applied: correcting ballots with it brought nothing
    over simple estimators (Sajjadi et al.).

    >>> rows = [("a", 1, ["z"], 5), ("b", 1, ["z"], 3), ("c", 1, ["z"], 3)]
    >>> severity("a", rows)
    0.3333333333333333
    """
    own = [gap for who, _whose, gap in _residuals(ballots) if who == evaluator]
    if not own:
        return None
    return float(_mean(own) * Fraction(len(own), len(own) + SEVERITY_HALF))


def reciprocity_flags(ballots, threshold=0.5, minimum=4):
    """Return the pairs whose ballots favour each other, for a person to look at.

    :param ballots: iterable of :class:`Ballot` (or plain tuples) of the last four
        rounds, since no two people judge each other inside one
    :param threshold: points; both excesses must reach it
    :param minimum: ballots they gave each other, both ways together
    :return: list of :class:`Flag`, in the order of the names

    D_ij is the mean, over j's works, of i's score less the median of the other
    ballots, less i's mean over all works; {i, j} is flagged when min(D_ij, D_ji) ≥
    threshold and n_ij + n_ji ≥ minimum. It changes no figure and no share.
    """
    threshold, minimum = exact(threshold, "threshold"), whole(minimum, "minimum")
    own, toward = {}, {}
    for evaluator, contributors, gap in _residuals(ballots):
        own.setdefault(evaluator, []).append(gap)
        for person in set(contributors):
            toward.setdefault((evaluator, person), []).append(gap)
    excess = {pair: _mean(gaps) - _mean(own[pair[0]]) for pair, gaps in toward.items()}
    flags = []
    for one, other in sorted(toward, key=lambda pair: tuple(map(identity, pair))):
        back, there = (other, one), (one, other)
        if back not in toward or identity(one) >= identity(other):
            continue
        given = len(toward[there]) + len(toward[back])
        if min(excess[there], excess[back]) >= threshold and given >= minimum:
            both = (float(excess[there]), float(excess[back]))
            flags.append(Flag(one, other, *both, given))
    return flags
