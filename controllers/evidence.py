from odoo.http import content_disposition, request, route

from .community import CommunityPortal, member_page


class EvidencePortal(CommunityPortal):
    """Photos and files, each time after the right to see their contribution."""

    @route(
        "/my/evidence/<int:contribution_id>/<int:file_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def contribution_evidence(self, contribution_id, file_id, **_kw):
        """Serve a photo or a file to one who may see its contribution."""
        contribution = request.env["code.social.contribution"].browse(contribution_id)
        if not contribution._can_see():
            return self._closed()
        file = contribution._evidence().filtered(lambda one: one.id == file_id)
        if not file:
            return self._closed()
        shown = "inline" if file.mimetype.startswith("image/") else "attachment"
        headers = [
            ("Content-Type", file.mimetype),
            ("Content-Disposition", content_disposition(file.name, shown)),
            ("Content-Security-Policy", "default-src 'none'; sandbox"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "private, no-store"),
        ]
        return request.make_response(file.raw, headers)
