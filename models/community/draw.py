from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Days witnesses have to give and open their secrets, unless it says otherwise.
REVEAL_DAYS = 7
LEVELS = ("sympathiser", "contributor", "core")
PUBLIC = ("published", "void")
#: What a draw is about: written while it is prepared, and never after.
CONTENT = frozenset(
    {
        "name",
        "purpose",
        "level",
        "commission_id",
        "talent_ids",
        "seats",
        "concerned_ids",
        "excluded_ids",
        "witness_ids",
        "reveal_by",
    }
)


class CodeSocialDraw(models.Model):
    """People drawn by lot: nobody can know or choose the outcome, all can replay it.

    The list of candidates is fixed first, by its hash. Then each witness commits to a
    secret, and only when all have done so are the secrets opened. They and the list
    make the seed: whoever prepared the list could not foresee it, and no witness can
    change theirs.
    """

    _name = "code.social.draw"
    _inherit = ["code.social.open.mixin"]
    _description = "Draw by Lot"
    _order = "id desc"
    _check_company_auto = True
    _act = "draw"

    _method_fields = frozenset(
        {
            "state",
            "candidate_uids",
            "candidate_count",
            "candidates_hash",
            "seed",
            "drawn_uids",
            "drawn_ids",
            "secret_ids",
            "closed_on",
            "void_reason",
            "previous_id",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    name = fields.Char("Draw", required=True)
    purpose = fields.Text("What for", required=True)
    level = fields.Selection(
        [
            ("sympathiser", "All members"),
            ("contributor", "Contributors and core circle"),
            ("core", "Core circle"),
        ],
        "Among",
        required=True,
        default="sympathiser",
    )
    commission_id = fields.Many2one(
        "code.social.commission",
        "Of the commission",
        index="btree_not_null",
        check_company=True,
    )
    talent_ids = fields.Many2many(
        "code.social.talent",
        "code_social_draw_talent_rel",
        "draw_id",
        "talent_id",
        "With one of these talents",
        check_company=True,
    )
    seats = fields.Integer("How many to draw", default=1, aggregator=None)
    concerned_ids = fields.Many2many(
        "res.partner",
        "code_social_draw_concerned_rel",
        "draw_id",
        "partner_id",
        "People concerned",
        help="They and those who declared a tie with them are left out.",
    )
    excluded_ids = fields.Many2many(
        "res.partner",
        "code_social_draw_excluded_rel",
        "draw_id",
        "partner_id",
        "Left out",
        help="Witnesses, and those who asked not to be drawn.",
    )
    witness_ids = fields.Many2many(
        "res.partner",
        "code_social_draw_witness_rel",
        "draw_id",
        "partner_id",
        "Witnesses",
        help="Two at least, who cannot be drawn: each gives a secret.",
    )
    reveal_by = fields.Date(
        "Secrets opened by",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + timedelta(days=REVEAL_DAYS)
        ),
        help="If a secret is missing after this day, the draw is void.",
    )
    state = fields.Selection(
        [
            ("draft", "Being prepared"),
            ("committed", "Candidates fixed"),
            ("revealed", "Secrets being opened"),
            ("published", "Drawn"),
            ("void", "Void"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    candidate_uids = fields.Json("Candidates", readonly=True)
    candidate_count = fields.Integer(
        "Number of candidates", readonly=True, aggregator=None
    )
    candidates_hash = fields.Char("Hash of the candidates", readonly=True)
    seed = fields.Char(readonly=True)
    drawn_uids = fields.Json("References drawn", readonly=True)
    drawn_ids = fields.Many2many(
        "res.partner",
        "code_social_draw_drawn_rel",
        "draw_id",
        "partner_id",
        "Drawn people",
        readonly=True,
    )
    secret_ids = fields.One2many(
        "code.social.draw.witness", "draw_id", "Secrets", readonly=True
    )
    waiting_for = fields.Char(compute="_compute_waiting_for", compute_sudo=True)
    closed_on = fields.Date("Over since", readonly=True)
    void_reason = fields.Selection(
        [
            ("silent", "A secret was not given or not opened in time"),
            ("changed", "The list of candidates was changed"),
        ],
        "Why it is void",
        readonly=True,
    )
    previous_id = fields.Many2one(
        "code.social.draw", "Starts again", readonly=True, index="btree_not_null"
    )

    @api.depends("state", "secret_ids.commitment", "secret_ids.secret")
    def _compute_waiting_for(self):
        for draw in self:
            missing = draw._missing()
            draw.waiting_for = draw._names(missing.partner_id) if missing else False

    def _missing(self):
        """Return the witnesses whose secret, or its opening, is awaited."""
        step = {"committed": "commitment", "revealed": "secret"}.get(self.state)
        rows = self.sudo().secret_ids
        return rows.filtered(lambda one: not one[step]) if step else rows.browse()

    # === Guards ===

    def _is_sealed(self):
        return self.state in PUBLIC

    def write(self, vals):
        by_hand = CONTENT.intersection(vals) and not self._is_by_method()
        if by_hand and any(draw.state != "draft" for draw in self.sudo()):
            raise UserError(
                self.env._("The candidates of this draw are fixed: nothing changes.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(draw.state != "draft" for draw in self.sudo()):
            raise UserError(self.env._("This draw began: it is kept."))

    # === Permissions ===

    def _can_commit(self):
        """Who prepares draws: the publisher or the manager."""
        return self._is_here() and (
            self.env.user.has_group("code_social.group_publisher")
            or self.env.user.has_group("code_social.group_manager")
        )

    def _can_reveal(self):
        """Who prepares draws, or a witness: nobody alone can hold it back."""
        mine = self._is_reader() and self._me() in self.sudo().witness_ids
        return mine or self._can_commit()

    def _can_start_again(self):
        return self._can_commit()
