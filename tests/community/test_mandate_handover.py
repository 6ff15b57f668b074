"""What is handed over: when the list opens, who ticks, when it is over."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import CodeSocialCommon
from .mandate_common import MandateMixin


class TestMandateHandover(MandateMixin, CodeSocialCommon):
    def given_back(self, user=None, **values):
        mandate = self.held(user, **values)
        mandate.with_user(user or self.amina).action_resign("tired")
        return mandate.handover_ids

    def tick_all(self, handover, user=None):
        for line in handover.sudo().line_ids:
            handover.with_user(user or self.amina).action_tick(line.id)

    # === Opening ===

    def test_it_opens_with_the_things_of_the_role(self):
        handover = self.given_back(deputy_id=self.noe.partner_id.id)
        self.assertEqual(
            handover.line_ids.mapped("name"),
            ["The key of the shed", "Seeds to sow in March"],
        )
        self.assertEqual(handover.receiver_id, self.noe.partner_id)
        self.assertEqual(handover.company_id, self.company_a)
        self.assertEqual(handover.state, "open")
        self.assertEqual(self.events(handover), ["handover.open"])

    def test_a_role_without_things_asks_what_everybody_asks(self):
        self.role.handover_items = " \n"
        self.assertEqual(len(self.given_back().line_ids), 3)

    def test_revoked_too_and_never_twice(self):
        mandate = self.held(date_end=self.today + timedelta(days=3))
        self.Mandate._cron_notices()
        handover = mandate.handover_ids
        self.assertTrue(handover)
        mandate.with_user(self.manager).action_revoke("absent")
        self.assertEqual(mandate.handover_ids, handover)

    def test_what_never_began_leaves_nothing(self):
        mandate = self.held(date_start=self.today + timedelta(days=5))
        mandate.with_user(self.amina).action_resign("changed my mind")
        self.assertFalse(mandate.handover_ids)

    def test_a_month_before_the_end(self):
        mandate = self.held(date_end=self.today + timedelta(days=40))
        self.Mandate._cron_notices()
        self.assertFalse(mandate.handover_ids)
        with freeze_time(self.today + timedelta(days=10)):
            self.Mandate._cron_notices()
            self.Mandate._cron_notices()
        self.assertEqual(len(mandate.handover_ids), 1)

    def test_in_the_language_of_the_holder(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.role.with_context(lang="fr_FR").handover_items = "La clé"
        self.holder.lang = "fr_FR"
        self.assertEqual(self.given_back().line_ids.name, "La clé")

    # === Ticking ===

    def test_the_holder_ticks_then_hands_over(self):
        handover = self.given_back(deputy_id=self.noe.partner_id.id)
        first = handover.line_ids[0]
        mine = handover.with_user(self.amina)
        mine.action_tick(first.id)
        mine.action_tick(first.id)
        self.assertEqual((first.done, first.done_on), (True, self.today))
        self.assertEqual(first.done_by_id, self.amina)
        with self.refused("Seeds to sow in March"):
            mine.action_hand_over()
        self.assertEqual(handover.state, "open")
        mine.action_tick(first.id, done=False)
        self.assertFalse(first.done_by_id)
        self.tick_all(handover)
        mine.action_hand_over()
        self.assertEqual((handover.state, handover.closed_on), ("closed", self.today))
        self.assertEqual(handover.closed_by_id, self.amina)
        self.assertEqual(
            self.events(handover),
            [
                "handover.open",
                "handover.tick",
                "handover.untick",
                *["handover.tick"] * 2,
                "handover.closed",
            ],
        )
        told = self.env["mail.message"].search(
            [
                ("model", "=", "code.social.mandate"),
                ("res_id", "=", handover.mandate_id.id),
            ]
        )
        self.assertIn(self.noe.partner_id, told.notified_partner_ids)

    def test_nobody_else_ticks_while_it_runs(self):
        mandate = self.held(date_end=self.today + timedelta(days=3))
        self.Mandate._cron_notices()
        handover = mandate.handover_ids
        line = handover.line_ids[0]
        for user in (self.noe, self.publisher, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                handover.with_user(user).action_tick(line.id)
            with self.assertRaises(AccessError):
                handover.with_user(user).action_hand_over()
        self.assertFalse(line.done)

    def test_those_who_look_after_seats_finish_what_a_gone_holder_left(self):
        mandate = self.held()
        self.holder._leave("moved away")
        handover = mandate.handover_ids
        self.assertEqual(handover.state, "open")
        with self.assertRaises(AccessError):
            handover.with_user(self.amina).action_tick(handover.line_ids[0].id)
        handover.line_ids.with_user(self.publisher).action_tick()
        line = handover.line_ids[0]
        line.with_user(self.publisher).action_untick()
        self.assertFalse(line.done)
        line.with_user(self.publisher).action_tick()
        handover.with_user(self.publisher).action_hand_over()
        self.assertEqual(handover.state, "closed")

    def test_a_line_of_another_list(self):
        handover, other = self.given_back(), self.given_back(self.rosa)
        with self.refused("not in the list"):
            handover.with_user(self.amina).action_tick(other.line_ids[0].id)
        self.assertFalse(other.line_ids[0].done)

    # === Who receives ===

    def test_the_next_holder_receives(self):
        mandate = self.held(
            deputy_id=self.noe.partner_id.id, date_end=self.today + timedelta(days=9)
        )
        self.Mandate._cron_notices()
        handover = mandate.handover_ids
        self.held(self.rosa, date_start=self.today)
        self.assertEqual(handover.receiver_id, self.noe.partner_id)
        self.held(self.theo, date_start=self.today + timedelta(days=10))
        self.assertEqual(handover.receiver_id, self.theo.partner_id)

    def test_the_next_holder_is_known_when_it_opens(self):
        mandate = self.held(date_end=self.today + timedelta(days=9))
        self.held(self.theo, date_start=self.today + timedelta(days=10))
        self.Mandate._cron_notices()
        self.assertEqual(mandate.handover_ids.receiver_id, self.theo.partner_id)

    def test_whoever_looks_after_seats_names_another(self):
        handover = self.given_back()
        handover.with_user(self.publisher).receiver_id = self.rosa.partner_id
        self.assertTrue(handover.with_user(self.rosa).has_access("read"))
        for wrong in (self.holder, self.customer.partner_id):
            with self.assertRaises(ValidationError):
                handover.with_user(self.publisher).receiver_id = wrong

    def test_renewed_nothing_is_handed_over(self):
        mandate = self.held(date_end=self.today + timedelta(days=9))
        self.Mandate._cron_notices()
        following = mandate.with_user(self.publisher).action_renew()
        self.assertEqual(mandate.handover_ids.state, "open")
        following.with_user(self.manager).action_confirm()
        self.assertEqual(mandate.handover_ids.state, "dropped")

    # === Sealed, and written by methods ===

    def test_nothing_is_written_by_hand(self):
        handover = self.given_back()
        line = handover.line_ids[0]
        for user in (self.amina, self.manager, self.publisher, self.env.user):
            with self.assertRaises(AccessError):
                handover.with_user(user).write({"state": "closed"})
            with self.assertRaises(AccessError):
                line.with_user(user).write({"done": True})
            with self.assertRaises(AccessError):
                self.Handover.with_user(user).create(
                    {"mandate_id": handover.mandate_id.id}
                )
            with self.assertRaises(AccessError):
                line.with_user(user).create({"handover_id": handover.id, "name": "x"})
            with self.assertRaises(UserError):
                handover.with_user(user).unlink()
            with self.assertRaises(UserError):
                line.with_user(user).unlink()

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_once_handed_over_it_is_sealed(self):
        handover = self.given_back(deputy_id=self.noe.partner_id.id)
        self.tick_all(handover)
        file = self.env["ir.attachment"].create(
            {
                "name": "keys.txt",
                "raw": b"left",
                "res_model": handover._name,
                "res_id": handover.id,
            }
        )
        handover.with_user(self.amina).action_hand_over()
        line = handover.line_ids[0]
        for user in (self.publisher, self.env.user):
            with self.refused("sealed"):
                handover.with_user(user).write({"receiver_id": self.rosa.partner_id.id})
        with self.refused("sealed"):
            line._by_method().write({"done": False})
        with self.refused("already over"):
            handover.with_user(self.amina).action_tick(line.id, done=False)
        with self.refused("already over"):
            handover.with_user(self.amina).action_hand_over()
        result = self.Handover.with_user(self.manager).load(
            [".id", "receiver_id/.id"],
            [[str(handover.id), str(self.rosa.partner_id.id)]],
        )
        self.assertFalse(result["ids"])
        with self.assertRaises(UserError):
            file.raw = b"other"
        with self.assertRaises(UserError):
            file.unlink()
        self.assertEqual(handover.receiver_id, self.noe.partner_id)

    def test_a_contact_named_there_does_not_vanish(self):
        handover = self.given_back(deputy_id=self.noe.partner_id.id)
        self.tick_all(handover)
        handover.with_user(self.amina).action_hand_over()
        rows = self.noe.partner_id._sealed_rows()
        self.assertIn(handover, rows)
        self.assertIn(handover.mandate_id, rows[0])

    # === Who reads ===

    def test_who_reads(self):
        handover = self.given_back(deputy_id=self.noe.partner_id.id)
        for user, may in (
            (self.amina, True),
            (self.noe, True),
            (self.publisher, True),
            (self.manager, True),
            (self.rosa, False),
            (self.accountant, False),
            (self.guarantor, False),
            (self.employee, False),
            (self.publisher_b, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(handover.with_user(user).has_access("read"), may)
                line = handover.line_ids[0].with_user(user)
                self.assertEqual(line.has_access("read"), may)
