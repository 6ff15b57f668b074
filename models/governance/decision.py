from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What nobody changes any more once people are asked.
FROZEN = frozenset(
    {
        "name",
        "text",
        "mode",
        "commission_id",
        "meeting_id",
        "project_id",
        "electorate",
        "quorum",
        "closes_on",
        "carrier_id",
        "company_id",
    }
)


class Decision(models.Model):
    """A question put to people, what they answered, and what it came to."""

    _name = "code.social.decision"
    _description = "Decision"
    _inherit = ["code.social.guard.mixin", "mail.thread"]
    _order = "closes_on desc, id desc"
    _check_company_auto = True
    _method_fields = FROZEN | {
        "state",
        "token",
        "opens_on",
        "closed_on",
        "elector_ids",
        "conclusion",
        "retained",
        "minority_ids",
    }

    name = fields.Char(required=True, tracking=True)
    text = fields.Text(
        "Proposal", required=True, help="The words on which people answer."
    )
    mode = fields.Selection(
        [
            ("consent", "Consent"),
            ("vote", "Vote"),
            ("advice", "Advice"),
        ],
        default="consent",
        required=True,
        index=True,
        help="Consent: adopted when nobody objects. Vote: more for than against."
        " Advice: whoever asks listens, then concludes.",
    )
    commission_id = fields.Many2one(
        "code.social.commission",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    meeting_id = fields.Many2one(
        "code.social.meeting",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    project_id = fields.Many2one(
        "project.project",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    carrier_id = fields.Many2one(
        "res.partner", "Carried by", required=True, index=True, ondelete="restrict"
    )
    electorate = fields.Selection(
        [
            ("commission", "Members of the commission"),
            ("members", "All members"),
        ],
        "Who is asked",
        default="commission",
        required=True,
    )
    elector_ids = fields.Many2many(
        "res.partner",
        "code_social_decision_elector_rel",
        "decision_id",
        "partner_id",
        "People asked",
        copy=False,
        readonly=True,
        help="Kept when it opens: who joins later is not asked.",
    )
    quorum = fields.Integer(
        "Quorum (%)",
        default=50,
        required=True,
        help="Part of the people asked who must answer, whatever they answer.",
    )
    opens_on = fields.Date(readonly=True, copy=False)
    closes_on = fields.Date(required=True, index=True, tracking=True)
    closed_on = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("open", "Open"),
            ("adopted", "Adopted"),
            ("rejected", "Not adopted"),
            ("lapsed", "Lapsed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )
    retained = fields.Boolean(readonly=True, copy=False)
    conclusion = fields.Text(
        readonly=True, copy=False, help="What whoever asked for advice concludes."
    )
    position_ids = fields.One2many(
        "code.social.position", "decision_id", "Positions", copy=False
    )
    minority_ids = fields.Many2many(
        "code.social.position",
        "code_social_decision_minority_rel",
        "decision_id",
        "position_id",
        "Minority opinions",
        readonly=True,
        copy=False,
    )
    asked_count = fields.Integer("People asked (number)", compute="_compute_counts")
    answered_count = fields.Integer("Answers", compute="_compute_counts")
    token = fields.Char(copy=False, groups=fields.NO_ACCESS)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )

    _quorum = models.Constraint(
        "CHECK (quorum >= 0 AND quorum <= 100)", "A quorum is from 0 to 100 %."
    )
    _token_uniq = models.UniqueIndex(
        "(carrier_id, token) WHERE token IS NOT NULL",
        "This decision is already proposed.",
    )

    @api.depends("elector_ids", "position_ids")
    def _compute_counts(self):
        groups = (
            self.env["code.social.position"]
            .sudo()
            ._read_group(
                [("decision_id", "in", self.ids)], ["decision_id"], ["__count"]
            )
        )
        counts = {decision.id: count for decision, count in groups}
        for decision in self:
            decision.asked_count = len(decision.sudo().elector_ids)
            decision.answered_count = counts.get(decision.id, 0)

    @api.constrains("meeting_id", "commission_id")
    def _check_meeting(self):
        for decision in self.sudo():
            commission = decision.meeting_id.commission_id
            if commission and commission != decision.commission_id:
                raise ValidationError(
                    self.env._("This meeting is of another commission.")
                )

    def write(self, vals):
        if FROZEN & vals.keys():
            # Before anything is looked at: a refusal would name the decision.
            self.check_access("write")
            self._refuse_opened()
        return super().write(vals)

    def _refuse_opened(self):
        opened = self.sudo().filtered(lambda decision: decision.state != "draft")
        if opened:
            raise UserError(
                self.env._(
                    "“%(name)s” is open: the words people answer to no longer change.",
                    name=opened[0].name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.sudo().filtered(lambda decision: decision.state != "draft"):
            raise UserError(self.env._("A decision that was put to people is kept."))

    def _is_sealed(self):
        self.ensure_one()
        return self.state in ("adopted", "rejected", "lapsed")

    def _is_open(self):
        """Return whether positions are taken: open, and its day not over."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return self.state == "open" and self.closes_on >= today
