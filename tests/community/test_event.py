"""The audit log only grows, and every change to it is found."""

import itertools
from datetime import datetime

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import CodeSocialCommon


class TestEvent(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Event = cls.env["code.social.event"]
        cls.partner = cls.amina.partner_id

    def record(self, count=1, user=None, reason=None):
        events = self.Event.with_user(user or self.publisher)
        for index in range(count):
            record = events._record(
                self.partner, "test.act", {"n": index}, {"n": index + 1}, reason
            )
        return record

    def sealed(self):
        return self.Event.search([("number", ">", 0)], order="number")

    def test_record_says_who_when_what(self):
        with freeze_time("2026-03-04 05:06:07"):
            event = self.record(user=self.amina, reason="because")
        self.assertEqual(event.occurred_at, datetime(2026, 3, 4, 5, 6, 7))
        self.assertEqual(event.actor_uid, self.partner.member_uid)
        self.assertEqual(event.actor_id, self.amina)
        self.assertEqual(event.record_ref, f"res.partner,{self.partner.id}")
        self.assertEqual((event.before, event.after), ({"n": 0}, {"n": 1}))
        self.assertEqual(event.changes, "n: 0 → 1")
        self.assertEqual(event.record_label, f"Contact {self.partner.id}")
        self.assertFalse(event.sealed)
        self.assertNotIn(self.amina.name, str(event._payload(1)))
        self.assertNotIn("because", str(event._payload(1)))

    def test_a_login_that_never_joined_has_a_stable_reference(self):
        first, second = (self.record(user=self.manager) for _turn in range(2))
        self.assertEqual(first.actor_uid, second.actor_uid)
        self.assertNotEqual(
            first.actor_uid, self.record(user=self.accountant).actor_uid
        )

    def test_values_read_back_identically(self):
        event = self.Event._record(
            self.partner,
            "test.act",
            {"day": self.today},
            {"f": 0.1, "who": self.partner},
        )
        event.invalidate_recordset()
        self.assertEqual(event.before, {"day": self.today.isoformat()})
        self.assertEqual(event.after, {"f": "0.1", "who": self.partner.ids})
        self.Event._cron_seal()
        self.assertFalse(self.Event.verify_chain())

    def test_seal_twice_goes_on_with_the_chain(self):
        self.record(3)
        self.assertGreaterEqual(self.Event._cron_seal(), 3)
        self.assertFalse(self.Event._unsealed_tail())
        self.record(2)
        self.assertEqual(len(self.Event._unsealed_tail()), 2)
        self.assertEqual(self.Event._cron_seal(), 2)
        self.assertEqual(self.Event._cron_seal(), 0)
        for events in self.sealed().grouped("company_id").values():
            self.assertEqual(events.mapped("number"), [*range(1, len(events) + 1)])
            for before, after in itertools.pairwise(events):
                self.assertEqual(after.previous_hash, before.hash)
        self.assertFalse(self.Event.verify_chain())

    def test_each_company_has_its_chain(self):
        self.Event._record(self.project, "test.act")
        self.Event.with_company(self.company_b)._record(
            self.bruno.partner_id, "test.act"
        )
        self.Event._cron_seal()
        for company in (self.company_a, self.company_b):
            first = self.sealed().filtered(lambda e, c=company: e.company_id == c)[0]
            self.assertEqual((first.number, first.previous_hash or ""), (1, ""))

    def _alter(self, event, assignment, *values):
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE code_social_event SET {assignment} WHERE id = %s",  # noqa: S608
            (*values, event.id),
        )

    def test_an_altered_row_is_named(self):
        self.record(5, reason="because")
        self.Event._cron_seal()
        victim = self.sealed()[-3]
        for assignment, value in (
            ("action = %s", "test.other"),
            ("after = %s", '{"n": 99}'),
            ("actor_uid = %s", "somebody"),
            ("occurred_at = %s", "2020-01-01"),
            ("reason = %s", "another reason"),
            ("hash = %s", "0" * 64),
            ("sealed = %s", False),
        ):
            with self.subTest(assignment), self.cr.savepoint() as savepoint:
                self._alter(victim, assignment, value)
                self.assertEqual(self.Event.verify_chain(), victim)
                savepoint.rollback()
                self.env.invalidate_all(flush=False)
        self.assertFalse(self.Event.verify_chain())

    def test_a_vanished_row_is_found(self):
        self.record(5)
        self.Event._cron_seal()
        _before, victim, after = self.sealed()[-3:]
        self.env.cr.execute("DELETE FROM code_social_event WHERE id = %s", (victim.id,))
        self.assertEqual(self.Event.verify_chain(), after)

    def test_erasing_a_reason_keeps_the_proof(self):
        event = self.record(reason="a personal story")
        self.Event._cron_seal()
        event._erase()
        self.assertFalse(event.reason)
        self.assertEqual(event._proof_state("reason"), "erased")
        self.assertFalse(self.Event.verify_chain())

    def test_nobody_writes_the_log(self):
        event = self.record()
        self.Event._cron_seal()
        admin = self.env.ref("base.user_admin")
        values = {
            "occurred_at": "2026-01-01",
            "actor_uid": "x",
            "model": "res.partner",
            "res_id": 1,
            "action": "forged",
            "company_id": self.company_a.id,
        }
        for user in (admin, self.manager, self.publisher, self.env.user):
            events = self.Event.with_user(user).sudo()
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    events.create(values)
                with self.assertRaises(AccessError):
                    events.browse(event.id).write({"action": "forged"})
                with self.assertRaises(UserError):
                    events.browse(event.id).unlink()
        with self.assertRaises(UserError):
            event.unlink()
        with self.assertRaises(AccessError):
            self.record().unlink()

    def test_large_log_is_read_in_batches(self):
        """Three batches of 500: the same number of queries for each."""
        self.Event._cron_seal()
        values = self.Event._record(self.partner, "test.first").copy_data()[0]
        values.pop("sealed", None)
        self.Event._by_method().create([values] * 1200)
        self.Event._cron_seal()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(25):
            self.assertFalse(self.Event.verify_chain())

    def test_the_cron_seals(self):
        self.record(3)
        with self.enter_registry_test_mode():
            self.env.ref("code_social.cron_seal").method_direct_trigger()
        self.assertFalse(self.Event._unsealed_tail())
        self.assertFalse(self.Event.verify_chain())


class TestEventConcurrency(CodeSocialCommon):
    """With real connections, which see only what the others committed."""

    def _events(self, cursor):
        env = api.Environment(cursor, SUPERUSER_ID, {})
        return env["code.social.event"]

    def test_two_runs_at_once(self):
        """The second run finds the lock taken and leaves."""
        self.assertTrue(self.env["code.social.event"]._take_lock())
        with self.registry.cursor() as other:
            self.assertFalse(self._events(other)._take_lock())
            self.assertEqual(self._events(other)._cron_seal(), 0)
            other.rollback()

    def test_a_run_on_an_old_snapshot_does_not_fork(self):
        with self.registry.cursor() as first, self.registry.cursor() as late:
            partner = self._events(first).env.ref("base.main_partner")
            events = self._events(first)
            for index in range(3):
                events |= events._record(partner, "test.act", after={"n": index})
            first.commit()
            self.addCleanup(self._delete, events.ids)
            self.assertEqual(len(self._events(late).browse(events.ids).exists()), 3)
            self.assertGreaterEqual(self._events(first)._cron_seal(), 3)
            first.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.Error):
                self._events(late)._cron_seal()
            late.rollback()
            self.assertEqual(self._events(late)._cron_seal(), 0)
            self.assertFalse(self._events(late).verify_chain())

    def _delete(self, ids):
        with self.registry.cursor() as cursor:
            cursor.execute(
                "DELETE FROM code_social_event WHERE id IN %s", (tuple(ids),)
            )
