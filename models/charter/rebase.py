"""An amendment whose article changed while it was being discussed."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .diff import body_diff

_MOVABLE = ("draft", "proposed", "under_review", "retained")


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _current(self):
        """Return what this article (one) has become in what is in force, or none."""
        domain = Domain("uid", "=", self.sudo().uid)
        domain &= Domain("version_id.state", "=", "adopted")
        return self.sudo().search(domain, limit=1)

    def _is_past(self):
        """Tell whether this article (one or none) no longer says what is in force."""
        this = self.sudo()
        if not this or this.version_id.state != "superseded":
            return False
        current = self._current()
        return not current or bool(current._status_from(this))

    def _followed(self):
        """Return the article to amend; refuse one that has changed since."""
        if self._is_past():
            raise UserError(self._past_sentence())
        past = self.sudo().version_id.state == "superseded"
        return self._current() if past else self

    def _past_sentence(self):
        current = self._current()
        if not current:
            return self.env._(
                "“%(article)s” is no longer in the charter. Propose a new article: your"
                " words are kept.",
                article=self.sudo()._heading(),
            )
        return self.env._(
            "“%(article)s” has changed in version %(number)s meanwhile. Read what"
            " changed: your words are kept, and you may propose them on this text.",
            article=self.sudo()._heading(),
            number=current.version_id.number,
        )


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    can_rebase = fields.Boolean(compute="_compute_can_rebase")

    @api.depends("state", "article_id", "version_id", "carrier_ids")
    @api.depends_context("uid")
    def _compute_can_rebase(self):
        for amendment in self:
            amendment.can_rebase = amendment._can_rebase()

    def _is_stale(self):
        """Tell whether the article this (one) is about has changed since."""
        return self.sudo().article_id._is_past()

    def _can_rebase(self):
        """Who carries it, until it is in a version or left aside."""
        self.ensure_one()
        this = self.sudo()
        movable = this.state in _MOVABLE and not this.version_id
        return movable and self._is_carrier() and self._is_stale()

    def _check_current(self):
        if self._is_stale():
            raise UserError(
                self.env._(
                    "The article has changed since this was written: those who carry it"
                    " move it first to the text in force."
                )
            )

    def action_rebase(self):
        """Move amendments to the text in force, with the words they propose.

        One that was retained on the older text is answered anew. When the article has
        left the charter, what was to change it becomes a new article.

        :raise AccessError: not by who carries it, or its article has not changed
        :raise UserError: the article it was to take out has left the charter already
        """
        for amendment in self:
            amendment._require(
                amendment._can_rebase(),
                self.env._(
                    "Those who carry an amendment move it, once its article changed."
                ),
            )
            amendment._rebase()
        return True

    def _rebase(self):
        this = self.sudo()
        old, current, before = this.article_id, this.article_id._current(), this.state
        if not current and this.kind == "repeal":
            raise UserError(
                self.env._("This article has left the charter already: nothing to do.")
            )
        values = {"article_id": current.id}
        if not current:
            values.update(kind="new", article_kind=old.kind, pillar_id=old.pillar_id.id)
        if before == "retained":
            values.update(state="proposed", answer=False)
            values.update(answered_by_id=False, answered_on=False)
        self._by_method().write(values)
        self.env["code.social.event"]._record(
            self,
            "amendment.rebase",
            {"state": before, "article": old.id},
            {"state": this.state, "article": current.id or None},
        )

    @api.model
    def _meanwhile(self, article):
        """Return what changed of an article (one or none) since, as safe HTML."""
        if not article._is_past():
            return ""
        current = article._current()
        return body_diff(article.sudo().body, current.body)
