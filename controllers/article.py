import uuid

from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

#: What one does with a comment.
COMMENT_ACTS = ("action_withdraw", "action_hide", "action_show")


class ArticlePortal(CommunityPortal):
    """One article of the charter, and what members say of it."""

    def _article_read(self, article_id):
        """Return the article if the user reads it, else nothing."""
        article = request.env["code.social.charter.article"].browse(article_id)
        readable = article.exists() and article.has_access("read")
        return article if readable else article.browse()

    def _show_article(self, article, typed=None, problem="", status=200):
        values = {
            "article": article._page(),
            "typed": typed or {"token": str(uuid.uuid4())},
            "problem": problem,
        }
        return self._show("portal_charter_article", values, status)

    @route(
        "/my/charter/article/<int:article_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def charter_article(self, article_id, **_kw):
        """Show one article, where it comes from and what is said of it."""
        article = self._article_read(article_id)
        return self._show_article(article) if article else self._closed()

    @route(
        "/my/charter/article/<int:article_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_article_act(self, article_id, act="", **post):
        """Say something of an article, or keep it until its next review."""
        article = self._article_read(article_id)
        if not article or act not in ("comment", "keep"):
            return self._closed()
        with attempt() as tried:
            if act == "comment":
                article.comment(post.get("words", ""), post.get("token", ""))
            else:
                article.action_keep(post.get("until", ""))
        if tried.problem:
            typed = {"token": str(uuid.uuid4()), **post}
            return self._show_article(article, typed, tried.problem, 422)
        return request.redirect(f"/my/charter/article/{article.id}#cs_comments")

    @route(
        "/my/charter/comment/<int:comment_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_comment_act(self, comment_id, act="", reason="", article="", **_kw):
        """Take back what one said; as a guarantor, hide it or show it again."""
        comment = request.env["code.social.charter.comment"].browse(comment_id)
        page = self._article_read(self._charter_id(article))
        readable = comment.exists() and comment.has_access("read")
        if not readable or not page or act not in COMMENT_ACTS:
            return self._closed()
        with attempt() as tried:
            if act == "action_hide":
                comment.action_hide(reason)
            else:
                getattr(comment, act)()
        if tried.problem:
            return self._show_article(page, None, tried.problem, 422)
        return request.redirect(f"/my/charter/article/{page.id}#cs_comments")
