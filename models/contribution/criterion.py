from odoo import fields, models

LEVELS = ("1", "2", "3", "4", "5")


class Criterion(models.Model):
    """A question asked of a work, with a written anchor for each of five levels."""

    _name = "code.social.criterion"
    _description = "Evaluation Criterion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    weight = fields.Integer(
        default=1,
        required=True,
        help="How much this criterion counts beside the others of a nature.",
    )
    anchor_1 = fields.Char("To be redone", required=True, translate=True)
    anchor_2 = fields.Char("Gaps", required=True, translate=True)
    anchor_3 = fields.Char("Fair", required=True, translate=True)
    anchor_4 = fields.Char("Careful", required=True, translate=True)
    anchor_5 = fields.Char("Rare", required=True, translate=True)
    nature_ids = fields.Many2many("code.social.nature", string="Natures")
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: shared by every community."
    )
    active = fields.Boolean(default=True)

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "The weight of a criterion is a positive number."
    )

    def _anchors(self):
        """Return the five written anchors, lowest first, as (level, text)."""
        self.ensure_one()
        return [(int(level), self[f"anchor_{level}"]) for level in LEVELS]
