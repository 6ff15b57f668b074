from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.reconcile import left_to_allocate, proposal_score, within_tolerance
from .reconciliation import DECIDED

COUNTERPARTS = [
    ("volunteering", "Volunteering"),
    ("invoice", "Invoice"),
    ("salary", "Salary"),
    ("author_rights", "Author's rights"),
    ("gift_in_kind", "Gift in kind"),
    ("service_in_kind", "Service in kind"),
    ("commons", "Commons, without amount"),
]
#: What is proposed where no timesheet line answers; it is only a proposal.
COUNTERPARTS_BY_MEASURE = {
    "money": "gift_in_kind",
    "items": "gift_in_kind",
    "distance": "service_in_kind",
    "none": "commons",
}


class ReconciliationLink(models.Model):
    """What answers to a share: a timesheet line, or a counterpart alone."""

    _name = "code.social.reconciliation.link"
    _description = "Match of a Reconciliation"
    _inherit = ["code.social.guard.mixin"]
    _order = "id"
    _rec_name = "counterpart"
    _method_fields = frozenset({"by_hand", "company_id"})

    reconciliation_id = fields.Many2one(
        "code.social.reconciliation", required=True, index=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "account.analytic.line",
        "Timesheet line",
        index="btree_not_null",
        ondelete="restrict",
    )
    quantity = fields.Float(
        "Allocated", aggregator=None, help="In the unit of the contribution's nature."
    )
    counterpart = fields.Selection(COUNTERPARTS, default="volunteering", required=True)
    sign = fields.Selection(
        [("plus", "Adds"), ("minus", "Takes back")], default="plus", required=True
    )
    score = fields.Integer(
        "Likeness",
        compute="_compute_score",
        aggregator=None,
        help="Out of 9: same project, same reference, near in time and in quantity.",
    )
    by_hand = fields.Boolean(
        "By the accountant", readonly=True, help="Set or corrected by hand."
    )
    company_id = fields.Many2one(
        related="reconciliation_id.company_id", store=True, index=True
    )

    _positive = models.Constraint(
        "CHECK (quantity >= 0)", "An allocated quantity is zero or more."
    )

    @api.depends("line_id", "quantity", "reconciliation_id.quantity")
    def _compute_score(self):
        for link in self.sudo():
            link.score = link._likeness() if link.line_id else 0

    def _likeness(self):
        """Return 0 to 9 for the timesheet line of this match (one)."""
        one, line = self.reconciliation_id, self.line_id
        known = line.date and one.date
        person = line._worked_by()
        return proposal_score(
            same_partner=not person or person == one.partner_id,
            same_project=bool(line.project_id) and line.project_id == one.project_id,
            same_reference=False,
            days_apart=(line.date - one.date).days if known else None,
            in_tolerance=within_tolerance("hours", one.quantity, self._signed()),
        )

    def _signed(self):
        self.ensure_one()
        return self.quantity if self.sign == "plus" else -self.quantity

    def _as_proposed(self):
        """Return the values by which this match (one) would be proposed again."""
        values = {"quantity": self.quantity, "counterpart": self.counterpart}
        return {"line_id": self.line_id.id, **values} if self.line_id else values

    # === Guards ===

    def _is_sealed(self):
        return self.sudo().reconciliation_id._is_sealed()

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        links._after_change()
        return links

    def write(self, vals):
        # Before anything is looked at: a refusal would name the contribution.
        self.check_access("write")
        self._check_undecided()
        if "reconciliation_id" in vals and not self._is_by_method():
            raise UserError(self.env._("A match stays with its own line."))
        result = super().write(vals)
        self._after_change()
        return result

    def unlink(self):
        self.check_access("unlink")
        self._check_undecided()
        touched = self.sudo().reconciliation_id
        result = super().unlink()
        if not self._is_by_method():
            touched._assess()
        return result

    def _check_undecided(self):
        if self._is_by_method():
            return
        decided = self.sudo().reconciliation_id.filtered(
            lambda one: one.state in DECIDED
        )
        if decided:
            raise UserError(
                self.env._(
                    "“%(name)s” is decided: its match no longer changes. Justify or"
                    " exclude it with a reason instead.",
                    name=decided[0].display_name,
                )
            )

    def _after_change(self):
        """Check what was allocated; after a hand, say again what was found."""
        self._check_lines()
        if self._is_by_method():
            return
        for link in self.sudo():
            # A match that is added is refused as one that changes.
            if link._is_sealed():
                link._refuse_sealed_record(link.reconciliation_id)
        self._check_undecided()
        self._by_method().write({"by_hand": True})
        self.sudo().reconciliation_id._assess()

    def _check_lines(self):
        links = self.sudo().filtered("line_id")
        owners = links.line_id._shares().grouped("line_id")
        for link in links:
            link._check_own(owners.get(link.line_id))
        links.line_id._check_allocated()

    def _check_own(self, owner):
        """Refuse a line (one match) that is not this person's, here, in hours."""
        one, line = self.reconciliation_id, self.line_id
        person = line._worked_by()
        if line.company_id != one.company_id or one.measure != "hours":
            problem = self.env._("A timesheet line answers to hours of its community.")
        elif owner and owner != one.share_id:
            problem = self.env._("These hours belong to another contribution.")
        elif person and person != one.partner_id:
            problem = self.env._("These hours are those of somebody else.")
        else:
            return
        raise ValidationError(problem)


class AnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    def _reconciliation_links(self):
        """Return the matches that stand on these lines, as superuser."""
        return (
            self.env["code.social.reconciliation.link"]
            .sudo()
            .search([("line_id", "in", self.ids)])
        )

    def _check_allocated(self):
        """Refuse to allocate more of a line than its own quantity."""
        links = self._reconciliation_links().grouped("line_id")
        for line, group in links.items():
            try:
                left_to_allocate(line.unit_amount, [one._signed() for one in group])
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "More is allocated than this line has: %(line)s.",
                        line=line.display_name,
                    )
                ) from error
