"""What the buttons of the back office show: what the predicates say."""

from odoo import api, fields, models


class Initiative(models.Model):
    _inherit = "code.social.initiative"

    viewer_can_answer = fields.Boolean(
        compute="_compute_viewer_can_answer", export_string_translation=False
    )
    viewer_can_make = fields.Boolean(
        compute="_compute_viewer_can_answer", export_string_translation=False
    )

    @api.depends("state", "carrier_ids", "result_project_id", "result_task_id")
    @api.depends_context("uid")
    def _compute_viewer_can_answer(self):
        for initiative in self:
            may = initiative._can_answer()
            made = initiative.result_project_id or initiative.result_task_id
            initiative.viewer_can_answer = may and initiative.state == "submitted"
            initiative.viewer_can_make = (
                may and initiative.state == "accepted" and not made
            )


class Coherence(models.Model):
    _inherit = "code.social.coherence"

    viewer_can_answer = fields.Boolean(
        compute="_compute_viewer_can_answer", export_string_translation=False
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_viewer_can_answer(self):
        for coherence in self:
            waits = coherence.state != "answered"
            coherence.viewer_can_answer = waits and coherence._can_answer()


class Tension(models.Model):
    _inherit = "code.social.tension"

    viewer_can_hear = fields.Boolean(
        compute="_compute_viewer_can_hear", export_string_translation=False
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_viewer_can_hear(self):
        for tension in self:
            tension.viewer_can_hear = tension.state == "open" and tension._can_hear()


class Arbitration(models.Model):
    _inherit = "code.social.arbitration"

    viewer_can_execute = fields.Boolean(
        compute="_compute_viewer_can_execute", export_string_translation=False
    )

    @api.depends("state", "execution_owner_id")
    @api.depends_context("uid")
    def _compute_viewer_can_execute(self):
        for arbitration in self:
            ruled = arbitration.state == "ruled"
            arbitration.viewer_can_execute = ruled and arbitration._can_execute()


class Experiment(models.Model):
    _inherit = "code.social.experiment"

    viewer_can_steer = fields.Boolean(
        compute="_compute_viewer_can_steer", export_string_translation=False
    )

    @api.depends("state", "owner_id")
    @api.depends_context("uid")
    def _compute_viewer_can_steer(self):
        for experiment in self:
            running = not experiment._is_sealed()
            experiment.viewer_can_steer = running and experiment._can_steer()
