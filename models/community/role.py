from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A role may open these menus and no other: they give no right by themselves.
NEUTRAL_GROUPS = (
    "code_social.group_member",
    "code_social.group_sage",
    "code_social.group_guarantor",
)


class CodeSocialRole(models.Model):
    _name = "code.social.role"
    _inherit = ["mail.thread"]
    _description = "Role"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("status", "Status"),
            ("function", "Function"),
            ("office", "Office"),
            ("seat", "Commission seat"),
        ],
        required=True,
        default="function",
        tracking=True,
        help="A status says how involved a person is and never has a mandate.",
    )
    scope = fields.Selection(
        [
            ("community", "The whole community"),
            ("commission", "One commission"),
            ("project", "One project"),
        ],
        required=True,
        default="community",
        tracking=True,
    )
    purpose = fields.Text(translate=True, tracking=True)
    domain = fields.Text(
        translate=True, help="What the holder decides alone, without asking."
    )
    accountabilities = fields.Text(translate=True)
    handover_items = fields.Text(
        "To hand over",
        translate=True,
        help="One thing a line: what a holder passes on to the next one.",
    )
    term_months = fields.Integer("Term (months)", help="0: no fixed term.")
    max_consecutive_terms = fields.Integer(
        "Consecutive terms at most", help="0: no limit."
    )
    seats = fields.Integer(help="How many people at once in one scope. 0: no limit.")
    key_role = fields.Boolean(
        "Key role", help="The community would suffer if nobody held it."
    )
    deputy_required = fields.Boolean("Deputy required")
    core = fields.Boolean(
        "Core circle",
        tracking=True,
        help="Whoever holds it belongs to the core circle.",
    )
    requires_role_id = fields.Many2one(
        "code.social.role",
        "Requires",
        index="btree_not_null",
        check_company=True,
        help="Only a person who holds this other role may hold it.",
    )
    group_ids = fields.Many2many(
        "res.groups",
        "code_social_role_group_rel",
        "role_id",
        "group_id",
        "Gives",
        groups="code_social.group_publisher,code_social.group_manager",
        help="Groups which the mandate gives, and withdraws with it.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    active = fields.Boolean(default=True)
    mandate_ids = fields.One2many("code.social.mandate", "role_id", "Mandates")

    _code_uniq = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL",
        "Another role already has this code.",
    )
    _positive = models.Constraint(
        "CHECK (term_months >= 0 AND max_consecutive_terms >= 0 AND seats >= 0)",
        "Terms and seats cannot be negative.",
    )

    @api.model
    def _neutral_groups(self):
        """Return the three groups which a role may give, as superuser."""
        refs = [
            self.env.ref(xmlid, raise_if_not_found=False) for xmlid in NEUTRAL_GROUPS
        ]
        ids = [group.id for group in refs if group]
        return self.env["res.groups"].sudo().browse(ids)

    @api.constrains("group_ids")
    def _check_groups(self):
        neutral = self._neutral_groups()
        for role in self.sudo():
            foreign = role.group_ids - neutral
            if foreign:
                raise ValidationError(
                    self.env._(
                        "A role cannot give “%(groups)s”: it gives only Member, Sage "
                        "and Guarantor of the charter.",
                        groups=", ".join(foreign.mapped("name")),
                    )
                )

    @api.constrains("kind", "group_ids")
    def _check_status(self):
        for role in self.sudo():
            if role.kind == "status" and (role.mandate_ids or role.group_ids):
                raise ValidationError(
                    self.env._(
                        "“%(role)s” is a status: it has no mandate and gives nothing.",
                        role=role.name,
                    )
                )

    @api.constrains("requires_role_id")
    def _check_requires(self):
        if self._has_cycle("requires_role_id"):
            raise ValidationError(
                self.env._("A role cannot require itself, even through others.")
            )
