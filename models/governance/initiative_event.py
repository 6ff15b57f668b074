from odoo import api, models


class Event(models.Model):
    """What people read of the acts on open matters; cases keep their own log."""

    _inherit = "code.social.event"

    @api.model
    def _action_labels(self):
        return {
            **super()._action_labels(),
            "initiative.submitted": self.env._("Initiative launched"),
            "initiative.coherence": self.env._(
                "Initiative launched, its coherence looked at"
            ),
            "initiative.accepted": self.env._("Initiative accepted"),
            "initiative.not_now": self.env._("Initiative answered: not now"),
            "initiative.merged": self.env._("Initiative joined to another"),
            "initiative.result": self.env._("Initiative became a project or a task"),
            "coherence.opinion": self.env._("Author's opinion given"),
            "coherence.answered": self.env._("Coherence answered"),
            "tension.open": self.env._("Tension raised"),
            "tension.heard": self.env._("Tension heard"),
            "tension.closed": self.env._("Tension closed"),
            "arbitration.draft": self.env._("Question put"),
            "arbitration.recused": self.env._("Seat stepped aside"),
            "arbitration.heard": self.env._("Question heard"),
            "arbitration.proposed": self.env._("Ruling proposed"),
            "arbitration.agreed": self.env._("Ruling agreed with"),
            "arbitration.ruled": self.env._("Ruling given"),
            "arbitration.execution": self.env._("Carrying out of the ruling settled"),
            "arbitration.executed": self.env._("Ruling carried out"),
            "experiment.experimentation": self.env._("Experiment started"),
            "experiment.adaptation": self.env._("Experiment adapted"),
            "experiment.perpetuated": self.env._("Experiment proposed for the charter"),
            "experiment.abandoned": self.env._("Experiment abandoned"),
            "experiment.lapsed": self.env._("Experiment ended by itself"),
        }
