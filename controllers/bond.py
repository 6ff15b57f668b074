from odoo.http import request, route

from .community import member_page
from .matter import MatterPages

MODELS = {
    "aid": "code.social.aid",
    "calls": "code.social.talent.call",
    "draws": "code.social.draw",
}
KINDS = f"any({', '.join(MODELS)})"


class BondPortal(MatterPages):
    """Mutual aid, calls for talents, and draws by lot."""

    def _home_values(self):
        values = super()._home_values()
        waiting = [
            row for model in MODELS.values() for row in request.env[model]._awaits()
        ]
        return dict(values, awaits=[*values["awaits"], *waiting])

    def _bond_may_start(self, which):
        if which == "calls":
            return bool(request.env[MODELS[which]]._my_projects())
        return which == "aid"

    def _bond_start(self, which):
        """Return what makes one out of what was typed."""
        model = request.env[MODELS[which]]
        return model.ask if which == "aid" else model._launch_typed

    def _bond_words(self, which):
        env = request.env
        return {
            "aid": (
                env._("Mutual aid"),
                env._("Nobody asks for anything yet."),
                env._("Ask or offer something"),
            ),
            "calls": (
                env._("Calls for talents"),
                env._("No project calls for now."),
                env._("Call for talents"),
            ),
            "draws": (env._("Draws"), env._("Nobody was drawn by lot yet."), ""),
        }[which]

    @route(
        f"/my/<{KINDS}:which>", type="http", auth="user", website=True, readonly=True
    )
    @member_page
    def bonds(self, which, **_kw):
        """List what is asked, called for, or drawn."""
        rows = request.env[MODELS[which]]._listed()
        title, empty, label = self._bond_words(which)
        new = f"/my/{which}/new" if self._bond_may_start(which) else ""
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
    def bond_new(self, which, **_kw):
        """Show the form."""
        if not self._bond_may_start(which):
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
    def bond_create(self, which, **post):
        """Ask, offer or call with what was typed; sent twice, it is once."""
        if not self._bond_may_start(which):
            return self._closed()
        new_page = request.env[MODELS[which]]._new_page
        return self._start_matter(
            self._bond_start(which), new_page, f"/my/{which}", post
        )

    @route(
        f"/my/<{KINDS}:which>/<int:record_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def bond_page(self, which, record_id, **_kw):
        """Show where it stands, who acts by when, and what one may do."""
        return self._open_matter(MODELS[which], record_id, f"/my/{which}")

    @route(
        f"/my/<{KINDS}:which>/<int:record_id>/<string:verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def bond_act(self, which, record_id, verb, **post):
        """Answer, accept, thank; say yes or not this time; give or open a secret."""
        return self._do_matter(MODELS[which], record_id, verb, post, f"/my/{which}")
