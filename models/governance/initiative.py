from odoo import api, fields, models
from odoo.fields import Domain


class CodeSocialInitiative(models.Model):
    _name = "code.social.initiative"
    _inherit = ["code.social.open.mixin"]
    _description = "Initiative"
    _order = "submitted_on desc, id desc"
    _check_company_auto = True
    _act = "initiative"

    _method_fields = frozenset(
        {
            "name",
            "description",
            "kind",
            "carrier_ids",
            "support_ids",
            "commission_id",
            "project_id",
            "tension_id",
            "answer_by",
            "answer",
            "answered_by_id",
            "answered_on",
            "merged_into_id",
            "result_project_id",
            "result_task_id",
            "state",
            "submitted_on",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    name = fields.Char("In one sentence", required=True, readonly=True)
    description = fields.Text(readonly=True)
    kind = fields.Selection(
        [
            ("micro", "Micro-contribution"),
            ("project", "New project"),
            ("research", "Collective research"),
            ("mutual_aid", "Mutual aid"),
            ("challenge", "Joyful challenge"),
        ],
        required=True,
        readonly=True,
        default="micro",
    )
    carrier_ids = fields.Many2many(
        "res.partner",
        "code_social_initiative_carrier_rel",
        "initiative_id",
        "partner_id",
        "Carried by",
        readonly=True,
    )
    support_ids = fields.Many2many(
        "res.partner",
        "code_social_initiative_support_rel",
        "initiative_id",
        "partner_id",
        "Supports",
        readonly=True,
    )
    support_count = fields.Integer(
        "Number of supports", compute="_compute_support_count"
    )
    commission_id = fields.Many2one(
        "code.social.commission",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The commission that answers; without one, the publisher does.",
    )
    project_id = fields.Many2one(
        "project.project",
        "Project concerned",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    tension_id = fields.Many2one(
        "code.social.tension",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Waiting for an answer"),
            ("coherence", "Looked at for coherence"),
            ("accepted", "Accepted"),
            ("not_now", "Not now"),
            ("merged", "Joined to another"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    submitted_on = fields.Date("Launched on", readonly=True)
    answer_by = fields.Date(readonly=True, index=True)
    late_days = fields.Integer("Days late", compute="_compute_late_days")
    answer = fields.Text(readonly=True)
    answered_by_id = fields.Many2one(
        "res.partner", "Answered by", readonly=True, ondelete="restrict"
    )
    answered_on = fields.Date(readonly=True)
    merged_into_id = fields.Many2one(
        "code.social.initiative", "Joined to", readonly=True, ondelete="restrict"
    )
    result_project_id = fields.Many2one(
        "project.project",
        "Became the project",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    result_task_id = fields.Many2one(
        "project.task", "Became the task", readonly=True, ondelete="restrict"
    )
    coherence_ids = fields.One2many("code.social.coherence", "initiative_id")

    _token_uniq = models.UniqueIndex(
        "(opened_by_id, token) WHERE token IS NOT NULL",
        "This form was already sent.",
    )

    @api.depends("support_ids")
    def _compute_support_count(self):
        for initiative in self:
            initiative.support_count = len(initiative.sudo().support_ids)

    @api.depends("state", "answer_by")
    def _compute_late_days(self):
        today = fields.Date.context_today(self)
        for initiative in self:
            waits = initiative.state in ("submitted", "coherence")
            due = waits and initiative.answer_by
            initiative.late_days = max(0, (today - due).days) if due else 0

    # === Permissions ===

    def _is_carrier(self):
        me = self._me()
        return me in self.sudo().carrier_ids or me == self.sudo().opened_by_id

    def _can_support(self):
        """Every member of its community."""
        return self._is_reader()

    def _can_answer(self):
        """A coordinator of its commission or the publisher, never a carrier."""
        self.ensure_one()
        mine = self._is_here() and self._me() in (
            self.sudo().commission_id.coordinator_ids
        )
        return (mine or self._is_publisher()) and not self._is_carrier()

    def _can_submit(self):
        return self._is_carrier() and self._is_reader()

    @api.model
    def _mine_to_answer(self):
        """Return what waits for the user's answer as a coordinator."""
        domain = Domain("commission_id.coordinator_ids", "in", self._me().ids)
        domain &= Domain("state", "=", "submitted")
        domain &= Domain("carrier_ids", "not in", self._me().ids)
        return self.search(domain, order="answer_by, id")
