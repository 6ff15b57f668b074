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

    @route(
        f"/my/<{KINDS}:which>", type="http", auth="user", website=True, readonly=True
    )
    @member_page
    def matters(self, which, **_kw):
        """List what is proposed, or tried."""
        env = request.env
        rows = env[MODELS[which]]._listed()
        if which == "initiatives":
            title, empty = env._("Initiatives"), env._("One sentence is enough.")
            label = env._("Launch an initiative")
        else:
            title, empty = env._("Experiments"), env._("Nothing is being tried.")
            label = env._("Try something")
        return self._show_rows(title, rows, empty, (f"/my/{which}/new", label))

    @route(
        f"/my/<{KINDS}:which>/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def matter_new(self, which, **_kw):
        """Show the form."""
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
    def matter_create(self, which, **post):
        """Launch or start what was typed; sent twice, it is once."""
        Model = request.env[MODELS[which]]
        call = Model.launch if which == "initiatives" else Model.start
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
    def matter_page(self, which, record_id, **_kw):
        """Show where it stands and who must answer by when."""
        return self._open_matter(MODELS[which], record_id, f"/my/{which}")

    @route(
        f"/my/<{KINDS}:which>/<int:record_id>/<string:verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def matter_act(self, which, record_id, verb, **post):
        """Support it, answer it, adapt it."""
        return self._do_matter(MODELS[which], record_id, verb, post, f"/my/{which}")
