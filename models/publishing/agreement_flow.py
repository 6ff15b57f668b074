from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class Agreement(models.Model):
    """Who may do what with an agreement, and its transitions."""

    _inherit = "code.social.agreement"

    # --- Permissions ---

    def _is_publisher(self):
        return self.env.user.has_group(
            "code_social.group_publisher"
        ) and self.has_access("write")

    def _can_see(self):
        """Return whether the record rules let the current user read it."""
        return bool(self.exists()) and self.has_access("read")

    def _is_shared(self):
        """Tell whether the link of this agreement (one) opens it: once sent."""
        return self.sudo().state != "draft"

    def _can_send(self):
        self.ensure_one()
        return self._is_publisher() and self.sudo().state == "draft"

    def _can_recall(self):
        """Only as long as nobody has signed."""
        self.ensure_one()
        sent = self.sudo()
        return self._is_publisher() and sent.state == "sent" and not sent.signed_on

    def _can_sign(self):
        """The signatory alone, once."""
        self.ensure_one()
        sent = self.sudo()
        return (
            sent.state == "sent"
            and not sent.signed_on
            and sent.partner_id == self.env.user.partner_id
            and self._can_see()
        )

    def _can_countersign(self):
        """The publisher, after the signatory, never for their own agreement."""
        self.ensure_one()
        sent = self.sudo()
        return (
            self._is_publisher()
            and sent.state == "sent"
            and bool(sent.signed_on)
            and sent.partner_id != self.env.user.partner_id
        )

    def _can_end(self):
        self.ensure_one()
        return self._is_publisher() and self.sudo().state == "signed"

    # --- Transitions ---

    def action_send(self):
        """Freeze the text and ask the signatory to sign it.

        :raise AccessError: not by the publisher, or not from a draft
        :raise UserError: without a text, or with shares or tiers that do not hold
        """
        for agreement in self:
            agreement._require(
                agreement._can_send(),
                self.env._("The publisher sends a draft agreement, once."),
            )
            agreement.sudo()._check_ready()
            salt_and_digest = agreement._text_proof()
            agreement._transition(
                "sent", sent_on=fields.Datetime.now(), **salt_and_digest
            )
            agreement.sudo().message_notify(
                partner_ids=agreement.sudo().partner_id.ids,
                subject=self.env._("An agreement awaits you"),
                body=self.env._("An agreement awaits your signature in your space."),
            )
        return True

    def _check_ready(self):
        if not self.body:
            raise UserError(self.env._("Write the text of the agreement first."))
        if self.tier_ids and not (self.holder_ids and self.work_ids):
            raise UserError(
                self.env._("Royalties need at least a work and a holder of rights.")
            )
        self._check_content()

    def action_recall(self):
        """Take back an agreement nobody has signed yet, to correct it."""
        for agreement in self:
            agreement._require(
                agreement._can_recall(),
                self.env._("Once signed, an agreement is amended by another one."),
            )
            agreement._transition("draft", sent_on=False)
        return True

    def action_end(self):
        """End it today; sales after this day make no royalty."""
        for agreement in self:
            agreement._require(
                agreement._can_end(),
                self.env._("The publisher ends a signed agreement."),
            )
            agreement._finish(fields.Date.today())
        return True

    def _finish(self, day):
        """End this agreement (one), whose last day is this one."""
        self._transition("ended", ended_on=day)

    def _end_amended(self):
        """An amendment takes over from its first day on."""
        amended = self.sudo().amends_id
        if amended.state == "signed":
            amended._finish(self.sudo().date_start - timedelta(days=1))

    def _transition(self, state, **values):
        """Write a state as the methods of this class alone may, and record it."""
        self.ensure_one()
        before = self.sudo().state
        self._by_method().write(dict(values, state=state))
        self.env["code.social.event"]._record(
            self, f"agreement.{state}", {"state": before}, {"state": state}
        )
