"""The community's lines of the access table, persona by persona."""

import contextlib

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..common import CodeSocialCommon

COMMON_GROUND = ("pillar", "commission", "role", "mandate", "talent")


class TestAccess(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env
        cls.records = {
            "pillar": env.ref("code_social.pillar_social"),
            "commission": env.ref("code_social.commission_social"),
            "role": env.ref("code_social.role_associate"),
            "talent": env["code.social.talent"].create({"name": "Bread (test)"}),
            "mandate": env["code.social.mandate"].create(
                {
                    "partner_id": cls.amina.partner_id.id,
                    "role_id": env.ref("code_social.role_associate").id,
                }
            ),
        }
        cls.readers = (
            cls.amina,
            cls.noe,
            cls.sage,
            cls.guarantor,
            cls.publisher,
            cls.accountant,
            cls.manager,
        )
        cls.writers = (cls.publisher, cls.manager)
        cls.strangers = (cls.customer, cls.employee)

    def assert_nothing(self, record, user):
        """Read, search, count, group, name_search and export alike."""
        mine = record.with_user(user).with_company(user.company_id)
        domain = Domain("id", "in", record.ids)
        for call in (
            lambda: mine.read(["display_name"]),
            lambda: mine.export_data(["id", "display_name"]),
        ):
            # Exporting needs a right of Odoo's own, refused before ours.
            with self.subTest(user=user.login), self.assertRaises(UserError):
                call()
        for call in (
            lambda: mine.search(domain),
            lambda: mine.search_count(domain),
            lambda: mine._read_group(domain, ["id"]),
            lambda: mine.name_search("", domain),
        ):
            with self.subTest(user=user.login):
                with contextlib.suppress(AccessError):
                    self.assertFalse(call())

    def test_common_ground_read(self):
        for name in COMMON_GROUND:
            record = self.records[name]
            for user in self.readers:
                with self.subTest(name, user=user.login):
                    mine = record.with_user(user)
                    self.assertEqual(mine.search([("id", "=", record.id)]), mine)
                    self.assertTrue(mine.read())
            for user in self.strangers:
                self.assert_nothing(record, user)

    def test_common_ground_write(self):
        for name in COMMON_GROUND:
            record = self.records[name]
            for user in (*self.readers, *self.strangers):
                with self.subTest(name, user=user.login):
                    for operation in ("write", "create", "unlink"):
                        self.assertEqual(
                            record.with_user(user).has_access(operation),
                            user in self.writers,
                        )

    def test_other_company_sees_nothing(self):
        role = self.records["role"].copy({"company_id": self.company_b.id})
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": self.bruno.partner_id.id,
                "role_id": role.id,
                "company_id": self.company_b.id,
            }
        )
        for name in ("commission", "role", "mandate"):
            for user in (self.bruno, self.publisher_b, self.accountant_b):
                self.assert_nothing(self.records[name], user)
        for user in self.readers:
            self.assert_nothing(mandate, user)
            self.assert_nothing(role, user)
        # Pillars and talents without a company are shared.
        self.assertTrue(self.records["pillar"].with_user(self.bruno).read(["name"]))

    def test_partner_fields(self):
        partner = self.amina.partner_id
        names = ["member_uid", "joined_on", "community_level", "talent_ids", "imported"]
        for user in (self.amina, self.publisher, self.accountant, self.manager):
            with self.subTest(user=user.login):
                self.assertTrue(partner.with_user(user).read(names)[0]["member_uid"])
        for user in (
            self.noe,
            self.sage,
            self.guarantor,
            self.employee,
            self.customer,
            self.bruno,
        ):
            for name in names:
                with (
                    self.subTest(name, user=user.login),
                    self.assertRaises(AccessError),
                ):
                    partner.with_user(user).read([name])

    def test_partner_fields_cannot_be_searched_or_grouped(self):
        partners = self.env["res.partner"].with_user(self.employee)
        domain = [("community_level", "=", "core")]
        for call in (
            lambda: partners.search(domain),
            lambda: partners.search_count(domain),
            lambda: partners._read_group([], ["community_level"], ["__count"]),
            lambda: partners.search([], order="joined_on"),
            lambda: (
                self.env["project.project"]
                .with_user(self.employee)
                .search([("author_ids.community_level", "=", "core")])
            ),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertNotIn("community_level", partners.fields_get())

    def test_reading_ones_own_does_not_show_others(self):
        both = self.amina.partner_id | self.noe.partner_id
        with self.assertRaises(AccessError):
            both.with_user(self.amina).read(["joined_on"])
        mine = both.with_user(self.amina)
        self.assertTrue(mine[0].joined_on)
        with self.assertRaises(AccessError):
            mine[1].mapped("joined_on")

    def test_partner_fields_write(self):
        partner = self.amina.partner_id
        talent = self.records["talent"]
        values = {"talent_ids": [Command.link(talent.id)]}
        for user in (self.publisher, self.manager):
            partner.with_user(user).write(values)
        self.assertEqual(partner.talent_ids, talent)
        for user in (self.amina, self.noe, self.accountant, self.employee):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                partner.with_user(user).write({"talent_ids": [Command.clear()]})

    def test_legal_status(self):
        status = self.env["code.social.status"].create(
            {"partner_id": self.amina.partner_id.id, "kind": "author"}
        )
        for user in (self.amina, self.publisher, self.accountant, self.manager):
            self.assertTrue(status.with_user(user).read(["kind"]))
        for user in (self.noe, self.guarantor, self.sage, self.employee, self.customer):
            self.assert_nothing(status, user)
        self.assert_nothing(status, self.publisher_b)
        for user in (self.amina, self.accountant):
            with self.assertRaises(AccessError):
                status.with_user(user).write({"kind": "employee"})
        status.with_user(self.publisher).write({"kind": "independent"})

    def test_audit_events(self):
        Event = self.env["code.social.event"]
        event = Event.with_user(self.amina)._record(self.amina.partner_id, "test.act")
        readers = (
            self.amina,
            self.publisher,
            self.accountant,
            self.guarantor,
            self.manager,
        )
        for user in readers:
            with self.subTest(user=user.login):
                self.assertTrue(event.with_user(user).read(["action"]))
        for user in (self.noe, self.sage, self.customer, self.employee):
            self.assert_nothing(event, user)
        for user in (self.bruno, self.publisher_b, self.accountant_b):
            self.assert_nothing(event, user)

    def test_a_publisher_who_is_also_a_member_still_reads_all(self):
        self.publisher.partner_id._join()
        event = self.env["code.social.event"]._record(self.amina.partner_id, "test.act")
        self.assertTrue(event.with_user(self.publisher).read(["action"]))

    def test_no_line_names_a_group_of_odoo(self):
        groups = [
            self.env.ref(f"base.group_{name}") for name in ("portal", "user", "public")
        ]
        ids = [group.id for group in groups]
        ours = [("module", "=", "code_social")]
        data = self.env["ir.model.data"]
        for model, field in (
            ("ir.model.access", "group_id"),
            ("ir.rule", "groups"),
        ):
            found = data.search([*ours, ("model", "=", model)])
            self.assertTrue(found)
            records = self.env[model].browse(found.mapped("res_id"))
            self.assertFalse(records.filtered_domain([(field, "in", ids)]))
