"""Invitations to the portal, many at once, sent by the scheduler and never twice."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

BATCH = 50
#: As long as one of these stands, the person is not invited again.
STANDING = ("waiting", "sent", "accepted")


class InvitationBatch(models.Model):
    """People invited together: how far it is, and who could not be invited."""

    _name = "code.social.invitation.batch"
    _description = "Invitations to the Portal"
    _inherit = ["code.social.guard.mixin"]
    _order = "id desc"
    _method_fields = frozenset({"user_id", "company_id", "known_count"})

    user_id = fields.Many2one(
        "res.users", "Asked by", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    known_count = fields.Integer(
        "Left aside",
        readonly=True,
        help="They already had access, or an invitation.",
    )
    invitation_ids = fields.One2many(
        "code.social.invitation", "batch_id", "People", readonly=True
    )
    total = fields.Integer("In all", compute="_compute_counts")
    waiting_count = fields.Integer("To send", compute="_compute_counts")
    failed_count = fields.Integer("Not possible", compute="_compute_counts")
    progress = fields.Integer("Progress (%)", compute="_compute_counts")
    progress_text = fields.Char("How far", compute="_compute_counts")
    can_cancel = fields.Boolean(compute="_compute_can")

    @api.depends("create_date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for batch in self:
            day = fields.Datetime.context_timestamp(
                batch, batch.create_date or fields.Datetime.now()
            )
            batch.display_name = self.env._(
                "Invitations of %(day)s", day=format_date(self.env, day.date())
            )

    @api.depends("invitation_ids.state")
    def _compute_counts(self):
        counts = {}
        for batch, state, count in self.env["code.social.invitation"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
        ):
            counts.setdefault(batch.id, {})[state] = count
        for batch in self:
            batch._set_counts(counts.get(batch.id, {}))

    def _set_counts(self, by_state):
        sent = by_state.get("sent", 0) + by_state.get("accepted", 0)
        self.total = sum(by_state.values())
        self.waiting_count = by_state.get("waiting", 0)
        self.failed_count = by_state.get("failed", 0)
        wanted = self.total - self.failed_count
        self.progress = 100 * sent // wanted if wanted else 0
        self.progress_text = self.env._(
            "%(sent)s of %(total)s sent", sent=sent, total=wanted
        )

    @api.depends("invitation_ids.state")
    @api.depends_context("uid")
    def _compute_can(self):
        for batch in self:
            batch.can_cancel = batch._can_cancel() and bool(batch.waiting_count)

    # === Asking ===

    @api.model
    def _start(self, partners):
        """Queue invitations for these contacts and return the batch, as the user.

        Whoever has access or an invitation already is left aside; whoever cannot be
        invited has a row that says why.

        :raise UserError: nobody is left to invite
        """
        people = partners._uninvited()
        if not people:
            raise UserError(
                self.env._("Everybody here already has access, or an invitation.")
            )
        batch = self._by_method().create(
            {
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "known_count": len(partners) - len(people),
            }
        )
        self.env["code.social.invitation"]._queue(batch, people)
        self.env["code.social.event"]._record(
            batch,
            "invitation.start",
            None,
            {
                "to_send": batch.waiting_count,
                "not_possible": batch.failed_count,
                "left_aside": batch.known_count,
            },
        )
        self.env.ref("code_social.cron_invitations").sudo()._trigger()
        return self.browse(batch.id)

    def _can_cancel(self):
        """Tell whether the user may stop what is not sent yet."""
        return self.env["res.partner"]._can_enrol()

    def action_cancel(self):
        """Stop what is not sent yet: waiting → cancelled. Harmless twice."""
        self._require(
            self._can_cancel(), self.env._("You cannot stop these invitations.")
        )
        self.check_access("read")
        for batch in self:
            waiting = batch.sudo().invitation_ids.filtered(
                lambda one: one.state == "waiting"
            )
            waiting._by_method().write({"state": "cancelled"})
            if waiting:
                self.env["code.social.event"]._record(
                    batch, "invitation.cancel", None, {"cancelled": len(waiting)}
                )
        return True


class Invitation(models.Model):
    """One person's invitation to the portal."""

    _name = "code.social.invitation"
    _description = "Invitation to the Portal"
    _inherit = ["code.social.guard.mixin"]
    _order = "id"
    _rec_name = "state"
    _method_fields = frozenset(
        {"batch_id", "partner_id", "company_id", "state", "sent_on", "problem"}
    )

    batch_id = fields.Many2one(
        "code.social.invitation.batch",
        "Invitations",
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
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("accepted", "Signed in"),
            ("failed", "Not possible"),
            ("cancelled", "Cancelled"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    sent_on = fields.Datetime("Sent on", readonly=True)
    problem = fields.Char("Why not", readonly=True)

    _once = models.UniqueIndex(
        "(partner_id) WHERE state IN ('waiting', 'sent', 'accepted')",
        "This person already has an invitation.",
    )
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    @api.model
    def _queue(self, batch, people):
        """Make one row a person: to send, or with the reason why not."""
        problems = people._invitation_problems()
        self._by_method().create(
            [
                {
                    "batch_id": batch.id,
                    "partner_id": person.id,
                    "company_id": batch.company_id.id,
                    "state": "failed" if person.id in problems else "waiting",
                    "problem": problems.get(person.id, False),
                }
                for person in people
            ]
        )

    # === The scheduler ===

    @api.model
    def _cron_send(self):
        """Send what waits, batch after batch, each in its own transaction."""
        self._note_accepted()
        waiting = Domain("state", "=", "waiting")
        while True:
            rows = self.sudo().search(waiting, limit=BATCH, order="id")
            rows = rows.try_lock_for_update(allow_referencing=True)
            rows._send()
            remaining = self.sudo().search_count(waiting) if rows else 0
            left = self.env["ir.cron"]._commit_progress(len(rows), remaining=remaining)
            if not remaining or not left:
                break

    def _send(self):
        """Invite these people (waiting), as those who asked for it."""
        for batch, rows in self.grouped("batch_id").items():
            problems = rows.partner_id._invitation_problems()
            wizard = rows._portal_wizard(batch)
            lines = {line.partner_id.id: line for line in wizard.user_ids}
            for row in rows:
                partner_id = row.partner_id.id
                problem = problems.get(partner_id) or row._grant(lines[partner_id])
                row._by_method().write(
                    {
                        "state": "failed" if problem else "sent",
                        "problem": problem,
                        "sent_on": False if problem else fields.Datetime.now(),
                    }
                )
        if self:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _portal_wizard(self, batch):
        """Return Odoo's own dialog for these people, its mails put in the queue."""
        asker = batch.user_id
        wizard = self.env["portal.wizard"].with_user(asker).sudo()
        wizard = wizard.with_company(batch.company_id).with_context(
            code_social_queue=True, active_test=True
        )
        ids = self.partner_id.ids
        return wizard.create({"partner_ids": [fields.Command.set(ids)]})

    def _grant(self, line):
        """Give access by Odoo's own action; return why not, or False."""
        try:
            with self.env.cr.savepoint():
                line.action_grant_access()
        except UserError as error:
            return error.args[0]
        return False

    @api.model
    def _note_accepted(self):
        """Note who has signed in since: sent → accepted."""
        sent = self.sudo().search(
            [("state", "=", "sent"), ("partner_id.user_ids.log_ids", "!=", False)]
        )
        sent._by_method().write({"state": "accepted"})


class PortalWizardUser(models.TransientModel):
    _inherit = "portal.wizard.user"

    def _send_email(self):
        """Queue the mail of an invitation among many.

        Sent at once, it could not be taken back when the transaction fails, and the
        person would receive it again.
        """
        if not self.env.context.get("code_social_queue"):
            return super()._send_email()
        user = self.user_id.sudo()
        user.partner_id.signup_prepare()
        template = self.env.ref("auth_signup.portal_set_password_email")
        template.with_context(
            dbname=self.env.cr.dbname, lang=user.lang, medium="portalinvite"
        ).send_mail(user.id)
        return True
