import uuid

from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page
from .meeting import number

TYPED = ("name", "text", "mode", "electorate", "quorum", "closes_on", "token")


class DecisionPortal(CommunityPortal):
    """The register of decisions, and one's own word on them."""

    def _decision(self, decision_id):
        """Return the decision, or nothing where it is closed to this person."""
        decision = request.env["code.social.decision"].browse(decision_id)
        return decision if decision.exists() and decision.has_access("read") else None

    @route("/my/decisions", type="http", auth="user", website=True, readonly=True)
    @member_page
    def decisions(self, **_kw):
        """List the decisions: open ones first."""
        Decision = request.env["code.social.decision"]
        values = {
            "rows": Decision._register_rows(),
            "can_propose": bool(Decision._form_choices()["commissions"]),
        }
        return self._show("portal_decisions", values)

    # --- Proposing ---

    def _show_decision_form(self, form, decision_id=False, problem="", status=200):
        values = {
            "form": form,
            "decision_id": decision_id,
            "problem": problem,
            **request.env["code.social.decision"]._form_choices(),
        }
        return self._show("portal_decision_form", values, status)

    def _typed_decision(self, form):
        post = request.httprequest.form
        typed = {name: post[name] for name in TYPED if name in post}
        for name in ("commission_id", "meeting_id"):
            if name in post:
                typed[name] = number(post[name])
        return dict(form, **typed)

    @route(
        "/my/decisions/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    @member_page
    def decision_new(self, commission_id=None, meeting_id=None, **_kw):
        """Write a decision down, or show again what is to be mended."""
        Decision = request.env["code.social.decision"]
        if not Decision._form_choices()["commissions"]:
            return self._closed()
        form = dict(
            Decision._form(),
            token=str(uuid.uuid4()),
            commission_id=number(commission_id),
            meeting_id=number(meeting_id),
        )
        if request.httprequest.method == "GET":
            return self._show_decision_form(form)
        form = self._typed_decision(form)
        with attempt() as tried:
            decision = Decision.propose(form)
        if tried.problem:
            return self._show_decision_form(form, problem=tried.problem, status=422)
        return request.redirect(f"/my/decisions/{decision.id}")

    @route(
        "/my/decisions/<int:decision_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    @member_page
    def decision_edit(self, decision_id, **_kw):
        """Change a draft; once open, say so and keep what was typed."""
        decision = self._decision(decision_id)
        if not decision or not decision._can_revise():
            return self._closed()
        form = dict(decision._form(), token="")
        if request.httprequest.method == "GET":
            return self._show_decision_form(form, decision_id)
        form = self._typed_decision(form)
        with attempt() as tried:
            decision.revise(form)
        if tried.problem:
            return self._show_decision_form(form, decision_id, tried.problem, 422)
        return request.redirect(f"/my/decisions/{decision_id}")

    # --- One decision ---

    def _show_decision(self, decision, problem="", typed=None, status=200):
        page = decision._page()
        values = {
            "decision": page,
            "typed": typed or page["mine"] or {},
            "problem": problem,
        }
        return self._show("portal_decision", values, status)

    @route(
        "/my/decisions/<int:decision_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def decision_page(self, decision_id, **_kw):
        """Show a decision, its positions and one's own."""
        decision = self._decision(decision_id)
        return self._show_decision(decision) if decision else self._closed()

    @route(
        "/my/decisions/<int:decision_id>/<any(position,open,close,conclude):verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def decision_act(self, decision_id, verb, **post):
        """Answer, open, close or conclude, or say what is to be mended."""
        decision = self._decision(decision_id)
        if not decision:
            return self._closed()
        with attempt() as tried:
            self._decide(decision, verb, post)
        if tried.problem:
            return self._show_decision(decision, tried.problem, post, 422)
        kept = "?kept=1" if verb == "position" else ""
        return request.redirect(f"/my/decisions/{decision_id}{kept}")

    def _decide(self, decision, verb, post):
        if verb == "position":
            return decision.take_position(post.get("kind"), post.get("reason"))
        if verb == "conclude":
            retained = bool(post.get("retained"))
            return decision.action_conclude(retained, post.get("conclusion"))
        return decision.action_open() if verb == "open" else decision.action_close()
