from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from .meeting_common import HOUR, LifeMixin

TEXT = "<p>We bake on Fridays.</p>"


@tagged("post_install", "-at_install", "code_social")
class TestMinutes(LifeMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Noé is the scribe.
        cls.meeting = cls.closed(cls.amina, cls.noe, cls.theo, cls.facilitator)

    def proposed(self):
        self.meeting.with_user(self.noe).action_propose_minutes(TEXT)
        return self.meeting

    def approved(self):
        self.proposed()
        for user in (self.amina, self.theo):
            self.meeting.with_user(user).action_agree_minutes()
        self.meeting.with_user(self.facilitator).action_approve_minutes()
        return self.meeting.sudo()

    def test_the_scribe_or_the_facilitator_writes(self):
        for user in (self.amina, self.rosa, self.publisher, self.customer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.meeting.with_user(user).action_propose_minutes(TEXT)
        with self.assertRaises(UserError):
            self.meeting.with_user(self.noe).action_propose_minutes("<p> </p>")
        self.proposed()
        self.assertEqual(self.meeting.sudo().minutes_state, "proposed")
        with self.assertRaises(UserError):
            self.meeting.with_user(self.noe).action_propose_minutes(TEXT)

    def test_no_minutes_before_closing(self):
        meeting = self.in_session(self.amina)
        with self.assertRaises(UserError):
            meeting.with_user(self.noe).action_propose_minutes(TEXT)

    def test_nobody_approves_alone(self):
        self.proposed()
        mine = self.meeting.with_user(self.facilitator)
        with self.assertRaises(UserError):
            mine.action_approve_minutes()
        mine.action_agree_minutes()
        with self.assertRaises(UserError):
            mine.action_approve_minutes()
        for user in (self.noe, self.rosa, self.publisher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.meeting.with_user(user).action_agree_minutes()
        self.meeting.with_user(self.amina).action_agree_minutes()
        self.meeting.with_user(self.amina).action_agree_minutes()
        for user in (self.amina, self.rosa, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.meeting.with_user(user).action_approve_minutes()
        mine.action_approve_minutes()
        self.assertEqual(self.meeting.sudo().state, "approved")

    def test_a_correction_asks_everybody_again(self):
        self.proposed()
        version = self.meeting.sudo().minutes_version
        self.meeting.with_user(self.amina).action_agree_minutes(version)
        self.meeting.with_user(self.theo).action_ask_correction("Saturdays, no?")
        self.assertIn("Saturdays", self.meeting.sudo().message_ids[0].body)
        self.meeting.with_user(self.noe).action_correct_minutes("<p>Saturdays.</p>")
        self.assertFalse(self.meeting.sudo().agreed_ids)
        with self.assertRaises(UserError):
            self.meeting.with_user(self.theo).action_agree_minutes(version)
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.rosa).action_ask_correction("Not there")
        self.assertIn(self.meeting, self.Meeting.with_user(self.theo)._to_agree())
        self.assertNotIn(self.meeting, self.Meeting.with_user(self.noe)._to_agree())

    def test_dangerous_minutes_are_cleaned(self):
        self.meeting.with_user(self.noe).action_propose_minutes(
            "<p>Hello<script>alert(1)</script></p>"
        )
        self.assertNotIn("script", self.meeting.sudo().minutes)

    def test_approved_minutes_are_sealed_on_every_path(self):
        before = self.env["ir.attachment"].create(
            {
                "name": "plan.txt",
                "raw": b"plan",
                "res_model": self.meeting._name,
                "res_id": self.meeting.id,
            }
        )
        meeting = self.approved()
        admin = self.env.ref("base.user_admin")
        for env_user in (admin, self.manager, self.facilitator, self.noe):
            for call in (
                lambda one: one.write({"minutes": "Mine"}),
                lambda one: one.write({"name": "Mine"}),
                lambda one: one.unlink(),
                lambda one: one.web_save({"minutes": "Mine"}, {}),
            ):
                for record in (meeting.with_user(env_user), meeting):
                    with self.subTest(env_user.login, su=record.env.su):
                        with self.assertRaises(UserError):
                            call(record)
        self.Meeting.sudo().load([".id", "minutes"], [[str(meeting.id), "Loaded"]])
        for child in (*meeting.attendance_ids,):
            with self.assertRaises(UserError):
                child.sudo().write({"arrival": HOUR})
            with self.assertRaises(UserError):
                child.sudo().unlink()
        for values in ({"raw": b"forged"}, {"res_id": 0}):
            with self.assertRaises(UserError):
                before.write(values)
        with self.assertRaises(UserError):
            before.unlink()
        for call in (
            lambda: meeting.with_user(self.noe).action_correct_minutes("<p>x</p>"),
            lambda: meeting.with_user(self.facilitator).add_turn(
                self.amina.partner_id.id, HOUR, 60
            ),
            lambda: meeting.with_user(self.facilitator).add_attendance(
                self.rosa.partner_id.id
            ),
            lambda: meeting.with_user(self.facilitator).add_action(
                "Late", self.amina.partner_id.id, self.today
            ),
        ):
            with self.assertRaises(UserError):
                call()
        self.assertEqual(meeting.minutes, TEXT)
        self.assertEqual(meeting._proof_state("minutes"), "kept")
        self.assertFalse(before._seal_broken())

    def test_who_is_held_by_sealed_minutes_does_not_vanish(self):
        meeting = self.approved()
        self.assertIn(meeting, self.noe.partner_id._sealed_rows())
        stretches = self.theo.partner_id._sealed_rows()
        self.assertTrue(
            any(rows._name == "code.social.attendance" and rows for rows in stretches)
        )
