"""The circle on which members stand for a draw, and who may judge whom on it."""

import hashlib


def digest(*parts):
    """Return SHA-256 in hex of the texts joined by ``|``.

    >>> digest("seed", 1) == hashlib.sha256(b"seed|1").hexdigest()
    True
    """
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def identity(thing):
    """Return what orders different things with the same text (1 and "1").

    >>> identity(1) == identity("1")
    False
    """
    return str(thing), type(thing).__name__


def bits(mask):
    """Return the positions of the bits set in a mask, in ascending order.

    >>> bits(0b1101)
    [0, 2, 3]
    """
    positions = []
    while mask:
        low = mask & -mask
        positions.append(low.bit_length() - 1)
        mask ^= low
    return positions


class Circle:
    """Members on a circle. Groups of them are bit masks, to draw in large rounds."""

    def __init__(self, members, seed):
        self.seed = seed
        self.people = sorted(
            set(members), key=lambda person: (digest(seed, person), *identity(person))
        )
        self.size = len(self.people)
        self.position = {person: i for i, person in enumerate(self.people)}
        self.everyone = (1 << self.size) - 1
        self.judges = {}

    def mask(self, people):
        """Return the members among these people, as a mask."""
        mask = 0
        for person in people:
            if person in self.position:
                mask |= 1 << self.position[person]
        return mask

    def judges_of(self, person):
        """Return who may judge a person: those whom the person follows."""
        if person not in self.position:
            return self.everyone  # who is not a member judges nobody in return
        if person not in self.judges:
            self.judges[person] = self._half_before(self.position[person])
        return self.judges[person]

    def _half_before(self, place):
        half = (self.size - 1) // 2
        arc = ((1 << half) - 1) << ((place - half) % self.size)
        arc = (arc & self.everyone) | (arc >> self.size)
        if self.size % 2 == 0:
            opposite = (place + self.size // 2) % self.size
            arc |= self._oriented(opposite, place) << opposite
        return arc

    def _oriented(self, judge, judged):
        """Tell (1 or 0) which of an opposite pair judges the other, by hash."""
        first, second = sorted((judge, judged))
        pair_hash = digest(self.seed, self.people[first], self.people[second])
        return int((int(pair_hash, 16) % 2 == 0) == (judge == first))
