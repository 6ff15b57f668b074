from odoo import api, fields, models
from odoo.exceptions import UserError

#: Positions that say why.
WITH_REASON = frozenset({"object", "advice"})


class Position(models.Model):
    """What one person answers to a decision; theirs to change while it is open."""

    _name = "code.social.position"
    _description = "Position on a Decision"
    _inherit = ["code.social.guard.mixin"]
    _order = "decision_id, given_on, id"
    _method_fields = frozenset(
        {"decision_id", "partner_id", "kind", "reason", "given_on"}
    )

    decision_id = fields.Many2one(
        "code.social.decision", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("agree", "I agree"),
            ("concern", "I have a concern"),
            ("object", "I object"),
            ("for", "For"),
            ("against", "Against"),
            ("abstain", "I abstain"),
            ("advice", "My advice"),
        ],
        "Position",
        required=True,
    )
    reason = fields.Text()
    given_on = fields.Datetime(required=True)
    company_id = fields.Many2one(
        related="decision_id.company_id", store=True, precompute=True, index=True
    )

    _one_each = models.UniqueIndex(
        "(decision_id, partner_id)", "This person already took a position."
    )

    @api.depends("decision_id")
    def _compute_display_name(self):
        for position in self:
            position.display_name = position.decision_id.sudo().display_name

    def _is_sealed(self):
        self.ensure_one()
        return self.decision_id.state != "open"


class Decision(models.Model):
    _inherit = "code.social.decision"

    def _can_take_position(self):
        """Those it is put to, as long as they may vote, while it is open."""
        self.ensure_one()
        me = self.env.user.partner_id
        return me in self.sudo().elector_ids and bool(me._eligible("vote"))

    def take_position(self, kind, reason=None):
        """Answer, or change one's answer, while the decision is open.

        :param kind: consent: agree, concern or object; vote: for, against or
            abstain; advice: advice
        :param reason: why; required to object and to advise
        :return: the position
        :raise AccessError: not one of those who are asked
        :raise UserError: closed, no such answer, an objection without a reason
        """
        self.ensure_one()
        self._require(
            self._can_take_position(),
            self.env._("This decision is put to other people."),
        )
        if not self.sudo()._is_open():
            raise UserError(self.env._("It is closed: answers are no longer taken."))
        reason = str(reason or "").strip()
        self._check_position(kind, reason)
        return self._keep_position({"kind": kind, "reason": reason or False})

    def _check_position(self, kind, reason):
        if kind not in self._kinds_of(self.sudo().mode):
            raise UserError(self.env._("This answer does not exist here."))
        if kind in WITH_REASON and not reason:
            raise UserError(self.env._("Say why, so that it can be answered."))

    def _keep_position(self, vals):
        me = self.env.user.partner_id
        me.sudo()._lock_days()
        Position = self.env["code.social.position"]
        vals = dict(vals, given_on=fields.Datetime.now())
        mine = self.sudo().position_ids.filtered(lambda one: one.partner_id == me)
        if mine:
            before = {"kind": mine.kind}
            mine._by_method().write(vals)
        else:
            before = None
            vals.update(decision_id=self.id, partner_id=me.id)
            mine = Position._by_method().create(vals)
        self.env["code.social.event"]._record(
            mine, "decision.position", before, {"kind": vals["kind"]}
        )
        return Position.browse(mine.ids)

    @api.model
    def _awaiting_me(self):
        """Return the open decisions that await the current user's position."""
        me = self.env.user.partner_id
        if not me._eligible("vote"):
            return self.browse()
        domain = [
            ("state", "=", "open"),
            ("closes_on", ">=", fields.Date.context_today(self)),
            ("elector_ids", "in", me.ids),
            ("company_id", "in", self.env.companies.ids),
        ]
        found = self.sudo().search(domain, order="closes_on, id")
        answered = self.env["code.social.position"].sudo()
        answered = answered.search(
            [("decision_id", "in", found.ids), ("partner_id", "=", me.id)]
        )
        return self.browse((found - answered.decision_id).ids)
