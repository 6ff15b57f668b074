from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A project without a company is shared: Odoo's own check would then refuse every
# commission, since each belongs to one.
_SAME_COMPANY = "['|', ('company_id', '=', False), ('company_id', '=?', company_id)]"

# Who reads the community's own words: a project has readers outside it too.
_COMMUNITY = (
    "code_social.group_member,code_social.group_publisher,"
    "code_social.group_accountant,code_social.group_guarantor,"
    "code_social.group_manager"
)


class ProjectProject(models.Model):
    _name = "project.project"
    _inherit = ["project.project", "code.social.guard.mixin"]

    _method_fields = frozenset({"initial_intent"})

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
        help="The author's initial project. Earlier wordings are kept, word for word.",
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
        groups=_COMMUNITY,
    )

    def copy_data(self, default=None):
        # Odoo reads every field as whoever copies: a project manager outside the
        # community reads no talent, and copies a project all the same.
        if self._has_field_access(self._fields["talent_needed_ids"], "read"):
            return super().copy_data(default)
        vals_list = super().copy_data({**(default or {}), "talent_needed_ids": []})
        for vals in vals_list:
            vals.pop("talent_needed_ids")
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

    def _open_to(self, user):
        """Return whether a member may bring something to this project.

        A community project of their company; one kept to its followers or guests
        is open to those alone.
        """
        if not self:
            return False
        project = self.sudo()
        if not project.code_social or not project.active:
            return False
        if project.company_id and project.company_id not in user.company_ids:
            return False
        if project.privacy_visibility in ("followers", "invited_users"):
            return user.partner_id in project.message_partner_ids
        return True
