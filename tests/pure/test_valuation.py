"""Quality: vectors, properties, and the same figures found another way."""

import math
import statistics
import unittest
from fractions import Fraction
from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from tools import valuation
from tools.reliability import alpha_is_shown

LEVEL = st.integers(1, 5)
SCORES = st.lists(LEVEL, min_size=1, max_size=9)
GROUPS = st.lists(SCORES, min_size=10, max_size=14)
UNITS = [[4, 4, 5], [2, 3, 2], [5, 5, 4], [3, 3, 3], [1, 2, 2]]
NOT_NUMBERS = (float("nan"), float("inf"), "nan", "x")


class TestBallot(unittest.TestCase):
    def test_weighted_mean_of_what_was_answered(self):
        weights = {"use": 3, "care": 1, "joy": 1}
        score = valuation.ballot_score({"use": 5, "care": 1}, weights)
        self.assertEqual(score, 4.0)
        score = valuation.ballot_score({"use": 5, "care": 1, "joy": 2}, weights)
        self.assertEqual(score, 3.6)

    def test_cannot_judge(self):
        weights = {"use": 3, "care": 1, "joy": 1}
        for missing in ({}, {"care": None, "joy": False}):
            scores = {"use": 4, **missing}
            self.assertEqual(valuation.ballot_score(scores, weights), 4.0)

    def test_sixty_per_cent_exactly(self):
        self.assertEqual(valuation.ballot_score({1: 2}, {1: 0.6, 2: 0.4}), 2.0)
        self.assertEqual(valuation.ballot_score({1: 2}, {1: 0.3, 2: 0.1, 3: 0.1}), 2.0)
        self.assertIsNone(valuation.ballot_score({1: 2}, {1: 0.59, 2: 0.41}))
        self.assertIsNone(valuation.ballot_score({}, {1: 1}))

    def test_sequences(self):
        self.assertEqual(valuation.ballot_score([4, None, 5], [1, 1, 1]), 4.5)
        with self.assertRaises(ValueError):
            valuation.ballot_score([4], [1, 1])

    def test_refused(self):
        for scores, weights in (
            ({1: 6}, {1: 1}),
            ({1: 0}, {1: 1}),
            ({1: 2.5}, {1: 1}),
            ({2: 3}, {1: 1}),
            ({1: 3}, {1: 0}),
            ({1: 3}, {1: -1}),
            ({}, {}),
            *(({1: bad}, {1: 1}) for bad in NOT_NUMBERS),
            *(({1: 3}, {1: bad}) for bad in NOT_NUMBERS),
        ):
            with self.subTest(scores=scores, weights=weights):
                with self.assertRaises(ValueError):
                    valuation.ballot_score(scores, weights)
        with self.assertRaises(TypeError):
            valuation.ballot_score({1: True}, {1: 1})


class TestVectors(unittest.TestCase):
    def check(self, scores, raw, quality):
        self.assertEqual(valuation.robust_location(scores), raw)
        found = valuation.shrink(raw, len(scores), 3.5, 1)
        self.assertAlmostEqual(found, quality, places=4)

    def test_three(self):
        self.check([4.25, 4.5, 5.0], 4.5, 4.25)

    def test_five(self):
        self.check([1, 4, 4, 4, 5], 4.0, 47 / 12)

    def test_seven(self):
        self.check([3, 3.5, 4, 4, 4.5, 5, 5], 4.2, 4.1125)

    def test_one_against_four(self):
        self.check([5, 5, 1, 5, 5], 5.0, 4.75)
        self.assertEqual(valuation.agreement_rwg([5, 5, 1, 5, 5]), -0.6)
        self.assertEqual(valuation.shown_agreement(-0.6), 0)
        self.assertEqual(valuation.valuation_state([5, 5, 1, 5, 5]), "deliberation")

    def test_two(self):
        self.assertIsNone(valuation.robust_location([5, 5]))
        self.assertIsNone(valuation.shrink(None, 2, 3.5, 1))
        self.assertEqual(valuation.valuation_state([5, 5]), "insufficient")

    def test_agreement(self):
        for scores, expected in (
            ([4, 4, 5], 0.833),
            ([1, 5, 2], -1.167),
            ([3, 4, 4, 4, 5], 0.75),
        ):
            with self.subTest(scores=scores):
                found = valuation.agreement_rwg(scores)
                self.assertEqual(round(found, 3), expected)

    def test_alpha(self):
        other = [*UNITS[:-1], [1, 5, 2]]
        for units, metric, expected in (
            (UNITS, "interval", 0.8333),
            (UNITS, "ordinal", 0.8588),
            (other, "interval", 0.3672),
            (other, "ordinal", 0.3965),
        ):
            with self.subTest(units=units, metric=metric):
                found = valuation.krippendorff_alpha(units, metric)
                self.assertEqual(round(found, 4), expected)
        self.assertEqual(
            valuation.krippendorff_alpha(UNITS),
            valuation.krippendorff_alpha(UNITS, "ordinal"),
        )


class TestLocation(unittest.TestCase):
    def test_minimum(self):
        self.assertEqual(valuation.robust_location([4], minimum=1), 4.0)
        self.assertEqual(valuation.robust_location([4, 5], minimum=1), 4.5)
        self.assertIsNone(valuation.robust_location([], minimum=0))
        self.assertIsNone(valuation.robust_location([1, 2, 3, 4], minimum=5))

    def test_four_is_a_median(self):
        self.assertEqual(valuation.robust_location([1, 4, 5, 5]), 4.5)

    def test_five_is_a_trimmed_mean(self):
        self.assertEqual(valuation.robust_location([1, 2, 3, 5, 5]), 10 / 3)

    def test_trim_at_nine_and_ten(self):
        self.assertEqual(valuation.robust_location([0] + [3] * 7 + [99]), 3.0)
        self.assertEqual(valuation.robust_location([0, 0] + [3] * 6 + [99, 99]), 3.0)
        self.assertGreater(valuation.robust_location([3] * 7 + [99, 99]), 3)

    def test_invalid_ballots_are_left_out(self):
        self.assertEqual(valuation.robust_location([4, None, 4, 5]), 4.0)
        self.assertIsNone(valuation.robust_location([4, None, 4]))

    def test_not_numbers(self):
        for bad in NOT_NUMBERS:
            with self.subTest(bad=bad), self.assertRaises(ValueError):
                valuation.robust_location([bad, 1, 2])

    @given(st.lists(LEVEL, min_size=5, max_size=9), st.integers(1, 5))
    def test_one_ballot_among_the_others_cannot_leave_them(self, scores, other):
        location = valuation.robust_location([*scores, other])
        self.assertTrue(min(scores) <= location <= max(scores))

    @given(SCORES, st.randoms(use_true_random=False))
    def test_order_does_not_count(self, scores, chance):
        shuffled = chance.sample(scores, len(scores))
        for function in (
            lambda values: valuation.robust_location(values, 1),
            valuation.agreement_rwg,
            valuation.valuation_state,
        ):
            self.assertEqual(function(scores), function(shuffled))


class TestShrinkage(unittest.TestCase):
    def test_centre(self):
        self.assertEqual(valuation.round_centre([2, None, 5, 4]), 4.0)
        self.assertEqual(valuation.round_centre([None], [2, 3]), 2.5)
        self.assertEqual(valuation.round_centre([]), 3.0)

    @given(st.floats(1, 5), st.integers(1, 20), st.floats(1, 5), st.floats(0.5, 3))
    def test_between_raw_and_centre(self, raw, n, mu, k0):
        quality = valuation.shrink(raw, n, mu, k0)
        self.assertTrue(min(raw, mu) <= quality <= max(raw, mu))

    def test_refused(self):
        for n, k0 in ((0, 0), (-1, 2), (2, -1), (float("nan"), 1)):
            with self.subTest(n=n, k0=k0), self.assertRaises(ValueError):
                valuation.shrink(4, n, 3, k0)
            with self.subTest(n=n, k0=k0), self.assertRaises(ValueError):
                valuation.standard_error(1, n, k0)

    def test_standard_error(self):
        self.assertEqual(valuation.standard_error(2, 3, 1), math.sqrt(0.5))
        self.assertIsNone(valuation.standard_error(None, 3, 1))
        with self.assertRaises(ValueError):
            valuation.standard_error(-1, 3, 1)

    def test_k0_of_few_figures(self):
        self.assertEqual(valuation.credibility_k0([]), 1.0)
        self.assertEqual(valuation.credibility_k0([[1, 5], [5, 5]] * 4 + [[3, 1]]), 1.0)
        empty = [[1, 5], [5, 5]] * 4 + [[3, 1]] + [[]] * 5
        self.assertEqual(valuation.credibility_k0(empty), 1.0)

    def test_k0_by_hand(self):
        # Ten works of two ballots: five (1, 3) and five (3, 5). Within: 2. Means 2
        # and 4: between-means mean square 2·10/9 = 20/9, so between (20/9 - 2)/2 = 1/9;
        # 2 / (1/9) = 18, held at 3.
        self.assertEqual(valuation.credibility_k0([[1, 3], [3, 5]] * 5), 3.0)
        groups = [[1, 2], [4, 5]] * 5
        # Within 0.5; means 1.5 and 4.5: mean square 2·10·2.25/9 = 5; between 2.25;
        # 0.5 / 2.25 = 2/9, held at 0.5.
        self.assertEqual(valuation.credibility_k0(groups), 0.5)
        groups = [[1, 3], [2, 4], [4, 4], [3, 5], [5, 5]] * 2
        # Within 6·2/10 = 1.2; means 2 3 4 4 5 twice: squares about 3.6 2·5.2·2 = 20.8,
        # mean square 20.8/9; between (20.8/9 - 1.2)/2 = 5/9; 1.2·9/5 = 2.16.
        self.assertEqual(valuation.credibility_k0(groups), 2.16)

    def test_k0_of_unequal_sizes(self):
        groups = [[2, 3, 3], [4, 5], [1, 2, 2, 3], [5, 5, 4], [3, 3]] * 2
        within = 2 * sum(
            statistics.variance(map(Fraction, g)) * (len(g) - 1) for g in groups[:5]
        )
        within /= 2 * sum(len(g) - 1 for g in groups[:5])
        sizes = [len(g) for g in groups]
        everyone = [Fraction(x) for g in groups for x in g]
        mean = statistics.mean(everyone)
        square = sum(
            len(g) * (statistics.mean(map(Fraction, g)) - mean) ** 2 for g in groups
        ) / (len(groups) - 1)
        size = (sum(sizes) - Fraction(sum(s * s for s in sizes), sum(sizes))) / (
            len(groups) - 1
        )
        k0 = within / ((square - within) / size)
        bounded = float(min(max(k0, Fraction(1, 2)), 3))
        self.assertEqual(valuation.credibility_k0(groups), bounded)
        self.assertEqual(valuation.within_variance(groups), float(within))

    def test_k0_without_differences(self):
        self.assertEqual(valuation.credibility_k0([[3, 3, 3]] * 12), 1.0)
        self.assertEqual(valuation.credibility_k0([[1, 5]] * 12), 3.0)
        self.assertEqual(valuation.credibility_k0([[level] for level in [1, 5] * 6]), 1)
        self.assertIsNone(valuation.within_variance([[3], [4]]))

    @given(GROUPS, st.randoms(use_true_random=False))
    def test_k0_is_bounded_and_has_no_order(self, groups, chance):
        k0 = valuation.credibility_k0(groups)
        self.assertTrue(0.5 <= k0 <= 3)
        shuffled = [chance.sample(group, len(group)) for group in groups]
        chance.shuffle(shuffled)
        self.assertEqual(valuation.credibility_k0(shuffled), k0)


class TestAgreement(unittest.TestCase):
    def test_too_few(self):
        self.assertIsNone(valuation.agreement_rwg([]))
        self.assertIsNone(valuation.agreement_rwg([4]))
        self.assertIsNone(valuation.shown_agreement(None))

    def test_other_scale(self):
        self.assertEqual(valuation.agreement_rwg([1, 2], levels=7), 0.875)
        with self.assertRaises(ValueError):
            valuation.agreement_rwg([1, 2], levels=1)

    def test_state_at_seventy_exactly(self):
        scores = [3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5]
        self.assertEqual(valuation.agreement_rwg(scores), 0.7)
        self.assertEqual(valuation.valuation_state(scores), "agreed")
        scores[-1] = 5.01
        self.assertEqual(valuation.valuation_state(scores), "deliberation")
        self.assertEqual(valuation.valuation_state([3, 3, 5]), "deliberation")

    def test_state_of_a_range_of_three(self):
        wide = [2, *[4] * 20, 5]
        self.assertGreater(valuation.agreement_rwg(wide), 0.7)
        self.assertEqual(valuation.valuation_state(wide), "deliberation")
        almost = [2.01, *[4] * 20, 5]
        self.assertEqual(valuation.valuation_state(almost), "agreed")

    def test_state_needs_two_whatever_the_minimum(self):
        self.assertEqual(valuation.valuation_state([5], minimum=1), "insufficient")
        self.assertEqual(valuation.valuation_state([5, 5], minimum=2), "agreed")

    def test_cell(self):
        self.assertEqual(valuation.cell_quality([4.0, 3.0, 5.0, None]), 4.0)
        self.assertEqual(valuation.cell_agreement([0.9, -0.6, None]), -0.6)
        self.assertIsNone(valuation.cell_quality([]))
        self.assertIsNone(valuation.cell_agreement([None]))


class TestFactor(unittest.TestCase):
    def test_values(self):
        for q, expected in ((1, 0.8), (3, 1.0), (5, 1.2), (4.5, 1.15), (None, 1.0)):
            self.assertEqual(valuation.quality_factor(q), expected)
        self.assertEqual(valuation.quality_factor(5, beta=0), 1.0)
        self.assertEqual(valuation.quality_factor(5, beta=0.5), 1.5)

    @given(st.floats(-10, 10), st.floats(0, 1))
    def test_bounded(self, q, beta):
        factor = valuation.quality_factor(q, beta)
        self.assertTrue(1 - beta <= factor <= 1 + beta)

    def test_refused(self):
        for q, beta in ((float("nan"), 0.2), (3, float("nan")), (3, -0.1), (3, 1.1)):
            with self.subTest(q=q, beta=beta), self.assertRaises(ValueError):
                valuation.quality_factor(q, beta)


def naive_alpha(units, metric):
    """Alpha from the pairs of levels themselves, without any table."""
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    if len(set(values)) < 2:
        return None

    def distance(one, other):
        low, high = sorted((one, other))
        if metric == "nominal":
            return Fraction(low != high)
        if metric == "interval":
            return Fraction(high - low) ** 2
        between = sum(low <= value <= high for value in values)
        ends = Fraction(values.count(low) + values.count(high), 2)
        return (between - ends) ** 2

    within = sum(
        sum(distance(*pair) for pair in permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
    ) / len(values)
    chance = sum(distance(*pair) for pair in permutations(values, 2))
    return float(1 - within / (chance / (len(values) * (len(values) - 1))))


class TestAlpha(unittest.TestCase):
    metrics = ("ordinal", "interval", "nominal")

    @given(st.lists(st.lists(LEVEL, max_size=4), max_size=6), st.sampled_from(metrics))
    def test_same_as_naive(self, units, metric):
        found = valuation.krippendorff_alpha(units, metric)
        self.assertEqual(found, naive_alpha(units, metric))

    @given(st.lists(st.lists(LEVEL, min_size=2, max_size=4), min_size=1, max_size=6))
    def test_one_when_all_agree(self, units):
        units = [[unit[0]] * len(unit) for unit in units]
        assume(len({unit[0] for unit in units}) > 1)
        for metric in self.metrics:
            self.assertEqual(valuation.krippendorff_alpha(units, metric), 1.0)

    def test_missing_levels(self):
        units = [[4, None, 5], [None, 2, 2], [3, None], [1, 1, 2]]
        without = [[4, 5], [2, 2], [1, 1, 2]]
        for metric in self.metrics:
            self.assertEqual(
                valuation.krippendorff_alpha(units, metric),
                valuation.krippendorff_alpha(without, metric),
            )

    def test_nothing_to_tell(self):
        for units in ([], [[3]], [[3, 3], [3, 3]]):
            for metric in self.metrics:
                self.assertIsNone(valuation.krippendorff_alpha(units, metric))

    def test_labels_and_refusals(self):
        units = [["yes", "yes"], ["no", "yes"], ["no", "no"]]
        self.assertIsNotNone(valuation.krippendorff_alpha(units, "nominal"))
        for refused, metric in ((units, "ordinal"), ([[1, 2]], "ratio")):
            with self.assertRaises(ValueError):
                valuation.krippendorff_alpha(refused, metric)

    def test_shown_from_ten_works(self):
        self.assertTrue(alpha_is_shown([[3, 3]] * 10))
        self.assertFalse(alpha_is_shown([[3, 3]] * 9 + [[3, None]]))


def colluders(excess, rounds=2):
    """Ballots in which a and b raise each other, and judge others as others do."""
    ballots = []
    for turn in range(rounds):
        for judge, author in (("a", "b"), ("b", "a")):
            work = (turn, author)
            ballots.append((judge, work, [author], 3 + excess))
            ballots += [(other, work, [author], 3) for other in "cd"]
        for author in "ef":
            work = (turn, author)
            ballots += [(judge, work, [author], 3) for judge in "abcd"]
    return ballots


class TestReliability(unittest.TestCase):
    def test_severity(self):
        ballots = [("a", w, ["z"], 5) for w in range(5)]
        ballots += [(e, w, ["z"], s) for w in range(5) for e, s in ("b3", "c4", "d4")]
        ballots = [(e, w, z, int(s)) for e, w, z, s in ballots]
        self.assertEqual(valuation.severity("a", ballots), 0.5)
        self.assertEqual(valuation.severity("b", ballots), -0.5)
        self.assertIsNone(valuation.severity("z", ballots))
        self.assertIsNone(valuation.severity("a", [("a", 1, ["z"], 5)]))

    def test_pair_is_flagged(self):
        # Toward each other +1.5, mean over all 3 works a round +0.5: excess 1.0
        flags = valuation.reciprocity_flags(colluders(1.5))
        self.assertEqual(flags, [("a", "b", 1.0, 1.0, 4)])
        self.assertEqual(valuation.reciprocity_flags(reversed(colluders(1.5))), flags)

    def test_threshold_and_minimum(self):
        self.assertTrue(valuation.reciprocity_flags(colluders(0.75)))
        self.assertFalse(valuation.reciprocity_flags(colluders(0.74)))
        self.assertFalse(valuation.reciprocity_flags(colluders(1.5, rounds=1)))
        once = valuation.reciprocity_flags(colluders(1.5, rounds=1), minimum=2)
        self.assertEqual(len(once), 1)
        self.assertFalse(valuation.reciprocity_flags(colluders(1.5), threshold=1.1))

    def test_one_way_is_no_flag(self):
        ballots = [b for b in colluders(1.5, 4) if b[0] != "b" or b[2] != ["a"]]
        self.assertFalse(valuation.reciprocity_flags(ballots))

    def test_favour_not_returned_is_no_flag(self):
        ballots = [
            (judge, work, author, 3 if judge == "b" else score)
            for judge, work, author, score in colluders(1.5)
        ]
        self.assertFalse(valuation.reciprocity_flags(ballots))

    def test_generous_to_everyone_is_no_flag(self):
        ballots = []
        for turn in range(4):
            for author in "abef":
                judges = [judge for judge in "abcd" if judge != author]
                ballots += [
                    (j, (turn, author), [author], 5 if j in "ab" else 3) for j in judges
                ]
        self.assertFalse(valuation.reciprocity_flags(ballots, threshold=1))

    def test_alone_on_a_work_compares_with_nobody(self):
        ballots = [("a", i, ["b"], 5) for i in range(3)]
        ballots += [("b", 9 + i, ["a"], 5) for i in range(3)]
        self.assertFalse(valuation.reciprocity_flags(ballots, threshold=0))
