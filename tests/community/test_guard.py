"""What methods alone write is refused on every other path."""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from ...models.community import proof
from ..common import CodeSocialCommon


class TestGuard(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Mandate = cls.env["code.social.mandate"]
        cls.role = cls.env.ref("code_social.role_core_member")
        cls.draft = cls.Mandate.create(
            {"partner_id": cls.amina.partner_id.id, "role_id": cls.role.id}
        )

    def test_admin_and_sudo_cannot_write_a_method_field(self):
        admin = self.env.ref("base.user_admin")
        for mandate in (
            self.draft,
            self.draft.sudo(),
            self.draft.with_user(admin),
            self.draft.with_user(self.manager),
        ):
            with (
                self.subTest(user=mandate.env.user.login),
                self.assertRaises(AccessError),
            ):
                mandate.write({"state": "active"})
        self.assertEqual(self.draft.state, "draft")

    def test_a_client_cannot_forge_the_key(self):
        for value in (True, 1, "object", {}, []):
            forged = self.draft.with_user(self.manager).with_context(
                code_social_method=value
            )
            with self.assertRaises(AccessError):
                forged.write({"state": "active"})

    def test_create_with_a_state_is_refused(self):
        values = {
            "partner_id": self.noe.partner_id.id,
            "role_id": self.role.id,
            "state": "active",
        }
        with self.assertRaises(AccessError):
            self.Mandate.with_user(self.manager).create(values)

    def test_create_with_the_default_is_accepted(self):
        mandate = self.Mandate.with_user(self.manager).create(
            {
                "partner_id": self.noe.partner_id.id,
                "role_id": self.role.id,
                "state": "draft",
            }
        )
        self.assertEqual(mandate.state, "draft")

    def test_a_default_from_the_context_is_ignored(self):
        mandate = (
            self.Mandate.with_user(self.manager)
            .with_context(default_state="active", default_started_on="2020-01-01")
            .create({"partner_id": self.noe.partner_id.id, "role_id": self.role.id})
        )
        self.assertEqual(mandate.state, "draft")
        self.assertFalse(mandate.started_on)

    def test_a_users_own_default_is_ignored(self):
        self.env["ir.default"].with_user(self.manager).sudo().set(
            self.Mandate._name, "state", "active", user_id=self.manager.id
        )
        mandate = self.Mandate.with_user(self.manager).create(
            {"partner_id": self.noe.partner_id.id, "role_id": self.role.id}
        )
        self.assertEqual(mandate.state, "draft")

    def test_by_method_drops_the_clients_defaults(self):
        partners = self.env["res.partner"].with_context(default_name="Forged")
        self.assertNotIn("default_name", partners._by_method().env.context)

    def test_import_cannot_write_a_method_field(self):
        result = (
            self.env["res.partner"]
            .with_user(self.manager)
            .load(["name", "community_level"], [["Lea (test)", "core"]])
        )
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])

    def test_copy_begins_as_a_draft(self):
        self.draft.with_user(self.manager).action_confirm()
        self.draft.with_user(self.amina).action_resign("tired")
        copy = self.draft.copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.started_on)

    def test_sealed_is_refused_even_by_method(self):
        self.draft.with_user(self.manager).action_confirm()
        self.draft.with_user(self.amina).action_resign("moving away")
        sealed = self.draft._by_method()
        for values in ({"state": "active"}, {"deputy_id": self.noe.partner_id.id}):
            with self.assertRaisesRegex(UserError, "sealed"):
                sealed.write(values)
        with self.assertRaises(UserError):
            sealed.unlink()

    def test_erase_leaves_a_proof(self):
        self.draft.with_user(self.manager).action_confirm()
        self.draft.with_user(self.amina).action_resign("moving away")
        mandate = self.draft.sudo()
        self.assertEqual(mandate._proof_state("end_reason"), "kept")
        digest = mandate.end_reason_digest
        self.assertEqual(digest, proof.proof("moving away", mandate.end_reason_salt))
        mandate._erase()
        self.assertFalse(mandate.end_reason)
        self.assertFalse(mandate.end_reason_salt)
        self.assertEqual(mandate.end_reason_digest, digest)
        self.assertEqual(mandate._proof_state("end_reason"), "erased")

    def test_a_role_gives_neutral_groups_only(self):
        """Wherever the write comes from, the manager's included."""
        system = self.env.ref("base.group_system")
        for role in (self.role.with_user(self.manager), self.role.sudo()):
            with self.assertRaisesRegex(ValidationError, "gives only"):
                role.write({"group_ids": [Command.link(system.id)]})
        with self.assertRaises(ValidationError):
            self.env["code.social.role"].with_user(self.publisher).create(
                {"name": "Back door", "group_ids": [Command.set(system.ids)]}
            )

    def test_a_status_has_no_mandate(self):
        with self.assertRaisesRegex(ValidationError, "status"):
            self.Mandate.create(
                {
                    "partner_id": self.noe.partner_id.id,
                    "role_id": self.env.ref("code_social.role_sympathiser").id,
                }
            )
        with self.assertRaisesRegex(ValidationError, "status"):
            self.role.with_user(self.manager).kind = "status"

    def test_proof_of_bytes(self):
        salt = proof.new_salt()
        self.assertNotEqual(proof.proof(b"ink", salt), proof.proof(b"other", salt))
        self.assertEqual(len(proof.proof(b"ink", salt)), 64)
