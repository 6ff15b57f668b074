from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.exact import exact
from ...tools.royalty import tier_split
from .agreement_template import KINDS


class CodeSocialAgreement(models.Model):
    _name = "code.social.agreement"
    _inherit = ["portal.mixin", "code.social.proof.mixin", "mail.thread"]
    _description = "Agreement"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    _method_fields = frozenset(
        {
            "state",
            "sent_on",
            "signed_by",
            "signed_by_salt",
            "signed_by_digest",
            "signature",
            "signature_salt",
            "signature_digest",
            "signed_on",
            "countersigned_by",
            "countersigned_by_salt",
            "countersigned_by_digest",
            "countersigned_on",
            "ended_on",
            "text_salt",
            "text_digest",
        }
    )
    # The content alone is sealed: its states, signatures and last day go on.
    _sealed_free_fields = _method_fields
    _erasable = {
        "signed_by": ("signed_by_salt", "signed_by_digest"),
        "signature": ("signature_salt", "signature_digest"),
        "countersigned_by": ("countersigned_by_salt", "countersigned_by_digest"),
    }

    name = fields.Char("Reference", required=True, tracking=True)
    kind = fields.Selection(KINDS, required=True, default="author")
    partner_id = fields.Many2one(
        "res.partner",
        "Signatory",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    template_id = fields.Many2one(
        "code.social.agreement.template",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('kind', '=', kind)]",
    )
    body = fields.Html("Text")
    date_start = fields.Date(
        "From", required=True, default=fields.Date.today, tracking=True
    )
    date_end = fields.Date("To", tracking=True, help="Last day, included.")
    work_ids = fields.Many2many(
        "product.template",
        "code_social_agreement_work_rel",
        "agreement_id",
        "work_id",
        "Works",
        ondelete="restrict",
        check_company=True,
        domain="[('is_work', '=', True)]",
        # Portal people have no right on products: their pages give the names.
        groups="code_social.group_publisher,code_social.group_accountant",
    )
    holder_ids = fields.One2many(
        "code.social.agreement.holder", "agreement_id", "Holders"
    )
    tier_ids = fields.One2many("code.social.royalty.tier", "agreement_id", "Tiers")
    base = fields.Selection(
        [
            ("public", "Public price without tax"),
            ("invoiced", "Price invoiced, without tax"),
        ],
        "Royalty on",
        required=True,
        default="public",
        help="What a rate applies to, for one unit sold.",
    )
    advance = fields.Monetary(
        help="Paid before: kept back on the royalties of this agreement alone."
    )
    amends_id = fields.Many2one(
        "code.social.agreement",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('partner_id', '=', partner_id), ('state', '=', 'signed')]",
    )
    amendment_ids = fields.One2many(
        "code.social.agreement", "amends_id", "Amendments", readonly=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "To sign"),
            ("signed", "Signed"),
            ("ended", "Ended"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        tracking=True,
    )
    sent_on = fields.Datetime(readonly=True)
    ended_on = fields.Date(readonly=True, help="Last day, when ended before its term.")
    signed_by = fields.Char("Signed by", readonly=True)
    signed_by_salt = fields.Char(readonly=True, groups="base.group_no_one")
    signed_by_digest = fields.Char(readonly=True, groups="base.group_no_one")
    # In its column: a file laid over a sealed record would be refused.
    signature = fields.Binary(readonly=True, attachment=False)
    signature_salt = fields.Char(readonly=True, groups="base.group_no_one")
    signature_digest = fields.Char(readonly=True, groups="base.group_no_one")
    signed_on = fields.Datetime(readonly=True)
    countersigned_by = fields.Char("For the community", readonly=True)
    countersigned_by_salt = fields.Char(readonly=True, groups="base.group_no_one")
    countersigned_by_digest = fields.Char(readonly=True, groups="base.group_no_one")
    countersigned_on = fields.Datetime(readonly=True)
    text_salt = fields.Char(readonly=True, groups="base.group_no_one")
    text_digest = fields.Char("Fingerprint of the text", readonly=True)

    _dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "An agreement cannot end before it starts.",
    )
    _advance_positive = models.Constraint(
        "CHECK (advance >= 0)", "An advance is not negative."
    )

    def _compute_access_url(self):
        for agreement in self:
            agreement.access_url = f"/my/agreements/{agreement.id}"

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.template_id and self.template_id.kind != self.kind:
            self.template_id = False

    @api.onchange("template_id")
    def _onchange_template(self):
        if self.template_id:
            self.body = self._body_of(self.template_id)

    @api.model
    def _body_of(self, template):
        return template.with_context(lang=self.partner_id.lang or None).body

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        for agreement in agreements:
            if agreement.template_id and not agreement.body:
                agreement.body = agreement._body_of(agreement.template_id)
        return agreements

    # === Checks ===

    @api.constrains("holder_ids", "tier_ids", "work_ids")
    def _check_content(self):
        for agreement in self.sudo():
            agreement._check_works()
            if agreement.holder_ids:
                agreement._check_shares()
            if agreement.tier_ids:
                agreement._check_tiers()

    def _check_works(self):
        if self.work_ids.filtered(lambda one: not one.is_work):
            raise ValidationError(self.env._("An agreement is about works only."))
        commons = self.work_ids.filtered(lambda one: one.ownership != "author")
        if commons and self.tier_ids:
            raise ValidationError(
                self.env._(
                    "“%(name)s” is a commons: no royalty can be promised on it.",
                    name=commons[0].name,
                )
            )

    def _check_shares(self):
        if sum(holder._exact_share() for holder in self.holder_ids) != 1:
            raise ValidationError(
                self.env._("The shares of the holders make exactly 100 % together.")
            )

    def _check_tiers(self):
        try:
            tier_split(0, 0, self._tiers())
        except ValueError:
            raise ValidationError(
                self.env._(
                    "Tiers go up, each with a rate from 0 to 100 %, and the last one"
                    " has no limit."
                )
            ) from None

    def _tiers(self):
        """Return [(ceiling or None, rate as Fraction)] in order, see tools."""
        return [
            (tier.up_to or None, exact(tier.rate) / 100)
            for tier in self.sudo().tier_ids.sorted(lambda t: (t.sequence, t.id))
        ]

    def _is_sealed(self):
        return self.state != "draft"

    # === Chain of amendments ===

    def _family(self):
        """Return this agreement (one), what it amends and what amends those."""
        first = self.sudo()
        while first.amends_id:
            first = first.amends_id
        family = level = first
        while level := level.amendment_ids - family:
            family |= level
        return family
