from odoo import fields, models

KINDS = [
    ("author", "Author"),
    ("contributor", "Contributor"),
    ("partner", "Partner"),
]


class CodeSocialAgreementTemplate(models.Model):
    _name = "code.social.agreement.template"
    _description = "Agreement Template"
    _order = "kind, name"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(KINDS, required=True, default="author")
    body = fields.Html("Text", required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
