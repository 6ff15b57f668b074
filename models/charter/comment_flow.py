"""Who says something of an article, and who hides it."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

_LONGEST = 2000
#: Comments shown at once, and at most in a day from one person on one article.
_SHOWN = 100
_A_DAY = 20


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    comment_ids = fields.One2many(
        "code.social.charter.comment", "article_id", "Comments", readonly=True
    )
    comment_count = fields.Integer("Number of comments", compute="_compute_comments")

    @api.depends("comment_ids.state")
    def _compute_comments(self):
        comments = self.env["code.social.charter.comment"].sudo()
        domain = Domain("article_uid", "in", self.mapped("uid"))
        domain &= Domain("state", "=", "published")
        groups = comments._read_group(domain, ["article_uid"], ["__count"])
        counts = dict(groups)
        for article in self:
            article.comment_count = counts.get(article.uid, 0)

    def _can_comment(self):
        """A member, on an article in consultation or in force."""
        self.ensure_one()
        member = self.env.user.partner_id._is_member()
        if not member or not self.has_access("read"):
            return False
        return self.sudo().version_id.state in ("consultation", "adopted")

    def comment(self, words=None, token=None):
        """Say something of this article (one) to all members.

        :param words: plain text, 2,000 letters at most
        :param token: UUID of the form: a second call returns the first comment
        :return: the comment, as the user
        :raise AccessError: not a member, or neither in consultation nor in force
        :raise UserError: no words, or too many
        """
        self.ensure_one()
        self._require(
            self._can_comment(),
            self.env._(
                "Members comment on what is in consultation or in force, nothing else."
            ),
        )
        words = str(words or "").strip()
        if not words:
            raise UserError(self.env._("Write what you want to say."))
        if len(words) > _LONGEST:
            raise UserError(self.env._("Say it in 2,000 letters at most."))
        token = self.env["code.social.amendment"]._clean_token(token)
        known = self._known_comment(token)
        if known:
            return known
        self._check_pace()
        return self._new_comment(words, token)

    def _known_comment(self, token):
        me, comments = self.env.user.partner_id, self.env["code.social.charter.comment"]
        # Two taps at once must see each other: an UPDATE, not only a lock.
        self.env.cr.execute(SQL("UPDATE res_partner SET id = id WHERE id = %s", me.id))
        domain = Domain("author_id", "=", me.id) & Domain("token", "=", token)
        return comments.browse(comments.sudo().search(domain).ids)

    def _check_pace(self):
        domain = Domain("author_id", "=", self.env.user.partner_id.id)
        domain &= Domain("article_uid", "=", self.sudo().uid)
        domain &= Domain("create_date", ">=", "now -1d")
        comments = self.env["code.social.charter.comment"].sudo()
        if comments.search_count(domain) >= _A_DAY:
            raise UserError(
                self.env._("You have said a lot today: let others speak first.")
            )

    def _new_comment(self, words, token):
        this, comments = self.sudo(), self.env["code.social.charter.comment"]
        record = comments._by_method().create(
            {
                "charter_id": this.version_id.charter_id.id,
                "article_id": this.id,
                "article_uid": this.uid,
                "about": f"{this.version_id.display_name} · {this._heading()}",
                "author_id": self.env.user.partner_id.id,
                "token": token,
                **comments._salted("words", words),
            }
        )
        comment = comments.browse(record.id)
        self.env["code.social.event"]._record(comment, "comment.published")
        return comment

    def _comments(self):
        """Return the cards of what members said of this article (one), newest first."""
        comments = self.env["code.social.charter.comment"]
        domain = Domain("article_uid", "=", self.sudo().uid)
        domain &= Domain("state", "!=", "withdrawn")
        return [one._card() for one in comments.search(domain, limit=_SHOWN)]


class CharterComment(models.Model):
    _inherit = "code.social.charter.comment"

    can_withdraw = fields.Boolean(compute="_compute_can")
    can_hide = fields.Boolean(compute="_compute_can")
    can_show = fields.Boolean(compute="_compute_can")

    @api.depends("state", "author_id", "hidden_by_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for comment in self:
            comment.can_withdraw = comment._can_withdraw()
            comment.can_hide = comment._can_hide()
            comment.can_show = comment._can_show()

    # === Who may ===

    def _is_author(self):
        return self.sudo().author_id == self.env.user.partner_id

    def _moderates(self):
        """Tell whether the user is a guarantor of this community, for others' words.

        Guarantors read all the comments of their companies: asking the rules for each
        would cost a query a comment.
        """
        trusted = self.env.user.has_group("code_social.group_guarantor")
        ours = self.sudo().company_id in self.env.companies
        return trusted and ours and not self._is_author()

    def _can_withdraw(self):
        return self.sudo().state != "withdrawn" and self._is_author()

    def _can_hide(self):
        """A guarantor, for what somebody else said."""
        return self.sudo().state == "published" and self._moderates()

    def _can_show(self):
        """Another guarantor than the one who hid it."""
        other = self.sudo().hidden_by_id != self.env.user
        return self.sudo().state == "hidden" and other and self._moderates()

    # === Transitions ===

    def action_withdraw(self):
        """Take back what one said: the words are erased."""
        for comment in self:
            comment._require(
                comment._can_withdraw(),
                self.env._("Only the person who said it takes it back."),
            )
            comment._move("withdrawn")
            comment._erase()
        return True

    def action_hide(self, reason=None):
        """Hide what somebody said, and tell them why: published → hidden.

        :raise AccessError: not a guarantor, or one's own words
        :raise UserError: no reason
        """
        for comment in self:
            comment._require(
                comment._can_hide(),
                self.env._("A guarantor hides what somebody else said, nobody else."),
            )
            words = str(reason or "").strip()[:_LONGEST]
            if not words:
                raise UserError(self.env._("Say why: the person reads it."))
            comment._move("hidden", hidden_by_id=self.env.uid, hidden_reason=words)
            comment._tell_author(
                self.env._(
                    "What you said was hidden: %(reason)s. If you do not agree, another"
                    " guarantor may show it again.",
                    reason=words,
                )
            )
        return True

    def action_show(self):
        """Show again what another guarantor hid: hidden → published."""
        for comment in self:
            comment._require(
                comment._can_show(),
                self.env._("Another guarantor than the one who hid it shows it again."),
            )
            comment._move("published", hidden_by_id=False, hidden_reason=False)
            comment._tell_author(self.env._("What you said is shown again."))
        return True

    def _move(self, state, **values):
        before = self.sudo().state
        self._by_method().write({"state": state, **values})
        self.env["code.social.event"]._record(
            self, f"comment.{state}", {"state": before}, {"state": state}
        )

    def _tell_author(self, sentence):
        this = self.sudo()
        this.message_notify(
            partner_ids=this.author_id.ids, subject=this.about, body=sentence
        )

    # === Shown ===

    def _card(self):
        this = self.sudo()
        return {
            "id": this.id,
            "author": this.author_id._public_card()["name"],
            "on": format_date(self.env, this.create_date),
            "about": this.about or "",
            "words": this.words or "",
            "hidden": this.state == "hidden",
            "reason": this.hidden_reason or "",
            "can_withdraw": self._can_withdraw(),
            "can_hide": self._can_hide(),
            "can_show": self._can_show(),
        }
