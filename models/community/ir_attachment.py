"""The files of a sealed record are sealed with it."""

import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from .guard import is_by_method

# What Odoo writes on a file without touching its content or its place.
_HARMLESS = frozenset({"access_token", "index_content"})
_CONTENT = ("raw", "datas")
# In the context of the one deletion of a sealed file: what a person asks to erase.
_ERASING = object()


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    sealed_sha256 = fields.Char(
        "Seal",
        readonly=True,
        copy=False,
        help="SHA-256 of the content when its record was sealed.",
    )

    # === Sealing ===

    @api.model
    def _seal_of(self, record):
        """Seal the files of these records and return them, as superuser."""
        files = self.sudo().search(
            [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        )
        # `res_field` files are left out of a search unless asked for.
        files |= self.sudo().search(
            [
                ("res_model", "=", record._name),
                ("res_id", "in", record.ids),
                ("res_field", "!=", False),
            ]
        )
        for file in files - files.filtered("sealed_sha256"):
            digest = hashlib.sha256(file.raw or b"").hexdigest()
            record._by_method().env["ir.attachment"].browse(file.id).write(
                {"sealed_sha256": digest}
            )
        return files

    def _seal_broken(self):
        """Return the sealed files whose content no longer has its SHA-256."""
        sealed = self.sudo().filtered("sealed_sha256")
        return sealed.filtered(
            lambda one: hashlib.sha256(one.raw or b"").hexdigest() != one.sealed_sha256
        )

    def _sealed_files(self):
        """Return those of these files that may not change, as superuser."""
        files = self.sudo()
        sealed = files.filtered("sealed_sha256")
        for model, group in (files - sealed).grouped("res_model").items():
            if self._guards(model):
                records = self.env[model].sudo().browse(group.mapped("res_id"))
                locked = {one.id for one in records.exists() if one._is_sealed()}
                sealed |= files.browse(
                    file.id for file in group if file.res_id in locked
                )
        return sealed

    @api.model
    def _guards(self, model):
        """Tell whether records of this model (a name) are ever sealed."""
        records = self.env.get(model)
        return hasattr(records, "_may_be_sealed") and records._may_be_sealed()

    # === Guards ===

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("sealed_sha256") and not is_by_method(self.env):
                self._refuse_sealed_file(vals.get("name"))
        files = super().create(vals_list)
        if not is_by_method(self.env):
            files._refuse_onto_sealed()
        return files

    def write(self, vals):
        if "sealed_sha256" in vals and not is_by_method(self.env):
            self._refuse_sealed_file(self[:1].sudo().name)
        touched = set(vals) - _HARMLESS - {"sealed_sha256"}
        if touched:
            # Before anything is said: a refusal names the file.
            self.check_access("write")
            for file in self._sealed_files():
                if not file._is_same_content(vals):
                    self._refuse_sealed_file(file.name)
        result = super().write(vals)
        if {"res_model", "res_id", "res_field"} & touched:
            self._refuse_onto_sealed()
        return result

    def _is_same_content(self, vals):
        """Tell whether the values only store the same bytes anew (a migration)."""
        if set(vals) - {"raw", "mimetype"} or not vals.get("raw"):
            return False
        return vals["raw"] == self.raw and vals.get("mimetype") in (None, self.mimetype)

    def _refuse_onto_sealed(self):
        """Refuse files that were just laid beside or over a sealed record.

        Asked once Odoo has checked that the user may write on that record.
        """
        for model, group in self.sudo().grouped("res_model").items():
            if self._guards(model):
                records = self.env[model].sudo().browse(group.mapped("res_id"))
                for record in records.exists():
                    if record._is_sealed():
                        record._refuse_sealed_record(record)

    def _erase_sealed(self):
        """Delete these files although sealed: for `_erase()` of their record alone."""
        self.sudo().with_context(code_social_erasing=_ERASING).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        if self.env.context.get("code_social_erasing") is _ERASING:
            return
        if sealed := self._sealed_files():
            self._refuse_sealed_file(sealed[0].name)

    def _refuse_sealed_file(self, name):
        raise UserError(
            self.env._(
                "The file “%(name)s” belongs to a sealed record: it can no longer be "
                "changed or deleted.",
                name=name or "",
            )
        )
