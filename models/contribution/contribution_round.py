from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Contribution(models.Model):
    """A work in a round."""

    _inherit = "code.social.contribution"

    round_ids = fields.Many2many(
        "code.social.round",
        "code_social_round_contribution_rel",
        "contribution_id",
        "round_id",
        string="Rounds",
        copy=False,
    )
    valuation_ids = fields.One2many("code.social.valuation", "contribution_id")
    valuation_state = fields.Selection(
        [
            ("none", "Not evaluated"),
            ("in_round", "In a round"),
            ("published", "Published"),
        ],
        compute="_compute_valuation_state",
        store=True,
        index=True,
    )
    viewer_is_evaluator = fields.Boolean(
        compute="_compute_viewer_is_evaluator",
        search="_search_viewer_is_evaluator",
        export_string_translation=False,
    )

    @api.depends("round_ids.state")
    def _compute_valuation_state(self):
        for contribution in self:
            states = set(contribution.round_ids.mapped("state")) - {"draft"}
            published = states & {"published", "locked"}
            contribution.valuation_state = (
                "published" if published else "in_round" if states else "none"
            )

    @api.depends_context("uid")
    def _compute_viewer_is_evaluator(self):
        mine = self.sudo().filtered_domain(self._evaluated_domain())
        for contribution in self:
            contribution.viewer_is_evaluator = contribution in mine

    @api.model
    def _search_viewer_is_evaluator(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._evaluated_domain()
        return domain if True in value else ~domain

    @api.model
    def _evaluated_domain(self):
        """Return the domain of works the current user was drawn to evaluate."""
        ballots = (
            self.env["code.social.ballot"]
            .sudo()
            ._search(
                [
                    ("evaluator_id", "=", self.env.user.partner_id.id),
                    ("state", "!=", "recused"),
                    ("round_id.state", "!=", "draft"),
                ]
            )
        )
        return Domain("id", "in", ballots.subselect("contribution_id"))

    def _holding_people(self):
        # What an import brought may still find its member: nothing rests on it yet.
        valued = self.filtered(lambda one: one.valuation_state != "none")
        return super(Contribution, valued)._holding_people()

    def _check_not_in_round(self):
        held = self.sudo().filtered(
            lambda c: set(c.round_ids.mapped("state")) & {"published", "locked"}
        )
        if held:
            raise UserError(
                self.env._(
                    "“%(name)s” is part of a published round: its history stays.",
                    name=held[0].name,
                )
            )
        return super()._check_not_in_round()
