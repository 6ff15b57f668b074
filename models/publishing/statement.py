from odoo import api, fields, models

#: What is computed when the statement is checked, and no longer moves.
COUNTED = (
    "units_sold",
    "units_returned",
    "detail",
    "royalty_cents",
    "brought_cents",
    "recouped_cents",
    "advance_left_cents",
    "due_cents",
)


class CodeSocialStatement(models.Model):
    _name = "code.social.statement"
    _inherit = ["portal.mixin", "code.social.proof.mixin", "mail.thread"]
    _description = "Royalty Statement"
    _order = "date_to desc, id desc"
    _check_company_auto = True

    _method_fields = frozenset(
        {
            *COUNTED,
            "name",
            "step",
            "communicated_on",
            "communicated_by_id",
            "approved_on",
            "contest_reason",
            "contest_reason_salt",
            "contest_reason_digest",
            "answer",
            "bill_id",
        }
    )
    _sealed_free_fields = _method_fields - {"name"}
    _erasable = {
        "contest_reason": ("contest_reason_salt", "contest_reason_digest"),
    }

    name = fields.Char("Reference", readonly=True, copy=False)
    agreement_id = fields.Many2one(
        "code.social.agreement",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', 'in', ('signed', 'ended')), ('tier_ids', '!=', False)]",
    )
    partner_id = fields.Many2one(
        "res.partner", "Holder", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True, help="Last day, included.")
    line_ids = fields.One2many(
        "code.social.royalty.line", "statement_id", "Royalty lines", readonly=True
    )
    units_sold = fields.Float(digits=(16, 4), readonly=True)
    units_returned = fields.Float(digits=(16, 4), readonly=True)
    detail = fields.Json(readonly=True, help="One row a work, rate and base.")
    royalty_cents = fields.Integer(readonly=True)
    brought_cents = fields.Integer(readonly=True)
    recouped_cents = fields.Integer(readonly=True)
    advance_left_cents = fields.Integer(readonly=True)
    due_cents = fields.Integer(readonly=True)
    royalty = fields.Monetary("Royalties", compute="_compute_amounts", store=True)
    brought = fields.Monetary("Brought forward", compute="_compute_amounts", store=True)
    recouped = fields.Monetary(
        "Advance kept back", compute="_compute_amounts", store=True
    )
    amount_due = fields.Monetary(compute="_compute_amounts", store=True)
    step = fields.Selection(
        [
            ("draft", "Draft"),
            ("checked", "Checked"),
            ("communicated", "Communicated"),
            ("approved", "Approved"),
            ("contested", "Contested"),
            ("billed", "Billed"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("checked", "Checked"),
            ("communicated", "Communicated"),
            ("contested", "Contested"),
            ("approved", "Approved"),
            ("billed", "Billed"),
            ("paid", "Paid"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )
    communicated_on = fields.Date(readonly=True)
    communicated_by_id = fields.Many2one("res.users", readonly=True)
    approved_on = fields.Date(readonly=True)
    contest_reason = fields.Text("Why it is contested", readonly=True)
    contest_reason_salt = fields.Char(readonly=True, groups="base.group_no_one")
    contest_reason_digest = fields.Char(readonly=True, groups="base.group_no_one")
    answer = fields.Text("Answer to the holder", readonly=True)
    bill_id = fields.Many2one(
        "account.move", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    _dates = models.Constraint(
        "CHECK (date_to >= date_from)", "A period cannot end before it starts."
    )
    _bill_once = models.UniqueIndex(
        "(bill_id) WHERE bill_id IS NOT NULL", "A bill pays one statement."
    )

    @api.depends("step", "bill_id.payment_state")
    def _compute_state(self):
        """Paid as soon as Odoo says so of the bill, and no longer if it is undone."""
        for statement in self:
            paid = statement.bill_id.payment_state in ("paid", "in_payment")
            billed = statement.step == "billed"
            statement.state = "paid" if billed and paid else statement.step

    @api.depends("royalty_cents", "brought_cents", "recouped_cents", "due_cents")
    def _compute_amounts(self):
        for statement in self:
            statement.royalty = statement.royalty_cents / 100
            statement.brought = statement.brought_cents / 100
            statement.recouped = statement.recouped_cents / 100
            statement.amount_due = statement.due_cents / 100

    def _compute_access_url(self):
        for statement in self:
            statement.access_url = f"/my/statements/{statement.id}"

    @api.onchange("agreement_id")
    def _onchange_agreement(self):
        holders = self.agreement_id.holder_ids.partner_id
        if self.partner_id not in holders:
            self.partner_id = holders[:1]

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        sequence = self.env["ir.sequence"].sudo()
        for statement in statements:
            day = statement.date_to
            number = sequence.with_company(statement.company_id).next_by_code(
                "code.social.statement", sequence_date=day
            )
            statement._by_method().name = number
        return statements

    def _is_sealed(self):
        return self.step != "draft"
