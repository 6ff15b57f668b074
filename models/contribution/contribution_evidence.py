from odoo import models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

MAX_BYTES = 10 * 1024 * 1024
#: What a photo or a proof may be, told by its content and not by its name.
EVIDENCE_TYPES = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "image/heic": (".heic", ".heif"),
    "application/pdf": (".pdf",),
}


class Contribution(models.Model):
    """Photos and files that show a contribution."""

    _inherit = "code.social.contribution"

    def _can_attach(self):
        return self._can_revise()

    def attach(self, name, data):
        """Keep a photo or a PDF with this contribution.

        :param name: the file's own name, kept for people
        :param data: its bytes, at most 10 MB
        :return: the ir.attachment, under sudo
        :raise AccessError: not by a contributor, or acknowledged meanwhile
        :raise UserError: too large, empty, or not what its name says
        """
        self.ensure_one()
        self._require(
            self._can_attach(),
            self.env._("Only its contributors add a file, until it is acknowledged."),
        )
        mimetype = self._checked_type(name, data)
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": name,
                    "raw": data,
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def _attach_once(self, files):
        """Attach these [(name, bytes)], but none whose content is already here.

        A form sent twice, after a lost answer, leaves one photo and not two.
        """
        known = set(self._evidence().mapped("checksum")) if files else set()
        for name, data in files:
            checksum = self.env["ir.attachment"]._compute_checksum(data)
            if checksum not in known:
                known.add(checksum)
                self.attach(name, data)

    def _checked_type(self, name, data):
        """Return the type read in the content, when it is one we take."""
        if not data:
            raise UserError(self.env._("This file is empty."))
        if len(data) > MAX_BYTES:
            raise UserError(
                self.env._(
                    "“%(name)s” is larger than 10 MB. Choose a smaller one; the rest"
                    " is kept.",
                    name=name,
                )
            )
        mimetype = self._content_type(data)
        if not (name or "").lower().endswith(EVIDENCE_TYPES.get(mimetype, ())):
            raise UserError(
                self.env._(
                    "“%(name)s” is not a photo or a PDF as its name says. Choose a"
                    " JPEG, PNG, WebP, GIF, HEIC or PDF file.",
                    name=name,
                )
            )
        return mimetype

    def _content_type(self, data):
        if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
            return "image/heic"
        return guess_mimetype(data, default="application/octet-stream")

    def _evidence(self):
        """Return the files of a contribution, for one who may see it."""
        self.check_access("read")
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("res_field", "=", False),
                ]
            )
        )
