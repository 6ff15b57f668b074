from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

#: What a guarantor does on a version from a phone.
VERSION_ACTS = ("action_consult", "action_reopen", "action_adopt", "action_take_up")
#: What a guarantor types of an article.
ARTICLE_WORDS = ("title", "text", "kind", "pillar_id", "situations", "review_date")


class GuarantorPortal(CommunityPortal):
    """Preparing the next version of the charter, and carrying it through."""

    @route("/my/charter/next", type="http", auth="user", website=True, methods=["POST"])
    @member_page
    def charter_next(self, **_kw):
        """Prepare the next version from the one in force."""
        charter = self._charter_here()
        if not charter:
            return self._closed()
        charter.action_new_version()
        return request.redirect("/my/charter#cs_guarantors")

    def _charter_here(self):
        charters = request.env["code.social.charter"]
        return charters.browse(charters._of_company(request.env.company).ids)

    @route("/my/charter/days", type="http", auth="user", website=True, methods=["POST"])
    @member_page
    def charter_days(self, days="", **_kw):
        """Say how long the next consultations last at least."""
        charter = self._charter_here()
        if not charter:
            return self._closed()
        with attempt() as tried:
            charter.set_consultation_days(days)
        return self._after_version_act(tried.problem)

    @route(
        "/my/charter/version/<int:version_id>/act",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_act(self, version_id, act="", until="", **_kw):
        """Do one act of a guarantor on a version."""
        version = self._page_of(version_id)
        if not version or act not in VERSION_ACTS:
            return self._closed()
        with attempt() as tried:
            getattr(version, act)(*([until] if act == "action_consult" else []))
        return self._after_version_act(tried.problem)

    def _after_version_act(self, problem):
        if not problem:
            return request.redirect("/my/charter#cs_guarantors")
        shown = request.env["code.social.charter.version"]._shown()
        page = shown._page() if shown else {}
        return self._show_charter(page, None, problem, 422)

    # --- Articles of a draft ---

    def _draft_version(self, version_id):
        """Return the draft if the user may write it, else nothing."""
        version = self._page_of(version_id)
        return version if version and version._can_write() else version.browse()

    def _show_draft_article(self, version, article, typed, problem=""):
        values = {
            "version": version._card(),
            "article_id": article.id,
            "form": typed,
            "problem": problem,
            **article._draft_choices(),
        }
        status = 422 if problem else 200
        return self._show("portal_charter_draft_article", values, status)

    @route(
        "/my/charter/draft/<int:version_id>/<int:article_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def charter_draft_article(self, version_id, article_id, **_kw):
        """Show the form of an article of a draft; 0 is a new one."""
        version, article = (
            self._draft_version(version_id),
            self._article_read(article_id),
        )
        if not version or (article_id and article.version_id != version):
            return self._closed()
        form = article._draft_form(article)
        return self._show_draft_article(version, article, form)

    @route(
        "/my/charter/draft/<int:version_id>/<int:article_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_draft_article_write(self, version_id, article_id, act="", **post):
        """Write an article of a draft, add one or take it out."""
        version, article = (
            self._draft_version(version_id),
            self._article_read(article_id),
        )
        if not version or (article_id and article.version_id != version):
            return self._closed()
        typed = {word: post.get(word, "") for word in ARTICLE_WORDS}
        with attempt() as tried:
            self._write_draft_article(version, article, act, typed)
        if tried.problem:
            return self._show_draft_article(version, article, typed, tried.problem)
        return request.redirect(f"/my/charter?version={version.id}")

    def _write_draft_article(self, version, article, act, typed):
        if act == "remove" and article:
            article.action_remove()
        elif article:
            article.revise(typed)
        else:
            version.add_article(typed)
