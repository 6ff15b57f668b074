from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _leave_seats(self):
        """Give back one's seats: rulings and cases go on with the others."""
        result = super()._leave_seats()
        mine = Domain("partner_id", "in", self.ids)
        cases = self.env["code.social.case.seat"].sudo()
        cases.search(
            mine & Domain("state", "in", ("asked", "active"))
        )._by_method().write({"state": "recused"})
        seats = self.env["code.social.arbitration.seat"].sudo()
        pending = Domain("arbitration_id.state", "in", ("draft", "heard"))
        seats = seats.search(mine & Domain("recused", "=", False) & pending)
        seats._by_method().write({"recused": True, "agreed": False})
        for arbitration in seats.arbitration_id:
            arbitration._settle()
        return result
