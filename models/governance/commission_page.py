from odoo import models

PAST_SHOWN = 10


class Commission(models.Model):
    """What members see of a commission."""

    _inherit = "code.social.commission"

    def _page_rows(self):
        """Return the rows of the list of commissions."""
        return [
            {
                "id": one.id,
                "name": one.name,
                "pillar": one.sudo().pillar_id.name,
                "next": one.next_meeting_id and one.next_meeting_id._when(),
            }
            for one in self
        ]

    def _page(self):
        """Return what the page of this commission (one) shows."""
        self.ensure_one()
        self.check_access("read")
        this = self.sudo()
        coordinators = this.coordinator_ids
        upcoming = self.meeting_ids.filtered(
            lambda one: one.state in ("planned", "in_session")
        ).sorted("start")
        past = (self.meeting_ids - upcoming).sorted("start", reverse=True)
        decisions = self.decision_ids.filtered(lambda one: one.state != "draft")
        return {
            "id": this.id,
            "name": self.name,
            "purpose": self.purpose,
            "pillar": self.pillar_id.name,
            "coordinators": [one._public_card() for one in coordinators],
            "members": [one._public_card() for one in this.member_ids - coordinators],
            "upcoming": [one._row() for one in upcoming],
            "past": [one._row() for one in past[:PAST_SHOWN]],
            "decisions": decisions._rows(),
            "can_plan": self._is_looked_after(),
            "can_propose": self.env["code.social.decision"]._can_propose(self),
        }
