"""Sharing to the cent: vectors, quota, carry, brute force."""

import math
import unittest
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tools import allocation
from tools.allocation import impartial_shares, largest_remainder, waterfall

WEIGHTS = st.lists(st.integers(0, 40), min_size=1, max_size=7).filter(any)
TOTAL = st.integers(0, 100_000)
THIRD = Fraction(1, 3)


def by_hand(total, weights, carry):
    """The definition one cent at a time, with a search for each cent."""
    places = range(len(weights))
    due = [Fraction(total * weights[i], sum(weights)) + carry[i] for i in places]
    cents = [max(0, math.floor(amount)) for amount in due]
    while sum(cents) < total:
        best = max(places, key=lambda i: (due[i] - cents[i], weights[i], -i))
        cents[best] += 1
    while sum(cents) > total:
        held = [i for i in places if cents[i]]
        worst = min(held, key=lambda i: (due[i] - cents[i], weights[i], -i))
        cents[worst] -= 1
    return cents


class TestLargestRemainder(unittest.TestCase):
    def test_three_periods(self):
        carry = None
        for expected in ([3334, 3333, 3333], [3333, 3334, 3333], [3333, 3333, 3334]):
            cents, carry = largest_remainder(10000, [1, 1, 1], carry)
            self.assertEqual(cents, expected)
        self.assertEqual(carry, [0, 0, 0])

    def test_first_carry(self):
        _cents, carry = largest_remainder(10000, [1, 1, 1])
        self.assertEqual(carry, [-2 * THIRD, THIRD, THIRD])

    def test_negative_total(self):
        cents, carry = largest_remainder(-10000, [1, 1, 1])
        self.assertEqual((cents, carry), ([-3334, -3333, -3333], [0, 0, 0]))
        owed = [-2 * THIRD, THIRD, THIRD]
        cents, carry = largest_remainder(-10000, [1, 1, 1], owed)
        self.assertEqual((cents, carry), ([-3334, -3333, -3333], owed))

    def test_quota(self):
        self.assertEqual(largest_remainder(10, [28, 24, 24, 24])[0], [3, 3, 2, 2])

    def test_pool(self):
        expected = [16196, 9610, 4146, 1728]
        for weights in (
            [37.5, 22.25, 9.6, 4],
            ["37.5", "22.25", "9.6", "4"],
            [Decimal("37.5"), Fraction(89, 4), Decimal("9.6"), 4],
        ):
            self.assertEqual(largest_remainder(31680, weights)[0], expected)

    def test_ties_go_to_the_larger_weight_then_to_the_first(self):
        # due 3/2 and 1/2: same remainder, the larger weight has the cent
        self.assertEqual(largest_remainder(2, [1, 3])[0], [0, 2])
        self.assertEqual(largest_remainder(1, [1, 1])[0], [1, 0])

    def test_held_at_zero(self):
        # due 3/2, 1/2, -1: floors 1, 0, 0
        carry = [Fraction(1, 2), Fraction(1, 2), -1]
        cents, left = largest_remainder(1, [1, 0, 0], carry)
        self.assertEqual(cents, [1, 0, 0])
        self.assertEqual(left, [Fraction(1, 2), Fraction(1, 2), -1])

    def test_taken_back_from_the_smallest_remainder(self):
        # due 2 + 1/4, 1 + 1/2, -7/4: floors 2, 1, 0 are a cent too many for 2
        carry = [Fraction(5, 4), Fraction(1, 2), Fraction(-7, 4)]
        cents, left = largest_remainder(2, [1, 1, 0], carry)
        self.assertEqual(cents, [1, 1, 0])
        self.assertEqual(sum(left), 0)

    def test_taken_back_ties(self):
        # due 1 and 1 and 1: one cent too many, from the smaller weight, then the last
        cents, _left = largest_remainder(2, [2, 1, 1, 0], [0, 0.5, 0.5, -1])
        self.assertEqual(cents, [1, 1, 0, 0])
        cents, _left = largest_remainder(2, [1, 2, 1, 0], [0.5, 0, 0.5, -1])
        self.assertEqual(cents, [1, 1, 0, 0])
        cents, _left = largest_remainder(2, [1, 1, 2, 0], [0.5, 0.5, 0, -1])
        self.assertEqual(cents, [1, 0, 1, 0])

    def test_taken_back_in_turn(self):
        # due 5.1 and 5.6 and -3.7: three cents too many, first, second, first again
        cents, _left = largest_remainder(7, [1, 1, 0], ["1.6", "2.1", "-3.7"])
        self.assertEqual(cents, [3, 4, 0])

    def test_large_debt_is_taken_from_those_who_have(self):
        cents, left = largest_remainder(100, [1, 1], [1000, -1000])
        self.assertEqual((cents, left), ([100, 0], [950, -950]))

    def test_nothing_to_share(self):
        self.assertEqual(largest_remainder(0, [1, 2]), ([0, 0], [0, 0]))
        owed = [THIRD, -THIRD]
        self.assertEqual(largest_remainder(0, [1, 2], owed), ([0, 0], owed))

    def test_without_weight_without_cent(self):
        self.assertEqual(largest_remainder(10, [0, 1, 0])[0], [0, 10, 0])

    def test_types(self):
        cents, carry = largest_remainder(10, [1, 2, 4])
        self.assertTrue(all(type(cent) is int for cent in cents))
        self.assertTrue(all(type(amount) is Fraction for amount in carry))
        cents, carry = largest_remainder(-10, [1, 2, 4])
        self.assertTrue(all(type(amount) is Fraction for amount in carry))

    def test_refused(self):
        for total, weights, carry in (
            (1, [], None),
            (1, [0, 0], None),
            (-1, [0], None),
            (1, [1, -1, 3], None),
            (1, [1, float("nan")], None),
            (1, [1, float("inf")], None),
            (1.5, [1], None),
            (1, [1, 1], [0]),
            (1, [1, 1], [1, 0]),
        ):
            with self.subTest(total=total, weights=weights, carry=carry):
                with self.assertRaises(ValueError):
                    largest_remainder(total, weights, carry)

    @given(TOTAL, WEIGHTS)
    def test_sums_quota_and_order(self, total, weights):
        cents, carry = largest_remainder(total, weights)
        self.assertEqual(sum(cents), total)
        self.assertEqual(sum(carry), 0)
        for cent, weight in zip(cents, weights, strict=True):
            due = Fraction(total * weight, sum(weights))
            self.assertIn(cent, (math.floor(due), math.ceil(due)))
        for weight, other, cent, others in zip(
            weights, weights[1:], cents, cents[1:], strict=False
        ):
            if weight > other:
                self.assertGreaterEqual(cent, others)

    @given(st.lists(st.tuples(TOTAL, st.randoms()), max_size=8), st.integers(1, 5))
    def test_periods(self, periods, people):
        carry = None
        for total, chance in periods:
            weights = [chance.randrange(9) for _person in range(people)]
            assume(any(weights))
            before = carry or [Fraction(0)] * people
            cents, carry = largest_remainder(total, weights, carry)
            self.assertEqual(cents, by_hand(total, weights, before))
            self.assertEqual(sum(cents), total)
            self.assertEqual(sum(carry), 0)
            self.assertGreaterEqual(min(cents), 0)

    @given(TOTAL, WEIGHTS, st.lists(st.fractions(-9, 9), min_size=7, max_size=7))
    def test_any_carry_same_as_by_hand(self, total, weights, carry):
        carry = carry[: len(weights)]
        carry[-1] -= sum(carry)
        cents, left = largest_remainder(total, weights, carry)
        self.assertEqual(cents, by_hand(total, weights, carry))
        self.assertEqual(sum(left), 0)

    @given(TOTAL, WEIGHTS, st.integers(1, 9))
    def test_unit_of_the_weights_does_not_count(self, total, weights, unit):
        scaled = [weight * unit for weight in weights]
        self.assertEqual(
            largest_remainder(total, weights), largest_remainder(total, scaled)
        )


class TestWaterfall(unittest.TestCase):
    def test_vector(self):
        buckets = [
            ("costs", "fixed", 12000),
            ("commons", "share", Decimal("0.1")),
            ("author", "share", 0.6),
            ("pool", "rest", None),
        ]
        poured = waterfall(100000, buckets)
        self.assertEqual(
            poured, {"costs": 12000, "commons": 8800, "author": 47520, "pool": 31680}
        )
        self.assertEqual(list(poured), ["costs", "commons", "author", "pool"])

    def test_never_above_what_is_left(self):
        buckets = [("a", "fixed", 80), ("b", "fixed", 80), ("c", "rest", 0)]
        self.assertEqual(waterfall(100, buckets), {"a": 80, "b": 20, "c": 0})
        buckets = [("a", "share", 1), ("b", "fixed", 5), ("c", "rest", 0)]
        self.assertEqual(waterfall(100, buckets), {"a": 100, "b": 0, "c": 0})

    def test_half_up_per_bucket(self):
        buckets = [("a", "share", "0.5"), ("b", "share", "0.5"), ("c", "rest", None)]
        self.assertEqual(waterfall(5, buckets), {"a": 3, "b": 1, "c": 1})
        self.assertEqual(waterfall(1, buckets), {"a": 1, "b": 0, "c": 0})

    def test_rest_alone(self):
        self.assertEqual(waterfall(7, [("pool", "rest", None)]), {"pool": 7})
        self.assertEqual(waterfall(0, [("pool", "rest", None)]), {"pool": 0})

    def test_refused(self):
        rest = ("rest", "rest", None)
        for total, buckets in (
            (-1, [rest]),
            (1.5, [rest]),
            (1, []),
            (1, [("a", "fixed", 1)]),
            (1, [rest, ("a", "fixed", 1)]),
            (1, [("b", "rest", None), rest]),
            (1, [("rest", "fixed", 1), rest]),
            (1, [("a", "share", 1.1), rest]),
            (1, [("a", "share", -0.1), rest]),
            (1, [("a", "fixed", -1), rest]),
            (1, [("a", "fixed", float("nan")), rest]),
            (1, [("a", "percent", 1), rest]),
        ):
            with self.subTest(total=total, buckets=buckets):
                with self.assertRaises(ValueError):
                    waterfall(total, buckets)

    @given(
        TOTAL,
        st.lists(
            st.one_of(
                st.tuples(st.just("fixed"), st.integers(0, 5000)),
                st.tuples(st.just("share"), st.fractions(0, 1)),
            ),
            max_size=6,
        ),
    )
    def test_everything_is_poured_once(self, total, buckets):
        named = [(place, *bucket) for place, bucket in enumerate(buckets)]
        poured = waterfall(total, [*named, ("rest", "rest", None)])
        self.assertEqual(sum(poured.values()), total)
        self.assertGreaterEqual(min(poured.values()), 0)


class TestImpartialShares(unittest.TestCase):
    def test_by_hand(self):
        points = {
            "a": {"a": 2, "b": 1, "c": 1},
            "b": {"a": 1, "b": 1, "c": 2},
            "c": {"a": 3, "b": 4, "c": 1},
        }
        shares = impartial_shares(points)
        expected = {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 8)}
        self.assertEqual(shares, expected)
        self.assertEqual(allocation.commons_share(shares), Fraction(1, 8))

    def test_sum_over_one_is_divided(self):
        shares = impartial_shares([[3, 1], [1, 3]])
        self.assertEqual(shares, [Fraction(1, 2), Fraction(1, 2)])
        self.assertEqual(allocation.commons_share(shares), 0)

    def test_same_points_for_all_are_plain_shares(self):
        row = {"a": 37.5, "b": 22.25, "c": "9.6"}
        shares = impartial_shares(dict.fromkeys(row, row))
        self.assertEqual(sum(shares.values()), 1)
        self.assertEqual(shares["a"], Fraction(3750, 6935))

    def test_nobody_has_points(self):
        self.assertEqual(impartial_shares([[0, 0], [0, 0]]), [0, 0])
        self.assertEqual(impartial_shares({}), {})
        self.assertEqual(impartial_shares({"a": {"b": 3}}), {"a": 0})

    def test_refused(self):
        for bad in (-1, float("nan"), float("inf")):
            with self.subTest(bad=bad), self.assertRaises(ValueError):
                impartial_shares([[bad]])

    @given(st.integers(2, 5), st.data())
    def test_own_row_is_all_that_counts(self, people, data):
        """While the sum stays under 1, i's share comes from row i alone."""
        points = st.lists(st.integers(0, 9), min_size=people, max_size=people)
        rows = data.draw(st.lists(points, min_size=people, max_size=people))
        other = [rows[0], *data.draw(st.lists(points, min_size=people - 1))]
        other = other[:people]
        for table in (rows, other):
            own = [Fraction(r[i], sum(r) or 1) for i, r in enumerate(table)]
            assume(sum(own) <= 1)
        self.assertEqual(impartial_shares(rows)[0], impartial_shares(other)[0])

    @given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), max_size=4))
    def test_never_above_the_whole(self, rows):
        shares = impartial_shares(rows)
        self.assertLessEqual(sum(shares), 1)
        self.assertTrue(all(share >= 0 for share in shares))


class TestOwnBallots(unittest.TestCase):
    """The whole way: points recomputed without i's ballots, then shares."""

    def shares(self, ballots, hours):
        from tools import valuation as v

        def points(without):
            scores = {
                work: [s for e, w, s in ballots if w == work and e != without]
                for work in hours
            }
            raws = {w: v.robust_location(s, 1) for w, s in scores.items()}
            mu = v.round_centre(raws.values())
            k0 = v.credibility_k0(scores.values())
            total = dict.fromkeys("abcdef", Fraction(0))
            for (author, _number), quantity in hours.items():
                work = (author, _number)
                q = v.shrink(raws[work], len(scores[work]), mu, k0)
                total[author] += quantity * Fraction(v.quality_factor(q))
            return total

        return impartial_shares({person: points(person) for person in "abcdef"})

    def test_own_ballots_move_nothing(self):
        hours = {(author, n): 3 + n for author in "abcdef" for n in range(2)}
        ballots = [
            (judge, work, 1 + (ord(judge) * 7 + ord(work[0]) * 3 + work[1]) % 5)
            for work in hours
            for judge in "abcdef"
            if judge != work[0]
        ]
        plain = self.shares(ballots, hours)
        self.assertLess(sum(plain.values()), Fraction(11, 10))
        for person in "abcdef":
            for level in (1, 5):
                changed = [
                    (judge, work, level if judge == person else score)
                    for judge, work, score in ballots
                ]
                moved = self.shares(changed, hours)
                if sum(plain.values()) < 1 and sum(moved.values()) < 1:
                    self.assertEqual(moved[person], plain[person])
                self.assertNotEqual(moved, plain)
