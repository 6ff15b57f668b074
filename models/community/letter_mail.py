"""The mail of a letter: whom it does not go to, its layout, and its way out."""

from odoo import models
from odoo.tools import formataddr
from odoo.tools.misc import hash_sign


class Letter(models.Model):
    _inherit = "code.social.letter"

    def _skipped(self, people, taken=()):
        """Return {person id: reason} of those whom letters do not go to, now.

        Two people who share an address receive one letter. The queries do not grow
        with the number of people.

        :param taken: addresses that have this letter already
        """
        people = people.sudo()
        emails = list(filter(None, people.mapped("email_normalized")))
        blocked = self.env["mail.blacklist"].sudo().search([("email", "in", emails)])
        blocked, seen, reasons = set(blocked.mapped("email")), set(taken), {}
        for person in people:
            reason = person._letter_reason(blocked)
            if not reason and person.email_normalized in seen:
                reason = "shared"
            if reason:
                reasons[person.id] = reason
            else:
                seen.add(person.email_normalized)
        return reasons

    def _from_address(self):
        """Return the address letters of this community (one letter) come from."""
        company = self.sudo().company_id
        return company.email or company.partner_id.email or ""

    def _mail_values(self, deliveries):
        """Return the values of the mails of these deliveries, in their order."""
        return [self._mail_of(one.partner_id) for one in deliveries]

    def _mail_of(self, person):
        """Return the values of one mail, in the person's language, as superuser."""
        page, one_click = person._letters_urls()
        layout = self.env["ir.qweb"].with_context(lang=person.lang or self.env.lang)
        return {
            "subject": self.name,
            "body_html": layout._render(
                "code_social.letter_layout",
                {
                    "letter": self,
                    "company": self.company_id,
                    "lang": (person.lang or "en").replace("_", "-"),
                    "letters_url": page,
                },
                minimal_qcontext=True,
            ),
            "email_from": formataddr((self.sender_name, self._from_address())),
            "reply_to": self.reply_to or self._from_address(),
            "author_id": self.company_id.partner_id.id,
            "recipient_ids": [(4, person.id)],
            "auto_delete": True,
            # RFC 8058: one address, a page to whoever opens it, done when posted to.
            "headers": repr(
                {
                    "List-Unsubscribe": f"<{one_click}>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                    "Auto-Submitted": "auto-generated",
                    "X-Auto-Response-Suppress": "OOF",
                }
            ),
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _letters_token(self):
        """Return the signed word by which this member (one) chooses without login."""
        return hash_sign(self.sudo().env, "code_social.letters", self.sudo().member_uid)

    def _letters_urls(self):
        """Return (page, one click): where this person (one) chooses about letters."""
        base, token = self.get_base_url(), self._letters_token()
        return (
            f"{base}/letters/unsubscribe?token={token}",
            f"{base}/letters/one-click?token={token}",
        )
