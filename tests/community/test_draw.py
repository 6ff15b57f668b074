"""Drawing people by lot: nobody foresees it, everybody replays it."""

import json
from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ...tools import draw as maths
from ..common import CodeSocialCommon
from .bond_common import SECRETS, BondMixin


class TestDraw(BondMixin, CodeSocialCommon):
    def write_below(self, record, **values):
        """Change columns as a person with the database would."""
        self.env.flush_all()
        for name, value in values.items():
            if not isinstance(value, str | int):
                value = json.dumps(value)
            self.env.cr.execute(
                f'UPDATE {record._table} SET "{name}" = %s WHERE id = %s',  # noqa: S608
                (value, record.id),
            )
        self.env.invalidate_all()

    # === The way of a draw ===

    def test_drawn_then_replayed_by_hand(self):
        draw = self.drawn().sudo()
        self.assertEqual(draw.state, "published")
        people = (self.amina | self.noe | self.theo).partner_id
        uids = sorted(people.mapped("member_uid"))
        self.assertEqual(draw.candidate_uids, uids)
        digest = maths.candidates_hash(uids)
        seed = maths.seed_from_secrets(list(SECRETS.values()), digest)
        self.assertEqual((draw.candidates_hash, draw.seed), (digest, seed))
        self.assertEqual(draw.drawn_uids, maths.draw_by_lot(uids, 2, seed))
        self.assertEqual(set(draw.drawn_ids.mapped("member_uid")), set(draw.drawn_uids))
        self.assertTrue(draw.with_user(self.bruno).sudo().replay())
        for user in (self.noe, self.customer):
            if user == self.noe:
                self.assertTrue(draw.with_user(user).replay())
            else:
                with self.assertRaises(AccessError):
                    draw.with_user(user).replay()

    def test_only_the_hash_of_a_secret_is_kept_until_it_is_opened(self):
        draw = self.committed()
        mine = self.secret_of(draw, self.rosa)
        mine.action_give(f"  {SECRETS['rosa']} ")
        self.assertEqual(mine.commitment, maths.commitment(SECRETS["rosa"]))
        self.assertFalse(mine.secret)
        with self.assertRaisesRegex(UserError, "moved on"):
            mine.action_open(SECRETS["rosa"])
        with self.assertRaisesRegex(UserError, "Sage"):
            draw.with_user(self.rosa).action_reveal()
        self.secret_of(draw, self.sage).action_give(SECRETS["sage"])
        draw.with_user(self.rosa).action_reveal()
        self.assertEqual(draw.state, "revealed")

    def test_candidates_follow_the_choice(self):
        def names(**values):
            return {one.name for one in self.draw(**values)._candidates()}

        others = {"Amina (test)", "Noe (test)", "Theo (test)"}
        self.assertEqual(names(), others)
        self.noe.partner_id.talent_ids = self.song
        music = [Command.set(self.music.ids)]
        self.assertEqual(names(talent_ids=music), {"Noe (test)"})
        self.acknowledged(self.theo)
        self.assertEqual(names(level="contributor"), {"Theo (test)"})
        self.env["code.social.tie"].with_user(self.theo).declare(
            self.amina.partner_id.id, "family"
        )
        concerned = [Command.set(self.amina.partner_id.ids)]
        self.assertEqual(names(concerned_ids=concerned), {"Noe (test)"})

    def test_who_may_do_what(self):
        draw = self.draw()
        for user in (self.amina, self.accountant, self.publisher_b, self.rosa):
            with self.subTest(user.login), self.assertRaises(AccessError):
                draw.with_user(user).action_commit()
        draw.with_user(self.manager).action_commit()
        for user in (self.sage, self.amina, self.publisher, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.secret_of(draw, self.rosa).with_user(user).action_give("x" * 20)
        for user in (self.amina, self.accountant):
            with self.subTest(user.login), self.assertRaises(AccessError):
                draw.with_user(user).action_reveal()

    # === What is refused ===

    def refused(self, sentence, **values):
        draw = self.draw(**values)
        with self.assertRaisesRegex(UserError, sentence), self.env.cr.savepoint():
            draw.action_commit()
        self.assertEqual(draw.state, "draft")
        self.assertFalse(draw.candidates_hash or draw.sudo().secret_ids)

    def test_five_among_three(self):
        self.refused("Only 3 people", seats=5)
        self.refused("one person at least", seats=0)

    def test_a_witness_who_could_be_drawn(self):
        witnesses = (self.rosa | self.noe).partner_id
        self.refused("Noe .* witness and a candidate", witness_ids=witnesses.ids)

    def test_witnesses(self):
        one = self.rosa.partner_id
        self.refused("two witnesses", witness_ids=one.ids)
        self.refused("two witnesses", witness_ids=[])
        stranger = self.customer.partner_id
        self.refused("not a member", witness_ids=(one | stranger).ids)
        me = self.publisher.partner_id
        self.refused("not a witness", witness_ids=(one | me).ids)

    def test_a_day_that_is_past(self):
        self.refused("last day", reveal_by=self.today - timedelta(days=1))

    def test_more_secrets_than_witnesses(self):
        draw = self.committed()
        mine = self.secret_of(draw, self.rosa)
        with self.assertRaisesRegex(UserError, "characters"):
            mine.action_give("too short")
        mine.action_give(SECRETS["rosa"])
        with self.assertRaisesRegex(UserError, "You gave your secret"):
            mine.action_give("Another sentence of mine")
        Witness = self.env["code.social.draw.witness"]
        values = {"draw_id": draw.id, "partner_id": self.noe.partner_id.id}
        for model in (Witness.with_user(self.publisher), Witness.sudo()):
            with self.assertRaises(AccessError):
                model.create({**values, "commitment": "4a54" * 16})
        with self.assertRaises(AccessError):
            draw.sudo().write({"secret_ids": [Command.create(values)]})
        with self.assertRaises(UserError):
            draw.write({"witness_ids": [Command.link(self.noe.partner_id.id)]})

    def test_another_secret_when_opening(self):
        draw = self.opened()
        mine = self.secret_of(draw, self.rosa)
        for other in ("the well of the old barn", "", None, SECRETS["sage"]):
            with self.assertRaisesRegex(UserError, "not the secret you gave"):
                mine.action_open(other)
        mine.action_open(SECRETS["rosa"])
        with self.assertRaisesRegex(UserError, "already"):
            mine.action_open(SECRETS["rosa"])
        self.assertEqual(draw.state, "revealed")

    def test_a_second_draw_on_the_same_record(self):
        draw = self.drawn()
        before = draw.sudo().drawn_uids
        for act in (
            draw.action_commit,
            draw.action_reveal,
            draw.action_start_again,
            lambda: self.secret_of(draw, self.rosa).action_open(SECRETS["rosa"]),
            lambda: self.secret_of(draw, self.rosa).action_give(SECRETS["rosa"]),
        ):
            with self.assertRaises(UserError):
                act()
        self.assertEqual(draw.sudo().drawn_uids, before)

    # === Late, and again ===

    def test_a_silent_witness_makes_it_void_and_it_starts_again(self):
        draw = self.opened()
        self.secret_of(draw, self.rosa).action_open(SECRETS["rosa"])
        self.assertEqual(self.Draw._cron_void(), 0)
        with freeze_time(draw.reveal_by + timedelta(days=1)):
            with self.assertRaisesRegex(UserError, "last day"):
                self.secret_of(draw, self.sage).action_open(SECRETS["sage"])
            self.assertEqual(self.Draw._cron_void(), 1)
            self.assertEqual(self.Draw._cron_void(), 0)
            self.assertEqual((draw.state, draw.void_reason), ("void", "silent"))
            with self.assertRaises(AccessError):
                draw.with_user(self.rosa).action_start_again()
            again = self.Draw.browse(draw.action_start_again()["res_id"])
            self.assertEqual((again.state, again.previous_id), ("draft", draw.sudo()))
            self.assertFalse(again.secret_ids or again.candidates_hash)
            again.with_user(self.publisher).action_commit()
        self.assertFalse(draw.replay())

    # === Rewritten below ===

    def test_candidates_changed_before_the_secrets_are_open(self):
        draw = self.opened()
        uids = draw.sudo().candidate_uids[:2]
        self.write_below(draw, candidate_uids=uids)
        for name, secret in SECRETS.items():
            self.secret_of(draw, getattr(self, name)).action_open(secret)
        self.assertEqual((draw.state, draw.void_reason), ("void", "changed"))
        self.assertFalse(draw.sudo().drawn_ids)
        self.assertFalse(draw.replay())

    def test_a_list_rewritten_with_its_hash_shows_in_the_log(self):
        draw = self.opened()
        uids = draw.sudo().candidate_uids[:2]
        digest = maths.candidates_hash(uids)
        self.write_below(draw, candidate_uids=uids, candidates_hash=digest)
        for name, secret in SECRETS.items():
            self.secret_of(draw, getattr(self, name)).action_open(secret)
        self.assertEqual(draw.void_reason, "changed")

    def test_anything_rewritten_afterwards_replays_to_no(self):
        draw = self.drawn()
        self.assertTrue(draw.replay())
        kept = draw.sudo().read(["candidate_uids", "seed", "drawn_uids", "seats"])[0]
        for name, value in (
            ("candidate_uids", kept["candidate_uids"][:2]),
            ("seed", "0" * 64),
            ("drawn_uids", kept["drawn_uids"][::-1]),
            ("seats", 1),
        ):
            with self.subTest(name):
                self.write_below(draw, **{name: value})
                self.assertFalse(draw.replay())
                self.write_below(draw, **{name: kept[name]})
                self.assertTrue(draw.replay())
        secret = self.secret_of(draw, self.rosa)
        self.write_below(secret, secret="Another one altogether")
        self.assertFalse(draw.replay())
        self.assertEqual(draw.action_replay()["params"]["type"], "danger")

    # === Sealed ===

    def test_sealed_on_every_path(self):
        draw = self.drawn()
        secret = self.secret_of(draw, self.rosa).sudo()
        admin = self.env.ref("base.user_admin")
        for record in (draw.sudo(), draw.with_user(admin).sudo(), secret):
            for act in (
                lambda one=record: one.write({"company_id": self.company_b.id}),
                lambda one=record: one._by_method().write({"company_id": False}),
                lambda one=record: one.unlink(),
            ):
                with self.assertRaises(UserError):
                    act()
        for user in (self.publisher, self.manager):
            with self.assertRaises(UserError):
                draw.with_user(user).write({"seats": 1})
        result = self.Draw.load([".id", "seats"], [[str(draw.id), "3"]])
        self.assertTrue(result["messages"])
        self.env.invalidate_all()
        self.assertEqual(draw.seats, 2)

    def test_its_files_are_sealed(self):
        draw = self.opened()
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"a", "res_model": draw._name, "res_id": draw.id}
        )
        for name, secret in SECRETS.items():
            self.secret_of(draw, getattr(self, name)).action_open(secret)
        with self.assertRaises(UserError):
            file.raw = b"b"
        with self.assertRaises(UserError):
            file.unlink()

    def test_nothing_is_created_ready_made(self):
        for values in ({"state": "published"}, {"seed": "x"}, {"drawn_uids": ["x"]}):
            with self.subTest(values), self.assertRaises(AccessError):
                self.draw(**values)

    def test_the_candidates_once_fixed_do_not_change(self):
        draw = self.committed()
        for record in (draw.sudo(), draw):
            with self.assertRaises(UserError):
                record.write({"excluded_ids": [Command.clear()]})
            with self.assertRaises(UserError):
                record.unlink()
        self.draw().unlink()

    def test_no_person_of_a_draw_vanishes(self):
        draw = self.drawn().sudo()
        person = draw.drawn_ids[0]
        double = self.env["res.partner"].create({"name": "Double (test)"})
        wizard = (
            self.env["base.partner.merge.automatic.wizard"]
            .with_user(self.env.ref("base.user_admin"))
            .create(
                {
                    "partner_ids": [Command.set((person | double).ids)],
                    "dst_partner_id": double.id,
                }
            )
        )
        with self.assertRaises(UserError):
            wizard.action_merge()
        kept = [rows for rows in person._sealed_rows() if rows._name == draw._name]
        self.assertEqual(kept, [draw])
        self.assertTrue(draw.replay())

    # === Who reads ===

    def test_read_by_witnesses_then_by_all(self):
        draw = self.committed()
        for user, may in (
            (self.rosa, True),
            (self.publisher, True),
            (self.amina, False),
            (self.accountant, False),
            (self.guarantor, False),
        ):
            with self.subTest(user.login):
                self.assertEqual(draw.with_user(user).has_access("read"), may)
        others = self.secret_of(draw, self.sage)
        for user in (self.rosa, self.publisher, self.manager):
            self.assertFalse(others.with_user(user).has_access("read"))
        drawn = self.drawn()
        for user in (self.amina, self.accountant, self.guarantor):
            self.assertTrue(drawn.with_user(user).has_access("read"))
        self.assertFalse(self.Draw.with_user(self.bruno).search([]))
