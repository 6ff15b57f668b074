from odoo import models
from odoo.fields import Domain

_INITIATIVE = ("name", "description", "kind", "state", "submitted_on", "answer")
_POSITION = ("decision_id", "kind", "reason", "given_on")
_TURN = ("meeting_id", "start", "seconds", "kind", "passed")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _own_data(self):
        """Add what this person launched, answered and said.

        Of a confidential case, its reference alone: the text is read on its page, and
        never leaves it in a file.
        """

        def rows(model, name, names):
            found = self.env[model].sudo().search(Domain(name, "in", self.ids))
            return self._data_rows(found, names)

        return {
            **super()._own_data(),
            "initiatives": rows("code.social.initiative", "carrier_ids", _INITIATIVE),
            "positions": rows("code.social.position", "partner_id", _POSITION),
            "own_speech": rows("code.social.speaking.turn", "partner_id", _TURN),
            "cases": rows("code.social.case", "part_ids.party_id", ("name",)),
        }
