"""Proof and erasure together: a hash that outlives the personal data it covers.

A chain never covers a name or a free text in clear. It covers `proof(value, salt)`.
Emptying both the value and its salt leaves a digest which nobody can invert, and
the chain above it still holds.
"""

import hashlib
import secrets
import uuid

from odoo import api, models

from ...tools.chain import salted_hash


def new_salt():
    """Return a fresh salt, 32 hexadecimal characters."""
    return secrets.token_hex(16)


def new_uid():
    """Return a fresh random UUID as text."""
    return str(uuid.uuid4())


def proof(value, salt):
    """Return SHA-256(salt + value) in hexadecimal.

    `value` is a text, or bytes (an image, a file), which stand for their own
    SHA-256; `salt` is a text.
    """
    if isinstance(value, bytes):
        value = hashlib.sha256(value).hexdigest()
    return salted_hash(salt, value)


class CodeSocialProofMixin(models.AbstractModel):
    _name = "code.social.proof.mixin"
    _inherit = ["code.social.guard.mixin"]
    _description = "Salted proofs of what may be erased"

    # {field: (field of its salt, field of its digest)}
    _erasable = {}

    @api.model
    def _proof(self, value, salt):
        """Return SHA-256(salt + value) in hexadecimal."""
        return proof(value, salt)

    @api.model
    def _salted(self, name, value):
        """Return the values to store for an erasable field: it, its salt, its digest.

        An empty value has neither salt nor digest.
        """
        salt_field, digest_field = self._erasable[name]
        if not value:
            return {name: False, salt_field: False, digest_field: False}
        salt = new_salt()
        return {name: value, salt_field: salt, digest_field: proof(value, salt)}

    def _proof_state(self, name):
        """Tell what is left of an erasable field of this record (one).

        Returns "empty", "kept", "erased" or "broken" (it no longer matches).
        """
        salt_field, digest_field = self._erasable[name]
        value, salt = self._erasable_value(name), self[salt_field]
        digest = self[digest_field]
        if not digest:
            return "broken" if value else "empty"
        if not value and not salt:
            return "erased"
        matches = value and salt and proof(value, salt) == digest
        return "kept" if matches else "broken"

    def _erasable_value(self, name):
        """Return what an erasable field of this record (one) holds: text or bytes.

        A file kept beside the record stands for its content.
        """
        field = self._fields[name]
        if field.type == "many2one" and field.comodel_name == "ir.attachment":
            return self[name].sudo().raw
        return self[name]

    def _erase(self):
        """Empty the erasable columns and their salts; the digests stay.

        The only writer of an erasable column of a sealed record.
        """
        names = set(self._erasable)
        names.update(salt for salt, _digest in self._erasable.values())
        files = self._erasable_files()
        if names:
            self._by_method().write(dict.fromkeys(names, False))
        files._erase_sealed()

    def _erasable_files(self):
        """Return the files which the erasable fields of these records name."""
        files = self.env["ir.attachment"].sudo()
        for name in self._erasable:
            if self._fields[name].type == "many2one":
                files |= self.sudo()[name]
        return files
