from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CodeSocialTie(models.Model):
    """A tie which a person declares so as not to judge someone close to them.

    Readable by its declarer alone. Draws and recusals ask `_pairs()`, which says
    that two people are tied and never why.
    """

    _name = "code.social.tie"
    _inherit = ["code.social.guard.mixin"]
    _description = "Declared Tie"
    _order = "id desc"
    _rec_name = "kind"

    _method_fields = frozenset({"partner_id", "other_id", "kind", "company_id"})

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Declared by",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user.partner_id,
    )
    other_id = fields.Many2one(
        "res.partner", "With", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("family", "Family"),
            ("couple", "Couple"),
            ("employer", "Employer or employee"),
            ("dispute", "Dispute"),
        ],
        required=True,
    )
    declared_on = fields.Date(default=fields.Date.today, readonly=True)

    _pair_uniq = models.UniqueIndex(
        "(partner_id, other_id, kind)", "This tie is already declared."
    )

    @api.model
    def declare(self, other_id, kind):
        """Declare a tie of the current person with another contact (its id).

        Returns the tie; the second declaration of the same tie returns the first.
        Raises AccessError for one who has not joined, UserError on a bad kind or
        on oneself.
        """
        partner = self.env.user.partner_id
        self._require(
            partner._is_member(),
            self.env._("Only members of the community declare ties."),
        )
        other = self.env["res.partner"].sudo().browse(other_id).exists()
        if kind not in dict(self._fields["kind"].selection):
            raise UserError(self.env._("Choose the kind of tie."))
        if not other._is_member() or other == partner:
            raise UserError(self.env._("Choose another member of the community."))
        values = {"partner_id": partner.id, "other_id": other.id, "kind": kind}
        domain = Domain.AND(Domain(name, "=", values[name]) for name in values)
        tie = self.sudo().search(domain, limit=1)
        tie = tie or self._by_method().create(
            {**values, "company_id": self.env.company.id}
        )
        return self.browse(tie.id)

    def withdraw(self):
        """Delete one's own ties. Raises AccessError on somebody else's."""
        partner = self.env.user.partner_id
        self._require(
            all(tie.partner_id == partner for tie in self.sudo()),
            self.env._("Only the person who declared a tie withdraws it."),
        )
        return self._by_method().unlink()

    @api.model
    def _pairs(self, partners):
        """Return the tied pairs among these partners: a set of (id, id), both ways."""
        domain = Domain("partner_id", "in", partners.ids)
        domain &= Domain("other_id", "in", partners.ids)
        pairs = set()
        for partner, other in self.sudo()._read_group(
            domain, ["partner_id", "other_id"]
        ):
            pairs.update({(partner.id, other.id), (other.id, partner.id)})
        return pairs

    @api.model
    def _tied_to(self, partners):
        """Return the people with a declared tie, either way, to one of these.

        Said to nobody: it only leaves people out.
        """
        domain = Domain("partner_id", "in", partners.ids)
        domain |= Domain("other_id", "in", partners.ids)
        ties = self.sudo().search(domain)
        return (ties.partner_id | ties.other_id) - partners
