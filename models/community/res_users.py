from odoo import api, models


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        # A member without login receives the group with the first login.
        users.partner_id._give_groups()
        return users

    def write(self, vals):
        moved = "partner_id" in vals or "active" in vals
        before = self.partner_id if moved else self.partner_id.browse()
        result = super().write(vals)
        if moved:
            neutral = self.env["code.social.role"]._neutral_groups()
            if self.partner_id != before:
                self.partner_id._withdraw_groups(neutral)
            self.partner_id._give_groups()
        return result
