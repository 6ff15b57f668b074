from odoo import models


class AccountMove(models.Model):
    """Royalties follow customer invoices and credit notes, posted or not."""

    _inherit = "account.move"

    def _work_lines(self):
        """Return the lines of customer documents that sell a work, as superuser."""
        sales = self.sudo().filtered(
            lambda one: one.move_type in ("out_invoice", "out_refund")
        )
        return sales.invoice_line_ids.filtered(
            lambda one: one.display_type == "product" and one.product_id.is_work
        )

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        if lines := posted._work_lines():
            self.env["code.social.royalty.line"]._accrue(lines)
        return posted

    def button_draft(self):
        result = super().button_draft()
        if lines := self._work_lines():
            self.env["code.social.royalty.line"]._withdraw(lines)
        return result
