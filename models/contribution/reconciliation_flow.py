from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang


class Reconciliation(models.Model):
    """The accountant's decisions; proposing is not one of them."""

    _inherit = "code.social.reconciliation"

    viewer_can_decide = fields.Boolean(
        compute="_compute_viewer_can_decide", export_string_translation=False
    )

    @api.depends("state", "period_id.state")
    @api.depends_context("uid")
    def _compute_viewer_can_decide(self):
        for one in self:
            one.viewer_can_decide = not one._is_sealed() and one._can_accept()

    # === Who may ===

    def _is_accountant_here(self):
        return self.env.user.has_group(
            "code_social.group_accountant"
        ) and self.has_access("write")

    def _can_accept(self):
        return self._is_accountant_here()

    def _can_justify(self):
        return self._is_accountant_here()

    def _can_exclude(self):
        return self._is_accountant_here()

    # === Decisions ===

    def action_accept(self):
        """Accept matches within tolerance: → reconciled.

        :raise AccessError: not the accountant
        :raise UserError: a gap, or nothing that answers to it
        """
        self._require(
            self._can_accept(),
            self.env._("Only the accountant accepts a reconciliation."),
        )
        for one in self:
            one._check_open()
            one._check_acceptable()
        self._decide("reconciled")
        return True

    def action_accept_within_tolerance(self):
        """Accept those of these lines whose match is within tolerance, no other."""
        self._require(
            self._can_accept(),
            self.env._("Only the accountant accepts a reconciliation."),
        )
        self._accept_proposed()
        return True

    def action_justify(self, reason=None):
        """Keep a gap, with the reason for it: → gap justified.

        :param reason: in a sentence; required
        """
        self._require(
            self._can_justify(),
            self.env._("Only the accountant justifies a gap."),
        )
        self._decide_with(
            "justified", reason, self.env._("Say in a few words what explains the gap.")
        )
        return True

    def action_exclude(self, reason=None):
        """Leave lines out of the accounts, with a reason: → excluded.

        :param reason: in a sentence; required
        """
        self._require(
            self._can_exclude(),
            self.env._("Only the accountant excludes a line."),
        )
        self._decide_with(
            "excluded", reason, self.env._("Say in a few words why it is left out.")
        )
        return True

    def _accept_proposed(self):
        """Accept the proposed lines; the caller has asked the predicate."""
        found = self.filtered(lambda one: one.state == "proposed" and one._is_within())
        for one in found:
            one._check_open()
        found._decide("reconciled")

    def _decide_with(self, state, reason, missing):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(missing)
        for one in self:
            one._check_open()
        self._decide(state, reason)

    def _decide(self, state, reason=None):
        """Write a decision and record it, in one pass for each former state."""
        values = {
            "state": state,
            "reason": reason or False,
            "decided_by_id": self.env.uid,
            "decided_on": fields.Datetime.now(),
        }
        for before, group in self.grouped("state").items():
            group._by_method().write(values)
            self.env["code.social.event"]._record(
                group,
                f"reconciliation.{state}",
                {"state": before},
                {"state": state},
                reason,
            )

    # === Refusals ===

    def _check_open(self):
        period = self.sudo().period_id
        if period.state == "locked":
            period._refuse_change(self.sudo().display_name)

    def _check_acceptable(self):
        """Refuse to accept this line (one) unless a match is within tolerance."""
        this = self.sudo()
        if this.state == "reconciled":
            raise UserError(
                self.env._("“%(name)s” is already reconciled.", name=this.display_name)
            )
        if not this.link_ids:
            raise UserError(
                self.env._(
                    "Nothing answers to “%(name)s” yet: match it with a line, justify"
                    " or exclude it.",
                    name=this.display_name,
                )
            )
        if not this._is_within():
            raise UserError(
                self.env._(
                    "“%(name)s” differs by %(delta)s %(unit)s, more than the tolerance:"
                    " justify the gap instead.",
                    name=this.display_name,
                    delta=formatLang(self.env, this.delta, digits=2),
                    unit=this.unit_label or "",
                )
            )
        this.link_ids.line_id._check_allocated()
