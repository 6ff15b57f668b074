from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

STATES = [
    ("draft", "Proposed"),
    ("declared", "Declared"),
    ("acknowledged", "Acknowledged"),
    ("returned", "Returned"),
    ("withdrawn", "Withdrawn"),
]
#: What a contribution says. Frozen once somebody else acknowledged it.
CONTENT = frozenset(
    {
        "name",
        "date",
        "nature_id",
        "quantity",
        "description",
        "proposal",
        "link",
        "project_id",
        "task_id",
        "commission_id",
        "beneficiary_ids",
        "share_ids",
        "company_id",
    }
)
FROZEN_STATES = ("acknowledged", "withdrawn")


class Contribution(models.Model):
    """What people bring: a nature, a quantity in its unit, and what peers say."""

    _name = "code.social.contribution"
    _description = "Contribution"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "code.social.guard.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _method_fields = frozenset(
        {
            "state",
            "entered_by_id",
            "acknowledged_by_id",
            "acknowledged_on",
            "return_reason",
            "thanks",
            "token",
            "import_key",
            "companion_id",
            "reconciliation_state",
        }
    )

    # An acknowledged contribution is sealed with its files; these move on.
    _sealed_free_fields = frozenset({"state", "round_ids", "valuation_state"})

    name = fields.Char("What", required=True, tracking=True)
    date = fields.Date(
        "When", required=True, default=fields.Date.context_today, tracking=True
    )
    nature_id = fields.Many2one(
        "code.social.nature",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_leaf", "=", True)],
        check_company=True,
        tracking=True,
    )
    measure = fields.Selection(related="nature_id.measure")
    quantity = fields.Float(
        aggregator=None,
        tracking=True,
        help="In the unit of the nature: hours, euros, items or kilometres."
        " Nothing at all is a whole contribution too.",
    )
    quantity_label = fields.Char("How much", compute="_compute_quantity_label")
    description = fields.Text()
    proposal = fields.Text(
        "What I propose instead", help="Required by a benevolent critique."
    )
    link = fields.Char()
    project_id = fields.Many2one(
        "project.project",
        index="btree_not_null",
        domain=[("code_social", "=", True)],
        check_company=True,
        tracking=True,
    )
    task_id = fields.Many2one(
        "project.task",
        index="btree_not_null",
        domain="[('project_id', '=', project_id)]",
        check_company=True,
    )
    commission_id = fields.Many2one(
        "code.social.commission", index="btree_not_null", check_company=True
    )
    pillar_id = fields.Many2one(
        "code.social.pillar", compute="_compute_pillar_id", store=True, index=True
    )
    beneficiary_ids = fields.Many2many(
        "res.partner",
        "code_social_contribution_beneficiary_rel",
        "contribution_id",
        "partner_id",
        string="For",
    )
    share_ids = fields.One2many(
        "code.social.contribution.share", "contribution_id", copy=True
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "code_social_contribution_partner_rel",
        "contribution_id",
        "partner_id",
        string="Contributors",
        compute="_compute_partner_ids",
        store=True,
    )
    state = fields.Selection(
        STATES, default="draft", required=True, index=True, tracking=True, copy=False
    )
    origin = fields.Selection(
        [
            ("portal", "Portal"),
            ("backoffice", "Back office"),
            ("behalf", "On behalf"),
            ("timesheet", "Timesheet"),
            ("import", "Import"),
        ],
        default="backoffice",
        required=True,
    )
    entered_by_id = fields.Many2one(
        "res.partner",
        required=True,
        default=lambda self: self.env.user.partner_id,
        index=True,
        copy=False,
    )
    token = fields.Char(copy=False)
    companion_id = fields.Many2one(
        "code.social.contribution",
        index="btree_not_null",
        copy=False,
        help="The contribution that this joy came with.",
    )
    acknowledged_by_id = fields.Many2one("res.partner", copy=False, tracking=True)
    acknowledged_on = fields.Datetime(copy=False)
    thanks = fields.Text("Words of thanks", copy=False)
    return_reason = fields.Text(copy=False)
    import_key = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "A quantity cannot be negative. Zero is welcome."
    )
    _name_filled = models.Constraint(
        "CHECK (length(btrim(name)) > 0)", "Say in a few words what was brought."
    )
    _token_person = models.UniqueIndex(
        "(entered_by_id, token) WHERE token IS NOT NULL",
        "This contribution was already recorded.",
    )
    _import_once = models.UniqueIndex(
        "(company_id, import_key) WHERE import_key IS NOT NULL",
        "This line was already imported.",
    )
    _waiting = models.Index("(company_id, date) WHERE state = 'declared'")
    _company_date = models.Index("(company_id, date DESC, id DESC)")

    @api.depends("nature_id", "quantity")
    @api.depends_context("lang")
    def _compute_quantity_label(self):
        for contribution in self:
            nature = contribution.nature_id
            contribution.quantity_label = (
                nature._format(contribution.quantity) if nature else ""
            )

    @api.depends(
        "nature_id.pillar_id", "commission_id.pillar_id", "project_id.pillar_id"
    )
    def _compute_pillar_id(self):
        for contribution in self:
            contribution.pillar_id = (
                contribution.commission_id.pillar_id
                or contribution.project_id.pillar_id
                or contribution.nature_id.pillar_id
            )

    @api.depends("share_ids.partner_id")
    def _compute_partner_ids(self):
        for contribution in self:
            contribution.partner_ids = contribution.share_ids.partner_id

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for contribution in self:
            if contribution.date > today:
                raise ValidationError(
                    self.env._("This day has not come yet. Choose today or earlier.")
                )

    @api.constrains("nature_id", "proposal")
    def _check_nature(self):
        for contribution in self:
            nature = contribution.nature_id
            if not nature.is_leaf:
                raise ValidationError(
                    self.env._(
                        "“%(nature)s” is a group: choose one of its natures.",
                        nature=nature.name,
                    )
                )
            missing = nature.requires_proposal and not (contribution.proposal or "")
            if missing:
                raise ValidationError(
                    self.env._("Say also what you propose instead: it helps to build.")
                )

    @api.constrains("task_id", "project_id")
    def _check_task(self):
        for contribution in self:
            if contribution.task_id and (
                contribution.task_id.project_id != contribution.project_id
            ):
                raise ValidationError(
                    self.env._("This task belongs to another project.")
                )

    @api.constrains("share_ids", "state")
    def _check_shares(self):
        for contribution in self:
            points = sum(round(s.share * 100) for s in contribution.share_ids)
            if points != 10_000:
                raise ValidationError(
                    self.env._(
                        "The shares of “%(name)s” add up to %(total)s %%, not 100 %%.",
                        name=contribution.name,
                        total=points / 100,
                    )
                )

    @api.constrains("date", "quantity", "nature_id", "state")
    def _check_day_of_people(self):
        self.share_ids._check_day()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.setdefault("share_ids", self._default_shares(vals))
            if vals.get("nature_id"):
                nature = self.env["code.social.nature"].browse(vals["nature_id"])
                vals["quantity"] = self._rounded(nature, vals.get("quantity", 0.0))
        return super().create(vals_list)

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_not_frozen()
        if "quantity" in vals and len(self) == 1:
            nature = self.env["code.social.nature"].browse(
                vals.get("nature_id", self.nature_id.id)
            )
            vals = dict(vals, quantity=self._rounded(nature, vals["quantity"]))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_spoken_for(self):
        if self.filtered(lambda c: c.state != "draft"):
            raise UserError(
                self.env._(
                    "A declared contribution is not deleted: withdraw it, so that its"
                    " history stays."
                )
            )

    @api.model
    def _default_shares(self, vals):
        person = vals.get("entered_by_id") or self.env.user.partner_id.id
        return [fields.Command.create({"partner_id": person, "share": 100.0})]

    @api.model
    def _rounded(self, nature, quantity):
        """Work is counted in whole minutes, money in cents, the rest to 1/100."""
        if nature.measure == "none":
            return 0.0
        if nature.measure == "hours":
            return round((quantity or 0.0) * 60) / 60
        return round(quantity or 0.0, 2)

    def _is_sealed(self):
        self.ensure_one()
        return self.state in FROZEN_STATES

    def _check_not_frozen(self):
        frozen = self.filtered(lambda c: c.state in FROZEN_STATES)
        if frozen:
            raise UserError(
                self.env._(
                    "“%(name)s” was acknowledged or withdrawn: what it says no longer"
                    " changes. Write a new contribution to correct it.",
                    name=frozen[0].name,
                )
            )
