"""The pure rule of an outcome, by its vectors."""

from odoo.tests import BaseCase, tagged

from ...tools import decision

A, R, L = decision.ADOPTED, decision.REJECTED, decision.LAPSED
#: mode, answers, electors, quorum, retained → outcome
VECTORS = (
    ("consent", ["agree", "agree", "concern"], 4, 50, None, A),
    ("consent", ["agree", "agree", "object"], 4, 50, None, R),
    ("consent", ["object"], 4, 50, None, L),
    ("consent", [], 4, 0, None, A),
    ("consent", ["agree", "agree"], 3, 67, None, L),
    ("consent", ["agree", "agree"], 3, 66, None, A),
    ("vote", ["for", "for", "against"], 3, 100, None, A),
    ("vote", ["for", "against"], 4, 50, None, R),
    ("vote", ["for", "abstain"], 4, 50, None, A),
    ("vote", ["abstain", "abstain"], 4, 50, None, R),
    ("vote", ["for"], 4, 50, None, L),
    ("vote", [], 4, 0, None, R),
    ("advice", ["advice"], 2, 50, True, A),
    ("advice", ["advice"], 2, 50, False, R),
    ("advice", ["advice"], 2, 50, None, L),
    ("advice", ["advice"], 3, 50, True, L),
)


@tagged("code_social")
class TestDecisionOutcome(BaseCase):
    def test_vectors(self):
        for mode, answers, electors, quorum, retained, expected in VECTORS:
            with self.subTest(mode=mode, answers=answers, quorum=quorum):
                result = decision.outcome(mode, answers, electors, quorum, retained)
                self.assertEqual(result, expected)
                reverse = answers[::-1]
                self.assertEqual(
                    decision.outcome(mode, reverse, electors, quorum, retained),
                    expected,
                )

    def test_bad_input(self):
        for values in (
            ("lot", [], 1, 0),
            ("vote", ["agree"], 1, 0),
            ("vote", ["for", "for"], 1, 0),
            ("vote", ["for"], 1, 101),
            ("vote", ["for"], 1, -1),
        ):
            with self.subTest(values), self.assertRaises(ValueError):
                decision.outcome(*values)

    def test_minority(self):
        answers = {1: "agree", 2: "object", 3: "concern"}
        self.assertEqual(decision.minority("consent", answers, R), [1, 3])
        votes = {1: "for", 2: "against"}
        self.assertEqual(decision.minority("vote", votes, R), [1])
        self.assertEqual(decision.minority("vote", votes, L), [])
