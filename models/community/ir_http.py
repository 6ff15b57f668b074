from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Send the sentences of our scripts to the portal in its reader's language."""
        return [*super()._get_translation_frontend_modules_name(), "code_social"]
