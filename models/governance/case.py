import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS

from .case_cipher import CannotOpen, lock_up, open_up


def new_reference():
    """Return a random reference: it says nothing, and nobody guesses another."""
    return secrets.token_urlsafe(16)


class CodeSocialCaseMixin(models.AbstractModel):
    _name = "code.social.case.mixin"
    _inherit = ["code.social.guard.mixin"]
    _description = "What is kept in confidence"

    @api.model_create_multi
    def create(self, vals_list):
        self._require(
            self._is_by_method(), self.env._("A case is written by its own actions.")
        )
        return super().create(vals_list)

    def _refuse_sealed_record(self, record):
        self.check_access("read")
        raise UserError(self.env._("This no longer changes."))


class CodeSocialCase(models.Model):
    """A confidential case: what happened between people.

    Its parties and its active seats read it; nobody else, whatever their groups. No
    field of another model points to it, and it has no messages.
    """

    _name = "code.social.case"
    _inherit = ["code.social.case.mixin"]
    _description = "Confidential case"
    _order = "opened_on desc, id desc"

    _method_fields = frozenset(
        {"name", "state", "opened_on", "closed_on", "token", "company_id"}
    )

    name = fields.Char("Reference", required=True, readonly=True)
    state = fields.Selection(
        [
            ("open", "Waiting for seats"),
            ("heard", "Being heard"),
            ("ruled", "Ruled"),
            ("closed", "Closed"),
        ],
        required=True,
        readonly=True,
        default="open",
    )
    opened_on = fields.Date(readonly=True)
    closed_on = fields.Date(readonly=True)
    token = fields.Char(readonly=True, copy=False, groups=NO_ACCESS)
    part_ids = fields.One2many("code.social.case.part", "case_id", "Parts")
    seat_ids = fields.One2many("code.social.case.seat", "case_id", "Seats")
    log_ids = fields.One2many("code.social.case.log", "case_id", "Who opened what")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )

    _name_uniq = models.UniqueIndex("(name)", "This reference is taken.")
    _token_uniq = models.UniqueIndex(
        "(create_uid, token) WHERE token IS NOT NULL", "This form was already sent."
    )

    def _is_sealed(self):
        return self.state == "closed"


class CodeSocialCasePart(models.Model):
    """What one person reads of a case: facts, a statement or a ruling, encrypted."""

    _name = "code.social.case.part"
    _inherit = ["code.social.case.mixin"]
    _description = "Part of a confidential case"
    _order = "id"
    _rec_name = "kind"

    _method_fields = frozenset(
        {"case_id", "party_id", "kind", "place", "cipher", "written_on", "company_id"}
    )

    case_id = fields.Many2one(
        "code.social.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    party_id = fields.Many2one(
        "res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        [("facts", "Facts"), ("statement", "What was said"), ("ruling", "Ruling")],
        required=True,
        readonly=True,
    )
    place = fields.Char(required=True, readonly=True, groups=NO_ACCESS)
    cipher = fields.Text(required=True, readonly=True, groups=NO_ACCESS)
    written_on = fields.Datetime(readonly=True, default=fields.Datetime.now)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)

    def _is_sealed(self):
        return True

    @api.model
    def _write_part(self, case, party, kind, text):
        """Encrypt a text and keep it for this party; return the part, as superuser."""
        place = new_reference()
        return self._by_method().create(
            {
                "case_id": case.id,
                "party_id": party.id,
                "kind": kind,
                "place": place,
                "cipher": lock_up(text, f"{case.name}/{place}/{party.member_uid}"),
            }
        )

    def _open(self):
        """Return {part id: text} of these parts: the only place where they open.

        Each reader has their right checked and their reading written down.

        :raise AccessError: for a part that is not the user's to read
        """
        self._require(not self.env.su, self.env._("This is not open here."))
        self.check_access("read")
        opened = {}
        for part in self.sudo():
            place = f"{part.case_id.name}/{part.place}/{part.party_id.member_uid}"
            try:
                opened[part.id] = open_up(part.cipher, place)
            except CannotOpen as error:
                raise UserError(
                    self.env._(
                        "This text cannot be opened: the key of this server is not the "
                        "one it was written with."
                    )
                ) from error
        for case in self.sudo().case_id:
            case._write_log("read")
        return opened


class CodeSocialCaseSeat(models.Model):
    """Who handles a case: nothing is read before "no tie" is declared."""

    _name = "code.social.case.seat"
    _inherit = ["code.social.case.mixin"]
    _description = "Seat of a confidential case"
    _order = "id"

    _method_fields = frozenset({"case_id", "partner_id", "state", "company_id"})

    case_id = fields.Many2one(
        "code.social.case",
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
    state = fields.Selection(
        [
            ("asked", "To declare"),
            ("active", "No tie declared"),
            ("tied", "Tie declared"),
            ("recused", "Stepped aside"),
        ],
        required=True,
        readonly=True,
        default="asked",
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)

    _one_each = models.UniqueIndex(
        "(case_id, partner_id)", "This person already had a seat there."
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for seat in self:
            seat.display_name = seat.partner_id.sudo().name

    def _is_sealed(self):
        return self.state in ("tied", "recused") or self.sudo().case_id._is_sealed()


class CodeSocialCaseLog(models.Model):
    """What was done and read in a case, by whom: kept with the case, nowhere else."""

    _name = "code.social.case.log"
    _inherit = ["code.social.case.mixin"]
    _description = "Log of a confidential case"
    _order = "id desc"
    _rec_name = "act"

    _method_fields = frozenset({"case_id", "partner_id", "act", "on", "company_id"})

    case_id = fields.Many2one(
        "code.social.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", "Who", required=True, readonly=True, ondelete="restrict"
    )
    act = fields.Selection(
        [
            ("opened", "Opened the case"),
            ("wrote", "Wrote a statement"),
            ("seated", "Named a seat"),
            ("active", "Declared no tie"),
            ("tied", "Declared a tie"),
            ("recused", "Stepped aside"),
            ("read", "Read texts"),
            ("ruled", "Ruled"),
            ("closed", "Closed the case"),
        ],
        required=True,
        readonly=True,
    )
    on = fields.Datetime("When", readonly=True, default=fields.Datetime.now)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)

    def _is_sealed(self):
        return True
