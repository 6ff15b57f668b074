import base64
import json
from unittest.mock import patch

from odoo import http
from odoo.tests import HttpCase, tagged

from ...tools.charter_export import verify_export
from ..common import CodeSocialMixin
from .signature_common import BLANK, DRAWN, PDF
from .test_adhesion import AdhesionMixin


class AdhesionPages(AdhesionMixin, CodeSocialMixin, HttpCase):
    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def page(self, url, status=200):
        answer = self.url_open(url, allow_redirects=False)
        self.assertEqual(answer.status_code, status, url)
        return answer.text

    def send(self, url, status=200, **data):
        data["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(url, data=data)
        self.assertEqual(answer.status_code, status, answer.text[:300])
        self.env.invalidate_all()
        return answer.text

    def press(self, version=None, **values):
        """Send what the form of the page sends; return its answer."""
        version = version or self.draft
        values = {
            "name": "Amina B.",
            "signature": DRAWN,
            "content_hash": version.content_hash,
            "read": True,
            **values,
        }
        answer = self.url_open(
            f"/my/charter/sign/{version.id}",
            data=json.dumps({"params": values}),
            headers={"Content-Type": "application/json"},
        )
        self.env.invalidate_all()
        return answer.json()["result"]


@tagged("post_install", "-at_install", "code_social")
class TestAdhesionPages(AdhesionPages):
    def test_what_is_refused_says_why_and_keeps_nothing(self):
        self.adopt()
        self.sign_in(self.amina)
        for values, sentence in (
            ({"read": False}, "Tick the box"),
            ({"name": " "}, "Write your name"),
            ({"signature": ""}, "frame is empty"),
            ({"signature": None}, "frame is empty"),
            ({"signature": BLANK}, "frame is empty"),
            ({"signature": "aGVsbG8="}, "cannot be read"),
            ({"content_hash": "0" * 64}, "no longer the one"),
            ({"content_hash": None}, "no longer the one"),
        ):
            with self.subTest(values=str(values)[:40]):
                self.assertIn(sentence, self.press(**values)["error"])
        self.assertFalse(self.env["code.social.adhesion"].search([]))

    def test_a_member_signs_and_withdraws(self):
        self.adopt()
        self.sign_in(self.amina)
        text = self.page("/my/charter/sign")
        self.assertIn(self.draft.content_hash, text)
        self.assertIn('href="#cs_sign"', text)
        self.assertIn("Read the whole text", text)
        self.assertEqual(self.press(), {"redirect_url": "/my/charter/sign"})
        self.press()
        adhesion = self.env["code.social.adhesion"].search([])
        self.assertEqual(len(adhesion), 1)
        self.assertEqual(adhesion.signed_name, "Amina B.")
        text = self.page("/my/charter/sign")
        self.assertIn("You signed version", text)
        self.assertNotIn('href="#cs_sign"', text)
        self.assertNotIn("/my/charter/sign", self.page("/my/code-social"))
        self.send("/my/charter/withdraw")
        self.assertEqual(adhesion.state, "withdrawn")
        text = self.page("/my/charter/sign")
        self.assertIn("Your earlier signatures", text)
        self.assertIn('href="#cs_sign"', text)

    def test_a_text_changed_meanwhile_is_shown_with_the_other(self):
        self.adopt()
        self.signed(self.amina)
        draft = self.next_version()
        draft.article_ids[0].with_user(self.guarantor).write(
            {"body": "<p>Softer words</p>"}
        )
        self.adopt(draft)
        self.sign_in(self.amina)
        answer = self.press(self.draft)
        self.assertIn("came into force while you were reading", answer["error"])
        changed = answer["changed"]
        self.assertIn("<ins>", changed["html"])
        self.assertIn("<del>", changed["html"])
        self.assertEqual(changed["callUrl"], f"/my/charter/sign/{draft.id}")
        self.assertEqual(changed["contentHash"], draft.content_hash)
        self.assertIn("redirect_url", self.press(draft))
        text = self.page("/my/charter/sign")
        self.assertIn("You signed version", text)

    def test_only_what_changed_comes_first(self):
        self.adopt()
        self.signed(self.amina)
        draft = self.next_version()
        draft.article_ids[0].with_user(self.guarantor).write(
            {"body": "<p>Softer words</p>"}
        )
        self.adopt(draft)
        self.sign_in(self.amina)
        text = self.page("/my/charter/sign")
        self.assertIn("What changed since you signed", text)
        self.assertIn("The rest, unchanged", text)
        self.assertLess(text.index("Softer"), text.index("The rest, unchanged"))
        folded = text[text.index("The rest, unchanged") :]
        self.assertIn(draft.article_ids[1].title, folded)

    def test_the_certificate_the_proof_and_the_erasure(self):
        self.adopt()
        mine = self.signed(self.amina)
        verify = f"/charter/verify/{mine.uid}"
        self.sign_in(self.amina)
        with self.printing():
            answer = self.url_open("/my/charter/certificate")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertTrue(answer.content.startswith(b"%PDF"))
        self.sign_in(self.noe)
        self.page("/my/charter/certificate", 404)
        self.page(f"/my/charter/certificate/{mine.id}", 404)
        self.send("/my/charter/erase", 404, adhesion=mine.id, sure="1")
        self.sign_in(self.publisher)
        self.page(f"/my/charter/certificate/{mine.id}")
        self.authenticate(None, None)
        text = self.page(verify)
        self.assertIn("authentic", text)
        self.assertIn(self.draft.content_hash, text)
        self.assertNotIn(self.amina.name, text)
        for other in ("x", "99", "00000000-0000-0000-0000-000000000000", "%25"):
            self.page(f"/charter/verify/{other}", 404)
        self.sign_in(self.amina)
        self.send("/my/charter/erase", adhesion=mine.id)
        self.assertFalse(mine.erased)
        self.send("/my/charter/erase", adhesion=mine.id, sure="1")
        self.assertTrue(mine.erased)
        self.assertIn(
            "no certificate any more", self.page("/my/charter/certificate", 422)
        )
        self.assertIn("erased at the person", self.page(verify))
        self.adopt(self.next_version())
        self.assertIn("Of an earlier version", self.page(verify))
        self.env.cr.execute(
            "UPDATE code_social_adhesion SET signed_on = '2020-01-01' WHERE id = %s",
            [mine.id],
        )
        self.env.invalidate_all()
        self.assertIn("no longer verifies", self.page(verify))

    def test_without_a_pdf_engine_the_page_says_so(self):
        self.adopt()
        self.sign_in(self.amina)
        with self.without_engine():
            self.assertIn("redirect_url", self.press())
            text = self.page("/my/charter/certificate", 422)
            self.assertIn("No PDF can be made here", text)
            url = f"/my/charter/version/{self.draft.id}/pdf"
            self.assertIn("No PDF can be made here", self.page(url, 422))

    def test_the_whole_text_is_kept_and_verifies(self):
        self.adopt()
        self.sign_in(self.amina)
        text = self.page("/my/charter/versions")
        self.assertIn("/my/charter/export.json", text)
        pdf = f"/my/charter/version/{self.draft.id}/pdf"
        self.assertIn(pdf, text)
        answer = self.url_open("/my/charter/export.json")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(verify_export(answer.json(), self.draft.content_hash), [])
        self.page(pdf)
        self.assertIn("/my/charter/export.pdf", text)
        second = self.adopt(self.next_version())
        with self.printing() as engine:
            self.page("/my/charter/export.pdf")
        self.assertEqual(engine.call_args.args[1], (second | self.draft).ids)
        self.page(f"/my/charter/export.json?charter={self.charter.id}")
        for other in ("x", "99999999"):
            self.page(f"/my/charter/export.json?charter={other}", 404)
        self.sign_in(self.publisher)
        self.page("/my/charter/export.json")

    def test_a_guarantor_enters_a_signature_on_paper(self):
        self.adopt()
        url = "/my/charter/paper"
        self.sign_in(self.amina)
        self.page(url, 404)
        data = {
            "person": self.noe.partner_id.id,
            "name": "Noe on paper",
            "day": str(self.today),
        }
        self.send(url, 404, **data)
        self.sign_in(self.guarantor)
        self.assertIn(url, self.page("/my/charter"))
        text = self.page(url)
        self.assertIn(self.noe.name, text)
        self.assertNotIn(self.bruno.name, text)
        self.assertNotIn(f'value="{self.guarantor.partner_id.id}"', text)
        text = self.send(url, 422, **data)
        self.assertIn("Join the signed page", text)
        self.assertIn("Noe on paper", text)
        scan = {"scan": ("page.pdf", base64.b64decode(PDF), "application/pdf")}
        token = http.Request.csrf_token(self)
        answer = self.url_open(url, data={**data, "csrf_token": token}, files=scan)
        self.assertIn("the person is told", answer.text)
        self.assertNotIn(self.noe.name, answer.text)
        adhesion = self.env["code.social.adhesion"].search([])
        self.assertEqual(adhesion.partner_id, self.noe.partner_id)
        self.assertEqual(adhesion.entered_by_id, self.guarantor)
        self.sign_in(self.noe)
        text = self.page("/my/charter/sign")
        self.assertIn("Entered from paper by", text)
        self.send("/my/charter/withdraw")
        self.assertEqual(adhesion.state, "withdrawn")

    def test_strangers_find_nothing(self):
        self.adopt()
        mine = self.signed(self.amina)
        for user in (self.customer, self.bruno, self.employee):
            self.sign_in(user)
            self.assertIn("not open here", self.press()["error"])
            for url in (
                "/my/charter/certificate",
                f"/my/charter/certificate/{mine.id}",
                f"/my/charter/version/{self.draft.id}/pdf",
                f"/my/charter/export.json?charter={self.charter.id}",
            ):
                with self.subTest(url=url, user=user.login):
                    self.page(url, 404)
        self.assertEqual(len(self.env["code.social.adhesion"].search([])), 1)


@tagged("post_install", "-at_install", "code_social")
class TestSigningTour(AdhesionPages):
    """In a real browser, on a phone: the box, a line under the finger, the proof."""

    browser_size = "390x844"
    touch_enabled = True

    def second_version(self):
        draft = self.next_version()
        draft.article_ids[0].with_user(self.guarantor).write(
            {"body": "<p>Softer words</p>"}
        )
        return self.adopt(draft)

    def test_drawing(self):
        self.adopt()
        self.signed(self.amina)
        draft = self.second_version()
        self.start_tour(
            "/my/code-social", "code_social_charter_sign", login=self.amina.login
        )
        adhesion = self.env["code.social.adhesion"].search(
            [("version_id", "=", draft.id)]
        )
        self.assertEqual(adhesion.partner_id, self.amina.partner_id)
        self.assertEqual(adhesion.signed_name, "Amina by hand")
        self.assertEqual(adhesion._proof_state("signature"), "kept")
        self.assertEqual(adhesion.text_hash, draft.content_hash)

    def test_a_version_that_comes_meanwhile_loses_nothing(self):
        self.adopt()
        draft = self.second_version()
        versions = type(draft)
        now, opened = versions._sign_form, []

        def as_it_was(version):
            opened.append(version)
            return now(version if opened[1:] else self.draft.with_env(version.env))

        with patch.object(versions, "_sign_form", as_it_was):
            self.start_tour(
                "/my/charter/sign",
                "code_social_charter_sign_meanwhile",
                login=self.amina.login,
            )
        adhesion = self.env["code.social.adhesion"].search([])
        self.assertEqual(adhesion.version_id, draft)
        self.assertEqual(adhesion.signed_name, "Amina by hand")
