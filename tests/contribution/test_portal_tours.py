from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "code_social")
class TestPortalTours(PortalCommon):
    """The main job in a real browser, on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_noting(self):
        self.start_tour(
            "/my/code-social", "code_social_portal_note", login=self.amina.login
        )
        noted, joy = self.mine(self.amina)
        self.assertEqual(noted.quantity, 1.25)
        self.assertEqual(noted.nature_id, self.transmission)
        self.assertEqual(joy.nature_id, self.joy)

    def test_acknowledging(self):
        contribution = self.log(self.amina, beneficiary_ids=self.noe.partner_id.ids)
        self.start_tour(
            "/my/code-social", "code_social_portal_acknowledge", login=self.noe.login
        )
        self.assertEqual(contribution.sudo().state, "acknowledged")
        self.assertEqual(contribution.sudo().thanks, "It made me want to come back")

    def test_evaluating(self):
        self.acknowledged(self.amina)
        ballot = self.ballots_of(self.opened_round())[0]
        self.start_tour(
            "/my/code-social",
            "code_social_portal_evaluate",
            login=ballot.evaluator_id.user_ids.login,
        )
        levels = sorted(ballot.scores.values(), key=int)
        self.assertEqual(levels, [False, 3, 4, 5])
        self.assertEqual(ballot.state, "submitted")
