from odoo import models
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _members_here(self):
        """Return those of these people who are members of the current community."""
        company = self.env.company

        def here(person):
            users = person.with_context(active_test=False).user_ids
            own = not person.company_id or person.company_id == company
            return own and (not users or company in users.company_ids)

        return self.filtered(lambda person: person._is_member() and here(person.sudo()))

    def _take_turn(self):
        """Let this person's requests pass one after the other, until the end.

        An UPDATE, not only a lock: under REPEATABLE READ the second transaction must
        fail and be retried, or it would not see what the first one wrote.
        """
        self.env.cr.execute(
            SQL("UPDATE res_partner SET write_uid = write_uid WHERE id IN %s", tuple(self.ids) or (0,))
        )
