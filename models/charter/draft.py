"""Guarantors write the articles of a draft, from a phone as from the back office."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .amendment_flow import TEXT_LENGTH, TITLE_LENGTH
from .article import KINDS
from .text import to_html, to_text


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _can_write(self):
        """A guarantor, while it is a draft."""
        self.ensure_one()
        return self.sudo().state == "draft" and self._is_guarantor()

    def add_article(self, values=None):
        """Add an article at the end of this draft (one).

        :param values: see `revise()` of articles
        :return: the article, as the user
        :raise AccessError: not a guarantor, or not a draft
        :raise UserError: what is missing, in a sentence
        """
        self.ensure_one()
        self._require(self._can_write(), self._write_refusal())
        articles = self.env["code.social.charter.article"]
        vals = articles._clean_article(values)
        if not vals["body"]:
            raise UserError(self.env._("Write what the article says."))
        numbers = self.sudo().article_ids.mapped("number")
        number = max(numbers, default=0) + 1
        article = articles.create(dict(vals, version_id=self.id, number=number))
        self.env["code.social.event"]._record(article, "article.write")
        return article

    def _write_refusal(self):
        return self.env._("Guarantors write the articles of a draft, nobody else.")


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _can_revise(self):
        self.ensure_one()
        return self.sudo().version_id.state == "draft" and self._is_guarantor()

    def revise(self, values=None):
        """Write this article (one) of a draft anew.

        :param values: dict with `title`, `text` (plain; `- ` and `1. ` begin the items
            of a list), `kind`, `pillar_id`, `situations` (one a line), `review_date`
        :raise AccessError: not a guarantor, or not a draft
        :raise UserError: what is missing, in a sentence
        """
        self.ensure_one()
        self._require(self._can_revise(), self.version_id._write_refusal())
        vals = self._clean_article(values)
        same = str((values or {}).get("text") or "").split() == self._text().split()
        if same:
            # What the back office laid out keeps its layout.
            del vals["body"]
        elif not vals["body"]:
            raise UserError(self.env._("Write what the article says."))
        self.write(vals)
        self.env["code.social.event"]._record(self, "article.write")
        return True

    def action_remove(self):
        """Take this article (one) out of a draft."""
        self.ensure_one()
        self._require(self._can_revise(), self.version_id._write_refusal())
        version = self.version_id
        self.env["code.social.event"]._record(
            version, "article.remove", {"article": self.sudo().uid}
        )
        return self.unlink()

    def _text(self):
        """Return the body of this article (one or none) as one types it."""
        return to_text(self.sudo().body)

    def _clean_article(self, values):
        values = dict(values or {})
        text = str(values.get("text") or "").strip()
        situations = str(values.get("situations") or "").strip()
        if len(text) > TEXT_LENGTH or len(situations) > TEXT_LENGTH:
            raise UserError(self.env._("This text is too long to be read by all."))
        title = " ".join(str(values.get("title") or "").split())[:TITLE_LENGTH]
        if not title:
            raise UserError(self.env._("Give it a title, in a few words."))
        day = str(values.get("review_date") or "").strip()
        return {
            "title": title,
            "body": to_html(text),
            "kind": self._clean_kind(values.get("kind")),
            "pillar_id": self._clean_pillar(values.get("pillar_id")),
            "situations": situations or False,
            "review_date": self._clean_day(day),
        }

    def _clean_day(self, day):
        # One that is past already may stay: only a new day is to come.
        before = self.sudo().review_date
        if not day or day == str(before):
            return before if day else False
        return self._clean_review(day)

    @api.model
    def _clean_kind(self, kind):
        if kind not in dict(KINDS):
            raise UserError(self.env._("This choice does not exist."))
        return kind

    @api.model
    def _clean_pillar(self, value):
        pillars = self.env["code.social.pillar"]
        wanted = self.env["code.social.amendment"]._clean_id(value)
        return pillars.search(Domain("id", "=", wanted)).id if wanted else False
