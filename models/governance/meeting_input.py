"""What a person typed about a meeting becomes values, or a clear sentence."""

import re
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

TITLE_LENGTH = 200
TOKEN = re.compile(r"^[0-9a-fA-F-]{8,64}$")
LONGEST = timedelta(days=3)
#: What a person may say of a meeting; anything else is dropped.
WRITABLE = (
    "name",
    "commission_id",
    "project_id",
    "start",
    "stop",
    "place",
    "facilitator_id",
    "scribe_id",
    "timekeeper_id",
)


class Meeting(models.Model):
    _inherit = "code.social.meeting"

    @api.model
    def _clean_values(self, values):
        """Return field values from what was typed; raise UserError."""
        given = {name: values[name] for name in WRITABLE if name in values}
        cleaners = {
            "name": self._clean_title,
            "place": self._clean_line,
            "start": self._clean_time,
            "stop": self._clean_time,
            "commission_id": self._clean_commission,
            "project_id": self._clean_project,
        }
        return {
            name: cleaners.get(name, self._clean_member)(value)
            for name, value in given.items()
        }

    @api.model
    def _clean_line(self, value):
        return " ".join(str(value or "").split())[:TITLE_LENGTH] or False

    @api.model
    def _clean_title(self, value):
        title = " ".join(str(value or "").split())
        if not title:
            raise UserError(self.env._("Say in a few words what it is about."))
        if len(title) > TITLE_LENGTH:
            raise UserError(
                self.env._("The title holds %(limit)s characters.", limit=TITLE_LENGTH)
            )
        return title

    @api.model
    def _clean_token(self, value):
        token = str(value or "").strip()
        return token if TOKEN.match(token) else False

    @api.model
    def _clean_time(self, value):
        """Return a UTC datetime to the second, from one or from its text."""
        try:
            moment = (
                value
                if isinstance(value, datetime)
                else fields.Datetime.to_datetime(value)
            )
        except (ValueError, TypeError):
            moment = None
        if not moment:
            raise UserError(self.env._("Write the day and the time."))
        return moment.replace(microsecond=0, tzinfo=None)

    @api.model
    def _clean_id(self, value):
        try:
            return int(value or 0)
        except (TypeError, ValueError):
            raise UserError(self.env._("This choice does not exist.")) from None

    @api.model
    def _clean_commission(self, value):
        commission = self.env["code.social.commission"].browse(self._clean_id(value))
        if not commission.exists() or not commission.has_access("read"):
            raise UserError(self.env._("Choose the commission."))
        return commission.id

    @api.model
    def _clean_project(self, value):
        project_id = self._clean_id(value)
        project = self.env["project.project"].sudo().browse(project_id).exists()
        if project_id and not project._open_to(self.env.user):
            raise UserError(self.env._("This project is not open here."))
        return project.id

    @api.model
    def _clean_member(self, value):
        person_id = self._clean_id(value)
        person = self.env["res.partner"].sudo().browse(person_id).exists()
        if person_id and not person._members_here():
            raise UserError(self.env._("Choose a member of the community."))
        return person.id

    @api.model
    def _clean_seconds(self, value):
        """Return a whole number of seconds from 0 up; raise UserError."""
        try:
            seconds = float(value or 0)
        except (TypeError, ValueError):
            seconds = -1
        if seconds < 0 or seconds != int(seconds) or seconds > 86400:
            raise UserError(
                self.env._("Say how long in whole seconds, from 0 up to a day.")
            )
        return int(seconds)

    @api.model
    def _check_dates(self, start, stop):
        if stop <= start:
            raise UserError(self.env._("A meeting ends after it starts."))
        if stop - start > LONGEST:
            raise UserError(self.env._("A meeting lasts three days at most."))
