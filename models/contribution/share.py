from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_duration

from ...tools.allocation import largest_remainder

MINUTES_A_DAY = 24 * 60
#: States in which a person's hours count in their day.
COUNTED = ("draft", "declared", "acknowledged")


class ContributionShare(models.Model):
    """The part of one person in a contribution; the master of its timesheet line."""

    _name = "code.social.contribution.share"
    _description = "Share of a Contribution"
    _inherit = ["code.social.guard.mixin"]
    _order = "contribution_id, id"
    _rec_name = "partner_id"
    _check_company_auto = True
    _method_fields = frozenset({"line_id"})
    _sealed_free_fields = frozenset({"line_id"})

    contribution_id = fields.Many2one(
        "code.social.contribution", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    share = fields.Float("Share (%)", digits=(5, 2), default=100.0, aggregator=None)
    quantity = fields.Float(compute="_compute_quantity", store=True, aggregator=None)
    line_id = fields.Many2one(
        "account.analytic.line",
        string="Timesheet line",
        index="btree_not_null",
        copy=False,
    )
    state = fields.Selection(related="contribution_id.state")
    date = fields.Date(related="contribution_id.date", store=True)
    company_id = fields.Many2one(
        related="contribution_id.company_id", store=True, index=True
    )

    _share_range = models.Constraint(
        "CHECK (share > 0 AND share <= 100)", "A share lies between 0 and 100 %."
    )
    _one_a_person = models.UniqueIndex(
        "(contribution_id, partner_id)", "A person has one share in a contribution."
    )
    _one_line = models.UniqueIndex(
        "(line_id) WHERE line_id IS NOT NULL",
        "A timesheet line belongs to one share.",
    )
    _person_day = models.Index("(partner_id, date)")

    @api.depends("partner_id")
    def _compute_display_name(self):
        # The name alone, as on the public card: portal people read no contact.
        for share in self:
            share.display_name = share.partner_id.sudo().name

    @api.depends(
        "share",
        "contribution_id.quantity",
        "contribution_id.nature_id",
        "contribution_id.share_ids.share",
    )
    def _compute_quantity(self):
        for contribution in self.contribution_id:
            shares = contribution.share_ids
            parts = shares._parts(contribution)
            for share in shares & self:
                share.quantity = parts[share]

    def _parts(self, contribution):
        """Split a quantity exactly: minutes, cents or hundredths, to the last one.

        :param contribution: the one of which `self` is all the shares
        :return: {share: quantity in the unit of the nature}
        """
        scale = 60 if contribution.measure == "hours" else 100
        weights = [round(share.share * 100) for share in self]
        if not sum(weights):
            return dict.fromkeys(self, 0.0)
        whole = round(contribution.quantity * scale)
        parts, _carry = largest_remainder(whole, weights)
        return {share: part / scale for share, part in zip(self, parts, strict=True)}

    @api.constrains("partner_id", "share", "contribution_id")
    def _check_sum(self):
        self.contribution_id._check_shares()
        self._check_day()

    def _is_sealed(self):
        return self.contribution_id._is_sealed()

    def _holding_people(self):
        held = self.contribution_id._holding_people()
        return self.filtered(lambda share: share.contribution_id in held)

    @api.model_create_multi
    def create(self, vals_list):
        contributions = self.env["code.social.contribution"].browse(
            vals["contribution_id"] for vals in vals_list if vals.get("contribution_id")
        )
        contributions._check_not_frozen()
        return super().create(vals_list)

    def _check_day(self):
        """Refuse more than 24 hours in one day for one person.

        The people are locked first: two requests at once cannot both pass.
        """
        hours = self.filtered(
            lambda s: s.contribution_id.measure == "hours" and s.state in COUNTED
        )
        if not hours:
            return
        hours.partner_id._lock_days()
        hours.flush_recordset()
        for partner, date, minutes in hours._minutes_by_day():
            if minutes > MINUTES_A_DAY:
                raise ValidationError(
                    self.env._(
                        "A day has 24 hours: with this, %(who)s would have %(hours)s on"
                        " %(date)s. Spread it over several days?",
                        who=partner.display_name,
                        hours=format_duration(minutes / 60),
                        date=format_date(self.env, date),
                    )
                )

    def _minutes_by_day(self):
        """Return (partner, date, minutes) for the people and days of these shares."""
        groups = (
            self.env["code.social.contribution.share"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", self.partner_id.ids),
                    ("date", "in", list(set(self.mapped("date")))),
                    ("contribution_id.state", "in", COUNTED),
                    ("contribution_id.nature_id.measure", "=", "hours"),
                ],
                ["partner_id", "date:day"],
                ["quantity:sum"],
            )
        )
        return [(person, day, round(total * 60)) for person, day, total in groups]
