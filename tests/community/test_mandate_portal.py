"""One's mandates, what to hand over, and who holds what, on a phone."""

from datetime import timedelta

from odoo.tests import tagged

from ..contribution.portal_common import PortalCommon
from .mandate_common import MandateMixin


@tagged("post_install", "-at_install", "code_social")
class TestMandatePortal(MandateMixin, PortalCommon):
    def setUp(self):
        super().setUp()
        self.mandate = self.held(
            date_end=self.today + timedelta(days=20),
            deputy_id=self.noe.partner_id.id,
        )
        self.url = f"/my/mandates/{self.mandate.id}"

    def test_reached_from_the_community(self):
        self.sign_in(self.amina)
        rooms = self.page("/my/community")
        for url in ("/my/mandates", "/my/roles"):
            self.assertIn(f'href="{url}"', rooms)
        text = self.page("/my/mandates")
        for said in (
            "Seed keeper (test) · Garden (test)",
            "Noe (test)",
            "it ends by itself",
            self.url,
        ):
            self.assertIn(said, text)
        self.sign_in(self.rosa)
        self.assertIn("You hold no mandate for now", self.page("/my/mandates"))

    def test_closed_to_others(self):
        for user in (self.rosa, self.customer, self.employee, self.bruno):
            self.sign_in(user)
            same = self.same_but_for_tokens(self.page("/my/mandates/99999999", 404))
            self.assertEqual(self.same_but_for_tokens(self.page(self.url, 404)), same)
            for step in ("resign", "tick", "handed"):
                self.send(f"{self.url}/{step}", {"reason": "mine"}, status=404)
        for user in (self.customer, self.employee):
            self.sign_in(user)
            for url in ("/my/mandates", "/my/roles"):
                self.page(url, 404)
        self.assertEqual(self.mandate.state, "active")

    def test_what_it_gives_in_words(self):
        mandate = self.held(role=self.env.ref("code_social.role_guarantor"))
        self.sign_in(self.amina)
        text = self.page(f"/my/mandates/{mandate.id}")
        self.assertIn("You watch over the charter", text)
        self.assertIn("You belong to the core circle", text)
        self.assertIn("takes back what it gave", " ".join(text.split()))
        self.assertIn("the trust of the others", self.page(self.url))

    def test_given_back_with_a_reason_kept_when_refused(self):
        self.sign_in(self.amina)
        text, _url = self.send(f"{self.url}/resign", {"reason": "  "}, status=422)
        self.assertIn("Say why in a few words", text)
        self.assertEqual(self.mandate.state, "active")
        text, _url = self.send(f"{self.url}/resign", {"reason": "A child is coming"})
        self.assertIn("To hand over", text)
        self.assertIn("A child is coming", text)
        self.assertEqual(self.mandate.state, "resigned")
        text, _url = self.send(
            f"{self.url}/resign", {"reason": "Again, as typed"}, status=422
        )
        self.assertIn("has moved on meanwhile", text)
        self.assertEqual(self.mandate.sudo().end_reason, "A child is coming")

    def test_the_list_from_the_home_page_to_the_end(self):
        self.Mandate._cron_notices()
        handover = self.mandate.handover_ids
        first, second = handover.line_ids
        self.sign_in(self.amina)
        home = self.page("/my/code-social")
        self.assertIn("Hand over: Seed keeper (test)", home)
        self.assertIn(self.url, home)
        self.assertIn("The key of the shed", self.page(self.url))
        self.send(f"{self.url}/tick", {"line_id": first.id})
        self.assertTrue(first.done)
        self.send(f"{self.url}/untick", {"line_id": first.id})
        self.assertFalse(first.done)
        self.send(f"{self.url}/tick", {"line_id": first.id})
        text, _url = self.send(f"{self.url}/handed", status=422)
        self.assertIn("Still to do: Seeds to sow in March", text)
        for wrong in ("", "abc", "99999999", "-1"):
            text, _url = self.send(f"{self.url}/tick", {"line_id": wrong}, status=422)
            self.assertIn("not in the list", text)
        self.send(f"{self.url}/tick", {"line_id": second.id})
        text, _url = self.send(f"{self.url}/handed")
        self.assertIn("Thank you for what you carried", text)
        self.assertEqual(handover.state, "closed")
        self.assertNotIn("Hand over", self.page("/my/code-social"))

    def test_who_receives_reads_and_ticks_nothing(self):
        self.Mandate._cron_notices()
        line = self.mandate.handover_ids.line_ids[0]
        self.sign_in(self.noe)
        text = self.page(self.url)
        self.assertIn("The key of the shed", text)
        self.assertIn("Amina (test)", text)
        self.assertNotIn("Everything is handed over", text)
        self.assertNotIn("Give this mandate back", text)
        self.send(f"{self.url}/tick", {"line_id": line.id}, status=404)
        self.send(f"{self.url}/resign", {"reason": "theirs"}, status=404)
        self.assertFalse(line.done)

    def test_the_end_is_said_before_the_list_opens(self):
        self.sign_in(self.amina)
        self.assertIn("Your mandate ends: Seed keeper", self.page("/my/code-social"))

    def test_who_holds_what_and_what_is_free(self):
        roles = self.env["code.social.role"]
        roles.create({"name": "Bell (test)", "purpose": "Ring it", "key_role": True})
        two = roles.create({"name": "Bread (test)", "seats": 2})
        self.role.key_role = True
        commissions = self.env["code.social.commission"]
        commissions.create({"name": "Shed (test)"})
        commissions.create({"name": "Elders (test)", "is_council": True})
        self.held(self.rosa, role=two)
        self.held(self.theo, role=two, confirm=False)
        self.sign_in(self.noe)
        text = self.page("/my/roles")
        for said in (
            "Bell (test)",
            "Ring it",
            "Nobody holds it for now.",
            "Free seats: 1 of 2.",
            "Amina (test)",
            "Garden (test)",
            "Rosa (test)",
        ):
            self.assertIn(said, text)
        self.assertRegex(text, r"Nobody holds it in: [^<]*Shed \(test\)")
        self.assertNotIn("Elders (test)", text)
        self.assertNotIn("Theo (test)", text)
        self.assertNotIn("Sympathiser", text)

    def test_company_b_reads_its_own_roles(self):
        self.env["code.social.role"].create(
            {"name": "Beehive (test)", "company_id": self.company_b.id}
        )
        self.sign_in(self.bruno)
        text = self.page("/my/roles")
        self.assertIn("Beehive (test)", text)
        self.assertNotIn("Seed keeper (test)", text)


@tagged("post_install", "-at_install", "code_social")
class TestMandatePageCost(MandateMixin, PortalCommon):
    def cost(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.cr.sql_log_count
        call()
        return self.cr.sql_log_count - start

    def test_no_query_a_role_nor_a_mandate(self):
        roles = self.env["code.social.role"].with_user(self.noe)
        mine = self.Mandate.with_user(self.amina)

        def both():
            return self.cost(roles._page_rows), self.cost(mine._page_rows)

        def more(count, label):
            for rank in range(count):
                role = self.role.copy({"name": f"{label} {rank}", "key_role": True})
                user = self._create_member(f"{label}_{rank}")
                self.held(user, role=role)
                self.held(role=role, deputy_id=user.partner_id.id)

        more(2, "few")
        both()
        few = both()
        more(8, "many")
        both()
        many = both()
        self.assertGreater(len(roles._page_rows()), 10)
        self.assertEqual(many, few)
