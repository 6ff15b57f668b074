from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "code_social")
class TestPortalEvaluate(PortalCommon):
    def setUp(self):
        super().setUp()
        self.work = self.acknowledged(
            self.amina, name="Fresco with the children", quantity=3
        )
        self.round = self.opened_round()
        self.ballot = self.ballots_of(self.round)[0]
        self.peer = self.ballot.evaluator_id.user_ids
        self.url = f"/my/evaluate/{self.ballot.id}"
        self.sign_in(self.peer)

    def answers(self, level="4", **values):
        scores = {f"score_{one.id}": level for one in self.ballot._criteria()}
        words = {
            "strength": "The children chose the colours",
            "improvement": "Leave a trace of the drawings",
        }
        return {**scores, **words, **values}

    def test_a_work_is_shown_with_sentences_and_never_digits(self):
        text = self.page(self.url)
        self.assertIn("Fresco with the children", text)
        self.assertIn(self.amina.name, text)
        for criterion in self.ballot._criteria():
            for _level, anchor in criterion._anchors():
                self.assertIn(anchor, text)
        self.assertNotRegex(text, r"<span>\s*[1-5]\s*</span>")
        self.assertIn("I cannot judge", text)
        self.assertIn("sealed until", text)
        self.assertIn("Evaluate one contribution", self.page("/my/code-social"))

    def test_giving_a_ballot(self):
        text, _url = self.send(self.url, self.answers())
        self.assertIn("Kept, thank you", text)
        self.assertEqual(self.ballot.state, "submitted")
        self.assertEqual(set(self.ballot.scores.values()), {4})

    def test_it_may_be_changed_until_the_closing(self):
        self.send(self.url, self.answers())
        self.send(self.url, self.answers("3"))
        self.assertEqual(set(self.ballot.scores.values()), {3})

    def test_each_tap_is_kept(self):
        criterion = self.ballot._criteria()[0]
        kept = self.make_jsonrpc_request(
            f"{self.url}/save",
            {"scores": {str(criterion.id): 2}, "strength": "The colours"},
        )
        self.assertTrue(kept)
        self.env.invalidate_all()
        self.assertEqual(self.ballot.scores, {str(criterion.id): 2})
        self.assertEqual(self.ballot.state, "assigned")
        text = self.page(self.url)
        self.assertIn("The colours", text)

    def test_a_missing_word_is_asked_for_and_the_rest_is_kept(self):
        text, _url = self.send(self.url, self.answers(improvement=" "), status=422)
        self.assertIn("Write one strength and one lead", text)
        self.assertIn("The children chose the colours", text)
        self.assertEqual(self.ballot.state, "assigned")
        self.assertIn("The children chose the colours", self.page(self.url))

    def test_the_highest_answer_needs_a_word_more(self):
        text, _url = self.send(self.url, self.answers("5"), status=422)
        self.assertIn("need a word more", text)
        self.send(self.url, self.answers("5", comment="Seen from the start"))
        self.assertEqual(self.ballot.state, "submitted")

    def test_under_sixty_per_cent_it_is_said_and_kept(self):
        values = self.answers("none")
        first = self.ballot._criteria()[0]
        text, _url = self.send(self.url, dict(values, **{f"score_{first.id}": "4"}))
        self.assertIn("not counted", text)
        self.assertEqual(self.ballot.state, "submitted")
        self.assertIsNone(self.ballot._score())

    def test_a_score_out_of_the_scale(self):
        text, _url = self.send(self.url, self.answers("9"), status=422)
        self.assertIn("Choose one of the five sentences", text)
        self.assertFalse(self.ballot.scores)
        self.assertIn("The children chose the colours", text)

    def test_stepping_aside_asks_why(self):
        text, _url = self.send(f"{self.url}/recuse", {"reason": ""}, status=422)
        self.assertIn("Say in a word", text)
        text, _url = self.send(f"{self.url}/recuse", {"reason": "I held the brush"})
        self.assertIn("You stepped aside", text)
        self.assertEqual(self.ballot.state, "recused")
        self.page(self.url, status=404)

    def test_the_ballot_of_another(self):
        for user in (self.amina, self.bruno, self.publisher):
            self.sign_in(user)
            self.page(self.url, status=404)
            self.send(self.url, self.answers(), status=404)
            saved = self.make_jsonrpc_request(
                f"{self.url}/save", {"scores": {}, "strength": "Mine"}
            )
            self.assertFalse(saved)
        self.assertEqual(self.ballot.state, "assigned")
        self.assertFalse(self.ballot.strength)

    def test_closed_meanwhile_the_words_are_shown(self):
        self.page(self.url)
        self.round.with_user(self.facilitator).action_close()
        text, _url = self.send(self.url, self.answers(), status=409)
        self.assertIn("This round closed meanwhile", text)
        self.assertIn("The children chose the colours", text)
        self.assertEqual(self.ballot.state, "assigned")
        self.page(self.url, status=404)

    def test_an_amount_of_money_is_never_shown(self):
        self.money.evaluated = True
        self.money.criterion_ids = self.transmission.criterion_ids
        self.acknowledged(
            self.rosa, name="For the roof", nature_id=self.money.id, quantity=1234
        )
        round_ = self.opened_round()
        ballot = self.ballots_of(round_)[0]
        self.sign_in(ballot.evaluator_id.user_ids)
        text = self.page(f"/my/evaluate/{ballot.id}")
        self.assertIn("For the roof", text)
        self.assertNotIn(
            "234", text.split("cs_ballot_form")[0].split("For the roof")[1]
        )
        self.page(f"/my/contributions/{ballot.contribution_id.id}", status=404)
