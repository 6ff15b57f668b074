import uuid

from odoo.fields import Domain
from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

#: What a person types to propose an amendment.
WORDS = (
    *("kind", "article_id", "title", "wording", "reasons", "token"),
    *("article_kind", "pillar_id"),
)
#: What is done with one, and what each act takes from the form.
AMENDMENT_ACTS = {
    "action_propose": None,
    "action_rebase": None,
    "action_join": None,
    "action_decline": None,
    "action_review": None,
    "action_ask": "person",
    "action_retain": "answer",
    "action_reject": "answer",
}


class AmendmentPortal(CommunityPortal):
    """Changing the charter: proposing, carrying, answering."""

    def _show_amend(self, typed, problem="", status=200, meanwhile=""):
        choices = request.env["code.social.amendment"]._form_choices(typed)
        values = {"form": typed, "problem": problem, "meanwhile": meanwhile, **choices}
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
    def charter_amend_page(self, article="", title="", **_kw):
        """Show the form: what to change, and why."""
        form = request.env["code.social.amendment"]._new_form(article)
        form["title"] = form["title"] or str(title).strip()[:100]
        form.update(token=str(uuid.uuid4()), article_kind="rule", pillar_id="")
        return self._show_amend(form)

    @route(
        "/my/charter/amend", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def charter_amend(self, **post):
        """Propose it, or show it again with what is missing.

        When its article changed meanwhile the form moves to the text in force, with
        what was typed.
        """
        typed = {word: post.get(word, "") for word in WORDS}
        amendments = request.env["code.social.amendment"]
        with attempt() as tried:
            amendment = amendments.propose(typed)
        if tried.problem:
            typed, meanwhile = amendments._moved_form(typed)
            return self._show_amend(typed, tried.problem, 422, meanwhile)
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
        rows = [one._row() for one in Amendment.search(domain, limit=200)]
        return self._show("portal_charter_amendments", {"rows": rows, "mine": mine})

    def _amendment(self, amendment_id):
        amendment = request.env["code.social.amendment"].browse(amendment_id)
        readable = amendment.exists() and amendment.has_access("read")
        return amendment if readable else amendment.browse()

    def _show_amendment(self, amendment, who="", answer="", problem=""):
        values = {
            "amendment": amendment._page(who),
            "who": str(who)[:100],
            "answer": answer,
            "problem": problem,
        }
        return self._show("portal_charter_amendment", values, 422 if problem else 200)

    @route(
        "/my/charter/amendments/<int:amendment_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def charter_amendment(self, amendment_id, who="", **_kw):
        """Show one amendment, its reasons and its answer; find who may carry it too."""
        amendment = self._amendment(amendment_id)
        return self._show_amendment(amendment, who) if amendment else self._closed()

    @route(
        "/my/charter/amendments/<int:amendment_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def charter_amendment_act(self, amendment_id, act="", **post):
        """Do one act: propose, carry, move to the text in force, answer."""
        amendment = self._amendment(amendment_id)
        if not amendment or act not in AMENDMENT_ACTS:
            return self._closed()
        takes = AMENDMENT_ACTS[act]
        with attempt() as tried:
            getattr(amendment, act)(*([post.get(takes, "")] if takes else []))
        if tried.problem:
            answer = post.get("answer", "")
            return self._show_amendment(amendment, "", answer, tried.problem)
        if not amendment.has_access("read"):
            # Who declined a draft reads it no more.
            return request.redirect("/my/charter/amendments")
        return request.redirect(f"/my/charter/amendments/{amendment.id}")
