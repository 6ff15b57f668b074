"""Drawing by lot, replayable from a published seed: evaluators, and people for seats.

No two people evaluate each other inside one round, because mutual review inflates
marks (Li, Louis, Maniadis, Xefteris 2024). Members stand on a circle in the order of
SHA-256(seed|member) and may only judge the half that follows them.
"""

import hashlib
from typing import NamedTuple

from .chain import canonical_json
from .circle import Circle, digest, identity
from .drawing import Bars, Drawing
from .exact import whole


class Draw(NamedTuple):
    """Who evaluates what.

    * ``assignments``: ``{work: (person, …)}``, for every work
    * ``load``: ``{person: number of works}``, for every member
    * ``shortfalls``: ``{work: rule}`` of :data:`.drawing.BLOCKING_RULES`, for the
      works that stay under the minimum
    * ``relaxations``: ``[(work, rule)]``; ``"k"`` for fewer than k judges,
      ``"circle"`` for judges of the other half whom none of those they judge judges
      in return, ``"mutual"`` for judges about whom that is no longer sure
    """

    assignments: dict
    load: dict
    shortfalls: dict
    relaxations: list


def draw_evaluators(works, members, conflicts, *, seed, k=5, minimum=3, recused=()):
    """Draw the people who evaluate each work.

    :param works: ``{work: contributors}``; works and people are any hashable with a
        stable text, such as a record id or a uid
    :param members: the people who may be drawn
    :param conflicts: pairs of people with a declared tie, either way round
    :param str seed: published after the round; same input and seed, same draw,
        whatever the order of the input
    :param int k: judges wanted for each work, at least 1
    :param int minimum: judges needed; one above k counts as k
    :param recused: pairs ``(person, work)``
    :return: :class:`Draw`

    A judge is never a contributor, never in conflict with one, never recused. Works
    with the fewest possible judges choose first, the k least loaded, ties by
    SHA-256(seed|work|number tied); then single moves even out the loads. When that is
    infeasible k gives way down to the minimum, then the half circle, then the mutual
    rule; what is still short is in ``shortfalls``, with the people found.
    ``ValueError`` for a k under 1 or a negative minimum.

    >>> draw = draw_evaluators({"w": ["a"]}, "abcdefg", [], seed="s", k=3)
    >>> len(draw.assignments["w"]), draw.shortfalls, draw.relaxations
    (3, {}, [])
    """
    k, minimum = whole(k, "k"), whole(minimum, "minimum")
    if k < 1 or minimum < 0:
        raise ValueError("k must be at least 1 and the minimum must not be negative")
    minimum = min(minimum, k)
    works = {work: tuple(contributors) for work, contributors in works.items()}
    circle = Circle(members, seed)
    bars = Bars(circle, conflicts, recused)
    drawing = Drawing(circle, works, bars)
    drawing.reorient(minimum)
    order = drawing.order()
    for work in order:
        drawing.assign(work, drawing.pick(work, drawing.allowed[work], k))
    drawing.repair()
    _finish(drawing, order, bars, k, minimum)
    return Draw(*drawing.result())


def _finish(drawing, order, bars, k, minimum):
    """Relax the rules for works under k, and name what blocks the others."""
    judged = [0] * drawing.circle.size
    for work in order:
        drawing.note(work, judged)
    for work in order:
        drawing.relax(work, k, minimum, judged)
        if drawing.assigned[work].bit_count() < minimum:
            contributors = drawing.works[work]
            drawing.shortfalls[work] = bars.blocking(work, contributors, minimum)


def _token(candidate):
    """Return what stands for a candidate in the published list: text or integer."""
    is_integer = isinstance(candidate, int) and not isinstance(candidate, bool)
    return candidate if is_integer else str(candidate)


def candidates_hash(candidates):
    """Return SHA-256 (hex) of the sorted candidates, as canonical JSON in UTF-8.

    Published before the witnesses give their secrets; doubles and order do not count.

    >>> candidates_hash(["b", "a"]) == hashlib.sha256(b'["a","b"]').hexdigest()
    True
    """
    ordered = sorted(set(candidates), key=identity)
    text = canonical_json([_token(candidate) for candidate in ordered])
    return hashlib.sha256(text.encode()).hexdigest()


def commitment(secret):
    """Return SHA-256 (hex) of a seed or a secret, published before it is revealed.

    >>> commitment("s") == hashlib.sha256(b"s").hexdigest()
    True
    """
    return hashlib.sha256(str(secret).encode()).hexdigest()


def seed_from_secrets(secrets, list_hash):
    """Return the seed: SHA-256 (hex) of the sorted secrets and the candidates' hash.

    :param secrets: one text per witness, two witnesses at least, joined by ``|``
    :param list_hash: from :func:`candidates_hash`

    ``ValueError`` for fewer than two secrets or an empty one.

    >>> seed_from_secrets(["y", "x"], "h") == commitment("x|y|h")
    True
    """
    secrets = sorted(map(str, secrets))
    if len(secrets) < 2 or not all(secrets):
        raise ValueError("two witnesses or more must each give a secret")
    return digest(*secrets, list_hash)


def draw_by_lot(candidates, seats, seed):
    """Draw people for seats, in the order of SHA-256(seed|candidates' hash|person).

    :param candidates: any hashable with a stable text; doubles count once
    :param int seats: when there are fewer candidates, all are drawn
    :param seed: published afterwards, see :func:`seed_from_secrets`
    :return: list of people, first drawn first, whatever the order of the candidates

    ``ValueError`` for a negative number of seats.

    >>> draw_by_lot("abc", 2, "seed") == draw_by_lot("cba", 2, "seed")
    True
    """
    seats = whole(seats, "seats")
    if seats < 0:
        raise ValueError("the number of seats must not be negative")
    candidates = set(candidates)
    list_hash = candidates_hash(candidates)
    ordered = sorted(
        candidates, key=lambda one: (digest(seed, list_hash, one), *identity(one))
    )
    return ordered[:seats]
