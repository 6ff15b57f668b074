"""Calls, aid and draws as people use them: pages, forms, what awaits."""

import re
import uuid

from odoo.tests import tagged

from ..contribution.portal_common import PortalCommon
from .bond_common import SECRETS, BondMixin


@tagged("post_install", "-at_install", "code_social")
class TestBondPortal(BondMixin, PortalCommon):
    def test_the_rooms_and_empty_pages(self):
        self.sign_in(self.noe)
        rooms = self.page("/my/community")
        for kind in ("aid", "calls", "draws"):
            self.assertIn(f'href="/my/{kind}"', rooms)
            self.page(f"/my/{kind}")
        # Who is no author has no form, and nobody prepares a draw here.
        self.page("/my/calls/new", status=404)
        self.page("/my/draws/new", status=404)
        self.send("/my/draws/new", {"name": "Mine"}, status=404)
        self.sign_in(self.customer)
        for kind in ("aid", "calls", "draws"):
            for url in (f"/my/{kind}", f"/my/{kind}/new", f"/my/{kind}/1"):
                self.page(url, status=404)

    def test_a_call_keeps_what_was_typed_and_asks(self):
        self.noe.partner_id.talent_ids = self.song
        self.sign_in(self.amina)
        self.page("/my/calls/new")
        form = {
            "token": str(uuid.uuid4()),
            "project_id": str(self.project.id),
            "name": "A choir <for> the feast",
            "wanted": "2",
            "words": "Sunday at noon",
        }
        text, _url = self.send("/my/calls/new", form, status=422)
        self.assertIn("Choose at least one talent", text)
        self.assertIn("Sunday at noon", text)
        box = f"talent_{self.music.id}"
        typed = {**form, box: "1", "wanted": "many"}
        text, _url = self.send("/my/calls/new", typed, status=422)
        self.assertRegex(text, rf'name="{box}"[^>]*checked')
        self.assertNotIn("<for>", text)
        form[box] = "1"
        for _again in range(2):
            _text, url = self.send("/my/calls/new", form)
        call = self.Call.search([("name", "=", form["name"])])
        self.assertEqual(len(call), 1)
        self.assertTrue(url.endswith(f"/my/calls/{call.id}"))
        self.assertEqual(self.asked(call).partner_id, self.noe.partner_id)

    def test_yes_and_no_take_the_same_effort(self):
        self.noe.partner_id.talent_ids = self.song
        call = self.call()
        path = f"/my/calls/{call.id}"
        self.sign_in(self.noe)
        self.assertIn(path, self.page("/my/code-social"))
        text = self.page(path)
        buttons = {
            verb: re.search(rf'action="{path}/{verb}".*?<button\s+([^>]*)>', text, re.S)
            for verb in ("accept", "decline")
        }
        self.assertTrue(all(buttons.values()))
        self.assertEqual(len({found[1] for found in buttons.values()}), 1)
        self.send(f"{path}/decline")
        self.assertNotIn(path, self.page("/my/code-social"))
        self.sign_in(self.amina)
        self.assertNotIn(self.noe.name, self.page(path))
        self.sign_in(self.noe)
        self.send(f"{path}/offer")
        self.sign_in(self.rosa)
        self.assertNotIn(self.noe.name, self.page(path))
        self.send(f"{path}/accept", status=404)
        self.send(f"{path}/close", status=404)
        self.sign_in(self.amina)
        self.assertIn(self.noe.name, self.page(path))
        self.send(f"{path}/close")
        self.sign_in(self.rosa)
        text = self.page(path)
        self.assertIn("Association of talents", text)
        self.assertIn(self.noe.name, text)
        text, _url = self.send(f"{path}/offer", status=422)
        self.assertIn("no more answers", text)

    def test_yes_to_a_call_that_closed_meanwhile(self):
        self.noe.partner_id.talent_ids = self.song
        call = self.call()
        self.sign_in(self.noe)
        path = f"/my/calls/{call.id}"
        self.page(path)
        call.action_close()
        text, _url = self.send(f"{path}/offer", status=422)
        self.assertIn("no more answers", text)

    def test_aid_from_one_phone_to_the_other(self):
        self.sign_in(self.amina)
        form = {
            "token": str(uuid.uuid4()),
            "kind": "need",
            "name": "A ladder for the pears",
            "until": "2001-01-01",
            "words": "Until Sunday",
        }
        text, _url = self.send("/my/aid/new", form, status=422)
        self.assertIn("This day is past", text)
        self.assertIn("Until Sunday", text)
        form["until"] = ""
        for _again in range(2):
            self.send("/my/aid/new", form)
        aid = self.Aid.search([("name", "=", form["name"])])
        self.assertEqual(len(aid), 1)
        path = f"/my/aid/{aid.id}"
        self.send(f"{path}/match", {"words": "Me"}, status=404)
        self.assertNotIn("I can help", self.page(path))

        self.sign_in(self.noe)
        self.assertIn("I can help", self.page(path))
        self.send(f"{path}/match", {"words": "On Friday"})
        self.send(f"{path}/accept", status=404)

        self.sign_in(self.theo)
        self.page(path, status=404)

        self.sign_in(self.amina)
        self.assertIn(path, self.page("/my/code-social"))
        self.assertIn("On Friday", self.page(path))
        self.send(f"{path}/accept")
        self.assertIn("Say thank you", self.page("/my/code-social"))
        text, _url = self.send(f"{path}/thank", {"words": " "}, status=422)
        self.assertIn("A word is enough", text)
        self.send(f"{path}/thank", {"words": "The pears are in"})
        self.assertEqual(aid.state, "thanked")
        text, _url = self.send(f"{path}/thank", {"words": "Again"}, status=422)
        self.assertIn("moved on", text)
        self.assertNotIn(path, self.page("/my/code-social"))

    def test_what_could_meet_shows(self):
        need = self.aid(self.amina, talent_id=self.song.id)
        offer = self.aid(self.noe, "offer", talent_id=self.music.id, name="A voice")
        self.sign_in(self.amina)
        text = self.page(f"/my/aid/{need.id}")
        self.assertIn("These could meet", text)
        self.assertIn(f"/my/aid/{offer.id}", text)

    def test_a_draw_from_the_witnesses_to_all(self):
        draw = self.committed()
        path = f"/my/draws/{draw.id}"
        self.sign_in(self.amina)
        self.page(path, status=404)
        for name, secret in SECRETS.items():
            self.sign_in(getattr(self, name))
            self.assertIn(path, self.page("/my/code-social"))
            self.assertNotIn(SECRETS["rosa"], self.page(path))
            text, _url = self.send(f"{path}/give", {"secret": "short"}, status=422)
            self.assertIn('value="short"', text)
            self.send(f"{path}/give", {"secret": secret})
        self.send(f"{path}/reveal")
        for name, secret in SECRETS.items():
            self.sign_in(getattr(self, name))
            text, _url = self.send(f"{path}/open", {"secret": "Other"}, status=422)
            self.assertIn("not the secret you gave", text)
            self.send(f"{path}/open", {"secret": secret})
        self.assertEqual(draw.state, "published")
        self.sign_in(self.amina)
        text = self.page(path)
        self.assertIn("The same people come out", text)
        self.assertIn(SECRETS["rosa"], text)
        self.assertIn("You are one of the candidates", text)
        for person in draw.sudo().drawn_ids:
            self.assertIn(person.name, text)
        self.assertIn(path, self.page("/my/draws"))
        self.send(f"{path}/give", {"secret": "A sentence of mine"}, status=404)
        self.sign_in(self.bruno)
        self.page(path, status=404)
