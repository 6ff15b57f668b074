"""Joining, one's own place, the directory, and taking leave."""

from odoo.exceptions import AccessError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import pager

from ..models.community.directory import CHOICES, STEP
from .community import CommunityPortal, attempt, member_page

STEPS = 3


def number(text):
    """Return a positive integer read in a form or an address, or 0."""
    text = str(text or "").strip()
    return int(text) if text.isdigit() and len(text) < 10 else 0


class PeoplePortal(CommunityPortal):
    """Who is here, and how each of them is shown."""

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        partner = request.env.user.partner_id
        return dict(values, code_social_can_join=partner._can_join())

    # --- What was typed ---

    def _people_typed(self, form):
        """Return what the form says of one's place: only the parts it shows."""
        typed = {}
        if form.get("with_talents"):
            typed["talent_ids"] = form.getlist("talent_ids")
        if form.get("with_choices"):
            typed.update({name: bool(form.get(name)) for name in CHOICES})
            typed["directory_words"] = form.get("directory_words", "")
        return typed

    def _people_form(self, typed=None):
        """Return the state of the form: what is chosen, then what was just typed."""
        chosen = {**request.env.user.partner_id._my_choices(), **(typed or {})}
        return dict(chosen, talent_ids=[number(one) for one in chosen["talent_ids"]])

    # --- Joining ---

    def _people_show_join(self, typed=None, problem="", status=200):
        values = {
            **self._join_values(),
            "form": self._people_form(typed),
            "agreed": bool((typed or {}).get("agreed")),
            "problem": problem,
        }
        return self._show("portal_join", values, status)

    @route("/my/join", type="http", auth="user", website=True, methods=["GET"])
    def people_join_page(self, **_kw):
        """Say what the community is, and let the person join or write."""
        if request.env.user.partner_id._is_member():
            return request.redirect("/my/code-social")
        return self._people_show_join()

    @route("/my/join", type="http", auth="user", website=True, methods=["POST"])
    def people_join(self, **post):
        """Join, or show the page again with what is missing."""
        form = request.httprequest.form
        typed = dict(self._people_typed(form), agreed=bool(post.get("agreed")))
        try:
            with attempt() as tried:
                request.env.user.partner_id.join_community(typed)
        except AccessError:
            return self._closed()
        if tried.problem:
            return self._people_show_join(typed, tried.problem, 422)
        return request.redirect("/my/welcome/1")

    # --- The first steps ---

    def _people_show_step(self, step, typed=None, problem="", status=200):
        partner = request.env.user.partner_id
        values = {
            "step": step,
            "steps": STEPS,
            "form": self._people_form(typed),
            "preview": partner._directory_preview(),
            "beginnings": self._beginnings(),
            "problem": problem,
            **request.env["res.partner"]._directory_filters(),
        }
        return self._show("portal_welcome", values, status)

    @route(
        "/my/welcome/<int:step>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def people_step_page(self, step, **_kw):
        """Show one of the three first steps."""
        if not 1 <= step <= STEPS:
            return self._closed()
        return self._people_show_step(step)

    @route(
        "/my/welcome/<int:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def people_step(self, step, **_post):
        """Keep what the step says and go on to the next one."""
        if not 1 <= step < STEPS:
            return self._closed()
        typed = self._people_typed(request.httprequest.form)
        with attempt() as tried:
            request.env.user.partner_id.choose_directory(typed)
        if tried.problem:
            return self._people_show_step(step, typed, tried.problem, 422)
        return request.redirect(f"/my/welcome/{step + 1}")

    # --- The directory ---

    @route(
        ["/my/people", "/my/people/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def people_directory(self, page=1, search="", talent="", commission="", **_kw):
        """List the people of the community, as each of them chose."""
        page, search = max(page, 1), str(search).strip()[:60]
        chosen = {"talent": number(talent), "commission": number(commission)}
        people = request.env["res.partner"]
        total, rows = people._directory_rows(search, **chosen, page=page)
        kept = {key: one for key, one in dict(chosen, search=search).items() if one}
        return self._show(
            "portal_people",
            {
                **chosen,
                **people._directory_filters(),
                "search": search,
                "filtered": bool(kept),
                "total": total,
                "rows": rows,
                "pager": pager("/my/people", total, page, STEP, url_args=kept),
                "tab": "rooms",
            },
        )

    @route(
        "/my/people/<string:uid>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def people_person(self, uid, **_kw):
        """Show one person; hidden, gone and unknown give the same page."""
        person = request.env["res.partner"]._directory_person(uid)
        if not person:
            return self._closed()
        return self._show("portal_person", {"one": person})

    # --- One's own place ---

    def _people_show_me(self, typed=None, problem="", status=200):
        partner = request.env.user.partner_id
        values = {
            "form": self._people_form(typed),
            "preview": partner._directory_preview(),
            "card": partner._directory_card(),
            "problem": problem,
            **request.env["res.partner"]._directory_filters(),
        }
        return self._show("portal_my_place", values, status)

    @route(
        "/my/people/me",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def people_me(self, **_kw):
        """Show what others see of oneself, and let it be changed."""
        return self._people_show_me()

    @route("/my/people/me", type="http", auth="user", website=True, methods=["POST"])
    @member_page
    def people_choose(self, **_post):
        """Keep what is shown from now on."""
        typed = self._people_typed(request.httprequest.form)
        with attempt() as tried:
            request.env.user.partner_id.choose_directory(typed)
        if tried.problem:
            return self._people_show_me(typed, tried.problem, 422)
        return request.redirect("/my/people/me?saved=1")

    @route("/my/people/me/data", type="http", auth="user", website=True, readonly=True)
    def people_data(self, **_kw):
        """Give everything kept about oneself: for members and those who left."""
        partner = request.env.user.partner_id
        if not partner._can_take_own_data():
            return self._closed()
        return request.make_response(
            partner._own_archive(),
            [
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition("my-data.zip")),
                ("Cache-Control", "no-store"),
            ],
        )

    # --- Leaving ---

    def _people_show_leave(self, reason="", problem="", status=200):
        page = request.env.user.partner_id._leave_page()
        values = dict(page, reason=reason, problem=problem)
        return self._show("portal_leave", values, status)

    @route(
        "/my/people/me/leave",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def people_leave_page(self, **_kw):
        """Say what happens when one leaves."""
        return self._people_show_leave()

    @route(
        "/my/people/me/leave", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def people_leave(self, reason="", confirmed="", **_post):
        """Leave, once the box is ticked."""
        reason = str(reason).strip()[:2000]
        if not confirmed:
            problem = request.env._("Tick the box once you are sure.")
            return self._people_show_leave(reason, problem, 422)
        request.env.user.partner_id.action_leave(reason)
        return request.redirect("/my/goodbye")

    @route("/my/goodbye", type="http", auth="user", website=True, readonly=True)
    def people_goodbye(self, **_kw):
        """Say goodbye, and how to come back."""
        partner = request.env.user.partner_id
        if partner._is_member() or not partner.sudo().left_on:
            return self._closed()
        return self._show("portal_goodbye", {"can_join": partner._can_join()})
