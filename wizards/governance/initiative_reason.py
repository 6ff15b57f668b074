from odoo import models

# The actions of this room which the dialog may call. Each checks its own predicate.
_ACTIONS = {
    ("code.social.initiative", "action_answer_accept"),
    ("code.social.initiative", "action_answer_not_now"),
    ("code.social.coherence", "action_answer_yes"),
    ("code.social.coherence", "action_answer_no"),
    ("code.social.tension", "action_hear"),
    ("code.social.experiment", "action_abandon"),
}


class CodeSocialReasonWizard(models.TransientModel):
    _inherit = "code.social.reason.wizard"

    def action_apply(self):
        """Call the action, as the user, with the reason given."""
        self.ensure_one()
        if (self.res_model, self.method) not in _ACTIONS:
            return super().action_apply()
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("read")
        getattr(record, self.method)(self.reason)
        return {"type": "ir.actions.act_window_close"}
