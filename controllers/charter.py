import uuid

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

#: What a person types to propose an amendment.
WORDS = ("kind", "article_id", "title", "wording", "reasons", "token")
#: What a guarantor does on a version from a phone.
ACTS = ("action_consult", "action_reopen", "action_adopt")
ANSWERS = ("action_review", "action_retain", "action_reject")


class CharterPortal(CommunityPortal):
    """Reading, changing and signing the #CodeSocial."""

    def _home_values(self):
        values = super()._home_values()
        charter = request.env["code.social.charter"]
        return dict(values, awaits=[*values["awaits"], *charter._awaits()])

    # --- Reading ---

    def _page_of(self, version_id):
        """Return the version if the user reads it, else nothing."""
        version = request.env["code.social.charter.version"].browse(version_id)
        readable = version.exists() and version.has_access("read")
        return version if readable else version.browse()

    @route("/my/charter", type="http", auth="user", website=True, readonly=True)
    @member_page
    def charter(self, q="", kind="", version="", **_kw):
        """Show the charter in force, or in consultation, and search it."""
        versions = request.env["code.social.charter.version"]
        chosen = str(version).isdigit() and self._page_of(int(version))
        chosen = chosen or versions._shown()
        q = str(q).strip()[:100]
        page = chosen._page(q, kind) if chosen else {}
        guard = request.env["code.social.charter"]._guarantor_page()
        values = {"version": page, "q": q, "kind": kind, "guard": guard}
        return self._show("portal_charter", values)

    @route(
        "/my/charter/article/<int:article_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def charter_article(self, article_id, **_kw):
        """Show one article and where it comes from."""
        article = request.env["code.social.charter.article"].browse(article_id)
        if not article.exists() or not article.has_access("read"):
            return self._closed()
        return self._show("portal_charter_article", {"article": article._page()})

    @route(
        "/my/charter/versions", type="http", auth="user", website=True, readonly=True
    )
    @member_page
    def charter_versions(self, **_kw):
        """List the versions, and whether their chain holds."""
        versions = request.env["code.social.charter.version"]._cards()
        broken = request.env["code.social.charter"].search([]).verify_chain()
        return self._show(
            "portal_charter_versions", {"versions": versions, "broken": broken.ids}
        )

    @route(
        "/my/charter/diff/<int:version_id>/<int:other_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def charter_diff(self, version_id, other_id, **_kw):
        """Show, word by word, what a version changes from another."""
        version, other = self._page_of(version_id), self._page_of(other_id)
        if not version or not other:
            return self._closed()
        try:
            changes = version.diff(other)
        except AccessError:
            raise
        except UserError:
            return self._closed()
        return self._show(
            "portal_charter_diff",
            {"changes": changes, "version": version._card(), "other": other._card()},
        )

    @route(
        "/charter/<int:company_id>",
        type="http",
        auth="public",
        website=True,
        readonly=True,
    )
    def charter_public(self, company_id, q="", **_kw):
        """Show the charter in force to whoever passes by: its text alone."""
        page = request.env["code.social.charter.version"]._public_page(company_id, q)
        if not page:
            return self._closed()
        return self._show("portal_charter_public", {"version": page, "q": q})

    # --- Amending ---

    def _show_amend(self, typed, problem="", status=200):
        choices = request.env["code.social.amendment"]._form_choices(typed)
        values = {"form": typed, "problem": problem, **choices}
        return self._show("portal_charter_amend", values, status)

    @route(
        "/my/charter/amend",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def charter_amend_page(self, article="", **_kw):
        """Show the form: what to change, and why."""
        form = request.env["code.social.amendment"]._new_form(article)
        return self._show_amend(dict(form, token=str(uuid.uuid4())))

    @route(
        "/my/charter/amend", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def charter_amend(self, **post):
        """Propose it, or show it again with what is missing."""
        typed = {word: post.get(word, "") for word in WORDS}
        with attempt() as tried:
            amendment = request.env["code.social.amendment"].propose(typed)
        if tried.problem:
            return self._show_amend(typed, tried.problem, 422)
        return request.redirect(f"/my/charter/amendments/{amendment.id}")

    @route(
        "/my/charter/amendments", type="http", auth="user", website=True, readonly=True
    )
    @member_page
    def charter_amendments(self, mine="", **_kw):
        """List the amendments, all or one's own, and what became of them."""
        Amendment = request.env["code.social.amendment"]
        domain = Domain.TRUE
        if mine:
            domain = Domain("carrier_ids", "in", request.env.user.partner_id.ids)
        rows = [one._card() for one in Amendment.search(domain, limit=200)]
        return self._show("portal_charter_amendments", {"rows": rows, "mine": mine})

    def _amendment(self, amendment_id):
        amendment = request.env["code.social.amendment"].browse(amendment_id)
        readable = amendment.exists() and amendment.has_access("read")
        return amendment if readable else amendment.browse()

    @route(
        "/my/charter/amendments/<int:amendment_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def charter_amendment(self, amendment_id, **_kw):
        """Show one amendment, its reasons and its answer."""
        amendment = self._amendment(amendment_id)
        if not amendment:
            return self._closed()
        values = {"amendment": amendment._card(), "answer": ""}
        return self._show("portal_charter_amendment", values)

    @route(
        "/my/charter/amendments/<int:amendment_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_amendment_answer(self, amendment_id, act="", answer="", **_kw):
        """Propose one's draft, or answer as a guarantor."""
        amendment = self._amendment(amendment_id)
        if not amendment or act not in ("action_propose", *ANSWERS):
            return self._closed()
        args = [answer] if act in ANSWERS[1:] else []
        with attempt() as tried:
            getattr(amendment, act)(*args)
        if tried.problem:
            values = {
                "amendment": amendment._card(),
                "answer": answer,
                "problem": tried.problem,
            }
            return self._show("portal_charter_amendment", values, 422)
        return request.redirect(f"/my/charter/amendments/{amendment.id}")

    # --- Guarantors ---

    @route("/my/charter/next", type="http", auth="user", website=True, methods=["POST"])
    @member_page
    def charter_next(self, **_kw):
        """Prepare the next version from the one in force."""
        charters = request.env["code.social.charter"]
        charter = charters.browse(charters._of_company(request.env.company).ids)
        if not charter:
            return self._closed()
        charter.action_new_version()
        return request.redirect("/my/charter")

    @route(
        "/my/charter/version/<int:version_id>/act",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_act(self, version_id, act="", **_kw):
        """Do one act of a guarantor on a version."""
        version = self._page_of(version_id)
        if not version or act not in ACTS:
            return self._closed()
        getattr(version, act)()
        return request.redirect("/my/charter")
