from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A project without a company is shared: Odoo's own check would then refuse every
# commission, since each belongs to one.
_SAME_COMPANY = "['|', ('company_id', '=', False), ('company_id', '=?', company_id)]"


class ProjectProject(models.Model):
    _inherit = "project.project"

    code_social = fields.Boolean(
        "Community project",
        index="btree_not_null",
        help="Hours and other riches brought to it are contributions.",
    )
    kind = fields.Selection(
        [
            ("project", "Project"),
            ("mission", "Mission"),
            ("research", "Collective research"),
            ("network", "Mutual-aid network"),
            ("community", "Life of the community"),
        ],
        default="project",
    )
    author_ids = fields.Many2many(
        "res.partner",
        "code_social_project_author_rel",
        "project_id",
        "partner_id",
        "Authors",
    )
    initial_intent = fields.Text(
        tracking=True,
        help="The author's initial project. Earlier wordings stay in the discussion.",
    )
    artist_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        help="The artist whose eye accompanies the project.",
    )
    pillar_id = fields.Many2one(
        "code.social.pillar", index="btree_not_null", domain=_SAME_COMPANY
    )
    commission_id = fields.Many2one(
        "code.social.commission", index="btree_not_null", domain=_SAME_COMPANY
    )
    talent_needed_ids = fields.Many2many(
        "code.social.talent",
        "code_social_project_talent_rel",
        "project_id",
        "talent_id",
        "Talents needed",
    )

    def copy_data(self, default=None):
        # Odoo sets even an empty list of links on the copy, and refuses it to
        # whoever reads no talent: a project manager outside the community.
        vals_list = super().copy_data(default)
        if not self.env["code.social.talent"].has_access("read"):
            for vals in vals_list:
                vals.pop("talent_needed_ids", None)
        return vals_list

    @api.constrains("company_id", "pillar_id", "commission_id")
    def _check_community_company(self):
        for project in self.filtered("company_id"):
            for record in (project.sudo().pillar_id, project.sudo().commission_id):
                if record.company_id not in (project.company_id, record.company_id[:0]):
                    raise ValidationError(
                        self.env._(
                            "“%(name)s” belongs to another community than the project.",
                            name=record.display_name,
                        )
                    )
