from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import consteq

from .community import CommunityPortal, attempt, member_page

STATEMENT_REPORT = "code_social.code_social_statement_report"


class PublishingPortal(CommunityPortal):
    """Works, agreements to sign and statements to read."""

    def _home_values(self):
        values = super()._home_values()
        agreements = request.env["code.social.agreement"]
        statements = request.env["code.social.statement"]
        waiting = [*agreements._awaits(), *statements._awaits()]
        return dict(values, awaits=[*values["awaits"], *waiting])

    def _rooms_values(self):
        return dict(
            super()._rooms_values(),
            has_agreements=bool(request.env["code.social.agreement"]._mine()),
            has_statements=bool(request.env["code.social.statement"]._mine()),
        )

    def _opened(self, model, record_id, token):
        """Return a record that the user or the token opens, or an empty recordset.

        With the user's own rights, or as superuser when only the token opens it.
        """
        record = request.env[model].browse(record_id)
        if record._can_see():
            return record
        shared = record.sudo().exists()
        known = shared and shared._is_shared() and shared.access_token
        if token and known and consteq(known, token):
            return shared
        return record.browse()

    # --- Works ---

    @route("/my/works", type="http", auth="user", website=True, readonly=True)
    @member_page
    def works(self, **_kw):
        """List the member's own works, then those of the community."""
        own, others = request.env["product.template"]._works_for(
            request.env.user.partner_id
        )
        return self._show(
            "portal_works", {"own": own._work_cards(), "others": others._work_cards()}
        )

    @route(
        ["/commons", "/commons/<int:company_id>"],
        type="http",
        auth="public",
        website=True,
        readonly=True,
    )
    def commons(self, company_id=None, **_kw):
        """Show everybody what belongs to all, of one community or of every one."""
        works = request.env["product.template"]._commons(company_id)
        return self._show("portal_commons", {"works": works._work_cards()})

    # --- Agreements ---

    @route("/my/agreements", type="http", auth="user", website=True, readonly=True)
    @member_page
    def agreements(self, **_kw):
        """List the agreements made out to the member."""
        rows = request.env["code.social.agreement"]._mine()._rows()
        return self._show("portal_agreements", {"rows": rows})

    @route(
        "/my/agreements/<int:agreement_id>", type="http", auth="public", website=True
    )
    def agreement_page(self, agreement_id, access_token=None, **_kw):
        """Show the text to sign, or as it was signed."""
        agreement = self._opened("code.social.agreement", agreement_id, access_token)
        if not agreement:
            return self._closed()
        return self._show(
            "portal_agreement",
            {"agreement": agreement._page(), "by_token": agreement.env.su},
        )

    @route(
        "/my/agreements/<int:agreement_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def agreement_sign(self, agreement_id, name=None, signature=None, **_kw):
        """Sign as the signatory; a link alone never signs."""
        agreement = request.env["code.social.agreement"].browse(agreement_id)
        if not agreement._can_see():
            return {"error": request.env._("This is not open here.")}
        try:
            with request.env.cr.savepoint():
                agreement.sign(name, signature)
        except UserError as error:
            return {"error": error.args[0]}
        return {"force_refresh": True, "redirect_url": f"/my/agreements/{agreement.id}"}

    # --- Statements ---

    @route("/my/statements", type="http", auth="user", website=True, readonly=True)
    @member_page
    def statements(self, **_kw):
        """List the statements communicated to the member."""
        rows = request.env["code.social.statement"]._mine()._rows()
        return self._show("portal_statements", {"rows": rows})

    @route(
        "/my/statements/<int:statement_id>", type="http", auth="public", website=True
    )
    def statement_page(self, statement_id, access_token=None, **_kw):
        """Show what is owed and how it was computed."""
        statement = self._opened("code.social.statement", statement_id, access_token)
        if not statement:
            return self._closed()
        return self._show_statement(statement, access_token)

    def _show_statement(self, statement, token=None, status=200, **more):
        by_token = statement.env.su
        values = {
            "statement": statement._page(),
            "by_token": by_token,
            "query": f"?access_token={token}" if by_token else "",
            "reason": "",
            **more,
        }
        return self._show("portal_statement", values, status)

    @route(
        "/my/statements/<int:statement_id>/pdf",
        type="http",
        auth="public",
        website=True,
    )
    def statement_pdf(self, statement_id, access_token=None, **_kw):
        """Give the statement as a file to print."""
        statement = self._opened("code.social.statement", statement_id, access_token)
        if not statement:
            return self._closed()
        return self._show_report(statement.sudo(), "pdf", STATEMENT_REPORT)

    def _answered(self, statement_id, method, *args):
        """Call a holder's answer; return the page, with the problem if any."""
        statement = request.env["code.social.statement"].browse(statement_id)
        if not statement._can_see():
            return self._closed()
        with attempt() as tried:
            getattr(statement, method)(*args)
        if tried.problem:
            return self._show_statement(
                statement, status=422, problem=tried.problem, reason=args[0]
            )
        return request.redirect(f"/my/statements/{statement.id}")

    @route(
        "/my/statements/<int:statement_id>/approve",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def statement_approve(self, statement_id, **_kw):
        """Approve it; it is then billed and paid."""
        return self._answered(statement_id, "action_approve")

    @route(
        "/my/statements/<int:statement_id>/contest",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def statement_contest(self, statement_id, reason="", **_kw):
        """Contest it with a reason; without one, ask for it."""
        return self._answered(statement_id, "action_contest", reason)
