from odoo import api, fields, models
from odoo.tools import format_date


class Meeting(models.Model):
    """What a commission's life asks of a member, on their home page."""

    _inherit = "code.social.meeting"

    @api.model
    def _governance_awaits(self):
        """Return the rows of the home page, the most pressing first."""
        return [
            *self._awaits_actions(),
            *self._awaits_positions(),
            *self._awaits_minutes(),
        ]

    @api.model
    def _awaits_actions(self):
        today = fields.Date.context_today(self)
        due = self.env["project.task"]._my_actions()
        due = due.filtered(lambda task: task.date_deadline.date() <= today)
        return [
            {
                "icon": "check-square-o",
                "tone": "coral",
                "title": self.env._("You said: “%(name)s”", name=task.name),
                "text": self.env._(
                    "by %(day)s; without news it comes back at the next meeting",
                    day=format_date(self.env, task.date_deadline),
                ),
                "url": "/my/actions",
            }
            for task in due[:1]
        ]

    @api.model
    def _awaits_positions(self):
        waiting = self.env["code.social.decision"]._awaiting_me()
        return [
            {
                "icon": "hand-paper-o",
                "tone": "plum",
                "title": self.env._("Your word on “%(name)s”", name=decision.name),
                "text": self.env._(
                    "until %(day)s; after it, it is counted without you",
                    day=format_date(self.env, decision.closes_on),
                ),
                "url": f"/my/decisions/{decision.id}",
            }
            for decision in waiting.sudo()[:2]
        ]

    @api.model
    def _awaits_minutes(self):
        waiting = self._to_agree()
        return [
            {
                "icon": "file-text-o",
                "tone": "sky",
                "title": self.env._("Read the minutes of “%(name)s”", name=one.name),
                "text": self.env._("two who agree, and they are approved"),
                "url": f"/my/meetings/{one.id}#cs_meeting_minutes",
            }
            for one in waiting.sudo()[:1]
        ]

    @api.model
    def _my_action_rows(self):
        """Return the rows of the page of one's own actions."""
        today = fields.Date.context_today(self)
        return [
            {
                "id": task.id,
                "name": task.name,
                "day": format_date(self.env, task.date_deadline),
                "late": task.date_deadline.date() < today,
                "meeting": task.meeting_id.name,
                "meeting_id": task.meeting_id.id,
            }
            for task in self.env["project.task"]._my_actions()
        ]
