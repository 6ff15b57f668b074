from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CharterVersion(models.Model):
    """One version of the charter: prepared, discussed, adopted, superseded."""

    _name = "code.social.charter.version"
    _description = "Version of the #CodeSocial"
    _inherit = ["mail.thread", "code.social.guard.mixin"]
    _order = "charter_id, number desc"
    _check_company_auto = True
    _method_fields = frozenset(
        {
            "state",
            "adopted_on",
            "effective_on",
            "content_hash",
            "previous_hash",
            "first_guarantor_id",
            "first_confirmed_on",
            "second_guarantor_id",
            "consultation_until",
            "reminded_on",
            "fingerprints",
        }
    )
    _sealed_free_fields = _method_fields

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
    number = fields.Integer(required=True, copy=False, tracking=True)
    summary = fields.Text("What changes, in a few words")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("consultation", "In consultation"),
            ("adopted", "In force"),
            ("superseded", "Superseded"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
    )
    consultation_until = fields.Date(
        "Last day of consultation", readonly=True, copy=False
    )
    reminded_on = fields.Date("Members reminded on", readonly=True, copy=False)
    adopted_on = fields.Date(readonly=True, copy=False)
    effective_on = fields.Date("In force from", readonly=True, copy=False)
    first_guarantor_id = fields.Many2one(
        "res.users", "Confirmed by", readonly=True, copy=False, ondelete="restrict"
    )
    first_confirmed_on = fields.Datetime(readonly=True, copy=False)
    second_guarantor_id = fields.Many2one(
        "res.users", "Adopted by", readonly=True, copy=False, ondelete="restrict"
    )
    content_hash = fields.Char("SHA-256 of the text", readonly=True, copy=False)
    previous_hash = fields.Char(
        "SHA-256 of the version before", readonly=True, copy=False
    )
    fingerprints = fields.Json(
        readonly=True,
        copy=False,
        help="What each article said at adoption, to name the one that was altered.",
    )
    article_ids = fields.One2many("code.social.charter.article", "version_id")
    amendment_ids = fields.One2many(
        "code.social.amendment", "version_id", "Amendments taken up"
    )
    adhesion_count = fields.Integer("Adhesions", compute="_compute_adhesion_count")

    _number_uniq = models.UniqueIndex(
        "(charter_id, number)", "Two versions cannot have the same number."
    )
    _open_uniq = models.UniqueIndex(
        "(charter_id) WHERE state IN ('draft', 'consultation')",
        "One version at a time is being prepared.",
    )
    _adopted_uniq = models.UniqueIndex(
        "(charter_id) WHERE state = 'adopted'", "One version at a time is in force."
    )

    @api.depends("number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "Version %(number)s", number=version.number
            )

    def _compute_adhesion_count(self):
        adhesions = self.env["code.social.adhesion"].sudo()
        groups = adhesions._read_group(
            Domain("version_id", "in", self.ids) & Domain("state", "=", "valid"),
            ["version_id"],
            ["__count"],
        )
        counts = {version.id: count for version, count in groups}
        for version in self:
            version.adhesion_count = counts.get(version.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("number"):
                vals["number"] = self._next_number(vals.get("charter_id"))
        return super().create(vals_list)

    @api.model
    def _next_number(self, charter_id):
        last = self.sudo().search(
            [("charter_id", "=", charter_id)], order="number desc", limit=1
        )
        return last.number + 1

    # What people discuss or adopted no longer changes: it goes back to draft, or
    # another version follows.
    def _is_sealed(self):
        return self.state != "draft"

    # === In force ===

    @api.model
    def _in_force(self, company=None):
        """Return the versions in force in a company (the current one), superuser."""
        company = company or self.env.company
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "adopted")
        return self.sudo().search(domain)

    def _adherents(self, people):
        """Return those of these people who hold a valid adhesion to it (one)."""
        adhesions = self.env["code.social.adhesion"].sudo()
        domain = Domain("version_id", "=", self.id) & Domain("state", "=", "valid")
        domain &= Domain("partner_id", "in", people.ids)
        held = set(adhesions.search(domain).partner_id.ids)
        return people.filtered(lambda person: person.id in held)

    # === Preparing ===

    def _copy_articles(self, target):
        """Copy the articles of this version (one or none) into a draft."""
        self.env["code.social.charter.article"]._by_method().create(
            [
                dict(one._copied(), version_id=target.id)
                for one in self.sudo().article_ids
            ]
        )

    def _check_ready(self):
        if not self.sudo().article_ids:
            raise UserError(self.env._("This version has no article yet."))

    def _forget(self):
        """Read again from the database what the proof of these versions covers."""
        for records in (self, self.article_ids, self.amendment_ids):
            records.invalidate_recordset(flush=False)
