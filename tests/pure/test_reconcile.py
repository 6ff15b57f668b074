"""Reconciliation: scores, tolerances, allocations, in-kind amounts."""

import unittest
from fractions import Fraction
from itertools import product

from tools.reconcile import (
    IN_KIND_ACCOUNTS,
    best_proposal,
    in_kind_cents,
    left_to_allocate,
    proposal_score,
    tolerance,
    within_tolerance,
)


def score(partner=True, project=False, reference=False, days=None, quantity=False):
    return proposal_score(
        same_partner=partner,
        same_project=project,
        same_reference=reference,
        days_apart=days,
        in_tolerance=quantity,
    )


class TestProposal(unittest.TestCase):
    def test_parts(self):
        self.assertEqual(score(), 0)
        self.assertEqual(score(project=True), 3)
        self.assertEqual(score(reference=True), 3)
        self.assertEqual(score(quantity=True), 2)
        self.assertEqual(score(project=True, reference=True, days=0, quantity=True), 9)

    def test_days(self):
        for days, expected in ((0, 1), (7, 1), (-7, 1), (8, 0), (-8, 0), (None, 0)):
            with self.subTest(days=days):
                self.assertEqual(score(days=days), expected)

    def test_another_partner_never(self):
        for parts in product((True, False), (True, False), (0, 9), (True, False)):
            self.assertEqual(score(False, *parts), 0)

    def test_unique_best_from_five(self):
        self.assertEqual(best_proposal([("a", 5)]), "a")
        self.assertIsNone(best_proposal([("a", 4)]))
        self.assertIsNone(best_proposal([]))
        self.assertEqual(best_proposal([("a", 5), ("b", 6), ("c", 5)]), "b")
        self.assertIsNone(best_proposal([("a", 6), ("b", 5), ("c", 6)]))


class TestTolerance(unittest.TestCase):
    def test_hours(self):
        self.assertEqual(tolerance("hours", 1), Fraction(1, 4))
        self.assertEqual(tolerance("hours", 5), Fraction(1, 4))
        self.assertEqual(tolerance("hours", 20), 1)
        self.assertEqual(tolerance("hours", -20), 1)
        self.assertTrue(within_tolerance("hours", 20, 21))
        self.assertTrue(within_tolerance("hours", 20, 19))
        self.assertFalse(within_tolerance("hours", 20, 21.01))

    def test_money(self):
        self.assertTrue(within_tolerance("money", 100.10, "100.10"))
        self.assertFalse(within_tolerance("money", 100.10, "100.11"))

    def test_in_kind(self):
        self.assertEqual(tolerance("in_kind", 50), 1)
        self.assertEqual(tolerance("in_kind", 450.75), Fraction("4.5075"))

    def test_dated_settings(self):
        self.assertEqual(tolerance("hours", 10, {"hours": (0, "0.1")}), 1)

    def test_refused(self):
        with self.assertRaises(ValueError):
            tolerance("joy", 1)
        with self.assertRaises(ValueError):
            tolerance("hours", float("nan"))
        with self.assertRaises(ValueError):
            tolerance("hours", 1, {"hours": (-1, 0)})


class TestAllocations(unittest.TestCase):
    def test_left(self):
        self.assertEqual(left_to_allocate(7.5, [3, 2.5]), 2)
        self.assertEqual(left_to_allocate(0.3, [0.1, 0.2]), 0)
        self.assertEqual(left_to_allocate(4, []), 4)
        self.assertEqual(left_to_allocate(-10, [-4]), -6)

    def test_refused(self):
        for quantity, parts in (
            (3, [2, 1.01]),
            (-3, [-2, -1.01]),
            (3, [4, -1]),
            (-3, [1]),
            (0, [1]),
        ):
            with self.subTest(quantity=quantity), self.assertRaises(ValueError):
                left_to_allocate(quantity, parts)


class TestInKind(unittest.TestCase):
    def test_vectors(self):
        for hours, rate, loaded in ((37.5, 12.02, 1.3), ("37.5", "12.02", "1.3")):
            self.assertEqual(in_kind_cents(hours, rate), 45075)
            self.assertEqual(in_kind_cents(hours, rate, loaded), 58598)

    def test_nothing(self):
        self.assertEqual(in_kind_cents(0, 12.02), 0)

    def test_refused(self):
        for numbers in ((-1, 1), (1, -1), (1, 1, -1), (float("nan"), 1)):
            with self.subTest(numbers=numbers), self.assertRaises(ValueError):
                in_kind_cents(*numbers)

    def test_accounts(self):
        self.assertEqual(IN_KIND_ACCOUNTS["hours"], ("864", "875"))
        self.assertEqual(IN_KIND_ACCOUNTS["goods"], ("860", "870"))
        self.assertEqual(IN_KIND_ACCOUNTS["premises"], ("861", "871"))
        self.assertEqual(IN_KIND_ACCOUNTS["equipment"], ("861", "871"))
        self.assertEqual(IN_KIND_ACCOUNTS["services"], ("862", "871"))
