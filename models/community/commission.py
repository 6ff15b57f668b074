from odoo import api, fields, models


class CodeSocialCommission(models.Model):
    _name = "code.social.commission"
    _inherit = ["mail.thread"]
    _description = "Commission"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    purpose = fields.Text(translate=True, tracking=True)
    cadence = fields.Selection(
        [
            ("week", "Every week"),
            ("fortnight", "Every two weeks"),
            ("month", "Every month"),
            ("quarter", "Every quarter"),
        ],
        default="month",
        tracking=True,
    )
    is_council = fields.Boolean(
        "Council of sages", help="This body rules on what is put before it."
    )
    pillar_id = fields.Many2one(
        "code.social.pillar", index="btree_not_null", check_company=True
    )
    project_id = fields.Many2one(
        "project.project",
        "Own project",
        index="btree_not_null",
        check_company=True,
        help="Where the commission keeps its tasks and its hours.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    active = fields.Boolean(default=True)
    mandate_ids = fields.One2many("code.social.mandate", "commission_id", "Mandates")
    coordinator_ids = fields.Many2many(
        "res.partner",
        "code_social_commission_coordinator_rel",
        "commission_id",
        "partner_id",
        "Coordinators",
        compute="_compute_people",
        store=True,
    )
    member_ids = fields.Many2many(
        "res.partner",
        "code_social_commission_member_rel",
        "commission_id",
        "partner_id",
        "Members",
        compute="_compute_people",
        store=True,
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL",
        "Another commission already has this code.",
    )

    @api.depends(
        "mandate_ids.state",
        "mandate_ids.started_on",
        "mandate_ids.partner_id",
        "mandate_ids.role_id.code",
    )
    def _compute_people(self):
        for commission in self:
            running = commission.mandate_ids.filtered("is_running")
            commission.member_ids = running.partner_id
            commission.coordinator_ids = running.filtered(
                lambda mandate: mandate.role_id.code == "coordinator"
            ).partner_id
