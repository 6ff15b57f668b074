from odoo import fields, models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    _inherit = "res.company"

    join_open = fields.Boolean(
        "People join by themselves",
        default=True,
        help="From the portal. When off, the welcome team lets them in.",
    )

    def _can_install_community(self):
        """Tell whether the user sets communities up, and works in these companies."""
        user = self.env.user
        trusted = user.has_group("code_social.group_publisher") or user.has_group(
            "code_social.group_manager"
        )
        return trusted and self <= user.company_ids

    def action_install_community(self):
        """Give these companies the roles and commissions which ship with the add-on.

        What a company already has, by its code, is left as it is.
        """
        if not self._can_install_community():
            raise AccessError(self.env._("You cannot set up a community there."))
        for company in self:
            company._install_shipped("code.social.commission")
            company._install_shipped("code.social.role")
            company._link_required_roles()
        return True

    def _shipped(self, model):
        """Return the records of this model that ship with the add-on, as superuser."""
        data = self.env["ir.model.data"].sudo()
        found = data.search([("module", "=", "code_social"), ("model", "=", model)])
        return self.env[model].sudo().browse(found.mapped("res_id")).exists()

    def _install_shipped(self, model):
        shipped = self._shipped(model).filtered("code")
        present = self.env[model].sudo().with_context(active_test=False)
        present = present.search([("company_id", "=", self.id)]).mapped("code")
        for record in shipped.filtered(lambda one: one.code not in present):
            # Its name comes with the copy, in every language.
            values = {"company_id": self.id, "code": record.code}
            if model == "code.social.role":
                values["requires_role_id"] = False
            else:
                values["project_id"] = False
            record.copy(values)

    def _link_required_roles(self):
        roles = self.env["code.social.role"].sudo()
        ours = {
            role.code: role for role in roles.search([("company_id", "=", self.id)])
        }
        for shipped in self._shipped("code.social.role"):
            required, role = shipped.requires_role_id.code, ours.get(shipped.code)
            if role and required in ours and not role.requires_role_id:
                role.requires_role_id = ours[required]
