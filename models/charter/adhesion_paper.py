"""A signature given on paper, entered by somebody who looks after the charter."""

import base64
import binascii
from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.mimetypes import guess_mimetype

#: Bytes of a scanned page, and what it may be.
SCAN_SIZE = 10 * 1024 * 1024
SCAN_TYPES = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
}


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    can_sign_on_paper = fields.Boolean(compute="_compute_can_sign_on_paper")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_sign_on_paper(self):
        for version in self:
            version.can_sign_on_paper = version._can_sign_on_paper()

    def _can_sign_on_paper(self):
        """A guarantor or the éditeur, while the version is in force."""
        self.ensure_one()
        user = self.env.user
        trusted = user.has_group("code_social.group_guarantor") or user.has_group(
            "code_social.group_publisher"
        )
        return trusted and self.sudo().state == "adopted" and self.has_access("read")

    def action_sign_on_paper(self, partner_id, name, day, scan):
        """Enter the signature which a member gave on paper; they are told.

        :param partner_id: id of the member, who is never the one who enters it
        :param name: the name as written on the paper
        :param day: day of the signature, a date or its ISO form
        :param scan: the page in base64 (PDF, JPEG or PNG), 10 MB at most
        :return: the adhesion; the valid one if the member has already signed
        :raise AccessError: not a guarantor nor éditeur, or the version is not in force
        :raise UserError: a person, a name, a day or a file that does not do
        """
        self.ensure_one()
        self._require(
            self._can_sign_on_paper(),
            self.env._(
                "A guarantor or the publisher enters what was signed on paper, under"
                " the version in force."
            ),
        )
        person = self._signatory(partner_id)
        name, on = self._clean_name(name), self._clean_day(day)
        raw = self._clean_scan(scan)
        self._check_text()
        self._lock_signatory(person)
        known = self._adhesion_of(person)
        if known:
            return self.env["code.social.adhesion"].browse(known.ids)
        adhesion = self._new_adhesion(
            person, "adhesion.paper", on, signed_name=name, paper_id=raw
        )
        self._tell_signatory(person)
        return adhesion

    def _signatory(self, partner_id):
        """Return the member, as superuser, who signed on paper."""
        known = partner_id if isinstance(partner_id, int) else 0
        person = self.env["res.partner"]._people_of(
            self.sudo().company_id, Domain("id", "=", known)
        )
        if not person:
            raise UserError(self.env._("Choose a member of the community."))
        if person == self.env.user.partner_id:
            raise UserError(
                self.env._("Your own signature is given in your space, not on paper.")
            )
        return person

    def _clean_day(self, day):
        """Return the day of a signature on paper as a moment, noon in UTC."""
        try:
            day = fields.Date.to_date(day)
        except (TypeError, ValueError):
            day = None
        since = self.sudo().effective_on
        if not day or day > fields.Date.context_today(self) or (since and day < since):
            raise UserError(
                self.env._(
                    "Give the day of the signature: from the day this version is in"
                    " force to today."
                )
            )
        return datetime.combine(day, time(12))

    @api.model
    def _clean_scan(self, scan):
        """Return the bytes of a scanned page."""
        try:
            raw = base64.b64decode(scan or "", validate=True)
        except (binascii.Error, ValueError, TypeError):
            raw = b""
        if guess_mimetype(raw, default="") not in SCAN_TYPES:
            raise UserError(
                self.env._("Join the signed page as a PDF, a JPEG or a PNG file.")
            )
        if len(raw) > SCAN_SIZE:
            raise UserError(
                self.env._("This file is larger than 10 MB: scan the page smaller.")
            )
        return raw

    def _tell_signatory(self, person):
        self.sudo().message_notify(
            partner_ids=person.ids,
            subject=self.sudo().charter_id.name,
            body=self.env._(
                "%(who)s entered your signature on paper of version %(number)s of the"
                " #CodeSocial. If it is not yours, withdraw it: /my/charter/sign",
                who=self.env.user.name,
                number=self.sudo().number,
            ),
        )


class Adhesion(models.Model):
    _inherit = "code.social.adhesion"

    @api.model
    def _add(self, values, action):
        values = dict(values)
        scan = values.pop("paper_id", None)
        if not scan:
            return super()._add(values, action)
        adhesion = super()._add(dict(values, entered_by_id=self.env.uid), action)
        kind = SCAN_TYPES[guess_mimetype(scan, default="")]
        file = adhesion._keep_file(f"adhesion-{adhesion.uid[:8]}.{kind}", scan)
        adhesion._by_method().write({"paper_id": file.id})
        return adhesion

    def _keep_file(self, name, raw):
        """Put a file beside this adhesion (one), sealed with it; return it."""
        files = self.sudo()._by_method().env["ir.attachment"]
        file = files.create(
            {"name": name, "raw": raw, "res_model": self._name, "res_id": self.id}
        )
        files._seal_of(self.sudo())
        return file
