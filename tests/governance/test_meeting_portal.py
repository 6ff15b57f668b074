from datetime import timedelta

from odoo.tests import tagged

from ..contribution.portal_common import PortalCommon
from .meeting_common import HOUR, LifeMixin


@tagged("post_install", "-at_install", "code_social")
class TestMeetingPortal(LifeMixin, PortalCommon):
    def test_closed_to_those_who_never_joined_and_to_company_b(self):
        meeting, decision = self.planned(), self.opened()
        urls = (
            f"/my/commissions/{self.commission.id}",
            f"/my/meetings/{meeting.id}",
            f"/my/meetings/{meeting.id}/speak",
            f"/my/meetings/{meeting.id}/edit",
            f"/my/decisions/{decision.id}",
            "/my/meetings/99999999",
            "/my/decisions/99999999",
            "/my/meetings/new",
        )
        for user in (self.customer, self.bruno):
            self.sign_in(user)
            pages = {self.same_but_for_tokens(self.page(url, 404)) for url in urls}
            self.assertEqual(len(pages), 1)
        self.sign_in(self.customer)
        for url in ("/my/commissions", "/my/decisions", "/my/actions"):
            self.page(url, 404)

    def test_home_leads_to_the_commission_and_its_life(self):
        self.planned()
        decision = self.opened()
        self.sign_in(self.noe)
        rooms = self.page("/my/community")
        for url in ("/my/commissions", "/my/decisions", "/my/actions"):
            self.assertIn(f'href="{url}"', rooms)
        self.assertIn(f"/my/decisions/{decision.id}", self.page("/my/code-social"))
        self.assertIn("Bread (test)", self.page("/my/commissions"))
        page = self.page(f"/my/commissions/{self.commission.id}")
        for text in ("Bake together", "Rosa (test)", "Spring bread", "A new oven"):
            self.assertIn(text, page)
        self.assertNotIn("Plan a meeting", page)

    def test_the_coordinator_plans_on_a_phone(self):
        self.sign_in(self.rosa)
        url = f"/my/meetings/new?commission_id={self.commission.id}"
        self.assertIn("Plan this meeting", self.page(url))
        form = {
            "name": "Rye or wheat",
            "commission_id": self.commission.id,
            "start": "2030-05-06T18:00",
            "stop": "2030-05-06T17:00",
            "place": "The barn",
            "token": "7b0b5c9c-8a36-4c8e-9d1c-0d1f0c1f2a40",
            "facilitator_id": self.facilitator.partner_id.id,
        }
        text, _url = self.send("/my/meetings/new", form, status=422)
        self.assertIn("ends after it starts", text)
        self.assertIn("Rye or wheat", text)
        self.assertIn("The barn", text)
        form["stop"] = "2030-05-06T20:00"
        for _twice in range(2):
            self.send("/my/meetings/new", form)
        meeting = self.Meeting.search([("name", "=", "Rye or wheat")])
        self.assertEqual(len(meeting), 1)
        self.send(f"/my/meetings/{meeting.id}/edit", dict(form, place="Outside"))
        self.assertEqual(meeting.place, "Outside")
        self.sign_in(self.amina)
        self.page("/my/meetings/new", 404)
        self.send("/my/meetings/new", form, status=404)

    def test_a_member_puts_an_item_on_the_agenda(self):
        meeting = self.planned()
        self.sign_in(self.sage)
        url = f"/my/meetings/{meeting.id}"
        self.assertIn("Put an item on it", self.page(url))
        bad = {"title": "Flour", "minutes": "999", "kind": "decision"}
        text, _url = self.send(f"{url}/propose-item", bad, status=422)
        self.assertIn("Flour", text)
        self.assertIn("600 minutes", text)
        self.send(f"{url}/propose-item", dict(bad, minutes="15"))
        self.assertEqual(meeting.sudo().item_ids.name, "Flour")
        item = meeting.sudo().item_ids
        self.send(f"{url}/withdraw-item", {"item_id": item.id})
        self.assertFalse(meeting.sudo().item_ids)

    def test_a_meeting_from_start_to_sealed_minutes(self):
        meeting = self.planned()
        url = f"/my/meetings/{meeting.id}"
        self.sign_in(self.facilitator)
        self.send(f"{url}/start")
        for user in (self.amina, self.theo, self.noe):
            self.send(f"{url}/presence", {"partner_id": user.partner_id.id, "at": "0"})
        # The session began long before the hour planned for it.
        first = meeting._bounds()[0]
        self.assertEqual(len(meeting.sudo().attendance_ids), 3)
        turn = {"partner_id": self.amina.partner_id.id, "at": "0:00", "kind": "debate"}
        text, _url = self.send(f"{url}/turn", dict(turn, **{"for": "-2"}), status=422)
        self.assertIn("minutes:seconds", text)
        self.send(f"{url}/turn", dict(turn, **{"for": "2:30"}))
        turn["partner_id"] = self.theo.partner_id.id
        self.send(f"{url}/turn", dict(turn, passed="1"))
        turns = meeting._turns()
        self.assertEqual(turns.mapped("seconds"), [150, 0])
        self.assertEqual(set(turns.mapped("start")), {first})
        self.assertIn("Whom do we not hear yet?", self.page(f"{url}/speak"))
        self.send(
            f"{url}/add-action",
            {
                "title": "Sow rye",
                "owner_id": self.amina.partner_id.id,
                "deadline": self.today,
            },
        )
        self.send(f"{url}/close")
        self.assertEqual(meeting.sudo().state, "closed")
        self.sign_in(self.noe)
        self.send(f"{url}/minutes", {"minutes": "We bake on Fridays."})
        self.page(f"{url}/speak", 404)
        self.send(f"{url}/turn", dict(turn, **{"for": "1"}), status=404)
        self.sign_in(self.amina)
        home = self.page("/my/code-social")
        self.assertIn("Sow rye", home)
        self.assertIn(f"{url}#cs_meeting_minutes", home)
        page = self.page(url)
        self.assertIn("2 min 30 s", page)
        self.assertIn("We bake on Fridays.", page)
        self.assertIn("Sow rye", self.page("/my/actions"))
        self.send(f"{url}/agree", {"version": 1})
        self.send(f"{url}/approve", status=404)
        self.sign_in(self.theo)
        self.assertNotIn("2 min 30 s", self.page(url))
        self.send(f"{url}/ask-correction", {"text": "Which Friday?"})
        self.assertIn("Which Friday?", self.page(url))
        self.send(f"{url}/agree", {"version": 1})
        self.sign_in(self.facilitator)
        self.send(f"{url}/approve")
        self.assertEqual(meeting.sudo().state, "approved")

    def test_one_s_actions_are_marked_done(self):
        meeting = self.in_session(self.amina)
        day = self.today + timedelta(days=3)
        task = meeting.add_action("Sow rye", self.amina.partner_id.id, day)
        self.sign_in(self.theo)
        self.assertNotIn("Sow rye", self.page("/my/actions"))
        self.send(f"/my/actions/{task.id}/done", status=404)
        self.sign_in(self.amina)
        self.send(f"/my/actions/{task.id}/done")
        self.assertEqual(task.sudo().state, "1_done")
        self.assertNotIn("Sow rye", self.page("/my/actions"))

    def test_what_the_room_sees_after_closing(self):
        meeting = self.in_session(self.amina, self.noe, self.theo)
        for rank, user in enumerate((self.amina, self.noe, self.theo)):
            start = HOUR + timedelta(minutes=10 * rank)
            meeting.add_turn(user.partner_id.id, start, 600)
        meeting.action_close()
        self.sign_in(self.rosa)
        page = self.page(f"/my/meetings/{meeting.id}")
        self.assertIn("Words were well shared", page)
        self.assertNotIn("My speaking time", page)


@tagged("post_install", "-at_install", "code_social")
class TestDecisionPortal(LifeMixin, PortalCommon):
    def test_from_the_proposal_to_the_register(self):
        self.sign_in(self.amina)
        form = {
            "name": "A new oven",
            "text": "We buy an oven.",
            "commission_id": self.commission.id,
            "mode": "consent",
            "electorate": "commission",
            "quorum": "150",
            "closes_on": self.today,
            "token": "7b0b5c9c-8a36-4c8e-9d1c-0d1f0c1f2a41",
        }
        text, _url = self.send("/my/decisions/new", form, status=422)
        self.assertIn("from 0 to 100", text)
        self.assertIn("We buy an oven.", text)
        for _twice in range(2):
            self.send("/my/decisions/new", dict(form, quorum="50"))
        decision = self.Decision.search([("name", "=", "A new oven")])
        self.assertEqual(len(decision), 1)
        url = f"/my/decisions/{decision.id}"
        self.send(f"{url}/edit", dict(form, quorum="25"))
        self.assertEqual(decision.quorum, 25)
        self.send(f"{url}/open", status=404)
        self.sign_in(self.rosa)
        self.send(f"{url}/open")
        self.sign_in(self.noe)
        text, _url = self.send(
            f"{url}/position", {"kind": "object", "reason": ""}, status=422
        )
        self.assertIn("Say why", text)
        self.send(f"{url}/position", {"kind": "concern", "reason": "It is dear"})
        self.assertIn("It is dear", self.page(url))
        self.sign_in(self.sage)
        self.send(f"{url}/position", {"kind": "agree"}, status=404)
        self.sign_in(self.amina)
        text, _url = self.send(f"{url}/edit", dict(form, name="Two"), status=422)
        self.assertIn("no longer change", text)
        self.assertIn('value="Two"', text)
        self.sign_in(self.rosa)
        self.send(f"{url}/close")
        self.assertEqual(decision.state, "adopted")
        self.sign_in(self.sage)
        self.assertIn("A new oven", self.page("/my/decisions"))
        self.assertIn("minority opinion", self.page(url))
