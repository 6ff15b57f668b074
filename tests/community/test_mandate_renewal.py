"""Renewing a mandate: who, from when, how often, and what becomes of it."""

from datetime import date, timedelta

import psycopg2

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import CodeSocialCommon
from .mandate_common import MandateMixin


class TestMandateRenewal(MandateMixin, CodeSocialCommon):
    def setUp(self):
        super().setUp()
        self.last = self.today + timedelta(days=40)
        self.mandate = self.held(
            date_end=self.last, deputy_id=self.noe.partner_id.id, designation="lot"
        )

    def renew(self, user=None, mandate=None, **values):
        mandate = mandate or self.mandate
        return mandate.with_user(user or self.publisher).action_renew(**values)

    # === What comes out ===

    def test_a_draft_follows_the_day_after(self):
        following = self.renew(designation="election")
        self.assertEqual(following.state, "draft")
        self.assertEqual(following.date_start, self.last + timedelta(days=1))
        self.assertEqual(following.partner_id, self.holder)
        self.assertEqual(following.commission_id, self.garden)
        self.assertEqual(following.deputy_id, self.noe.partner_id)
        self.assertEqual(following.designation, "election")
        self.assertEqual(following.opened_by_id, self.publisher)
        self.assertEqual(following.previous_id, self.mandate)
        self.assertEqual(self.mandate.next_id, following)
        length = self.mandate.date_end - self.mandate.date_start
        self.assertEqual(following.date_end - following.date_start, length)
        self.assertEqual(self.events(self.mandate)[-1], "mandate.renew")

    def test_the_same_designation_and_the_end_that_is_asked(self):
        end = self.last + timedelta(days=10)
        following = self.renew(date_end=end.isoformat())
        self.assertEqual(following.designation, "lot")
        self.assertEqual(following.date_end, end)

    def test_the_term_of_the_role_decides(self):
        self.role.term_months = 12
        self.mandate = self.held(self.rosa, date_start=date(self.today.year, 1, 1))
        following = self.renew()
        year = self.today.year + 1
        self.assertEqual(following.date_start, date(year, 1, 1))
        self.assertEqual(following.date_end, date(year, 12, 31))
        following.with_user(self.publisher).unlink()
        with self.refused("at the latest", ValidationError):
            self.renew(date_end=date(year + 1, 1, 1))

    def test_the_button_opens_the_draft(self):
        self.assertTrue(self.mandate.with_user(self.publisher).can_renew)
        action = self.mandate.with_user(self.publisher).action_open_renew()
        self.assertEqual(action["res_id"], self.mandate.next_id.id)
        self.assertFalse(self.mandate.with_user(self.publisher).can_renew)

    def test_nobody_is_out_meanwhile(self):
        self.mandate = self.held(role=self.rights, date_end=self.last)
        following = self.renew()
        following.with_user(self.manager).action_confirm()
        guarantors = self.env.ref("code_social.group_guarantor")
        with freeze_time(self.last + timedelta(days=1)):
            self.Mandate._cron_dates()
            self.assertEqual(self.mandate.state, "ended")
            self.assertTrue(following.is_running)
            self.assertIn(guarantors, self.amina.group_ids)

    def test_what_it_is_a_condition_of_goes_on(self):
        associate = self.env.ref("code_social.role_associate")
        first = self.held(role=associate, date_end=self.last)
        coordinator = self.held(
            role=self.env.ref("code_social.role_coordinator"),
            date_end=self.last + timedelta(days=9),
        )
        self.renew(mandate=first).with_user(self.manager).action_confirm()
        with freeze_time(self.last + timedelta(days=1)):
            self.Mandate._cron_dates()
            self.assertEqual(first.state, "ended")
            self.assertEqual(coordinator.state, "active")
        self.assertEqual(coordinator.date_end, self.last + timedelta(days=9))

    # === Who may ===

    def test_nobody_renews_their_own(self):
        for user in (self.publisher, self.manager):
            user.partner_id._join()
            other = self.manager if user == self.publisher else self.publisher
            mandate = self.Mandate.with_user(other).create(
                {
                    "partner_id": user.partner_id.id,
                    "role_id": self.rights.id,
                    "date_end": self.last,
                }
            )
            third = self._create_user(f"third_{user.id}", "code_social.group_manager")
            mandate.with_user(third).action_confirm()
            with self.refused("their own", AccessError):
                self.renew(user, mandate)
            self.assertFalse(mandate.next_ids)

    def test_members_and_others_do_not_renew(self):
        for user in (self.amina, self.noe, self.guarantor, self.accountant):
            with self.assertRaises(AccessError):
                self.renew(user)
        for user in (self.publisher_b, self.bruno, self.customer):
            with self.assertRaises(AccessError):
                self.mandate.with_user(user).check_access("read")
        self.assertFalse(self.mandate.next_ids)

    def test_a_seat_with_rights_takes_two_people_again(self):
        following = self.renew(mandate=self.held(role=self.rights, date_end=self.last))
        with self.refused("somebody else", AccessError):
            following.with_user(self.publisher).action_confirm()
        following.with_user(self.manager).action_confirm()

    # === Refused ===

    def test_one_term_too_many(self):
        self.role.max_consecutive_terms = 2
        second = self.renew()
        second.with_user(self.manager).action_confirm()
        with self.refused("somebody else's turn"):
            self.renew(mandate=second)
        self.assertFalse(second.next_ids)

    def test_renewed_twice(self):
        following = self.renew()
        with self.refused("already renewed"):
            self.renew()
        following.with_user(self.publisher).unlink()
        self.assertTrue(self.renew())

    def test_without_an_end_or_given_back(self):
        endless = self.held(self.rosa)
        with self.refused("with an end"):
            self.renew(mandate=endless)
        self.mandate.with_user(self.amina).action_resign("tired")
        with self.refused("neither resigned"):
            self.renew()
        with self.refused("with an end"):
            self.renew(mandate=self.held(self.theo, confirm=False))

    def test_what_was_typed_makes_no_sense(self):
        with self.refused("not a date"):
            self.renew(date_end="tomorrow")
        with self.refused("designated"):
            self.renew(designation="inherited")
        with self.refused("before it starts", ValidationError):
            self.renew(date_end=self.last)
        self.assertFalse(self.mandate.next_ids)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_one(self):
        self.renew()
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            self.Mandate._by_method().create(
                {
                    "partner_id": self.noe.partner_id.id,
                    "role_id": self.role.id,
                    "commission_id": self.garden.id,
                    "opened_by_id": self.publisher.id,
                    "previous_id": self.mandate.id,
                }
            )

    def test_the_tie_is_not_written_by_hand(self):
        other = self.held(self.rosa, confirm=False)
        for user in (self.manager, self.env.user):
            with self.assertRaises(AccessError):
                other.with_user(user).write({"previous_id": self.mandate.id})
        with self.assertRaises(AccessError):
            self.held(self.theo, confirm=False, previous_id=self.mandate.id)

    # === When things change ===

    def test_a_draft_for_somebody_else_renews_nothing(self):
        following = self.renew()
        following.with_user(self.publisher).write({"deputy_id": False})
        self.assertTrue(following.previous_id)
        following.with_user(self.publisher).write(
            {"partner_id": self.rosa.partner_id.id}
        )
        self.assertFalse(following.previous_id)
        self.assertTrue(self.mandate.with_user(self.publisher).can_renew)

    def test_given_back_early_nothing_follows(self):
        draft = self.renew()
        self.mandate.with_user(self.amina).action_resign("tired")
        self.assertFalse(draft.exists())
        self.mandate = self.held(self.rosa, date_end=self.last)
        following = self.renew()
        following.with_user(self.manager).action_confirm()
        self.mandate.with_user(self.manager).action_revoke("absent")
        self.assertEqual(following.state, "revoked")
        with freeze_time(self.last + timedelta(days=2)):
            self.Mandate._cron_dates()
        self.assertFalse(following.is_running)

    def test_ended_with_its_condition_it_ends_that_day(self):
        associate = self.held(role=self.env.ref("code_social.role_associate"))
        coordinator = self.held(role=self.env.ref("code_social.role_coordinator"))
        associate.with_user(self.amina).action_resign("tired")
        self.assertEqual(coordinator.state, "ended")
        self.assertEqual(coordinator.date_end, self.today)
