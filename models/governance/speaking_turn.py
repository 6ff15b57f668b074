from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class SpeakingTurn(models.Model):
    """One person speaking once. Theirs, and the facilitator's, to read."""

    _name = "code.social.speaking.turn"
    _description = "Speaking Turn"
    _inherit = ["code.social.guard.mixin"]
    _order = "meeting_id, start, id"
    _method_fields = frozenset(
        {"meeting_id", "partner_id", "start", "seconds", "kind", "passed", "token"}
    )

    meeting_id = fields.Many2one(
        "code.social.meeting", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    start = fields.Datetime(required=True)
    seconds = fields.Integer(required=True)
    kind = fields.Selection(
        [
            ("presentation", "Presentation"),
            ("debate", "Debate"),
            ("round", "Round of the table"),
            ("answer", "Direct answer"),
            ("facilitation", "Facilitation"),
        ],
        default="debate",
        required=True,
    )
    passed = fields.Boolean(help="Said “I pass”, which is not silence.")
    token = fields.Char(copy=False, groups=fields.NO_ACCESS)
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True, index=True
    )

    _seconds = models.Constraint(
        "CHECK (seconds >= 0)", "Nobody speaks for less than no time."
    )
    _token_uniq = models.UniqueIndex(
        "(meeting_id, token) WHERE token IS NOT NULL", "This turn is already noted."
    )

    @api.depends("meeting_id")
    def _compute_display_name(self):
        for turn in self:
            turn.display_name = turn.meeting_id.sudo().display_name

    def _is_sealed(self):
        self.ensure_one()
        return self.meeting_id._is_sealed()

    def _end(self):
        return self.start + timedelta(seconds=self.seconds)


class Meeting(models.Model):
    _inherit = "code.social.meeting"

    def _turns(self):
        """Return the turns of these meetings, as superuser.

        Never a field of the meeting: whoever reads a meeting would reach them.
        """
        Turn = self.env["code.social.speaking.turn"].sudo()
        return Turn.search([("meeting_id", "in", self.ids)], order="start, id")

    @api.model
    def _turn_kinds(self):
        """Return [(kind, label)] of speaking turns."""
        field = self.env["code.social.speaking.turn"]._fields["kind"]
        return field._description_selection(self.env)

    def add_turn(
        self, partner_id, start, seconds, kind="debate", passed=False, token=None
    ):
        """Note that somebody spoke, or said “I pass”; return the turn.

        :param start: UTC
        :param seconds: whole, above 0; 0 with `passed`
        :param kind: presentation, debate, round, answer or facilitation
        :param token: UUID: a second call with it returns the first turn
        :raise AccessError: not the facilitator of this meeting
        :raise UserError: not present then, outside the meeting, not whole seconds
        """
        self._require_noting()
        Turn = self.env["code.social.speaking.turn"]
        token = self._clean_token(token)
        known = self._turns().filtered("token") if token else Turn.sudo().browse()
        known = known.filtered(lambda one: one.token == token)
        if known:
            return Turn.browse(known.ids)
        vals = self._turn_values(partner_id, start, seconds, kind, passed)
        record = Turn._by_method().create({**vals, "token": token})
        self._figures_moved("meeting.turn")
        return Turn.browse(record.ids)

    def _turn_values(self, partner_id, start, seconds, kind, passed):
        seconds = self._clean_seconds(seconds)
        if bool(passed) == bool(seconds):
            raise UserError(
                self.env._("Say how long this person spoke, or that they passed.")
            )
        if kind not in dict(self._turn_kinds()):
            raise UserError(self.env._("This choice does not exist."))
        person = self.env["res.partner"].sudo().browse(self._clean_id(partner_id))
        begin = self._clean_time(start)
        end = begin + timedelta(seconds=seconds)
        first, last = self._bounds()
        if begin < first or end > last:
            raise UserError(self.env._("This turn is outside the meeting."))
        self._check_presence(person, begin, end)
        return {
            "meeting_id": self.id,
            "partner_id": person.id,
            "start": begin,
            "seconds": seconds,
            "kind": kind,
            "passed": bool(passed),
        }

    def _check_presence(self, person, begin, end):
        """Raise UserError unless this person was there all that time."""
        reached = begin
        for one in self.sudo().attendance_ids.sorted("arrival"):
            arrival, departure = one._span()
            if one.partner_id == person and arrival <= reached <= departure:
                reached = max(reached, departure)
                if reached >= end:
                    return
        raise UserError(
            self.env._("This person is not noted as present during that turn.")
        )

    def remove_turn(self, turn_id):
        """Take back a turn noted by mistake.

        :raise AccessError: not the facilitator of this meeting
        """
        self._require_noting()
        self._own_row("code.social.speaking.turn", turn_id)._by_method().unlink()
        self._figures_moved("meeting.turn_removed")
        return True
