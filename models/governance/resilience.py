from odoo import api, fields, models
from odoo.fields import Domain

from .meeting_action import OVER


class CodeSocialResilience(models.AbstractModel):
    """What is under way and looked after by a person. Never a case."""

    _inherit = "code.social.resilience"

    @api.model
    def _departure_items(self, partner):
        items = super()._departure_items(partner)
        for kind, label, why, count in self._under_way(partner):
            if count:
                label = f"{label} · {count}"
                items["hand_over"].append(self._item(kind, label, why))
        return items

    @api.model
    def _under_way(self, partner):
        """Return [(kind, label, why, number)] of what waits for this person."""
        me, here = partner.id, Domain("company_id", "=", self.env.company.id)
        meetings = Domain("state", "=", "planned")
        meetings &= Domain("start", ">=", fields.Datetime.now())
        tasks = Domain("action_owner_id", "=", me) & Domain("meeting_id", "!=", False)
        tasks &= Domain("state", "not in", OVER)
        rulings = Domain("state", "=", "ruled") & Domain("execution_owner_id", "=", me)
        trials = Domain("state", "in", ("experimentation", "adaptation"))
        return [
            (
                "meeting",
                self.env._("Meetings to come"),
                self.env._("This person facilitates them: ask another."),
                self._number("meeting", here & meetings, "facilitator_id", me),
            ),
            (
                "action",
                self.env._("Actions said in a meeting"),
                self.env._("This person answers for them."),
                self.env["project.task"]
                .sudo()
                .search_count(
                    tasks & Domain("meeting_id.company_id", "=", self.env.company.id)
                ),
            ),
            (
                "ruling",
                self.env._("Rulings to carry out"),
                self.env._("This person sees to them."),
                self._number("arbitration", here & rulings),
            ),
            (
                "experiment",
                self.env._("Experiments under way"),
                self.env._("Without somebody to look after them, they end."),
                self._number("experiment", here & trials, "owner_id", me),
            ),
            (
                "initiative",
                self.env._("Initiatives carried alone"),
                self.env._("Nobody else carries them."),
                self._carried_alone(here, partner),
            ),
        ]

    @api.model
    def _number(self, name, domain, field="", partner_id=0):
        if field:
            domain &= Domain(field, "=", partner_id)
        return self.env[f"code.social.{name}"].sudo().search_count(domain)

    @api.model
    def _carried_alone(self, here, partner):
        domain = here & Domain("carrier_ids", "in", partner.ids)
        domain &= Domain("state", "in", ("submitted", "coherence", "accepted"))
        domain &= Domain("result_project_id", "=", False)
        domain &= Domain("result_task_id", "=", False)
        carried = self.env["code.social.initiative"].sudo().search(domain)
        return len(carried.filtered(lambda one: one.carrier_ids == partner))
