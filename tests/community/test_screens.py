"""The back office of the community room: screens, dialogs and set-up."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..common import CodeSocialCommon

VIEWS = [(False, kind) for kind in ("list", "form", "search")]
OURS = ("pillar", "commission", "role", "mandate", "talent", "event")


class TestScreens(CodeSocialCommon):
    def test_our_screens_open_for_those_who_read_them(self):
        for user in (self.publisher, self.accountant, self.manager):
            for name in OURS:
                model = self.env[f"code.social.{name}"].with_user(user)
                with self.subTest(name, user=user.login):
                    self.assertTrue(model.get_views(VIEWS)["views"])
                    model.web_search_read([], {"display_name": {}})

    def test_odoos_screens_show_our_page_to_those_concerned(self):
        for user, shown in (
            (self.publisher, True),
            (self.accountant, True),
            (self.employee, False),
        ):
            partners = self.env["res.partner"].with_user(user)
            arch = partners.get_views([(False, "form")])["views"]["form"]["arch"]
            with self.subTest(user=user.login):
                self.assertEqual("community_level" in arch, shown)
                self.assertEqual('name="community"' in arch, shown)

    def test_a_form_opens_a_mandate(self):
        coordinator = self.env.ref("code_social.role_coordinator")
        mandates = self.env["code.social.mandate"].with_user(self.publisher)
        with Form(mandates) as form:
            form.partner_id = self.amina.partner_id
            form.role_id = coordinator
            form.commission_id = self.env.ref("code_social.commission_social")
            self.assertTrue(form.date_end, "the term of the role is proposed")
        mandate = form.record
        self.assertEqual(mandate.opened_by_id, self.publisher)
        self.assertTrue(mandate.can_confirm)
        self.assertFalse(mandate.can_revoke)
        self.assertFalse(mandate.with_user(self.accountant).can_confirm)

    def _dialog(self, user, record, action, reason):
        return (
            self.env["code.social.reason.wizard"]
            .with_user(user)
            .with_context(
                active_model=record._name,
                active_id=record.id,
                code_social_action=action,
            )
            .create({"reason": reason})
        )

    def test_the_reason_dialog(self):
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": self.amina.partner_id.id,
                "role_id": self.env.ref("code_social.role_core_member").id,
            }
        )
        mandate.with_user(self.publisher).action_confirm()
        with self.assertRaises(AccessError):
            self._dialog(self.noe, mandate, "action_revoke", "x").action_apply()
        self._dialog(self.publisher, mandate, "action_revoke", "absent").action_apply()
        self.assertEqual(mandate.state, "revoked")
        self.assertEqual(mandate.with_user(self.publisher).end_reason, "absent")
        with self.assertRaises(AccessError):
            mandate.with_user(self.noe).read(["end_reason"])

    def test_the_reason_dialog_calls_nothing_else(self):
        partner = self.amina.partner_id
        for action in ("unlink", "action_archive", "_leave"):
            with self.assertRaises(UserError):
                self._dialog(self.manager, partner, action, "x").action_apply()

    def test_verify_says_the_result(self):
        events = self.env["code.social.event"].with_user(self.manager)
        event = events._record(self.amina.partner_id, "test.act")
        events._cron_seal()
        self.assertEqual(events.action_verify()["params"]["type"], "success")
        self.env.cr.execute(
            "UPDATE code_social_event SET action = 'x' WHERE id = %s", (event.id,)
        )
        self.assertEqual(events.action_verify()["res_id"], event.id)

    def test_a_member_is_archived_not_deleted(self):
        partner = self.env["res.partner"].create({"name": "Lea (test)"})
        partner._join()
        with self.assertRaisesRegex(UserError, "archive"):
            partner.unlink()
        partner.action_archive()
        self.assertFalse(partner.active)

    def test_a_second_community_gets_the_shipped_roles(self):
        company = self.company_b.with_user(self.publisher_b)
        company.action_install_community()
        company.action_install_community()
        roles = self.env["code.social.role"].with_user(self.publisher_b).search([])
        shipped = self.company_a._shipped("code.social.role")
        self.assertEqual(sorted(roles.mapped("code")), sorted(shipped.mapped("code")))
        coordinator = roles.filtered(lambda role: role.code == "coordinator")
        self.assertEqual(coordinator.requires_role_id.company_id, self.company_b)
        commissions = self.env["code.social.commission"].with_user(self.publisher_b)
        self.assertEqual(len(commissions.search([])), 7)
        for user in (self.bruno, self.accountant_b, self.publisher):
            with self.assertRaises(AccessError):
                self.company_b.with_user(user).action_install_community()

    def test_shipped_roles(self):
        codes = self.company_a._shipped("code.social.role").mapped("code")
        self.assertEqual(
            set(codes),
            {
                "sympathiser",
                "contributor",
                "author",
                "artist",
                "partner",
                "core_member",
                "associate",
                "publisher",
                "accountant",
                "sage",
                "founding_president",
                "coordinator",
                "facilitator",
                "scribe",
                "timekeeper",
                "mediator",
                "guarantor",
            },
        )
        self.assertEqual(len(self.env["code.social.pillar"].search([])), 6)

    def test_a_shared_project_may_have_a_commission(self):
        commission = self.env.ref("code_social.commission_social")
        project = self.env["project.project"].create(
            {"name": "Everybody's (test)", "company_id": False}
        )
        project.commission_id = commission
        with self.assertRaisesRegex(ValidationError, "another community"):
            self._create_project(
                "Theirs (test)", self.company_b, commission_id=commission.id
            )

    def test_a_project_manager_outside_the_community_copies_as_before(self):
        user = self._create_user("projects", "project.group_project_manager")
        self.project.talent_needed_ids = self.env["code.social.talent"].create(
            {"name": "Singing (test)"}
        )
        project = self.project.with_user(user)
        self.assertNotIn("talent_needed_ids", project.fields_get())
        self.assertEqual(project.copy().name, f"{self.project.name} (copy)")
        # Nor do they meet a refusal on contacts, where a copy is another person.
        self.noe.partner_id.talent_ids = self.project.talent_needed_ids
        user.group_ids += self.env.ref("base.group_partner_manager")
        twin = self.noe.partner_id.with_user(user).copy()
        self.assertFalse(twin.sudo().talent_ids)
        # Who reads talents copies them along.
        user.group_ids += self.env.ref("code_social.group_publisher")
        copied = self.project.with_user(user).copy()
        self.assertEqual(copied.talent_needed_ids.name, "Singing (test)")
