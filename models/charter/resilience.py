from odoo import api, models
from odoo.fields import Domain

#: How many guarantors a version takes.
GUARANTORS = 2


class CodeSocialResilience(models.AbstractModel):
    """What the charter loses with a person."""

    _inherit = "code.social.resilience"

    @api.model
    def _departure_items(self, partner):
        items = super()._departure_items(partner)
        self._adoption_without(partner, items)
        self._confirmation_without(partner, items)
        self._articles_without(partner, items)
        return items

    @api.model
    def _adoption_without(self, partner, items):
        group = self.env.ref("code_social.group_guarantor").sudo()
        domain = Domain("all_group_ids", "in", group.ids)
        domain &= Domain("company_ids", "in", self.env.company.ids)
        guarantors = self.env["res.users"].sudo().search(domain).partner_id
        left = len(guarantors - partner)
        if partner in guarantors and left < GUARANTORS:
            why = self.env._(
                "A version takes two guarantors; %(left)s would be left.", left=left
            )
            label = self.env._("Adopting the #CodeSocial")
            items["stops"].append(self._item("adoption", label, why))

    @api.model
    def _confirmation_without(self, partner, items):
        """A first confirmation lapses with the seat that gave it."""
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("state", "=", "consultation")
        domain &= Domain("first_guarantor_id.partner_id", "=", partner.id)
        versions = self.env["code.social.charter.version"].sudo().search(domain)
        for version in versions:
            why = self.env._("Another guarantor confirms it again.")
            items["hand_over"].append(
                self._item("version", version.display_name, why, record=version)
            )

    @api.model
    def _articles_without(self, partner, items):
        """Articles in force whose owner role nobody else holds."""
        Version = self.env["code.social.charter.version"]
        roles = partner._running_mandates().role_id - self._others_roles(partner)
        domain = Domain("version_id", "in", Version._in_force(self.env.company).ids)
        domain &= Domain("owner_role_id", "in", roles.ids)
        articles = self.env["code.social.charter.article"].sudo()
        for role, count in articles._read_group(domain, ["owner_role_id"], ["__count"]):
            label = self.env._("Articles of the #CodeSocial: %(count)s", count=count)
            why = self.env._("Looked after by “%(role)s”.", role=role.name)
            items["hand_over"].append(self._item("article", label, why))

    @api.model
    def _others_roles(self, partner):
        """Return the roles which somebody else holds today."""
        Mandate = self.env["code.social.mandate"].sudo()
        domain = Mandate._running_domain() & Domain("partner_id", "!=", partner.id)
        return Mandate.search(domain).role_id
