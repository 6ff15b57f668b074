from odoo.http import request, route

from .community import CommunityPortal, member_page

ONE_CLICK = "One-Click"


class LettersPortal(CommunityPortal):
    """Letters received, and the way out of them, with login or from the mail."""

    @route("/my/letters", type="http", auth="user", website=True, readonly=True)
    @member_page
    def letters_list(self, **_kw):
        """Show the letters received, and the choice."""
        return self._show(
            "portal_letters", request.env["code.social.letter"]._my_page()
        )

    @route(
        "/my/letters/<int:letter_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def letters_one(self, letter_id, **_kw):
        """Show one letter, to whoever received it."""
        letter = request.env["code.social.letter"]._my_letter(letter_id)
        if not letter:
            return self._closed()
        return self._show("portal_letter", {"letter": letter})

    @route(
        "/my/letters/choice", type="http", auth="user", website=True, methods=["POST"]
    )
    @member_page
    def letters_choose(self, on="", **_kw):
        """Receive letters or not; anything unknown changes nothing."""
        if on in ("0", "1"):
            request.env.user.partner_id.action_choose_letters(on == "1")
        return request.redirect("/my/letters")

    # --- From the mail, without login ---

    def _letters_person(self, token):
        """Return the person a link was made for, and speak their language."""
        person = request.env["res.partner"]._of_letters_token(token)
        if person.lang:
            request.update_context(lang=person.lang)
        return person

    @route(
        "/letters/unsubscribe",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
        readonly=True,
    )
    def letters_way_out(self, token="", **_kw):
        """Ask, and change nothing: scanners of mails open every link."""
        person = self._letters_person(token)
        if not person:
            return self._closed()
        values = {"token": token, "on": person.letters, "community": _name_of(person)}
        return self._show("portal_letters_choice", values)

    @route(
        "/letters/unsubscribe",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["POST"],
    )
    def letters_choose_by_link(self, token="", on="", **_kw):
        """Note the choice; posted twice, it is the same."""
        person = self._letters_person(token)
        if not person:
            return self._closed()
        if on in ("0", "1"):
            person._choose_letters(on == "1", "link")
        return request.redirect(f"/letters/unsubscribe?token={token}")

    @route(
        "/letters/one-click",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        csrf=False,
        methods=["GET", "POST"],
    )
    def letters_one_click(self, token="", **post):
        """Unsubscribe as RFC 8058 says: by a post, never by opening the address.

        No session is needed, so there is none to be abused: the signed word alone
        decides.
        """
        person = self._letters_person(token)
        if not person:
            return self._closed()
        if request.httprequest.method == "GET":
            return request.redirect(f"/letters/unsubscribe?token={token}")
        if post.get("List-Unsubscribe") != ONE_CLICK:
            return request.make_response("", status=400)
        person._choose_letters(False, "link")
        return request.make_response("", headers=[("Cache-Control", "no-store")])


def _name_of(person):
    return (person.company_id or request.env.company.sudo()).name
