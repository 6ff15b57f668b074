"""Signing: always as oneself, only what is in force, on the text one has read."""

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import chain
from ..community.proof import new_uid
from .signature import is_blank

NAME_LENGTH = 120
#: Bytes of a signature drawn with a finger.
SIGNATURE_SIZE = 1024 * 1024


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _can_sign(self):
        """A member of this community, while the version is in force."""
        self.ensure_one()
        member = self.env.user.partner_id._is_member()
        return member and self.sudo().state == "adopted" and self.has_access("read")

    def _my_adhesion(self):
        """Return the user's valid adhesion to this version, as the user, or none."""
        adhesions = self.env["code.social.adhesion"]
        return adhesions.browse(self._adhesion_of(self.env.user.partner_id).ids)

    def _adhesion_of(self, person):
        """Return the valid adhesion of a person to this version, superuser, or none."""
        domain = Domain("version_id", "in", self.ids) & Domain("state", "=", "valid")
        domain &= Domain("partner_id", "=", person.id)
        return self.env["code.social.adhesion"].sudo().search(domain, limit=1)

    def sign(self, name=None, signature=None, content_hash=None):
        """Sign this version (one, in force) as the current user.

        :param name: the name as the person writes it
        :param signature: PNG or JPEG in base64, text or bytes, with a stroke on it;
            None for a person who signs by the name alone
        :param content_hash: fingerprint of the text read, as the page showed it
        :return: the adhesion; signing twice returns the first
        :raise AccessError: not a member, or the version is not in force
        :raise UserError: no name, nothing drawn, or another text than the one read
        """
        self.ensure_one()
        self._require(
            self._can_sign(),
            self.env._("A member signs the version in force, for themselves."),
        )
        name, image = self._clean_name(name), self._clean_signature(signature)
        self._check_text(content_hash)
        me = self.env.user.partner_id
        self._lock_signatory(me)
        known = self._my_adhesion()
        return known or self._new_adhesion(
            me, "adhesion.sign", signed_name=name, signature=image
        )

    @api.model
    def _lock_signatory(self, person):
        # Two taps at once must see each other: an UPDATE, not only a lock.
        self.env.cr.execute(
            SQL("UPDATE res_partner SET id = id WHERE id = %s", person.id)
        )

    def _check_text(self, content_hash=None):
        """Raise UserError unless this text (one) is the one adopted, and read."""
        version = self.sudo()
        if content_hash is not None and content_hash != version.content_hash:
            raise UserError(
                self.env._(
                    "The text is no longer the one you were reading. Nothing was"
                    " signed: look at what changed."
                )
            )
        held = chain.link(version.previous_hash, version._payload())
        if held != version.content_hash:
            raise UserError(
                self.env._(
                    "This text is not the one that was adopted: tell a guarantor."
                    " Nothing was signed."
                )
            )

    def _new_adhesion(self, person, action, signed_on=None, **proved):
        """Create the adhesion of a person to this version (one).

        :param proved: {erasable field: text, or image in base64}
        """
        adhesions = self.env["code.social.adhesion"]
        values = {
            "uid": new_uid(),
            "partner_id": person.id,
            "version_id": self.id,
            "signed_on": signed_on or fields.Datetime.now(),
            "text_hash": self.sudo().content_hash,
        }
        for name, value in proved.items():
            values.update(adhesions._salted(name, value))
        return adhesions._add(values, action)

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
        """Return the image as base64 bytes, or False when there is to be none."""
        if signature is None:
            return False
        if isinstance(signature, str):
            signature = signature.rpartition(",")[2].encode()
        try:
            image = base64.b64decode(signature, validate=True)
            if len(image) > SIGNATURE_SIZE:
                raise UserError(
                    self.env._("This signature is too large: draw it once more.")
                )
            blank = not image or is_blank(image)
        except (binascii.Error, ValueError, TypeError):
            raise UserError(
                self.env._("This signature cannot be read: draw it once more.")
            ) from None
        if blank:
            raise UserError(
                self.env._("The frame is empty: draw your signature, or choose Auto.")
            )
        return base64.b64encode(image)
