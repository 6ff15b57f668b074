from odoo import api, fields, models
from odoo.exceptions import UserError


class ContributionAnswer(models.AbstractModel):
    _name = "code.social.contribution.answer"
    _description = "Answer to Contributions"

    contribution_ids = fields.Many2many("code.social.contribution", required=True)
    skipped_ids = fields.Many2many(
        "code.social.contribution",
        string="Left aside",
        compute="_compute_kept",
        help="Not declared, or your own: somebody else answers them.",
    )
    kept_ids = fields.Many2many(
        "code.social.contribution",
        string="Contributions",
        compute="_compute_kept",
    )
    kept_count = fields.Integer(compute="_compute_kept")
    skipped_count = fields.Integer(compute="_compute_kept")

    @api.depends("contribution_ids")
    def _compute_kept(self):
        for wizard in self:
            chosen = wizard.contribution_ids._origin
            kept = chosen.filtered(self._is_allowed)
            wizard.kept_ids = kept
            wizard.skipped_ids = chosen - kept
            wizard.kept_count = len(kept)
            wizard.skipped_count = len(chosen - kept)

    @api.model
    def _is_allowed(self, contribution):
        """Return the predicate of this answer for one contribution."""
        return contribution._can_acknowledge()

    def _kept(self):
        """Return what this answer is for; a refusal is better than doing nothing."""
        kept = self.contribution_ids.filtered(self._is_allowed)
        if not kept:
            raise UserError(
                self.env._(
                    "None of these contributions waits for you: they are not"
                    " declared, or they are your own."
                )
            )
        return kept


class ContributionAcknowledge(models.TransientModel):
    """A word of thanks for one or several contributions."""

    _name = "code.social.contribution.acknowledge"
    _description = "Acknowledge Contributions"
    _inherit = ["code.social.contribution.answer"]

    contribution_ids = fields.Many2many(
        relation="code_social_contribution_acknowledge_rel"
    )
    thanks = fields.Text(
        "Words of thanks", help="Signed with your name. Optional, and it counts."
    )

    def action_apply(self):
        self.ensure_one()
        self._kept().action_acknowledge(thanks=self.thanks)
        return {"type": "ir.actions.act_window_close"}


class ContributionReturn(models.TransientModel):
    """The reason for which contributions go back to who noted them."""

    _name = "code.social.contribution.return"
    _description = "Return Contributions"
    _inherit = ["code.social.contribution.answer"]

    contribution_ids = fields.Many2many(relation="code_social_contribution_return_rel")
    reason = fields.Text(
        required=True, help="What is missing, in a sentence. They can then correct it."
    )

    @api.model
    def _is_allowed(self, contribution):
        return contribution._can_return()

    def action_apply(self):
        self.ensure_one()
        self._kept().action_return(self.reason)
        return {"type": "ir.actions.act_window_close"}


class ValuationMaintain(models.TransientModel):
    """What the exchange about a work concluded."""

    _name = "code.social.valuation.maintain"
    _description = "Keep a Figure after the Exchange"

    valuation_id = fields.Many2one("code.social.valuation", required=True)
    reason = fields.Text("What the exchange concluded", required=True)

    def action_apply(self):
        self.ensure_one()
        self.valuation_id.action_maintain(self.reason)
        return {"type": "ir.actions.act_window_close"}
