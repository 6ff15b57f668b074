from odoo import api, models


class Event(models.Model):
    """What people read of calls, aid and draws."""

    _inherit = "code.social.event"

    @api.model
    def _action_labels(self):
        return {
            **super()._action_labels(),
            "call.open": self.env._("Call for talents opened"),
            "call.closed": self.env._("Call for talents closed"),
            "match.accepted": self.env._("Said yes to a call"),
            "match.taken_back": self.env._("Took a yes back"),
            "aid.open": self.env._("Need or offer said"),
            "aid.answered": self.env._("Need or offer answered"),
            "aid.matched": self.env._("Aid agreed"),
            "aid.thanked": self.env._("Aid thanked"),
            "aid.expired": self.env._("Need or offer over"),
            "aid.withdrawn": self.env._("Need or offer taken back"),
            "draw.committed": self.env._("Candidates of a draw fixed"),
            "draw.revealed": self.env._("Secrets of a draw asked for"),
            "draw.published": self.env._("People drawn by lot"),
            "draw.void": self.env._("Draw void"),
            "witness.given": self.env._("Secret given by a witness"),
            "witness.opened": self.env._("Secret opened by a witness"),
        }
