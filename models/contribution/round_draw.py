import hashlib

from odoo import models
from odoo.tools import format_date

from ...tools.draw import draw_evaluators


class Round(models.Model):
    """Who evaluates what, drawn at opening and again after a recusal."""

    _inherit = "code.social.round"

    def _members(self):
        """Return who may be drawn: members of this community, with a login."""
        people = (
            self.env["res.partner"]
            .sudo()
            .search([("user_ids.company_ids", "in", self.company_id.ids)])
        )
        return people._eligible("evaluate")

    def _draw(self):
        """Draw the evaluators of every work; what fails is kept by its reason."""
        works = {work.id: work.partner_ids.ids for work in self.contribution_ids}
        members = self._members()
        people = members | self.contribution_ids.partner_ids
        draw = draw_evaluators(
            works,
            members.ids,
            self.env["code.social.tie"]._pairs(people),
            seed=self.seed,
            k=self.k,
            minimum=self.minimum,
        )
        self._assign(draw.assignments)
        self._by_method().write(
            {
                "shortfalls": {
                    "short": {str(w): why for w, why in draw.shortfalls.items()},
                    "relaxed": [[str(w), rule] for w, rule in draw.relaxations],
                }
            }
        )

    def _assign(self, assignments):
        self.env["code.social.ballot"]._by_method().create(
            [
                {
                    "round_id": self.id,
                    "contribution_id": work,
                    "evaluator_id": person,
                }
                for work, people in sorted(assignments.items())
                for person in people
            ]
        )

    def _redraw(self, work):
        """Draw somebody else for a work after a recusal, when anybody is left."""
        self.ensure_one()
        ballots = (
            self.env["code.social.ballot"].sudo().search([("round_id", "=", self.id)])
        )
        known = ballots.filtered(lambda b: b.contribution_id == work)
        taken = known.evaluator_id | work.partner_ids
        pairs = self.env["code.social.tie"]._pairs(self._members() | work.partner_ids)
        tied = {a for a, b in pairs if b in work.partner_ids.ids}
        judged_by = ballots.filtered(
            lambda b: b.state != "recused" and b.evaluator_id in work.partner_ids
        )
        free = (self._members() - taken).filtered(
            lambda p: (
                p.id not in tied and p not in judged_by.contribution_id.partner_ids
            )
        )
        load = {
            p: len(ballots.filtered(lambda b, p=p: b.evaluator_id == p)) for p in free
        }
        chosen = free.sorted(
            lambda p: (
                load[p],
                hashlib.sha256(f"{self.seed}|{work.id}|{p.id}".encode()).hexdigest(),
            )
        )[:1]
        self._assign({work.id: chosen.ids})

    def _tell_evaluators(self):
        """Tell each drawn person once that works await their eye."""
        ballots = (
            self.env["code.social.ballot"]
            .sudo()
            .search([("round_id", "=", self.id), ("state", "=", "assigned")])
        )
        # One message each: a common one would name them all to one another.
        for person in ballots.evaluator_id:
            self.sudo().message_notify(
                partner_ids=person.ids,
                subject=self.name,
                body=self.env._(
                    "You were drawn to look at the work of your peers, until %(day)s.",
                    day=format_date(self.env, self.date_end),
                ),
            )
