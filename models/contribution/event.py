from odoo import api, fields, models
from odoo.fields import Domain


class Event(models.Model):
    """The auditor of a round reads the acts on that round."""

    _inherit = "code.social.event"

    viewer_is_auditor = fields.Boolean(
        compute="_compute_viewer_is_auditor",
        search="_search_viewer_is_auditor",
        export_string_translation=False,
    )

    @api.depends_context("uid")
    def _compute_viewer_is_auditor(self):
        audited = self.sudo().filtered_domain(self._audited_domain())
        for event in self:
            event.viewer_is_auditor = event in audited

    @api.model
    def _search_viewer_is_auditor(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._audited_domain()
        return domain if True in value else ~domain

    @api.model
    def _audited_domain(self):
        """Return the domain of the acts on the rounds the user audits."""
        Round = self.env["code.social.round"].sudo()
        rounds = Round.search([("auditor_id", "=", self.env.user.partner_id.id)])
        return Domain("model", "=", Round._name) & Domain("res_id", "in", rounds.ids)
