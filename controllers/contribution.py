from urllib.parse import urlencode

from odoo.http import request, route

from odoo.addons.portal.controllers.portal import pager

from .community import CommunityPortal, attempt, member_page

STEP = 20
#: A photo larger than what we take must still reach us, to be refused with words
#: and with everything else kept. The browser stops it earlier when it can.
UPLOAD_LIMIT = 128 * 1024 * 1024
TEXTS = ("name", "date", "quantity", "description", "proposal", "link", "token")


def number(text):
    """Return a positive integer read in a form or an address, or False."""
    text = str(text or "").strip()
    return int(text) if text.isdigit() and len(text) < 12 else False


class ContributionPortal(CommunityPortal):
    """Noting, following and correcting one's contributions."""

    def _beginnings(self):
        row = {
            "icon": "plus",
            "tone": "leaf",
            "title": request.env._("Note what you bring"),
            "text": request.env._("An hour, a meal, an idea: it counts"),
            "url": "/my/contributions/new",
        }
        return [*super()._beginnings(), row]

    # --- What was typed ---

    def _typed_form(self, form):
        """Return `form` with what was typed in the request laid over it."""
        post = request.httprequest.form
        typed = {name: post[name] for name in TEXTS if name in post}
        typed["joy"] = post.get("joy") == "1"
        typed["when"] = post.get("when", form["when"])
        chosen = post.get("nature_id", "")
        typed["nature_id"] = number(
            post.get("nature_other") if chosen == "other" else chosen
        )
        for name in ("project_id", "commission_id"):
            typed[name] = number(post.get(name))
        people = [number(one) for one in post.getlist("beneficiary_ids")]
        typed["beneficiary_ids"] = [one for one in people if one]
        parts = post.getlist("co_share")
        typed["co_contributors"] = [
            (number(one), part)
            for one, part in zip(post.getlist("co_partner"), parts, strict=False)
            if number(one)
        ]
        return dict(form, **typed)

    def _typed_files(self):
        files = request.httprequest.files.getlist("photo")
        return [(file.filename, file.read()) for file in files if file.filename]

    def _show_form(self, form, problems=None, contribution=None, status=200, **more):
        Contribution = request.env["code.social.contribution"]
        form = dict(form, nature_id=form["nature_id"] or False)
        values = {
            "form": form,
            "problems": problems or {},
            "contribution_id": contribution and contribution.id,
            "evidence": contribution._evidence_cards() if contribution else [],
            **Contribution._form_choices(form),
            **more,
        }
        return self._show("portal_contribution_form", values, status)

    # --- Noting ---

    @route(
        "/my/contributions/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def contribution_new(self, name="", **_kw):
        """Show the three fields."""
        Contribution = request.env["code.social.contribution"]
        form = dict(Contribution._new_form(), name=name[:200])
        return self._show_form(form)

    @route(
        "/my/contributions/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=UPLOAD_LIMIT,
    )
    @member_page
    def contribution_create(self, **_kw):
        """Note what was typed, or show it again with what is to be mended."""
        Contribution = request.env["code.social.contribution"]
        form = self._typed_form(Contribution._new_form())
        files = self._typed_files()
        problems = Contribution._form_problems(form, files)
        if not problems:
            with attempt() as tried:
                contribution = Contribution.log(Contribution._form_values(form))
                contribution._attach_once(files)
            if not tried.problem:
                return request.redirect(f"/my/contributions/{contribution.id}/done")
            problems = {"quantity": tried.problem}
        return self._mend(form, problems, files)

    def _mend(self, form, problems, files, contribution=None):
        """Show the form again, all kept; a guessed nature comes pressed."""
        if "nature_id" in problems and not form["nature_id"] and form["name"].strip():
            guessed = request.env["code.social.contribution"]._guess_nature(
                form["name"]
            )
            form = dict(form, nature_id=guessed[:1].id)
            problems = dict(
                problems,
                nature_id=request.env._(
                    "Nature guessed from the title. Is it the right one?"
                ),
            )
        return self._show_form(
            form, problems, contribution, status=422, photo_again=bool(files)
        )

    @route(
        "/my/contributions/<int:contribution_id>/done",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def contribution_done(self, contribution_id, **_kw):
        """Thank, and keep the way back at hand."""
        contribution = self._followed(contribution_id)
        if not contribution:
            return self._closed()
        return self._show(
            "portal_contribution_done",
            {
                "contribution": contribution._page(),
                "person": request.env.user.partner_id._public_card(),
            },
        )

    @route(
        "/my/contributions/guess",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def contribution_guess(self, title="", **_kw):
        """Return the natures a title suggests, as chips."""
        Contribution = request.env["code.social.contribution"]
        if not Contribution._can_log():
            return []
        guessed = Contribution._guess_nature(str(title)[:200])[:2]
        return [Contribution._nature_card(nature) for nature in guessed]

    @route(
        "/my/code-social/people",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def contribution_people(self, term="", **_kw):
        """Return the public cards of members whose name holds the term."""
        return request.env["code.social.contribution"]._find_people(str(term)[:60])

    # --- Following ---

    def _followed(self, contribution_id):
        """Return the contribution if the user may follow it, else nothing."""
        contribution = request.env["code.social.contribution"].browse(contribution_id)
        return contribution if contribution._can_follow() else contribution.browse()

    @route(
        ["/my/contributions", "/my/contributions/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def contributions(
        self, page=1, search="", state="", nature="", period="", sort="date", **_kw
    ):
        """List one's contributions, with a search, filters and an order."""
        Contribution = request.env["code.social.contribution"]
        chosen = {
            "search": search,
            "state": state,
            "nature": number(nature),
            "period": period,
        }
        domain = Contribution._own_domain(**chosen)
        total, rows = Contribution._own_rows(domain, sort, STEP, (page - 1) * STEP)
        kept = {key: value for key, value in dict(chosen, sort=sort).items() if value}
        return self._show(
            "portal_contributions",
            {
                **chosen,
                "sort": sort,
                "filtered": bool(search or state or nature or period),
                "rows": rows,
                "total": total,
                "natures": Contribution._own_natures(),
                "season": Contribution._season_label(),
                "pager": pager("/my/contributions", total, page, STEP, url_args=kept),
                "tab": "riches",
            },
        )

    @route(
        "/my/contributions/<int:contribution_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def contribution(self, contribution_id, **_kw):
        """Show one's contribution, what became of it and what one may do."""
        contribution = self._followed(contribution_id)
        if not contribution:
            return self._closed()
        return self._show("portal_contribution", {"contribution": contribution._page()})

    @route(
        "/my/contributions/<int:contribution_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def contribution_edit(self, contribution_id, **_kw):
        """Show the form filled, while nobody has acknowledged it."""
        contribution = self._followed(contribution_id)
        if not contribution or not contribution._can_revise():
            return self._closed()
        return self._show_form(contribution._form(), contribution=contribution)

    @route(
        "/my/contributions/<int:contribution_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=UPLOAD_LIMIT,
    )
    @member_page
    def contribution_update(self, contribution_id, **_kw):
        """Correct it, or say what is to be mended or what changed meanwhile."""
        contribution = self._followed(contribution_id)
        if not contribution:
            return self._closed()
        form = self._typed_form(contribution._form())
        files = self._typed_files()
        if not contribution._can_revise():
            return self._show_form(
                form,
                contribution=contribution,
                status=409,
                meanwhile=contribution._page(),
                again="/my/contributions/new?" + urlencode({"name": form["name"]}),
            )
        problems = contribution._form_problems(form, files)
        if not problems:
            with attempt() as tried:
                contribution.revise(contribution._form_values(form))
                contribution._attach_once(files)
            if not tried.problem:
                return request.redirect(f"/my/contributions/{contribution.id}")
            problems = {"quantity": tried.problem}
        return self._mend(form, problems, files, contribution)

    def _act(self, contribution_id, action):
        """Do one action of the contributor, then show what became of it."""
        contribution = self._followed(contribution_id)
        if not contribution:
            return self._closed()
        with attempt() as tried:
            getattr(contribution, action)()
        if tried.problem:
            return self._show(
                "portal_contribution",
                {"contribution": contribution._page(), "problem": tried.problem},
                status=409,
            )
        return request.redirect(f"/my/contributions/{contribution.id}")

    @route(
        "/my/contributions/<int:contribution_id>/withdraw",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def contribution_withdraw(self, contribution_id, **_kw):
        """Take it back; its history stays."""
        return self._act(contribution_id, "action_withdraw")

    @route(
        "/my/contributions/<int:contribution_id>/declare",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def contribution_declare(self, contribution_id, **_kw):
        """Confirm a proposed contribution, or declare a returned one again."""
        return self._act(contribution_id, "action_declare")
