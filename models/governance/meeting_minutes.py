from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

#: How many of those present, the scribe apart, agree before minutes are approved.
AGREEMENTS_NEEDED = 2


class Meeting(models.Model):
    """Minutes: proposed, corrected, agreed on by those present, then sealed."""

    _inherit = "code.social.meeting"

    minutes = fields.Html(copy=False)
    minutes_salt = fields.Char(copy=False, groups=fields.NO_ACCESS)
    minutes_digest = fields.Char(
        "SHA-256 of the minutes",
        readonly=True,
        copy=False,
        help="Kept when the minutes are approved.",
    )
    minutes_state = fields.Selection(
        [
            ("none", "Not written"),
            ("proposed", "Proposed"),
            ("corrected", "Corrected"),
            ("approved", "Approved and sealed"),
        ],
        "Minutes are",
        default="none",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    minutes_version = fields.Integer(readonly=True, copy=False)
    minutes_by_id = fields.Many2one(
        "res.partner",
        "Written by",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    agreed_ids = fields.Many2many(
        "res.partner",
        "code_social_meeting_agreed_rel",
        "meeting_id",
        "partner_id",
        "Agree with the minutes",
        readonly=True,
        copy=False,
    )

    # === Who may ===

    def _can_write_minutes(self):
        """The scribe or the facilitator of this meeting."""
        return self._is_scribe() or self._is_facilitator()

    def _was_there(self):
        me = self.env.user.partner_id
        return me._is_member() and me in self._present()

    def _can_agree_minutes(self):
        """Those who were there, but who wrote them and the scribe, once each."""
        this = self.sudo()
        me = self.env.user.partner_id
        return (
            this.minutes_state in ("proposed", "corrected")
            and self._was_there()
            and me not in this.scribe_id | this.minutes_by_id | this.agreed_ids
        )

    def _can_approve_minutes(self):
        return self._is_facilitator()

    # === Transitions ===

    def action_propose_minutes(self, text):
        """Propose the minutes (HTML) of a closed meeting to those who were there.

        :raise AccessError: neither its scribe nor its facilitator
        :raise UserError: nothing written, not closed, or already proposed
        """
        self.ensure_one()
        self._require_minutes("none")
        self._write_minutes("proposed", text)
        self._tell_present()
        return True

    def action_correct_minutes(self, text):
        """Correct proposed minutes (HTML); those who agreed are asked again.

        :raise AccessError: neither its scribe nor its facilitator
        """
        self.ensure_one()
        self._require_minutes("proposed", "corrected")
        self._write_minutes("corrected", text)
        return True

    def _require_minutes(self, *states):
        self._require(
            self._can_write_minutes(),
            self.env._("The scribe or the facilitator writes the minutes."),
        )
        self._check_meeting_state("closed")
        self._check_minutes_state(*states)

    def _check_minutes_state(self, *states):
        if self.sudo().minutes_state not in states:
            raise UserError(
                self.env._("The minutes have moved on meanwhile: reload the page.")
            )

    def _write_minutes(self, state, text):
        if is_html_empty(text):
            raise UserError(self.env._("Write the minutes first."))
        this = self.sudo()
        before = this.minutes_state
        self._by_method().write(
            {
                "minutes": text,
                "minutes_state": state,
                "minutes_version": this.minutes_version + 1,
                "minutes_by_id": self.env.user.partner_id.id,
                "agreed_ids": [fields.Command.clear()],
            }
        )
        self._log(f"minutes.{state}", before, state)

    def action_ask_correction(self, text):
        """Say, in the meeting's thread, what to mend in proposed minutes.

        :raise AccessError: not somebody who was there
        :raise UserError: nothing said, or the minutes are not proposed
        """
        self.ensure_one()
        self._require(
            self._was_there(),
            self.env._("Those who were there correct the minutes together."),
        )
        self._check_minutes_state("proposed", "corrected")
        body = str(text or "").strip()
        if not body:
            raise UserError(self.env._("Say what should be mended."))
        self.sudo().message_post(
            body=body,
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        return True

    def action_agree_minutes(self, version=None):
        """Agree with the minutes as somebody who was there.

        :param version: the version one read; None: the current one
        :raise AccessError: the scribe, who wrote them, or who was not there
        :raise UserError: corrected meanwhile
        """
        self.ensure_one()
        me = self.env.user.partner_id
        if self._was_there() and me in self.sudo().agreed_ids:
            return True
        self._require(
            self._can_agree_minutes(),
            self.env._("Those who were there agree, but not who wrote the minutes."),
        )
        if version is not None and self._clean_id(version) != (
            self.sudo().minutes_version
        ):
            raise UserError(
                self.env._("The minutes were corrected meanwhile: read them again.")
            )
        self._by_method().write({"agreed_ids": [fields.Command.link(me.id)]})
        self.env["code.social.event"]._record(self, "minutes.agreed")
        return True

    def action_approve_minutes(self):
        """Approve and seal: closed → approved. For ever.

        :raise AccessError: not the facilitator
        :raise UserError: fewer than two of those present, scribe apart, agreed
        """
        for meeting in self:
            meeting._require(
                meeting._can_approve_minutes(),
                self.env._("The facilitator approves the minutes."),
            )
            meeting._check_meeting_state("closed")
            meeting._check_minutes_state("proposed", "corrected")
            missing = meeting._agreements_missing()
            if missing:
                raise UserError(
                    self.env._(
                        "Nobody approves minutes alone: %(n)s more of those who were"
                        " there must agree.",
                        n=missing,
                    )
                )
            meeting._seal_minutes()
        return True

    def _agreements_missing(self):
        this = self.sudo()
        agreed = (this.agreed_ids & this._present()) - this.scribe_id
        return max(0, AGREEMENTS_NEEDED - len(agreed))

    def _seal_minutes(self):
        this = self.sudo()
        proof = self._salted("minutes", str(this.minutes))
        proof.pop("minutes")
        self.env["ir.attachment"]._seal_of(this)
        self._set_state("approved", minutes_state="approved", **proof)

    def _tell_present(self):
        """Tell those who were there that the minutes await them."""
        this = self.sudo()
        others = this._present() - self.env.user.partner_id
        this.message_notify(
            partner_ids=others.ids,
            subject=this.name,
            body=self.env._(
                "The minutes of “%(name)s” are written: read them and say whether you"
                " agree. Without two who agree, they stay a proposal.",
                name=this.name,
            ),
        )

    @api.model
    def _to_agree(self):
        """Return the meetings whose minutes await the current user."""
        domain = [
            ("minutes_state", "in", ("proposed", "corrected")),
            ("attendance_ids.partner_id", "=", self.env.user.partner_id.id),
            ("company_id", "in", self.env.companies.ids),
        ]
        found = self.browse(self.sudo().search(domain).ids)
        return found.filtered(lambda meeting: meeting._can_agree_minutes())
