from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.valuation import ballot_score


class Ballot(models.Model):
    """What one drawn peer says of one work; sealed until the round is closed."""

    _name = "code.social.ballot"
    _description = "Evaluation Ballot"
    _inherit = ["code.social.guard.mixin"]
    _order = "round_id, id"
    _rec_name = "contribution_id"
    _method_fields = frozenset(
        {
            "round_id",
            "contribution_id",
            "evaluator_id",
            "attempt",
            "state",
            "scores",
            "strength",
            "improvement",
            "comment",
            "recusal_reason",
            "submitted_on",
        }
    )

    round_id = fields.Many2one(
        "code.social.round", required=True, index=True, ondelete="restrict"
    )
    contribution_id = fields.Many2one(
        "code.social.contribution", required=True, index=True, ondelete="restrict"
    )
    evaluator_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    attempt = fields.Integer(default=1, required=True)
    state = fields.Selection(
        [("assigned", "To do"), ("submitted", "Submitted"), ("recused", "Recused")],
        default="assigned",
        required=True,
    )
    scores = fields.Json(
        help="Level 1..5 by criterion id; false where the evaluator cannot judge."
    )
    strength = fields.Text()
    improvement = fields.Text("A lead to grow")
    comment = fields.Text()
    recusal_reason = fields.Text()
    submitted_on = fields.Datetime()
    company_id = fields.Many2one(related="round_id.company_id", store=True, index=True)

    _one_each = models.UniqueIndex(
        "(round_id, contribution_id, evaluator_id, attempt)",
        "This person already evaluates this work in this round.",
    )
    _waiting = models.Index("(evaluator_id) WHERE state = 'assigned'")

    @api.depends("contribution_id")
    def _compute_display_name(self):
        # The facilitator and the auditor read the ballot, not the whole work.
        for ballot in self:
            ballot.display_name = ballot.contribution_id.sudo().display_name

    def _is_sealed(self):
        """A ballot never changes once its round is closed."""
        self.ensure_one()
        return self.sudo().round_id.state not in ("draft", "open")

    def _can_submit(self):
        """The drawn evaluator alone, while the round is open."""
        this = self.sudo()
        return (
            this.evaluator_id == self.env.user.partner_id
            and this.round_id._is_open()
            and this.state != "recused"
        )

    def _can_recuse(self):
        return self._can_submit()

    @api.model
    def _mine_open(self):
        """Return the current user's ballots still to be given, in open rounds."""
        return self.search(
            Domain("evaluator_id", "=", self.env.user.partner_id.id)
            & Domain("state", "=", "assigned")
            & Domain("round_id.state", "=", "open")
        )

    def action_submit(self, scores, strength, improvement, comment=None):
        """Give this ballot; it may be changed until the round closes.

        :param scores: {criterion id: 1..5, or False for "cannot judge"}
        :param strength: what is good, in words; required
        :param improvement: a lead to grow, in words; required
        :param comment: required when a score is the lowest or the highest; None
            from a client that has no such field: the strength and the lead, both
            required, then say why
        :return: the ballot's score, or None when under 60 % of the weight is
            answered: it is kept and not counted
        :raise AccessError: not the drawn evaluator, or the round is closed
        :raise UserError: a score that is not an integer 1..5, a missing word
        """
        self._require_open()
        clean = self._clean_scores(scores)
        words = self._clean_words(strength, improvement, comment)
        self._check_complete(clean, words, comment is not None)
        self._by_method().write(
            dict(
                words,
                scores=clean,
                state="submitted",
                submitted_on=fields.Datetime.now(),
            )
        )
        return self._score()

    def action_save(self, scores=None, strength=None, improvement=None, comment=None):
        """Keep an unfinished ballot, as it was typed, without giving it.

        A ballot already given is not touched: it is changed by giving it again.
        """
        self._require_open()
        if self.sudo().state == "assigned":
            words = self._clean_words(strength, improvement, comment)
            self._by_method().write(
                dict(words, scores=self._clean_scores(scores or {}))
            )
        return True

    def action_recuse(self, reason):
        """Step aside from this work; somebody else is drawn if possible.

        :param reason: in a sentence, read by the facilitator alone; required
        """
        self._require_open()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Say in a word why you step aside. It stays confidential.")
            )
        self._step_aside(reason)
        return True

    def _step_aside(self, reason):
        """Empty these ballots and draw other people for their works."""
        self._by_method().write(
            {
                "state": "recused",
                "recusal_reason": reason,
                "scores": False,
                "strength": False,
                "improvement": False,
                "comment": False,
            }
        )
        for ballot in self.sudo():
            ballot.round_id._redraw(ballot.contribution_id)

    def _require_open(self):
        self.ensure_one()
        self._require(
            self._can_submit(),
            self.env._("This ballot is not open here."),
        )

    def _criteria(self):
        """Return the criteria of this work, as frozen when the round opened."""
        this = self.sudo()
        weights = this.round_id._weights(this.contribution_id)
        return self.env["code.social.criterion"].sudo().browse(weights).exists()

    def _clean_scores(self, scores):
        allowed = {str(criterion.id) for criterion in self._criteria()}
        clean = {}
        for criterion, level in (scores or {}).items():
            if str(criterion) not in allowed:
                raise UserError(self.env._("This question is not asked of this work."))
            clean[str(criterion)] = self._clean_level(level)
        return clean

    def _clean_level(self, level):
        if level is False or level is None:
            return False
        if (
            isinstance(level, bool)
            or not isinstance(level, int)
            or level not in range(1, 6)
        ):
            raise UserError(
                self.env._("Choose one of the five sentences, or “I cannot judge”.")
            )
        return level

    @api.model
    def _clean_words(self, strength, improvement, comment):
        given = {"strength": strength, "improvement": improvement, "comment": comment}
        return {
            key: str(value).strip() or False
            for key, value in given.items()
            if value is not None
        }

    def _check_complete(self, scores, words, has_comment):
        if not scores:
            raise UserError(self.env._("Answer at least one question."))
        if not words.get("strength") or not words.get("improvement"):
            raise UserError(
                self.env._("Write one strength and one lead: they help most.")
            )
        extreme = {1, 5} & set(scores.values())
        if extreme and has_comment and not words.get("comment"):
            raise UserError(
                self.env._("The lowest and the highest answers need a word more.")
            )

    def _score(self):
        """Return the weighted score of this ballot, or None when too little counts."""
        this = self.sudo()
        weights = this.round_id._weights(this.contribution_id)
        scores = {int(key): level or None for key, level in (this.scores or {}).items()}
        return ballot_score(scores, weights)
