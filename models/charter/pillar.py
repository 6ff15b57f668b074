from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Pillar(models.Model):
    _inherit = "code.social.pillar"

    def write(self, vals):
        # The proof of an adopted text covers the code of its pillars.
        if "code" in vals:
            changed = self.filtered(lambda one: one.code != vals["code"])
            articles = self.env["code.social.charter.article"].sudo()
            domain = Domain("pillar_id", "in", changed.ids)
            domain &= Domain("version_id.state", "in", ("adopted", "superseded"))
            if changed and articles.search_count(domain, limit=1):
                raise UserError(
                    self.env._(
                        "Adopted articles stand under this pillar: its code stays. Its"
                        " name may change."
                    )
                )
        return super().write(vals)
