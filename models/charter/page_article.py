"""What the portal shows of one article: its text, where it comes from, what is said."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

_ICONS = {
    "value": ("sun-o", "sun"),
    "rule": ("bookmark-o", "plum"),
    "procedure": ("map-signs", "sky"),
}


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _card(self):
        this = self.sudo()
        icon, tone = _ICONS[this.kind]
        labels = dict(self._fields["kind"]._description_selection(self.env))
        kind = labels[this.kind]
        return {
            "id": this.id,
            "heading": this._heading(),
            "kind": kind,
            "pillar": this.pillar_id.name or "",
            "icon": icon,
            "tone": tone,
            "body": this.body,
            "review": this.review_date and format_date(self.env, this.review_date),
        }

    def _page(self):
        """Return the page of this article (one), with where it comes from."""
        this = self.sudo()
        return dict(
            self._card(),
            version=this.version_id._card(),
            owner=this.owner_role_id.name or "",
            situations=(this.situations or "").splitlines(),
            history=[
                dict(one._row(), origins=one._origin_rows()) for one in self._history()
            ],
            amendable=this.version_id.state in ("adopted", "consultation"),
            current=this._current().id if this._is_past() else False,
            comments=self._comments(),
            can_comment=self._can_comment(),
            can_keep=self._can_keep(),
            can_revise=self._can_revise(),
            amendments=self._open_amendments(),
        )

    def _open_amendments(self):
        """Return the rows of the amendments to this article (one) not answered yet."""
        amendments = self.env["code.social.amendment"]
        domain = Domain("article_id", "=", self.id)
        domain &= Domain("state", "in", ("proposed", "under_review"))
        return [one._row() for one in amendments.search(domain, limit=20)]

    @api.model
    def _draft_form(self, article):
        """Return what a guarantor finds in the form of an article (one or none)."""
        this = article.sudo()
        return {
            "title": this.title or "",
            "text": article._text(),
            "kind": this.kind or "rule",
            "pillar_id": str(this.pillar_id.id or ""),
            "situations": this.situations or "",
            "review_date": fields.Date.to_string(this.review_date) or "",
        }

    @api.model
    def _draft_choices(self):
        return {
            "kinds": self._fields["kind"]._description_selection(self.env),
            "pillars": self._pillar_choices(),
        }

    @api.model
    def _pillar_choices(self):
        domain = Domain("company_id", "in", (False, self.env.company.id))
        pillars = self.env["code.social.pillar"].search(domain)
        return [(str(one.id), one.name) for one in pillars]
