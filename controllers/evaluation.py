from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

WORDS = ("strength", "improvement", "comment")


class EvaluationPortal(CommunityPortal):
    """Receiving what others brought, and looking at the work of peers."""

    # --- Acknowledging ---

    def _reviewed(self, contribution_id):
        contribution = request.env["code.social.contribution"].browse(contribution_id)
        return contribution if contribution._can_review() else contribution.browse()

    @route("/my/acknowledge", type="http", auth="user", website=True, readonly=True)
    @member_page
    def acknowledge_list(self, **_kw):
        """List what awaits the member's word."""
        rows = request.env["code.social.contribution"]._to_acknowledge_rows()
        return self._show("portal_acknowledge_list", {"rows": rows})

    def _show_review(self, contribution, values=None, status=200):
        values = dict({"words": "", "reason": "", "returning": False}, **values or {})
        values["contribution"] = contribution._page()
        return self._show("portal_acknowledge", values, status)

    @route(
        [
            "/my/acknowledge/<int:contribution_id>",
            "/my/acknowledge/<int:contribution_id>/<any(return):step>",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def acknowledge_page(self, contribution_id, step="", **_kw):
        """Show what was brought, with a word of thanks or a reason to write."""
        contribution = self._reviewed(contribution_id)
        if not contribution:
            return self._closed()
        return self._show_review(contribution, {"returning": step == "return"})

    @route(
        "/my/acknowledge/<int:contribution_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def acknowledge(self, contribution_id, thanks="", **_kw):
        """Confirm that it was received; twice is once."""
        contribution = self._reviewed(contribution_id)
        if not contribution:
            return self._closed()
        if contribution._can_acknowledge():
            contribution.action_acknowledge(thanks)
        return request.redirect(f"/my/acknowledge/{contribution.id}")

    @route(
        "/my/acknowledge/<int:contribution_id>/return",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def acknowledge_return(self, contribution_id, reason="", **_kw):
        """Give it back with a reason; without one, ask for it."""
        contribution = self._reviewed(contribution_id)
        if not contribution:
            return self._closed()
        with attempt() as tried:
            contribution.action_return(reason)
        if tried.problem:
            values = {"returning": True, "reason": reason, "problem": tried.problem}
            return self._show_review(contribution, values, status=422)
        return request.redirect("/my/acknowledge?returned=1")

    # --- Evaluating ---

    def _ballot(self, ballot_id):
        ballot = request.env["code.social.ballot"].browse(ballot_id)
        return ballot if ballot._can_open() else ballot.browse()

    @route("/my/evaluate", type="http", auth="user", website=True, readonly=True)
    @member_page
    def evaluate_list(self, **_kw):
        """List the works the member was drawn for, while their rounds are open."""
        rows = request.env["code.social.ballot"]._mine_rows()
        return self._show("portal_evaluate_list", {"rows": rows})

    def _show_ballot(self, ballot, typed=None, problem="", status=200, **more):
        page = ballot._page()
        if typed:
            page.update(typed)
            answers = typed.get("scores", {})
            for criterion in page["criteria"]:
                answer = answers.get(str(criterion["id"]))
                criterion["answer"] = answer
                criterion["chosen"] = dict(criterion["anchors"]).get(answer, "")
        values = dict({"ballot": page, "problem": problem}, **more)
        return self._show("portal_evaluate", values, status)

    @route(
        "/my/evaluate/<int:ballot_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def evaluate_page(self, ballot_id, **_kw):
        """Show one work and its questions."""
        ballot = self._ballot(ballot_id)
        return self._show_ballot(ballot) if ballot else self._closed()

    def _typed_ballot(self, post):
        scores = request.env["code.social.ballot"]._typed_scores(post)
        return {"scores": scores, **{word: post.get(word, "") for word in WORDS}}

    @route(
        "/my/evaluate/<int:ballot_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def evaluate(self, ballot_id, **post):
        """Give the ballot; what lacks is said, and what was written is kept."""
        ballot = request.env["code.social.ballot"].browse(ballot_id)
        if not ballot.exists() or not ballot.has_access("read"):
            return self._closed()
        typed = self._typed_ballot(post)
        if not ballot._can_submit():
            return self._show_ballot(ballot, typed, status=409, too_late=True)
        with attempt() as tried:
            score = ballot.action_submit(**typed)
        if tried.problem:
            self._keep(ballot, typed)
            return self._show_ballot(ballot, typed, tried.problem, status=422)
        return self._after_ballot(ballot, counted=score is not None)

    def _keep(self, ballot, typed):
        """Keep what can be kept of a ballot that cannot be given yet."""
        with attempt() as tried:
            ballot.action_save(**typed)
        return not tried.problem

    def _after_ballot(self, ballot, counted):
        following = ballot._next_open()
        if counted and following:
            return request.redirect(f"/my/evaluate/{following.id}")
        low = "" if counted else "&low=1"
        return request.redirect(f"/my/evaluate?given={ballot.id}{low}")

    @route(
        "/my/evaluate/<int:ballot_id>/save", type="jsonrpc", auth="user", website=True
    )
    def evaluate_save(self, ballot_id, scores=None, **words):
        """Keep an unfinished ballot at each tap; return whether it was kept."""
        ballot = self._ballot(ballot_id)
        if not ballot:
            return False
        typed = {word: str(words.get(word) or "") for word in WORDS}
        return self._keep(ballot, dict(typed, scores=dict(scores or {})))

    @route(
        "/my/evaluate/<int:ballot_id>/recuse",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def recuse_page(self, ballot_id, **_kw):
        """Ask why the member steps aside."""
        ballot = self._ballot(ballot_id)
        if not ballot:
            return self._closed()
        return self._show("portal_recuse", {"ballot": ballot._page(), "reason": ""})

    @route(
        "/my/evaluate/<int:ballot_id>/recuse",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def recuse(self, ballot_id, reason="", **_kw):
        """Step aside; somebody else is drawn if possible."""
        ballot = self._ballot(ballot_id)
        if not ballot:
            return self._closed()
        with attempt() as tried:
            ballot.action_recuse(reason)
        if tried.problem:
            values = {
                "ballot": ballot._page(),
                "reason": reason,
                "problem": tried.problem,
            }
            return self._show("portal_recuse", values, status=422)
        return request.redirect("/my/evaluate?recused=1")
