from odoo import api, fields, models
from odoo.exceptions import UserError


class Attendance(models.Model):
    """One stretch during which somebody was at a meeting."""

    _name = "code.social.attendance"
    _description = "Meeting Attendance"
    _inherit = ["code.social.guard.mixin"]
    _order = "meeting_id, arrival, id"
    _method_fields = frozenset({"meeting_id", "partner_id", "arrival", "departure"})

    meeting_id = fields.Many2one(
        "code.social.meeting", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    arrival = fields.Datetime(required=True)
    departure = fields.Datetime(help="Empty: stayed until the end.")
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True, index=True
    )

    _dates = models.Constraint(
        "CHECK (departure IS NULL OR departure >= arrival)",
        "Somebody leaves after they arrived.",
    )

    @api.depends("meeting_id")
    def _compute_display_name(self):
        for attendance in self:
            attendance.display_name = attendance.meeting_id.sudo().display_name

    def _is_sealed(self):
        self.ensure_one()
        return self.meeting_id._is_sealed()

    def _span(self):
        """Return (arrival, departure) of this stretch (one), never open."""
        last = self.meeting_id._bounds()[1]
        return self.arrival, self.departure or max(last, self.arrival)


class Meeting(models.Model):
    _inherit = "code.social.meeting"

    def _can_note_presence(self):
        """Its facilitator, until the minutes are approved."""
        return self._is_facilitator()

    def _require_noting(self):
        self.ensure_one()
        self._require(
            self._can_note_presence(),
            self.env._("Only its facilitator notes who is there and who speaks."),
        )
        self._check_meeting_state("in_session", "closed")

    def add_attendance(self, partner_id, arrival=None, departure=None):
        """Note that somebody was there; return the attendance.

        :param arrival: UTC; None: since the start
        :param departure: UTC; None: until the end
        :raise AccessError: not the facilitator of this meeting
        :raise UserError: outside the meeting, or not a member
        """
        self._require_noting()
        Attendance = self.env["code.social.attendance"]
        person_id = self._clean_member(partner_id)
        if not person_id:
            raise UserError(self.env._("Choose who was there."))
        first, last = self._bounds()
        begin = self._clean_time(arrival) if arrival else first
        end = self._clean_time(departure) if departure else False
        self._check_stretch(begin, end or max(begin, last))
        mine = self.sudo().attendance_ids.filtered(
            lambda one: one.partner_id.id == person_id
        )
        same = mine.filtered(lambda one: (one.arrival, one.departure) == (begin, end))
        if same:
            return Attendance.browse(same[:1].ids)
        self._check_apart(mine, begin, end or last)
        vals = {"meeting_id": self.id, "partner_id": person_id}
        record = Attendance._by_method().create(
            {**vals, "arrival": begin, "departure": end}
        )
        self._figures_moved("meeting.presence")
        return Attendance.browse(record.ids)

    def _check_stretch(self, begin, end):
        first, last = self._bounds()
        if end < begin:
            raise UserError(self.env._("Somebody leaves after they arrived."))
        if begin < first or end > last:
            raise UserError(self.env._("These times are outside the meeting."))

    def _check_apart(self, stretches, begin, end):
        for one in stretches:
            arrival, departure = one._span()
            if begin < departure and arrival < end:
                raise UserError(
                    self.env._("This person is already noted as present then.")
                )

    def set_departure(self, attendance_id, departure=None):
        """Note when somebody left; None: now, or the end of a closed meeting.

        :raise AccessError: not the facilitator of this meeting
        :raise UserError: somebody spoke after that moment, or it is outside
        """
        self._require_noting()
        stretch = self._own_row("code.social.attendance", attendance_id)
        now = min(fields.Datetime.now(), self._bounds()[1])
        end = self._clean_time(departure) if departure else max(now, stretch.arrival)
        self._check_stretch(stretch.arrival, end)
        stretch._by_method().write({"departure": end})
        self._check_turns_covered(stretch.partner_id)
        self._figures_moved("meeting.presence")
        return True

    def remove_attendance(self, attendance_id):
        """Take back a presence noted by mistake, unless the person spoke then.

        :raise AccessError: not the facilitator of this meeting
        """
        self._require_noting()
        stretch = self._own_row("code.social.attendance", attendance_id)
        person = stretch.partner_id
        stretch._by_method().unlink()
        self._check_turns_covered(person)
        self._figures_moved("meeting.presence")
        return True

    def _own_row(self, model, row_id):
        """Return this row of this meeting, as superuser; raise UserError."""
        row = self.env[model].sudo().browse(self._clean_id(row_id)).exists()
        if row.meeting_id != self.sudo():
            raise UserError(self.env._("This row is not of this meeting."))
        return row

    def _check_turns_covered(self, person):
        """Raise UserError when a turn of this person is outside their presence."""
        for turn in self._turns().filtered(lambda one: one.partner_id == person):
            self._check_presence(person, turn.start, turn._end())
