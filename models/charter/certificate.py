"""The certificate of an adhesion: a PDF made once, sealed, and verified by anybody."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

REPORT = "code_social.code_social_adhesion_report"
#: States of the PDF engine in which nothing can be printed.
_NO_ENGINE = ("install", "broken")


class Adhesion(models.Model):
    _inherit = "code.social.adhesion"

    def action_certificate(self):
        """Open the certificate of this adhesion (one)."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/charter/certificate/{self.id}",
            "target": "new",
        }

    def _certificate(self):
        """Return the sealed PDF of this adhesion (one), made at the first call.

        :return: ir.attachment, as superuser
        :raise AccessError: the adhesion is not open to the user
        :raise UserError: its data was erased, or no PDF can be made here
        """
        self.check_access("read")
        adhesion = self.sudo()
        if not adhesion.certificate_id:
            adhesion._check_printable()
            adhesion._make_certificate()
        return adhesion.certificate_id

    def _check_printable(self):
        state = self._verified()[self.id]
        if state == "erased":
            raise UserError(
                self.env._(
                    "The name and the signature were erased: there is no certificate"
                    " any more. The proof still stands."
                )
            )
        if state == "broken":
            raise UserError(
                self.env._(
                    "This adhesion was changed after it was signed: tell a guarantor."
                )
            )

    def _make_certificate(self):
        raw = self._print_certificate()
        values = self._salted("certificate_id", raw)
        file = self._keep_file(f"adhesion-{self.uid[:8]}-certificate.pdf", raw)
        self._by_method().write(dict(values, certificate_id=file.id))
        self.env["code.social.event"]._record(
            self, "adhesion.certificate", None, {"sha256": file.sealed_sha256}
        )

    def _print_certificate(self):
        """Return the bytes of the PDF, in the language of the person who signed."""
        lang = self.partner_id.lang or self.env.lang
        reports = self.env["ir.actions.report"].with_context(lang=lang)
        raw = reports._print_or_say(REPORT, self)
        if not raw.startswith(b"%PDF"):
            # It is sealed for good: rather none than a wrong one.
            raise UserError(
                self.env._("The certificate could not be printed. Try once more later.")
            )
        return raw

    @api.model
    def _verify_url(self, uid):
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        return f"{base}/charter/verify/{uid}"

    def _printed(self):
        """Return what the certificate says (one), to those who may read it."""
        self.check_access("read")
        this = self.sudo()
        version = this.version_id
        return {
            "company": this.company_id.name,
            "charter": version.charter_id.name,
            "number": version.number,
            "since": format_date(self.env, version.effective_on),
            "name": this.signed_name or "",
            "signature": this.signature,
            "on": format_date(self.env, this.signed_on),
            "paper": bool(this.paper_digest),
            "uid": this.uid,
            "text_hash": this.text_hash or "",
            "hash": this.hash or "",
            "url": self._verify_url(this.uid),
        }


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    @api.model
    def _print_or_say(self, report, records):
        """Return the bytes of a PDF of records of one company, access checked.

        :raise UserError: no PDF can be made on this server
        """
        if self.get_wkhtmltopdf_state() in _NO_ENGINE:
            raise UserError(
                self.env._(
                    "No PDF can be made here for now. What was signed holds all the"
                    " same: come back for it later."
                )
            )
        reports = self.sudo().with_company(records.sudo().company_id)
        return reports._render_qweb_pdf(report, records.ids)[0]
