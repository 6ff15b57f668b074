from odoo import api, fields, models
from odoo.exceptions import UserError

from ..community.open import TOKEN
from .case import new_reference

#: How many people handle a case.
SEATS = 2
#: Roles whose holders may be given a seat.
SEATED = ("sage", "founding_president", "mediator")


class Case(models.Model):
    """Opening a case, being seated, stepping aside, ruling and closing."""

    _inherit = "code.social.case"

    # === Permissions: rows, never groups ===

    @api.model
    def _me(self):
        return self.env.user.partner_id

    def _parties(self):
        return self.sudo().part_ids.party_id

    def _my_seat(self, *states):
        return self.sudo().seat_ids.filtered(
            lambda seat: seat.partner_id == self._me() and seat.state in states
        )

    def _is_member_here(self):
        here = self.sudo().company_id <= self.env.companies
        return here and self._me()._is_member()

    def _can_say(self):
        return self._is_member_here() and self._me() in self._parties()

    def _can_declare(self):
        return self._is_member_here() and bool(self._my_seat("asked"))

    def _can_recuse(self):
        return self._is_member_here() and bool(self._my_seat("asked", "active"))

    def _can_rule(self):
        return self._is_member_here() and bool(self._my_seat("active"))

    def _can_close(self):
        return self._can_rule()

    def _can_seat(self):
        """A guarantor who is not a party of it; they read nothing of it."""
        self.ensure_one()
        return (
            self._is_member_here()
            and self.env.user.has_group("code_social.group_guarantor")
            and self._me() not in self._parties()
        )

    def _require_it(self, allowed):
        # One sentence for all: it must not tell what is there.
        self._require(allowed, self.env._("This is not open here."))

    def _write_log(self, act):
        self.env["code.social.case.log"]._by_method().create(
            {"case_id": self.id, "partner_id": self._me().id, "act": act}
        )

    def _expect(self, *states):
        if self.sudo().state not in states:
            raise UserError(
                self.env._("This case has moved on meanwhile: reload the page.")
            )

    @api.model
    def _text(self, text, problem):
        text = str(text or "").strip()
        if not text:
            raise UserError(problem)
        return text

    def _tell(self, partners):
        """Say that something waits, and nothing else: neither what nor where."""
        company = self.sudo().company_id
        others = partners.sudo() - self._me()
        if others:
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=others.ids,
                author_id=company.partner_id.id,
                email_from=company.partner_id.email_formatted or company.name,
                subject=company.name,
                body=self.env._("Something waits for you in the community."),
            )

    # === Opening ===

    @api.model
    def open_case(self, values=None):
        """Open a case as the current member.

        :param values: dict with `facts` (what happened; the other person reads them
            too) and optionally `statement` (for the seats alone), `other_id` (a
            member's id), `token`
        :return: the case
        :raise AccessError: not a member
        :raise UserError: nothing said, or oneself as the other person
        """
        me = self._me()
        self._require(
            me._members_here(), self.env._("Only members of the community do this.")
        )
        values = dict(values or {})
        facts = self._text(values.get("facts"), self.env._("Say what happened."))
        other = self._other(values.get("other_id"))
        token = values.get("token") or False
        if token and not TOKEN.match(str(token)):
            raise UserError(self.env._("Reload the page and try again."))
        me.sudo()._lock_days()
        known = token and self.sudo().search(
            [("token", "=", token), ("create_uid", "=", self.env.uid)], limit=1
        )
        return self.browse(known.ids) if known else self._make(facts, other, values)

    def _make(self, facts, other, values):
        made = self._by_method().create(
            {
                "name": new_reference(),
                "token": values.get("token") or False,
                "opened_on": fields.Date.context_today(self),
                "company_id": self.env.company.id,
            }
        )
        Part, me = self.env["code.social.case.part"], self._me().sudo()
        for party in me | other:
            Part._write_part(made, party, "facts", facts)
        statement = str(values.get("statement") or "").strip()
        if statement:
            Part._write_part(made, me, "statement", statement)
        case = self.browse(made.ids)
        case._write_log("opened")
        case._tell(other | self._guarantors())
        return case

    @api.model
    def _other(self, value):
        person = self.env["res.partner"].sudo()
        number = str(value or "")
        if not number:
            return person
        person = person.browse(int(number) if number.isdigit() else 0).exists()
        if not person or not person._members_here() or person == self._me():
            raise UserError(self.env._("Choose another member of the community."))
        return person

    @api.model
    def _guarantors(self):
        group = self.env.ref("code_social.group_guarantor").sudo()
        return group.user_ids.partner_id._members_here()

    def action_say(self, text=None):
        """Write a statement as a party: the active seats alone read it too."""
        self.ensure_one()
        self._require_it(self._can_say())
        self._expect("open", "heard")
        text = self._text(text, self.env._("Write what you want to say."))
        Part = self.env["code.social.case.part"]
        Part._write_part(self.sudo(), self._me().sudo(), "statement", text)
        self._write_log("wrote")
        self._tell(self.sudo().seat_ids.filtered(_is_active).partner_id)
        return True

    # === Seats ===

    @api.model
    def _to_seat(self):
        """Return the references that wait for seats, to a guarantor: nothing else."""
        if not self.env.user.has_group("code_social.group_guarantor"):
            return []
        cases = self.sudo().search(
            [
                ("state", "in", ("open", "heard")),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        return [one.name for one in cases if one._lacks_seats() and one._can_seat()]

    def _lacks_seats(self):
        held = self.seat_ids.filtered(lambda seat: seat.state in ("asked", "active"))
        return len(held) < SEATS

    @api.model
    def seat(self, reference=None, partner_id=None):
        """Give a seat in the case of this reference, as a guarantor who reads none.

        :param partner_id: a member with a running mandate of sage, mediator or
            founding president, who is not a party
        :raise AccessError: not a guarantor, or no such case for them
        """
        case = self.sudo().search([("name", "=", str(reference or ""))], limit=1)
        case = self.browse(case.ids)
        self._require_it(case and case._can_seat())
        return case.action_seat(partner_id)

    def action_seat(self, partner_id=None):
        """Give a seat to a member (their id); they declare their ties before all."""
        self.ensure_one()
        self._require_it(self._can_seat())
        self._expect("open", "heard")
        person = self._seatable(partner_id)
        self.env["code.social.case.seat"]._by_method().create(
            {"case_id": self.id, "partner_id": person.id}
        )
        self._write_log("seated")
        self._tell(person)
        return True

    def _seatable(self, partner_id):
        number = str(partner_id or "")
        person = self.env["res.partner"].sudo()
        person = person.browse(int(number) if number.isdigit() else 0).exists()
        held = person._running_mandates().role_id.mapped("code") if person else []
        if not set(held) & set(SEATED) or not person._members_here():
            raise UserError(self.env._("Choose a sage, a mediator or the president."))
        taken = self._parties() | self.sudo().seat_ids.partner_id
        # Whether a party or already seated: the sentence does not tell which.
        if person in taken:
            raise UserError(self.env._("Choose somebody else for this seat."))
        return person

    def action_declare(self, tie=None):
        """Declare as a seat whether one is tied to a party.

        :param tie: True withdraws the seat; False makes it active
        """
        self.ensure_one()
        self._require_it(self._can_declare())
        self._expect("open", "heard")
        if tie not in (True, False, "yes", "no"):
            raise UserError(self.env._("Say whether you are close to one of them."))
        tied = tie in (True, "yes") or self._is_known_tie()
        self._set_seat("tied" if tied else "active")
        if not tied and self.sudo().state == "open":
            self._by_method().write({"state": "heard"})
        return True

    def _is_known_tie(self):
        me, parties = self._me(), self._parties()
        pairs = self.env["code.social.tie"]._pairs(me.sudo() | parties)
        return any((me.id, party.id) in pairs for party in parties)

    def action_recuse(self):
        """Step aside from one's seat: nothing of the case is read any more."""
        self.ensure_one()
        self._require_it(self._can_recuse())
        self._expect("open", "heard", "ruled")
        self._set_seat("recused")
        return True

    def _set_seat(self, state):
        seat = self._my_seat("asked", "active")
        seat._by_method().write({"state": state})
        self._write_log(state)
        if state in ("tied", "recused"):
            self._tell(self._guarantors())

    # === Ruling and closing ===

    def action_rule(self, text=None):
        """Rule as an active seat: each party reads the ruling."""
        self.ensure_one()
        self._require_it(self._can_rule())
        self._expect("heard")
        text = self._text(text, self.env._("Write the ruling and its reasons."))
        parties = self._parties()
        for party in parties:
            self.env["code.social.case.part"]._write_part(
                self.sudo(), party, "ruling", text
            )
        self._by_method().write({"state": "ruled"})
        self._write_log("ruled")
        self._tell(parties)
        return True

    def action_close(self):
        """Close a case that was ruled: nothing is added any more."""
        self.ensure_one()
        self._require_it(self._can_close())
        self._expect("ruled")
        self._write_log("closed")
        self._by_method().write(
            {"state": "closed", "closed_on": fields.Date.context_today(self)}
        )
        return True


def _is_active(seat):
    return seat.state == "active"
