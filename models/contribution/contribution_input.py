import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What a person may say of a contribution; anything else is dropped.
WRITABLE = (
    "name",
    "date",
    "nature_id",
    "quantity",
    "description",
    "proposal",
    "link",
    "project_id",
    "task_id",
    "commission_id",
)
TITLE_LENGTH = 200
TOKEN = re.compile(r"^[0-9a-fA-F-]{8,64}$")


class Contribution(models.Model):
    """What a person typed becomes values, or a clear sentence in their language."""

    _inherit = "code.social.contribution"

    @api.model
    def _clean_values(self, values, person, current=None):
        """Return a dict of field values from what was typed.

        :param current: the contribution being revised, or None for a new one
        """
        given = {key: values[key] for key in WRITABLE if key in values}
        if current is None:
            given.setdefault("date", None)
            given.setdefault("name", "")
            given.setdefault("nature_id", None)
        vals = {
            key: getattr(self, f"_clean_{key}", self._clean_text)(value)
            for key, value in given.items()
        }
        if vals.get("task_id") and "project_id" not in vals:
            task = self.env["project.task"].sudo().browse(vals["task_id"])
            vals["project_id"] = self._clean_project_id(task.project_id.id)
        if current is None:
            vals["company_id"] = self.env.company.id
        return vals

    @api.model
    def _clean_text(self, value):
        return (str(value).strip() or False) if value else False

    @api.model
    def _clean_name(self, value):
        title = " ".join(str(value or "").split())
        if not title:
            raise UserError(self.env._("Say in a few words what was brought."))
        if len(title) > TITLE_LENGTH:
            raise UserError(
                self.env._(
                    "The title holds %(limit)s characters: say the rest in the"
                    " description.",
                    limit=TITLE_LENGTH,
                )
            )
        return title

    @api.model
    def _clean_date(self, value):
        today = fields.Date.context_today(self)
        if not value:
            return today
        try:
            day = value if isinstance(value, date) else fields.Date.to_date(value)
        except (ValueError, TypeError):
            raise UserError(
                self.env._("Write the day as day, month and year.")
            ) from None
        if day > today:
            raise UserError(
                self.env._("This day has not come yet. Choose today or earlier.")
            )
        if day < today - timedelta(days=366 * 50):
            raise UserError(self.env._("This day is too far back to be right."))
        return day

    @api.model
    def _clean_quantity(self, value):
        try:
            text = str(value or 0).replace("\u202f", "").replace(" ", "")
            quantity = float(text.replace(",", "."))
        except ValueError:
            quantity = float("nan")
        if not 0 <= quantity < 1_000_000:
            raise UserError(
                self.env._(
                    "How much? Write a number from 0 up. Zero is a whole contribution."
                )
            )
        return quantity

    @api.model
    def _clean_id(self, value):
        try:
            return int(value or 0)
        except (TypeError, ValueError):
            raise UserError(self.env._("This choice does not exist.")) from None

    @api.model
    def _clean_nature_id(self, value):
        nature = (
            self.env["code.social.nature"]
            .sudo()
            .with_context(active_test=False)
            .browse(self._clean_id(value))
            .exists()
        )
        if not nature or nature.company_id not in (
            self.env["res.company"],
            self.env.company,
        ):
            raise UserError(self.env._("Choose what kind of contribution it is."))
        if not nature.active:
            raise UserError(
                self.env._(
                    "“%(nature)s” is no longer used. Choose another kind.",
                    nature=nature.name,
                )
            )
        return nature.id

    @api.model
    def _clean_project_id(self, value):
        project = self.env["project.project"].sudo().browse(self._clean_id(value))
        if project and not project.exists()._open_to(self.env.user):
            raise UserError(self.env._("This project is not open here."))
        return project.id

    @api.model
    def _clean_task_id(self, value):
        task = self.env["project.task"].sudo().browse(self._clean_id(value))
        if task and not task.exists().project_id._open_to(self.env.user):
            raise UserError(self.env._("This task is not open here."))
        return task.id

    @api.model
    def _clean_commission_id(self, value):
        commission = self.env["code.social.commission"].browse(self._clean_id(value))
        if commission and not (commission.exists() and commission.has_access("read")):
            raise UserError(self.env._("This commission is not open here."))
        return commission.id

    @api.model
    def _clean_link(self, value):
        link = str(value or "").strip()
        parts = urlsplit(link)
        if link and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise UserError(
                self.env._("Write the whole link, beginning with https://.")
            )
        return link or False

    @api.model
    def _clean_token(self, token):
        if token and not TOKEN.match(str(token)):
            raise UserError(self.env._("Reload the page and try again."))
        return token or False

    @api.model
    def _people_command(self, ids):
        people = (
            self.env["res.partner"]
            .sudo()
            .browse(self._clean_id(person) for person in ids or ())
        )
        if people != people.exists()._members_here():
            raise UserError(self.env._("Choose people of the community."))
        return [fields.Command.set(people.ids)]

    @api.model
    def _share_commands(self, person, values):
        """Return the shares: each co-contributor's, and the rest to the person."""
        others = [
            (self._clean_id(partner), self._clean_quantity(percent))
            for partner, percent in values.get("co_contributors") or ()
        ]
        self._people_command([partner for partner, _percent in others])
        rest = round(100 - sum(percent for _partner, percent in others), 2)
        if rest <= 0 or person.id in [partner for partner, _percent in others]:
            raise UserError(
                self.env._("The shares add up to 100 %, and leave you a part.")
            )
        return [
            fields.Command.create({"partner_id": partner, "share": percent})
            for partner, percent in [(person.id, rest), *others]
        ]
