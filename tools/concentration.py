"""How much of something rests on few people. Counts only: no unit is ever mixed."""

from fractions import Fraction


def concentration(counts):
    """Return (people, first, half) for what each person carries.

    :param counts: non-negative integers, one a person, in any order
    :return: the number of people who carry something; the part (Fraction, 0 to 1)
        of the one who carries most; how many people carry half of it together, at
        the fewest
    :raise ValueError: a negative count

    >>> concentration([6, 3, 1])
    (3, Fraction(3, 5), 1)
    >>> concentration([1, 1, 1, 1])
    (4, Fraction(1, 4), 2)
    >>> concentration([0, 0])
    (0, Fraction(0, 1), 0)
    """
    carried = sorted((count for count in counts if count), reverse=True)
    if carried and carried[-1] < 0:
        raise ValueError("a count is never negative")
    total, reached, half = sum(carried), 0, 0
    while 2 * reached < total:
        reached += carried[half]
        half += 1
    first = Fraction(carried[0], total) if carried else Fraction(0)
    return len(carried), first, half
