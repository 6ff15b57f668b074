from odoo import api, fields, models


class Ballot(models.Model):
    """What the back office shows of a ballot to those who may read it."""

    _inherit = "code.social.ballot"

    viewer_can_submit = fields.Boolean(
        compute="_compute_viewer_can_submit", export_string_translation=False
    )
    answers = fields.Text(
        "Answers in words",
        compute="_compute_answers",
        help="The sentence chosen for each criterion.",
    )

    @api.depends_context("uid")
    @api.depends("state", "evaluator_id", "round_id.state")
    def _compute_viewer_can_submit(self):
        for ballot in self:
            ballot.viewer_can_submit = ballot._can_submit()

    @api.depends_context("lang")
    @api.depends("scores")
    def _compute_answers(self):
        for ballot in self:
            ballot.answers = "\n".join(ballot._answer_lines())

    def _answer_lines(self):
        """Return one line a criterion, with the sentence and never a figure."""
        scores = self.scores or {}
        return [
            self.env._(
                "%(criterion)s: %(answer)s",
                criterion=criterion.name,
                answer=dict(criterion._anchors()).get(
                    scores[str(criterion.id)], self.env._("I cannot judge")
                ),
            )
            for criterion in self._criteria()
            if str(criterion.id) in scores
        ]

    def action_open_page(self):
        """Open the page on which this ballot is given, the same for everybody."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/evaluate/{self.id}",
            "target": "self",
        }
