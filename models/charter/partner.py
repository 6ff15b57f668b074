from odoo import api, models
from odoo.fields import Domain


class Partner(models.Model):
    _inherit = "res.partner"

    def _eligible(self, purpose):
        """Narrow: once a version is in force, who is asked has signed it."""
        people = super()._eligible(purpose)
        for version in self.env["code.social.charter.version"]._in_force():
            people = version._adherents(people)
        return people

    @api.model
    def _charter_members(self, company):
        """Return the members of a community who have a login there, superuser."""
        domain = Domain("joined_on", "!=", False) & Domain("left_on", "=", False)
        domain &= Domain("user_ids.company_ids", "in", company.ids)
        return self.sudo().search(domain)
