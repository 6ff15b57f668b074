from odoo.http import request

from .community import CommunityPortal, attempt


class MatterPages(CommunityPortal):
    """Lists, pages and small forms which open matters share, in every room."""

    def _show_rows(self, title, rows, empty, new=("", "")):
        """Show a list; `new` is the address and the words of the button below it."""
        values = {"title": title, "rows": rows, "empty": empty}
        values |= {"new": new[0], "new_label": new[1]}
        return self._show("portal_matter_rows", values)

    def _show_matter(self, page, back, status=200, **typed):
        """Show a page; `typed` is the verb sent, what was typed and the problem."""
        values = {"verb": "", "typed": {}, "problem": "", **typed}
        values |= {"page": page, "back": back}
        return self._show("portal_matter_page", values, status)

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

    def _open_matter(self, model, record_id, back):
        """Show the page of a record which the user reads."""
        record = self._readable(model, record_id)
        if not record:
            return self._closed()
        return self._show_matter(record._page(), back)

    def _do_matter(self, model, record_id, verb, post, back):
        """Do what a form of that page asks."""
        record = self._readable(model, record_id)
        return self._act_on(record, verb, post, back) if record else self._closed()

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
