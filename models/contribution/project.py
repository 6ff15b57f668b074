from odoo import fields, models

STAFF = (
    "code_social.group_publisher,code_social.group_accountant,code_social.group_manager"
)


class Project(models.Model):
    _inherit = "project.project"

    contribution_ids = fields.One2many(
        "code.social.contribution", "project_id", groups=STAFF
    )
    contribution_count = fields.Integer(
        compute="_compute_contribution_count", groups=STAFF
    )

    def _compute_contribution_count(self):
        groups = self.env["code.social.contribution"]._read_group(
            [("project_id", "in", self.ids)], ["project_id"], ["__count"]
        )
        counts = {project.id: count for project, count in groups}
        for project in self:
            project.contribution_count = counts.get(project.id, 0)

    def action_view_contributions(self):
        """Open the contributions brought to this project."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_contribution_action"
        )
        return dict(
            action,
            domain=[("project_id", "=", self.id)],
            context={"default_project_id": self.id},
        )

    def action_view_hours_quality(self):
        """Open the hours of this project beside their timesheet and their quality."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_wealth_matrix_action_hours"
        )
        return dict(
            action,
            domain=[("measure", "=", "hours"), ("project_id", "=", self.id)],
            context={"search_default_group_person": 1},
        )
