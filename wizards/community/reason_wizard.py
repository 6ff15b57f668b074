from odoo import api, fields, models
from odoo.exceptions import UserError

# The actions which this dialog may call. Each checks its own predicate.
_ACTIONS = {
    ("code.social.mandate", "action_resign"),
    ("code.social.mandate", "action_revoke"),
    ("code.social.aid", "action_thank"),
    ("res.partner", "action_leave"),
    ("project.project", "action_write_intent"),
    ("res.partner", "action_erase_personal"),
}


class CodeSocialReasonWizard(models.TransientModel):
    _name = "code.social.reason.wizard"
    _description = "Reason of an action"

    reason = fields.Text()
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    method = fields.Char(required=True, readonly=True)

    @api.model
    def _known_actions(self):
        """Return the {(model, method)} this dialog may call. Each room adds its own."""
        return _ACTIONS

    @api.model
    def default_get(self, fields):
        """Take the record the dialog was opened on."""
        context = self.env.context
        return {
            "res_model": context.get("active_model"),
            "res_id": context.get("active_id"),
            "method": context.get("code_social_action"),
            **super().default_get(fields),
        }

    def action_apply(self):
        """Call the action, as the user, with the reason given."""
        self.ensure_one()
        if (self.res_model, self.method) not in self._known_actions():
            raise UserError(self.env._("This dialog does not know that action."))
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("This record no longer exists."))
        getattr(record, self.method)(self.reason)
        return {"type": "ir.actions.act_window_close"}
