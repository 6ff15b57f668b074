from odoo import models
from odoo.fields import Domain

_AGREEMENT = (
    "name",
    "kind",
    "date_start",
    "date_end",
    "work_ids",
    "body",
    "advance",
    "state",
    "sent_on",
    "signed_by",
    "signed_on",
    "countersigned_by",
    "countersigned_on",
)
_STATEMENT = (
    "name",
    "date_from",
    "date_to",
    "units_sold",
    "units_returned",
    "royalty",
    "brought",
    "recouped",
    "amount_due",
    "state",
    "communicated_on",
    "approved_on",
    "contest_reason",
    "answer",
)
_ROYALTY = ("date", "document", "work_id", "share", "units", "amount")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _own_data(self):
        """Add agreements sent, statements communicated and royalties."""

        def rows(model, domain, names):
            mine = Domain("partner_id", "=", self.id)
            return self._data_rows(self.env[model].sudo().search(mine & domain), names)

        sent = Domain("state", "!=", "draft")
        told = Domain("communicated_on", "!=", False)
        return {
            **super()._own_data(),
            "agreements": rows("code.social.agreement", sent, _AGREEMENT),
            "statements": rows("code.social.statement", told, _STATEMENT),
            "royalties": rows("code.social.royalty.line", Domain.TRUE, _ROYALTY),
        }
