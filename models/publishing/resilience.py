from odoo import api, models
from odoo.fields import Domain


class CodeSocialResilience(models.AbstractModel):
    """Works and agreements that name a person: counted, for staff."""

    _inherit = "code.social.resilience"

    @api.model
    def _departure_items(self, partner):
        items = super()._departure_items(partner)
        works = self._works_of_one(partner)
        if works:
            label = self.env._("Works of a single author")
            why = self.env._("Agree on who answers for them.")
            items["hand_over"].append(self._item("work", f"{label} · {works}", why))
        agreements = self._agreements_of(partner)
        if agreements:
            label = self.env._("Agreements signed")
            why = self.env._("They go on: agree on how to write to each other.")
            items["hand_over"].append(
                self._item("agreement", f"{label} · {agreements}", why)
            )
        return items

    @api.model
    def _works_of_one(self, partner):
        domain = Domain("is_work", "=", True)
        domain &= Domain("company_id", "in", (self.env.company.id, False))
        domain &= Domain("work_author_ids", "in", partner.ids)
        works = self.env["product.template"].sudo().search(domain)
        return len(works.filtered(lambda one: one.work_author_ids == partner))

    @api.model
    def _agreements_of(self, partner):
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("state", "=", "signed")
        domain &= Domain("partner_id", "=", partner.id)
        return self.env["code.social.agreement"].sudo().search_count(domain)
