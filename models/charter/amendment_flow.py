"""How an amendment is proposed and answered."""

import re
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .text import to_html

TOKEN = re.compile(r"^[0-9a-fA-F-]{8,64}$")
TITLE_LENGTH = 200
TEXT_LENGTH = 20_000


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    can_propose = fields.Boolean(compute="_compute_can")
    can_review = fields.Boolean(compute="_compute_can")
    can_answer = fields.Boolean(compute="_compute_can")

    @api.depends("state", "carrier_ids")
    @api.depends_context("uid")
    def _compute_can(self):
        for amendment in self:
            amendment.can_propose = amendment._can_propose()
            amendment.can_review = amendment._can_review()
            amendment.can_answer = amendment._can_retain()

    # === Who may ===

    def _is_carrier(self):
        return self.env.user.partner_id in self.sudo().carrier_ids

    @api.model
    def _can_enter(self):
        """Tell whether the user may propose: a member of the community."""
        return self.env.user.partner_id._is_member()

    def _can_propose(self):
        self.ensure_one()
        return self.sudo().state == "draft" and self._is_carrier()

    def _can_review(self):
        self.ensure_one()
        return self.sudo().state == "proposed" and self._may_answer()

    def _can_retain(self):
        """A guarantor who does not carry it."""
        self.ensure_one()
        return self.sudo().state in ("proposed", "under_review") and self._may_answer()

    def _can_reject(self):
        return self._can_retain()

    def _may_answer(self):
        trusted = self.env.user.has_group("code_social.group_guarantor")
        return trusted and not self._is_carrier() and self.has_access("read")

    # === Proposing ===

    @api.model
    def propose(self, values=None):
        """Propose an amendment, as its first carrier.

        :param values: dict with `kind` ("change", "new" or "repeal"; "change"),
            `article_id` (unless new), `title` (by default the article's), `wording`
            (plain text; none for a repeal), `reasons`, `article_kind`, `pillar_id`
            (of a new article), `carriers` (ids of people asked to carry it too),
            `later` (True keeps it as a draft), `token` (UUID: a second call returns
            the first record)
        :return: the amendment
        :raise AccessError: not a member
        :raise UserError: what is missing, or that the article changed, in a sentence
        """
        self._require(self._can_enter(), self.env._("Only members propose amendments."))
        values = dict(values or {})
        token = self._clean_token(values.get("token"))
        known = self._known(token)
        if known:
            return known
        vals = self._clean_values(values)
        record = self._by_method().create(dict(vals, token=token))
        amendment = self.browse(record.id)
        amendment._tell_asked(record.asked_ids)
        if not values.get("later"):
            amendment.action_propose()
        return amendment

    @api.model
    def _known(self, token):
        """Return what this person already proposed with this token, or nothing."""
        me = self.env.user.partner_id
        if not token:
            return self.browse()
        # Two taps at once must see each other: an UPDATE, not only a lock.
        self.env.cr.execute(SQL("UPDATE res_partner SET id = id WHERE id = %s", me.id))
        domain = Domain("entered_by_id", "=", me.id) & Domain("token", "=", token)
        return self.browse(self.sudo().search(domain).ids)

    @api.model
    def _clean_token(self, token):
        if token and not TOKEN.match(str(token)):
            raise UserError(self.env._("Reload the page and try again."))
        return token or str(uuid.uuid4())

    @api.model
    def _clean_values(self, values):
        me = self.env.user.partner_id
        kind = values.get("kind") or "change"
        if kind not in dict(self._fields["kind"].selection):
            raise UserError(self.env._("This choice does not exist."))
        article = self._clean_article(kind, values.get("article_id"))
        charter = article.version_id.charter_id or self.env[
            "code.social.charter"
        ]._of_company(self.env.company)
        if not charter:
            raise UserError(self.env._("This community has no charter yet."))
        wording = "" if kind == "repeal" else self._clean_text(values.get("wording"))
        reasons = self._clean_text(values.get("reasons"))
        self._check_words(kind, wording, reasons)
        return {
            "charter_id": charter.id,
            "kind": kind,
            "article_id": article.id,
            "title": self._clean_title(values.get("title") or article.title),
            "wording": to_html(wording) or False,
            "reasons": reasons,
            "carrier_ids": [fields.Command.set(me.ids)],
            "asked_ids": [fields.Command.set((self._co_carriers(values) - me).ids)],
            "entered_by_id": me.id,
            **self._clean_place(values),
        }

    @api.model
    def _clean_article(self, kind, value):
        """Return the article, as superuser, if the user reads it."""
        articles = self.env["code.social.charter.article"]
        if kind == "new":
            return articles.sudo()
        article = articles.browse(self._clean_id(value)).exists()
        if not article or not article.has_access("read"):
            raise UserError(self.env._("Choose the article which this is about."))
        return article.sudo()._followed()

    @api.model
    def _clean_place(self, values):
        kind = values.get("article_kind")
        kinds = dict(self._fields["article_kind"].selection)
        pillar = self.env["code.social.pillar"].browse(
            self._clean_id(values.get("pillar_id"))
        )
        known = pillar.exists() and pillar.has_access("read")
        return {
            "article_kind": kind if kind in kinds else "rule",
            "pillar_id": pillar.id if known else False,
        }

    @api.model
    def _co_carriers(self, values):
        ids = [self._clean_id(one) for one in values.get("carriers") or ()]
        people = self.env["res.partner"].sudo().browse(ids).exists()
        if len(people) != len(set(ids)):
            raise UserError(self.env._("Choose people of the community."))
        self._check_askable(people)
        return people

    @api.model
    def _clean_id(self, value):
        text = str(value or 0)
        if not text.isdigit() or len(text) > 9:
            raise UserError(self.env._("This choice does not exist."))
        return int(text)

    @api.model
    def _clean_title(self, value):
        title = " ".join(str(value or "").split())
        if not title:
            raise UserError(self.env._("Give it a title, in a few words."))
        return title[:TITLE_LENGTH]

    @api.model
    def _clean_text(self, value):
        text = str(value or "").strip()
        if len(text) > TEXT_LENGTH:
            raise UserError(self.env._("This text is too long to be read by all."))
        return text

    # === Transitions: the only writers of the state ===

    def action_propose(self):
        """Put it before everybody: draft → proposed."""
        for amendment in self:
            amendment._require(
                amendment._can_propose(),
                self.env._("Only those who carry a draft propose it."),
            )
            amendment._check_whole()
            amendment._check_current()
            amendment._move("proposed")
        return True

    def action_review(self):
        """Say that guarantors look at it: proposed → under review."""
        for amendment in self:
            amendment._require(amendment._can_review(), amendment._answer_refusal())
            amendment._move("under_review")
        return True

    def action_retain(self, answer=None):
        """Retain it for the next version; an answer may go with it."""
        for amendment in self:
            amendment._require(amendment._can_retain(), amendment._answer_refusal())
            amendment._check_current()
            amendment._answer("retained", answer)
        return True

    def action_reject(self, answer=None):
        """Leave it aside, and say why.

        :raise AccessError: not a guarantor, a carrier, or already answered
        :raise UserError: no answer
        """
        for amendment in self:
            amendment._require(amendment._can_reject(), amendment._answer_refusal())
            if not str(answer or "").strip():
                raise UserError(
                    self.env._("Whoever proposed it is owed an answer: say why.")
                )
            amendment._answer("rejected", answer)
        return True

    def _answer_refusal(self):
        return self.env._(
            "A guarantor who does not carry it answers a proposed amendment, once."
        )

    def _answer(self, state, answer):
        self._move(
            state,
            answer=self._clean_text(answer) or False,
            answered_by_id=self.env.uid,
            answered_on=fields.Datetime.now(),
        )
        this = self.sudo()
        this.message_notify(
            partner_ids=this.carrier_ids.ids,
            subject=this.title,
            body=self.env._(
                "“%(title)s” was answered: %(state)s. %(answer)s",
                title=this.title,
                state=dict(this._fields["state"]._description_selection(self.env))[
                    state
                ],
                answer=this.answer or "",
            ),
        )

    def _merge(self):
        """Mark these (retained, of an adopted version) as part of the charter."""
        for amendment in self:
            amendment._move("merged")

    def _move(self, state, **values):
        before = self.sudo().state
        self._by_method().write({"state": state, **values})
        self.env["code.social.event"]._record(
            self, f"amendment.{state}", {"state": before}, {"state": state}
        )
