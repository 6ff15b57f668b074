"""Seats: who opens, who confirms, what they give and when it goes."""

from datetime import timedelta

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import CodeSocialCommon


class TestMandate(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Mandate = cls.env["code.social.mandate"]
        ref = cls.env.ref
        cls.core_member = ref("code_social.role_core_member")
        cls.associate = ref("code_social.role_associate")
        cls.coordinator = ref("code_social.role_coordinator")
        cls.guarantor_role = ref("code_social.role_guarantor")
        cls.commission = ref("code_social.commission_ecological")
        cls.guarantor_group = ref("code_social.group_guarantor")
        cls.holder = cls.amina.partner_id

    def draft(self, role=None, user=None, **values):
        values = {
            "partner_id": self.holder.id,
            "role_id": (role or self.core_member).id,
            **values,
        }
        return self.Mandate.with_user(user or self.publisher).create(values)

    def active(self, role=None, **values):
        mandate = self.draft(role, **values)
        mandate.with_user(self.manager).action_confirm()
        return mandate

    # === Two people ===

    def test_nobody_opens_their_own(self):
        self.publisher.partner_id._join()
        with self.assertRaisesRegex(ValidationError, "themselves"):
            self.draft(partner_id=self.publisher.partner_id.id)

    def test_nobody_confirms_their_own(self):
        self.manager.partner_id._join()
        mandate = self.draft(partner_id=self.manager.partner_id.id)
        with self.assertRaisesRegex(AccessError, "their own"):
            mandate.with_user(self.manager).action_confirm()

    def test_a_seat_with_rights_needs_two_people(self):
        mandate = self.draft(self.guarantor_role)
        with self.assertRaisesRegex(AccessError, "somebody else"):
            mandate.with_user(self.publisher).action_confirm()
        mandate.with_user(self.manager).action_confirm()
        self.assertEqual(mandate.state, "active")
        self.assertIn(self.guarantor_group, self.amina.group_ids)

    def test_changing_the_draft_makes_one_its_opener(self):
        mandate = self.draft(self.guarantor_role)
        mandate.with_user(self.manager).write({"partner_id": self.noe.partner_id.id})
        with self.assertRaises(AccessError):
            mandate.with_user(self.manager).action_confirm()
        mandate.with_user(self.publisher).action_confirm()
        self.assertEqual(mandate.state, "active")

    def test_a_seat_without_rights_takes_one_person(self):
        mandate = self.draft()
        mandate.with_user(self.publisher).action_confirm()
        self.assertEqual(mandate.state, "active")

    def test_members_and_accountants_do_not_confirm(self):
        mandate = self.draft()
        for user in (self.noe, self.guarantor, self.accountant, self.employee):
            with self.assertRaises(AccessError):
                mandate.with_user(user).action_confirm()

    def test_confirmed_twice_is_refused(self):
        mandate = self.active()
        with self.assertRaises(UserError):
            mandate.with_user(self.manager).action_confirm()

    def test_the_holder_has_joined(self):
        mandate = self.draft(partner_id=self.customer.partner_id.id)
        with self.assertRaisesRegex(UserError, "not joined"):
            mandate.with_user(self.manager).action_confirm()

    # === Dates and overlaps ===

    def test_overlap_is_refused_in_a_sentence(self):
        self.active(date_start="2026-01-01", date_end="2099-12-31")
        with self.assertRaisesRegex(ValidationError, "already holds"):
            self.draft(date_start="2027-01-01")

    def test_overlap_is_refused_by_the_database(self):
        mandate = self.active(date_start="2026-01-01")
        other = self.draft(self.associate, date_start="2026-01-01")
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
        ):
            self.env.cr.execute(
                "UPDATE code_social_mandate SET role_id = %s WHERE id = %s",
                (mandate.role_id.id, other.id),
            )

    def test_the_same_role_elsewhere_or_later_is_fine(self):
        facilitator = self.env.ref("code_social.role_facilitator")
        other = self.env.ref("code_social.commission_social")
        first = self.active(
            facilitator,
            commission_id=self.commission.id,
            date_start=self.today,
            date_end=self.today + timedelta(days=10),
        )
        self.active(facilitator, commission_id=other.id)
        later = self.active(
            facilitator,
            commission_id=self.commission.id,
            date_start=self.today + timedelta(days=11),
        )
        self.assertTrue(first.is_running)
        self.assertEqual(later.state, "active")
        self.assertFalse(later.is_running, "its first day has not come")

    def test_end_before_start(self):
        with self.assertRaises(ValidationError):
            self.draft(date_start="2026-05-02", date_end="2026-05-01")

    def test_term_of_the_role(self):
        self.active(self.associate)
        mandate = self.draft(
            self.coordinator, commission_id=self.commission.id, date_start="2026-02-01"
        )
        self.assertEqual(str(mandate.date_end), "2027-01-31")
        with self.assertRaisesRegex(ValidationError, "at the latest"):
            mandate.date_end = "2027-02-01"

    def test_scope_must_fit(self):
        with self.assertRaises(ValidationError):
            self.draft(self.coordinator)
        with self.assertRaises(ValidationError):
            self.draft(commission_id=self.commission.id)

    # === Conditions ===

    def test_coordinator_requires_associate(self):
        mandate = self.draft(self.coordinator, commission_id=self.commission.id)
        with self.assertRaisesRegex(UserError, "requires"):
            mandate.with_user(self.manager).action_confirm()
        associate = self.active(self.associate)
        mandate.with_user(self.manager).action_confirm()
        self.assertEqual(self.commission.coordinator_ids, self.holder)
        self.assertEqual(self.commission.member_ids, self.holder)
        associate.with_user(self.amina).action_resign("tired")
        self.assertEqual(mandate.state, "ended")
        self.assertFalse(self.commission.coordinator_ids)

    def test_seats(self):
        president = self.env.ref("code_social.role_founding_president")
        self.active(president)
        second = self.draft(president, partner_id=self.noe.partner_id.id)
        with self.assertRaisesRegex(UserError, "seats"):
            second.with_user(self.manager).action_confirm()

    def test_consecutive_terms(self):
        self.core_member.write({"term_months": 1, "max_consecutive_terms": 2})
        for month in (1, 2):
            with freeze_time(f"2026-{month:02}-01"):
                self.active(date_start=f"2026-{month:02}-01")
        with freeze_time("2026-03-01"):
            self.Mandate._cron_dates()
            third = self.draft(date_start="2026-03-01")
            with self.assertRaisesRegex(UserError, "somebody else's turn"):
                third.with_user(self.manager).action_confirm()

    def test_deputy_required(self):
        self.core_member.deputy_required = True
        mandate = self.draft()
        with self.assertRaisesRegex(UserError, "deputy"):
            mandate.with_user(self.manager).action_confirm()

    # === End ===

    def test_resign(self):
        mandate = self.active(self.guarantor_role)
        with self.assertRaises(AccessError):
            mandate.with_user(self.noe).action_resign("in their place")
        mandate.with_user(self.amina).action_resign("tired")
        self.assertEqual(mandate.state, "resigned")
        self.assertEqual(mandate.date_end, self.today)
        self.assertNotIn(self.guarantor_group, self.amina.group_ids)
        self.assertTrue(self.amina.has_group("code_social.group_member"))

    def test_revoke_needs_a_reason(self):
        mandate = self.active(self.guarantor_role)
        with self.assertRaisesRegex(UserError, "why"):
            mandate.with_user(self.manager).action_revoke("  ")
        with self.assertRaises(AccessError):
            mandate.with_user(self.noe).action_revoke("because")
        mandate.with_user(self.manager).action_revoke("absent for a year")
        self.assertEqual(mandate.state, "revoked")
        event = self.env["code.social.event"].search(
            [("action", "=", "mandate.revoked"), ("res_id", "=", mandate.id)]
        )
        self.assertEqual(event.actor_id, self.manager)
        self.assertEqual(event.reason, "absent for a year")

    def test_a_group_given_twice_stays_until_the_last(self):
        sibling = self.guarantor_role.copy(
            {
                "name": "Deputy guarantor (test)",
                "group_ids": [Command.set(self.guarantor_group.ids)],
            }
        )
        first, second = self.active(self.guarantor_role), self.active(sibling)
        first.with_user(self.amina).action_resign("tired")
        self.assertIn(self.guarantor_group, self.amina.group_ids)
        second.with_user(self.amina).action_resign("tired")
        self.assertNotIn(self.guarantor_group, self.amina.group_ids)

    def test_a_group_held_before_stays(self):
        mandate = self.active(
            self.guarantor_role, partner_id=self.guarantor.partner_id.id
        )
        self.assertFalse(mandate.sudo().granted_group_ids)
        mandate.with_user(self.guarantor).action_resign("tired")
        self.assertIn(self.guarantor_group, self.guarantor.group_ids)

    def test_the_night_ends_and_begins(self):
        mandate = self.active(
            self.guarantor_role, date_end=self.today + timedelta(days=3)
        )
        later = self.active(
            self.guarantor_role,
            partner_id=self.noe.partner_id.id,
            date_start=self.today + timedelta(days=4),
        )
        self.assertNotIn(self.guarantor_group, self.noe.group_ids)
        with freeze_time(self.today + timedelta(days=3)):
            self.Mandate._cron_dates()
            self.assertEqual(mandate.state, "active")
        with freeze_time(self.today + timedelta(days=4)):
            self.Mandate._cron_dates()
        self.assertEqual(mandate.state, "ended")
        self.assertEqual(mandate.date_end, self.today + timedelta(days=3))
        self.assertNotIn(self.guarantor_group, self.amina.group_ids)
        self.assertTrue(later.is_running)
        self.assertIn(self.guarantor_group, self.noe.group_ids)

    def test_a_confirmed_mandate_is_neither_rewritten_nor_deleted(self):
        mandate = self.active()
        for user in (self.manager, self.env.user):
            with self.assertRaises(UserError):
                mandate.with_user(user).write({"partner_id": self.noe.partner_id.id})
            with self.assertRaises(UserError):
                mandate.with_user(user).unlink()
        self.draft(self.associate).with_user(self.publisher).unlink()

    def test_level_follows(self):
        mandate = self.active()
        self.assertEqual(self.holder.community_level, "core")
        mandate.with_user(self.amina).action_resign("tired")
        self.assertEqual(self.holder.community_level, "sympathiser")
