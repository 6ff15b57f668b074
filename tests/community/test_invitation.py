"""Invitations to the portal leave by the scheduler, and nobody has two."""

from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CodeSocialCommon


@tagged("post_install", "-at_install", "code_social")
class TestInvitation(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Invitation = cls.env["code.social.invitation"]
        cls.people = cls.new_people(3)
        cls.people._join()

    @classmethod
    def new_people(cls, count, prefix="guest"):
        return cls.env["res.partner"].create(
            [
                {
                    "name": f"{prefix} {n}",
                    "email": f"{prefix}{n}@example.org",
                    "company_id": cls.company_a.id,
                }
                for n in range(count)
            ]
        )

    def invite(self, people, user=None):
        action = people.with_user(user or self.publisher).action_invite_portal()
        return self.env["code.social.invitation.batch"].browse(action["res_id"])

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("code_social.cron_invitations").method_direct_trigger()
        self.env.invalidate_all()

    def mails_to(self, people):
        return self.env["mail.mail"].search([("recipient_ids", "in", people.ids)])

    def test_who_may(self):
        for user in (self.amina, self.employee, self.accountant, self.customer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.invite(self.people, user=user)
        self.assertFalse(
            self.Invitation.search([("partner_id", "in", self.people.ids)])
        )

    def test_they_leave_by_the_scheduler_once(self):
        batch = self.invite(self.people)
        self.assertEqual(batch.invitation_ids.mapped("state"), ["waiting"] * 3)
        self.assertEqual(batch.progress_text, "0 of 3 sent")
        self.assertFalse(self.people.user_ids)
        self.run_cron()
        self.run_cron()
        self.assertEqual(batch.invitation_ids.mapped("state"), ["sent"] * 3)
        self.assertEqual((batch.progress, batch.progress_text), (100, "3 of 3 sent"))
        self.assertEqual(len(self.people.user_ids), 3)
        for user in self.people.user_ids:
            self.assertTrue(user.has_group("base.group_portal"))
            self.assertTrue(user.has_group("code_social.group_member"))
            self.assertFalse(user.has_group("base.group_user"))
        mails = self.mails_to(self.people)
        self.assertEqual(len(mails), 3)
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        self.assertIn("/web/signup?", mails[0].body_html)
        with self.assertRaisesRegex(UserError, "already has access"):
            self.invite(self.people)

    def test_who_is_invited_already_is_left_aside(self):
        self.invite(self.people[0])
        batch = self.invite(self.people | self.noe.partner_id)
        self.assertEqual(batch.invitation_ids.partner_id, self.people[1:])
        self.assertEqual(batch.known_count, 2)

    @mute_logger("odoo.sql_db")
    def test_two_at_once_is_refused_by_the_database(self):
        row = self.invite(self.people[0]).invitation_ids
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            row._by_method().copy(
                {
                    "batch_id": row.batch_id.id,
                    "partner_id": row.partner_id.id,
                    "company_id": row.company_id.id,
                }
            )

    def test_who_cannot_be_invited_is_told_in_a_sentence(self):
        one, _two, three = self.people
        values = {"company_id": self.company_a.id}
        Partner = self.env["res.partner"]
        mute = Partner.create({"name": "Mute", **values})
        odd = Partner.create({"name": "Odd", "email": "not an address", **values})
        twin = Partner.create({"name": "Twin", "email": "GUEST0@example.org", **values})
        club = Partner.create(
            {"name": "Club", "is_company": True, "email": "c@example.org", **values}
        )
        namesake = Partner.create(
            {"name": "Login", "email": self.noe.partner_id.email, **values}
        )
        self.noe.login = "login@example.org"
        self.noe.partner_id.email = "elsewhere@example.org"
        namesake.email = "login@example.org"
        self.rosa.active = False
        everybody = (
            one | mute | odd | twin | club | namesake | self.rosa.partner_id | three
        )
        batch = self.invite(everybody)
        problems = {row.partner_id: row.problem for row in batch.invitation_ids}
        for person, said in (
            (one, "Twin has the same e-mail"),
            (twin, "guest 0 has the same e-mail"),
            (mute, "No e-mail"),
            (odd, "not an address"),
            (club, "organisation"),
            (namesake, "somebody else's account"),
            (self.rosa.partner_id, "login was closed"),
        ):
            self.assertIn(said, problems[person])
        self.assertFalse(problems[three])
        self.assertEqual((batch.waiting_count, batch.failed_count), (1, 7))
        self.run_cron()
        self.assertEqual(batch.progress_text, "1 of 1 sent")
        # What was mended is invited again.
        twin.email = "twin@example.org"
        again = self.invite(one | twin)
        self.assertEqual(again.invitation_ids.mapped("state"), ["waiting"] * 2)

    def test_what_changed_meanwhile_is_seen_when_it_leaves(self):
        batch = self.invite(self.people)
        self.people[0].email = False
        self.people[1].email = self.people[2].email
        self.run_cron()
        self.assertEqual(batch.invitation_ids.mapped("state"), ["failed"] * 3)
        self.assertFalse(self.people.user_ids)

    def test_it_can_be_stopped(self):
        batch = self.invite(self.people)
        with self.assertRaises(AccessError):
            batch.with_user(self.accountant).action_cancel()
        self.assertTrue(batch.with_user(self.manager).can_cancel)
        batch.with_user(self.manager).action_cancel()
        batch.with_user(self.manager).action_cancel()
        self.run_cron()
        self.assertEqual(batch.invitation_ids.mapped("state"), ["cancelled"] * 3)
        self.assertFalse(self.mails_to(self.people))
        self.assertTrue(self.invite(self.people).waiting_count)

    def test_a_crash_in_the_middle_takes_its_batch_back(self):
        batch = self.invite(self.people)
        line = type(self.env["portal.wizard.user"])
        grant, seen = line.action_grant_access, []

        def crash(this):
            seen.append(this)
            if len(seen) == 2:
                raise MemoryError
            return grant(this)

        with (
            patch.object(line, "action_grant_access", crash),
            self.assertRaises(MemoryError),
            self.cr.savepoint(),
        ):
            self.Invitation.search([("state", "=", "waiting")])._send()
        self.env.invalidate_all()
        self.assertEqual(batch.waiting_count, 3)
        self.assertFalse(self.mails_to(self.people))
        self.run_cron()
        self.assertEqual(len(self.mails_to(self.people)), 3)

    def test_signing_in_is_noted(self):
        batch = self.invite(self.people)
        self.run_cron()
        user = self.people[0].user_ids
        self.env["res.users.log"].with_user(user).sudo().create({})
        self.run_cron()
        self.assertEqual(
            batch.invitation_ids.mapped("state"), ["accepted", "sent", "sent"]
        )
        self.assertEqual(batch.progress_text, "3 of 3 sent")

    def test_written_by_its_actions_alone(self):
        row = self.invite(self.people[0]).invitation_ids
        for user in (self.manager, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                row.with_user(user).write({"state": "sent"})
        with self.assertRaises(AccessError):
            row.with_user(self.publisher).unlink()
        with self.assertRaises(AccessError):
            row.sudo().write({"state": "sent"})

    def test_another_community(self):
        batch = self.invite(self.people)
        for record in (batch, batch.invitation_ids[0]):
            self.assertFalse(record.with_user(self.publisher_b).has_access("read"))
        with self.assertRaises(UserError):
            self.invite(self.people[0], user=self.publisher_b)
