from odoo import models

from .experiment_amendment import _ORIGINS


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    def _origin_rows(self):
        """What was tried, what rubbed, what somebody started: where one may read it."""
        rows = super()._origin_rows()
        for name in _ORIGINS:
            origin = self.sudo()[name].sudo(False)
            if origin and origin.has_access("read"):
                rows.append(
                    {
                        "label": self._fields[name]._description_string(self.env),
                        "name": origin.sudo().display_name,
                        "url": origin._page_url(),
                    }
                )
        return rows
