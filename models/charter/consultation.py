"""The time everybody has to read a version before it is adopted."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

#: A consultation lasts a year at most.
_LONGEST = 365
#: Days before its end when members are reminded.
_REMINDER = 2


class Charter(models.Model):
    _inherit = "code.social.charter"

    can_set_days = fields.Boolean(compute="_compute_can_set_days")

    @api.depends_context("uid")
    def _compute_can_set_days(self):
        for charter in self:
            charter.can_set_days = charter._can_set_consultation_days()

    def _can_set_consultation_days(self):
        return self._is_guarantor()

    def set_consultation_days(self, days=None):
        """Say how many days a consultation lasts at least, from the next one on.

        :param days: a whole number from 0 to 365
        :raise AccessError: not a guarantor
        :raise UserError: not such a number
        """
        self.ensure_one()
        self._require(
            self._can_set_consultation_days(),
            self.env._("Guarantors of the charter say how long one reads it."),
        )
        text = str(days if days is not None else "").strip()
        if not text.isdecimal() or len(text) > 3 or int(text) > _LONGEST:
            raise UserError(self.env._("Choose a number of days from 0 to 365."))
        before = self.sudo().consultation_days
        self._by_method().write({"consultation_days": int(text)})
        self.env["code.social.event"]._record(
            self, "charter.days", {"days": before}, {"days": int(text)}
        )
        return True

    def _guarantors(self):
        """Return the guarantors of this charter (one), as contacts, superuser."""
        group = self.env.ref("code_social.group_guarantor")
        domain = Domain("all_group_ids", "in", group.ids)
        domain &= Domain("company_ids", "in", self.sudo().company_id.ids)
        return self.env["res.users"].sudo().search(domain).partner_id


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _consultation_end(self, until=None):
        """Return the last day of a consultation that opens today, False for none."""
        today = fields.Date.context_today(self)
        days = self.sudo().charter_id.consultation_days
        least = today + timedelta(days=days - 1)
        if not until:
            return least if days else False
        try:
            until = fields.Date.to_date(until)
        except (TypeError, ValueError):
            raise UserError(self.env._("Write the last day as a date.")) from None
        if until < max(least, today) or until > today + timedelta(days=_LONGEST):
            raise UserError(
                self.env._(
                    "Leave people time to read: until %(day)s at least, and a year at"
                    " most.",
                    day=format_date(self.env, max(least, today)),
                )
            )
        return until

    def _consultation_sentence(self):
        until = self.sudo().consultation_until
        if not until:
            return self.env._(
                "The next version of the #CodeSocial is open for reading. Say what "
                "you would change: /my/charter"
            )
        return self.env._(
            "The next version of the #CodeSocial is open for reading until %(day)s. Say"
            " what you would change: /my/charter",
            day=format_date(self.env, until),
        )

    def _is_consulted(self):
        """Tell whether the time to read this version (one) is over."""
        until = self.sudo().consultation_until
        return not until or until < fields.Date.context_today(self)

    def _check_consulted(self):
        if not self._is_consulted():
            raise UserError(
                self.env._(
                    "Members read this version until %(day)s: it may be adopted from"
                    " the next day on.",
                    day=format_date(self.env, self.sudo().consultation_until),
                )
            )

    # === Reminding ===

    @api.model
    def _cron_consultations(self):
        """Remind members before a consultation ends, guarantors once it is over."""
        today = fields.Date.context_today(self)
        domain = Domain("state", "=", "consultation")
        domain &= Domain("consultation_until", "!=", False)
        for version in self.sudo().search(domain):
            until, told = version.consultation_until, version.reminded_on
            if today > until and (not told or told <= until):
                version._tell_guarantors()
            elif today + timedelta(days=_REMINDER) >= until and not told:
                version._tell_members(version._reminder_sentence())
            else:
                continue
            version._by_method().write({"reminded_on": today})

    def _reminder_sentence(self):
        return self.env._(
            "The next version of the #CodeSocial may be read until %(day)s. Without a"
            " word from you it goes on as it is: /my/charter",
            day=format_date(self.env, self.consultation_until),
        )

    def _tell_guarantors(self):
        self.message_notify(
            partner_ids=self.charter_id._guarantors().ids,
            subject=self.charter_id.name,
            body=self.env._(
                "The consultation on version %(number)s is over. Two guarantors adopt"
                " it, or take it back to draft: /my/charter",
                number=self.number,
            ),
        )
