"""A declared tie is its declarer's alone; draws know that it is there."""

import contextlib

from odoo.exceptions import AccessError, UserError

from ..common import CodeSocialCommon


class TestTie(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Tie = cls.env["code.social.tie"]
        cls.tie = cls.Tie.with_user(cls.amina).declare(cls.noe.partner_id.id, "family")

    def test_its_declarer_alone_reads_it(self):
        self.assertEqual(
            self.tie.with_user(self.amina).read(["kind"])[0]["kind"], "family"
        )
        for user in (
            self.noe,
            self.sage,
            self.guarantor,
            self.publisher,
            self.accountant,
            self.manager,
            self.env.ref("base.user_admin"),
            self.employee,
            self.customer,
            self.bruno,
        ):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.tie.with_user(user).read(["kind"])
                with contextlib.suppress(AccessError):
                    self.assertFalse(self.Tie.with_user(user).search([]))

    def test_pairs_go_both_ways(self):
        amina, noe, rosa = (
            self.amina.partner_id,
            self.noe.partner_id,
            self.rosa.partner_id,
        )
        self.assertEqual(
            self.Tie._pairs(amina | noe | rosa),
            {(amina.id, noe.id), (noe.id, amina.id)},
        )
        self.assertFalse(self.Tie._pairs(amina | rosa))

    def test_declared_twice_is_one(self):
        again = self.Tie.with_user(self.amina).declare(self.noe.partner_id.id, "family")
        self.assertEqual(again, self.tie)

    def test_not_in_anothers_name(self):
        values = {
            "partner_id": self.noe.partner_id.id,
            "other_id": self.rosa.partner_id.id,
            "kind": "dispute",
        }
        for user in (self.amina, self.manager, self.env.user):
            with self.assertRaises(AccessError):
                self.Tie.with_user(user).create(values)

    def test_refusals(self):
        for partner, kind in (
            (self.amina.partner_id, "family"),
            (self.customer.partner_id, "family"),
            (self.noe.partner_id, "friend"),
        ):
            with self.assertRaises(UserError):
                self.Tie.with_user(self.amina).declare(partner.id, kind)
        with self.assertRaises(AccessError):
            self.Tie.with_user(self.customer).declare(self.noe.partner_id.id, "family")

    def test_withdraw(self):
        with self.assertRaises(AccessError):
            self.tie.with_user(self.noe).withdraw()
        self.tie.with_user(self.amina).withdraw()
        self.assertFalse(self.tie.exists())
