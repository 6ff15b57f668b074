"""Royalties: the vector, its credit note, tiers unit by unit."""

import math
import unittest
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tools.royalty import (
    half_up,
    progressive_royalty,
    split_royalty,
    tier_split,
    to_cents,
)

TIERS = [(3000, "0.08"), (10000, "0.10"), (None, "0.12")]
SMALL = [(5, Fraction(8, 100)), (12, Fraction(1, 10)), (None, Fraction(12, 100))]


def unit_by_unit(units, before):
    """Each rank earns the rate of its tier; a return gives back the last ranks."""
    low, high = sorted((before, before + units))
    earned = sum(
        next(rate for top, rate in SMALL if top is None or rank <= top)
        for rank in range(low + 1, high + 1)
    )
    return earned if units >= 0 else -earned


class TestProgressive(unittest.TestCase):
    def test_vector_and_its_credit_note(self):
        for base in ("18.01", 18.01, Decimal("18.01"), Fraction(1801, 100)):
            sold = progressive_royalty(120, base, 2950, TIERS)
            self.assertEqual(sold, Fraction(19811, 100))
            back = progressive_royalty(-120, base, 3070, TIERS)
            self.assertEqual(back, -sold)
            self.assertIsInstance(sold, Fraction)

    def test_credit_note_after_other_sales_uses_the_stored_split(self):
        split = tier_split(120, 2950, TIERS)
        self.assertEqual(split, [(Fraction(2, 25), 50), (Fraction(1, 10), 70)])
        reversal = [(rate, -units) for rate, units in split]
        self.assertEqual(to_cents(split_royalty(reversal, "18.01")), -19811)
        later = progressive_royalty(-120, "18.01", 9000, TIERS)
        self.assertNotEqual(to_cents(later), -19811)

    def test_neither_flat_nor_cliff(self):
        self.assertEqual(to_cents(Fraction("18.01") * 120 * Fraction(8, 100)), 17290)
        self.assertEqual(to_cents(Fraction("18.01") * 120 * Fraction(10, 100)), 21612)
        tiered = progressive_royalty(120, "18.01", 2950, TIERS)
        self.assertEqual(to_cents(tiered), 19811)

    def test_at_the_ceilings(self):
        self.assertEqual(tier_split(1, 2999, TIERS), [(Fraction(2, 25), 1)])
        self.assertEqual(tier_split(1, 3000, TIERS), [(Fraction(1, 10), 1)])
        self.assertEqual(tier_split(-1, 3000, TIERS), [(Fraction(2, 25), -1)])
        self.assertEqual(tier_split(-1, 3001, TIERS), [(Fraction(1, 10), -1)])
        self.assertEqual(tier_split(1, 10000, TIERS), [(Fraction(3, 25), 1)])

    def test_through_all_tiers(self):
        split = tier_split(10000, 1000, TIERS)
        self.assertEqual([units for _rate, units in split], [2000, 7000, 1000])

    def test_nothing_sold(self):
        self.assertEqual(progressive_royalty(0, 10, 500, TIERS), 0)
        self.assertEqual(tier_split(0, 500, TIERS), [])

    def test_one_tier_and_infinite_ceiling(self):
        self.assertEqual(progressive_royalty(10, 5, 0, [(None, "0.1")]), 5)
        self.assertEqual(progressive_royalty(10, 5, 0, [(math.inf, "0.1")]), 5)

    def test_refused(self):
        for units, base, before, tiers in (
            (1, 10, -1, TIERS),
            (-5, 10, 4, TIERS),
            (1, -10, 0, TIERS),
            (1, float("nan"), 0, TIERS),
            (float("inf"), 1, 0, TIERS),
            (1, 10, 0, []),
            (1, 10, 0, [(3000, "0.08")]),
            (1, 10, 0, [(None, "0.08"), (3000, "0.1")]),
            (1, 10, 0, [(3000, "0.08"), (3000, "0.09"), (None, "0.1")]),
            (1, 10, 0, [(3000, "0.08"), (2000, "0.09"), (None, "0.1")]),
            (1, 10, 0, [(None, "-0.1")]),
            (1, 10, 0, [(None, 8)]),
        ):
            with self.subTest(units=units, before=before, tiers=tiers):
                with self.assertRaises(ValueError):
                    progressive_royalty(units, base, before, tiers)

    @given(st.integers(0, 30), st.integers(-30, 30))
    def test_same_as_unit_by_unit(self, before, units):
        if before + units < 0:
            with self.assertRaises(ValueError):
                progressive_royalty(units, 1, before, SMALL)
        else:
            found = progressive_royalty(units, 1, before, SMALL)
            self.assertEqual(found, unit_by_unit(units, before))

    @given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
    def test_lines_add_up(self, before, first, second):
        whole = progressive_royalty(first + second, "7.77", before, SMALL)
        parts = progressive_royalty(first, "7.77", before, SMALL)
        parts += progressive_royalty(second, "7.77", before + first, SMALL)
        self.assertEqual(whole, parts)

    @given(st.integers(0, 30), st.integers(0, 30), st.decimals(0, 99, places=2))
    def test_return_is_the_exact_opposite(self, before, units, base):
        sold = progressive_royalty(units, base, before, SMALL)
        back = progressive_royalty(-units, base, before + units, SMALL)
        self.assertEqual(back, -sold)
        self.assertEqual(to_cents(back), -to_cents(sold))


class TestRounding(unittest.TestCase):
    def test_half_up(self):
        for value, expected in (
            ("0.5", 1),
            ("1.5", 2),
            ("2.5", 3),
            ("2.4999", 2),
            ("-0.5", -1),
            ("-2.5", -3),
            (0, 0),
            (1.005 * 100, 100),
            (2.5, 3),
        ):
            with self.subTest(value=value):
                self.assertEqual(half_up(value), expected)

    def test_to_cents(self):
        self.assertEqual(to_cents(1.005), 101)
        self.assertEqual(to_cents("585.975"), 58598)
        self.assertEqual(to_cents("-585.975"), -58598)

    def test_refused(self):
        for bad in (float("nan"), float("inf"), Decimal("NaN"), "nan", "1/0", ""):
            with self.subTest(bad=bad), self.assertRaises(ValueError):
                half_up(bad)
        for bad in (True, None, [1], 1j):
            with self.subTest(bad=bad), self.assertRaises(TypeError):
                half_up(bad)
