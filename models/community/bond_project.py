from odoo import fields, models
from odoo.fields import Domain

from .project import _COMMUNITY


class ProjectProject(models.Model):
    _inherit = "project.project"

    talent_match_ids = fields.One2many(
        "code.social.talent.match",
        "project_id",
        "Association of talents",
        domain=[("state", "=", "accepted"), ("call_id.state", "=", "closed")],
        readonly=True,
        groups=_COMMUNITY,
        help="Who said yes to this project's calls, and with which talents.",
    )
    talent_call_count = fields.Integer(
        "Calls for talents", compute="_compute_talent_call_count", groups=_COMMUNITY
    )

    def _compute_talent_call_count(self):
        domain = Domain("project_id", "in", self.ids)
        groups = self.env["code.social.talent.call"]._read_group(
            domain, ["project_id"], ["__count"]
        )
        counts = {project.id: count for project, count in groups}
        for project in self:
            project.talent_call_count = counts.get(project.id, 0)

    def action_view_talent_calls(self):
        """Open the calls of this project."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_talent_call_action"
        )
        return dict(
            action,
            domain=[("project_id", "=", self.id)],
            context={"default_project_id": self.id},
        )
