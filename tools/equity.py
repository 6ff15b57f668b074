"""Speaking time: fair shares and indices of equality.

Durations are whole seconds, computed exactly; an index is a float because it is
only ever shown. An index is 0 when everyone had their share and never above 1. It is
a mirror for the people in the room, never a sanction.

Source: Gini (1912) and Hoover (1936) indices; the fair share by presence is ours, so
that a late arrival who speaks in proportion does not worsen the index.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from .exact import not_negative, whole

#: Kinds of turn that feed the index; facilitation and the others are shown apart.
INDEX_KINDS = frozenset({"debate", "round"})

#: Seconds of presence from which a person without a turn counts as unheard.
UNHEARD_AFTER = 600


def _spans(rows, what):
    """Return rows as (person, start, end) with whole seconds, or ValueError."""
    spans = []
    for person, start, end in rows:
        start, end = whole(start, f"{what} start"), whole(end, f"{what} end")
        if end < start:
            raise ValueError(f"{what} of {person!r} ends before it starts")
        spans.append((person, start, end))
    return spans


def _events(turns, presences):
    """Return (second, speakers, presence, person) changes, grouped by second."""
    events = []
    for rows, speaking in ((turns, 1), (presences, 0)):
        for person, start, end in rows:
            if start < end:
                events.append((start, speaking, 1, person))
                events.append((end, -speaking, -1, person))
    return sorted(events, key=lambda event: event[0])


class _Meter:
    """Speech shared out so far per person present, walked second by second."""

    def __init__(self, people):
        self.fair = dict.fromkeys(people, Fraction(0))
        self.presence = Counter()
        self.since = {}
        self.now = self.speakers = 0
        self.reading = Fraction(0)

    def advance(self, second):
        if self.speakers:
            spoken = self.speakers * (second - self.now)
            self.reading += Fraction(spoken, len(self.since))
        self.now = second

    def change(self, person, speakers, presence):
        self.speakers += speakers
        self.presence[person] += presence
        if self.presence[person] and person not in self.since:
            self.since[person] = self.reading
        elif not self.presence[person] and person in self.since:
            self.fair[person] += self.reading - self.since.pop(person)


def fair_shares(turns, presences):
    """Share each second of speech equally between the people then present.

    :param turns: iterable of ``(person, start, end)``, whole seconds
    :param presences: iterable of ``(person, arrival, departure)``, whole seconds;
        several stretches for a person may touch or overlap
    :return: ``{person: Fraction}`` seconds, for everyone who is named

    A speaker counts as present during the turn. Two turns at the same time count
    twice (see :func:`overlaps`). ``ValueError`` when something ends before it starts
    or is not in whole seconds.

    >>> fair_shares([("a", 0, 60)], [("a", 0, 60), ("b", 30, 60)])
    {'a': Fraction(45, 1), 'b': Fraction(15, 1)}
    """
    turns, presences = _spans(turns, "turn"), _spans(presences, "presence")
    meter = _Meter(person for person, _start, _end in turns + presences)
    for second, speakers, presence, person in _events(turns, presences):
        meter.advance(second)
        meter.change(person, speakers, presence)
    return meter.fair


def spoken_seconds(turns):
    """Return ``{person: int}`` seconds spoken, of ``(person, start, end)`` turns.

    >>> spoken_seconds([("a", 0, 60), ("b", 60, 70), ("a", 70, 75)])
    {'a': 65, 'b': 10}
    """
    seconds = {}
    for person, start, end in _spans(turns, "turn"):
        seconds[person] = seconds.get(person, 0) + end - start
    return seconds


def overlaps(turns):
    """Return the stretches in which two people spoke at once, to be flagged.

    :param turns: iterable of ``(person, start, end)``, whole seconds
    :return: list of ``(person, other, start, end)``, by start

    >>> overlaps([("a", 0, 60), ("b", 50, 70), ("c", 70, 80)])
    [('a', 'b', 50, 60)]
    """
    found, speaking = [], []
    for person, start, end in sorted(_spans(turns, "turn"), key=lambda t: t[1:]):
        speaking = [turn for turn in speaking if turn[2] > start]
        for other, _start, other_end in speaking:
            if min(end, other_end) > start:
                found.append((other, person, start, min(end, other_end)))
        speaking.append((person, start, end))
    return found


def unheard(turns, presences, passed=(), minimum=UNHEARD_AFTER):
    """Return who was present long enough, had no turn and did not say "pass".

    :param turns: iterable of ``(person, start, end)``, turns of every kind: who
        facilitated or presented was heard
    :param presences: iterable of ``(person, arrival, departure)``; the stretches of
        one person are united before they are compared with the minimum
    :param passed: people who said "pass"
    :param minimum: seconds of presence, 10 minutes by default
    :return: list of people, in the order of their presences

    >>> unheard([("a", 0, 60)], [("a", 0, 600), ("b", 0, 600), ("c", 0, 599)])
    ['b']
    """
    heard = {person for person, start, end in _spans(turns, "turn") if end > start}
    heard.update(passed)
    stretches = {}
    for person, start, end in _spans(presences, "presence"):
        stretches.setdefault(person, []).append((start, end))
    return [
        person
        for person, spans in stretches.items()
        if person not in heard and _length(spans) >= minimum
    ]


def _length(spans):
    """Return the seconds covered by a list of (start, end), overlaps once."""
    seconds, reached = 0, None
    for start, end in sorted(spans):
        if reached is not None:
            start = max(start, reached)
        seconds += max(0, end - start)
        reached = end if reached is None else max(reached, end)
    return seconds


def speaking_ratio(spoken, fair):
    """Return spoken time over fair share as a float, ``None`` when fair is 0.

    Both in the same unit. ``ValueError`` when one is negative or not finite.

    >>> speaking_ratio(1200, 600)
    2.0
    """
    spoken, fair = not_negative(spoken, "spoken"), not_negative(fair, "fair")
    return float(spoken / fair) if fair else None


def _values(values):
    """Return values (a mapping's, or an iterable) as sorted exact numbers."""
    if isinstance(values, Mapping):
        values = values.values()
    return sorted(not_negative(value, "speaking time") for value in values)


def _gini(numbers):
    """Return the exact Gini index, None without two people or without speech."""
    count, total = len(numbers), sum(numbers)
    if count < 2 or not total:
        return None
    ranked = sum(rank * number for rank, number in enumerate(numbers, 1))
    return 2 * ranked / (count * total) - Fraction(count + 1, count)


def _shown(number):
    return None if number is None else float(number)


def gini(values):
    """Return the Gini index of speaking times, between 0 and (n - 1)/n.

    :param values: one non-negative number per person present (0 for the silent)
    :return: float, or ``None`` when nobody spoke or fewer than two people are there

    >>> round(gini([20, 20, 10, 5, 3, 2]), 3)
    0.406
    """
    return _shown(_gini(_values(values)))


def normalised_gini(values):
    """Return G·n/(n - 1): 1 when one person had it all, whatever the group's size.

    Same input and ``None`` as :func:`gini`.

    >>> normalised_gini([60, 0, 0, 0, 0, 0])
    1.0
    """
    numbers = _values(values)
    index = _gini(numbers)
    if index is None:
        return None
    return float(index * len(numbers) / (len(numbers) - 1))


def hoover(values):
    """Return the part of the time that should change hands to make all equal.

    Same input and ``None`` as :func:`gini`.

    >>> round(hoover([20, 20, 10, 5, 3, 2]), 3)
    0.333
    """
    numbers = _values(values)
    count, total = len(numbers), sum(numbers)
    if count < 2 or not total:
        return None
    away = sum(abs(number - total / count) for number in numbers)
    return float(away / (2 * total))


def _weighted(ratios, weights):
    """Return sorted (ratio, weight) pairs of the people with a fair share."""
    if isinstance(ratios, Mapping) and isinstance(weights, Mapping):
        if ratios.keys() != weights.keys():
            raise ValueError("ratios and weights must name the same people")
        ratios, weights = list(ratios.values()), [weights[p] for p in ratios]
    pairs = []
    for ratio, weight in zip(ratios, weights, strict=True):
        weight = not_negative(weight, "weight")
        if weight and ratio is None:
            raise ValueError("a person with a fair share must have a ratio")
        if weight:
            pairs.append((not_negative(ratio, "ratio"), weight))
    return sorted(pairs)


def presence_weighted_gini(ratios, weights):
    """Return the Gini index of the ratios to fair share, weighted by fair shares.

    :param ratios: each person's :func:`speaking_ratio`, a sequence or a mapping by
        person; ``None`` is skipped where the weight is 0
    :param weights: their fair shares, same shape
    :return: float, or ``None`` when nobody spoke or fewer than two have a share

    Two people who spoke in proportion to their presence are equal, however short
    the presence. ``ValueError`` when the two do not match, or for negative numbers.

    >>> presence_weighted_gini([1, 1, 1, 1], [1100, 1100, 1100, 300])
    0.0
    """
    pairs = _weighted(ratios, weights)
    total = sum(ratio * weight for ratio, weight in pairs)
    if len(pairs) < 2 or not total:
        return None
    distance = weight_below = spoken_below = Fraction(0)
    for ratio, weight in pairs:
        distance += weight * (ratio * weight_below - spoken_below)
        weight_below += weight
        spoken_below += ratio * weight
    return float(distance / (weight_below * total))


def feeds_index(kind):
    """Tell whether turns of this kind feed the index.

    >>> feeds_index("round"), feeds_index("facilitation")
    (True, False)
    """
    return kind in INDEX_KINDS
