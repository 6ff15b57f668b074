from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

from ..community.proof import new_uid
from .article import KINDS


class Amendment(models.Model):
    """A change somebody proposes to the charter, and the answer it received."""

    _name = "code.social.amendment"
    _description = "Amendment"
    _inherit = ["mail.thread", "code.social.guard.mixin"]
    _order = "id desc"
    _rec_name = "title"
    _check_company_auto = True
    _method_fields = frozenset(
        {
            "uid",
            "state",
            "answer",
            "answered_by_id",
            "answered_on",
            "version_id",
            "result_article_id",
            "entered_by_id",
            "token",
            "carrier_ids",
            "asked_ids",
        }
    )
    # Its words and reasons never change once answered; what it is about may follow
    # the charter (see rebase.py), and then it is answered anew.
    _sealed_free_fields = frozenset(
        {
            "state",
            "version_id",
            "result_article_id",
            "kind",
            "article_id",
            "article_kind",
            "pillar_id",
            "answer",
            "answered_by_id",
            "answered_on",
        }
    )

    charter_id = fields.Many2one(
        "code.social.charter", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        related="charter_id.company_id",
        store=True,
        precompute=True,
        index=True,
        required=True,
    )
    uid = fields.Char(
        "Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda _s: new_uid(),
    )
    kind = fields.Selection(
        [
            ("change", "Change an article"),
            ("new", "Add an article"),
            ("repeal", "Take an article out"),
        ],
        required=True,
        default="change",
    )
    article_id = fields.Many2one(
        "code.social.charter.article", index="btree_not_null", ondelete="restrict"
    )
    article_kind = fields.Selection(KINDS, "Kind of article", default="rule")
    pillar_id = fields.Many2one(
        "code.social.pillar", index="btree_not_null", ondelete="restrict"
    )
    title = fields.Char(required=True, tracking=True)
    wording = fields.Html("Wording proposed", sanitize_overridable=False)
    reasons = fields.Text()
    carrier_ids = fields.Many2many(
        "res.partner",
        "code_social_amendment_carrier_rel",
        "amendment_id",
        "partner_id",
        "Carried by",
    )
    asked_ids = fields.Many2many(
        "res.partner",
        "code_social_amendment_asked_rel",
        "amendment_id",
        "partner_id",
        "Asked to carry it too",
        readonly=True,
        copy=False,
    )
    entered_by_id = fields.Many2one(
        "res.partner",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    token = fields.Char(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("under_review", "Under review"),
            ("retained", "Retained"),
            ("rejected", "Not retained"),
            ("merged", "In the charter"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
    )
    answer = fields.Text(readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False, ondelete="restrict"
    )
    answered_on = fields.Datetime(readonly=True, copy=False)
    version_id = fields.Many2one(
        "code.social.charter.version",
        "Taken up in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    result_article_id = fields.Many2one(
        "code.social.charter.article",
        "Article it made",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _token_uniq = models.UniqueIndex(
        "(entered_by_id, token) WHERE token IS NOT NULL",
        "This amendment is already there.",
    )
    _uid_uniq = models.UniqueIndex(
        "(uid)", "Two amendments cannot have the same reference."
    )

    @api.constrains("kind", "article_id", "charter_id")
    def _check_article(self):
        for amendment in self.sudo():
            article = amendment.article_id
            if (amendment.kind == "new") == bool(article):
                raise ValidationError(
                    self.env._("Choose the article which this is about.")
                    if not article
                    else self.env._("A new article is about no other article.")
                )
            if article and article.version_id.charter_id != amendment.charter_id:
                raise ValidationError(
                    self.env._("This article belongs to another charter.")
                )

    def _is_sealed(self):
        return self.state in ("retained", "rejected", "merged")

    def _check_whole(self):
        """Raise UserError unless it says what it changes and why."""
        amendment = self.sudo()
        self._check_words(amendment.kind, amendment.wording, amendment.reasons)

    @api.model
    def _check_words(self, kind, wording, reasons):
        if kind != "repeal" and is_html_empty(wording):
            raise UserError(self.env._("Write the words you propose."))
        if not (reasons or "").strip():
            raise UserError(self.env._("Say why you propose it."))

    # === Taking up ===

    def _apply(self, version, by_uid):
        """Write this amendment (one, retained) into a draft version.

        :param by_uid: {uid: article of the draft}, kept up to date
        """
        article = by_uid.get(self.article_id.uid) if self.article_id else None
        if self.kind != "new" and (not article or self._clashes(version)):
            # Its article changed meanwhile: it waits for those who carry it.
            return
        if self.kind == "new":
            article = self._add_article(version)
            by_uid[article.uid] = article
        elif self.kind == "change":
            article._by_method().write({"body": self.wording})
        else:
            del by_uid[article.uid]
            article._by_method().unlink()
            article = article.browse()
        self._by_method().write(
            {"version_id": version.id, "result_article_id": article.id}
        )

    def _add_article(self, version):
        numbers = version.article_ids.mapped("number")
        return version.article_ids.create(
            {
                "version_id": version.id,
                "number": max(numbers, default=0) + 1,
                "title": self.title,
                "body": self.wording,
                "kind": self.article_kind or "rule",
                "pillar_id": self.pillar_id.id,
            }
        )

    # === Proof ===

    def _origin_payload(self):
        """Return what the hash covers of the origin of this amendment (one). Hook.

        Lower rooms add theirs with `super()`: small JSON values, no personal data.
        """
        return {}

    def _payloads(self):
        """Return what the hash of a version covers of these amendments, in order."""
        return [
            {"uid": one.uid, **one._origin_payload()}
            for one in self.sorted(lambda one: one.uid)
        ]
