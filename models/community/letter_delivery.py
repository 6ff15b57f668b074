"""What became of a letter for each person it was for."""

from odoo import api, fields, models


class LetterDelivery(models.Model):
    _name = "code.social.letter.delivery"
    _description = "Delivery of a Letter"
    _inherit = ["code.social.guard.mixin"]
    _order = "id"
    _rec_name = "state"
    _method_fields = frozenset(
        {
            "letter_id",
            "partner_id",
            "company_id",
            "state",
            "reason",
            "sent_on",
            "mail_id",
        }
    )
    _sealed_free_fields = frozenset({"state", "reason", "mail_id"})

    letter_id = fields.Many2one(
        "code.social.letter",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("failed", "Not delivered"),
            ("skipped", "Not sent"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    reason = fields.Selection(
        [
            ("left", "Left the community"),
            ("unsubscribed", "Asked for no letters"),
            ("no_email", "No e-mail"),
            ("bad_email", "E-mail malformed"),
            ("blacklisted", "On the list of blocked addresses"),
            ("shared", "Same e-mail as somebody who receives it"),
            ("stopped", "Stopped before"),
            ("bounced", "Refused by the mail server"),
        ],
        "Why not",
        readonly=True,
    )
    sent_on = fields.Datetime("Sent on", readonly=True)
    # Odoo's queue keeps it until it has left, and afterwards only where it failed.
    mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_system",
    )

    _once = models.UniqueIndex(
        "(letter_id, partner_id)", "A person receives a letter once."
    )
    _waiting_idx = models.Index("(letter_id, id) WHERE state = 'waiting'")

    def _is_sealed(self):
        return self.state != "waiting"

    # === The scheduler ===

    def _send(self):
        """Write the mails of these deliveries (waiting, of one letter).

        Mail and delivery are one transaction: a crash takes both back, and Odoo's
        queue sends a mail once.
        """
        letter = self.letter_id
        reasons = letter._skipped(self.partner_id, self._taken_emails())
        sent = self.filtered(lambda one: one.partner_id.id not in reasons)
        mails = self.env["mail.mail"].sudo().create(letter._mail_values(sent))
        now = fields.Datetime.now()
        for delivery, mail in zip(sent, mails, strict=True):
            delivery._by_method().write(
                {"state": "sent", "sent_on": now, "mail_id": mail.id}
            )
        for delivery in self - sent:
            reason = reasons[delivery.partner_id.id]
            delivery._by_method().write({"state": "skipped", "reason": reason})
        if sent:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _taken_emails(self):
        """Return the addresses, among those of these people, that have the letter."""
        sent = self.search(
            [
                ("letter_id", "=", self.letter_id.id),
                ("state", "in", ("sent", "failed")),
                (
                    "partner_id.email_normalized",
                    "in",
                    self.partner_id.mapped("email_normalized"),
                ),
            ]
        )
        return set(sent.partner_id.mapped("email_normalized"))

    @api.model
    def _note_failures(self):
        """Note the mails which the server refused: sent → not delivered."""
        failed = self.sudo().search(
            [("state", "=", "sent"), ("mail_id.state", "=", "exception")]
        )
        failed._by_method().write({"state": "failed", "reason": "bounced"})

    # === One's own ===

    @api.model
    def _mine(self):
        """Return the deliveries of letters the user received, newest first."""
        return self.sudo().search(
            [
                ("partner_id", "=", self.env.user.partner_id.id),
                ("state", "in", ("sent", "failed")),
            ],
            order="sent_on desc, id desc",
        )
