"""Articles that are looked at again on their day, and kept or amended."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

_FARTHEST = 3660


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    can_keep = fields.Boolean(compute="_compute_can_keep")

    @api.depends("state", "review_date")
    @api.depends_context("uid")
    def _compute_can_keep(self):
        for article in self:
            article.can_keep = article._can_keep()

    def _is_guarantor(self):
        trusted = self.env.user.has_group("code_social.group_guarantor")
        return trusted and self.has_access("read")

    def _is_due(self):
        """Tell whether this article (one) in force is due for review."""
        this, today = self.sudo(), fields.Date.context_today(self)
        due = bool(this.review_date) and this.review_date <= today
        return due and this.version_id.state == "adopted"

    def _can_keep(self):
        """A guarantor, once its day has come."""
        self.ensure_one()
        return self._is_due() and self._is_guarantor()

    def action_keep(self, until=None):
        """Keep articles as they are, until they are looked at again.

        :param until: the next day of review, a date or "YYYY-MM-DD"; by default in a
            year
        :raise AccessError: not a guarantor, or not due
        :raise UserError: not a day to come
        """
        until = self._clean_review(until)
        for article in self:
            article._require(
                article._can_keep(),
                self.env._("A guarantor keeps an article once its review is due."),
            )
            before = article.sudo().review_date
            article._by_method().write({"review_date": until, "review_told_on": False})
            self.env["code.social.event"]._record(
                article, "article.keep", {"review": before}, {"review": until}
            )
        return True

    @api.model
    def _clean_review(self, until):
        today = fields.Date.context_today(self)
        if not until:
            return today + timedelta(days=365)
        try:
            until = fields.Date.to_date(until)
        except (TypeError, ValueError):
            until = None
        if not until or not today < until <= today + timedelta(days=_FARTHEST):
            raise UserError(
                self.env._("Choose a day to come, within ten years, for its review.")
            )
        return until

    @api.model
    def _due_domain(self):
        domain = Domain("version_id.state", "=", "adopted")
        return domain & Domain("review_date", "<=", fields.Date.context_today(self))

    @api.model
    def _cron_reviews(self):
        """Tell guarantors, once, which articles are due for review."""
        domain = self._due_domain() & Domain("review_told_on", "=", False)
        due = self.sudo().search(domain)
        for version, articles in due.grouped("version_id").items():
            version.message_notify(
                partner_ids=version.charter_id._guarantors().ids,
                subject=version.charter_id.name,
                body=self.env._(
                    "To review: %(articles)s. Keep them as they are, or propose an"
                    " amendment. Without a word they stay in force.",
                    articles=", ".join(one._heading() for one in articles),
                ),
            )
        due._by_method().write({"review_told_on": fields.Date.context_today(self)})

    @api.model
    def _review_rows(self):
        """Return the home rows of a guarantor: the articles due for review."""
        if not self.env.user.has_group("code_social.group_guarantor"):
            return []
        domain = self._due_domain() & Domain("company_id", "=", self.env.company.id)
        return [
            {
                "icon": "calendar-check-o",
                "tone": "sun",
                "title": self.env._("An article to review"),
                "text": self.env._(
                    "%(article)s, since %(day)s. Without a word it stays in force.",
                    article=one.sudo()._heading(),
                    day=format_date(self.env, one.sudo().review_date),
                ),
                "url": f"/my/charter/article/{one.id}",
            }
            for one in self.search(domain, limit=3)
        ]
