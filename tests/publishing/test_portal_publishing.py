from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..contribution.portal_common import PortalCommon
from .publishing_common import PNG, PublishingMixin


@tagged("post_install", "-at_install", "code_social")
class TestPortalPublishing(PublishingMixin, PortalCommon, HttpCase):
    def sent(self, **values):
        agreement = self.agreement(**values)
        agreement.action_send()
        return agreement

    def sign(self, agreement, **params):
        return self.make_jsonrpc_request(f"/my/agreements/{agreement.id}/sign", params)

    def test_the_home_leads_those_concerned_to_their_agreements(self):
        agreement = self.sent()
        self.sign_in(self.amina)
        tile = 'class="cs-room" href="/my/agreements"'
        self.assertIn(tile, self.page("/my/community"))
        self.assertIn(f"/my/agreements/{agreement.id}", self.page("/my/code-social"))
        self.sign_in(self.noe)
        self.assertNotIn(tile, self.page("/my/community"))

    def test_reading_and_signing(self):
        agreement = self.sent()
        self.sign_in(self.amina)
        self.assertIn(agreement.name, self.page("/my/agreements"))
        page = self.page(f"/my/agreements/{agreement.id}")
        for words in ("We publish the book together", "3,001", "8 %", "I sign"):
            self.assertIn(words, page)
        answer = self.sign(agreement, name="", signature=PNG)
        self.assertIn("first and last name", answer["error"])
        self.assertFalse(agreement.signed_on)
        answer = self.sign(agreement, name="Amina Test", signature=PNG)
        self.assertTrue(answer["force_refresh"])
        self.assertEqual(agreement.signed_by, "Amina Test")
        page = self.page(f"/my/agreements/{agreement.id}")
        self.assertNotIn("I sign", page)
        self.assertIn("Signed by Amina Test", page)

    def test_others_see_the_same_as_if_it_was_absent(self):
        agreement = self.sent()
        line = self.signed()
        self.invoice(10)
        statement = self.communicated(line)
        self.sign_in(self.noe)
        pages = {
            self.same_but_for_tokens(self.page(url, status=404))
            for url in (
                "/my/agreements/99999999",
                f"/my/agreements/{agreement.id}",
                f"/my/agreements/{agreement.id}?access_token=guess",
                "/my/statements/99999999",
                f"/my/statements/{statement.id}",
                f"/my/statements/{statement.id}/pdf",
            )
        }
        self.assertEqual(len(pages), 1)
        absent = self.make_jsonrpc_request(
            "/my/agreements/99999999/sign", {"name": "N", "signature": PNG}
        )
        self.assertEqual(self.sign(agreement, name="N", signature=PNG), absent)
        self.assertFalse(agreement.signed_on)
        self.send(f"/my/statements/{statement.id}/approve", status=404)
        self.assertEqual(statement.state, "communicated")

    def test_the_link_lets_read_and_never_sign(self):
        agreement = self.sent()
        url = agreement.get_portal_url()
        page = self.page(url)
        self.assertIn("We publish the book together", page)
        self.assertNotIn("I sign", page)
        draft = self.agreement(name="Not yet (test)")
        self.page(draft.get_portal_url(), status=404)

    def test_statement_read_contested_then_approved(self):
        agreement = self.signed(shares=(("amina", 50), ("noe", 50)))
        self.invoice(2950, "2025-06-01")
        self.invoice(120)
        statement = self.communicated(agreement)
        self.sign_in(self.amina)
        self.assertIn(statement.name, self.page("/my/code-social"))
        self.assertIn(statement.name, self.page("/my/statements"))
        url = f"/my/statements/{statement.id}"
        page = self.page(url)
        for words in ("18.01", "36.02", "63.04", "99.06", "8 %", "50 %"):
            self.assertIn(words, page)
        self.assertNotIn(self.noe.partner_id.name, page)
        text, _url = self.send(f"{url}/contest", {"reason": " "}, status=422)
        self.assertIn("Say what seems wrong", text)
        self.assertEqual(statement.state, "communicated")
        self.send(f"{url}/contest", {"reason": "Ten more"})
        self.assertEqual(statement.state, "contested")
        self.assertIn("Ten more", self.page(url))
        statement.with_user(self.publisher).action_answer("Given away")
        self.assertIn("Given away", self.page(url))
        self.send(f"{url}/approve")
        self.assertEqual(statement.state, "approved")
        self.assertIn("Approved on", self.page(url))

    def test_french_numbers(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.amina.lang = "fr_FR"
        agreement = self.signed()
        self.invoice(2950)
        statement = self.communicated(agreement)
        page = statement.with_user(self.amina).with_context(lang="fr_FR")._page()
        self.assertIn("18,01", page["rows"][0]["base"])
        self.assertNotIn(",", page["rows"][0]["units"])

    def test_commons_for_all_and_works_for_members(self):
        self.work(
            "Songs (test)",
            ownership="commons",
            licence="CC BY-SA 4.0",
            list_price=77.77,
            company_id=self.env.company.id,
        )
        page = self.page("/commons")
        self.assertIn("Songs (test)", page)
        self.assertIn("CC BY-SA 4.0", page)
        self.assertNotIn("Cabins (test)", page)
        self.assertNotIn("77.77", page)
        self.assertIn("Songs (test)", self.page(f"/commons/{self.env.company.id}"))
        self.assertNotIn("Songs (test)", self.page(f"/commons/{self.company_b.id}"))
        self.sign_in(self.amina)
        page = self.page("/my/works")
        self.assertLess(page.index("Cabins (test)"), page.index("Songs (test)"))
        self.sign_in(self.customer)
        self.page("/my/works", status=404)

    def test_a_customer_has_no_page(self):
        self.sign_in(self.customer)
        for url in ("/my/agreements", "/my/statements", "/my/works"):
            self.page(url, status=404)
        with self.assertRaises(UserError):
            self.sent().with_user(self.customer).sign("C", PNG)
