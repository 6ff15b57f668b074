import base64
import binascii
import json

from odoo import fields, models
from odoo.exceptions import UserError

from ..community.proof import new_salt

#: Bytes of a drawn signature, and how its two formats begin.
SIGNATURE_BYTES = 1_000_000
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff")


class Agreement(models.Model):
    """Both signatures, and the proof of the exact text they are under."""

    _inherit = "code.social.agreement"

    def sign(self, name=None, signature=None):
        """Sign as the signatory; twice is once.

        :param name: first and last name, required
        :param signature: drawing, base64 of a PNG or JPEG, required
        :raise AccessError: by anybody else, or not while it awaits the signature
        :raise UserError: without a name or a drawing, or if the text was altered
        """
        self.ensure_one()
        if self._signed_by_me():
            return True
        self._require(
            self._can_sign(),
            self.env._("An agreement is signed by the person it is made out to."),
        )
        values = self._signed_values("signed_by", name)
        values.update(self._salted("signature", self._drawing(signature)))
        self._check_text()
        self._by_method().write(dict(values, signed_on=fields.Datetime.now()))
        self._log_signature("agreement.sign")
        self.env["ir.attachment"]._seal_of(self.sudo())
        return True

    def action_countersign(self, name=None):
        """Sign for the community; the agreement then holds.

        :param name: name of the publisher who signs; the user's own by default
        """
        self.ensure_one()
        if self._is_publisher() and self.sudo().countersigned_on:
            return True
        self._require(
            self._can_countersign(),
            self.env._(
                "The publisher signs after the signatory, and never for themselves."
            ),
        )
        name = self.env.user.name if name is None else name
        values = self._signed_values("countersigned_by", name)
        self._check_text()
        self._transition("signed", countersigned_on=fields.Datetime.now(), **values)
        self._end_amended()
        return True

    def _signed_by_me(self):
        signed = self.sudo()
        mine = signed.partner_id == self.env.user.partner_id
        return mine and bool(signed.signed_on) and self._can_see()

    def _signed_values(self, field, name):
        name = (name or "").strip()
        if not name:
            raise UserError(self.env._("Write your first and last name to sign."))
        return self._salted(field, name)

    def _drawing(self, signature):
        """Return the drawing as base64 bytes, or say what it lacks."""
        try:
            raw = base64.b64decode(signature or "", validate=True)
        except (binascii.Error, ValueError, TypeError):
            raw = b""
        if not raw.startswith(_IMAGES) or len(raw) > SIGNATURE_BYTES:
            raise UserError(self.env._("Draw your signature in the frame."))
        return base64.b64encode(raw)

    def _log_signature(self, action):
        digest = self.sudo().text_digest
        self.env["code.social.event"]._record(self, action, None, {"text": digest})

    # === The exact text ===

    def _exact_text(self):
        """Return all that is agreed upon, as one text that never varies."""
        this = self.sudo()
        return json.dumps(
            {
                "name": this.name,
                "kind": this.kind,
                "signatory": this.partner_id.id,
                "body": str(this.body or ""),
                "from": fields.Date.to_string(this.date_start),
                "to": fields.Date.to_string(this.date_end) or "",
                "works": sorted(this.work_ids.ids),
                "holders": sorted(
                    [one.partner_id.id, str(one._exact_share())]
                    for one in this.holder_ids
                ),
                "tiers": [[up_to or 0, str(rate)] for up_to, rate in this._tiers()],
                "base": this.base,
                "advance": f"{this.advance:.2f}",
                "amends": this.amends_id.id,
            },
            sort_keys=True,
        )

    def _text_proof(self):
        salt = new_salt()
        digest = self._proof(self._exact_text(), salt)
        return {"text_salt": salt, "text_digest": digest}

    def _text_holds(self):
        """Tell whether the text (one) is the one that was sent."""
        this = self.sudo()
        return bool(this.text_digest) and (
            self._proof(this._exact_text(), this.text_salt) == this.text_digest
        )

    def _check_text(self):
        if not self._text_holds():
            raise UserError(
                self.env._("This text is not the one that was sent: ask for a new one.")
            )
