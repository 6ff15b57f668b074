"""The pages of people, used as a person does: addresses, forms, answers."""

import io
import json
import re
import time
import zipfile
from pathlib import Path

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_path

from ..common import CodeSocialMixin

SCRIPT = "<script>alert('x')</script>"


class PeoplePages(CodeSocialMixin, HttpCase):
    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def page(self, url, status=200):
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, status, url)
        return answer.text

    def send(self, url, status=200, **data):
        """Post a form; return (text, final address)."""
        data["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(url, data=data)
        self.assertEqual(answer.status_code, status, answer.text[:300])
        self.env.invalidate_all()
        return answer.text, answer.url


@tagged("post_install", "-at_install", "code_social")
class TestPortalJoin(PeoplePages):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talent = cls.env["code.social.talent"].create({"name": "Bread (test)"})

    def test_from_the_portal_to_the_first_page_in_few_taps(self):
        """A tap is a press on the phone; a request is a page that is waited for."""
        partner = self.customer.partner_id
        taps, requests = 0, 0
        self.sign_in(self.customer)
        self.assertIn("See who we are", self.page("/my"))
        taps, requests = taps + 1, requests + 1  # the card
        text = self.page("/my/join")
        self.assertIn(self.company_a.name, text)
        self.assertIn("Bread (test)", text)
        taps, requests = taps + 2, requests + 2  # the box, the button
        text, url = self.send(
            "/my/join", agreed="1", with_choices="1", directory_listed="1"
        )
        self.assertTrue(url.endswith("/my/welcome/1"))
        self.assertIn("1 of 3", " ".join(text.split()).replace("</t>", ""))
        taps, requests = taps + 2, requests + 2  # one talent, Continue
        text, url = self.send(
            "/my/welcome/1", with_talents="1", talent_ids=self.talent.id
        )
        self.assertTrue(url.endswith("/my/welcome/2"))
        self.assertIn("Bread (test)", text)
        taps, requests = taps + 2, requests + 2  # one tick, Continue
        text, url = self.send(
            "/my/welcome/2",
            with_choices="1",
            directory_listed="1",
            directory_talents="1",
        )
        self.assertTrue(url.endswith("/my/welcome/3"))
        for way in ("/my/people", "/my/charter", "/my/contributions/new"):
            self.assertIn(f'href="{way}"', text)
        taps, requests = taps + 1, requests + 1  # where to begin
        self.assertIn("Hello", self.page("/my/code-social"))
        self.assertLessEqual(taps, 10)
        self.assertLessEqual(requests, 10)
        self.assertEqual(partner.community_level, "sympathiser")
        self.assertEqual(partner.talent_ids, self.talent)
        self.assertTrue(partner.directory_talents)
        self.assertFalse(partner.directory_photo)

    def test_every_step_is_skipped_by_a_link(self):
        self.sign_in(self.amina)
        self.assertIn('href="/my/welcome/2"', self.page("/my/welcome/1"))
        self.assertIn('href="/my/welcome/3"', self.page("/my/welcome/2"))
        self.page("/my/welcome/3")
        for step in (0, 4):
            self.page(f"/my/welcome/{step}", 404)
        self.sign_in(self.customer)
        self.page("/my/welcome/1", 404)
        self.send("/my/welcome/1", 404, with_talents="1", talent_ids=self.talent.id)
        self.assertFalse(self.customer.partner_id.talent_ids)

    def test_without_the_tick_nothing_happens_and_all_is_kept(self):
        self.sign_in(self.customer)
        text, _url = self.send(
            "/my/join",
            422,
            with_talents="1",
            talent_ids=self.talent.id,
            with_choices="1",
            directory_words=SCRIPT,
        )
        self.assertIn("Tick “I join”", text)
        self.assertNotIn(SCRIPT, text)
        self.assertIn("alert(", text)
        self.assertFalse(self.customer.partner_id.joined_on)
        text, _url = self.send(
            "/my/join",
            422,
            agreed="1",
            with_choices="1",
            directory_words="Long words " * 30,
        )
        self.assertIn("200 characters", text)
        self.assertIn("Long words Long words", text)
        self.assertFalse(self.customer.partner_id.joined_on)

    def test_joining_twice(self):
        self.sign_in(self.customer)
        self.send("/my/join", agreed="1")
        uid = self.customer.partner_id.member_uid
        self.send("/my/join", agreed="1")
        self.assertEqual(self.customer.partner_id.member_uid, uid)
        self.assertTrue(self.url_open("/my/join").url.endswith("/my/code-social"))

    def test_forged_talents(self):
        foreign = self.env["code.social.talent"].create(
            {"name": "Craft (test)", "company_id": self.company_b.id}
        )
        self.sign_in(self.customer)
        self.assertNotIn("Craft (test)", self.page("/my/join"))
        for forged in (foreign.id, "x", 99999999):
            text, _url = self.send(
                "/my/join", 422, agreed="1", with_talents="1", talent_ids=forged
            )
            self.assertIn("Choose among the talents shown", text)
        self.assertFalse(self.customer.partner_id.joined_on)

    def test_closed_door(self):
        self.company_a.write({"join_open": False, "email": "welcome@example.org"})
        self.sign_in(self.customer)
        self.assertIn("Write to the welcome team", self.page("/my"))
        text = self.page("/my/join")
        self.assertIn("mailto:welcome@example.org", text)
        self.assertNotIn("cs_join_form", text)
        self.send("/my/join", 404, agreed="1")
        self.assertFalse(self.customer.partner_id.joined_on)

    def test_an_organisation_reads_the_same(self):
        self.customer.partner_id.is_company = True
        self.sign_in(self.customer)
        self.assertNotIn("cs_join_form", self.page("/my/join"))
        self.send("/my/join", 404, agreed="1")
        self.assertFalse(self.customer.partner_id.joined_on)

    def test_a_visitor_signs_in_first(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/join").url)


@tagged("post_install", "-at_install", "code_social")
class TestPortalPeople(PeoplePages):
    def test_directory_and_person(self):
        amina = self.amina.partner_id
        amina.write({"email": "amina.secret@example.org", "directory_words": SCRIPT})
        self.sign_in(self.noe)
        text = self.page("/my/people?search=amina")
        self.assertIn(f"/my/people/{amina.member_uid}", text)
        self.assertNotIn("Sympathiser", text)
        text = self.page(f"/my/people/{amina.member_uid}")
        self.assertNotIn("amina.secret", text)
        self.assertNotIn(SCRIPT, text)
        self.assertIn("&lt;script&gt;", text)
        amina.directory_contact = True
        text = self.page(f"/my/people/{amina.member_uid}")
        self.assertIn("mailto:amina.secret@example.org", text)
        self.assertIn("Nobody found", self.page("/my/people?search=amina.secret"))
        self.assertIn("Nobody found", self.page("/my/people?search=<b>"))
        self.page("/my/people/page/99999?talent=x&commission=-1")
        self.page("/my/people/page/0")

    def test_hidden_gone_and_unknown_are_one_page(self):
        amina, rosa = self.amina.partner_id, self.rosa.partner_id
        amina.directory_listed = False
        rosa._leave()
        self.sign_in(self.noe)
        pages = set()
        for uid in (
            amina.member_uid,
            rosa.member_uid,
            self.bruno.partner_id.member_uid,
            "unknown",
            "False",
        ):
            text = self.page(f"/my/people/{uid}", 404)
            self.assertIn("This page is not open here", text)
            pages.add(text.split("cs-middle", 1)[1])
        self.assertEqual(len(pages), 1)

    def test_who_has_not_joined_sees_nobody(self):
        amina = self.amina.partner_id
        for user in (self.customer, self.employee):
            self.sign_in(user)
            for url in (
                "/my/people",
                f"/my/people/{amina.member_uid}",
                "/my/people/me",
                "/my/people/me/data",
                "/my/people/me/leave",
                "/my/goodbye",
            ):
                self.page(url, 404)

    def test_tiles(self):
        self.sign_in(self.amina)
        text = self.page("/my/community")
        self.assertIn('href="/my/people"', text)
        self.assertIn('href="/my/people/me"', text)

    def test_my_place(self):
        amina = self.amina.partner_id
        self.sign_in(self.amina)
        self.page("/my/people/me")
        text, url = self.send(
            "/my/people/me",
            with_choices="1",
            directory_level="1",
            directory_words="Bread & songs",
        )
        self.assertTrue(url.endswith("saved=1"))
        self.assertIn("Bread &amp; songs", text)
        self.assertTrue(amina.directory_level)
        self.assertFalse(amina.directory_listed)
        text, _url = self.send(
            "/my/people/me",
            422,
            with_choices="1",
            directory_listed="1",
            directory_words="w" * 201,
        )
        self.assertIn("w" * 201, text)
        self.assertIn("200 characters", text)
        self.assertEqual(amina.directory_words, "Bread & songs")
        self.assertFalse(amina.directory_listed)

    def test_download(self):
        self.sign_in(self.amina)
        self.log(self.amina)
        answer = self.url_open("/my/people/me/data")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        self.assertIn("no-store", answer.headers["Cache-Control"])
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            data = json.loads(archive.read("data.json"))
        self.assertEqual(data["person"][0]["name"], self.amina.name)
        self.assertTrue(data["contributions"])

    @mute_logger("odoo.http")
    def test_leave_and_come_back(self):
        partner = self.amina.partner_id
        uid = partner.member_uid
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": partner.id,
                "role_id": self.env.ref("code_social.role_associate").id,
            }
        )
        mandate.with_user(self.manager).action_confirm()
        self.sign_in(self.amina)
        self.assertIn(mandate.role_id.name, self.page("/my/people/me/leave"))
        text, _url = self.send("/my/people/me/leave", 422, reason="Moving away")
        self.assertIn("Tick the box", text)
        self.assertIn("Moving away", text)
        self.assertTrue(partner._is_member())
        text, url = self.send(
            "/my/people/me/leave", reason="Moving away", confirmed="1"
        )
        self.assertTrue(url.endswith("/my/goodbye"))
        self.assertIn("/my/join", text)
        self.assertEqual(partner.community_level, "former")
        self.assertEqual(mandate.state, "resigned")
        event = self.env["code.social.event"].search(
            [("action", "=", "member.leave"), ("res_id", "=", partner.id)]
        )
        self.assertEqual(event.reason, "Moving away")
        self.page("/my/people", 404)
        self.assertEqual(self.url_open("/my/people/me/data").status_code, 200)
        self.assertIn("Come back", self.page("/my/join"))
        self.send("/my/join", agreed="1")
        self.assertEqual(partner.member_uid, uid)
        self.page("/my/goodbye", 404)
        self.page("/my/people")


@tagged("post_install", "-at_install", "code_social")
class TestPortalPeopleTours(PeoplePages):
    """Joining and leaving in a real browser, on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_joining_takes_less_than_two_minutes(self):
        """Eight taps, five of them waiting for a page: far under two minutes."""
        self.env["code.social.talent"].create({"name": "Bread (test)"})
        tour = Path(file_path("code_social/static/tests/tours/people_tours.js"))
        steps = tour.read_text(encoding="utf-8").split("web_tour.tours")[1]
        self.assertEqual(len(re.findall(r'run: "click"|click\(\);', steps)), 8)
        begun = time.monotonic()
        self.start_tour("/my", "code_social_portal_join", login=self.customer.login)
        self.assertLess(time.monotonic() - begun, 120)
        partner = self.customer.partner_id
        self.assertEqual(partner.community_level, "sympathiser")
        self.assertEqual(partner.talent_ids.name, "Bread (test)")

    def test_one_s_place_and_leaving(self):
        self.start_tour(
            "/my/community", "code_social_portal_place", login=self.amina.login
        )
        self.assertEqual(self.amina.partner_id.community_level, "former")
