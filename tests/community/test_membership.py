"""Joining, leaving, coming back, and the level that follows."""

import uuid

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..common import CodeSocialCommon

NO_MAIL = {"no_reset_password": True}


class TestMembership(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member_group = cls.env.ref("code_social.group_member")
        cls.newcomer = cls.env["res.partner"].create({"name": "Lea (test)"})
        cls.associate = cls.env.ref("code_social.role_associate")

    def _mandate(self, partner, role):
        mandate = self.env["code.social.mandate"].create(
            {"partner_id": partner.id, "role_id": role.id}
        )
        mandate.with_user(self.manager).action_confirm()
        return mandate

    def test_join(self):
        partner = self.customer.partner_id
        self.assertEqual(partner.community_level, "none")
        partner.with_user(self.publisher).action_join()
        self.assertTrue(uuid.UUID(partner.member_uid))
        self.assertEqual(partner.joined_on, self.today)
        self.assertEqual(partner.community_level, "sympathiser")
        self.assertIn(self.member_group, self.customer.group_ids)
        self.assertTrue(self.customer.has_group("base.group_portal"))

    def test_join_twice_is_harmless(self):
        partner = self.amina.partner_id
        uid, joined = partner.member_uid, partner.joined_on
        partner._join()
        self.assertEqual((partner.member_uid, partner.joined_on), (uid, joined))

    def test_only_publisher_or_manager_enrols(self):
        for user in (self.amina, self.employee, self.accountant, self.guarantor):
            with self.assertRaises(AccessError):
                self.newcomer.with_user(user).action_join()
        self.assertFalse(self.newcomer.joined_on)

    def test_an_organisation_does_not_join(self):
        company = self.env["res.partner"].create(
            {"name": "Bakery (test)", "is_company": True}
        )
        with self.assertRaisesRegex(UserError, "organisation"):
            company._join()

    def test_the_first_login_of_a_member_gets_the_group(self):
        self.newcomer._join()
        user = (
            self.env["res.users"]
            .with_context(**NO_MAIL)
            .create(
                {
                    "login": "cs_lea",
                    "partner_id": self.newcomer.id,
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                }
            )
        )
        self.assertIn(self.member_group, user.group_ids)

    def test_a_login_moved_to_another_contact_loses_the_group(self):
        self.amina.sudo().write({"partner_id": self.newcomer.id})
        self.assertNotIn(self.member_group, self.amina.group_ids)

    def test_leave_and_come_back(self):
        partner = self.amina.partner_id
        uid = partner.member_uid
        mandate = self._mandate(partner, self.associate)
        self.assertEqual(partner.community_level, "core")
        partner.with_user(self.manager).action_leave("moving away")
        self.assertEqual(partner.community_level, "former")
        self.assertEqual(partner.left_on, self.today)
        self.assertNotIn(self.member_group, self.amina.group_ids)
        self.assertEqual(mandate.state, "resigned")
        self.assertEqual(partner.member_uid, uid)
        self.assertFalse(partner._eligible("draw"))
        partner._join()
        self.assertEqual(partner.member_uid, uid)
        self.assertFalse(partner.left_on)
        self.assertEqual(partner.community_level, "sympathiser")
        self.assertIn(self.member_group, self.amina.group_ids)

    def test_one_leaves_by_oneself_and_not_for_others(self):
        self.noe.partner_id.with_user(self.noe).action_leave()
        self.assertEqual(self.noe.partner_id.community_level, "former")
        with self.assertRaises(AccessError):
            self.rosa.partner_id.with_user(self.amina).action_leave()

    def test_history_is_kept(self):
        partner = self.amina.partner_id
        partner._leave("moving away")
        partner._join()
        events = self.env["code.social.event"].search(
            [("model", "=", "res.partner"), ("res_id", "=", partner.id)], order="id"
        )
        self.assertEqual(
            events.mapped("action"), ["member.join", "member.leave", "member.join"]
        )

    def test_fields_are_written_by_methods_only(self):
        partner = self.amina.partner_id
        for values in (
            {"member_uid": "x"},
            {"joined_on": False},
            {"left_on": self.today},
            {"community_level": "core"},
            {"imported": True},
        ):
            for user in (self.manager, self.publisher, self.env.user):
                with self.assertRaises(AccessError):
                    partner.with_user(user).sudo().write(values)

    def test_level_queries_do_not_grow(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Person {index} (test)"} for index in range(60)]
        )
        partners._join()
        self.env.flush_all()

        def count(people):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people._update_level()
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(partners[:5]), count(partners))

    def test_the_night_repairs(self):
        partner = self.amina.partner_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET community_level = 'none' WHERE id = %s",
            (partner.id,),
        )
        self.env.invalidate_all()
        self.amina.sudo().write({"group_ids": [Command.unlink(self.member_group.id)]})
        self.customer.sudo().write({"group_ids": [Command.link(self.member_group.id)]})
        self.env["res.partner"]._cron_repair()
        self.assertEqual(partner.community_level, "sympathiser")
        self.assertIn(self.member_group, self.amina.group_ids)
        self.assertNotIn(self.member_group, self.customer.group_ids)

    def test_eligible(self):
        imported = self.env["res.partner"]._import_contacts([{"name": "Kim (test)"}])
        self.assertTrue(imported.imported)
        self.newcomer._join()  # without login
        people = (
            self.amina.partner_id
            | self.customer.partner_id
            | imported
            | self.newcomer
            | self.bruno.partner_id
        )
        for purpose in ("evaluate", "vote", "draw"):
            self.assertEqual(
                people._eligible(purpose),
                self.amina.partner_id | self.bruno.partner_id,
            )

    def test_public_card_shows_the_name_only_by_default(self):
        partner = self.amina.partner_id
        self.assertEqual(
            partner._public_card(),
            {
                "id": partner.id,
                "name": partner.name,
                "level": False,
                "avatar_url": False,
            },
        )
        partner.with_user(self.publisher).write(
            {"directory_level": True, "directory_photo": True}
        )
        card = partner.with_user(self.noe)._public_card()
        self.assertEqual(card["level"], "sympathiser")
        self.assertIn("access_token", card["avatar_url"])

    def test_an_employee_may_join_and_stay_internal(self):
        user = new_test_user(self.env, "cs_both", "base.group_user", context=NO_MAIL)
        user.partner_id._join()
        self.assertTrue(user._is_internal())
        self.assertTrue(user.has_group("code_social.group_member"))
