"""What the buttons of calls, aid and draws show is what the predicates say."""

from odoo import api, fields, models


class TalentCall(models.Model):
    _inherit = "code.social.talent.call"

    can_open = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_close = fields.Boolean(compute="_compute_can", export_string_translation=False)

    @api.depends("state", "project_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for call in self:
            call.can_open = call.state == "draft" and call._can_open()
            call.can_close = call.state == "open" and call._can_close()


class Aid(models.Model):
    _inherit = "code.social.aid"

    can_match = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_accept = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_decline = fields.Boolean(
        compute="_compute_can", export_string_translation=False
    )
    can_thank = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_withdraw = fields.Boolean(
        compute="_compute_can", export_string_translation=False
    )

    @api.depends("state", "other_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for aid in self:
            answered = aid.state == "answered"
            aid.can_match = aid.state == "open" and aid._can_match()
            aid.can_accept = answered and aid._can_accept()
            aid.can_decline = answered and aid._can_decline()
            aid.can_thank = aid.state == "matched" and aid._can_thank()
            waits = answered or aid.state == "open"
            aid.can_withdraw = waits and aid._can_withdraw()


class Draw(models.Model):
    _inherit = "code.social.draw"

    can_commit = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_reveal = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_start_again = fields.Boolean(
        compute="_compute_can", export_string_translation=False
    )

    @api.depends("state", "waiting_for")
    @api.depends_context("uid")
    def _compute_can(self):
        for draw in self:
            all_given = draw.state == "committed" and not draw.waiting_for
            draw.can_commit = draw.state == "draft" and draw._can_commit()
            draw.can_reveal = all_given and draw._can_reveal()
            void = draw.state == "void"
            draw.can_start_again = void and draw._can_start_again()
