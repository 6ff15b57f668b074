from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.exact import exact


class CodeSocialRoyaltyLine(models.Model):
    """What one posted line earns one holder. Written by the posting alone."""

    _name = "code.social.royalty.line"
    _inherit = ["code.social.guard.mixin"]
    _description = "Royalty Line"
    _order = "date desc, id desc"

    _method_fields = frozenset(
        {
            "move_line_id",
            "document",
            "date",
            "company_id",
            "agreement_id",
            "partner_id",
            "work_id",
            "share",
            "units",
            "before",
            "base_exact",
            "split",
            "amount_cents",
            "amount",
            "is_counted",
            "returned_line_id",
            "is_withdrawn",
            "statement_id",
        }
    )
    _sealed_free_fields = frozenset({"is_withdrawn"})

    # The line may go when its entry is back in draft; what was stated stays.
    move_line_id = fields.Many2one(
        "account.move.line", index="btree_not_null", readonly=True, ondelete="set null"
    )
    document = fields.Char(readonly=True)
    date = fields.Date(required=True, readonly=True, index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    agreement_id = fields.Many2one(
        "code.social.agreement",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Holder",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    work_id = fields.Many2one(
        "product.template",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    share = fields.Float("Share (%)", digits=(16, 2), readonly=True)
    units = fields.Float(readonly=True, digits=(16, 4), aggregator=None)
    before = fields.Float("Units sold before", readonly=True, digits=(16, 4))
    base_exact = fields.Char(readonly=True, help="Base of one unit, as a fraction.")
    base = fields.Monetary("Base of one unit", compute="_compute_base")
    split = fields.Json("Units by rate", readonly=True)
    amount_cents = fields.Integer("Royalty in cents", required=True, readonly=True)
    amount = fields.Monetary("Royalty", compute="_compute_amount", store=True)
    is_counted = fields.Boolean(
        readonly=True, help="One line of each sale counts for the tiers."
    )
    returned_line_id = fields.Many2one(
        "code.social.royalty.line",
        "Gives back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_withdrawn = fields.Boolean(
        readonly=True, help="Its invoice went back to draft: another line undoes it."
    )
    statement_id = fields.Many2one(
        "code.social.statement",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _once = models.UniqueIndex(
        "(move_line_id, agreement_id, partner_id, COALESCE(returned_line_id, 0))"
        " WHERE move_line_id IS NOT NULL AND is_withdrawn IS NOT TRUE",
        "A posted line earns a holder a royalty once.",
    )
    _tally_idx = models.Index("(work_id, agreement_id) WHERE is_counted")

    @api.depends("document", "work_id")
    def _compute_display_name(self):
        for line in self:
            parts = (line.document, line.sudo().work_id.name)
            line.display_name = " · ".join(part for part in parts if part)

    @api.depends("base_exact")
    def _compute_base(self):
        for line in self:
            line.base = float(exact(line.base_exact or 0))

    @api.depends("amount_cents")
    def _compute_amount(self):
        for line in self:
            line.amount = line.amount_cents / 100

    @api.constrains("work_id")
    def _check_commons(self):
        for line in self.sudo():
            if not line.returned_line_id and line.work_id.ownership == "commons":
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is a commons: it earns no royalty.",
                        name=line.work_id.name,
                    )
                )

    def _is_sealed(self):
        return bool(self.statement_id) and self.statement_id._is_sealed()

    @api.model_create_multi
    def create(self, vals_list):
        self._require(
            self._is_by_method(),
            self.env._("Royalties are written when an invoice is posted."),
        )
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_by_method(self):
        self._require(
            self._is_by_method(),
            self.env._("Royalties are written when an invoice is posted."),
        )

    # === Exact figures ===

    def _split(self):
        """Return the stored split (one) as [(rate, units)] of Fractions."""
        return [(exact(rate), exact(units)) for rate, units in self.split or []]
