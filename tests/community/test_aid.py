"""Mutual aid: asked or offered, answered, agreed, thanked, or over by itself."""

import uuid
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..common import CodeSocialCommon
from .bond_common import BondMixin


class TestAid(BondMixin, CodeSocialCommon):
    def test_a_need_from_asking_to_thanks(self):
        aid = self.aid(self.amina, talent_id=self.music.id, place="Orchard")
        self.assertEqual(aid.until, self.today + timedelta(days=30))
        aid.with_user(self.noe).action_match("I have one")
        self.assertEqual(aid.state, "answered")
        aid.action_accept()
        self.assertEqual(aid.state, "matched")
        with self.assertRaises(AccessError):
            aid.with_user(self.noe).action_thank("Well done me")
        with self.assertRaisesRegex(UserError, "A word"):
            aid.action_thank("  ")
        aid.action_thank("The pears are in")
        self.assertEqual((aid.state, aid.thanks), ("thanked", "The pears are in"))
        acts = self.env["code.social.event"].search(
            [("model", "=", aid._name), ("res_id", "=", aid.id)], order="id"
        )
        self.assertEqual(
            acts.mapped("action"),
            ["aid.open", "aid.answered", "aid.matched", "aid.thanked"],
        )
        self.assertEqual(acts[-1].action_label, "Aid thanked")

    def test_an_offer_is_thanked_by_who_took_it(self):
        aid = self.aid(self.amina, "offer")
        aid.with_user(self.noe).action_match()
        with self.assertRaises(AccessError):
            aid.with_user(self.noe).action_accept()
        aid.action_accept()
        with self.assertRaises(AccessError):
            aid.action_thank("Thanks to me")
        aid.with_user(self.noe).action_thank("What a ladder")
        self.assertEqual(aid.state, "thanked")

    def test_thanked_twice(self):
        aid = self.thanked()
        with self.assertRaisesRegex(UserError, "moved on"):
            aid.action_thank("Again")
        self.assertEqual(aid.thanks, "Thanks")

    def thanked(self):
        aid = self.aid(self.amina)
        aid.with_user(self.noe).action_match()
        aid.action_accept()
        aid.action_thank("Thanks")
        return aid

    def test_what_is_typed_wrong_is_said_and_changes_nothing(self):
        yesterday = self.today - timedelta(days=1)
        before = self.Aid.search_count([])
        for values in (
            {"until": yesterday},
            {"until": "soon"},
            {"name": ""},
            {"kind": "gift"},
            {"kind": None},
            {"talent_id": "99999999"},
            {"token": "no"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.aid(self.amina, **values)
        for user in (self.customer, self.employee, self.publisher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.aid(user)
        self.assertEqual(self.Aid.search_count([]), before)

    def test_sent_twice_is_once(self):
        token = str(uuid.uuid4())
        self.assertEqual(
            self.aid(self.amina, token=token), self.aid(self.amina, token=token)
        )

    def test_nobody_answers_oneself_nor_after_somebody_else(self):
        aid = self.aid(self.amina)
        with self.assertRaisesRegex(AccessError, "Another member"):
            aid.action_match()
        aid.with_user(self.noe).action_match()
        with self.assertRaisesRegex(UserError, "moved on"):
            aid.with_user(self.theo).action_match()
        self.assertEqual(aid.sudo().other_id, self.noe.partner_id)
        for user in (self.customer, self.employee, self.bruno):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.aid(self.amina).with_user(user).action_match()

    def test_either_of_the_two_says_no_without_a_reason(self):
        aid = self.aid(self.amina)
        for user in (self.amina, self.noe):
            aid.with_user(self.noe).action_match("Me")
            with self.assertRaises(AccessError):
                aid.with_user(self.theo).action_decline()
            aid.with_user(user).action_decline()
            self.assertEqual(aid.state, "open")
            self.assertFalse(aid.sudo().other_id or aid.sudo().other_words)

    def test_open_to_all_then_for_two(self):
        aid = self.aid(self.amina)
        everybody = (self.theo, self.publisher, self.accountant, self.manager)
        for user in everybody:
            self.assertTrue(aid.with_user(user).has_access("read"))
        aid.with_user(self.noe).action_match()
        for user in everybody:
            self.assertFalse(aid.with_user(user).has_access("read"))
        for user in (self.amina, self.noe):
            self.assertTrue(aid.with_user(user).has_access("read"))
        self.assertFalse(self.Aid.with_user(self.bruno).search([]))

    def test_it_ends_by_itself_once(self):
        aid = self.aid(self.amina, until=self.today)
        agreed = self.aid(self.amina, until=self.today)
        agreed.with_user(self.noe).action_match()
        agreed.action_accept()
        self.assertEqual(self.Aid._cron_expire(), 0)
        tomorrow = self.today + timedelta(days=1)
        with freeze_time(tomorrow):
            with self.assertRaisesRegex(UserError, "last day"):
                aid.with_user(self.noe).action_match()
            self.assertEqual(self.Aid._cron_expire(), 1)
            self.assertEqual(self.Aid._cron_expire(), 0)
        self.assertEqual((aid.state, agreed.state), ("expired", "matched"))
        with freeze_time(tomorrow + timedelta(days=30)):
            self.assertEqual(self.Aid._cron_expire(), 1)
        self.assertEqual(agreed.state, "expired")

    def test_taken_back_before_anything_is_agreed(self):
        aid = self.aid(self.amina)
        with self.assertRaises(AccessError):
            aid.with_user(self.noe).action_withdraw()
        aid.action_withdraw()
        self.assertEqual(aid.state, "withdrawn")
        agreed = self.aid(self.amina)
        agreed.with_user(self.noe).action_match()
        agreed.action_accept()
        with self.assertRaises(UserError):
            agreed.action_withdraw()

    def test_what_could_meet(self):
        need = self.aid(self.amina, talent_id=self.song.id)
        offer = self.aid(self.noe, "offer", talent_id=self.music.id)
        self.aid(self.amina, "offer", talent_id=self.song.id)
        self.aid(self.noe, "offer", talent_id=self.cooking.id)
        self.assertEqual(need._suggested(), offer)
        self.assertEqual(
            offer.with_user(self.noe)._suggested(), need.with_user(self.noe)
        )
        self.assertFalse(self.aid(self.amina)._suggested())

    def test_sealed_on_every_path(self):
        aid = self.thanked()
        admin = self.env.ref("base.user_admin")
        file = self.env["ir.attachment"]
        for record in (aid.sudo(), aid.with_user(admin).sudo()):
            for act in (
                lambda one=record: one.write({"thanks": "Other"}),
                lambda one=record: one._by_method().write({"thanks": "Other"}),
                lambda one=record: one.unlink(),
            ):
                with self.assertRaises(UserError):
                    act()
        result = self.Aid.load([".id", "name"], [[str(aid.id), "Other"]])
        self.assertTrue(result["messages"])
        open_aid = self.aid(self.amina)
        file = file.create(
            {
                "name": "a.txt",
                "raw": b"a",
                "res_model": aid._name,
                "res_id": open_aid.id,
            }
        )
        open_aid.action_withdraw()
        with self.assertRaises(UserError):
            file.raw = b"b"
        for values in ({"state": "thanked"}, {"name": "Mine"}):
            with self.assertRaises(AccessError):
                self.aid(self.amina).sudo().write(values)
        with self.assertRaises(AccessError):
            self.Aid.sudo().create(
                {"kind": "need", "name": "x", "until": self.today, "state": "thanked"}
            )

    def test_who_leaves_leaves_nothing_waiting(self):
        mine, answered = self.aid(self.noe), self.aid(self.amina)
        answered.with_user(self.noe).action_match()
        self.noe.partner_id._leave()
        self.assertEqual(mine.sudo().state, "withdrawn")
        self.assertEqual(answered.state, "open")
