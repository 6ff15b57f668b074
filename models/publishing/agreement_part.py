"""The lines of an agreement: sealed with it, on every path."""

from odoo import api, fields, models

from ...tools.exact import exact


class CodeSocialAgreementPart(models.AbstractModel):
    _name = "code.social.agreement.part"
    _inherit = ["code.social.guard.mixin"]
    _description = "Line of an agreement"

    agreement_id = fields.Many2one(
        "code.social.agreement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="agreement_id.company_id", store=True, index=True, precompute=True
    )

    def _is_sealed(self):
        return self.agreement_id._is_sealed()

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._refuse_into_sealed()
        return parts

    def write(self, vals):
        result = super().write(vals)
        if "agreement_id" in vals:
            self._refuse_into_sealed()
        return result

    def _refuse_into_sealed(self):
        for agreement in self.sudo().agreement_id:
            if agreement._is_sealed():
                agreement._refuse_sealed_record(agreement)


class CodeSocialAgreementHolder(models.Model):
    _name = "code.social.agreement.holder"
    _inherit = ["code.social.agreement.part"]
    _description = "Holder of Rights"
    _order = "id"

    partner_id = fields.Many2one(
        "res.partner", "Holder", required=True, index=True, ondelete="restrict"
    )
    share = fields.Float("Share (%)", digits=(16, 2), required=True, default=100)

    _share_range = models.Constraint(
        "CHECK (share > 0 AND share <= 100)", "A share goes from 0 to 100 %."
    )
    _once = models.UniqueIndex(
        "(agreement_id, partner_id)", "A person is named once among the holders."
    )

    @api.depends("partner_id", "share")
    def _compute_display_name(self):
        for holder in self:
            holder.display_name = f"{holder.sudo().partner_id.name} · {holder.share} %"

    def _exact_share(self):
        """Return the share (one) as an exact Fraction of 1."""
        return exact(f"{self.share:.2f}") / 100


class CodeSocialRoyaltyTier(models.Model):
    _name = "code.social.royalty.tier"
    _inherit = ["code.social.agreement.part"]
    _description = "Royalty Tier"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    up_to = fields.Integer(
        "Up to", help="Units sold in all, included. Nothing: without limit."
    )
    rate = fields.Float("Rate (%)", digits=(16, 4), required=True)

    _rate_range = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100)", "A rate goes from 0 to 100 %."
    )

    @api.depends("up_to", "rate")
    def _compute_display_name(self):
        for tier in self:
            tier.display_name = f"{tier.up_to or '∞'} · {tier.rate} %"
