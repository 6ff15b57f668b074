"""What a person is tied by: the community they are in, calls, aid and draws."""

from odoo import models
from odoo.fields import Domain
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
            SQL(
                "UPDATE res_partner SET write_uid = write_uid WHERE id IN %s",
                tuple(self.ids) or (0,),
            )
        )

    def _leave_seats(self):
        """Take back what waits for these people, or from them."""
        matches = self.env["code.social.talent.match"]._by_method()
        matches.search(
            Domain("partner_id", "in", self.ids) & Domain("call_id.state", "=", "open")
        ).unlink()
        aid = self.env["code.social.aid"].sudo()
        waiting = Domain("state", "in", ("open", "answered"))
        for one in aid.search(waiting & Domain("opened_by_id", "in", self.ids)):
            one._end("withdrawn")
        for one in aid.search(waiting & Domain("other_id", "in", self.ids)):
            one._reopen()
        return super()._leave_seats()
