from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from .meeting_common import HOUR, LifeMixin


@tagged("post_install", "-at_install", "code_social")
class TestMeetingPlan(LifeMixin, CodeSocialCommon):
    def test_the_coordinator_and_the_publisher_plan(self):
        for user in (self.rosa, self.publisher):
            meeting = self.planned(user)
            self.assertEqual(meeting.sudo().state, "planned")
            self.assertEqual(meeting.sudo().planned_by_id, user.partner_id)

    def test_nobody_else_plans(self):
        people = (self.amina, self.customer, self.employee, self.manager, self.bruno)
        for user in (*people, self.publisher_b):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.planned(user)
        self.assertFalse(self.Meeting.search([("name", "=", "Spring bread")]))

    def test_planning_twice_with_a_token_is_once(self):
        token = "7b0b5c9c-8a36-4c8e-9d1c-0d1f0c1f2a3b"
        first = self.planned(token=token)
        self.assertEqual(self.planned(token=token), first)

    def test_what_cannot_be_planned_says_why(self):
        for values in (
            {"name": " "},
            {"name": "x" * 201},
            {"start": False},
            {"start": "tomorrow"},
            {"stop": HOUR},
            {"stop": HOUR - timedelta(hours=1)},
            {"stop": HOUR + timedelta(days=4)},
            {"facilitator_id": self.customer.partner_id.id},
            {"facilitator_id": self.bruno.partner_id.id},
            {"facilitator_id": "me"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.planned(**values)
        self.assertFalse(self.Meeting.search([("name", "=", "Spring bread")]))

    def test_a_forged_state_is_dropped(self):
        meeting = self.planned(state="approved", minutes="Forged", agreed_ids=[1])
        self.assertEqual(meeting.sudo().state, "planned")
        self.assertFalse(meeting.sudo().minutes)

    def test_replanning(self):
        meeting = self.planned()
        meeting.with_user(self.facilitator).replan({"place": "The barn"})
        self.assertEqual(meeting.sudo().place, "The barn")
        with self.assertRaises(AccessError):
            meeting.with_user(self.amina).replan({"place": "Home"})
        meeting.with_user(self.facilitator).action_start()
        with self.assertRaises(UserError):
            meeting.with_user(self.rosa).replan({"place": "Home"})
        self.assertEqual(meeting.sudo().place, "The barn")

    def test_company_b_sees_nothing(self):
        meeting, decision = self.planned(), self.opened()
        for user in (self.bruno, self.publisher_b, self.accountant_b):
            for record in (meeting, decision):
                with self.subTest(user.login, model=record._name):
                    mine = record.with_user(user)
                    self.assertFalse(mine.search([("id", "=", record.id)]))
                    with self.assertRaises(AccessError):
                        mine.read(["name"])

    def test_the_commission_knows_its_life(self):
        past, coming = self.closed(self.amina), self.planned()
        seen = self.commission.with_user(self.amina)
        self.assertEqual(seen.next_meeting_id, coming)
        self.assertEqual(seen.last_meeting_id, past)
        self.assertEqual(seen.meeting_count, 2)

    def test_leaving_gives_day_roles_back(self):
        meeting = self.planned()
        self.facilitator.partner_id._leave()
        self.assertFalse(meeting.sudo().facilitator_id)
        self.assertTrue(meeting.sudo().scribe_id)


@tagged("post_install", "-at_install", "code_social")
class TestMeetingSession(LifeMixin, CodeSocialCommon):
    def test_only_its_facilitator_starts_and_closes(self):
        meeting = self.planned()
        others = (self.rosa, self.noe, self.amina, self.publisher, self.manager)
        for user in others:
            with self.subTest(user.login), self.assertRaises(AccessError):
                meeting.with_user(user).action_start()
        mine = meeting.with_user(self.facilitator)
        mine.action_start()
        mine.add_attendance(self.amina.partner_id.id)
        for user in others:
            with self.subTest(user.login), self.assertRaises(AccessError):
                meeting.with_user(user).action_close()
        self.assertEqual(meeting.sudo().state, "in_session")
        mine.action_close()
        self.assertEqual(meeting.sudo().state, "closed")
        with self.assertRaises(UserError):
            mine.action_close()

    def test_a_meeting_without_anybody_does_not_close(self):
        meeting = self.in_session()
        with self.assertRaises(UserError):
            meeting.action_close()
        self.assertEqual(meeting.sudo().state, "in_session")

    def test_the_state_is_not_written_by_hand(self):
        meeting = self.planned()
        for user in (self.facilitator, self.manager, self.publisher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                meeting.with_user(user).write({"state": "closed"})
        with self.assertRaises(AccessError):
            meeting.sudo().write({"state": "closed"})
        with self.assertRaises(AccessError):
            meeting.sudo().write({"name": "Mine"})

    def test_any_member_puts_an_item_on_a_planned_agenda(self):
        meeting = self.planned()
        token = "7b0b5c9c-8a36-4c8e-9d1c-0d1f0c1f2a3c"
        item = meeting.with_user(self.theo).propose_item("Flour", token=token)
        again = meeting.with_user(self.theo).propose_item("Flour", token=token)
        self.assertEqual(item, again)
        self.assertEqual(item.sudo().partner_id, self.theo.partner_id)
        for user in (self.customer, self.employee, self.bruno):
            with self.subTest(user.login), self.assertRaises(AccessError):
                meeting.with_user(user).propose_item("Flour")
        for values in (("",), ("Flour", "party"), ("Flour", "discussion", 700)):
            with self.subTest(values), self.assertRaises(UserError):
                meeting.with_user(self.theo).propose_item(*values)
        meeting.with_user(self.facilitator).action_start()
        with self.assertRaises(UserError):
            meeting.with_user(self.theo).propose_item("Late")
        self.assertEqual(len(meeting.sudo().item_ids), 1)

    def test_an_item_is_taken_off_by_who_proposed_it(self):
        meeting = self.planned()
        item = meeting.with_user(self.theo).propose_item("Flour")
        with self.assertRaises(AccessError):
            item.with_user(self.amina).action_withdraw()
        item.with_user(self.theo).action_withdraw()
        self.assertFalse(meeting.sudo().item_ids)

    def test_presence_is_noted_by_the_facilitator_inside_the_meeting(self):
        meeting = self.in_session(self.amina)
        again = meeting.add_attendance(self.amina.partner_id.id)
        self.assertEqual(meeting.sudo().attendance_ids, again)
        with self.assertRaises(AccessError):
            meeting.with_user(self.amina).add_attendance(self.theo.partner_id.id)
        for person, arrival, departure in (
            (self.customer, None, None),
            (self.bruno, None, None),
            (self.theo, HOUR - timedelta(days=9999), None),
            (self.theo, HOUR, HOUR + timedelta(hours=9)),
            (self.theo, HOUR + timedelta(hours=1), HOUR),
            (self.amina, HOUR + timedelta(minutes=5), None),
        ):
            with self.subTest(person.login, at=arrival), self.assertRaises(UserError):
                meeting.add_attendance(person.partner_id.id, arrival, departure)
        self.assertEqual(len(meeting.sudo().attendance_ids), 1)

    def test_an_action_has_a_date_and_an_owner_who_marks_it_done(self):
        meeting = self.in_session(self.amina)
        day = self.today + timedelta(days=5)
        owner = self.amina.partner_id.id
        task = meeting.add_action("Sow rye", owner, day)
        self.assertEqual(task, meeting.add_action("Sow rye", owner, day))
        self.assertEqual(task.project_id, self.commission.project_id)
        self.assertEqual(task.meeting_id, meeting.sudo())
        self.assertTrue(self.commission.project_id.code_social)
        with self.assertRaises(AccessError):
            meeting.with_user(self.amina).add_action("Sow", owner, day)
        for values in (
            ("", owner, day),
            ("Sow", False, day),
            ("Sow", self.customer.partner_id.id, day),
            ("Sow", owner, False),
            ("Sow", owner, self.today - timedelta(days=1)),
        ):
            with self.subTest(values), self.assertRaises(UserError):
                meeting.add_action(*values)
        Task = self.env["project.task"]
        self.assertEqual(Task.with_user(self.amina)._my_actions(), task)
        self.assertFalse(Task.with_user(self.theo)._my_actions())
        mine = Task.browse(task.id)
        for user in (self.theo, self.publisher, self.customer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                mine.with_user(user).action_mark_done()
        mine.with_user(self.amina).action_mark_done()
        mine.with_user(self.amina).action_mark_done()
        self.assertEqual(task.state, "1_done")

    def test_a_contribution_says_at_which_meeting(self):
        meeting = self.closed(self.amina)
        work = self.log(self.amina, meeting_id=meeting.id)
        self.assertEqual(work.sudo().meeting_id, meeting.sudo())
        with self.assertRaises(UserError):
            self.log(self.bruno, meeting_id=meeting.id, project_id=False)
