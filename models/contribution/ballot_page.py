from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

#: Minutes a ballot takes, said to the person beforehand.
MINUTES = 3


class Ballot(models.Model):
    """What the portal shows an evaluator of one work, and of their progress."""

    _inherit = "code.social.ballot"

    def _can_open(self):
        """The evaluator's own ballot, as long as it may be given or changed."""
        self.ensure_one()
        return bool(self.exists()) and self.has_access("read") and self._can_submit()

    @api.model
    def _mine_rows(self):
        """Return one dict a ballot of the user in open rounds, those to give first."""
        ballots = self.search(
            Domain("evaluator_id", "=", self.env.user.partner_id.id)
            & Domain("state", "in", ("assigned", "submitted"))
            & Domain("round_id.state", "=", "open"),
            order="state, id",
        )
        return [ballot._row() for ballot in ballots if ballot._can_submit()]

    def _row(self):
        work = self.sudo().contribution_id
        return {
            "id": self.id,
            "name": work.name,
            "icon": work.nature_id.icon,
            "tone": work._tone(work.nature_id),
            "nature": work.nature_id.name,
            "given": self.state == "submitted",
            "until": self._until(),
            "due": self.env._("given, to change until %(day)s", day=self._until())
            if self.state == "submitted"
            else self.env._("to give before %(day)s", day=self._until()),
        }

    def _until(self, pattern="d MMMM"):
        day = self.sudo().round_id.date_end
        return format_date(self.env, day, date_format=pattern)

    @api.model
    def _mine_waiting(self):
        """Return what the home page says of the ballots to give, or None.

        Keys: n, until (the nearest day), minutes.
        """
        waiting = self._mine_open().filtered(lambda ballot: ballot._can_submit())
        if not waiting:
            return None
        first = waiting.sorted(lambda ballot: ballot.sudo().round_id.date_end)[0]
        return {
            "n": len(waiting),
            "until": first._until(),
            "minutes": len(waiting) * MINUTES,
            "first": first.id,
        }

    def _page(self):
        """Return what the evaluator sees of a work: never an amount, never others.

        Keys: the work in words, `criteria` (each with its anchors as (level, text)
        and its answer: a level, False for "cannot judge", None for none yet), the
        words kept so far, and where this ballot stands among the user's.
        """
        self.ensure_one()
        work = self.sudo().contribution_id
        money = work.nature_id.measure == "money"
        mine = self._mine_rows()
        rank = [row["id"] for row in mine].index(self.id) + 1 if mine else 1
        return dict(
            self._row(),
            description=work.description,
            proposal=work.proposal,
            link=work.link,
            quantity="" if money else work.nature_id._format(work.quantity),
            people=[person._public_card()["name"] for person in work.partner_ids],
            evidence=self.contribution_id._evidence_cards(),
            criteria=[
                self._criterion_card(criterion)
                for criterion in self._criteria().sorted(lambda c: (c.sequence, c.id))
            ],
            strength=self.strength or "",
            improvement=self.improvement or "",
            comment=self.comment or "",
            rank=rank,
            total=len(mine),
            heading=self.env._(
                "Contribution %(rank)s of %(total)s", rank=rank, total=len(mine)
            ),
            sealed=self.env._("sealed until %(day)s", day=self._until("d MMM")),
        )

    def _criterion_card(self, criterion):
        scores = self.scores or {}
        answer = scores.get(str(criterion.id))
        anchors = criterion._anchors()
        chosen = dict(anchors).get(answer, "")
        return {
            "id": criterion.id,
            "name": criterion.name,
            "weight": self.sudo()
            .round_id._weights(self.sudo().contribution_id)
            .get(criterion.id, criterion.weight),
            "anchors": anchors,
            "answer": answer,
            "chosen": chosen,
        }

    @api.model
    def _typed_scores(self, post):
        """Return the scores of a form: `score_<criterion>` is 1..5 or "none"."""
        scores = {}
        for key, value in post.items():
            name, _sep, criterion = key.partition("score_")
            if not name and criterion.isdigit() and value:
                scores[criterion] = int(value) if value.isdigit() else False
        return scores

    def _next_open(self):
        """Return the user's next ballot to give, or an empty recordset."""
        waiting = self._mine_open().filtered(lambda ballot: ballot._can_submit())
        return (waiting - self)[:1]
