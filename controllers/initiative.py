from odoo.http import request, route

from .community import member_page
from .matter import MatterPages

MODELS = {
    "initiatives": "code.social.initiative",
    "experiments": "code.social.experiment",
}
KINDS = f"any({', '.join(MODELS)})"


class InitiativePortal(MatterPages):
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
        else:
            title, empty = env._("Experiments"), env._("Nothing is being tried.")
        return self._show_rows(title, rows, empty, new=f"/my/{kind}/new")

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
