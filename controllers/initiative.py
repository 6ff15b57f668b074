from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page


class GovernancePages(CommunityPortal):
    """Lists, pages and small forms which the open matters and cases share."""

    def _show_rows(self, title, rows, empty, new=("", "")):
        """Show a list; `new` is the address and the words of the button below it."""
        values = {"title": title, "rows": rows, "empty": empty}
        values |= {"new": new[0], "new_label": new[1]}
        return self._show("portal_governance_rows", values)

    def _show_matter(self, page, back, status=200, **typed):
        """Show a page; `typed` is the verb sent, what was typed and the problem."""
        values = {"verb": "", "typed": {}, "problem": "", **typed}
        values |= {"page": page, "back": back}
        return self._show("portal_governance_page", values, status)

    def _start_matter(self, call, new_page, back, post):
        """Open something with what was typed, or show it again with what to mend."""
        with attempt() as tried:
            made = call(post)
            url = made._page_url()
        if tried.problem:
            return self._show_matter(
                dict(new_page(), url=back),
                back,
                status=422,
                verb="new",
                typed=post,
                problem=tried.problem,
            )
        return request.redirect(url)

    def _act_on(self, record, verb, post, back):
        """Do on a record what a form asks, or show it again with what to mend."""
        call = record._verbs().get(verb)
        if not call:
            return self._closed()
        with attempt() as tried:
            call(post)
        if tried.problem:
            return self._show_matter(
                record._page(),
                back,
                status=422,
                verb=verb,
                typed=post,
                problem=tried.problem,
            )
        return request.redirect(record._page_url())

    def _readable(self, model, record_id):
        """Return the record if the user reads it; absent and forbidden are the same."""
        record = request.env[model].browse(record_id)
        allowed = record.exists() and record.has_access("read")
        return record if allowed else record.browse()


MODELS = {
    "initiatives": "code.social.initiative",
    "experiments": "code.social.experiment",
}
KINDS = f"any({', '.join(MODELS)})"


class InitiativePortal(GovernancePages):
    """Initiatives and experiments."""

    def _home_values(self):
        values = super()._home_values()
        waiting = request.env["code.social.initiative"]._awaits()
        return dict(values, awaits=[*values["awaits"], *waiting])

    @route(f"/my/<{KINDS}:kind>", type="http", auth="user", website=True, readonly=True)
    @member_page
    def matters(self, kind, **_kw):
        """List what is proposed, or tried."""
        env = request.env
        rows = env[MODELS[kind]]._listed()
        if kind == "initiatives":
            title, empty = env._("Initiatives"), env._("One sentence is enough.")
            label = env._("Launch an initiative")
        else:
            title, empty = env._("Experiments"), env._("Nothing is being tried.")
            label = env._("Try something")
        return self._show_rows(title, rows, empty, (f"/my/{kind}/new", label))

    @route(
        f"/my/<{KINDS}:kind>/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def matter_new(self, kind, **_kw):
        """Show the form."""
        page = dict(request.env[MODELS[kind]]._new_page(), url=f"/my/{kind}")
        return self._show_matter(page, f"/my/{kind}")

    @route(
        f"/my/<{KINDS}:kind>/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def matter_create(self, kind, **post):
        """Launch or start what was typed; sent twice, it is once."""
        Model = request.env[MODELS[kind]]
        call = Model.launch if kind == "initiatives" else Model.start
        return self._start_matter(call, Model._new_page, f"/my/{kind}", post)

    @route(
        f"/my/<{KINDS}:kind>/<int:record_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def matter_page(self, kind, record_id, **_kw):
        """Show where it stands and who must answer by when."""
        record = self._readable(MODELS[kind], record_id)
        if not record:
            return self._closed()
        return self._show_matter(record._page(), f"/my/{kind}")

    @route(
        f"/my/<{KINDS}:kind>/<int:record_id>/<string:verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def matter_act(self, kind, record_id, verb, **post):
        """Support it, answer it, adapt it."""
        record = self._readable(MODELS[kind], record_id)
        if not record:
            return self._closed()
        return self._act_on(record, verb, post, f"/my/{kind}")
