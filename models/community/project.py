from odoo import fields, models


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
        "Artist",
        index="btree_not_null",
        help="The artist whose eye accompanies the project.",
    )
    pillar_id = fields.Many2one(
        "code.social.pillar", index="btree_not_null", check_company=True
    )
    commission_id = fields.Many2one(
        "code.social.commission", index="btree_not_null", check_company=True
    )
    talent_needed_ids = fields.Many2many(
        "code.social.talent",
        "code_social_project_talent_rel",
        "project_id",
        "talent_id",
        "Talents needed",
    )
