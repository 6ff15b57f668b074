"""Letters in the portal, and the way out of them without login."""

import re

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import hash_sign

from ..common import CodeSocialMixin


@tagged("post_install", "-at_install", "code_social")
class TestLetterPages(CodeSocialMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls.env["code.social.letter"].create(
            {"name": "Peas (test)", "body": "<p>The peas are up.</p>"}
        )
        cls.env["code.social.letter.delivery"]._by_method().create(
            [
                {
                    "letter_id": cls.letter.id,
                    "partner_id": user.partner_id.id,
                    "company_id": cls.company_a.id,
                    "state": state,
                    "sent_on": cls.today,
                }
                for user, state in ((cls.amina, "sent"), (cls.noe, "skipped"))
            ]
        )
        cls.letter._by_method().write({"state": "sent"})

    def get(self, url, status=200):
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, status, url)
        return answer.text

    def post(self, url, status=200, csrf=True, **data):
        if csrf:
            data["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(url, data=data)
        self.assertEqual(answer.status_code, status, url)
        self.env.invalidate_all()
        return answer.text

    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def events(self, person):
        return self.env["code.social.event"].search(
            [
                ("model", "=", "res.partner"),
                ("res_id", "in", person.ids),
                ("action", "=like", "letters.%"),
            ]
        )

    # === Signed in ===

    def test_my_letters(self):
        self.sign_in(self.amina)
        self.assertIn('href="/my/letters"', self.get("/my/community"))
        page = self.get("/my/letters")
        self.assertIn("Peas (test)", page)
        self.assertIn("The peas are up.", self.get(f"/my/letters/{self.letter.id}"))
        self.assertIn("Receive letters again", self.post("/my/letters/choice", on="0"))
        self.assertFalse(self.amina.partner_id.letters)
        self.post("/my/letters/choice", on="0")
        self.post("/my/letters/choice", on="maybe")
        self.assertFalse(self.amina.partner_id.letters)
        self.assertIn("Receive no more", self.post("/my/letters/choice", on="1"))
        self.assertTrue(self.amina.partner_id.letters)
        self.assertEqual(len(self.events(self.amina.partner_id)), 2)

    def test_only_ones_own(self):
        for user in (self.noe, self.bruno):
            self.sign_in(user)
            self.assertNotIn("Peas (test)", self.get("/my/letters"))
            closed = self.get(f"/my/letters/{self.letter.id}", 404)
            self.assertNotIn("peas", closed)
        self.sign_in(self.customer)
        self.get("/my/letters", 404)
        self.post("/my/letters/choice", 404, on="0")
        self.assertTrue(self.customer.partner_id.letters)

    def test_whose_choice_it_is(self):
        person = self.amina.partner_id
        for user in (self.noe, self.employee, self.accountant, self.customer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                person.with_user(user).action_choose_letters(False)
        person.with_user(self.publisher).action_stop_letters()
        self.assertFalse(person.letters)
        with self.assertRaises(AccessError):
            person.with_user(self.publisher).action_choose_letters(True)
        for one in (person.with_user(self.manager), person.sudo()):
            with self.assertRaises(AccessError):
                one.write({"letters": True})
        person.with_user(self.amina).action_choose_letters(True)
        self.assertTrue(person.letters)

    # === From the mail ===

    def path(self, person):
        page, one_click = person._letters_urls()
        base = person.get_base_url()
        return page.removeprefix(base), one_click.removeprefix(base)

    def token_in(self, page):
        return re.search(r'name="token" value="([^"]+)"', page)[1]

    def test_opening_the_link_changes_nothing(self):
        person = self.amina.partner_id
        page, one_click = self.path(person)
        self.assertIn("Receive no more letters?", self.get(page))
        # What an old mail program or a scanner opens leads to the same question.
        self.assertIn("Receive no more letters?", self.get(one_click))
        self.env.invalidate_all()
        self.assertTrue(person.letters)
        self.assertNotIn(person.email or person.name, self.get(page))

    def test_leaving_twice_and_coming_back(self):
        self.authenticate(None, None)
        person = self.amina.partner_id
        page = self.get(self.path(person)[0])
        values = {"token": self.token_in(page)}
        for _time in range(2):
            answer = self.post("/letters/unsubscribe", on="0", **values)
            self.assertIn("You receive no more letters", answer)
            self.assertFalse(person.letters)
        self.assertEqual(len(self.events(person)), 1)
        self.assertIn(
            "Receive no more letters?",
            self.post("/letters/unsubscribe", on="1", **values),
        )
        self.assertTrue(person.letters)
        self.post("/letters/unsubscribe", on="2", **values)
        self.assertTrue(person.letters)
        self.assertEqual(self.events(person)[0].after, {"way": "link"})

    def test_one_click(self):
        person = self.amina.partner_id
        _page, one_click = self.path(person)
        self.post(one_click, 400, csrf=False, other="1")
        self.assertTrue(person.letters)
        for _time in range(2):
            self.post(one_click, csrf=False, **{"List-Unsubscribe": "One-Click"})
            self.assertFalse(person.letters)
        self.assertEqual(len(self.events(person)), 1)

    def test_the_form_needs_its_session(self):
        token = self.path(self.amina.partner_id)[0].partition("token=")[2]
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/letters/unsubscribe", data={"token": token, "on": "0"}
            )
        self.assertEqual(answer.status_code, 400)
        self.env.invalidate_all()
        self.assertTrue(self.amina.partner_id.letters)

    def test_forged_words(self):
        self.authenticate(None, None)
        good = self.path(self.amina.partner_id)[0].partition("token=")[2]
        other = self.path(self.noe.partner_id)[0].partition("token=")[2]
        # The seal of one and the name of the other.
        mixed = good[:54] + other[54:]
        another_scope = hash_sign(
            self.env, "code_social.other", self.amina.partner_id.member_uid
        )
        for token in ("", "x", "é", "%00", "A" * 500, good[:-6], mixed, another_scope):
            self.get(f"/letters/unsubscribe?token={token}", 404)
            self.post("/letters/unsubscribe", 404, token=token, on="0")
            self.post(
                f"/letters/one-click?token={token}",
                404,
                csrf=False,
                **{"List-Unsubscribe": "One-Click"},
            )
        everybody = self.amina.partner_id | self.noe.partner_id
        self.assertEqual(everybody.mapped("letters"), [True, True])
        self.assertFalse(self.events(everybody))

    def test_one_word_is_one_persons(self):
        self.post(
            self.path(self.noe.partner_id)[1],
            csrf=False,
            **{"List-Unsubscribe": "One-Click"},
        )
        self.assertFalse(self.noe.partner_id.letters)
        self.assertTrue(self.amina.partner_id.letters)

    def test_also_for_whoever_left(self):
        self.noe.partner_id._leave()
        self.assertIn("Receive no more", self.get(self.path(self.noe.partner_id)[0]))
