import functools
from contextlib import contextmanager
from types import SimpleNamespace

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route
from odoo.tools import format_date

from odoo.addons.portal.controllers.portal import CustomerPortal


def member_page(handler):
    """Serve a page to members; to all others, the page that says nothing.

    What is absent, forbidden or not for this person gives the very same answer, and
    nothing of a refused request is kept.
    """

    @functools.wraps(handler)
    def checked(self, *args, **kwargs):
        if not request.env.user.partner_id._is_member():
            return self._closed()
        try:
            with request.env.cr.savepoint():
                return handler(self, *args, **kwargs)
        except (AccessError, MissingError):
            return self._closed()

    return checked


@contextmanager
def attempt():
    """Try what a form asks; keep nothing of it when it is refused.

    Gives an object whose `problem` is, afterwards, the sentence that says what to
    mend, or "". What is forbidden or absent is no sentence: it goes on to
    `member_page`.
    """
    tried = SimpleNamespace(problem="")
    try:
        with request.env.cr.savepoint():
            yield tried
    except (AccessError, MissingError):
        raise
    except UserError as error:
        tried.problem = error.args[0]


class CommunityPortal(CustomerPortal):
    """The member's home, and what every page of the community shares."""

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        member = request.env.user.partner_id._is_member()
        return dict(values, code_social_member=member)

    def _closed(self):
        """Return the page that is the same whether the record exists or not."""
        return request.render("code_social.portal_closed", {}, status=404)

    def _show(self, template, values=None, status=200):
        """Return a page of the community, never kept by a shared computer."""
        response = request.render(
            f"code_social.{template}", values or {}, status=status
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    @route("/my/code-social", type="http", auth="user", website=True, readonly=True)
    @member_page
    def code_social_home(self, **_kw):
        """Say what awaits the member, and what they gave and received."""
        return self._show("portal_home", self._home_values())

    @route("/my/community", type="http", auth="user", website=True, readonly=True)
    @member_page
    def community_rooms(self, **_kw):
        """Show the ways into every room."""
        return self._show("portal_rooms", self._rooms_values())

    def _rooms_values(self):
        """Return the values of the page of rooms; lower rooms add theirs."""
        return {"tab": "rooms"}

    def _home_values(self):
        """Return the values of the home page; lower rooms add theirs.

        `awaits` is [{icon, tone, title, text, url}], the most pressing first.
        """
        today = fields.Date.context_today(request.env.user)
        day = format_date(request.env, today, date_format="EEEE d MMMM")
        return {
            "tab": "home",
            "today": day[:1].upper() + day[1:],
            "person": request.env.user.partner_id._public_card(),
            "awaits": [],
        }

    def _join_values(self):
        """Return the values of the page that invites to join. Hook of lower rooms."""
        return request.env["res.partner"]._join_page()

    def _beginnings(self):
        """Return where a newcomer may begin; lower rooms add theirs.

        A list of {icon, tone, title, text, url}.
        """
        return [
            {
                "icon": "users",
                "tone": "sky",
                "title": request.env._("Meet the people"),
                "text": request.env._("Who is here, and what each of them likes"),
                "url": "/my/people",
            }
        ]
