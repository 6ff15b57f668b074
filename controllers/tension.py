from odoo.http import request, route

from .community import member_page
from .matter import MatterPages

MODELS = {
    "tensions": "code.social.tension",
    "arbitrations": "code.social.arbitration",
}
KINDS = f"any({', '.join(MODELS)})"


class TensionPortal(MatterPages):
    """Tensions, and the register of what was ruled."""

    def _home_values(self):
        values = super()._home_values()
        waiting = request.env["code.social.arbitration"]._awaits()
        return dict(values, awaits=[*values["awaits"], *waiting])

    def _may_start(self, kind):
        model = request.env[MODELS[kind]]
        return kind == "tensions" or model._can_put()

    @route(f"/my/<{KINDS}:kind>", type="http", auth="user", website=True, readonly=True)
    @member_page
    def tensions(self, kind, **_kw):
        """List what rubs, or what was put before the sages and the president."""
        env = request.env
        rows = env[MODELS[kind]]._listed()
        if kind == "tensions":
            title, empty = env._("Tensions"), env._("Nothing rubs for now.")
            label = env._("Raise a tension")
        else:
            title, empty = env._("Arbitrations"), env._("Nothing was put yet.")
            label = env._("Put a question to them")
        new = f"/my/{kind}/new" if self._may_start(kind) else ""
        return self._show_rows(title, rows, empty, (new, label))

    @route(
        f"/my/<{KINDS}:kind>/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def tension_new(self, kind, **_kw):
        """Show the form."""
        if not self._may_start(kind):
            return self._closed()
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
    def tension_create(self, kind, **post):
        """Raise a tension, or put a question; sent twice, it is once."""
        Model = request.env[MODELS[kind]]
        call = Model.raise_tension if kind == "tensions" else Model.action_put
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
    def tension_page(self, kind, record_id, **_kw):
        """Show what was said and what came out."""
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
    def tension_act(self, kind, record_id, verb, **post):
        """Hear, harmonise, rule, step aside."""
        record = self._readable(MODELS[kind], record_id)
        if not record:
            return self._closed()
        return self._act_on(record, verb, post, f"/my/{kind}")
