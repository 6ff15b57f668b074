from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from .portal_common import PIXEL, PROGRAM, PortalCommon

NEW = "/my/contributions/new"


@tagged("post_install", "-at_install", "code_social")
class TestPortalNote(PortalCommon):
    def setUp(self):
        super().setUp()
        self.sign_in(self.amina)

    def refused(self, sentence, files=None, **values):
        """Send a form that is to be mended; check that nothing was stored or lost."""
        before = self.mine(self.amina)
        form = self.form(**values)
        text, _url = self.send(NEW, form, files, status=422)
        self.assertIn(sentence, text)
        self.assertIn("Nothing is lost", text)
        self.assertEqual(self.mine(self.amina), before)
        self.assertIn(form["token"], text)
        return text

    # --- What goes well ---

    def test_three_fields_are_enough(self):
        text, url = self.send(NEW, self.form())
        contribution = self.mine(self.amina)
        self.assertEqual(len(contribution), 1)
        self.assertRecordValues(
            contribution,
            [
                {
                    "name": "Singing with the families",
                    "nature_id": self.transmission.id,
                    "quantity": 1.5,
                    "date": self.today,
                    "state": "declared",
                    "origin": "portal",
                    "entered_by_id": self.amina.partner_id.id,
                }
            ],
        )
        self.assertIn(f"/my/contributions/{contribution.id}/done", url)
        self.assertIn("It is noted, thank you", text)
        self.assertIn("Undo", text)

    def test_joy_alone_is_one_gesture(self):
        self.send(NEW, {"joy": "1", "when": "today"})
        contribution = self.mine(self.amina)
        self.assertEqual(contribution.nature_id, self.joy)
        self.assertEqual(contribution.name, self.joy.name)
        self.assertEqual(contribution.quantity, 0)

    def test_joy_comes_with_what_was_brought(self):
        self.send(NEW, self.form(joy="1"))
        both = self.mine(self.amina)
        self.assertEqual(len(both), 2)
        self.assertEqual(both[1].companion_id, both[0])

    def test_zero_is_a_whole_contribution(self):
        self.send(NEW, self.form(quantity="0"))
        self.assertEqual(self.mine(self.amina).quantity, 0)

    def test_yesterday_and_another_day(self):
        self.send(NEW, self.form(when="yesterday"))
        day = self.today - timedelta(days=9)
        self.send(NEW, self.form(when="other", date=day.isoformat()))
        self.assertEqual(
            self.mine(self.amina).mapped("date"),
            [self.today - timedelta(days=1), day],
        )

    def test_the_long_list_works_without_javascript(self):
        self.send(
            NEW,
            self.form(
                nature_id="other", nature_other=self.hospitality.id, quantity="4"
            ),
        )
        contribution = self.mine(self.amina)
        self.assertEqual(contribution.nature_id, self.hospitality)
        self.assertEqual(contribution.quantity, 4)

    def test_a_guessed_nature_is_shown_before_it_is_kept(self):
        text = self.refused(
            "Nature guessed from the title", name="Workshop", nature_id=""
        )
        self.assertRegex(text, rf'value="{self.transmission.id}"\s+checked="checked"')

    def test_chips_follow_the_title(self):
        chips = self.make_jsonrpc_request(
            "/my/contributions/guess", {"title": "A shared meal for all"}
        )
        self.assertEqual(chips[0]["id"], self.hospitality.id)

    def test_co_contributors_and_a_photo(self):
        files = [("photo", ("choir.jpg", PIXEL, "image/jpeg"))]
        form = self.form(
            co_partner=self.noe.partner_id.id,
            co_share="40",
            beneficiary_ids=self.rosa.partner_id.id,
        )
        self.send(NEW, form, files)
        contribution = self.mine(self.amina)
        self.assertEqual(
            contribution.partner_ids, self.amina.partner_id | self.noe.partner_id
        )
        self.assertEqual(contribution.share_ids.mapped("share"), [60.0, 40.0])
        self.assertEqual(contribution.beneficiary_ids, self.rosa.partner_id)
        self.assertEqual(len(contribution._evidence()), 1)

    def test_members_are_found_by_name_and_customers_are_not(self):
        found = self.make_jsonrpc_request("/my/code-social/people", {"term": "(test)"})
        names = {card["name"] for card in found}
        self.assertIn(self.noe.name, names)
        self.assertNotIn(self.customer.name, names)
        self.assertNotIn(self.bruno.name, names)
        self.assertNotIn(self.amina.name, names)

    # --- What is to be mended ---

    def test_an_empty_title(self):
        text = self.refused("Say in a few words what was brought.", name="  ")
        self.assertIn('value="1 h 30"', text)
        self.assertRegex(text, rf'value="{self.transmission.id}"\s+checked="checked"')

    def test_a_negative_quantity(self):
        text = self.refused("Write a number from 0 up", quantity="-2", joy="1")
        self.assertIn('value="Singing with the families"', text)
        self.assertIn('value="-2"', text)
        self.assertRegex(text, r'name="joy"\s+value="1"\s+checked="checked"')

    def test_more_than_a_day(self):
        text = self.refused("A day has 24 hours", quantity="36 h")
        self.assertIn('value="36 h"', text)

    def test_more_than_a_day_in_several_notes(self):
        self.send(NEW, self.form(quantity="20"))
        text = self.refused("A day has 24 hours", quantity="5")
        self.assertIn('value="5"', text)

    def test_a_day_to_come(self):
        day = (self.today + timedelta(days=2)).isoformat()
        text = self.refused("This day has not come yet", when="other", date=day)
        self.assertIn(f'value="{day}"', text)

    def test_a_day_that_is_none(self):
        self.refused("Write the day", when="other", date="yesterday morning")
        self.refused("Choose the day", when="other", date="")

    def test_a_project_one_may_not_see(self):
        hidden = self._create_project(
            "Hidden (test)", self.company_a, privacy_visibility="followers"
        )
        text = self.refused("This project is not open here", project_id=hidden.id)
        self.assertNotIn("Hidden (test)", text)

    def test_an_archived_nature(self):
        self.hospitality.active = False
        self.refused("is no longer used", nature_id=self.hospitality.id)

    def test_a_group_is_no_nature(self):
        group = self.env.ref("code_social.nature_group_making")
        self.refused("Choose what kind", nature_id=group.id)

    def test_a_photo_too_large(self):
        files = [("photo", ("big.jpg", PIXEL + b"\x00" * (50 << 20), "image/jpeg"))]
        text = self.refused("is larger than 10 MB", files)
        self.assertIn("Choose the photo again", text)

    def test_a_program_named_like_a_photo(self):
        files = [("photo", ("cat.jpg", PROGRAM, "image/jpeg"))]
        self.refused("is not a photo or a PDF", files)

    def test_mark_up_in_a_title_is_text(self):
        nasty = '<script>alert("x")</script>'
        text = self.refused("A day has 24 hours", name=nasty, quantity="36")
        self.assertNotIn(nasty, text)
        self.send(NEW, self.form(name=nasty))
        contribution = self.mine(self.amina)
        for url in ("", f"/{contribution.id}", f"/{contribution.id}/done"):
            self.assertNotIn(nasty, self.page(f"/my/contributions{url}"))

    def test_a_link_that_runs_code(self):
        self.refused("Write the whole link", link="javascript:alert(1)")

    def test_posting_as_somebody_else(self):
        self.send(
            NEW,
            self.form(
                partner_id=self.noe.partner_id.id,
                entered_by_id=self.noe.partner_id.id,
                state="acknowledged",
            ),
        )
        self.assertFalse(self.mine(self.noe))
        contribution = self.mine(self.amina)
        self.assertEqual(contribution.entered_by_id, self.amina.partner_id)
        self.assertEqual(contribution.state, "declared")

    def test_shares_that_leave_nothing(self):
        text = self.refused(
            "leave you a part", co_partner=self.noe.partner_id.id, co_share="100"
        )
        self.assertIn(self.noe.name, text)

    def test_a_person_of_elsewhere(self):
        self.refused(
            "Choose people of the community", beneficiary_ids=self.bruno.partner_id.id
        )

    # --- Twice is once ---

    def test_a_double_tap_notes_once(self):
        form = self.form(joy="1")
        files = [("photo", ("choir.jpg", PIXEL, "image/jpeg"))]
        _text, first = self.send(NEW, form, files)
        _text, second = self.send(NEW, form, files)
        self.assertEqual(first, second)
        both = self.mine(self.amina)
        self.assertEqual(len(both), 2, "what was brought, and its joy")
        self.assertEqual(len(both[0]._evidence()), 1)

    def test_a_retry_after_a_failure_notes_once(self):
        form = self.form()
        model = self.registry["code.social.contribution"]
        failure = patch.object(model, "_attach_once", side_effect=RuntimeError)
        with failure, self.assertLogs("odoo.http", "ERROR"):
            self.send(NEW, form, status=500)
        self.assertFalse(self.mine(self.amina), "nothing half done")
        self.send(NEW, form)
        self.send(NEW, form)
        self.assertEqual(len(self.mine(self.amina)), 1)

    def test_undo(self):
        self.send(NEW, self.form(joy="1"))
        both = self.mine(self.amina)
        self.send(f"/my/contributions/{both[0].id}/withdraw")
        self.assertEqual(set(both.mapped("state")), {"withdrawn"})

    def test_without_the_sign_of_the_session_nothing_is_noted(self):
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self.url_open(NEW, data=self.form())
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.mine(self.amina))
