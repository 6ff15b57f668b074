from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..community.proof import new_uid

KINDS = [("value", "Value"), ("rule", "Rule"), ("procedure", "Procedure")]
#: What an article keeps from one version to the next.
COPIED = ("uid", "number", "title", "body", "kind", "situations", "review_date")


class CharterArticle(models.Model):
    """One article of one version; its `uid` stays from version to version."""

    _name = "code.social.charter.article"
    _description = "Article of the #CodeSocial"
    _inherit = ["code.social.guard.mixin"]
    _order = "version_id, number, id"
    _rec_name = "title"
    _check_company_auto = True
    _method_fields = frozenset({"uid", "review_told_on"})
    _sealed_free_fields = frozenset({"review_date", "review_told_on"})

    version_id = fields.Many2one(
        "code.social.charter.version", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="version_id.state")
    company_id = fields.Many2one(
        "res.company",
        related="version_id.company_id",
        store=True,
        precompute=True,
        index=True,
        required=True,
    )
    uid = fields.Char("Reference", readonly=True, copy=False, index=True)
    number = fields.Integer(required=True, default=1)
    title = fields.Char(required=True)
    body = fields.Html(required=True, sanitize=True, sanitize_overridable=False)
    kind = fields.Selection(KINDS, required=True, default="rule", index=True)
    pillar_id = fields.Many2one(
        "code.social.pillar", index="btree_not_null", ondelete="restrict"
    )
    situations = fields.Text(
        help="One a line, as people say it: “two people no longer get along”.",
    )
    review_date = fields.Date("To review on", index="btree_not_null")
    review_told_on = fields.Date("Guarantors told on", readonly=True, copy=False)
    owner_role_id = fields.Many2one(
        "code.social.role",
        "Looked after by",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    amendment_ids = fields.One2many(
        "code.social.amendment",
        "result_article_id",
        "Where this change comes from",
        readonly=True,
    )

    @api.depends("number", "title")
    def _compute_display_name(self):
        for article in self:
            article.display_name = f"{article.number}. {article.title}"

    @api.model_create_multi
    def create(self, vals_list):
        articles = super().create(vals_list)
        for article in articles.filtered(lambda one: not one.uid):
            article._by_method().write({"uid": new_uid()})
        return articles

    @api.constrains("version_id")
    def _check_draft(self):
        for article in self.sudo():
            if article.version_id.state != "draft":
                raise ValidationError(
                    self.env._(
                        "“%(version)s” is no longer a draft: no article is added.",
                        version=article.version_id.display_name,
                    )
                )

    def _is_sealed(self):
        return self.version_id.state != "draft"

    def _copied(self):
        """Return the values of this article (one) for the next version."""
        values = {name: self[name] for name in COPIED}
        return dict(
            values,
            pillar_id=self.pillar_id.id,
            owner_role_id=self.owner_role_id.id,
        )

    def _payload(self):
        """Return what the version's hash covers of this article (one)."""
        # Only when there are some: versions adopted before they existed still verify.
        said = {"situations": self.situations} if self.situations else {}
        return {
            **said,
            "number": self.number,
            "title": self.title,
            "kind": self.kind,
            "pillar": self.pillar_id.code or None,
            "amendments": self.amendment_ids._payloads(),
            "body": str(self.body or ""),
        }

    def _history(self):
        """Return the amendments that made this article what it is, as superuser."""
        amendments = self.env["code.social.amendment"].sudo()
        domain = Domain("result_article_id.uid", "=", self.sudo().uid)
        domain &= Domain("state", "=", "merged")
        domain &= Domain("version_id.number", "<=", self.sudo().version_id.number)
        return amendments.search(domain, order="answered_on desc, id desc")
