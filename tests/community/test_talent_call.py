"""A project calls for talents: who is asked, who sees what, what closing leaves."""

import uuid
from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..common import CodeSocialCommon
from .bond_common import BondMixin


class TestTalentCall(BondMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.noe.partner_id.talent_ids = cls.song
        cls.theo.partner_id.talent_ids = cls.music
        cls.rosa.partner_id.talent_ids = cls.cooking

    def match(self, call, user):
        return (
            self.asked(call)
            .filtered(lambda one: one.partner_id == user.partner_id)
            .with_user(user)
        )

    # === Who calls, who is asked ===

    def test_those_who_have_the_talent_or_a_finer_one_are_asked(self):
        call = self.call(until=self.today, wanted=2, words="Sunday")
        self.assertEqual(self.asked(call).partner_id, (self.noe | self.theo).partner_id)
        self.assertEqual(self.match(call, self.noe).talent_ids, self.song)
        self.assertEqual(set(self.asked(call).mapped("state")), {"proposed"})

    def test_neither_tied_nor_calling_nor_gone_nor_imported(self):
        tie = self.env["code.social.tie"]
        tie.with_user(self.theo).declare(self.amina.partner_id.id, "dispute")
        self.amina.partner_id.talent_ids = self.music
        self.bruno.partner_id.talent_ids = self.music
        self.customer.partner_id.talent_ids = self.music
        self.sage.partner_id.talent_ids = self.music
        self.sage.partner_id._leave()
        stranger = self.env["res.partner"]._import_contacts([{"name": "Am (test)"}])
        stranger.talent_ids = self.music
        self.assertEqual(self.asked(self.call()).partner_id, self.noe.partner_id)

    def test_queries_do_not_grow_with_people(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            call._to_ask(self.music._with_finer())
            return self.cr.sql_log_count - start

        call = self.call().sudo()
        few = count()
        for user in (self.rosa, self.sage, self.facilitator, self.guarantor):
            user.partner_id.talent_ids = self.music
        self.assertLessEqual(count(), few)

    def test_an_author_or_the_publisher_calls(self):
        for user in (self.noe, self.manager, self.accountant, self.publisher_b):
            with self.subTest(user.login), self.assertRaises(UserError):
                self.call(user)
        self.assertEqual(self.call(self.publisher).state, "open")
        draft = self.Call.with_user(self.manager).create(
            {"name": "Prepared", "project_id": self.project.id}
        )
        with self.assertRaises(AccessError):
            draft.action_open()
        with self.assertRaisesRegex(UserError, "one talent"):
            draft.with_user(self.publisher).action_open()
        draft.talent_ids = self.music
        draft.with_user(self.publisher).action_open()
        self.assertEqual(draft.state, "open")

    def test_what_is_typed_wrong_is_said_and_changes_nothing(self):
        yesterday = self.today - timedelta(days=1)
        before = self.Call.search_count([])
        for values in (
            {"name": " "},
            {"talent_ids": []},
            {"talent_ids": ["x"]},
            {"project_id": ""},
            {"wanted": "many"},
            {"wanted": "-1"},
            {"until": yesterday},
            {"until": "soon"},
            {"token": "no"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    self.call(**values)
        self.assertEqual(self.Call.search_count([]), before)

    def test_sent_twice_is_once(self):
        token = str(uuid.uuid4())
        first = self.call(token=token)
        self.assertEqual(self.call(token=token), first)
        self.assertEqual(len(self.asked(first)), 2)

    # === Yes, and not this time ===

    def test_yes_is_for_who_calls_and_no_for_nobody(self):
        call = self.call(wanted=3)
        self.match(call, self.noe).action_accept()
        self.match(call, self.noe).action_accept()
        no = self.match(call, self.theo)
        no.action_decline()
        for user, seen in (
            (self.amina, 1),
            (self.noe, 1),
            (self.rosa, 0),
            (self.publisher, 0),
            (self.manager, 0),
            (self.accountant, 0),
            (self.guarantor, 0),
        ):
            # Each on a fresh day: nothing cached for somebody else.
            self.env.invalidate_all()
            with self.subTest(user.login):
                rows = self.Match.with_user(user).search([("call_id", "=", call.id)])
                self.assertEqual(len(rows), seen)
                self.assertEqual(len(call.with_user(user).match_ids), seen)
        self.assertEqual(no.with_user(self.theo).state, "declined")
        acts = self.env["code.social.event"].search([("model", "=", self.Match._name)])
        self.assertEqual(acts.mapped("action"), ["match.accepted"])
        self.assertEqual(acts.actor_id, self.noe)

    def test_only_the_person_answers(self):
        call = self.call()
        match = self.match(call, self.noe)
        for user in (self.amina, self.theo, self.publisher, self.manager):
            with self.subTest(user.login):
                for answer in ("action_accept", "action_decline"):
                    with self.assertRaises(AccessError):
                        getattr(match.with_user(user), answer)()
        for values in ({"state": "accepted"}, {"partner_id": self.rosa.partner_id.id}):
            with self.assertRaises(AccessError):
                match.sudo().write(values)
        with self.assertRaises(AccessError):
            self.Match.sudo().create(
                {
                    "call_id": call.id,
                    "partner_id": self.rosa.partner_id.id,
                    "state": "accepted",
                }
            )

    def test_a_yes_is_taken_back_and_given_again(self):
        call = self.call()
        match = self.match(call, self.noe)
        match.action_accept()
        match.action_decline()
        self.assertFalse(self.Match.with_user(self.amina).search([]))
        call.with_user(self.noe).action_offer()
        self.assertEqual(match.state, "accepted")

    def test_others_offer_themselves(self):
        call = self.call()
        call.with_user(self.rosa).action_offer()
        call.with_user(self.rosa).action_offer()
        match = self.match(call, self.rosa)
        self.assertEqual((match.state, match.offered), ("accepted", True))
        self.assertFalse(match.talent_ids)
        for user in (self.amina, self.customer, self.employee, self.bruno):
            with self.subTest(user.login), self.assertRaises(UserError):
                call.with_user(user).action_offer()

    # === Closing ===

    def test_closing_gathers_who_said_yes_and_erases_the_rest(self):
        call = self.call()
        self.match(call, self.noe).action_accept()
        self.match(call, self.theo).action_decline()
        call.with_user(self.rosa).action_offer()
        for user in (self.noe, self.rosa, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                call.with_user(user).action_close()
        call.action_close()
        together = (self.noe | self.rosa).partner_id
        self.assertEqual(self.asked(call).partner_id, together)
        project = self.project.with_user(self.publisher)
        self.assertEqual(project.talent_match_ids.sudo().partner_id, together)
        self.assertEqual(project.talent_call_count, 1)
        self.assertLessEqual(together, self.project.message_partner_ids)
        for user in (self.theo, self.sage, self.accountant):
            rows = self.Match.with_user(user).search([("call_id", "=", call.id)])
            self.assertEqual(len(rows), 2)

    def test_yes_after_it_closed(self):
        call = self.call()
        match = self.match(call, self.noe)
        with freeze_time(call.until + timedelta(days=1)):
            for answer in (match.action_accept, match.action_decline):
                with self.assertRaisesRegex(UserError, "no more answers"):
                    answer()
            with self.assertRaisesRegex(UserError, "no more answers"):
                call.with_user(self.rosa).action_offer()
        match.action_accept()
        call.action_close()
        for answer in (match.action_accept, match.action_decline):
            with self.assertRaisesRegex(UserError, "no more answers"):
                answer()
        with self.assertRaisesRegex(UserError, "no more answers"):
            call.with_user(self.rosa).action_offer()
        with self.assertRaises(UserError):
            call.action_close()

    def test_closes_by_itself_once(self):
        call = self.call(until=self.today)
        self.match(call, self.noe).action_accept()
        self.assertEqual(self.Call._cron_close(), 0)
        with freeze_time(self.today + timedelta(days=1)):
            self.assertEqual(self.Call._cron_close(), 1)
            self.assertEqual(self.Call._cron_close(), 0)
        self.assertEqual(call.state, "closed")

    def test_an_open_call_says_what_it_says_and_a_closed_one_is_sealed(self):
        call = self.call()
        for record in (call.sudo(), call.with_user(self.publisher)):
            with self.assertRaises(UserError):
                record.write({"wanted": 5})
            with self.assertRaises(UserError):
                record.unlink()
        self.match(call, self.noe).action_accept()
        call.action_close()
        match = self.match(call, self.noe).sudo()
        for record in (call.sudo(), call.with_user(self.env.ref("base.user_admin"))):
            for values in ({"name": "Other"}, {"state": "open"}):
                with self.assertRaises(UserError):
                    record.write(values)
        with self.assertRaises(UserError):
            call.sudo()._by_method().write({"name": "Other"})
        for act in (
            lambda: match._by_method().write({"state": "declined"}),
            match.unlink,
        ):
            with self.assertRaises(UserError):
                act()
        result = self.Call.load([".id", "name"], [[str(call.id), "Other"]])
        self.assertTrue(result["messages"])
        self.env.invalidate_all()
        self.assertEqual(call.name, "A choir for the feast")

    def test_who_leaves_is_asked_no_more(self):
        call = self.call()
        self.noe.partner_id._leave()
        self.assertEqual(self.asked(call).partner_id, self.theo.partner_id)

    def test_a_call_of_another_community(self):
        call = self.call()
        self.assertFalse(self.Call.with_user(self.bruno).search([]))
        with self.assertRaises(UserError):
            call.with_user(self.publisher_b).action_close()
        with self.assertRaises(UserError):
            self.call(self.publisher_b)

    def test_copied_it_is_prepared_again(self):
        call = self.call()
        call.action_close()
        again = call.with_user(self.publisher).copy()
        self.assertEqual((again.state, again.talent_ids), ("draft", self.music))
        self.assertFalse(self.asked(again))
        again.write({"talent_ids": [Command.set(self.cooking.ids)]})
        again.unlink()
