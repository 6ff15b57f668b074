"""Merging contacts never makes a member or a sealed history vanish."""

from odoo import Command
from odoo.exceptions import UserError

from ..common import CodeSocialCommon


class TestMerge(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.double = cls.env["res.partner"].create(
            {"name": "Amina bis (test)", "phone": "+33 1 23 45 67 89"}
        )

    def merge(self, partners, target):
        wizard = (
            self.env["base.partner.merge.automatic.wizard"]
            .with_user(self.env.ref("base.user_admin"))
            .with_context(active_model="res.partner", active_ids=partners.ids)
            .create(
                {
                    "partner_ids": [Command.set(partners.ids)],
                    "dst_partner_id": target.id,
                }
            )
        )
        return wizard.action_merge()

    def test_a_member_does_not_vanish(self):
        member = self.amina.partner_id
        with self.assertRaisesRegex(UserError, "Amina .* is a member"):
            self.merge(member | self.double, self.double)
        self.assertTrue(member.exists())

    def test_two_members_do_not_become_one(self):
        self.double._join()
        with self.assertRaisesRegex(UserError, "both members"):
            self.merge(self.amina.partner_id | self.double, self.amina.partner_id)

    def test_a_double_merges_into_a_member(self):
        member = self.amina.partner_id
        before = member.read(["member_uid", "joined_on", "community_level"])
        self.merge(member | self.double, member)
        self.assertFalse(self.double.exists())
        self.assertEqual(member.phone, "+33 1 23 45 67 89")
        self.assertEqual(
            member.read(["member_uid", "joined_on", "community_level"]), before
        )

    def test_an_imported_contact_merges_and_does_not_mark_the_member(self):
        imported = self.env["res.partner"]._import_contacts([{"name": "Am (test)"}])
        member = self.amina.partner_id
        self.merge(member | imported, member)
        self.assertFalse(member.imported)

    def test_sealed_rows_hold_a_contact(self):
        """A former draw or vote may name a person who never joined."""
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": self.amina.partner_id.id,
                "role_id": self.env.ref("code_social.role_core_member").id,
            }
        )
        mandate.with_user(self.manager).action_confirm()
        mandate.with_user(self.amina).action_resign("tired")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE code_social_mandate SET partner_id = %s WHERE id = %s",
            (self.double.id, mandate.id),
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "Amina bis .* sealed"):
            self.merge(self.noe.partner_id | self.double, self.noe.partner_id)

    def test_plain_contacts_merge_as_before(self):
        other = self.env["res.partner"].create({"name": "Somebody (test)"})
        self.merge(other | self.double, other)
        self.assertFalse(self.double.exists())

    def test_who_manages_contacts_merges_them(self):
        """With nothing read before: some columns are closed to everybody."""
        user = self._create_user(
            "contacts", "base.group_user,base.group_partner_manager"
        )
        other = self.env["res.partner"].create({"name": "Somebody (test)"})
        merge = self.env["base.partner.merge.automatic.wizard"].with_user(user)
        self.env.flush_all()
        self.env.invalidate_all()
        merge._merge((other | self.double).ids, other)
        self.assertFalse(self.double.exists())
        self.assertEqual(other.phone, "+33 1 23 45 67 89")
