from odoo import api, models


class Event(models.Model):
    _inherit = "code.social.event"

    @api.model
    def _action_labels(self):
        return {
            **super()._action_labels(),
            "agreement.sent": self.env._("Agreement sent to sign"),
            "agreement.draft": self.env._("Agreement taken back"),
            "agreement.sign": self.env._("Agreement signed by the signatory"),
            "agreement.signed": self.env._("Agreement signed by both"),
            "agreement.ended": self.env._("Agreement ended"),
            "statement.checked": self.env._("Statement checked"),
            "statement.draft": self.env._("Statement reopened"),
            "statement.communicated": self.env._("Statement communicated"),
            "statement.approved": self.env._("Statement approved"),
            "statement.contested": self.env._("Statement contested"),
            "statement.answered": self.env._("Statement answered"),
            "statement.billed": self.env._("Statement billed"),
        }
