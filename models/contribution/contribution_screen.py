from odoo import api, fields, models


class Contribution(models.Model):
    """What the back office shows of a contribution: its buttons, proofs, figures.

    A button is shown when its predicate allows the action; nothing is decided here.
    """

    _inherit = "code.social.contribution"

    viewer_can_acknowledge = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_return = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_declare = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_revise = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_withdraw = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    nature_icon = fields.Char(
        "Sign of the nature",
        related="nature_id.icon",
        export_string_translation=False,
    )
    evidence_ids = fields.Many2many(
        "ir.attachment",
        compute="_compute_evidence_ids",
        # Odoo shows files to nobody on the portal; who reads the work sees its proofs.
        compute_sudo=True,
    )
    evidence_count = fields.Integer(
        "Number of files", compute="_compute_evidence_ids", compute_sudo=True
    )
    valuation_label = fields.Char(
        "As seen by peers",
        compute="_compute_valuation_label",
        help="The quality, always with the number of ballots and whether views are"
        " close. Only what is published.",
    )

    @api.depends_context("uid")
    @api.depends("state", "partner_ids", "entered_by_id")
    def _compute_viewer_rights(self):
        for contribution in self:
            contribution.viewer_can_acknowledge = contribution._can_acknowledge()
            contribution.viewer_can_return = contribution._can_return()
            contribution.viewer_can_declare = contribution._can_declare()
            contribution.viewer_can_revise = contribution._can_revise()
            contribution.viewer_can_withdraw = contribution._can_withdraw()

    def _compute_evidence_ids(self):
        files = self._evidence().grouped("res_id")
        none = self.env["ir.attachment"]
        for contribution in self:
            found = files.get(contribution.id, none)
            contribution.evidence_ids = found
            contribution.evidence_count = len(found)

    @api.depends_context("uid", "lang")
    @api.depends("valuation_state")
    def _compute_valuation_label(self):
        Valuation = self.env["code.social.valuation"]
        found = Valuation
        if Valuation.has_access("read"):
            # As the user: the rules say whose figures one may see.
            found = Valuation.search(
                [
                    ("contribution_id", "in", self.ids),
                    ("round_id.state", "in", ("published", "locked")),
                ],
                order="contribution_id, attempt, id",
            )
        labels = {v.contribution_id.id: v._label() for v in found}
        for contribution in self:
            contribution.valuation_label = labels.get(contribution.id, False)

    def action_open_acknowledge(self):
        """Open the word of thanks for these contributions."""
        return self._wizard(
            "code.social.contribution.acknowledge", self.env._("Acknowledge")
        )

    def action_open_return(self):
        """Open the reason for which these contributions are given back."""
        return self._wizard("code.social.contribution.return", self.env._("Return"))

    def action_open_revise(self):
        """Open a contribution in the same form in which it was noted."""
        self.ensure_one()
        action = self._wizard("code.social.contribution.log", self.env._("Correct"))
        action["context"] = {"default_contribution_id": self.id}
        return action

    def _wizard(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_contribution_ids": self.ids},
        }
