from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

PUBLIC_STATES = ("published", "locked")
#: How a quality is said: never the figure alone.
VIEWS = [
    ("few", "Too few ballots"),
    ("close", "Close views"),
    ("shared", "Shared out views"),
]
VIEWS_OF_STATE = {"insufficient": "few", "agreed": "close"}


class Valuation(models.Model):
    """The quality of a work as its peers saw it, always with its uncertainty."""

    _name = "code.social.valuation"
    _description = "Valuation"
    _inherit = ["code.social.guard.mixin"]
    _order = "contribution_id, attempt desc, id desc"
    _rec_name = "contribution_id"
    _method_fields = frozenset(
        {
            "contribution_id",
            "round_id",
            "attempt",
            "n",
            "raw",
            "quality",
            "standard_error",
            "agreement",
            "state",
            "views",
            "formula_version",
            "deliberation_reason",
        }
    )

    contribution_id = fields.Many2one(
        "code.social.contribution", required=True, index=True, ondelete="restrict"
    )
    round_id = fields.Many2one(
        "code.social.round", required=True, index=True, ondelete="restrict"
    )
    attempt = fields.Integer(default=1, required=True)
    n = fields.Integer("Ballots", aggregator=None)
    raw = fields.Float(aggregator=None)
    quality = fields.Float(aggregator=None)
    standard_error = fields.Float(aggregator=None)
    agreement = fields.Float("Agreement of views", aggregator=None)
    has_quality = fields.Boolean(help="Off under the minimum of ballots: no figure.")
    has_agreement = fields.Boolean("Views can be compared")
    state = fields.Selection(
        [
            ("insufficient", "Too few ballots"),
            ("agreed", "Close views"),
            ("deliberation", "Shared out views"),
            ("maintained", "Maintained"),
            ("re-evaluated", "Evaluated afresh"),
        ],
        required=True,
    )
    views = fields.Selection(
        VIEWS,
        compute="_compute_views",
        store=True,
        help="Close or shared out, or too few ballots for a figure.",
    )
    deliberation_reason = fields.Text("What the exchange concluded")
    formula_version = fields.Char(required=True)
    round_state = fields.Selection(
        related="round_id.state", string="State of the round"
    )
    viewer_can_maintain = fields.Boolean(
        compute="_compute_viewer_can_maintain", export_string_translation=False
    )
    company_id = fields.Many2one(related="round_id.company_id", store=True, index=True)

    _one_attempt = models.UniqueIndex(
        "(contribution_id, round_id, attempt)",
        "This work already has a figure for this attempt.",
    )

    @api.depends("state")
    def _compute_views(self):
        for valuation in self:
            valuation.views = VIEWS_OF_STATE.get(valuation.state, "shared")

    @api.depends_context("uid")
    @api.depends("state", "round_id.state", "round_id.facilitator_ids")
    def _compute_viewer_can_maintain(self):
        for valuation in self:
            valuation.viewer_can_maintain = valuation._can_maintain()

    @api.depends("contribution_id")
    def _compute_display_name(self):
        # The facilitator and the guarantor read the figure, not the whole work.
        for valuation in self:
            valuation.display_name = valuation.contribution_id.sudo().display_name

    def _label(self):
        """Return the quality with its ballots and its views, in the user's words."""
        self.ensure_one()
        words = dict(self._fields["views"]._description_selection(self.env))
        if self.views == "few":
            minimum = self.sudo().round_id.minimum
            return self.env._(
                "%(n)s ballot(s) of %(minimum)s: %(views)s",
                n=self.n,
                minimum=minimum,
                views=words["few"].lower(),
            )
        return self.env._(
            "%(quality)s · %(n)s ballots · %(views)s",
            quality=formatLang(self.env, self.quality, digits=2),
            n=self.n,
            views=words[self.views].lower(),
        )

    def _is_sealed(self):
        self.ensure_one()
        return self.sudo().round_id.state in PUBLIC_STATES

    def _can_maintain(self):
        """The facilitator of the round, while views are shared out."""
        self.ensure_one()
        this = self.sudo()
        return (
            this.state == "deliberation"
            and this.round_id.state == "deliberation"
            and self.env.user.partner_id in this.round_id.facilitator_ids
        )

    def action_open_maintain(self):
        """Open what the exchange concluded, to keep the figure."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Keep the figure after the exchange"),
            "res_model": "code.social.valuation.maintain",
            "view_mode": "form",
            "target": "new",
            "context": {"default_valuation_id": self.id},
        }

    def action_maintain(self, reason):
        """Keep a figure on which views differ, after the exchange.

        :param reason: what the exchange said, in a sentence; required
        """
        for valuation in self:
            valuation._require(
                valuation._can_maintain(),
                self.env._("Only the facilitator of the round closes an exchange."),
            )
            if not (reason or "").strip():
                raise UserError(self.env._("Write what the exchange concluded."))
            valuation._by_method().write(
                {"state": "maintained", "deliberation_reason": reason.strip()}
            )
        return True

    @api.model
    def _published(self, contributions):
        """Return {contribution id: its highest published attempt}, in one query."""
        found = self.sudo().search(
            [
                ("contribution_id", "in", contributions.ids),
                ("round_id.state", "in", PUBLIC_STATES),
            ],
            order="contribution_id, attempt, id",
        )
        return {valuation.contribution_id.id: valuation for valuation in found}
