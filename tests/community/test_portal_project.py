"""Projects in the portal: the intent, its wordings, and the artist's eye."""

from odoo import Command, http
from odoo.tests import HttpCase, tagged

from ..common import CodeSocialMixin

PROJECTS = "/my/community/projects"
FIRST = "A garden where each bed tells a story"
THEN = "And the stories stay free"


@tagged("post_install", "-at_install", "code_social")
class TestPortalProject(CodeSocialMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        talent = cls.env["code.social.talent"].create({"name": "Dry stone (test)"})
        cls.garden = cls._create_project(
            "Stories (test)",
            cls.company_a,
            author_ids=[Command.set(cls.amina.partner_id.ids)],
            artist_id=cls.noe.partner_id.id,
            talent_needed_ids=[Command.set(talent.ids)],
            initial_intent=FIRST,
        )
        cls.address = f"{PROJECTS}/{cls.garden.id}"

    def page(self, user, url, status=200):
        self.authenticate(user.login, user.login)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, status, url)
        return answer.text

    def send(self, user, verb, text, status=200):
        self.authenticate(user.login, user.login)
        data = {"text": text, "csrf_token": http.Request.csrf_token(self)}
        answer = self.url_open(f"{self.address}/{verb}", data=data)
        self.assertEqual(answer.status_code, status)
        self.env.invalidate_all()
        return answer.text

    def test_from_the_page_of_rooms_to_the_project(self):
        self.assertIn(PROJECTS, self.page(self.rosa, "/my/community"))
        listed = self.page(self.rosa, PROJECTS)
        self.assertIn("Stories (test)", listed)
        self.assertIn(FIRST, listed)
        page = self.page(self.rosa, self.address)
        for said in (FIRST, "Amina (test)", "Noe (test)", "Dry stone (test)"):
            self.assertIn(said, page)
        # Somebody who is neither its author nor its artist only reads.
        self.assertNotIn("<textarea", page)

    def test_its_author_writes_and_the_first_words_stay(self):
        self.assertIn(FIRST, self.page(self.amina, self.address))
        page = self.send(self.amina, "intent", THEN)
        self.assertIn(THEN, page)
        self.assertIn(FIRST, page)
        self.assertEqual(self.garden.initial_intent, THEN)
        self.send(self.amina, "intent", THEN)
        self.assertEqual(len(self.garden.intent_ids), 2)

    def test_its_artist_looks(self):
        page = self.send(self.noe, "look", "Leave the gate open")
        self.assertIn("Leave the gate open", page)
        self.send(self.noe, "look", "Leave the gate open")
        self.assertEqual(len(self.garden.eye_ids), 1)

    def test_a_mistake_keeps_the_page(self):
        for user, verb in ((self.amina, "intent"), (self.noe, "look")):
            page = self.send(user, verb, "  ", status=422)
            self.assertIn('role="alert"', page)
        self.assertEqual(self.garden.initial_intent, FIRST)
        self.assertFalse(self.garden.eye_ids)

    def test_absent_and_forbidden_are_the_same(self):
        for user in (self.bruno, self.customer):
            self.page(user, self.address, status=404)
        self.page(self.rosa, f"{PROJECTS}/{self.garden.id + 10**6}", status=404)
        self.send(self.rosa, "intent", "Mine", status=404)
        self.send(self.rosa, "look", "Mine", status=404)
        self.garden.privacy_visibility = "followers"
        self.page(self.rosa, self.address, status=404)
        self.assertNotIn("Stories (test)", self.page(self.rosa, PROJECTS))
        self.assertEqual(self.garden.initial_intent, FIRST)
