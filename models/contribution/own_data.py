from odoo import models
from odoo.fields import Domain

_CONTRIBUTION = (
    "name",
    "date",
    "nature_id",
    "quantity_label",
    "description",
    "proposal",
    "link",
    "project_id",
    "commission_id",
    "beneficiary_ids",
    "state",
    "acknowledged_on",
    "thanks",
    "return_reason",
)
_SHARE = ("contribution_id", "date", "share", "quantity")
_VALUATION = (
    "contribution_id",
    "round_id",
    "n",
    "has_quality",
    "quality",
    "has_agreement",
    "agreement",
    "views",
    "deliberation_reason",
)
_BALLOT = (
    "round_id",
    "contribution_id",
    "state",
    "scores",
    "strength",
    "improvement",
    "comment",
    "recusal_reason",
    "submitted_on",
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _own_data(self):
        """Add what this person brought, how it was received, and what they evaluated.

        What peers said of their works comes out once it is published, never before.
        """

        def rows(model, domain, names):
            return self._data_rows(self.env[model].sudo().search(domain), names)

        mine = Domain("partner_ids", "in", self.ids)
        valued = Domain("contribution_id.partner_ids", "in", self.ids)
        valued &= Domain("round_id.state", "in", ("published", "locked"))
        return {
            **super()._own_data(),
            "contributions": rows("code.social.contribution", mine, _CONTRIBUTION),
            "shares": rows(
                "code.social.contribution.share",
                Domain("partner_id", "=", self.id),
                _SHARE,
            ),
            "valuations": rows("code.social.valuation", valued, _VALUATION),
            "ballots_given": rows(
                "code.social.ballot", Domain("evaluator_id", "=", self.id), _BALLOT
            ),
        }
