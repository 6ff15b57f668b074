"""What a role asks of a mandate before it is confirmed."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: What makes a seat: two mandates that share these are for the same one.
SEAT = ("company_id", "role_id", "commission_id", "project_id")


class CodeSocialMandate(models.Model):
    _inherit = "code.social.mandate"

    @api.constrains("deputy_id", "partner_id", "state")
    def _check_deputy(self):
        for mandate in self.sudo():
            if mandate.state in ("draft", "active"):
                mandate._check_named_deputy()

    def _check_named_deputy(self):
        deputy = self.deputy_id
        if self.state == "active" and self.role_id.deputy_required and not deputy:
            raise ValidationError(
                self.env._("This role needs a deputy: name one first.")
            )
        if deputy and deputy == self.partner_id:
            raise ValidationError(
                self.env._("The deputy is somebody else than the holder.")
            )
        if deputy and not deputy._is_member():
            raise ValidationError(
                self.env._(
                    "%(person)s has not joined, and cannot be a deputy.",
                    person=deputy.name,
                )
            )

    def _check_confirmable(self):
        mandate = self.sudo()
        role, person = mandate.role_id, mandate.partner_id
        # Two confirmations at once must not both take the last seat.
        role._lock_seats()
        if not person._is_member():
            raise UserError(
                self.env._("%(person)s has not joined.", person=person.name)
            )
        if mandate.date_end and mandate.date_end < fields.Date.today():
            raise UserError(self.env._("The dates of this mandate are over."))
        mandate._check_required_role()
        mandate._check_seats()
        mandate._check_terms(mandate.date_start)

    def _check_required_role(self):
        required = self.role_id.requires_role_id
        held = self.partner_id._running_mandates().role_id
        if required and required not in held:
            raise UserError(
                self.env._(
                    "“%(role)s” requires an active mandate of “%(required)s”, which "
                    "%(person)s does not hold.",
                    role=self.role_id.name,
                    required=required.name,
                    person=self.partner_id.name,
                )
            )

    def _seat_key(self):
        """Return what tells a seat from another: a tuple of ids."""
        return tuple(self[name].id for name in SEAT)

    def _same_seat_domain(self):
        """Return the domain of the mandates for the same seat as this one."""
        return Domain.AND(Domain(name, "=", self[name].id or False) for name in SEAT)

    def _check_seats(self):
        seats = self.role_id.seats
        if not seats:
            return
        last = self.date_end or fields.Date.to_date("9999-12-31")
        domain = self._same_seat_domain() & Domain("id", "!=", self.id)
        domain &= Domain("state", "=", "active") & Domain("date_start", "<=", last)
        domain &= Domain("date_end", "=", False) | Domain(
            "date_end", ">=", self.date_start
        )
        if self._most_at_once(self.search(domain)) >= seats:
            raise UserError(
                self.env._(
                    "All seats of “%(role)s” are taken (%(seats)s).",
                    role=self.role_id.name,
                    seats=seats,
                )
            )

    def _most_at_once(self, others):
        """Return how many of `others` are held on the fullest day of this one."""
        days = {max(other.date_start, self.date_start) for other in others}
        return max(
            (
                sum(
                    other.date_start <= day
                    and (not other.date_end or other.date_end >= day)
                    for other in others
                )
                for day in days
            ),
            default=0,
        )

    def _check_terms(self, start):
        """Refuse one term too many of this seat, for its holder, from `start` on."""
        limit = self.role_id.max_consecutive_terms
        if not limit:
            return
        domain = self._same_seat_domain() & Domain("state", "!=", "draft")
        domain &= Domain("partner_id", "=", self.partner_id.id)
        domain &= Domain("date_start", "<", start)
        terms = self._in_a_row(self.search(domain, order="date_start desc"), start)
        if terms >= limit:
            raise UserError(
                self.env._(
                    "%(person)s has held “%(role)s” for %(terms)s terms in a row: "
                    "somebody else's turn.",
                    person=self.partner_id.name,
                    role=self.role_id.name,
                    terms=terms,
                )
            )

    def _in_a_row(self, earlier, start):
        """Return how many of these mandates, the latest first, lead to `start`."""
        terms = 0
        for one in earlier:
            # A pause shorter than a month does not begin a new series.
            if one.date_end and one.date_end + relativedelta(months=1) < start:
                break
            start, terms = one.date_start, terms + 1
        return terms
