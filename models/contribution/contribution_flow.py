from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Contribution(models.Model):
    """Who may do what with a contribution, and its transitions."""

    _inherit = "code.social.contribution"

    viewer_may_acknowledge = fields.Boolean(
        compute="_compute_viewer_may_acknowledge",
        search="_search_viewer_may_acknowledge",
        export_string_translation=False,
    )

    # --- Permissions: one predicate an action, asked as the user ---

    def _is_mine(self):
        """Return whether the current user is one of the contributors."""
        return self.env.user.partner_id in self.sudo().partner_ids

    def _can_see(self):
        """Return whether the record rules let the current user read it."""
        return bool(self.exists()) and self.has_access("read")

    @api.model
    def _can_log(self, partner=None):
        """Return whether the user may note a contribution of `partner` (theirs)."""
        me = self.env.user.partner_id
        if partner and partner != me:
            return self._may_enter_for(partner)
        return me._is_member()

    @api.model
    def _may_enter_for(self, partner):
        return self.env.user.has_group("code_social.group_publisher") and bool(
            partner.sudo()._members_here()
        )

    def _can_revise(self):
        """Contributors, or who wrote it for them, until it is acknowledged."""
        self.ensure_one()
        return self.sudo().state in ("draft", "declared", "returned") and (
            self._is_mine() or self._entered_by_me()
        )

    def _entered_by_me(self):
        return self.sudo().entered_by_id == self.env.user.partner_id

    def _can_declare(self):
        return self.sudo().state in ("draft", "returned") and (
            self._is_mine() or self._entered_by_me()
        )

    def _can_withdraw(self):
        """Contributors, or who wrote it for them, as long as no round holds it."""
        self.ensure_one()
        return self.sudo().state != "withdrawn" and (
            self._is_mine() or self._entered_by_me()
        )

    def _can_acknowledge(self):
        """Somebody else who received it, leads it or publishes."""
        self.ensure_one()
        return self.sudo().state == "declared" and self.viewer_may_acknowledge

    def _can_return(self):
        return self._can_acknowledge()

    @api.depends_context("uid")
    def _compute_viewer_may_acknowledge(self):
        domain = self._acknowledger_domain()
        allowed = self.sudo().filtered_domain(domain)
        for contribution in self:
            contribution.viewer_may_acknowledge = contribution in allowed

    @api.model
    def _search_viewer_may_acknowledge(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._acknowledger_domain()
        if True in value:
            return Domain.TRUE if False in value else domain
        return ~domain

    @api.model
    def _acknowledger_domain(self):
        """Return the domain of contributions the user may acknowledge or return.

        Never one's own, nor one entered by oneself for another; the project
        manager, the coordinator of the commission, the person it was for, or the
        publisher.
        """
        user = self.env.user
        me = user.partner_id
        others = (
            ~Domain("partner_ids", "in", me.ids)
            & Domain("entered_by_id", "!=", me.id)
            & Domain("company_id", "in", self.env.companies.ids)
        )
        if user.has_group("code_social.group_publisher"):
            return others
        if not me._is_member():
            return Domain.FALSE
        return others & (
            Domain("beneficiary_ids", "in", me.ids)
            | Domain("project_id.user_id", "=", user.id)
            | Domain("commission_id.coordinator_ids", "in", me.ids)
        )

    @api.model
    def _to_acknowledge(self):
        """Return the declared contributions that await the current user."""
        return self.search(
            Domain("state", "=", "declared")
            & Domain("viewer_may_acknowledge", "=", True)
        )

    # --- Transitions: the only writers of the state ---

    def action_declare(self):
        """Say that it was brought; somebody else will acknowledge it.

        :raise AccessError: not by a contributor, or not from a proposal or a return
        """
        for contribution in self:
            contribution._require(
                contribution._can_declare(),
                self.env._("Only its contributors declare a contribution, once."),
            )
            contribution._transition("declared", return_reason=False)
        self.sudo().share_ids._check_day()
        self.sudo().share_ids._sync_lines()
        return True

    def action_acknowledge(self, thanks=None):
        """Confirm as somebody else that it was received.

        :param thanks: a word to the contributors, signed, or None
        :raise AccessError: by a contributor, or by someone whom it does not concern
        """
        for contribution in self:
            contribution._require(
                contribution._can_acknowledge(),
                self.env._(
                    "A contribution is acknowledged by somebody else: who received"
                    " it, who leads its project or commission, or the publisher."
                ),
            )
            contribution._transition(
                "acknowledged",
                acknowledged_by_id=self.env.user.partner_id.id,
                acknowledged_on=fields.Datetime.now(),
                thanks=(thanks or "").strip() or False,
            )
        self.env["ir.attachment"]._seal_of(self.sudo())
        self.sudo().partner_ids._update_level()
        self._tell_contributors(
            self.env._("“%(name)s” was acknowledged by %(who)s. Thank you!")
        )
        return True

    def action_return(self, reason):
        """Give it back to its contributors with a reason.

        :param reason: what is missing, in a sentence; required
        :raise UserError: without a reason
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why, so that it can be mended."))
        for contribution in self:
            contribution._require(
                contribution._can_return(),
                self.env._("Only those who could acknowledge it may return it."),
            )
            contribution._transition("returned", return_reason=reason)
        self.sudo().share_ids._sync_lines()
        self._tell_contributors(self.env._("%(who)s returned “%(name)s”: %(reason)s"))
        return True

    def action_withdraw(self):
        """Take one's contribution back; its history stays.

        :raise AccessError: not by a contributor
        """
        for contribution in self:
            contribution._require(
                contribution._can_withdraw(),
                self.env._("Only its contributors withdraw a contribution."),
            )
            contribution._check_not_in_round()
            contribution._transition("withdrawn")
        companions = self.sudo().search(
            [("companion_id", "in", self.ids), ("state", "in", ("draft", "declared"))]
        )
        for companion in companions:
            companion._transition("withdrawn")
        self.sudo().share_ids._sync_lines()
        self.sudo().partner_ids._update_level()
        return True

    def _check_not_in_round(self):
        """Hook of the round: refuse what its state does not allow."""

    def _transition(self, state, **values):
        """Write a state as the methods of this class alone may, and record it."""
        self.ensure_one()
        before = self.sudo().state
        self._by_method().write(dict(values, state=state))
        self.env["code.social.event"]._record(
            self,
            state,
            {"state": before},
            {"state": state},
            values.get("return_reason"),
        )

    def _tell_contributors(self, sentence):
        """Send one short notice to the contributors, in the record's thread."""
        for contribution in self.sudo():
            who = self.env.user.partner_id.name
            contribution.message_notify(
                partner_ids=(contribution.partner_ids - self.env.user.partner_id).ids,
                subject=contribution.name,
                body=sentence
                % {
                    "name": contribution.name,
                    "who": who,
                    "reason": contribution.return_reason or "",
                },
            )
