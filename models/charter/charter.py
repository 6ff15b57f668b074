from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import chain


class Charter(models.Model):
    """The #CodeSocial of a community, and the chain of its adopted versions."""

    _name = "code.social.charter"
    _description = "#CodeSocial"
    _inherit = ["code.social.guard.mixin"]
    _order = "id"
    _method_fields = frozenset({"current_version_id", "consultation_days"})

    name = fields.Char(required=True, default="#CodeSocial")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    version_ids = fields.One2many("code.social.charter.version", "charter_id")
    current_version_id = fields.Many2one(
        "code.social.charter.version",
        "Version in force",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    consultation_days = fields.Integer(
        "Days of consultation at least",
        required=True,
        readonly=True,
        default=0,
        help="A version in consultation is not adopted before they are over.",
    )
    can_new_version = fields.Boolean(compute="_compute_can_new_version")

    @api.depends("version_ids.state")
    @api.depends_context("uid")
    def _compute_can_new_version(self):
        for charter in self:
            charter.can_new_version = charter._can_new_version()

    def _is_guarantor(self):
        """Tell whether the user watches over these charters (it may be none)."""
        trusted = self.env.user.has_group("code_social.group_guarantor")
        return trusted and self.has_access("read")

    def _open_version(self):
        """Return the version being prepared, draft or in consultation, or none."""
        versions = self.env["code.social.charter.version"].sudo()
        domain = Domain("charter_id", "in", self.ids)
        domain &= Domain("state", "in", ("draft", "consultation"))
        return versions.search(domain, limit=1)

    def _can_new_version(self):
        self.ensure_one()
        return self._is_guarantor() and not self._open_version()

    def action_new_version(self):
        """Prepare the next draft: the articles in force, with what was retained.

        :return: the draft, as the user
        :raise AccessError: not a guarantor, or a version is already being prepared
        """
        self.ensure_one()
        self._require(
            self._can_new_version(),
            self.env._(
                "Guarantors of the charter prepare its next version, one at a time."
            ),
        )
        charter = self.sudo()
        charter.lock_for_update()
        version = self.env["code.social.charter.version"]._by_method()
        version = version.create({"charter_id": charter.id})
        charter.current_version_id._copy_articles(version)
        version._apply_amendments()
        self.env["code.social.event"]._record(version.sudo(False), "charter.draft")
        return self.env["code.social.charter.version"].browse(version.id)

    def verify_chain(self):
        """Return the first broken version of these charters, or an empty recordset.

        Broken: its text, its amendments or its hash changed after its adoption.
        Reads what is stored. Raises AccessError for one who may not read.
        """
        self.check_access("read")
        self.env.flush_all()
        versions = self.env["code.social.charter.version"].sudo()
        for charter in self.sudo():
            domain = Domain("charter_id", "=", charter.id)
            domain &= Domain("state", "in", ("adopted", "superseded"))
            adopted = versions.search(domain, order="number")
            adopted._forget()
            rows = [
                (one.previous_hash or "", one._payload(), one.content_hash)
                for one in adopted
            ]
            broken = chain.verify(rows)
            if broken is not None:
                return self.env[versions._name].browse(adopted[broken].id)
        return self.env[versions._name]

    @api.model
    def _of_company(self, company):
        """Return the charter of a company, as superuser, or none."""
        return self.sudo().search([("company_id", "=", company.id)], limit=1)
