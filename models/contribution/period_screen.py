from markupsafe import Markup

from odoo import api, fields, models

from .reconciliation import STATES


class Period(models.Model):
    """What the back office shows of a period: its buttons, progress and figures."""

    _inherit = "code.social.period"

    reconciliation_count = fields.Integer("Lines", compute="_compute_progress")
    left_count = fields.Integer("Still open", compute="_compute_progress")
    progress = fields.Char(compute="_compute_progress")
    figures = fields.Html(
        "By nature",
        compute="_compute_figures",
        sanitize=False,
        help="Quantities add up inside one nature only.",
    )
    viewer_can_lock = fields.Boolean(
        compute="_compute_viewer_can_lock", export_string_translation=False
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_viewer_can_lock(self):
        for period in self:
            period.viewer_can_lock = period.state != "locked" and period._can_lock()

    @api.depends("reconciliation_ids.state")
    @api.depends_context("lang")
    def _compute_progress(self):
        counts = {period.id: {} for period in self}
        groups = self.env["code.social.reconciliation"]._read_group(
            [("period_id", "in", self.ids)], ["period_id", "state"], ["__count"]
        )
        for period, state, count in groups:
            counts[period.id][state] = count
        for period in self:
            found = counts.get(period.id, {})
            left = sum(found.get(s, 0) for s in ("to_reconcile", "proposed", "gap"))
            period.reconciliation_count = sum(found.values())
            period.left_count = left
            period.progress = period._progress_words(found, left)

    def _progress_words(self, counts, left):
        """Return where the period stands, in words.

        :param counts: {state of the lines: number}
        :param left: number of lines without a decision
        """
        if not counts:
            return self.env._("Nothing is proposed yet.")
        label = dict(
            self.env["code.social.reconciliation"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        words = " · ".join(
            f"{label[state].lower()}: {counts[state]}"
            for state, _label in STATES
            if counts.get(state)
        )
        if left:
            return self.env._(
                "%(words)s. The period can be locked once the %(n)s open line(s) are"
                " decided.",
                words=words,
                n=left,
            )
        return self.env._("%(words)s. Nothing is left to decide.", words=words)

    @api.depends("reconciliation_ids.state", "reconciliation_ids.quantity")
    @api.depends_context("lang")
    def _compute_figures(self):
        groups = self.env["code.social.reconciliation"]._read_group(
            [("period_id", "in", self.ids)],
            ["period_id", "nature_id"],
            ["__count", "quantity:sum", "matched_quantity:sum"],
        )
        rows = {period.id: [] for period in self}
        for period, nature, *figures in groups:
            rows[period.id].append((nature, *figures))
        for period in self:
            period.figures = self._figures_table(rows.get(period.id, []))

    def _figures_table(self, rows):
        """Return a table: nature, number, quantity brought and found, each alone."""
        if not rows:
            return False
        heads = (
            self.env._("Nature"),
            self.env._("Lines"),
            self.env._("Brought"),
            self.env._("Found in the books"),
        )
        head = Markup().join(Markup("<th>%s</th>") % one for one in heads)
        ordered = sorted(rows, key=lambda row: (row[0].sequence, row[0].id))
        body = Markup().join(
            Markup("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>")
            % (
                nature.name,
                count,
                nature._format(quantity or 0, count),
                nature._format(matched or 0, count),
            )
            for nature, count, quantity, matched in ordered
        )
        return Markup(
            '<table class="table table-sm"><thead><tr>%s</tr></thead>'
            "<tbody>%s</tbody></table>"
        ) % (head, body)

    def action_view_reconciliations(self):
        """Open the lines of this period."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_reconciliation_action"
        )
        return dict(
            action,
            domain=[("period_id", "=", self.id)],
            context={"search_default_group_state": 1},
        )
