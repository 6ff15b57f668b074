"""The demo community shows a charter and seats in motion, where demo data is loaded."""

from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install", "-standard", "code_social_demo")
class TestDemoLife(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("code_social.demo_company")

    def search(self, model, *domain):
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def test_a_second_version_and_what_it_changed(self):
        versions = self.search("code.social.charter.version").sorted("number")
        self.assertEqual(versions.mapped("state"), ["superseded", "adopted"])
        self.assertIn("<ins>", versions[1].diff(versions[0]))
        self.assertFalse(versions.charter_id.verify_chain())

    def test_an_amendment_is_under_review_and_another_waits(self):
        amendments = self.search("code.social.amendment")
        for state in ("under_review", "proposed", "merged"):
            self.assertIn(state, amendments.mapped("state"))
        reviewed = amendments.filtered(lambda one: one.state == "under_review")
        self.assertEqual(len(reviewed.carrier_ids), 2)

    def test_some_adhesions_are_outdated(self):
        adhesions = self.search("code.social.adhesion")
        valid = adhesions.filtered(lambda one: one.state == "valid").partner_id
        left = (
            adhesions.filtered(lambda one: one.state == "outdated").partner_id - valid
        )
        self.assertEqual(sorted(left.mapped("name")), ["Awa (démo)", "Élio (démo)"])

    def test_a_mandate_ends_soon_and_is_being_handed_over(self):
        today = fields.Date.today()
        soon = self.search(
            "code.social.mandate",
            ("state", "=", "active"),
            ("date_end", "<=", fields.Date.add(today, days=31)),
        )
        self.assertIn("Élio (démo)", soon.partner_id.mapped("name"))
        handovers = self.search("code.social.handover", ("state", "=", "open"))
        self.assertLessEqual(soon, handovers.mandate_id)

    def test_a_key_role_is_held_by_nobody(self):
        orphaned = self.search("code.social.role", ("is_orphaned", "=", True))
        self.assertIn("Gardien·ne des clés du préau", orphaned.mapped("name"))

    def test_talents_aid_and_a_draw(self):
        call = self.search("code.social.talent.call", ("state", "=", "closed"))
        self.assertGreaterEqual(len(call.match_ids), 2)
        aid = self.search("code.social.aid", ("state", "=", "thanked"))
        self.assertEqual(len(aid), 1)
        draw = self.search("code.social.draw", ("state", "=", "published"))
        self.assertEqual(len(draw.drawn_ids), 2)
        self.assertTrue(draw.replay())
