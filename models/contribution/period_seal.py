"""What a locked period freezes, on every path."""

from odoo import api, models
from odoo.exceptions import UserError

from .timesheet import MASTERED


class AnalyticLine(models.Model):
    """Lines of a locked period: their hours stay, their billing goes on."""

    _inherit = "account.analytic.line"

    def _lock_of(self):
        """Return {line: locked period} of these lines, as superuser.

        A line is held by the match that stands on it, and by its day when it is
        of a community project.
        """
        lines = self.sudo()
        held = {
            link.line_id: link.reconciliation_id.period_id
            for link in lines._reconciliation_links()
            if link._is_sealed()
        }
        return {**lines._lock_of_day(), **held}

    def _lock_of_day(self):
        lines = self.sudo().filtered("project_id.code_social")
        days = {line: (line.company_id.id, line.date) for line in lines}
        locked = self.env["code.social.period"]._locking(days.values())
        return {line: locked[day] for line, day in days.items() if day in locked}

    def _check_not_locked(self):
        for line, period in self._lock_of().items():
            period._refuse_change(line.name or "/")

    def _check_open_day(self):
        for period in self._lock_of_day().values():
            period._refuse_day()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not lines._from_share():
            lines._check_open_day()
        return lines

    def write(self, vals):
        # A share checks all its lines at once.
        if self._from_share() or not vals.keys() & MASTERED:
            return super().write(vals)
        # Before anything is looked at: a refusal would name the line.
        self.check_access("write")
        self._check_not_locked()
        result = super().write(vals)
        self._check_open_day()
        if "unit_amount" in vals:
            self._check_allocated()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        if self._from_share():
            return
        self._check_not_locked()
        links = self._reconciliation_links()
        if links:
            raise UserError(
                self.env._(
                    "These hours answer to “%(name)s” in the reconciliation: the"
                    " accountant takes that match away first.",
                    name=links[0].reconciliation_id.display_name,
                )
            )


class ContributionShare(models.Model):
    """The lines that shares make, correct or remove, checked together."""

    _inherit = "code.social.contribution.share"

    def _sync_lines(self):
        # The line of what nobody acknowledged yet is in no account: its share may
        # take it to another day, or take it back.
        for link in self.sudo().line_id._reconciliation_links():
            if link._is_sealed():
                period = link.reconciliation_id.period_id
                period._refuse_change(link.line_id.name)
        result = super()._sync_lines()
        self.sudo().line_id._check_open_day()
        return result
