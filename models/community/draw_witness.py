from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.draw import commitment
from .draw import PUBLIC

#: A shorter secret could be guessed from its hash.
SECRET_LENGTH = 12


class CodeSocialDrawWitness(models.Model):
    """The secret of one witness. Until the draw is over, it is theirs alone to read.

    First only its hash is stored; the secret itself comes when all hashes are there.
    """

    _name = "code.social.draw.witness"
    _inherit = ["code.social.guard.mixin"]
    _description = "Secret of a Witness"
    _order = "id"

    _method_fields = frozenset(
        {
            "draw_id",
            "partner_id",
            "commitment",
            "secret",
            "given_on",
            "opened_on",
            "company_id",
        }
    )

    draw_id = fields.Many2one(
        "code.social.draw", required=True, readonly=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Witness",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    commitment = fields.Char("Hash of the secret", readonly=True)
    secret = fields.Char("Secret once opened", readonly=True)
    given_on = fields.Datetime("Secret given on", readonly=True)
    opened_on = fields.Datetime("Secret opened on", readonly=True)
    company_id = fields.Many2one(related="draw_id.company_id", store=True, index=True)

    _one_each = models.UniqueIndex(
        "(draw_id, partner_id)", "This person is already a witness."
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for witness in self:
            witness.display_name = witness.partner_id.sudo().name

    def _is_sealed(self):
        return self.draw_id.state in PUBLIC

    def _can_give(self):
        """The witness in person."""
        me = self.env.user.partner_id
        return bool(me._members_here()) and self.sudo().partner_id == me

    def _can_open(self):
        return self._can_give()

    def _check_mine(self, may, state):
        self.ensure_one()
        self._require(may, self.env._("Each witness gives a secret of their own."))
        draw = self.sudo().draw_id.sudo(False)
        draw._one_at_a_time()
        draw._expect(state)
        if draw.sudo().reveal_by < fields.Date.context_today(self):
            raise UserError(self.env._("The last day of this draw is past."))
        return draw

    def action_give(self, secret=None):
        """Commit to a secret: only its hash is kept, the witness keeps the secret.

        :param secret: twelve characters at least; blanks around it do not count
        :raise AccessError: not this witness
        :raise UserError: too short, given already, or too late
        """
        self._check_mine(self._can_give(), "committed")
        if self.sudo().commitment:
            raise UserError(
                self.env._("You gave your secret: it waits for the day it is opened.")
            )
        secret = _plain(secret)
        if len(secret) < SECRET_LENGTH:
            raise UserError(
                self.env._(
                    "Write %(length)s characters or more, so that nobody guesses it.",
                    length=SECRET_LENGTH,
                )
            )
        self._by_method().write(
            {"commitment": commitment(secret), "given_on": fields.Datetime.now()}
        )
        self._note("witness.given", {"commitment": self.sudo().commitment})
        return True

    def action_open(self, secret=None):
        """Open one's secret; the last one to do so makes the draw.

        :param secret: the very text whose hash was kept
        :raise AccessError: not this witness
        :raise UserError: another secret, opened already, or too late
        """
        draw = self._check_mine(self._can_open(), "revealed")
        if self.sudo().secret:
            raise UserError(self.env._("You opened your secret already."))
        secret = _plain(secret)
        if commitment(secret) != self.sudo().commitment:
            raise UserError(
                self.env._(
                    "This is not the secret you gave: capitals, accents and spaces "
                    "count."
                )
            )
        self._by_method().write({"secret": secret, "opened_on": fields.Datetime.now()})
        self._note("witness.opened")
        if not draw._missing():
            draw._draw()
        return True

    def _note(self, action, after=None):
        self.env["code.social.event"]._record(self, action, after=after)


def _plain(secret):
    return str(secret or "").strip()
