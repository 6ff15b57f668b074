"""What the open matters of a community have in common, aid to experiments."""

import re
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

TOKEN = re.compile(r"^[0-9a-fA-F-]{8,64}$")


class CodeSocialOpenMixin(models.AbstractModel):
    """Open matters: everybody reads them, methods alone write them."""

    _name = "code.social.open.mixin"
    _inherit = ["code.social.guard.mixin", "mail.thread"]
    _description = "Open matters of the community"
    # Whoever may read may take part in the talk.
    _mail_post_access = "read"
    # First half of the name of its acts in the audit log.
    _act = ""

    opened_by_id = fields.Many2one(
        "res.partner",
        "Opened by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.partner_id,
    )
    token = fields.Char(
        "Form token", readonly=True, copy=False, groups="base.group_no_one"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )

    # === Who ===

    @api.model
    def _me(self):
        return self.env.user.partner_id

    def _is_here(self):
        """Tell whether the user's communities include that of this record."""
        return self.sudo().company_id <= self.env.companies

    def _is_publisher(self):
        return self._is_here() and self.env.user.has_group(
            "code_social.group_publisher"
        )

    def _is_reader(self):
        """Tell whether the user is a member of the record's community."""
        return self._is_here() and self._me()._is_member()

    def _holders(self, *codes):
        """Return the people with a running mandate of these roles, as superuser."""
        company = self.sudo().company_id or self.env.company
        roles = (
            self.env["code.social.role"]
            .sudo()
            .search([("code", "in", codes), ("company_id", "=", company.id)])
        )
        mandates = roles.mandate_ids
        return (
            mandates.partner_id._running_mandates()
            .filtered(lambda one: one.role_id in roles)
            .partner_id
        )

    def _holds(self, *codes):
        return self._is_here() and self._me() in self._holders(*codes)

    @api.model
    def _require_member(self):
        self._require(
            self._me()._members_here(),
            self.env._("Only members of the community do this."),
        )

    # === What was typed ===

    @api.model
    def _words(self, text, problem):
        """Return a text without blanks around it; raise UserError when it is empty."""
        text = str(text or "").strip()
        if not text:
            raise UserError(problem)
        return text

    @api.model
    def _optional(self, values, *names):
        return {name: str(values.get(name) or "").strip() or False for name in names}

    @api.model
    def _choice(self, name, value, problem):
        if value not in dict(self._fields[name].selection):
            raise UserError(problem)
        return value

    @api.model
    def _day(self, value):
        """Return a date out of a date or of the text of a form, or None."""
        if isinstance(value, date) or not value:
            return value or None
        try:
            return fields.Date.to_date(str(value))
        except ValueError as error:
            raise UserError(self.env._("Write the day as it is proposed.")) from error

    @api.model
    def _linked(self, model, value):
        """Return the record of this id in the current community, as superuser."""
        records = self.env[model].sudo()
        number = str(value or "")
        if number in ("", "0", "False"):
            return records
        record = records.browse(int(number) if number.isdigit() else 0).exists()
        company = self.env.company
        if not record or record.company_id not in (company, company.browse()):
            raise UserError(self.env._("What you chose is no longer there."))
        if model == "project.project" and not record.code_social:
            raise UserError(self.env._("What you chose is no longer there."))
        return record

    @api.model
    def _sent_before(self, token):
        """Return (token, the record which a first sending of that form made)."""
        if not token:
            return False, self.browse()
        if not TOKEN.match(str(token)):
            raise UserError(self.env._("Reload the page and try again."))
        # Two sendings at once: the second waits here and finds the first.
        self._me().sudo()._take_turn()
        domain = [("token", "=", token), ("opened_by_id", "=", self._me().id)]
        return token, self.browse(self.sudo().search(domain, limit=1).ids)

    @api.model
    def _count(self, value):
        """Return a whole number out of what was typed: how small is the caller's."""
        number = str(value).strip()
        if not number.isdigit():
            raise UserError(self.env._("Write the number in figures."))
        return int(number)

    # === Transitions ===

    def _one_at_a_time(self):
        """Let two requests on this record (one) pass one after the other.

        An UPDATE: under REPEATABLE READ the second must fail and be retried, or it
        would not see what the first one wrote.
        """
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL("UPDATE %s SET write_uid = write_uid WHERE id = %s", table, self.id)
        )

    def _expect(self, *states):
        if self.sudo().state not in states:
            raise UserError(
                self.env._(
                    "“%(name)s” has moved on meanwhile: reload the page.",
                    name=self.sudo().display_name,
                )
            )

    def _move(self, state, why=None, **values):
        """Write a state as methods alone may, and record the act."""
        self.ensure_one()
        before = self.sudo().state
        self._by_method().write(dict(values, state=state))
        self._note(state, {"state": before}, {"state": state}, why)

    def _note(self, act, before=None, after=None, reason=None):
        name = f"{self._act}.{act}"
        self.env["code.social.event"]._record(self, name, before, after, reason)

    def _tell(self, partners, body):
        """Write a word to these people, but not to the one who acts."""
        others = partners.sudo() - self._me()
        if others:
            self.sudo().message_notify(
                partner_ids=others.ids,
                subject=self.sudo().display_name,
                body=body,
            )

    # === What pages show ===

    def _state(self):
        return self._label_of("state")

    @api.model
    def _date_label(self, day):
        return format_date(self.env, day, date_format="d MMMM y") if day else ""

    @api.model
    def _names(self, partners):
        return ", ".join(one._public_card()["name"] for one in partners)

    def _label_of(self, name):
        selection = self._fields[name]._description_selection(self.env)
        return dict(selection).get(self.sudo()[name], "")
