from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page


class MandatePortal(CommunityPortal):
    """One's own mandates, how to give them back, and who holds what."""

    def _home_values(self):
        values = super()._home_values()
        rows = request.env["code.social.mandate"]._awaits()
        return dict(values, awaits=[*values["awaits"], *rows])

    @route("/my/roles", type="http", auth="user", website=True, readonly=True)
    @member_page
    def mandate_roles(self, **_kw):
        """List the roles of the community, who holds them and what is vacant."""
        rows = request.env["code.social.role"]._page_rows()
        return self._show("portal_roles", {"rows": rows})

    @route("/my/mandates", type="http", auth="user", website=True, readonly=True)
    @member_page
    def mandate_list(self, **_kw):
        """List one's own mandates."""
        now, over = request.env["code.social.mandate"]._page_rows()
        return self._show("portal_mandates", {"now": now, "over": over})

    def _mandate_opened(self, mandate_id):
        mandate = request.env["code.social.mandate"].browse(mandate_id)
        return mandate if mandate._can_open() else mandate.browse()

    def _show_mandate(self, mandate, values=None, status=200):
        values = dict({"reason": "", "problem": "", "unfinished": ""}, **values or {})
        return self._show(
            "portal_mandate", dict(values, mandate=mandate._page()), status
        )

    @route(
        "/my/mandates/<int:mandate_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def mandate_page(self, mandate_id, **_kw):
        """Show one mandate, what it gives, and what is to hand over."""
        mandate = self._mandate_opened(mandate_id)
        return self._show_mandate(mandate) if mandate else self._closed()

    @route(
        "/my/mandates/<int:mandate_id>/resign",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def mandate_resign(self, mandate_id, reason="", **_kw):
        """Give a mandate back, with a reason; without one, ask for it."""
        mandate = self._mandate_opened(mandate_id)
        if not mandate:
            return self._closed()
        with attempt() as tried:
            mandate.action_resign(reason)
        if tried.problem:
            values = {"reason": reason, "problem": tried.problem}
            return self._show_mandate(mandate, values, status=422)
        return request.redirect(f"/my/mandates/{mandate.id}")

    @route(
        "/my/mandates/<int:mandate_id>/<any(tick,untick,handed):step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def mandate_handover(self, mandate_id, step, line_id="", **_kw):
        """Tick one thing of the list, or say that everything is handed over."""
        mandate = self._mandate_opened(mandate_id)
        handover = mandate.sudo().handover_ids[:1].with_env(request.env)
        if not handover:
            return self._closed()
        with attempt() as tried:
            if step == "handed":
                handover.action_hand_over()
            else:
                line = int(line_id) if line_id.isdigit() else 0
                handover.action_tick(line, step == "tick")
        if tried.problem:
            values = {"unfinished": tried.problem}
            return self._show_mandate(mandate, values, status=422)
        return request.redirect(f"/my/mandates/{mandate.id}#cs_handover")
