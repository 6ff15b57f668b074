import uuid

from odoo import http
from odoo.tests import HttpCase, tagged

from ..common import CodeSocialMixin
from .test_charter import LONG, CharterMixin


@tagged("post_install", "-at_install", "code_social")
class TestCharterPages(CharterMixin, CodeSocialMixin, HttpCase):
    def page(self, url, status=200):
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, status, url)
        return answer.text

    def send(self, url, status=200, **data):
        data["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(url, data=data)
        self.assertEqual(answer.status_code, status, answer.text[:300])
        self.env.invalidate_all()
        return answer.text

    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def test_a_visitor_reads_what_is_in_force_and_nothing_else(self):
        url = f"/charter/{self.company_a.id}"
        self.page(url, 404)
        self.page("/charter/99999999", 404)
        self.adopt()
        text = self.page(url)
        self.assertIn("Hospitality", text)
        self.assertNotIn("Hospitality", self.page(url + "?q=disagreement"))
        self.assertNotIn(self.guarantor.name, text)

    def test_a_member_reads_and_searches(self):
        self.sign_in(self.amina)
        self.assertIn("being prepared", self.page("/my/charter"))
        self.page(f"/my/charter/article/{self.draft.article_ids[0].id}", 404)
        self.adopt()
        self.assertIn("/my/charter/sign", self.page("/my/code-social"))
        text = self.page("/my/charter?q=disagreement")
        self.assertIn("When a disagreement lasts", text)
        self.assertNotIn("Hospitality", text)
        self.assertIn("Sign version", text)
        article = self.draft.article_ids[0]
        self.assertIn(
            "Where does this change come from",
            self.page(f"/my/charter/article/{article.id}"),
        )

    def test_an_amendment_is_typed_kept_answered_and_taken_up(self):
        self.adopt()
        self.sign_in(self.amina)
        article = self.draft.article_ids[0]
        self.assertIn(
            article.title, self.page(f"/my/charter/amend?article={article.id}")
        )
        form = {
            "kind": "change",
            "article_id": article.id,
            "title": "Softer",
            "wording": LONG,
            "token": str(uuid.uuid4()),
        }
        text = self.send("/my/charter/amend", 422, reasons="", **form)
        self.assertIn(LONG, text)
        self.assertIn("Say why you propose it", text)
        self.send("/my/charter/amend", reasons="It hurt", **form)
        self.send("/my/charter/amend", reasons="It hurt", **form)
        amendment = self.env["code.social.amendment"].search([("title", "=", "Softer")])
        self.assertEqual(len(amendment), 1)
        url = f"/my/charter/amendments/{amendment.id}"
        self.send(url, 404, act="action_retain", answer="Yes")
        self.assertIn("Softer", self.page("/my/charter/amendments?mine=1"))
        self.sign_in(self.guarantor)
        self.assertIn("owed an answer", self.send(url, 422, act="action_reject"))
        self.send(url, act="action_retain", answer="With joy")
        self.send("/my/charter/next")
        version = self.charter.sudo(False)._open_version()
        act = f"/my/charter/version/{version.id}/act"
        self.send(act, act="action_consult")
        self.send(act, act="action_adopt")
        self.send(act, 404, act="action_adopt")
        self.send(act, 404, act="unlink")
        self.sign_in(self.second)
        self.send(act, act="action_adopt")
        self.assertEqual(version.state, "adopted")
        self.sign_in(self.amina)
        text = self.page(f"/my/charter/diff/{version.id}/{self.draft.id}")
        self.assertIn("<ins>", text)
        self.assertIn(
            "Softer", self.page(f"/my/charter/article/{version.article_ids[0].id}")
        )
        self.assertIn("What changed", self.page("/my/charter/versions"))

    def test_strangers_find_no_page(self):
        self.adopt()
        for user in (self.customer, self.bruno):
            self.sign_in(user)
            for url in (
                f"/my/charter/article/{self.draft.article_ids[0].id}",
                f"/my/charter/diff/{self.draft.id}/{self.draft.id}",
                "/my/charter/sign",
            ):
                with self.subTest(url=url, user=user.login):
                    self.page(url, 404)
