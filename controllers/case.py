from odoo.http import request, route

from .community import attempt, member_page
from .matter import MatterPages


class CasePortal(MatterPages):
    """Confidential cases, by their reference; nothing tells that one exists."""

    def _home_values(self):
        values = super()._home_values()
        waiting = request.env["code.social.case"]._awaits()
        return dict(values, awaits=[*values["awaits"], *waiting])

    @route("/my/cases", type="http", auth="user", website=True, readonly=True)
    @member_page
    def cases(self, **_kw):
        """List one's own cases."""
        env = request.env
        rows = env["code.social.case"]._rows()
        empty = env._("You have no case. May it stay so.")
        title = env._("Confidential cases")
        new = ("/my/cases/new", env._("Open a confidential case"))
        return self._show_rows(title, rows, empty, new)

    @route(
        "/my/cases/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def case_new(self, **_kw):
        """Show the form, and who will read it."""
        page = dict(request.env["code.social.case"]._new_page(), url="/my/cases")
        return self._show_matter(page, "/my/cases")

    @route("/my/cases/new", type="http", auth="user", website=True, methods=["POST"])
    @member_page
    def case_create(self, **post):
        """Open a case; sent twice, it is once."""
        Case = request.env["code.social.case"]
        return self._start_matter(Case.open_case, Case._new_page, "/my/cases", post)

    def _show_seats(self, status=200, **typed):
        Case = request.env["code.social.case"]
        if not request.env.user.has_group("code_social.group_guarantor"):
            return self._closed()
        page = dict(Case._seats_page(), url="/my/cases")
        return self._show_matter(page, "/my/cases", status, **typed)

    @route(
        "/my/cases/seats",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def case_seats(self, **_kw):
        """Show a guarantor the references that wait for seats."""
        return self._show_seats()

    @route("/my/cases/seat", type="http", auth="user", website=True, methods=["POST"])
    @member_page
    def case_seat(self, reference="", partner_id="", **post):
        """Give a seat, as a guarantor."""
        with attempt() as tried:
            request.env["code.social.case"].seat(reference, partner_id)
        if tried.problem:
            typed = {"reference": reference, "partner_id": partner_id}
            return self._show_seats(
                422, verb="seat", typed=typed, problem=tried.problem
            )
        return request.redirect("/my/cases/seats")

    @route(
        "/my/cases/<string:reference>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    @member_page
    def case_page(self, reference, **_kw):
        """Show a case to whom it is open; the reading is written down."""
        case = request.env["code.social.case"]._of_reference(reference)
        if not case:
            return self._closed()
        return self._show_matter(case._page(), "/my/cases")

    @route(
        "/my/cases/<string:reference>/<string:verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def case_act(self, reference, verb, **post):
        """Declare, say, rule, step aside, close."""
        case = request.env["code.social.case"]._of_reference(reference)
        if not case:
            return self._closed()
        return self._act_on(case, verb, post, "/my/cases")
