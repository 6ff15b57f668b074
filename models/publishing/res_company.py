from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def action_install_community(self):
        """Give these companies the agreement templates that ship with the add-on too.

        A company that has one of a kind keeps it as it is.
        """
        result = super().action_install_community()
        for company in self:
            company._install_templates()
        return result

    def _install_templates(self):
        templates = self.env["code.social.agreement.template"].sudo()
        own = templates.with_context(active_test=False).search(
            [("company_id", "=", self.id)]
        )
        for shipped in self._shipped(templates._name):
            if shipped.kind not in own.mapped("kind"):
                # Its words come with the copy, in every language.
                shipped.copy({"company_id": self.id})
