from odoo import api, fields, models

from ..community.proof import new_uid


class CharterComment(models.Model):
    """What a member says of an article, beside its text, which stays as it is."""

    _name = "code.social.charter.comment"
    _description = "Comment on an article"
    _inherit = ["mail.thread", "code.social.proof.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _erasable = {"words": ("words_salt", "words_digest")}
    _method_fields = frozenset(
        {
            "charter_id",
            "article_id",
            "article_uid",
            "about",
            "author_id",
            "words",
            "words_salt",
            "words_digest",
            "state",
            "hidden_by_id",
            "hidden_reason",
            "token",
            "uid",
        }
    )

    charter_id = fields.Many2one(
        "code.social.charter",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        related="charter_id.company_id",
        store=True,
        precompute=True,
        index=True,
        required=True,
    )
    # An article of a draft may still be taken out: what was said of it stays.
    article_id = fields.Many2one(
        "code.social.charter.article",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    article_uid = fields.Char("Reference of the article", readonly=True, index=True)
    about = fields.Char(
        readonly=True, help="The version and the article when it was said."
    )
    author_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="restrict"
    )
    uid = fields.Char(
        "Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda _s: new_uid(),
    )
    words = fields.Text("What was said", readonly=True)
    words_salt = fields.Char(readonly=True, copy=False, groups="base.group_no_one")
    words_digest = fields.Char(readonly=True, copy=False, groups="base.group_no_one")
    token = fields.Char(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    state = fields.Selection(
        [
            ("published", "Published"),
            ("withdrawn", "Withdrawn"),
            ("hidden", "Hidden"),
        ],
        required=True,
        readonly=True,
        default="published",
        index=True,
        copy=False,
        tracking=True,
    )
    hidden_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    hidden_reason = fields.Text("Why it is hidden", readonly=True, copy=False)

    _token_uniq = models.UniqueIndex(
        "(author_id, token) WHERE token IS NOT NULL",
        "This comment is already there.",
    )

    @api.depends("about")
    def _compute_display_name(self):
        for comment in self:
            comment.display_name = comment.about or self.env._("Comment")
