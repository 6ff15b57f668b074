from odoo import fields, models


class CodeSocialPillar(models.Model):
    _name = "code.social.pillar"
    _description = "Pillar"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    icon = fields.Char(help="Name of a Font Awesome 4 icon, without “fa-”.")
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: shared by all communities."
    )
    commission_ids = fields.One2many("code.social.commission", "pillar_id")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another pillar already has this code."
    )
