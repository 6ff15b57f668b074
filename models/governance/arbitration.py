from odoo import api, fields, models


class CodeSocialArbitration(models.Model):
    """The public register of what was put before the sages or the president."""

    _name = "code.social.arbitration"
    _inherit = ["code.social.open.mixin"]
    _description = "Arbitration"
    _order = "id desc"
    _check_company_auto = True
    _act = "arbitration"

    _method_fields = frozenset(
        {
            "name",
            "question",
            "body",
            "tension_id",
            "concerned_ids",
            "seat_ids",
            "hearing_on",
            "hearing_summary",
            "ruling",
            "reasons",
            "dissent",
            "version",
            "ruled_on",
            "execution",
            "execution_owner_id",
            "execution_due",
            "executed_on",
            "state",
            "opened_by_id",
            "token",
            "company_id",
        }
    )
    _sealed_free_fields = frozenset(
        {"state", "execution", "execution_owner_id", "execution_due", "executed_on"}
    )

    name = fields.Char("Arbitration", required=True, readonly=True)
    question = fields.Text("Question put", required=True, readonly=True)
    body = fields.Selection(
        [
            ("sages", "The council of sages"),
            ("president", "The founding president"),
            ("both", "The sages and the president"),
        ],
        "Put to",
        required=True,
        readonly=True,
        default="sages",
    )
    tension_id = fields.Many2one(
        "code.social.tension",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    concerned_ids = fields.Many2many(
        "res.partner",
        "code_social_arbitration_concerned_rel",
        "arbitration_id",
        "partner_id",
        readonly=True,
    )
    seat_ids = fields.One2many(
        "code.social.arbitration.seat", "arbitration_id", "Seats", readonly=True
    )
    hearing_on = fields.Date("Heard on", readonly=True)
    hearing_summary = fields.Text("What was heard", readonly=True)
    ruling = fields.Text(readonly=True)
    reasons = fields.Text(readonly=True)
    dissent = fields.Text(readonly=True)
    version = fields.Integer(
        readonly=True, help="Grows each time another ruling is proposed."
    )
    ruled_on = fields.Date(readonly=True)
    execution = fields.Text("What is to be done", readonly=True)
    execution_owner_id = fields.Many2one(
        "res.partner", "Carried out by", readonly=True, ondelete="restrict"
    )
    execution_due = fields.Date("To be carried out before", readonly=True)
    executed_on = fields.Date("Carried out on", readonly=True)
    state = fields.Selection(
        [
            ("draft", "To be heard"),
            ("heard", "Heard"),
            ("ruled", "Ruled"),
            ("executed", "Carried out"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )

    _token_uniq = models.UniqueIndex(
        "(opened_by_id, token) WHERE token IS NOT NULL",
        "This form was already sent.",
    )

    def _is_sealed(self):
        return self.state in ("ruled", "executed")

    # === Permissions ===

    def _my_seat(self):
        """Return the user's own seat that may rule, as superuser, or none."""
        me = self._me()
        return self.sudo().seat_ids.filtered(
            lambda seat: seat.partner_id == me and not seat.recused
        )

    @api.model
    def _can_put(self):
        """The publisher, a sage or the president, with a running mandate."""
        return self.env.user.has_group("code_social.group_publisher") or self._holds(
            "sage", "founding_president"
        )

    def _can_rule(self):
        """A seat that is not recused and whose mandate still runs."""
        self.ensure_one()
        return bool(self._my_seat()) and self._holds("sage", "founding_president")

    def _can_recuse(self):
        return bool(self._my_seat()) and self._is_here()

    def _can_execute(self):
        mine = self._is_reader() and self.sudo().execution_owner_id == self._me()
        return mine or self._is_publisher() or self._can_rule()

    @api.model
    def _mine_to_agree(self):
        """Return the proposed rulings that wait for the user's agreement."""
        seats = self.env["code.social.arbitration.seat"].sudo()
        mine = seats.search(
            [
                ("partner_id", "=", self._me().id),
                ("recused", "=", False),
                ("agreed", "=", False),
                ("arbitration_id.state", "=", "heard"),
                ("arbitration_id.version", ">", 0),
            ]
        )
        return self.browse(mine.arbitration_id.ids)


class CodeSocialArbitrationSeat(models.Model):
    _name = "code.social.arbitration.seat"
    _inherit = ["code.social.guard.mixin"]
    _description = "Seat of an arbitration"
    _order = "id"

    _method_fields = frozenset(
        {
            "arbitration_id",
            "partner_id",
            "mandate_id",
            "recused",
            "recusal",
            "tied",
            "agreed",
            "company_id",
        }
    )

    arbitration_id = fields.Many2one(
        "code.social.arbitration",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Seat of",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    mandate_id = fields.Many2one(
        "code.social.mandate",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    recused = fields.Boolean(readonly=True)
    tied = fields.Boolean(
        "Close to someone concerned", readonly=True, help="The seat stepped aside."
    )
    recusal = fields.Text("Why it stepped aside", readonly=True)
    agreed = fields.Boolean("Agrees with the ruling", readonly=True)
    company_id = fields.Many2one(
        related="arbitration_id.company_id", store=True, index=True
    )

    _one_each = models.UniqueIndex(
        "(arbitration_id, partner_id)", "This person already has a seat there."
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for seat in self:
            seat.display_name = seat.partner_id.sudo().name

    def _is_sealed(self):
        return self.sudo().arbitration_id._is_sealed()
