from odoo import fields, models


class CodeSocialStatus(models.Model):
    _name = "code.social.status"
    _description = "Legal Status"
    _order = "partner_id, date_start desc"
    _rec_name = "kind"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("volunteer", "Volunteer"),
            ("author", "Author"),
            ("independent", "Independent"),
            ("employee", "Employee"),
            ("organisation", "Organisation"),
        ],
        required=True,
        default="volunteer",
    )
    date_start = fields.Date("From", required=True, default=fields.Date.today)
    date_end = fields.Date("To")
    proof = fields.Binary("Supporting document", attachment=True)
    proof_name = fields.Char("File name")
    note = fields.Char()

    _dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A status cannot end before it starts.",
    )
