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

    def _may_start(self, which):
        model = request.env[MODELS[which]]
        return which == "tensions" or model._can_put()

    @route(
        f"/my/<{KINDS}:which>", type="http", auth="user", website=True, readonly=True
    )
    @member_page
    def tensions(self, which, **_kw):
        """List what rubs, or what was put before the sages and the president."""
        env = request.env
        rows = env[MODELS[which]]._listed()
        if which == "tensions":
            title, empty = env._("Tensions"), env._("Nothing rubs for now.")
            label = env._("Raise a tension")
        else:
            title, empty = env._("Arbitrations"), env._("Nothing was put yet.")
            label = env._("Put a question to them")
        new = f"/my/{which}/new" if self._may_start(which) else ""
        return self._show_rows(title, rows, empty, (new, label))

    @route(
        f"/my/<{KINDS}:which>/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def tension_new(self, which, **_kw):
        """Show the form."""
        if not self._may_start(which):
            return self._closed()
        page = dict(request.env[MODELS[which]]._new_page(), url=f"/my/{which}")
        return self._show_matter(page, f"/my/{which}")

    @route(
        f"/my/<{KINDS}:which>/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def tension_create(self, which, **post):
        """Raise a tension, or put a question; sent twice, it is once."""
        Model = request.env[MODELS[which]]
        call = Model.raise_tension if which == "tensions" else Model.action_put
        return self._start_matter(call, Model._new_page, f"/my/{which}", post)

    @route(
        f"/my/<{KINDS}:which>/<int:record_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def tension_page(self, which, record_id, **_kw):
        """Show what was said and what came out."""
        return self._open_matter(MODELS[which], record_id, f"/my/{which}")

    @route(
        f"/my/<{KINDS}:which>/<int:record_id>/<string:verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def tension_act(self, which, record_id, verb, **post):
        """Hear, harmonise, rule, step aside."""
        return self._do_matter(MODELS[which], record_id, verb, post, f"/my/{which}")
