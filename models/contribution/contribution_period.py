from odoo import api, fields, models
from odoo.tools import SQL

from .reconciliation import DECIDED

#: Who reads what the accountant decides.
ACCOUNTS = "code_social.group_publisher,code_social.group_accountant"
RECONCILIATION_STATES = [
    ("none", "Not begun"),
    ("proposed", "Under way"),
    ("reconciled", "Reconciled"),
    ("justified", "Gap justified"),
    ("excluded", "Excluded, with a reason"),
]
#: What a period freezes of a contribution.
HELD = frozenset(
    {"state", "date", "nature_id", "quantity", "share_ids", "project_id", "company_id"}
)


class Contribution(models.Model):
    """A contribution on the accountant's clock."""

    _inherit = "code.social.contribution"

    reconciliation_ids = fields.One2many(
        "code.social.reconciliation", "contribution_id", groups=ACCOUNTS
    )
    reconciliation_state = fields.Selection(
        RECONCILIATION_STATES,
        compute="_compute_reconciliation_state",
        store=True,
        index=True,
        groups=ACCOUNTS,
    )

    @api.depends("reconciliation_ids.state")
    def _compute_reconciliation_state(self):
        groups = (
            self.env["code.social.reconciliation"]
            .sudo()
            ._read_group(
                [("contribution_id", "in", self.ids)],
                ["contribution_id"],
                ["state:array_agg"],
            )
        )
        states = {one.id: set(found) for one, found in groups}
        for contribution in self:
            found = states.get(contribution.id, set())
            contribution.reconciliation_state = self._state_of_lines(found)

    @api.model
    def _state_of_lines(self, states):
        """Return the state of a whole from the set of its shares' states."""
        if not states:
            return "none"
        if states - set(DECIDED):
            return "proposed"
        if "justified" in states:
            return "justified"
        return "reconciled" if "reconciled" in states else "excluded"

    # === Locked periods ===

    def _locks(self):
        """Return {contribution: locked period of its day}."""
        days = {one: (one.company_id.id, one.date) for one in self.sudo()}
        locked = self.env["code.social.period"]._locking(days.values())
        return {one: locked[day] for one, day in days.items() if day in locked}

    def _check_held(self):
        """Refuse to change what a locked period counted."""
        counted = self.sudo().filtered(lambda one: one.state == "acknowledged")
        for one, period in counted._locks().items():
            period._refuse_change(one.name)

    def _holding_people(self):
        counted = self.filtered(lambda one: one.state == "acknowledged")
        return super()._holding_people() | counted.browse(
            one.id for one in counted._locks()
        )

    def _check_open_day(self, vals=None):
        """Refuse what would come after its day was locked.

        :param vals: what is about to be written, or None for what is there
        """
        vals = vals or {}
        days = [
            (
                vals.get("company_id", one.company_id.id),
                fields.Date.to_date(vals.get("date", one.date)),
            )
            for one in self.sudo()
            if vals.get("state", one.state) in ("declared", "acknowledged")
        ]
        for period in self.env["code.social.period"]._locking(days).values():
            period._refuse_day()

    @api.model
    def _clean_values(self, values, person, current=None):
        vals = super()._clean_values(values, person, current)
        days = [(self.env.company.id, vals.get("date"))]
        for period in self.env["code.social.period"]._locking(days).values():
            period._refuse_day()
        return vals

    @api.model_create_multi
    def create(self, vals_list):
        contributions = super().create(vals_list)
        contributions._check_open_day()
        return contributions

    def write(self, vals):
        if not HELD & vals.keys():
            return super().write(vals)
        self._check_held()
        self._check_open_day(vals)
        result = super().write(vals)
        if vals.get("state") == "withdrawn":
            # Its timesheet line goes too: nothing is left to reconcile.
            self.sudo().reconciliation_ids._drop()
        return result


class WealthMatrix(models.Model):
    """The accountant's clock beside the hours and the quality."""

    _inherit = "code.social.wealth.matrix"
    _depends = {"code.social.contribution": ["reconciliation_state"]}

    reconciliation_state = fields.Selection(
        RECONCILIATION_STATES, readonly=True, groups=ACCOUNTS
    )

    @api.model
    def _select(self):
        return SQL("%s, contribution.reconciliation_state", super()._select())


class Event(models.Model):
    _inherit = "code.social.event"

    @api.model
    def _action_labels(self):
        return {
            **super()._action_labels(),
            "period.open": self.env._("Accounting period opened"),
            "period.propose": self.env._("Reconciliation proposed"),
            "period.in_review": self.env._("Accounting period in review"),
            "period.locked": self.env._("Accounting period locked"),
            "reconciliation.reconciled": self.env._("Reconciliation accepted"),
            "reconciliation.justified": self.env._("Gap justified"),
            "reconciliation.excluded": self.env._("Left out of the accounts"),
        }
