from odoo import api, fields, models

from ..community.proof import new_uid


class Adhesion(models.Model):
    """A person's word to one version of the charter."""

    _name = "code.social.adhesion"
    _description = "Adhesion"
    _inherit = ["code.social.proof.mixin"]
    _order = "signed_on desc, id desc"
    _check_company_auto = True
    _erasable = {
        "signed_name": ("signed_name_salt", "signed_name_digest"),
        "signature": ("signature_salt", "signature_digest"),
        "paper_id": ("paper_salt", "paper_digest"),
        "certificate_id": ("certificate_salt", "certificate_digest"),
    }
    _method_fields = frozenset(
        {
            "uid",
            "partner_id",
            "version_id",
            "state",
            "signed_on",
            "text_hash",
            "hash",
            "entered_by_id",
            *_erasable,
            *(name for pair in _erasable.values() for name in pair),
        }
    )
    _sealed_free_fields = frozenset(
        {
            "state",
            # The files come once the adhesion is there; erasing empties the others.
            "paper_id",
            "certificate_id",
            "certificate_digest",
            "signed_name",
            "signature",
            *(salt for salt, _digest in _erasable.values()),
        }
    )

    uid = fields.Char(
        "Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda _s: new_uid(),
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    version_id = fields.Many2one(
        "code.social.charter.version",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        related="version_id.company_id",
        store=True,
        precompute=True,
        index=True,
        required=True,
    )
    signed_on = fields.Datetime(required=True, readonly=True, index=True)
    text_hash = fields.Char("SHA-256 of the text signed", readonly=True)
    hash = fields.Char(
        "SHA-256 of the adhesion",
        readonly=True,
        help="Covers the text signed, the member's reference, the day, and the"
        " fingerprints of the name and the signature.",
    )
    signed_name = fields.Char("Name as signed", readonly=True)
    signed_name_salt = fields.Char(readonly=True, groups="base.group_no_one")
    signed_name_digest = fields.Char(readonly=True, groups="base.group_no_one")
    # In its column: a file laid over a sealed record would be refused.
    signature = fields.Binary(readonly=True, attachment=False)
    signature_salt = fields.Char(readonly=True, groups="base.group_no_one")
    signature_digest = fields.Char(readonly=True, groups="base.group_no_one")
    paper_id = fields.Many2one(
        "ir.attachment",
        "Signed paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    paper_salt = fields.Char(readonly=True, groups="base.group_no_one")
    paper_digest = fields.Char(readonly=True, groups="base.group_no_one")
    entered_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Who entered a signature given on paper.",
    )
    certificate_id = fields.Many2one(
        "ir.attachment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    certificate_salt = fields.Char(readonly=True, groups="base.group_no_one")
    certificate_digest = fields.Char(readonly=True, groups="base.group_no_one")
    state = fields.Selection(
        [
            ("valid", "Valid"),
            ("outdated", "Of an earlier version"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="valid",
        index=True,
    )
    erased = fields.Boolean(
        "Personal data erased", compute="_compute_erased", compute_sudo=True
    )
    can_withdraw = fields.Boolean(compute="_compute_can")
    can_erase = fields.Boolean(compute="_compute_can")

    _valid_uniq = models.UniqueIndex(
        "(partner_id, version_id) WHERE state = 'valid'",
        "This person has already signed this version.",
    )
    _uid_uniq = models.UniqueIndex(
        "(uid)", "Two adhesions cannot have the same reference."
    )

    @api.depends("version_id", "partner_id")
    def _compute_display_name(self):
        for adhesion in self.sudo():
            adhesion.display_name = (
                f"{adhesion.partner_id.name} · {adhesion.version_id.display_name}"
            )

    @api.depends("signed_name", "signed_name_digest")
    def _compute_erased(self):
        for adhesion in self:
            adhesion.erased = adhesion._proof_state("signed_name") == "erased"

    @api.depends("state", "partner_id", "signed_name")
    @api.depends_context("uid")
    def _compute_can(self):
        for adhesion in self:
            adhesion.can_withdraw = adhesion._can_withdraw()
            adhesion.can_erase = adhesion._can_erase()

    def _is_sealed(self):
        return True

    def _is_mine(self):
        return self.sudo().partner_id == self.env.user.partner_id

    # === Taking one's word back ===

    def _can_withdraw(self):
        """The person who signed, alone."""
        return self.sudo().state == "valid" and self._is_mine()

    def action_withdraw(self):
        """Take one's word back: valid → withdrawn. Nothing else closes."""
        for adhesion in self:
            adhesion._require(
                adhesion._can_withdraw(),
                self.env._("Only the person who signed withdraws a valid adhesion."),
            )
            adhesion._by_method().write({"state": "withdrawn"})
            self.env["code.social.event"]._record(
                adhesion,
                "adhesion.withdraw",
                {"state": "valid"},
                {"state": "withdrawn"},
            )
        return True

    # === Erasing ===

    def _can_erase(self):
        """The person who signed, or éditeur and manager at that person's request."""
        user = self.env.user
        asked = user.has_group("code_social.group_publisher") or user.has_group(
            "code_social.group_manager"
        )
        seen = self.has_access("read") and (asked or self._is_mine())
        return seen and not self.sudo().erased

    def action_erase(self, reason=None):
        """Erase the name, the signature and the files; the proof stays.

        Harmless twice. What was signed, when, and that it was, still verifies.

        :raise AccessError: neither the person's own, nor éditeur or manager
        """
        for adhesion in self.filtered(lambda one: not one.sudo().erased):
            adhesion._require(
                adhesion._can_erase(),
                self.env._(
                    "The person who signed, the publisher or the manager erases a name"
                    " and a signature."
                ),
            )
            adhesion._erase()
            self.env["code.social.event"]._record(
                adhesion, "adhesion.erase", reason=reason
            )
        return True
