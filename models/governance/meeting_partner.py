from odoo import models


class Partner(models.Model):
    _inherit = "res.partner"

    def _sealed_rows(self):
        """Add those to whom an open decision is put."""
        kept = [("partner_id", "in", self.ids)]
        decisions = [
            ("state", "!=", "draft"),
            "|",
            ("carrier_id", "in", self.ids),
            ("elector_ids", "in", self.ids),
        ]
        domains = {
            "code.social.position": kept,
            "code.social.decision": decisions,
        }
        return [
            *super()._sealed_rows(),
            *(self.env[name].sudo().search(domain) for name, domain in domains.items()),
        ]

    def _leave_seats(self):
        """Give back the day roles of meetings to come."""
        Meeting = self.env["code.social.meeting"].sudo()
        for name in ("facilitator_id", "scribe_id", "timekeeper_id"):
            coming = Meeting.search([("state", "=", "planned"), (name, "in", self.ids)])
            coming._by_method().write({name: False})
        return super()._leave_seats()
