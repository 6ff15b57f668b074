"""The same refusals over the network."""

from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..common import CodeSocialMixin


@tagged("post_install", "-at_install", "code_social")
class TestRpc(CodeSocialMixin, HttpCase):
    def call(self, user, model, method, *args, **kwargs):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def assert_refused(self, user, model, method, *args, **kwargs):
        with (
            mute_logger("odoo.http"),
            self.assertRaises(JsonRpcException) as caught,
        ):
            self.call(user, model, method, *args, **kwargs)
        self.assertRegex(str(caught.exception), "AccessError|UserError|ValidationError")

    def test_method_fields(self):
        ids = self.amina.partner_id.ids
        forged = {"context": {"code_social_method": True, "code_social_drop": True}}
        for user in (self.manager, self.publisher):
            for values in ({"community_level": "core"}, {"member_uid": "x"}):
                self.assert_refused(user, "res.partner", "write", ids, values, **forged)
        self.assertEqual(self.amina.partner_id.community_level, "sympathiser")

    def test_a_member_reads_their_own_row_only(self):
        names = ["community_level", "joined_on"]
        mine = self.call(
            self.amina, "res.partner", "read", self.amina.partner_id.ids, names
        )
        self.assertEqual(mine[0]["community_level"], "sympathiser")
        for user in (self.amina, self.employee):
            self.assert_refused(
                user, "res.partner", "read", self.noe.partner_id.ids, names
            )

    def test_private_methods_are_out_of_reach(self):
        ids = self.customer.partner_id.ids
        for method in ("_join", "_by_method", "_erase", "_public_card"):
            self.assert_refused(self.manager, "res.partner", method, ids)
        self.assert_refused(self.customer, "res.partner", "action_join", ids)

    def test_a_role_gives_neutral_groups_only(self):
        role = self.env.ref("code_social.role_associate")
        system = self.env.ref("base.group_system")
        self.assert_refused(
            self.manager,
            "code.social.role",
            "write",
            role.ids,
            {"group_ids": [[4, system.id, 0]]},
        )

    def test_the_audit_log(self):
        event = self.env["code.social.event"]._record(self.amina.partner_id, "test.act")
        for user in (self.manager, self.env.ref("base.user_admin")):
            for method, args in (
                ("write", ({"action": "x"},)),
                ("unlink", ()),
                ("copy", ()),
            ):
                self.assert_refused(user, "code.social.event", method, event.ids, *args)
        self.assert_refused(self.customer, "code.social.event", "verify_chain")

    def test_the_verify_button(self):
        result = self.call(self.manager, "code.social.event", "action_verify", [])
        self.assertEqual(result["tag"], "display_notification")
