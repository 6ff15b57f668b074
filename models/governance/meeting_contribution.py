from odoo import api, fields, models


class Contribution(models.Model):
    _inherit = "code.social.contribution"

    meeting_id = fields.Many2one(
        "code.social.meeting",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The meeting at which, or out of which, it was brought.",
    )

    @api.model
    def _clean_values(self, values, person, current=None):
        vals = super()._clean_values(values, person, current)
        if "meeting_id" in values:
            Decision = self.env["code.social.decision"]
            vals["meeting_id"] = Decision._clean_meeting(values["meeting_id"])
        return vals
