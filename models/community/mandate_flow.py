"""How a mandate begins and ends, and what it gives meanwhile."""

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
            mandate._settle_handovers()
        return True

    def action_resign(self, reason=None):
        """End one's own active mandates: active → resigned. A reason is due."""
        for mandate in self:
            mandate._require(
                mandate._can_resign(),
                self.env._("Only the holder resigns from a mandate."),
            )
            mandate._check_state("active")
            if not (reason or "").strip():
                raise UserError(
                    self.env._("Say why in a few words: it helps those who carry on.")
                )
            mandate._finish("resigned", reason.strip())
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

    # === Beginning and end ===

    @api.model
    def _running_domain(self):
        """Return the domain of the mandates whose rights run today."""
        domain = Domain("state", "=", "active") & Domain("started_on", "!=", False)
        return domain & (
            Domain("date_end", "=", False)
            | Domain("date_end", ">=", fields.Date.today())
        )

    def _start(self):
        """Begin the rights of confirmed mandates whose first day has come."""
        today = fields.Date.today()
        due = self.sudo().filtered(
            lambda one: (
                one.state == "active" and not one.started_on and one.date_start <= today
            )
        )
        due._grant(today)
        due.partner_id._give_groups()
        due.partner_id._update_level()

    def _grant(self, today):
        by_groups = {}
        for mandate, groups in self._what_they_give().items():
            by_groups.setdefault(tuple(groups.ids), []).append(mandate.id)
        for group_ids, ids in by_groups.items():
            self.browse(ids)._by_method().write(
                {
                    "started_on": today,
                    "granted_group_ids": [fields.Command.set(group_ids)],
                }
            )

    def _what_they_give(self):
        """Return {mandate: the role's groups, without those held from elsewhere}.

        A group that another mandate gave counts as given by this one too, so that
        it stays until the last of them ends. What one person opened and confirmed
        alone gives nothing, even if the role came to give rights meanwhile.
        """
        domain = Domain("partner_id", "in", self.partner_id.ids)
        # What ends this very night included: its renewal takes over from it.
        others = self.search(domain & Domain("state", "=", "active"))
        by_person = others.filtered("started_on").grouped("partner_id")
        nobody, given = self.browse(), {}
        for mandate in self:
            person = mandate.partner_id
            by_mandate = by_person.get(person, nobody).granted_group_ids
            elsewhere = person.user_ids.group_ids - by_mandate
            alone = mandate.opened_by_id == mandate.confirmed_by_id
            groups = mandate.role_id.group_ids
            given[mandate] = groups.browse() if alone else groups - elsewhere
        return given

    def _finish(self, state, reason=None):
        """End these mandates (active) in this state, and withdraw what they gave."""
        today = fields.Date.today()
        ended = self.sudo()
        early = ended.filtered(lambda one: not one.date_end or one.date_end >= today)
        for day, group in ended.grouped(lambda one: one._last_day(today)).items():
            # A reason has its own salt, mandate by mandate.
            for part in group if reason else [group]:
                salted = self._salted("end_reason", reason)
                part._by_method().write({"state": state, "date_end": day, **salted})
        self._log(f"mandate.{state}", "active", state, reason)
        ended.partner_id._withdraw_groups(ended.granted_group_ids)
        early._drop_next(state)
        self.env["code.social.handover"]._open(ended)
        self._finish_dependents()
        ended.partner_id._update_level()

    def _last_day(self, today):
        over = self.date_end and self.date_end < today
        return self.date_end if over else max(today, self.date_start)

    def _finish_dependents(self):
        """End what these mandates were a condition of (one level at a time)."""
        ended = self.sudo()
        domain = Domain("partner_id", "in", ended.partner_id.ids)
        domain &= Domain("state", "=", "active")
        domain &= Domain("role_id.requires_role_id", "in", ended.role_id.ids)
        dependent = ended.search(domain)
        running = dependent.partner_id._running_mandates()
        held = {(one.partner_id, one.role_id) for one in running}
        orphans = dependent.filtered(
            lambda one: (one.partner_id, one.role_id.requires_role_id) not in held
        )
        if orphans:
            orphans._finish("ended")

    # === Nightly ===

    @api.model
    def _cron_dates(self):
        """Begin what begins today and end what is over."""
        today = fields.Date.today()
        active = Domain("state", "=", "active")
        # First, so that what is renewed goes on without a gap.
        waiting = Domain("started_on", "=", False) & Domain("date_start", "<=", today)
        self.search(active & waiting)._start()
        self.search(active & Domain("date_end", "<", today))._finish("ended")
