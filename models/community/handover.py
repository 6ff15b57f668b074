"""What a holder passes on when a mandate ends."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class CodeSocialHandover(models.Model):
    _name = "code.social.handover"
    _inherit = ["code.social.guard.mixin"]
    _description = "Handover"
    _order = "id desc"
    _rec_name = "mandate_id"
    _check_company_auto = True

    _method_fields = frozenset(
        {
            "mandate_id",
            "company_id",
            "state",
            "line_ids",
            "closed_on",
            "closed_by_id",
        }
    )

    mandate_id = fields.Many2one(
        "code.social.mandate",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        string="Holder",
        related="mandate_id.partner_id",
        store=True,
        index="btree_not_null",
    )
    role_id = fields.Many2one(related="mandate_id.role_id", store=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    date_end = fields.Date("Before", related="mandate_id.date_end")
    receiver_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        help="The next holder, or else the deputy.",
    )
    state = fields.Selection(
        [
            ("open", "To hand over"),
            ("closed", "Handed over"),
            ("dropped", "No longer needed"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    line_ids = fields.One2many("code.social.handover.line", "handover_id", "Things")
    remaining = fields.Integer("Still to do", compute="_compute_remaining")
    closed_on = fields.Date(readonly=True)
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True)
    can_tick = fields.Boolean(compute="_compute_can_tick")

    _mandate_uniq = models.UniqueIndex(
        "(mandate_id)", "This mandate already has its handover."
    )

    @api.depends("line_ids.done")
    def _compute_remaining(self):
        for handover in self:
            lines = handover.line_ids
            handover.remaining = len(lines.filtered(lambda line: not line.done))

    @api.depends("state", "mandate_id.state")
    @api.depends_context("uid")
    def _compute_can_tick(self):
        for handover in self:
            handover.can_tick = handover.state == "open" and handover._can_tick()

    @api.constrains("receiver_id")
    def _check_receiver(self):
        for handover in self.sudo():
            receiver = handover.receiver_id
            if receiver and not receiver._is_member():
                raise ValidationError(
                    self.env._("%(person)s has not joined.", person=receiver.name)
                )
            if receiver and receiver == handover.partner_id:
                raise ValidationError(self.env._("Nobody hands over to themselves."))

    # === Who may, and what it does ===

    def _can_tick(self):
        """Tell whether the user may say what is handed over.

        The holder; once the mandate is over, who looks after seats may as well, for
        those who are gone.
        """
        mandate = self.sudo().mandate_id
        if mandate._is_own():
            return mandate.partner_id._is_member()
        return mandate.state != "active" and mandate._is_trusted()

    def action_tick(self, line_id, done=True):
        """Say that one thing of this list is handed over, or not after all.

        `line_id` is the id of one of its lines. Harmless twice.
        """
        self.ensure_one()
        self._check_open()
        line = self.sudo().line_ids.filtered(lambda one: one.id == line_id)
        if not line:
            raise UserError(self.env._("This is not in the list."))
        if line.done != bool(done):
            line._by_method().write(
                {
                    "done": bool(done),
                    "done_on": fields.Date.today() if done else False,
                    "done_by_id": self.env.uid if done else False,
                }
            )
            action = "handover.tick" if done else "handover.untick"
            self.env["code.social.event"]._record(self, action, None, {"line": line.id})
        return True

    def action_hand_over(self):
        """Say that everything is handed over: open → closed. The receiver is told.

        Raises UserError while something is still to do.
        """
        for handover in self:
            handover._check_open()
            missing = handover.sudo().line_ids.filtered(lambda line: not line.done)
            if missing:
                raise UserError(
                    self.env._(
                        "Still to do: %(things)s.",
                        things=", ".join(missing.mapped("name")),
                    )
                )
            handover._close("closed")
            handover._tell_receiver()
        return True

    def _check_open(self):
        self._require(
            self._can_tick(),
            self.env._("The holder says what is handed over."),
        )
        if self.sudo().state != "open":
            raise UserError(self.env._("This handover is already over."))

    def _close(self, state):
        self._by_method().write(
            {
                "state": state,
                "closed_on": fields.Date.today(),
                "closed_by_id": self.env.uid,
            }
        )
        self.env["code.social.event"]._record(
            self, f"handover.{state}", {"state": "open"}, {"state": state}
        )

    def _tell_receiver(self):
        handover = self.sudo()
        others = handover.receiver_id - self.env.user.partner_id
        if others:
            handover.mandate_id.message_notify(
                partner_ids=others.ids,
                subject=handover.mandate_id.display_name,
                body=self.env._(
                    "%(who)s has handed “%(role)s” over to you. Good luck!",
                    who=handover.partner_id.name,
                    role=handover.mandate_id._seat_name(),
                ),
            )

    # === Opening ===

    @api.model
    def _open(self, mandates):
        """Open the list of those of these mandates that began and have none."""
        mandates = mandates.sudo().filtered("started_on")
        known = self.sudo().search([("mandate_id", "in", mandates.ids)]).mandate_id
        receivers = (mandates - known)._receivers()
        handovers = self._by_method().create(
            [
                {
                    "mandate_id": mandate.id,
                    "company_id": mandate.company_id.id,
                    "receiver_id": receiver.id,
                    "line_ids": [
                        Command.create({"name": name, "sequence": rank})
                        for rank, name in enumerate(self._things(mandate))
                    ],
                }
                for mandate, receiver in receivers.items()
            ]
        )
        self.env["code.social.event"]._record(handovers, "handover.open")
        return handovers

    @api.model
    def _things(self, mandate):
        """Return what is to hand over, in the holder's language: a list of texts."""
        lang = mandate.partner_id.lang or self.env.lang
        role = mandate.role_id.with_context(lang=lang)
        written = (role.handover_items or "").splitlines()
        env = role.env
        return [text.strip() for text in written if text.strip()] or [
            env._("What is in progress, and with whom"),
            env._("Keys, documents, accounts and money"),
            env._("What I would have liked to know on the first day"),
        ]

    # === Records ===

    def _is_sealed(self):
        return self.state != "open"

    @api.model_create_multi
    def create(self, vals_list):
        self._require(
            self._is_by_method(),
            self.env._("A handover opens by itself when a mandate ends."),
        )
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A handover is kept with its mandate."))
