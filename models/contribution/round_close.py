from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.rounds import value_round


class Round(models.Model):
    """Closing, publishing and locking a round, and finding its figures again."""

    _inherit = "code.social.round"

    valuation_ids = fields.One2many("code.social.valuation", "round_id")

    def _can_close(self):
        return self.sudo().state == "open" and self._is_facilitator()

    def _can_publish(self):
        return (
            self.sudo().state in ("closed", "deliberation") and self._is_facilitator()
        )

    def _can_lock(self):
        return self.sudo().state == "published" and self._is_facilitator()

    def action_close(self):
        """End the ballots and compute each work's figure.

        :raise AccessError: not its facilitator, or already closed
        """
        for round_ in self:
            round_._require(
                round_._can_close(),
                self.env._("Only its facilitator closes an open round, once."),
            )
            round_.sudo()._close()
        return True

    def _close(self):
        self.ensure_one()
        self.lock_for_update()
        works = self.contribution_ids.filtered(lambda work: work.state != "withdrawn")
        figures = self._figures(works)
        Valuation = self.env["code.social.valuation"]._by_method()
        valuations = Valuation.create(
            [self._valuation_values(work, fig) for work, fig in figures.items()]
        )
        shared = valuations.filtered(lambda v: v.state == "deliberation")
        self._set_state("deliberation" if shared else "closed")

    def _figures(self, works):
        """Return {contribution id: figure} from the stored ballots and rules."""
        ballots = (
            self.env["code.social.ballot"]
            .sudo()
            .search_fetch(
                [
                    ("round_id", "=", self.id),
                    ("state", "=", "submitted"),
                    ("contribution_id", "in", works.ids),
                ],
                ["contribution_id", "scores"],
                order="id",
            )
        )
        given = [(b.contribution_id.id, self._levels(b)) for b in ballots]
        natures = {work.id: work.nature_id.id for work in works}
        weights = {work.id: self._weights(work) for work in works}
        return value_round(given, natures, weights, minimum=self.parameters["minimum"])

    def _levels(self, ballot):
        return {int(key): level or None for key, level in (ballot.scores or {}).items()}

    def _valuation_values(self, work, figure):
        return {
            "contribution_id": work,
            "round_id": self.id,
            "n": figure.n,
            "raw": figure.raw or 0.0,
            "quality": figure.quality or 0.0,
            "has_quality": figure.quality is not None,
            "standard_error": figure.standard_error or 0.0,
            "agreement": figure.agreement or 0.0,
            "has_agreement": figure.agreement is not None,
            "state": figure.state,
            "formula_version": self.parameters["formula_version"],
        }

    def action_publish(self):
        """Show each contributor the figures of their works.

        :raise UserError: while an exchange about a work is open
        """
        for round_ in self:
            round_._require(
                round_._can_publish(),
                self.env._("Only its facilitator publishes a closed round."),
            )
            waiting = round_.sudo().valuation_ids.filtered(
                lambda v: v.state == "deliberation"
            )
            if waiting:
                raise UserError(
                    self.env._(
                        "Views on “%(work)s” are shared out: hold the exchange and"
                        " write what it concluded first.",
                        work=waiting[0].contribution_id.name,
                    )
                )
            round_.sudo()._set_state("published")
            round_.sudo()._tell_results()
        return True

    def action_lock(self):
        """Freeze the round for ever, once its figures are found again."""
        for round_ in self:
            round_._require(
                round_._can_lock(),
                self.env._("Only its facilitator locks a published round."),
            )
            if not round_.sudo().replay():
                raise UserError(
                    self.env._(
                        "The figures of this round are not found again from its"
                        " ballots. Ask its auditor to look before it is locked."
                    )
                )
            round_.sudo()._set_state("locked")
        return True

    def _can_replay(self):
        this = self.sudo()
        people = this.facilitator_ids | this.auditor_id
        return self.env.su or self.env.user.partner_id in people

    def replay(self):
        """Compute every figure again from the stored ballots and rules.

        :return: True when each stored figure is found again exactly
        :raise AccessError: neither a facilitator nor the auditor of the round; code
            that already runs as superuser may check it too, since nothing is written
        """
        self.ensure_one()
        self._require(
            self._can_replay() and self.sudo().state not in ("draft", "open"),
            self.env._("Only its facilitator or auditor replays a closed round."),
        )
        return self.sudo()._same_figures()

    def _same_figures(self):
        stored = self.valuation_ids.filtered(lambda v: v.attempt == 1)
        figures = self._figures(stored.contribution_id)
        if set(stored.contribution_id.ids) != set(figures):
            return False
        names = ("n", "raw", "quality", "standard_error", "agreement")
        return all(
            all(valuation[name] == values[name] for name in names)
            for valuation in stored
            for values in (
                self._valuation_values(
                    valuation.contribution_id.id,
                    figures[valuation.contribution_id.id],
                ),
            )
        )

    def _tell_results(self):
        people = self.contribution_ids.partner_ids
        self.message_notify(
            partner_ids=people.ids,
            subject=self.name,
            body=self.env._(
                "“%(name)s” is published: see in your riches how your work was"
                " received.",
                name=self.name,
            ),
        )

    @api.model
    def _cron_close(self):
        """Close the rounds whose day is over, each on its own."""
        today = fields.Date.context_today(self)
        late = self.search([("state", "=", "open"), ("date_end", "<", today)])
        self.env["ir.cron"]._commit_progress(remaining=len(late))
        for round_ in late:
            round_._close()
            if not self.env["ir.cron"]._commit_progress(1):
                break
