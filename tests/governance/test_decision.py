from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from .meeting_common import LifeMixin


@tagged("post_install", "-at_install", "code_social")
class TestDecision(LifeMixin, CodeSocialCommon):
    def answer(self, decision, **kinds):
        for name, kind in kinds.items():
            decision.with_user(getattr(self, name)).take_position(kind, "Because")

    def close(self, decision):
        decision.with_user(self.rosa).action_close()
        return decision.sudo().state

    # === Proposing and opening ===

    def test_members_of_the_commission_propose(self):
        values = {
            "name": "Oven",
            "text": "Buy",
            "commission_id": self.commission.id,
            "closes_on": self.today,
            "token": "7b0b5c9c-8a36-4c8e-9d1c-0d1f0c1f2a3e",
            "state": "adopted",
        }
        first = self.Decision.with_user(self.amina).propose(values)
        self.assertEqual(first, self.Decision.with_user(self.amina).propose(values))
        self.assertEqual(first.sudo().state, "draft")
        for user in (self.sage, self.customer, self.manager, self.bruno):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.Decision.with_user(user).propose(values)
        for change in (
            {"name": ""},
            {"text": " "},
            {"closes_on": False},
            {"closes_on": self.today - timedelta(days=1)},
            {"mode": "lot"},
            {"electorate": "friends"},
            {"quorum": 101},
            {"quorum": "half"},
        ):
            with self.subTest(change), self.assertRaises(UserError):
                bad = {**values, "token": False, **change}
                self.Decision.with_user(self.amina).propose(bad)
        self.assertEqual(self.Decision.search_count([("name", "=", "Oven")]), 1)

    def test_who_looks_after_it_opens(self):
        values = {"name": "Oven", "text": "Buy", "commission_id": self.commission.id}
        decision = self.Decision.with_user(self.amina).propose(
            {**values, "closes_on": self.today}
        )
        for user in (self.amina, self.sage, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                decision.with_user(user).action_open()
        decision.with_user(self.publisher).action_open()
        self.assertEqual(decision.sudo().state, "open")
        expected = self.env["res.partner"].union(
            *(u.partner_id for u in (self.amina, self.noe, self.theo, self.rosa))
        )
        self.assertEqual(decision.sudo().elector_ids, expected)
        with self.assertRaises(UserError):
            decision.with_user(self.rosa).action_open()

    def test_all_members_are_those_of_this_community(self):
        decision = self.opened(electorate="members").sudo()
        self.assertIn(self.sage.partner_id, decision.elector_ids)
        for user in (self.bruno, self.customer, self.employee):
            self.assertNotIn(user.partner_id, decision.elector_ids)

    def test_the_words_no_longer_change_once_open(self):
        decision = self.opened()
        with self.assertRaisesRegex(UserError, "no longer change"):
            decision.with_user(self.amina).revise({"text": "Two ovens"})
        for user in (self.amina, self.rosa, self.manager):
            with self.subTest(user.login), self.assertRaises(UserError):
                decision.with_user(user).write({"text": "Two ovens"})
        with self.assertRaises(UserError):
            decision.sudo().write({"text": "Two ovens"})
        with self.assertRaises(UserError):
            decision._by_method().write({"text": "Two ovens"})
        self.assertEqual(decision.sudo().text, "We buy an oven.")

    # === Positions ===

    def test_one_changeable_position_each(self):
        decision = self.opened()
        mine = decision.with_user(self.noe)
        first = mine.take_position("object", "Too dear")
        again = mine.take_position("agree")
        self.assertEqual(first, again)
        self.assertEqual(decision.sudo().position_ids.kind, "agree")
        self.assertFalse(first.sudo().reason)

    def test_what_is_no_position_is_refused(self):
        decision = self.opened()
        for kind, reason in (
            ("object", None),
            ("object", "  "),
            ("for", "Because"),
            ("", "Because"),
            (None, None),
        ):
            with self.subTest(kind), self.assertRaises(UserError):
                decision.with_user(self.noe).take_position(kind, reason)
        self.assertFalse(decision.sudo().position_ids)

    def test_only_those_who_are_asked_answer(self):
        decision = self.opened()
        for user in (self.sage, self.publisher, self.customer, self.bruno):
            with self.subTest(user.login), self.assertRaises(AccessError):
                decision.with_user(user).take_position("agree")
        self.theo.partner_id._leave()
        with self.assertRaises(AccessError):
            decision.with_user(self.theo).take_position("agree")

    def test_no_position_after_closing_nor_after_the_last_day(self):
        decision = self.opened()
        with freeze_time(fields.Date.today() + timedelta(days=8)):
            with self.assertRaises(UserError):
                decision.with_user(self.noe).take_position("agree")
        self.answer(decision, noe="agree", theo="agree", amina="agree")
        self.close(decision)
        with self.assertRaises(UserError):
            decision.with_user(self.noe).take_position("object", "Late")
        self.assertEqual(decision.sudo().state, "adopted")

    def test_a_position_is_not_written_by_hand(self):
        decision = self.opened()
        self.answer(decision, noe="agree")
        position = decision.sudo().position_ids
        for user in (self.noe, self.rosa, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                position.with_user(user).write({"kind": "object"})
        with self.assertRaises(AccessError):
            position.write({"kind": "object"})

    # === Closing ===

    def test_consent(self):
        decision = self.opened()
        self.answer(decision, noe="agree", theo="concern")
        self.assertEqual(self.close(decision), "adopted")
        self.assertEqual(decision.sudo().minority_ids.partner_id, self.theo.partner_id)

    def test_a_standing_objection_stops_it_and_a_lifted_one_does_not(self):
        decision = self.opened()
        self.answer(decision, noe="agree", theo="object")
        self.assertEqual(self.close(decision), "rejected")
        other = self.opened(name="Another")
        self.answer(other, noe="agree", theo="object")
        self.answer(other, theo="agree")
        self.assertEqual(self.close(other), "adopted")

    def test_vote(self):
        decision = self.opened(mode="vote", quorum=75)
        self.answer(decision, noe="for", theo="abstain")
        with self.assertRaises(UserError):
            self.close(decision)
        self.answer(decision, amina="against")
        self.assertEqual(self.close(decision), "rejected")
        self.assertEqual(decision.sudo().minority_ids.partner_id, self.noe.partner_id)

    def test_advice_is_concluded_by_who_asked(self):
        decision = self.opened(mode="advice")
        self.answer(decision, noe="advice", theo="advice")
        with self.assertRaises(UserError):
            self.close(decision)
        for user in (self.rosa, self.noe, self.publisher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                decision.with_user(user).action_conclude(True, "Yes")
        mine = decision.with_user(self.amina)
        with self.assertRaises(UserError):
            mine.action_conclude(True, " ")
        mine.action_conclude(True, "I heard you: we buy it.")
        self.assertEqual(decision.sudo().state, "adopted")

    def test_closing_is_for_who_looks_after_it(self):
        decision = self.opened()
        self.answer(decision, noe="agree", theo="agree")
        for user in (self.amina, self.noe, self.manager, self.customer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                decision.with_user(user).action_close()
        self.assertEqual(decision.sudo().state, "open")

    def test_the_facilitator_of_its_meeting_opens_and_closes(self):
        meeting = self.in_session(self.noe)
        decision = self.Decision.with_user(self.amina).propose(
            {
                "name": "Oven",
                "text": "Buy",
                "commission_id": self.commission.id,
                "meeting_id": meeting.id,
                "closes_on": self.today,
            }
        )
        decision.with_user(self.facilitator).action_open()
        self.answer(decision, noe="agree", theo="agree")
        decision.with_user(self.facilitator).action_close()
        self.assertEqual(meeting.sudo().decision_ids.state, "adopted")

    def test_without_quorum_it_lapses_at_its_end_once(self):
        lapses, adopted = self.opened(), self.opened(name="Another")
        self.answer(lapses, noe="agree")
        self.answer(adopted, noe="agree", theo="agree")
        cron = self.env.ref("code_social.cron_close_decisions")
        last = lapses.sudo().closes_on
        with freeze_time(last), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(lapses.sudo().state, "open")
        with freeze_time(last + timedelta(days=1)), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(lapses.sudo().state, "lapsed")
        self.assertEqual(adopted.sudo().state, "adopted")
        for decision in (lapses, adopted):
            closings = self.env["code.social.event"].search_count(
                [
                    ("model", "=", decision._name),
                    ("res_id", "=", decision.id),
                    ("action", "in", ("decision.lapsed", "decision.adopted")),
                ]
            )
            self.assertEqual(closings, 1)

    def test_what_was_decided_is_sealed(self):
        decision = self.opened()
        file = self.env["ir.attachment"].create(
            {
                "name": "quote.txt",
                "raw": b"1000",
                "res_model": decision._name,
                "res_id": decision.id,
            }
        )
        self.answer(decision, noe="agree", theo="concern")
        self.close(decision)
        decision = decision.sudo()
        for record, values in (
            (decision, {"name": "Mine"}),
            (decision, {"state": "rejected"}),
            (decision, {"minority_ids": False}),
            (decision.position_ids[0], {"kind": "object"}),
            (file, {"raw": b"2000"}),
        ):
            for user in (self.env.ref("base.user_admin"), self.env.user):
                with self.subTest(record._name, values=values):
                    with self.assertRaises(UserError):
                        record.with_user(user).sudo().write(values)
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            decision._by_method().write({"state": "rejected"})
        self.Decision.load([".id", "name"], [[str(decision.id), "Loaded"]])
        self.assertEqual(decision.name, "A new oven")
        self.assertEqual(decision.state, "adopted")
        self.assertIn(decision, self.theo.partner_id._sealed_rows())

    def test_it_awaits_those_who_have_not_answered(self):
        decision = self.opened()
        self.answer(decision, noe="agree")
        waiting = {
            user: decision in self.Decision.with_user(user)._awaiting_me()
            for user in (self.noe, self.theo, self.sage)
        }
        self.assertEqual(waiting, {self.noe: False, self.theo: True, self.sage: False})
