from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Command


class MandateMixin:
    """A seat in a commission, and its holder until the end of the year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env
        cls.Mandate = env["code.social.mandate"]
        cls.Handover = env["code.social.handover"]
        cls.garden = env["code.social.commission"].create({"name": "Garden (test)"})
        cls.role = env["code.social.role"].create(
            {
                "name": "Seed keeper (test)",
                "purpose": "Keep seeds from year to year",
                "scope": "commission",
                "kind": "seat",
                "handover_items": "The key of the shed\n\n  Seeds to sow in March ",
            }
        )
        cls.rights = env["code.social.role"].create(
            {
                "name": "Watch (test)",
                "group_ids": [Command.link(env.ref("code_social.group_guarantor").id)],
            }
        )
        cls.holder = cls.amina.partner_id

    @classmethod
    def held(cls, user=None, confirm=True, role=None, **values):
        """Open (as publisher) and confirm (as manager) a mandate; returns it."""
        role = role or cls.role
        mandate = cls.Mandate.with_user(cls.publisher).create(
            {
                "partner_id": (user or cls.amina).partner_id.id,
                "role_id": role.id,
                "commission_id": role.scope == "commission" and cls.garden.id,
                **values,
            }
        )
        if confirm:
            mandate.with_user(cls.manager).action_confirm()
        return mandate.with_env(cls.env)

    def events(self, record):
        """Return the recorded acts on a record, oldest first."""
        found = self.env["code.social.event"].search(
            [("model", "=", record._name), ("res_id", "in", record.ids)], order="id"
        )
        return found.mapped("action")

    @contextmanager
    def refused(self, words, error=UserError):
        """Expect this sentence, and that nothing is kept of what was tried."""
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), words)
