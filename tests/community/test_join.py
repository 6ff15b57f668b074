"""Joining by oneself, one's own data, and taking leave."""

import base64
import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError

from ..access.world import PNG
from ..common import CodeSocialCommon


class TestJoin(CodeSocialCommon):
    def join(self, user, **values):
        values = {"agreed": True, **values}
        return user.partner_id.with_user(user).join_community(values)

    def test_join_by_oneself(self):
        talent = self.env["code.social.talent"].create({"name": "Bread (test)"})
        self.join(self.customer, talent_ids=talent.ids, directory_talents=True)
        partner = self.customer.partner_id
        self.assertEqual(partner.community_level, "sympathiser")
        self.assertEqual(partner.talent_ids, talent)
        self.assertTrue(partner.directory_talents)
        self.assertTrue(partner.directory_listed)
        self.assertTrue(self.customer.has_group("code_social.group_member"))
        event = self.env["code.social.event"].search(
            [("action", "=", "member.join"), ("res_id", "=", partner.id)]
        )
        self.assertEqual(event.actor_id, self.customer)

    def test_twice_is_once(self):
        self.join(self.customer)
        partner = self.customer.partner_id
        uid = partner.member_uid
        self.join(self.customer, directory_photo=True)
        self.assertEqual(partner.member_uid, uid)
        self.assertFalse(partner.directory_photo)
        events = self.env["code.social.event"].search_count(
            [("action", "=", "member.join"), ("res_id", "=", partner.id)]
        )
        self.assertEqual(events, 1)

    def test_an_employee_joins_alike(self):
        self.join(self.employee)
        self.assertTrue(self.employee.partner_id._is_member())
        self.assertTrue(self.employee._is_internal())

    def test_without_agreement_or_with_forged_talents_nothing_changes(self):
        foreign = self.env["code.social.talent"].create(
            {"name": "Craft (test)", "company_id": self.company_b.id}
        )
        for values in (
            {"agreed": False},
            {"talent_ids": foreign.ids},
            {"directory_words": "x" * 201},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                with self.cr.savepoint():
                    self.join(self.customer, **values)
        partner = self.customer.partner_id
        self.assertFalse(partner.joined_on)
        self.assertFalse(self.customer.has_group("code_social.group_member"))

    def test_who_cannot_join_by_themselves(self):
        partner = self.customer.partner_id
        refusals = (
            lambda: setattr(partner, "is_company", True),
            lambda: setattr(partner, "join_by_welcome", True),
            lambda: setattr(self.company_a, "join_open", False),
        )
        for change in refusals:
            with self.subTest(change), self.assertRaises(AccessError):
                with self.cr.savepoint():
                    change()
                    self.join(self.customer)
            self.env.invalidate_all()
        public = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.join(public)
        with self.assertRaises(AccessError):
            self.noe.partner_id.with_user(self.customer).join_community(
                {"agreed": True}
            )
        self.assertFalse(partner.joined_on)

    def test_the_welcome_team_lets_in_where_it_is_closed(self):
        self.company_a.join_open = False
        self.customer.partner_id.with_user(self.publisher).action_join()
        self.assertTrue(self.customer.partner_id._is_member())

    def test_only_staff_says_who_comes_through_the_welcome_team(self):
        partner = self.amina.partner_id
        for user in (self.amina, self.noe, self.accountant, self.employee):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                partner.with_user(user).join_by_welcome = True
        partner.with_user(self.publisher).join_by_welcome = True
        partner.with_user(self.amina).action_leave()
        with self.assertRaises(AccessError):
            self.join(self.amina)
        self.assertFalse(partner._is_member())

    def test_sympathiser_contributor_core_and_back(self):
        partner = self.customer.partner_id
        self.join(self.customer)
        uid = partner.member_uid
        self.assertEqual(partner.community_level, "sympathiser")
        contribution = self.log(self.customer)
        self.assertEqual(partner.community_level, "sympathiser")
        contribution.with_user(self.publisher).action_acknowledge()
        self.assertEqual(partner.community_level, "contributor")
        mandate = self.env["code.social.mandate"].with_user(self.publisher)
        mandate = mandate.create(
            {
                "partner_id": partner.id,
                "role_id": self.env.ref("code_social.role_associate").id,
            }
        )
        mandate.with_user(self.manager).action_confirm()
        self.assertEqual(partner.community_level, "core")
        self.customer.partner_id.with_user(self.customer).action_leave("Moving")
        self.assertEqual(partner.community_level, "former")
        self.assertEqual(mandate.state, "resigned")
        self.join(self.customer)
        self.assertEqual(partner.member_uid, uid)
        self.assertEqual(partner.community_level, "contributor")
        self.assertEqual(contribution.sudo().partner_ids, partner)

    def test_leaving_forgets_what_was_shown(self):
        talent = self.env["code.social.talent"].create({"name": "Bread (test)"})
        me = self.amina.partner_id.with_user(self.amina)
        me.choose_directory(
            {
                "directory_listed": False,
                "directory_photo": True,
                "directory_level": True,
                "directory_contact": True,
                "directory_words": "I bake",
                "talent_ids": talent.ids,
            }
        )
        me.action_leave()
        partner = self.amina.partner_id
        self.assertFalse(partner.directory_words)
        self.assertFalse(partner.talent_ids)
        self.assertFalse(partner._public_card()["level"])
        self.assertFalse(partner._public_card()["avatar_url"])
        self.assertTrue(partner.directory_listed)

    def test_own_data(self):
        partner = self.amina.partner_id
        partner.write({"email": "amina@example.org", "image_1920": False})
        self.env["code.social.tie"].with_user(self.amina).declare(
            self.noe.partner_id.id, "family"
        )
        self.env["code.social.status"].create(
            {
                "partner_id": partner.id,
                "kind": "author",
                "proof": base64.b64encode(PNG),
                "proof_name": "../letter.png",
            }
        )
        data = partner.with_user(self.amina).own_data()
        self.assertEqual(data["person"][0]["email"], "amina@example.org")
        self.assertEqual(data["person"][0]["joined_on"], str(self.today))
        self.assertEqual(data["legal_statuses"][0]["kind"], "author")
        self.assertEqual(data["ties_declared"][0]["other_id"], "Noe (test)")
        self.assertFalse(data["own_acts"])  # she has done nothing yet
        content = partner.with_user(self.amina)._own_archive()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertEqual(json.loads(archive.read("data.json")), data)
            names = [one for one in archive.namelist() if one != "data.json"]
        self.assertEqual(len(names), 1)
        self.assertNotIn("../", names[0])

    def test_own_data_is_one_s_own(self):
        partner = self.amina.partner_id
        for user in (self.noe, self.publisher, self.manager, self.bruno):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                partner.with_user(user).own_data()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                partner.with_user(user)._own_archive()
        with self.assertRaises(AccessError):
            self.customer.partner_id.with_user(self.customer).own_data()

    def test_a_tie_declared_by_another_is_not_mine(self):
        self.env["code.social.tie"].with_user(self.noe).declare(
            self.amina.partner_id.id, "dispute"
        )
        data = self.amina.partner_id.with_user(self.amina).own_data()
        self.assertFalse(data["ties_declared"])
        self.assertNotIn("dispute", json.dumps(data))

    def test_who_left_still_takes_their_data(self):
        partner = self.amina.partner_id.with_user(self.amina)
        partner.action_leave("Moving")
        self.assertTrue(partner.own_data()["person"][0]["left_on"])
