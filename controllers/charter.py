import hashlib

from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

#: Seconds for which a visitor's copy of the charter stays good.
PUBLIC_AGE = 300


class CharterPortal(CommunityPortal):
    """Reading and signing the #CodeSocial."""

    def _home_values(self):
        values = super()._home_values()
        charter = request.env["code.social.charter"]
        return dict(values, awaits=[*values["awaits"], *charter._awaits()])

    def _join_values(self):
        company = request.env.company
        page = request.env["code.social.charter.version"]._public_page(company.id)
        url = f"/charter/{company.id}" if page else ""
        return dict(super()._join_values(), charter_url=url)

    def _beginnings(self):
        row = {
            "icon": "book",
            "tone": "plum",
            "title": request.env._("Read our #CodeSocial"),
            "text": request.env._("What we hold to, and what we do when…"),
            "url": "/my/charter",
        }
        return [*super()._beginnings(), row]

    # --- Reading ---

    def _page_of(self, version_id):
        """Return the version if the user reads it, else nothing."""
        version = request.env["code.social.charter.version"].browse(version_id)
        readable = version.exists() and version.has_access("read")
        return version if readable else version.browse()

    @route("/my/charter", type="http", auth="user", website=True, readonly=True)
    @member_page
    def charter(self, q="", kind="", pillar="", version="", **_kw):
        """Show the charter in force, or in consultation, and search it."""
        chosen = self._page_of(self._charter_id(version))
        chosen = chosen or request.env["code.social.charter.version"]._shown()
        q, pillar = str(q).strip()[:100], self._charter_id(pillar)
        page = chosen._page(q, kind, pillar) if chosen else {}
        return self._show_charter(page, {"q": q, "kind": kind, "pillar": pillar})

    def _show_charter(self, page, asked=None, problem="", status=200):
        guard = request.env["code.social.charter"]._guarantor_page()
        asked = asked or {"q": "", "kind": "", "pillar": 0}
        values = {**asked, "version": page, "guard": guard, "problem": problem}
        return self._show("portal_charter", values, status)

    def _charter_id(self, typed):
        """Return the number in an address, 0 if there is none."""
        typed = str(typed or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @route(
        "/my/charter/versions", type="http", auth="user", website=True, readonly=True
    )
    @member_page
    def charter_versions(self, **_kw):
        """List the versions, and whether their chain holds."""
        versions = request.env["code.social.charter.version"]._cards()
        charters = request.env["code.social.charter"].search([])
        values = {"versions": versions, "integrity": charters.integrity()}
        return self._show("portal_charter_versions", values)

    @route(
        [
            "/my/charter/diff",
            "/my/charter/diff/<int:version_id>/<int:other_id>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def charter_diff(self, version_id=0, other_id=0, **_kw):
        """Show, word by word, what a version changes from another."""
        version = self._page_of(self._charter_id(version_id))
        other = self._page_of(self._charter_id(other_id))
        if not version or not other:
            return self._closed()
        with attempt() as tried:
            page = version._diff_page(other)
        if tried.problem:
            return self._closed()
        return self._show("portal_charter_diff", page)

    @route(
        "/charter/<int:company_id>",
        type="http",
        auth="public",
        website=True,
        readonly=True,
        save_session=False,
    )
    def charter_public(self, company_id, q="", **_kw):
        """Show the charter in force to whoever passes by: its text alone.

        Nothing in the page belongs to a person or a session: anybody may keep a copy.
        """
        page = request.env["code.social.charter.version"]._public_page(company_id, q)
        if not page:
            return self._closed()
        q = str(q).strip()[:100]
        response = request.render(
            "code_social.portal_charter_public", {"version": page, "q": q}
        )
        response.flatten()
        response.headers["Cache-Control"] = f"public, max-age={PUBLIC_AGE}"
        response.headers["Vary"] = "Accept-Language, Cookie"
        # Odoo would remember this visitor's language in a cookie.
        request.future_response.headers.remove("Set-Cookie")
        response.set_etag(hashlib.sha256(response.data).hexdigest())
        return response.make_conditional(request.httprequest)
