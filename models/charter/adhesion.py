import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

NAME_LENGTH = 120
#: Bytes of a signature drawn with a finger.
SIGNATURE_SIZE = 1024 * 1024


class Adhesion(models.Model):
    """A person's word to one version of the charter."""

    _name = "code.social.adhesion"
    _description = "Adhesion"
    _inherit = ["code.social.proof.mixin"]
    _order = "signed_on desc, id desc"
    _check_company_auto = True
    _erasable = {
        "signed_name": ("signed_name_salt", "signed_name_digest"),
        "signature": ("signature_salt", "signature_digest"),
    }
    _method_fields = frozenset(
        {
            "partner_id",
            "version_id",
            "state",
            "signed_on",
            "text_hash",
            "signed_name",
            "signed_name_salt",
            "signed_name_digest",
            "signature",
            "signature_salt",
            "signature_digest",
        }
    )
    _sealed_free_fields = frozenset(
        {"state", "signed_name", "signed_name_salt", "signature", "signature_salt"}
    )

    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    version_id = fields.Many2one(
        "code.social.charter.version",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        related="version_id.company_id",
        store=True,
        precompute=True,
        index=True,
        required=True,
    )
    signed_on = fields.Datetime(required=True, readonly=True)
    text_hash = fields.Char("SHA-256 of the text signed", readonly=True)
    signed_name = fields.Char("Name as signed", readonly=True)
    signed_name_salt = fields.Char(readonly=True, groups="base.group_no_one")
    signed_name_digest = fields.Char(readonly=True, groups="base.group_no_one")
    signature = fields.Binary(readonly=True, attachment=False)
    signature_salt = fields.Char(readonly=True, groups="base.group_no_one")
    signature_digest = fields.Char(readonly=True, groups="base.group_no_one")
    state = fields.Selection(
        [
            ("valid", "Valid"),
            ("outdated", "Of an earlier version"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="valid",
        index=True,
    )
    can_withdraw = fields.Boolean(compute="_compute_can_withdraw")

    _valid_uniq = models.UniqueIndex(
        "(partner_id, version_id) WHERE state = 'valid'",
        "This person has already signed this version.",
    )

    @api.depends("version_id", "partner_id")
    def _compute_display_name(self):
        for adhesion in self.sudo():
            adhesion.display_name = (
                f"{adhesion.partner_id.name} · {adhesion.version_id.display_name}"
            )

    @api.depends("state", "partner_id")
    @api.depends_context("uid")
    def _compute_can_withdraw(self):
        for adhesion in self:
            adhesion.can_withdraw = adhesion._can_withdraw()

    def _is_sealed(self):
        return True

    def _can_withdraw(self):
        """The person who signed, alone."""
        this = self.sudo()
        mine = this.partner_id == self.env.user.partner_id
        return this.state == "valid" and mine

    def action_withdraw(self):
        """Take one's word back: valid → withdrawn. Nothing else closes."""
        for adhesion in self:
            adhesion._require(
                adhesion._can_withdraw(),
                self.env._("Only the person who signed withdraws a valid adhesion."),
            )
            adhesion._by_method().write({"state": "withdrawn"})
            self.env["code.social.event"]._record(
                adhesion,
                "adhesion.withdraw",
                {"state": "valid"},
                {"state": "withdrawn"},
            )
        return True


class CharterVersion(models.Model):
    """Signing: always as oneself, and only what is in force."""

    _inherit = "code.social.charter.version"

    def _can_sign(self):
        """A member of this community, while the version is in force."""
        self.ensure_one()
        member = self.env.user.partner_id._is_member()
        return member and self.sudo().state == "adopted" and self.has_access("read")

    def _my_adhesion(self):
        """Return the user's valid adhesion to this version, as the user, or none."""
        adhesions = self.env["code.social.adhesion"]
        domain = Domain("version_id", "in", self.ids) & Domain("state", "=", "valid")
        domain &= Domain("partner_id", "=", self.env.user.partner_id.id)
        return adhesions.browse(adhesions.sudo().search(domain, limit=1).ids)

    def sign(self, name=None, signature=None):
        """Sign this version (one, in force) as the current user.

        :param name: the name as the person writes it
        :param signature: image in base64, text or bytes, or nothing
        :return: the adhesion; signing twice returns the first
        :raise AccessError: not a member, or the version is not in force
        :raise UserError: no name, or an image that cannot be read
        """
        self.ensure_one()
        self._require(
            self._can_sign(),
            self.env._("A member signs the version in force, for themselves."),
        )
        name, image = self._clean_name(name), self._clean_signature(signature)
        me = self.env.user.partner_id
        # Two taps at once must see each other: an UPDATE, not only a lock.
        self.env.cr.execute(SQL("UPDATE res_partner SET id = id WHERE id = %s", me.id))
        known = self._my_adhesion()
        return known or self._new_adhesion(name, image)

    def _new_adhesion(self, name, image):
        adhesions = self.env["code.social.adhesion"]
        record = adhesions._by_method().create(
            {
                "partner_id": self.env.user.partner_id.id,
                "version_id": self.id,
                "signed_on": fields.Datetime.now(),
                "text_hash": self.sudo().content_hash,
                **adhesions._salted("signed_name", name),
                **adhesions._salted("signature", image),
            }
        )
        adhesion = adhesions.browse(record.id)
        self.env["code.social.event"]._record(
            adhesion, "adhesion.sign", None, {"version": self.sudo().number}
        )
        return adhesion

    @api.model
    def _clean_name(self, name):
        name = " ".join(str(name or "").split())
        if not name:
            raise UserError(self.env._("Write your name to sign."))
        if len(name) > NAME_LENGTH:
            raise UserError(self.env._("This name is too long."))
        return name

    @api.model
    def _clean_signature(self, signature):
        """Return the image as base64 bytes, or False."""
        if not signature:
            return False
        if isinstance(signature, str):
            signature = signature.rpartition(",")[2].encode()
        try:
            image = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError, TypeError):
            image = b""
        if not image or len(image) > SIGNATURE_SIZE:
            raise UserError(
                self.env._("This signature cannot be read: draw it once more.")
            )
        return base64.b64encode(image)
