from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class Meeting(models.Model):
    """A meeting of a commission: who looks after it, when, and what came out."""

    _name = "code.social.meeting"
    _description = "Meeting"
    _inherit = ["code.social.proof.mixin", "mail.thread"]
    _order = "start desc, id desc"
    _check_company_auto = True
    _method_fields = frozenset(
        {
            "name",
            "commission_id",
            "project_id",
            "company_id",
            "start",
            "stop",
            "place",
            "facilitator_id",
            "scribe_id",
            "timekeeper_id",
            "state",
            "opened_on",
            "closed_on",
            "token",
            "planned_by_id",
            "minutes",
            "minutes_salt",
            "minutes_digest",
            "minutes_state",
            "minutes_version",
            "minutes_by_id",
            "agreed_ids",
            "has_speech_index",
            "speech_index",
            "speech_hoover",
            "present_count",
            "unheard_count",
        }
    )
    _sealed_free_fields = frozenset({"minutes", "minutes_salt"})
    _erasable = {"minutes": ("minutes_salt", "minutes_digest")}

    name = fields.Char(required=True, tracking=True)
    commission_id = fields.Many2one(
        "code.social.commission",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    project_id = fields.Many2one(
        "project.project",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    start = fields.Datetime(required=True, index=True, tracking=True)
    stop = fields.Datetime(required=True, tracking=True)
    place = fields.Char(tracking=True)
    facilitator_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict"
    )
    scribe_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict"
    )
    timekeeper_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict"
    )
    planned_by_id = fields.Many2one(
        "res.partner", "Planned by", index="btree_not_null", ondelete="restrict"
    )
    token = fields.Char(copy=False, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("in_session", "In session"),
            ("closed", "Closed"),
            ("approved", "Approved"),
        ],
        default="planned",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )
    opened_on = fields.Datetime(readonly=True, copy=False)
    closed_on = fields.Datetime(readonly=True, copy=False)
    item_ids = fields.One2many(
        "code.social.agenda.item", "meeting_id", "Agenda", copy=False
    )
    attendance_ids = fields.One2many(
        "code.social.attendance", "meeting_id", "People present", copy=False
    )
    decision_ids = fields.One2many(
        "code.social.decision", "meeting_id", "Decisions", copy=False
    )

    _dates = models.Constraint(
        "CHECK (stop > start)", "A meeting ends after it starts."
    )
    _token_uniq = models.UniqueIndex(
        "(planned_by_id, token) WHERE token IS NOT NULL",
        "This meeting is already planned.",
    )

    def _is_sealed(self):
        self.ensure_one()
        return self.state == "approved"

    @api.constrains("facilitator_id", "scribe_id", "timekeeper_id", "commission_id")
    def _check_people(self):
        for meeting in self.sudo():
            people = meeting._day_roles()
            if people - people.with_company(meeting.company_id)._members_here():
                raise ValidationError(
                    self.env._("Day roles are held by members of this community.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if self.sudo().filtered(lambda meeting: meeting.state != "planned"):
            raise UserError(self.env._("A meeting that was held is kept."))

    def _day_roles(self):
        """Return the people who look after this meeting (one)."""
        return self.facilitator_id | self.scribe_id | self.timekeeper_id

    def _present(self):
        """Return the people present at this meeting (one), as superuser."""
        return self.sudo().attendance_ids.partner_id

    def _is_facilitator(self):
        self.ensure_one()
        me = self.env.user.partner_id
        return me._is_member() and me == self.sudo().facilitator_id

    def _is_scribe(self):
        self.ensure_one()
        me = self.env.user.partner_id
        return me._is_member() and me == self.sudo().scribe_id

    def _check_meeting_state(self, *states):
        """Raise UserError unless this meeting (one) is in one of these states."""
        if self.sudo().state not in states:
            raise UserError(
                self.env._(
                    "“%(name)s” has moved on meanwhile: reload the page.",
                    name=self.sudo().name,
                )
            )
