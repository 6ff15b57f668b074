"""Quality of a contribution, from peers' ballots on a scale of 1 to 5.

Everything is computed exactly and returned as a float, since it is shown. ``None``
always means "no figure". Quality informs people; it never changes an in-kind amount.

Sources: trimmed mean and median (robust estimators as simple as the gain allows,
Sajjadi et al.); Bühlmann credibility with one-way ANOVA variances; r_wg of James,
Demaree and Wolf 1984. How evaluators compare is in :mod:`.reliability`, whose
functions are also reached from here.
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from .exact import exact, median, not_negative, whole
from .reliability import (
    krippendorff_alpha,
    reciprocity_flags,
    severity,
)

__all__ = [
    "agreement_rwg",
    "ballot_score",
    "cell_agreement",
    "cell_quality",
    "credibility_k0",
    "krippendorff_alpha",
    "quality_factor",
    "reciprocity_flags",
    "robust_location",
    "round_centre",
    "severity",
    "shown_agreement",
    "shrink",
    "standard_error",
    "valuation_state",
    "within_variance",
]

#: Lowest and highest level of a criterion.
LEVELS = (1, 5)
#: Part of the weight that a ballot must answer to be valid.
ANSWERED = Fraction(3, 5)
#: Agreement from which a figure is agreed, range from which it is discussed anyway.
AGREED_FROM = Fraction(7, 10)
DISCUSSED_RANGE = 3
#: Centre of a round without any figure, its bounds of k0, and k0 with few figures.
NO_CENTRE = Fraction(3)
K0_BOUNDS = (Fraction(1, 2), Fraction(3))
K0_FEW, FEW_FIGURES = Fraction(1), 10


def _known(values, what="score"):
    """Return the exact numbers of an iterable, without None (no figure)."""
    return [exact(value, what) for value in values if value is not None]


def _mean(numbers):
    return Fraction(sum(numbers), len(numbers))


def _variance(numbers):
    """Return the exact variance with n - 1."""
    mean = _mean(numbers)
    return sum((number - mean) ** 2 for number in numbers) / (len(numbers) - 1)


def _shown(number):
    return None if number is None else float(number)


def _level(score):
    """Return a level 1..5 as an int, None for "cannot judge" (None or False)."""
    if score is None or score is False:
        return None
    level = whole(score, "score")
    if not LEVELS[0] <= level <= LEVELS[1]:
        raise ValueError(f"a score goes from 1 to 5: {score!r}")
    return level


def ballot_score(scores, weights):
    """Return the score of one ballot: Σ w·x / Σ w over what was answered.

    :param scores: ``{criterion: 1..5}``; a criterion that is missing, ``None`` or
        ``False`` is "cannot judge"; or a sequence in the order of the weights
    :param weights: ``{criterion: weight}`` or a sequence, not negative
    :return: float in 1..5, ``None`` when under 60 % of the weight is answered

    ``ValueError`` for a score that is not a level, an unknown criterion, a negative
    weight, or weights that sum to 0.

    >>> ballot_score({"care": 4, "use": 5, "joy": None}, dict(care=1, use=1, joy=1))
    4.5
    """
    scores, weights = _by_criterion(scores, weights)
    weights = {key: not_negative(weight, "weight") for key, weight in weights.items()}
    levels = {key: _level(score) for key, score in scores.items()}
    total = sum(weights.values())
    if not total:
        raise ValueError("the weights of the criteria sum to 0")
    answered = [key for key, level in levels.items() if level is not None]
    weight = sum(weights[key] for key in answered)
    if weight < ANSWERED * total:
        return None
    return float(sum(weights[key] * levels[key] for key in answered) / weight)


def _by_criterion(scores, weights):
    """Return scores and weights as mappings over the same criteria."""
    if not isinstance(weights, Mapping):
        weights = dict(enumerate(weights))
    if not isinstance(scores, Mapping):
        scores = list(scores)
        if len(scores) != len(weights):
            raise ValueError("there must be one score per weight")
        scores = dict(zip(weights, scores, strict=True))
    unknown = scores.keys() - weights.keys()
    if unknown:
        raise ValueError(f"no weight for {sorted(map(str, unknown))}")
    return scores, weights


def robust_location(scores, minimum=3):
    """Return the raw figure of a work from the scores of its valid ballots.

    :param scores: iterable of numbers; ``None`` (an invalid ballot) is left out
    :param int minimum: ballots needed for a figure; leave-one-out asks for 1
    :return: float: the median up to 4 scores, from 5 the 20 % trimmed mean (⌊n/5⌋
        dropped at each end); ``None`` under the minimum, or without any score

    >>> robust_location([1, 4, 4, 4, 5]), robust_location([5, 5])
    (4.0, None)
    """
    numbers = sorted(_known(scores))
    count = len(numbers)
    if not count or count < minimum:
        return None
    if count < 5:
        return float(median(numbers))
    dropped = count // 5
    return float(_mean(numbers[dropped : count - dropped]))


def shrink(raw, n, mu, k0):
    """Return the quality (n·raw + k0·mu)/(n + k0): raw drawn toward the centre.

    :param raw: the work's raw figure, ``None`` gives ``None``
    :param n: valid ballots behind it
    :param mu: see :func:`round_centre`
    :param k0: see :func:`credibility_k0`
    :return: float between raw and mu

    ``ValueError`` when n or k0 is negative or both are 0.

    >>> shrink(4.5, 3, 3.5, 1)
    4.25
    """
    if raw is None:
        return None
    n, k0 = _precision(n, k0)
    return float((n * exact(raw, "raw") + k0 * exact(mu, "mu")) / (n + k0))


def _precision(n, k0):
    n, k0 = not_negative(n, "n"), not_negative(k0, "k0")
    if not n + k0:
        raise ValueError("n and k0 must not both be 0")
    return n, k0


def round_centre(figures, fallback=()):
    """Return mu: the median of the raw figures of one nature in the round.

    :param figures: raw figures of the works of the same nature, ``None`` left out
    :param fallback: the figures of all natures, used when the first has none
    :return: float, 3.0 when there is no figure at all

    >>> round_centre([3.5, 4.0, 2.0]), round_centre([], [4]), round_centre([])
    (3.5, 4.0, 3.0)
    """
    numbers = _known(figures, "figure") or _known(fallback, "figure")
    return float(median(numbers) if numbers else NO_CENTRE)


def _groups(groups):
    return [group for group in map(_known, groups) if group]


def within_variance(groups):
    """Return the variance of ballots inside works, pooled over the round.

    :param groups: for each work, the scores of its valid ballots
    :return: float, ``None`` when no work has two ballots

    >>> within_variance([[4, 5], [3, 3, 3]])
    0.16666666666666666
    """
    return _shown(_within(_groups(groups)))


def _within(groups):
    freedom = sum(len(group) - 1 for group in groups)
    if not freedom:
        return None
    squares = sum(_variance(g) * (len(g) - 1) for g in groups if len(g) > 1)
    return squares / freedom


def _between(groups, within):
    """Return the variance between works, of groups of unequal sizes (may be < 0)."""
    sizes = [len(group) for group in groups]
    total = sum(sizes)
    mean = Fraction(sum(map(sum, groups)), total)
    squares = sum(len(group) * (_mean(group) - mean) ** 2 for group in groups)
    spread = total - Fraction(sum(size * size for size in sizes), total)
    return (squares - (len(groups) - 1) * within) / spread


def credibility_k0(groups):
    """Return k0: the variance within works over the variance between them.

    :param groups: for each work with a figure, the scores of its valid ballots
    :return: float in [0.5, 3]; 1.0 with fewer than 10 figures, or when no work has
        two ballots, or when all scores are the same; 3.0 when works do not differ
        more than their ballots do

    Source: Bühlmann credibility, one-way analysis of variance.

    >>> credibility_k0([[4, 4, 5]] * 9)
    1.0
    """
    groups = _groups(groups)
    within = _within(groups)
    if len(groups) < FEW_FIGURES or within is None:
        return float(K0_FEW)
    between = _between(groups, within)
    if between <= 0:
        return float(K0_BOUNDS[1] if within else K0_FEW)
    return float(min(max(within / between, K0_BOUNDS[0]), K0_BOUNDS[1]))


def standard_error(s2_within, n, k0):
    """Return sqrt(s2_within / (n + k0)), in points of the scale 1..5.

    :param s2_within: see :func:`within_variance`; ``None`` gives ``None``

    ``ValueError`` for a negative number, or when n and k0 are both 0.

    >>> standard_error(1, 3, 1)
    0.5
    """
    if s2_within is None:
        return None
    n, k0 = _precision(n, k0)
    return math.sqrt(not_negative(s2_within, "s2_within") / (n + k0))


def _rwg(numbers, levels):
    if len(numbers) < 2:
        return None
    return 1 - _variance(numbers) / Fraction(levels**2 - 1, 12)


def agreement_rwg(scores, levels=5):
    """Return r_wg = 1 - s²/((A² - 1)/12), s² with n - 1: 1 is full agreement.

    :param scores: scores of the valid ballots, ``None`` left out
    :param int levels: A, levels of the scale, at least 2
    :return: float, ``None`` under two scores; may be negative (see
        :func:`shown_agreement`)

    >>> round(agreement_rwg([4, 4, 5]), 3), round(agreement_rwg([5, 5, 1, 5, 5]), 3)
    (0.833, -0.6)
    """
    levels = whole(levels, "levels")
    if levels < 2:
        raise ValueError("a scale has at least two levels")
    return _shown(_rwg(_known(scores), levels))


def shown_agreement(agreement):
    """Return the agreement as shown: 0 when negative, ``None`` stays.

    >>> shown_agreement(-0.6)
    0.0
    """
    return None if agreement is None else max(0.0, float(agreement))


def valuation_state(scores, minimum=3, levels=5):
    """Return ``"insufficient"``, ``"agreed"`` or ``"deliberation"``.

    Insufficient under the minimum of ballots (or under two, which cannot agree);
    deliberation when r_wg is under 0.70 or the scores are 3 points or more apart.

    >>> valuation_state([5, 5]), valuation_state([4, 4, 5]), valuation_state([1, 4, 4])
    ('insufficient', 'agreed', 'deliberation')
    """
    numbers = _known(scores)
    if len(numbers) < max(2, minimum):
        return "insufficient"
    apart = max(numbers) - min(numbers) >= DISCUSSED_RANGE
    if apart or _rwg(numbers, levels) < AGREED_FROM:
        return "deliberation"
    return "agreed"


def cell_quality(qualities):
    """Return the quality of a cell (person × nature): the median of its works'.

    >>> cell_quality([4.0, None, 3.0]), cell_quality([None])
    (3.5, None)
    """
    numbers = _known(qualities, "quality")
    return float(median(numbers)) if numbers else None


def cell_agreement(agreements):
    """Return the agreement of a cell: the lowest of its works'.

    >>> cell_agreement([0.83, None, 0.75]), cell_agreement([])
    (0.75, None)
    """
    return _shown(min(_known(agreements, "agreement"), default=None))


def quality_factor(q, beta=0.20):
    """Return 1 + beta·(q - 3)/2, by which quality may weigh on points of a share.

    :param q: a quality; ``None`` gives 1.0, nobody loses for lack of ballots
    :param beta: in 0..1, voted by the assembly
    :return: float, held in [1 - beta, 1 + beta]

    >>> quality_factor(5), quality_factor(None), quality_factor(4.5)
    (1.2, 1.0, 1.15)
    """
    beta = not_negative(beta, "beta")
    if beta > 1:
        raise ValueError(f"beta goes from 0 to 1: {beta}")
    if q is None:
        return 1.0
    factor = float(1 + beta * (exact(q, "q") - 3) / 2)
    # Also where 1 - beta, as a float, is not the exact one to the last digit
    return min(max(factor, 1 - float(beta)), 1 + float(beta))
