"""Speaking time: vectors, properties and a second-by-second reimplementation."""

import unittest
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tools import equity

SPOKEN = st.lists(st.integers(0, 7200), min_size=2, max_size=8)
SPAN = st.tuples(st.sampled_from("abcd"), st.integers(0, 40), st.integers(0, 40)).map(
    lambda row: (row[0], min(row[1:]), max(row[1:]))
)
SPANS = st.lists(SPAN, max_size=8)


def shares_by_the_second(turns, presences):
    """The definition, taken one second after the other."""
    fair = {person: Fraction(0) for person, _s, _e in [*turns, *presences]}
    for second in range(60):
        speakers = [p for p, start, end in turns if start <= second < end]
        present = {p for p, start, end in presences if start <= second < end}
        present.update(speakers)
        for person in present:
            fair[person] += Fraction(len(speakers), len(present))
    return fair


class TestVectors(unittest.TestCase):
    def check(self, minutes, gini, normalised, hoover, highest, unheard):
        seconds = [60 * minute for minute in minutes]
        self.assertEqual(round(equity.gini(seconds), 3), gini)
        self.assertEqual(round(equity.normalised_gini(seconds), 3), normalised)
        self.assertEqual(round(equity.hoover(seconds), 3), hoover)
        people = range(len(minutes))
        turns, start = [], 0
        for person in people:
            if seconds[person]:
                turns.append((person, start, start + seconds[person]))
            start += seconds[person]
        presences = [(person, 0, 3600) for person in people]
        fair = equity.fair_shares(turns, presences)
        ratios = [
            equity.speaking_ratio(seconds[person], fair[person]) for person in people
        ]
        self.assertEqual(max(ratios), highest)
        self.assertEqual(len(equity.unheard(turns, presences)), unheard)
        self.assertAlmostEqual(
            equity.presence_weighted_gini(ratios, [fair[p] for p in people]),
            equity.gini(seconds),
        )

    def test_all_equal(self):
        self.check([10] * 6, 0, 0, 0, 1.0, 0)

    def test_uneven(self):
        self.check([20, 20, 10, 5, 3, 2], 0.406, 0.487, 0.333, 2.0, 0)

    def test_two_silent(self):
        self.check([40, 10, 5, 5, 0, 0], 0.639, 0.767, 0.5, 4.0, 2)

    def test_one_voice(self):
        self.check([60, 0, 0, 0, 0, 0], 0.833, 1.0, 0.833, 6.0, 5)

    def test_two_people_one_voice(self):
        self.check([30, 0], 0.5, 1.0, 0.5, 2.0, 1)

    def test_one_silent(self):
        self.check([12] * 5 + [0], 0.167, 0.2, 0.167, 1.2, 1)

    def test_late_arrival_in_proportion(self):
        turns = [
            *(("a", 0, 800), ("b", 800, 1600), ("c", 1600, 2400)),
            *(("a", 2400, 2700), ("b", 2700, 3000), ("c", 3000, 3300)),
            ("d", 3300, 3600),
        ]
        presences = [*((person, 0, 3600) for person in "abc"), ("d", 2400, 3600)]
        fair = equity.fair_shares(turns, presences)
        self.assertEqual(fair, {"a": 1100, "b": 1100, "c": 1100, "d": 300})
        spoken = equity.spoken_seconds(turns)
        self.assertEqual(round(equity.gini(spoken), 3), 0.167)
        ratios = {p: equity.speaking_ratio(spoken[p], fair[p]) for p in fair}
        self.assertEqual(set(ratios.values()), {1.0})
        self.assertEqual(equity.presence_weighted_gini(ratios, fair), 0.0)

    def test_late_arrival_in_decimal_minutes(self):
        self.assertEqual(round(equity.gini([18.33] * 3 + [5]), 3), 0.167)
        ratios = [18.33 / 18.333, 18.33 / 18.333, 18.33 / 18.333, 1]
        index = equity.presence_weighted_gini(ratios, [18.333] * 3 + [5])
        self.assertLess(index, 0.001)


class TestFairShares(unittest.TestCase):
    def test_overlap_counts_twice_and_is_flagged(self):
        turns = [("a", 0, 60), ("b", 30, 60)]
        presences = [(person, 0, 60) for person in "abc"]
        fair = equity.fair_shares(turns, presences)
        self.assertEqual(fair, dict.fromkeys("abc", 30))
        self.assertEqual(equity.overlaps(turns), [("a", "b", 30, 60)])

    def test_three_at_once_are_three_pairs(self):
        turns = [("a", 0, 10), ("b", 0, 10), ("c", 5, 10)]
        self.assertEqual(len(equity.overlaps(turns)), 3)

    def test_one_after_the_other_is_no_overlap(self):
        self.assertEqual(equity.overlaps([("a", 0, 10), ("b", 10, 20)]), [])
        self.assertEqual(equity.overlaps([("a", 0, 10), ("b", 5, 5)]), [])

    def test_speaker_counts_as_present(self):
        fair = equity.fair_shares([("a", 0, 60)], [("b", 0, 60)])
        self.assertEqual(fair, {"a": 30, "b": 30})

    def test_touching_presences_are_one(self):
        split = [("a", 0, 30), ("a", 30, 60), ("a", 10, 50), ("b", 0, 60)]
        fair = equity.fair_shares([("b", 0, 60)], split)
        self.assertEqual(fair, {"a": 30, "b": 30})

    def test_absent_while_others_spoke(self):
        fair = equity.fair_shares([("a", 0, 60)], [("b", 60, 120)])
        self.assertEqual(fair, {"a": 60, "b": 0})

    def test_nothing(self):
        self.assertEqual(equity.fair_shares([], []), {})
        self.assertEqual(equity.fair_shares([], [("a", 0, 60)]), {"a": 0})

    def test_reads_iterators_once(self):
        fair = equity.fair_shares(iter([("a", 0, 2)]), iter([("b", 0, 2)]))
        self.assertEqual(fair, {"a": 1, "b": 1})

    def test_bad_spans(self):
        for start, end in ((10, 5), (0.5, 3), (0, float("nan")), (0, float("inf"))):
            with self.subTest(start=start, end=end), self.assertRaises(ValueError):
                equity.fair_shares([("a", start, end)], [])

    @given(SPANS, SPANS)
    def test_same_as_by_the_second(self, turns, presences):
        fair = equity.fair_shares(turns, presences)
        self.assertEqual(fair, shares_by_the_second(turns, presences))

    @given(SPANS, SPANS)
    def test_all_speech_is_shared(self, turns, presences):
        fair = equity.fair_shares(turns, presences)
        spoken = equity.spoken_seconds(turns)
        self.assertEqual(sum(fair.values()), sum(spoken.values()))

    @given(SPANS, SPANS, st.randoms(use_true_random=False))
    def test_order_does_not_count(self, turns, presences, random):
        fair = equity.fair_shares(turns, presences)
        random.shuffle(turns)
        random.shuffle(presences)
        self.assertEqual(equity.fair_shares(turns, presences), fair)


class TestUnheard(unittest.TestCase):
    def test_ten_minutes_exactly(self):
        presences = [("a", 0, 600), ("b", 0, 599)]
        self.assertEqual(equity.unheard([], presences), ["a"])

    def test_stretches_are_united(self):
        presences = [("a", 0, 400), ("a", 300, 600), ("b", 0, 400), ("b", 100, 400)]
        self.assertEqual(equity.unheard([], presences), ["a"])

    def test_stretches_inside_one_another(self):
        presences = [("a", 0, 700), ("a", 100, 200), ("b", 0, 300), ("b", 250, 260)]
        self.assertEqual(equity.unheard([], presences), ["a"])

    def test_a_pass_or_a_turn_is_enough(self):
        presences = [(person, 0, 900) for person in "abc"]
        turns = [("a", 5, 6), ("c", 7, 7)]
        self.assertEqual(equity.unheard(turns, presences, passed=["b"]), ["c"])

    def test_other_minimum(self):
        self.assertEqual(equity.unheard([], [("a", 0, 60)], minimum=60), ["a"])


class TestIndices(unittest.TestCase):
    indices = (equity.gini, equity.normalised_gini, equity.hoover)

    def test_nobody_to_compare(self):
        for values in ([], [5], [0, 0], [0]):
            for index in self.indices:
                with self.subTest(values=values, index=index.__name__):
                    self.assertIsNone(index(values))
        for ratios, weights in (
            ([], []),
            ([1], [5]),
            ([None, None], [0, 0]),
            ([0, 0], [3, 3]),
            ([2, None], [3, 0]),
            ({}, {}),
        ):
            with self.subTest(ratios=ratios):
                self.assertIsNone(equity.presence_weighted_gini(ratios, weights))

    def test_ratio(self):
        self.assertIsNone(equity.speaking_ratio(0, 0))
        self.assertEqual(equity.speaking_ratio(0, 10), 0.0)
        self.assertEqual(equity.speaking_ratio(5, Fraction(10, 3)), 1.5)

    def test_refused(self):
        for bad in (-1, float("nan"), float("inf")):
            for index in self.indices:
                with self.assertRaises(ValueError):
                    index([1, bad])
            with self.assertRaises(ValueError):
                equity.speaking_ratio(1, bad)
            with self.assertRaises(ValueError):
                equity.presence_weighted_gini([1, bad], [1, 1])
            with self.assertRaises(ValueError):
                equity.presence_weighted_gini([1, 1], [1, bad])

    def test_ratios_and_weights_must_match(self):
        for ratios, weights in (
            ([1, 1], [1]),
            ({"a": 1}, {"b": 1}),
            ([1, None], [1, 1]),
        ):
            with self.subTest(ratios=ratios), self.assertRaises(ValueError):
                equity.presence_weighted_gini(ratios, weights)

    def test_mappings_are_matched_by_person(self):
        ratios, weights = {"a": 2, "b": 0.5}, {"b": 20, "a": 10}
        self.assertEqual(
            equity.presence_weighted_gini(ratios, weights),
            equity.presence_weighted_gini([2, 0.5], [10, 20]),
        )

    def test_late_and_silent_weigh_their_share(self):
        # Σ_i<j w_i·w_j·|r_i - r_j| / (W·Σ w·r) = 3·1·(4/3 - 0) / (4·4) = 1/4
        index = equity.presence_weighted_gini([Fraction(4, 3), 0], [3, 1])
        self.assertEqual(index, 0.25)

    def test_kinds_that_feed_the_index(self):
        kinds = ("presentation", "debate", "round", "answer", "facilitation")
        fed = [kind for kind in kinds if equity.feeds_index(kind)]
        self.assertEqual(fed, ["debate", "round"])

    @given(SPOKEN)
    def test_between_0_and_1(self, values):
        assume(any(values))
        for index in self.indices:
            self.assertGreaterEqual(index(values), 0)
            self.assertLessEqual(index(values), 1)

    @given(SPOKEN, st.randoms(use_true_random=False), st.integers(1, 60))
    def test_neither_order_nor_unit_counts(self, values, random, unit):
        scaled = [unit * value for value in values]
        random.shuffle(scaled)
        for index in self.indices:
            self.assertEqual(index(values), index(scaled))

    @given(SPOKEN)
    def test_gini_is_half_the_mean_difference(self, values):
        assume(any(values))
        differences = sum(abs(one - other) for one in values for other in values)
        naive = Fraction(differences, 2 * len(values) * sum(values))
        self.assertEqual(equity.gini(values), float(naive))

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=7))
    def test_weighted_gini_is_half_the_weighted_difference(self, pairs):
        total = sum(weight for _ratio, weight in pairs)
        spoken = sum(ratio * weight for ratio, weight in pairs)
        index = equity.presence_weighted_gini(
            [ratio for ratio, _weight in pairs], [weight for _ratio, weight in pairs]
        )
        if not spoken or sum(weight > 0 for _ratio, weight in pairs) < 2:
            self.assertIsNone(index)
            return
        differences = sum(w * v * abs(r - s) for r, w in pairs for s, v in pairs)
        self.assertEqual(index, float(Fraction(differences, 2 * total * spoken)))
        self.assertLessEqual(index, 1)
