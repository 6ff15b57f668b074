from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .reconciliation import DECIDED
from .reconciliation_link import COUNTERPARTS_BY_MEASURE

#: Lines named in a refusal; the rest is counted.
NAMED = 10


class Period(models.Model):
    """Proposing, reviewing and locking; a locked period is never opened again."""

    _inherit = "code.social.period"

    # === Who may ===

    def _is_accountant_here(self):
        return self.env.user.has_group(
            "code_social.group_accountant"
        ) and self.has_access("write")

    def _can_propose(self):
        return self._is_accountant_here()

    def _can_review(self):
        return self._is_accountant_here()

    def _can_lock(self):
        return self._is_accountant_here()

    def _can_accept(self):
        return self._is_accountant_here()

    # === Transitions ===

    def action_propose(self):
        """Make or refresh one reconciliation a share, each with its proposal.

        Nothing is validated, and what was decided stays.

        :raise AccessError: not the accountant
        :raise UserError: the period is locked
        """
        for period in self:
            period._require(
                period._can_propose(),
                self.env._("Only the accountant prepares the reconciliation."),
            )
            period._check_state("open", "in_review")
            period.sudo()._propose()
        return True

    def action_review(self):
        """Propose once more and begin the review: open → in review."""
        for period in self:
            period._require(
                period._can_review(),
                self.env._("Only the accountant reviews a period."),
            )
            period._check_state("open")
            period.sudo()._propose()
            period._move("in_review")
        return True

    def action_lock(self):
        """Lock for ever: in review → locked.

        :raise UserError: with what is left, when something is
        """
        for period in self:
            period._require(
                period._can_lock(), self.env._("Only the accountant locks a period.")
            )
            period._check_state("in_review")
            period.sudo().lock_for_update()
            period.sudo()._check_nothing_left()
            Attachment = self.env["ir.attachment"]
            Attachment._seal_of(period.sudo())
            Attachment._seal_of(period.sudo().reconciliation_ids)
            period._move(
                "locked", locked_by_id=self.env.uid, locked_on=fields.Datetime.now()
            )
        return True

    def action_accept_within_tolerance(self):
        """Accept every line of the period whose match is within tolerance."""
        for period in self:
            period._require(
                period._can_accept(),
                self.env._("Only the accountant accepts a reconciliation."),
            )
            period._check_state("open", "in_review")
            period.reconciliation_ids._accept_proposed()
        return True

    def _check_state(self, *expected):
        state = self.sudo().state
        if state in expected:
            return
        if state == "locked":
            raise UserError(
                self.env._(
                    "“%(name)s” is locked. A locked period is not opened again:"
                    " correct with a new contribution in an open one.",
                    name=self.sudo().name,
                )
            )
        label = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "“%(name)s” is now: %(state)s. This is not its next step.",
                name=self.sudo().name,
                state=label[state],
            )
        )

    def _move(self, state, **values):
        before = self.sudo().state
        self._by_method().write({"state": state, **values})
        self.env["code.social.event"]._record(
            self, f"period.{state}", {"state": before}, {"state": state}
        )

    # === What is left ===

    def _shares(self):
        """Return the acknowledged shares of these days."""
        return (
            self.env["code.social.contribution.share"]
            .sudo()
            .search(
                Domain("company_id", "=", self.company_id.id)
                & Domain("contribution_id.state", "=", "acknowledged")
                & Domain("date", ">=", self.date_from)
                & Domain("date", "<=", self.date_to)
            )
        )

    def _check_nothing_left(self):
        """Refuse with the list of what still waits for a decision."""
        waiting = self.reconciliation_ids.filtered(lambda one: one.state not in DECIDED)
        missing = self._shares() - self.reconciliation_ids.share_id
        left = [one._left_label() for one in waiting]
        left += [
            self.env._(
                "%(name)s, %(who)s: not proposed yet",
                name=share.contribution_id.name,
                who=share.display_name,
            )
            for share in missing
        ]
        if not left:
            return
        lines = [f"– {line}" for line in left[:NAMED]]
        if len(left) > NAMED:
            lines.append(self.env._("– and %(n)s more", n=len(left) - NAMED))
        raise UserError(
            self.env._(
                "%(n)s line(s) still wait for a decision before “%(name)s” is locked."
                " Accept, justify or exclude each of them:\n%(lines)s",
                n=len(left),
                name=self.name,
                lines="\n".join(lines),
            )
        )

    # === Proposing ===

    def _propose(self):
        """Bring the reconciliations in step with the shares; twice is harmless."""
        self.ensure_one()
        self.lock_for_update()
        shares = self._shares()
        stale = self.reconciliation_ids.filtered(lambda one: one.share_id not in shares)
        stale._drop()
        new = shares - self.reconciliation_ids.share_id
        made = (
            self.env["code.social.reconciliation"]
            ._by_method()
            .create([self._line_values(share) for share in new])
        )
        undecided = self.reconciliation_ids.filtered(
            lambda one: one.state not in DECIDED
        )
        (undecided - made)._refresh_links()
        undecided._assess()
        if made or stale:
            self.env["code.social.event"]._record(
                self, "period.propose", None, {"new": len(made), "gone": len(stale)}
            )

    def _line_values(self, share):
        contribution = share.contribution_id
        matches = self._first_match(share)
        return {
            "period_id": self.id,
            "share_id": share.id,
            "contribution_id": contribution.id,
            "partner_id": share.partner_id.id,
            "nature_id": contribution.nature_id.id,
            "project_id": contribution.project_id.id,
            "date": share.date,
            "quantity": share.quantity,
            "link_ids": [Command.create(values) for values in matches],
        }

    def _first_match(self, share):
        """Return the values of the links to propose for a share: one, or none.

        Hours answer to their own timesheet line, as far as it says; what is not
        counted in hours names its counterpart alone.
        """
        line = share.line_id
        measure = share.contribution_id.measure
        if line:
            return [
                {
                    "line_id": line.id,
                    "quantity": line.unit_amount,
                    "counterpart": "salary" if line.employee_id else "volunteering",
                }
            ]
        if measure == "hours" and share.quantity:
            return []
        return [
            {
                "quantity": share.quantity,
                "counterpart": "commons"
                if not share.quantity
                else COUNTERPARTS_BY_MEASURE[measure],
            }
        ]
