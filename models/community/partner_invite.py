"""Who may be invited to the portal, and why somebody cannot be."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import email_normalize

from .invitation import STANDING


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_invite_portal(self):
        """Invite these contacts to the portal, by mails that the scheduler sends.

        Returns the action that shows how far it is. The user must be éditeur or
        manager.
        """
        self._require(
            self._can_enrol(), self.env._("You cannot invite people to the portal.")
        )
        self.check_access("read")
        batch = self.env["code.social.invitation.batch"]._start(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": batch._name,
            "res_id": batch.id,
            "view_mode": "form",
        }

    def _uninvited(self):
        """Return those of these contacts without access and without invitation."""
        standing = Domain("partner_id", "in", self.ids)
        standing &= Domain("state", "in", STANDING)
        invited = self.env["code.social.invitation"].sudo().search(standing).partner_id
        users = self.env["res.users"].sudo().search([("partner_id", "in", self.ids)])
        served = users.filtered(lambda one: one._is_portal() or one._is_internal())
        return self.browse((self.sudo() - invited - served.partner_id).ids)

    def _invitation_problems(self):
        """Return {contact id: why it cannot be invited}, for those who cannot.

        The queries do not grow with their number.
        """
        people = self.sudo()
        emails = {one.id: email_normalize(one.email or "") for one in people}
        sharers = people._sharers([email for email in emails.values() if email])
        users = self.env["res.users"].sudo().with_context(active_test=False)
        logins = {
            user.login: user
            for user in users.search(
                [("login", "in", list(filter(None, emails.values())))]
            )
        }
        archived = users.search(
            [("partner_id", "in", self.ids), ("active", "=", False)]
        ).partner_id
        problems = {}
        for person in people:
            email = emails[person.id]
            problem = person._contact_problem(email, archived)
            problem = problem or person._address_problem(
                sharers.get(email, ()), logins.get(email)
            )
            if problem:
                problems[person.id] = problem
        return problems

    def _sharers(self, emails):
        """Return {e-mail: contacts} of the people who have these, in this community."""
        domain = Domain("email_normalized", "in", emails)
        domain &= Domain("is_company", "=", False) & Domain("type", "=", "contact")
        domain &= Domain("company_id", "in", [False, *self.company_id.ids])
        found = {}
        for one in self.search(domain):
            found.setdefault(one.email_normalized, []).append(one)
        return found

    def _contact_problem(self, email, archived):
        """Return what of the contact itself (one) forbids to invite it, or None."""
        if not self.active:
            return self.env._("This contact is archived.")
        if self.is_company:
            return self.env._("An organisation: invite its people, each in person.")
        if not (self.email or "").strip():
            return self.env._(
                "No e-mail: add one, or hand the invitation over by hand."
            )
        if not email:
            return self.env._("Their e-mail is not an address: mend it first.")
        if self in archived:
            return self.env._("Their login was closed: open it again by hand.")
        return None

    def _address_problem(self, sharers, user):
        """Return why this contact's (one) address would not reach it alone, or None."""
        others = [one for one in sharers if one != self]
        if others:
            return self.env._(
                "%(other)s has the same e-mail: give one of them another address.",
                other=others[0].name,
            )
        if user and user.partner_id != self:
            return self.env._("This e-mail already opens somebody else's account.")
        return None
