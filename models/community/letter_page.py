"""What the portal shows of letters: one's own, and one's choice."""

from odoo import api, models
from odoo.tools import format_date


class Letter(models.Model):
    _inherit = "code.social.letter"

    @api.model
    def _my_page(self):
        """Return {"on", "email", "rows"}: the user's choice, and what they received."""
        person = self.env.user.partner_id.sudo()
        deliveries = self.env["code.social.letter.delivery"]._mine()
        return {
            "on": person.letters,
            "email": person.email or "",
            "rows": [one.letter_id._card(one.sent_on) for one in deliveries],
        }

    @api.model
    def _my_letter(self, letter_id):
        """Return one letter the user received as a dict, or {} for any other."""
        mine = self.env["code.social.letter.delivery"]._mine()
        delivery = mine.filtered(lambda one: one.letter_id.id == letter_id)[:1]
        letter = delivery.letter_id
        if not letter:
            return {}
        return {
            **letter._card(delivery.sent_on),
            "body": letter.body,
            "sender": letter.sender_name,
            "reply_to": letter.reply_to or letter._from_address(),
        }

    def _card(self, sent_on):
        return {
            "id": self.id,
            "name": self.name,
            "day": format_date(self.env, sent_on, date_format="d MMMM y"),
        }
