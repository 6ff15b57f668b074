"""What a mandate and a role refuse, whatever the door: form, import, network."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, JsonRpcException, freeze_time, tagged
from odoo.tools import mute_logger

from ..common import CodeSocialCommon, CodeSocialMixin
from .mandate_common import MandateMixin


class TestMandateRules(MandateMixin, CodeSocialCommon):
    # === Deputies ===

    def test_the_deputy_is_somebody_else(self):
        with self.refused("somebody else than the holder", ValidationError):
            self.held(confirm=False, deputy_id=self.holder.id)
        mandate = self.held(deputy_id=self.noe.partner_id.id)
        with self.refused("somebody else than the holder", ValidationError):
            mandate.with_user(self.publisher).deputy_id = self.holder

    def test_the_deputy_has_joined(self):
        with self.refused("not joined", ValidationError):
            self.held(confirm=False, deputy_id=self.customer.partner_id.id)

    def test_a_deputy_who_left_is_replaced_before_confirming(self):
        mandate = self.held(confirm=False, deputy_id=self.noe.partner_id.id)
        self.noe.partner_id._leave()
        with self.refused("not joined", ValidationError):
            mandate.with_user(self.manager).action_confirm()
        mandate.with_user(self.publisher).deputy_id = self.rosa.partner_id
        mandate.with_user(self.manager).action_confirm()
        self.assertEqual(mandate.state, "active")

    def test_a_deputy_that_is_required_stays(self):
        self.role.deputy_required = True
        mandate = self.held(deputy_id=self.noe.partner_id.id)
        with self.refused("needs a deputy", ValidationError):
            mandate.with_user(self.publisher).deputy_id = False

    # === Dates and seats ===

    def test_it_does_not_end_before_it_starts(self):
        for user in (self.publisher, self.env.user):
            with self.refused("before it starts", ValidationError):
                self.Mandate.with_user(user).create(
                    {
                        "partner_id": self.holder.id,
                        "role_id": self.rights.id,
                        "date_start": "2030-05-02",
                        "date_end": "2030-05-01",
                    }
                )
        mandate = self.held(confirm=False, date_start="2030-05-02")
        with self.refused("before it starts", ValidationError):
            mandate.with_user(self.publisher).date_end = "2030-05-01"

    def test_a_single_seat_has_one_holder(self):
        self.role.seats = 1
        self.held(date_end=self.today + timedelta(days=9))
        second = self.held(self.rosa, confirm=False)
        with self.refused("seats"):
            second.with_user(self.manager).action_confirm()
        self.assertEqual(second.state, "draft")
        second.with_user(self.publisher).date_start = self.today + timedelta(days=10)
        second.with_user(self.manager).action_confirm()
        self.assertEqual(second.state, "active")

    def test_two_that_follow_each_other_take_one_seat_of_two(self):
        self.role.seats = 2
        self.held(date_end=self.today + timedelta(days=9))
        self.held(self.rosa, date_start=self.today + timedelta(days=10))
        self.assertEqual(self.held(self.noe).state, "active")
        third = self.held(self.theo, confirm=False)
        with self.refused("seats"):
            third.with_user(self.manager).action_confirm()

    # === Rights ===

    def test_a_manager_does_not_seat_themself(self):
        mine = self.manager.partner_id
        mine._join()
        with self.refused("themselves", ValidationError):
            self.Mandate.with_user(self.manager).create(
                {"partner_id": mine.id, "role_id": self.rights.id}
            )
        draft = self.held(role=self.rights, confirm=False)
        with self.refused("themselves", ValidationError):
            draft.with_user(self.manager).partner_id = mine
        draft.with_user(self.publisher).partner_id = mine
        with self.refused("their own", AccessError):
            draft.with_user(self.manager).action_confirm()
        for values in (
            {"state": "active"},
            {"opened_by_id": self.publisher.id},
            {"granted_group_ids": [Command.set(self.rights.group_ids.ids)]},
        ):
            with self.assertRaises(AccessError):
                draft.with_user(self.manager).write(values)
        self.assertFalse(self.manager.has_group("code_social.group_guarantor"))

    def test_an_import_does_not_seat_whoever_imports(self):
        self.manager.partner_id._join()
        result = self.Mandate.with_user(self.manager).load(
            ["partner_id/.id", "role_id/.id", "state"],
            [[str(self.manager.partner_id.id), str(self.rights.id), "active"]],
        )
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])

    def test_rights_put_on_a_role_afterwards_are_not_taken_alone(self):
        plain = self.env["code.social.role"].create({"name": "Plain (test)"})
        start = self.today + timedelta(days=1)
        mandate = self.held(role=plain, confirm=False, date_start=start)
        mandate.with_user(self.publisher).action_confirm()
        guarantors = self.env.ref("code_social.group_guarantor")
        plain.with_user(self.publisher).group_ids = guarantors
        with freeze_time(start):
            self.Mandate._cron_dates()
        self.assertTrue(mandate.is_running)
        self.assertNotIn(guarantors, self.amina.group_ids)

    def test_a_role_does_not_give_more_than_neutral_groups(self):
        system = self.env.ref("base.group_system")
        roles = self.env["code.social.role"]
        for user in (self.manager, self.env.user):
            with self.refused("cannot give", ValidationError):
                roles.with_user(user).create(
                    {"name": "Root (test)", "group_ids": [Command.link(system.id)]}
                )
            for command in (Command.link(system.id), Command.set(system.ids)):
                with self.refused("cannot give", ValidationError):
                    self.role.with_user(user).write({"group_ids": [command]})
        result = roles.with_user(self.manager).load(
            ["name", "group_ids/.id"], [["Root (test)", str(system.id)]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("cannot give", str(result["messages"]))
        self.assertFalse(roles.search([("name", "=", "Root (test)")]))
        self.assertFalse(self.role.group_ids)

    def test_roles_do_not_require_each_other_in_a_circle(self):
        second = self.role.copy({"name": "B", "requires_role_id": self.role.id})
        third = self.role.copy({"name": "C", "requires_role_id": second.id})
        for required in (self.role, second, third):
            with self.refused("cannot require itself", ValidationError):
                self.role.with_user(self.publisher).requires_role_id = required
        self.assertFalse(self.role.requires_role_id)


@tagged("post_install", "-at_install", "code_social")
class TestMandateRulesRpc(MandateMixin, CodeSocialMixin, HttpCase):
    def refuse(self, model, method, *args, **kwargs):
        self.authenticate(self.manager.login, self.manager.login)
        with (
            mute_logger("odoo.http", "odoo.sql_db"),
            self.assertRaises(JsonRpcException) as caught,
        ):
            self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{model}/{method}",
                {"model": model, "method": method, "args": args, "kwargs": kwargs},
            )
        self.env.invalidate_all()
        self.assertRegex(str(caught.exception), "AccessError|UserError|ValidationError")

    def test_over_the_network_too(self):
        mine = self.manager.partner_id
        mine._join()
        forged = {"context": {"code_social_method": True, "default_state": "active"}}
        model = "code.social.mandate"
        values = {"partner_id": mine.id, "role_id": self.rights.id}
        self.refuse(model, "create", [values], **forged)
        draft = self.held(role=self.rights, confirm=False)
        self.refuse(model, "write", draft.ids, {"partner_id": mine.id}, **forged)
        self.refuse(model, "write", draft.ids, {"state": "active"}, **forged)
        draft.with_user(self.publisher).partner_id = mine
        self.refuse(model, "action_confirm", draft.ids, **forged)
        self.assertEqual(draft.state, "draft")
        self.assertFalse(self.manager.has_group("code_social.group_guarantor"))

    def test_a_role_asks_for_no_administrator_over_the_network(self):
        system = self.env.ref("base.group_system")
        command = [[4, system.id, 0]]
        values = {"name": "Root (test)", "group_ids": command}
        self.refuse("code.social.role", "create", [values])
        self.refuse("code.social.role", "write", self.role.ids, {"group_ids": command})
        self.assertFalse(self.role.group_ids)
        self.refuse("code.social.mandate", "_finish", self.held().ids, "ended")
        self.refuse("code.social.handover", "create", [{"mandate_id": 1}])
