from odoo import models
from odoo.fields import Domain

_ADHESION = ("version_id", "signed_on", "signed_name", "text_hash", "state")
_AMENDMENT = ("title", "kind", "article_id", "reasons", "state", "answer")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _own_data(self):
        """Add what this person signed, and the changes they carried."""
        adhesions = self.env["code.social.adhesion"].sudo()
        adhesions = adhesions.search(Domain("partner_id", "=", self.id))
        amendments = self.env["code.social.amendment"].sudo()
        amendments = amendments.search(Domain("carrier_ids", "in", self.ids))
        return {
            **super()._own_data(),
            "charter_signatures": self._data_rows(adhesions, _ADHESION),
            "amendments": self._data_rows(amendments, _AMENDMENT),
        }
