from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _refuse_merge(self, sources, target):
        """Refuse as well to mix another contact into one who signed the charter."""
        res = super()._refuse_merge(sources, target)
        domain = [("partner_id", "in", target.ids)]
        if self.env["code.social.adhesion"].sudo().search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "%(name)s signed the charter: no other contact is merged into the"
                    " person of a signature. Archive the double instead.",
                    name=target.sudo().name,
                )
            )
        return res
