"""How a mandate begins and ends, and what it gives meanwhile."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CodeSocialMandate(models.Model):
    _inherit = "code.social.mandate"

    # What the buttons show is what the predicates say.
    can_confirm = fields.Boolean(compute="_compute_can")
    can_resign = fields.Boolean(compute="_compute_can")
    can_revoke = fields.Boolean(compute="_compute_can")

    @api.depends("state", "partner_id", "role_id", "opened_by_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for mandate in self:
            draft, active = mandate.state == "draft", mandate.state == "active"
            mandate.can_confirm = draft and mandate._can_confirm()
            mandate.can_resign = active and mandate._can_resign()
            mandate.can_revoke = active and mandate._can_revoke()

    # === Who may ===

    def _is_trusted(self):
        """Tell whether the user looks after the community's seats."""
        user = self.env.user
        return user.has_group("code_social.group_publisher") or user.has_group(
            "code_social.group_manager"
        )

    def _is_own(self):
        return self.sudo().partner_id == self.env.user.partner_id

    def _can_confirm(self):
        """Tell whether the user may confirm this draft (one).

        Never one's own; a seat with rights takes a second person.
        """
        mandate = self.sudo()
        alone = mandate.role_id.group_ids and mandate.opened_by_id == self.env.user
        return self._is_trusted() and not self._is_own() and not alone

    def _can_resign(self):
        return self._is_own()

    def _can_revoke(self):
        return self._is_trusted() and not self._is_own()

    # === Transitions ===

    def action_confirm(self):
        """Confirm drafts: draft → active. Rights begin on the first day.

        Raises AccessError for one's own mandate, or for the person who opened it
        when the seat gives rights; UserError when a condition of the role fails.
        """
        for mandate in self:
            mandate._require(mandate._can_confirm(), mandate._confirm_refusal())
            mandate._check_state("draft")
            mandate._check_confirmable()
            mandate._by_method().write(
                {
                    "state": "active",
                    "confirmed_by_id": self.env.uid,
                    "confirmed_on": fields.Datetime.now(),
                }
            )
            mandate._log("mandate.confirm", "draft", "active")
            mandate._start()
        return True

    def action_resign(self, reason=None):
        """End one's own active mandates: active → resigned."""
        for mandate in self:
            mandate._require(
                mandate._can_resign(),
                self.env._("Only the holder resigns from a mandate."),
            )
            mandate._check_state("active")
            mandate._finish("resigned", reason)
        return True

    def action_revoke(self, reason=None):
        """End somebody else's active mandate: active → revoked. A reason is due."""
        for mandate in self:
            mandate._require(
                mandate._can_revoke(),
                self.env._("You cannot revoke this mandate."),
            )
            mandate._check_state("active")
            if not (reason or "").strip():
                raise UserError(self.env._("Say why this mandate is revoked."))
            mandate._finish("revoked", reason)
        return True

    def _confirm_refusal(self):
        if self._is_own():
            return self.env._("Nobody confirms their own mandate.")
        if self._is_trusted():
            return self.env._(
                "This seat gives rights: somebody else than the person who opened it "
                "must confirm it."
            )
        return self.env._("You cannot confirm mandates.")

    def _check_state(self, expected):
        if self.sudo().state != expected:
            raise UserError(
                self.env._(
                    "“%(mandate)s” has moved on meanwhile: reload the page.",
                    mandate=self.sudo().display_name,
                )
            )

    def _log(self, action, before, after, reason=None):
        self.env["code.social.event"]._record(
            self, action, {"state": before}, {"state": after}, reason
        )

    # === Conditions of the role ===

    def _check_confirmable(self):
        mandate = self.sudo()
        role, person = mandate.role_id, mandate.partner_id
        # Two confirmations at once must not both take the last seat.
        role.lock_for_update()
        if not person._is_member():
            raise UserError(
                self.env._("%(person)s has not joined.", person=person.name)
            )
        if mandate.date_end and mandate.date_end < fields.Date.today():
            raise UserError(self.env._("The dates of this mandate are over."))
        if role.deputy_required and not mandate.deputy_id:
            raise UserError(self.env._("This role needs a deputy: name one first."))
        mandate._check_required_role()
        mandate._check_seats()
        mandate._check_terms()

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

    def _same_seat_domain(self):
        domain = Domain("id", "!=", self.id)
        for name in ("company_id", "role_id", "commission_id", "project_id"):
            domain &= Domain(name, "=", self[name].id or False)
        return domain

    def _check_seats(self):
        seats = self.role_id.seats
        domain = self._same_seat_domain() & Domain("state", "=", "active")
        domain &= Domain("date_end", "=", False) | Domain(
            "date_end", ">=", self.date_start
        )
        if self.date_end:
            domain &= Domain("date_start", "<=", self.date_end)
        if seats and self.search_count(domain, limit=seats) >= seats:
            raise UserError(
                self.env._(
                    "All seats of “%(role)s” are taken (%(seats)s).",
                    role=self.role_id.name,
                    seats=seats,
                )
            )

    def _check_terms(self):
        limit = self.role_id.max_consecutive_terms
        if not limit:
            return
        domain = self._same_seat_domain() & Domain("state", "!=", "draft")
        domain &= Domain("partner_id", "=", self.partner_id.id)
        domain &= Domain("date_start", "<", self.date_start)
        terms = self._in_a_row(
            self.search(domain, order="date_start desc"), self.date_start
        )
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

    @api.model
    def _running_domain(self):
        """Return the domain of the mandates whose rights run today."""
        domain = Domain("state", "=", "active") & Domain("started_on", "!=", False)
        return domain & (
            Domain("date_end", "=", False)
            | Domain("date_end", ">=", fields.Date.today())
        )

    # === Beginning and end ===

    def _start(self):
        """Begin the rights of confirmed mandates whose first day has come."""
        today = fields.Date.today()
        due = self.sudo().filtered(
            lambda one: (
                one.state == "active" and not one.started_on and one.date_start <= today
            )
        )
        for mandate in due:
            granted = mandate._what_it_gives()
            mandate._by_method().write(
                {
                    "started_on": today,
                    "granted_group_ids": [fields.Command.set(granted.ids)],
                }
            )
        due.partner_id._give_groups()
        due.partner_id._update_level()

    def _what_it_gives(self):
        """Return the role's groups, without those held from elsewhere.

        A group that another mandate gave counts as given by this one too, so that
        it stays until the last of them ends.
        """
        held = self.partner_id.user_ids.group_ids
        by_mandate = self.partner_id._running_mandates().granted_group_ids
        return self.role_id.group_ids - (held - by_mandate)

    def _finish(self, state, reason=None):
        """End these mandates (active) in this state, and withdraw what they gave."""
        today = fields.Date.today()
        for mandate in self.sudo():
            values = {"state": state, **mandate._salted("end_reason", reason)}
            if state != "ended":
                values["date_end"] = max(today, mandate.date_start)
            mandate._by_method().write(values)
            mandate._log(f"mandate.{state}", "active", state, reason)
        self.sudo().partner_id._withdraw_groups(self.sudo().granted_group_ids)
        self._finish_dependents()
        self.sudo().partner_id._update_level()

    def _finish_dependents(self):
        """End what these mandates were a condition of (one level at a time)."""
        ended = self.sudo()
        domain = Domain("partner_id", "in", ended.partner_id.ids)
        domain &= Domain("state", "=", "active")
        domain &= Domain("role_id.requires_role_id", "in", ended.role_id.ids)
        orphans = ended.search(domain).filtered(
            lambda one: (
                one.role_id.requires_role_id
                not in one.partner_id._running_mandates().role_id
            )
        )
        if orphans:
            orphans._finish("ended")

    # === Nightly ===

    @api.model
    def _cron_dates(self):
        """Begin what begins today and end what is over."""
        today = fields.Date.today()
        active = Domain("state", "=", "active")
        over = self.search(active & Domain("date_end", "<", today))
        over._finish("ended")
        waiting = Domain("started_on", "=", False) & Domain("date_start", "<=", today)
        self.search(active & waiting)._start()
