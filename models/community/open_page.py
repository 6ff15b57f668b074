"""What the pages of open matters share: choices of their forms."""

from odoo import api, models
from odoo.fields import Domain


class OpenMixin(models.AbstractModel):
    """Choices which several forms offer."""

    _inherit = "code.social.open.mixin"

    @api.model
    def _projects(self):
        """Return [(id, name)] of the community's projects."""
        company = [self.env.company.id, False]
        domain = [("code_social", "=", True), ("company_id", "in", company)]
        projects = self.env["project.project"].sudo().search(domain, order="name")
        return [("", self.env._("None in particular"))] + [
            (str(one.id), one.name) for one in projects
        ]

    @api.model
    def _commissions(self):
        """Return [(id, name)] of the commissions."""
        domain = [("company_id", "=", self.env.company.id)]
        found = self.env["code.social.commission"].sudo().search(domain)
        return [("", self.env._("None in particular"))] + [
            (str(one.id), one.name) for one in found
        ]

    @api.model
    def _members(self, *without):
        """Return [(id, name)] of the other members of this community."""
        people = self.env["res.partner"].sudo()
        domain = Domain("joined_on", "!=", False) & Domain("left_on", "=", False)
        domain &= Domain("id", "not in", [self._me().id, *without])
        people = people.search(domain, order="name")._members_here()
        return [("", self.env._("Nobody in particular"))] + [
            (str(one.id), one.name) for one in people
        ]

    @api.model
    def _listed(self):
        """Return the rows of the list page, the newest first."""
        return [one._row() for one in self.search([], limit=80)]
