from odoo import api, fields, models


class Commission(models.Model):
    """The life of a commission: its meetings and its decisions."""

    _inherit = "code.social.commission"

    meeting_ids = fields.One2many("code.social.meeting", "commission_id", "Meetings")
    decision_ids = fields.One2many("code.social.decision", "commission_id", "Decisions")
    meeting_count = fields.Integer(compute="_compute_life")
    decision_count = fields.Integer(compute="_compute_life")
    next_meeting_id = fields.Many2one(
        "code.social.meeting", "Next meeting", compute="_compute_life"
    )
    last_meeting_id = fields.Many2one(
        "code.social.meeting", "Last meeting", compute="_compute_life"
    )

    @api.depends("meeting_ids.start", "meeting_ids.state", "decision_ids")
    def _compute_life(self):
        meetings = (
            self.env["code.social.meeting"]
            .search([("commission_id", "in", self.ids)], order="start, id")
            .grouped("commission_id")
        )
        groups = self.env["code.social.decision"]._read_group(
            [("commission_id", "in", self.ids)], ["commission_id"], ["__count"]
        )
        decisions = {commission.id: count for commission, count in groups}
        Meeting = self.env["code.social.meeting"]
        for commission in self:
            mine = meetings.get(commission._origin, Meeting)
            coming = mine.filtered(lambda one: one.state in ("planned", "in_session"))
            commission.next_meeting_id = coming[:1]
            commission.last_meeting_id = (mine - coming)[-1:]
            commission.meeting_count = len(mine)
            commission.decision_count = decisions.get(commission.id, 0)

    def _is_looked_after(self):
        """Tell whether the user coordinates this commission (one) or publishes."""
        if not self or not self.exists() or not self.has_access("read"):
            return False
        user = self.env.user
        coordinates = user.partner_id in self.sudo().coordinator_ids
        return (coordinates and user.partner_id._is_member()) or user.has_group(
            "code_social.group_publisher"
        )

    def _own_project(self):
        """Return the commission's own project, made when it is first needed."""
        self.ensure_one()
        commission = self.sudo()
        if not commission.project_id:
            commission.project_id = (
                self.env["project.project"]
                .sudo()
                .create(
                    {
                        "name": commission.name,
                        "code_social": True,
                        "kind": "community",
                        "commission_id": commission.id,
                        "pillar_id": commission.pillar_id.id,
                        "company_id": commission.company_id.id,
                        "privacy_visibility": "portal",
                    }
                )
            )
        return commission.project_id

    def action_view_meetings(self):
        """Open the meetings of this commission."""
        return self._life_action("code_social.code_social_meeting_action")

    def action_view_decisions(self):
        """Open the decisions of this commission."""
        return self._life_action("code_social.code_social_decision_action")

    def _life_action(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return dict(action, domain=[("commission_id", "=", self.id)], context={})
