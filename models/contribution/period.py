from contextlib import contextmanager

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, mute_logger

#: What says which days a period covers.
_DAYS = frozenset({"date_from", "date_to", "company_id"})


class Period(models.Model):
    """The days whose contributions the accountant compares with the books."""

    _name = "code.social.period"
    _description = "Accounting Period"
    _inherit = ["mail.thread", "code.social.guard.mixin"]
    _order = "date_from desc, id desc"
    _method_fields = frozenset({"state", "locked_by_id", "locked_on"})

    name = fields.Char(required=True, tracking=True)
    date_from = fields.Date("From", required=True, tracking=True)
    date_to = fields.Date("To", required=True, tracking=True, help="Included.")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("open", "Open"), ("in_review", "In review"), ("locked", "Locked")],
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )
    reconciliation_ids = fields.One2many("code.social.reconciliation", "period_id")
    locked_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    locked_on = fields.Datetime(readonly=True, copy=False)

    _dates = models.Constraint(
        "CHECK (date_to >= date_from)", "A period ends after it starts."
    )
    # One-value ranges: GiST knows ranges without any extension of PostgreSQL.
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            int4range(company_id, company_id, '[]') WITH &&,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "Another period already covers some of these days.",
    )

    @contextmanager
    def _in_a_sentence(self):
        """Say in a sentence what the database refuses."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                yield
        except psycopg2.errors.ExclusionViolation as error:
            raise ValidationError(
                self.env._("Another period already covers some of these days.")
            ) from error
        except psycopg2.errors.CheckViolation as error:
            raise ValidationError(
                self.env._("A period ends after it starts.")
            ) from error

    # === CRUD ===

    def _is_sealed(self):
        return self.state == "locked"

    @api.model_create_multi
    def create(self, vals_list):
        with self._in_a_sentence():
            periods = super().create(vals_list)
        self.env["code.social.event"]._record(periods, "period.open")
        return periods

    def write(self, vals):
        if not _DAYS & vals.keys():
            return super().write(vals)
        held = self.filtered(lambda period: period.state == "in_review")
        if held:
            raise UserError(
                self.env._(
                    "“%(name)s” is in review: its days no longer change.",
                    name=held[0].name,
                )
            )
        with self._in_a_sentence():
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if self.sudo().reconciliation_ids or self.filtered(
            lambda period: period.state != "open"
        ):
            raise UserError(
                self.env._("A period whose reconciliation has begun is kept.")
            )

    # === What locked periods hold ===

    @api.model
    def _locking(self, days):
        """Return {(company id, date): period} of those days that are locked.

        :param days: iterable of (company id, date)
        """
        days = {(company, day) for company, day in days if company and day}
        if not days:
            return {}
        dates = [day for _company, day in days]
        periods = self.sudo().search(
            Domain("state", "=", "locked")
            & Domain("company_id", "in", [company for company, _day in days])
            & Domain("date_from", "<=", max(dates))
            & Domain("date_to", ">=", min(dates))
        )
        return {
            (company, day): period
            for company, day in days
            for period in periods
            if period.company_id.id == company
            and period.date_from <= day <= period.date_to
        }

    def _refuse_day(self):
        """Refuse something new on a day of this locked period (one)."""
        raise UserError(
            self.env._(
                "The accounts are closed from %(start)s to %(end)s. Choose a day in an"
                " open period, or correct with a new contribution.",
                start=format_date(self.env, self.date_from),
                end=format_date(self.env, self.date_to),
            )
        )

    def _refuse_change(self, name):
        """Refuse to change what this locked period (one) holds."""
        raise UserError(
            self.env._(
                "“%(name)s” belongs to a locked period, from %(start)s to %(end)s: it"
                " no longer changes. Correct with a new contribution in an open"
                " period.",
                name=name,
                start=format_date(self.env, self.date_from),
                end=format_date(self.env, self.date_to),
            )
        )
