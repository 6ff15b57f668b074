from odoo import api, models


class Event(models.Model):
    _inherit = "code.social.event"

    @api.model
    def _action_labels(self):
        return {
            **super()._action_labels(),
            "meeting.plan": self.env._("Meeting planned"),
            "meeting.replan": self.env._("Meeting changed"),
            "meeting.in_session": self.env._("Meeting started"),
            "meeting.closed": self.env._("Meeting closed"),
            "meeting.approved": self.env._("Minutes approved and sealed"),
            "meeting.item": self.env._("Item put on an agenda"),
            "meeting.item_withdrawn": self.env._("Item taken off an agenda"),
            "meeting.presence": self.env._("Presence noted"),
            "meeting.turn": self.env._("Speaking turn noted"),
            "meeting.turn_removed": self.env._("Speaking turn taken back"),
            "meeting.action": self.env._("Action noted"),
            "action.done": self.env._("Action done"),
            "minutes.proposed": self.env._("Minutes proposed"),
            "minutes.corrected": self.env._("Minutes corrected"),
            "minutes.agreed": self.env._("Agreed with the minutes"),
            "decision.propose": self.env._("Decision proposed"),
            "decision.revise": self.env._("Decision changed"),
            "decision.open": self.env._("Decision opened"),
            "decision.position": self.env._("Position taken"),
            "decision.adopted": self.env._("Decision adopted"),
            "decision.rejected": self.env._("Decision not adopted"),
            "decision.lapsed": self.env._("Decision lapsed"),
        }
