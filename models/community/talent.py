from odoo import fields, models


class CodeSocialTalent(models.Model):
    _name = "code.social.talent"
    _description = "Talent"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: shared by all communities."
    )
