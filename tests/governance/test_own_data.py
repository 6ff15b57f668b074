"""What each room adds to a person's own data, and what it never gives."""

import json

from ..common import CodeSocialCommon
from .meeting_common import LifeMixin

SECRET = "What happened that night (test)"


class TestOwnData(LifeMixin, CodeSocialCommon):
    def data(self, user):
        return user.partner_id.with_user(user).own_data()

    def test_speech_and_positions_are_one_s_own(self):
        meeting = self.planned()
        with_facilitator = meeting.with_user(self.facilitator)
        with_facilitator.action_start()
        for user, seconds in ((self.amina, 61), (self.noe, 77)):
            with_facilitator.add_attendance(user.partner_id.id)
            with_facilitator.add_turn(user.partner_id.id, meeting.sudo().start, seconds)
        turns = self.data(self.amina)["own_speech"]
        self.assertEqual([turn["seconds"] for turn in turns], [61])

    def test_of_a_case_the_reference_alone(self):
        case = (
            self.env["code.social.case"]
            .with_user(self.amina)
            .open_case(
                {
                    "facts": SECRET,
                    "statement": SECRET,
                    "other_id": self.noe.partner_id.id,
                }
            )
        )
        for user in (self.amina, self.noe):
            data = self.data(user)
            self.assertEqual(data["cases"], [{"name": case.sudo().name}])
            self.assertNotIn(SECRET, json.dumps(data))
        self.assertFalse(self.data(self.theo)["cases"])

    def test_what_peers_said_waits_for_publication(self):
        self.acknowledged(self.amina)
        round_ = self.opened_round()
        ballots = self.ballots_of(round_)
        for ballot in ballots:
            self.vote(ballot)
        evaluator = ballots[0].evaluator_id.user_ids
        given = self.data(evaluator)["ballots_given"]
        self.assertEqual(len(given), 1)
        self.assertEqual(given[0]["comment"], "As seen on the day")
        self.assertFalse(self.data(self.amina)["ballots_given"])
        round_.with_user(self.facilitator).action_close()
        data = self.data(self.amina)
        self.assertFalse(data["valuations"])
        self.assertNotIn("As seen on the day", json.dumps(data))
        self.assertEqual(len(data["contributions"]), 1)
        self.assertEqual(len(data["shares"]), 1)
        round_.with_user(self.facilitator).action_publish()
        [valuation] = self.data(self.amina)["valuations"]
        self.assertEqual(valuation["quality"], 4.0)

    def test_initiatives_carried(self):
        initiatives = self.env["code.social.initiative"]
        initiatives.with_user(self.amina).launch({"name": "A choir (test)"})
        rows = self.data(self.amina)["initiatives"]
        self.assertEqual([row["name"] for row in rows], ["A choir (test)"])
        self.assertFalse(self.data(self.noe)["initiatives"])
