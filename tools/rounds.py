"""The figures of a whole evaluation round, from its ballots alone.

One function that closing and replaying share, so that both give the same figures.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from .valuation import (
    agreement_rwg,
    ballot_score,
    credibility_k0,
    robust_location,
    round_centre,
    shrink,
    standard_error,
    valuation_state,
    within_variance,
)


class Figure(NamedTuple):
    """What a round says of one work.

    `n` counts the ballots that weigh; `raw`, `quality` and `standard_error` are on
    the scale 1..5 and None under the minimum; `agreement` is at most 1, None under
    two ballots; `state` is insufficient, agreed or deliberation.
    """

    n: int
    raw: float | None
    quality: float | None
    standard_error: float | None
    agreement: float | None
    state: str


def value_round(
    ballots: Iterable[tuple[Hashable, Mapping]],
    natures: Mapping[Hashable, Hashable],
    weights: Mapping[Hashable, Mapping],
    *,
    minimum: int = 3,
) -> dict[Hashable, Figure]:
    """Return the figure of every work of a round.

    :param ballots: (work, {criterion: 1..5 or None for "cannot judge"}) for each
        ballot given; one with under 60 % of the weight answered does not count
    :param natures: {work: nature} for every work of the round
    :param weights: {work: {criterion: weight}}
    :param minimum: ballots under which a work has no figure
    :return: {work: :class:`Figure`}, in the order of `natures`
    :raise ValueError: a score that is not an integer 1..5
    """
    scores = _scores(ballots, weights)
    raws = {work: robust_location(scores[work], minimum) for work in natures}
    counted = [scores[work] for work, raw in raws.items() if raw is not None]
    k0, within = credibility_k0(counted), within_variance(counted)
    centres = _centres(raws, natures)
    return {
        work: _figure(scores[work], raws[work], centres[nature], k0, within, minimum)
        for work, nature in natures.items()
    }


def _scores(ballots, weights):
    """Return {work: [score of each ballot that weighs]}."""
    scores = defaultdict(list)
    for work, levels in ballots:
        score = ballot_score(levels, weights[work])
        if score is not None:
            scores[work].append(score)
    return scores


def _centres(raws, natures):
    """Return {nature: the centre towards which its works are drawn}."""
    by_nature = defaultdict(list)
    for work, nature in natures.items():
        by_nature[nature].append(raws[work])
    everything = list(raws.values())
    return {
        nature: round_centre(figures, everything)
        for nature, figures in by_nature.items()
    }


def _figure(scores, raw, centre, k0, within, minimum):
    n = len(scores)
    known = raw is not None
    return Figure(
        n=n,
        raw=raw,
        quality=shrink(raw, n, centre, k0) if known else None,
        standard_error=standard_error(within, n, k0) if known else None,
        agreement=agreement_rwg(scores),
        state=valuation_state(scores, minimum),
    )
