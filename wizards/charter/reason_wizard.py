from odoo import api, models


class ReasonWizard(models.TransientModel):
    _inherit = "code.social.reason.wizard"

    @api.model
    def _known_actions(self):
        return super()._known_actions() | {
            ("code.social.amendment", "action_reject"),
            ("code.social.charter.comment", "action_hide"),
            ("code.social.adhesion", "action_erase"),
        }
