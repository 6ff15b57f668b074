"""A person's choice about letters, made by themselves, with or without login."""

from odoo import api, fields, models
from odoo.tools.misc import verify_hash_signed

from .res_partner import READERS


class ResPartner(models.Model):
    _inherit = "res.partner"

    letters = fields.Boolean(
        "Receives letters",
        default=True,
        readonly=True,
        copy=False,
        groups=READERS,
        help="The person's own choice: they change it in the portal, or from any"
        " letter.",
    )

    # === Who may ===

    def _can_choose_letters(self, on):
        """Tell whether the user may choose so for this contact (one).

        Oneself, either way; the publisher and the manager stop letters for whoever
        asks them, and never begin them again.
        """
        own = self == self.env.user.partner_id and self._is_member()
        return own or (not on and self._can_enrol())

    # === Choosing ===

    def action_choose_letters(self, on):
        """Receive letters or not: `on` is True or False. Harmless twice."""
        for partner in self:
            partner._require(
                partner._can_choose_letters(bool(on)),
                self.env._("Everybody chooses their own letters."),
            )
        self._choose_letters(bool(on), "login")
        return True

    def action_stop_letters(self):
        """Send no more letters to these contacts, who asked for it."""
        return self.action_choose_letters(False)

    def _choose_letters(self, on, way):
        """Note the choice of these people; `way` is login or link."""
        people = self.sudo().filtered(lambda one: bool(one.letters) != on)
        people._by_method().write({"letters": on})
        action = "letters.on" if on else "letters.off"
        self.env["code.social.event"]._record(people, action, None, {"way": way})

    @api.model
    def _of_letters_token(self, token):
        """Return the person (as superuser) whom a signed word is for, or nobody."""
        people = self.sudo().with_context(active_test=False)
        try:
            uid = verify_hash_signed(people.env, "code_social.letters", token or "")
        except (ValueError, OverflowError):
            uid = None
        if not isinstance(uid, str) or not uid:
            return people.browse()
        return people.search([("member_uid", "=", uid)], limit=1)

    def _letter_reason(self, blocked):
        """Return why letters do not go to this person (one), or "".

        :param blocked: addresses on Odoo's list of blocked ones
        """
        if not self._is_member() or not self.active:
            return "left"
        if not self.letters:
            return "unsubscribed"
        if not (self.email or "").strip():
            return "no_email"
        if not self.email_normalized:
            return "bad_email"
        return "blacklisted" if self.email_normalized in blocked else ""
