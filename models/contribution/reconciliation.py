from odoo import api, fields, models

from ...tools.exact import exact
from ...tools.reconcile import within_tolerance
from .nature import MEASURES

STATES = [
    ("to_reconcile", "To reconcile"),
    ("proposed", "Match proposed"),
    ("gap", "Gap"),
    ("reconciled", "Reconciled"),
    ("justified", "Gap justified"),
    ("excluded", "Excluded, with a reason"),
]
DECIDED = ("reconciled", "justified", "excluded")
#: The tolerance that holds for each measure.
TOLERANCE_OF = {"hours": "hours", "money": "money"}


class Reconciliation(models.Model):
    """One share of a contribution, and what answers to it in the books."""

    _name = "code.social.reconciliation"
    _description = "Reconciliation"
    _inherit = ["code.social.guard.mixin"]
    _order = "date, id"
    _rec_name = "share_id"
    _method_fields = frozenset(
        {
            "period_id",
            "share_id",
            "contribution_id",
            "partner_id",
            "nature_id",
            "project_id",
            "date",
            "company_id",
            "quantity",
            "matched_quantity",
            "delta",
            "state",
            "reason",
            "decided_by_id",
            "decided_on",
        }
    )

    period_id = fields.Many2one(
        "code.social.period",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    period_state = fields.Selection(
        related="period_id.state", string="State of the period"
    )
    share_id = fields.Many2one(
        "code.social.contribution.share",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    # Taken once from the acknowledged share, which no longer changes: following it
    # would cost a query for each share that anybody notes.
    contribution_id = fields.Many2one(
        "code.social.contribution",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    nature_id = fields.Many2one(
        "code.social.nature",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    project_id = fields.Many2one(
        "project.project", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    measure = fields.Selection(MEASURES, compute="_compute_measure")
    date = fields.Date(required=True, readonly=True)
    quantity = fields.Float(
        readonly=True,
        aggregator=None,
        help="What was brought, in the unit of its nature.",
    )
    matched_quantity = fields.Float(
        "Found in the books",
        compute="_compute_matched",
        store=True,
        aggregator=None,
    )
    delta = fields.Float(
        "Difference",
        compute="_compute_matched",
        store=True,
        aggregator=None,
        help="What was found less what was brought.",
    )
    unit_label = fields.Char("Counted in", compute="_compute_unit_label")
    link_ids = fields.One2many(
        "code.social.reconciliation.link", "reconciliation_id", "What answers to it"
    )
    state = fields.Selection(
        STATES, default="to_reconcile", required=True, readonly=True, index=True
    )
    reason = fields.Text(readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True)
    decided_on = fields.Datetime(readonly=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, index=True)

    _once = models.UniqueIndex(
        "(share_id, period_id)", "This share is already in this period."
    )
    _waiting = models.Index("(period_id, state)")

    @api.depends("contribution_id")
    def _compute_measure(self):
        for one in self:
            one.measure = one.sudo().contribution_id.measure

    @api.depends("nature_id")
    @api.depends_context("lang")
    def _compute_unit_label(self):
        for one in self:
            one.unit_label = one.nature_id._unit_label() if one.nature_id else ""

    @api.depends("link_ids.quantity", "link_ids.sign", "quantity")
    def _compute_matched(self):
        for one in self:
            matched = sum(exact(link._signed()) for link in one.link_ids)
            one.matched_quantity = float(matched)
            one.delta = float(round(matched - exact(one.quantity), 4))

    @api.depends("contribution_id", "partner_id")
    def _compute_display_name(self):
        for one in self.sudo():
            parts = [one.contribution_id.name, one.share_id.display_name]
            one.display_name = " · ".join(part for part in parts if part)

    # === Matching ===

    def _is_sealed(self):
        return self.sudo().period_id.state == "locked"

    def _is_within(self):
        """Tell whether what was found (one) needs no reason to differ."""
        kind = TOLERANCE_OF.get(self.measure, "in_kind")
        return within_tolerance(kind, self.quantity, self.matched_quantity)

    def _assess(self):
        """Say of undecided lines whether they are proposed, a gap or without match."""
        states = {one: one._found_state() for one in self}
        for state, group in self.grouped(lambda one: states[one]).items():
            changed = group.filtered(lambda one, new=state: one.state != new)
            changed._by_method().write({"state": state})

    def _found_state(self):
        if not self.link_ids:
            return "to_reconcile"
        return "proposed" if self._is_within() else "gap"

    def _refresh_links(self):
        """Match afresh what no accountant has touched."""
        for one in self:
            by_hand = one.link_ids.filtered("by_hand")
            if by_hand:
                continue
            values = one.period_id._first_match(one.share_id)
            same = [link._as_proposed() for link in one.link_ids] == values
            if not same:
                commands = [fields.Command.create(link) for link in values]
                one._by_method().write(
                    {"link_ids": [fields.Command.clear(), *commands]}
                )

    def _drop(self):
        """Take away lines whose share is no longer acknowledged on these days."""
        self.link_ids._by_method().unlink()
        self._by_method().unlink()

    def _left_label(self):
        """Return the sentence that says what waits here (one)."""
        label = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(name)s, %(who)s: %(state)s",
            name=self.contribution_id.name,
            who=self.share_id.display_name,
            state=label[self.state].lower(),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_by_method(self):
        self._require(
            self._is_by_method(),
            self.env._("A reconciliation is excluded with a reason, never deleted."),
        )
