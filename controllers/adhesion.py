import base64
import json

from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request, route

from .charter import CharterPortal
from .community import attempt, member_page

VERSION_REPORT = "code_social.code_social_charter_version_report"


class AdhesionPortal(CharterPortal):
    """Signing the #CodeSocial, the proof of it, and the whole text to keep."""

    # --- Signing ---

    @route("/my/charter/sign", type="http", auth="user", website=True, readonly=True)
    @member_page
    def charter_sign_page(self, **_kw):
        """Show what changed since the last signature, and the form."""
        version = request.env["code.social.charter.version"]._to_sign()
        if not version:
            return self._closed()
        return self._show("portal_charter_sign", version._sign_page())

    @route(
        "/my/charter/sign/<int:version_id>", type="jsonrpc", auth="user", website=True
    )
    def charter_sign(
        self, version_id, name="", signature="", content_hash="", read=False, **_kw
    ):
        """Sign what is shown; twice is once, and no box is no signature.

        :return: dict with `redirect_url`; or `error`, and `changed` when another
            version came into force meanwhile
        """
        version = self._page_of(version_id)
        if not version or not request.env.user.partner_id._is_member():
            return {"error": request.env._("This is not open here.")}
        if changed := version._changed_meanwhile():
            return changed
        if not read:
            return {"error": request.env._("Tick the box once you have read the text.")}
        try:
            with attempt() as tried:
                version.sign(name, str(signature or ""), str(content_hash or ""))
        except (AccessError, MissingError):
            return {"error": request.env._("This is not open here.")}
        if tried.problem:
            return {"error": tried.problem}
        return {"redirect_url": "/my/charter/sign"}

    @route(
        "/my/charter/withdraw", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def charter_withdraw(self, **_kw):
        """Take one's word back."""
        version = request.env["code.social.charter.version"]._to_sign()
        version._my_adhesion().action_withdraw()
        return request.redirect("/my/charter/sign")

    @route(
        "/my/charter/erase", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def charter_erase(self, adhesion="", sure="", **_kw):
        """Erase one's name and signature from an adhesion, once sure."""
        record = self._adhesion_of(adhesion)
        if not record:
            return self._closed()
        if sure:
            record.action_erase()
        return request.redirect("/my/charter/sign")

    # --- On paper, for somebody else ---

    @route(
        "/my/charter/paper",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def charter_paper_page(self, entered="", **_kw):
        """Show a guarantor the form of a signature given on paper."""
        version = request.env["code.social.charter.version"]._to_sign()
        if not version:
            return self._closed()
        values = version._paper_page()
        return self._show("portal_charter_paper", dict(values, entered=entered))

    @route(
        "/my/charter/paper", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def charter_paper(self, person="", name="", day="", scan=None, **_kw):
        """Enter it, or show the form again with what is missing."""
        version = request.env["code.social.charter.version"]._to_sign()
        if not version:
            return self._closed()
        content = scan.read() if hasattr(scan, "read") else b""
        with attempt() as tried:
            version.action_sign_on_paper(
                int(person) if person.isdigit() else 0,
                name,
                day,
                base64.b64encode(content),
            )
        if tried.problem:
            typed = {"person": person, "name": name, "day": day}
            values = version._paper_page(typed, tried.problem)
            return self._show("portal_charter_paper", values, 422)
        return request.redirect("/my/charter/paper?entered=1")

    # --- Proof ---

    def _adhesion_of(self, adhesion_id):
        """Return the adhesion if the user reads it, else nothing."""
        known = int(adhesion_id) if str(adhesion_id).isdigit() else 0
        adhesion = request.env["code.social.adhesion"].browse(known)
        readable = adhesion.exists() and adhesion.has_access("read")
        return adhesion if readable else adhesion.browse()

    @route("/my/charter/certificate", type="http", auth="user", website=True)
    @member_page
    def charter_certificate(self, **_kw):
        """Give the certificate of one's adhesion to the version in force."""
        version = request.env["code.social.charter.version"]._to_sign()
        return self._certificate_of(version._my_adhesion())

    @route(
        "/my/charter/certificate/<int:adhesion_id>",
        type="http",
        auth="user",
        website=True,
    )
    def charter_certificate_of(self, adhesion_id, **_kw):
        """Give the certificate of an adhesion to those who read it."""
        return self._certificate_of(self._adhesion_of(adhesion_id))

    def _certificate_of(self, adhesion):
        if not adhesion:
            return self._closed()
        with attempt() as tried:
            file = adhesion._certificate()
        if tried.problem:
            return self._no_pdf(tried.problem)
        return self._download(file.name, file.raw, "application/pdf", "inline")

    def _no_pdf(self, problem):
        return self._show("portal_charter_no_pdf", {"problem": problem}, 422)

    def _download(self, name, raw, mimetype, disposition="attachment"):
        return request.make_response(
            raw,
            headers=[
                ("Content-Type", mimetype),
                ("Content-Length", len(raw)),
                ("Content-Disposition", content_disposition(name, disposition)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )

    @route(
        "/charter/verify/<string:uid>",
        type="http",
        auth="public",
        website=True,
        readonly=True,
    )
    def charter_verify(self, uid, **_kw):
        """Tell anybody whether an adhesion holds, and never whose it is."""
        proof = request.env["code.social.adhesion"]._public_proof(uid)
        if not proof:
            return self._closed()
        return self._show("portal_charter_verify", {"proof": proof})

    # --- The whole text, to keep ---

    @route(
        "/my/charter/export.json", type="http", auth="user", website=True, readonly=True
    )
    def charter_export(self, charter="", **_kw):
        """Give the charter and its history as a file that verifies by itself."""
        charters = request.env["code.social.charter"]
        if charter:
            record = charters.browse(int(charter) if charter.isdigit() else 0)
        else:
            record = charters.browse(charters._of_company(request.env.company).ids)
        if not record.exists() or not record.has_access("read"):
            return self._closed()
        text = json.dumps(record._export(), ensure_ascii=False, indent=1)
        return self._download("charter.json", text.encode(), "application/json")

    @route(
        "/my/charter/version/<int:version_id>/pdf",
        type="http",
        auth="user",
        website=True,
    )
    def charter_version_pdf(self, version_id, **_kw):
        """Give a version as a file to print, with where each article comes from."""
        version = self._page_of(version_id)
        return self._printed(version, f"charter-{version.sudo().number}.pdf")

    @route("/my/charter/export.pdf", type="http", auth="user", website=True)
    @member_page
    def charter_export_pdf(self, **_kw):
        """Give every version adopted so far, the last first, as one file to print."""
        versions = request.env["code.social.charter.version"]._adopted_so_far()
        return self._printed(versions, "charter.pdf")

    def _printed(self, versions, name):
        if not versions:
            return self._closed()
        with attempt() as tried:
            reports = request.env["ir.actions.report"]
            raw = reports._print_or_say(VERSION_REPORT, versions)
        if tried.problem:
            return self._no_pdf(tried.problem)
        return self._download(name, raw, "application/pdf", "inline")
