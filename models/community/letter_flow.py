"""How a letter leaves: checked, scheduled, sent by batches, and closed."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize, is_html_empty

BATCH = 100


class Letter(models.Model):
    _inherit = "code.social.letter"

    audience_count = fields.Integer("People", compute="_compute_audience")
    reached_count = fields.Integer("Will receive it", compute="_compute_audience")
    audience_text = fields.Char("To whom", compute="_compute_audience")
    progress = fields.Integer("Progress (%)", compute="_compute_progress")
    progress_text = fields.Char("How far", compute="_compute_progress")
    sent_count = fields.Integer("Sent to", compute="_compute_progress")

    @api.depends(
        "to_sympathisers",
        "to_contributors",
        "to_core",
        "talent_ids",
        "commission_ids",
        "pillar_ids",
        "company_id",
    )
    @api.depends_context("lang")
    def _compute_audience(self):
        for letter in self:
            people = letter._audience() if letter.company_id else []
            reasons = letter._skipped(people) if people else {}
            letter.audience_count = len(people)
            letter.reached_count = len(people) - len(reasons)
            letter.audience_text = letter._audience_words(len(people), reasons)

    def _audience_words(self, count, reasons):
        parts = [
            self.env._(
                "%(reached)s of %(count)s people will receive it.",
                reached=count - len(reasons),
                count=count,
            )
        ]
        field = self.env["code.social.letter.delivery"]._fields["reason"]
        for reason, label in field._description_selection(self.env):
            if number := list(reasons.values()).count(reason):
                parts.append(
                    self.env._("%(what)s: %(value)s", what=label, value=number)
                )
        return " · ".join(parts)

    @api.depends("delivery_ids.state")
    @api.depends_context("lang")
    def _compute_progress(self):
        counts = {}
        for letter, state, count in self.env["code.social.letter.delivery"]._read_group(
            [("letter_id", "in", self.ids)], ["letter_id", "state"], ["__count"]
        ):
            counts.setdefault(letter.id, {})[state] = count
        for letter in self:
            states = counts.get(letter.id, {})
            total = sum(states.values())
            done = total - states.get("waiting", 0)
            letter.sent_count = states.get("sent", 0)
            letter.progress = 100 * done // total if total else 0
            letter.progress_text = self.env._(
                "%(done)s of %(total)s done", done=done, total=total
            )

    # === Who may ===

    @api.model
    def _can_send(self):
        """Tell whether the user writes to the community: éditeur and manager."""
        return self.env["res.partner"]._can_enrol()

    def _require_send(self):
        self._require(
            self._can_send(), self.env._("You cannot send letters to the community.")
        )
        self.check_access("write")

    def _check_state(self, *expected):
        if self.sudo().state not in expected:
            raise UserError(
                self.env._(
                    "“%(letter)s” has moved on meanwhile: reload the page.",
                    letter=self.sudo().name,
                )
            )

    def _check_sendable(self):
        """Refuse a letter that would say nothing, come from nowhere or reach nobody."""
        if is_html_empty(self.body):
            raise UserError(self.env._("This letter says nothing yet: write it first."))
        if not self._from_address():
            raise UserError(
                self.env._("Give the community an e-mail: letters come from there.")
            )
        people = self._audience()
        if len(people) == len(self._skipped(people)):
            raise UserError(
                self.env._("Nobody would receive this letter: widen whom it is for.")
            )

    # === Transitions ===

    def action_schedule(self):
        """Let these letters leave, now or at their hour: draft → scheduled.

        :raise UserError: an empty letter, or one that nobody would receive
        """
        for letter in self:
            letter._require_send()
            letter._check_state("draft")
            letter._check_sendable()
            due = max(
                letter.scheduled_on or fields.Datetime.now(), fields.Datetime.now()
            )
            letter._by_method().write(
                {
                    "state": "scheduled",
                    "scheduled_on": due,
                    "sent_by_id": self.env.uid,
                }
            )
            letter._log_letter("letter.schedule", "draft", "scheduled", due=due)
            self.env.ref("code_social.cron_letters").sudo()._trigger(at=due)
        return True

    def action_back(self):
        """Take letters back before they leave: scheduled → draft."""
        for letter in self:
            letter._require_send()
            letter._check_state("scheduled")
            letter._by_method().write({"state": "draft"})
            letter._log_letter("letter.back", "scheduled", "draft")
        return True

    def action_stop(self):
        """Stop letters that are leaving; whoever has not been served is left aside."""
        for letter in self:
            letter._require_send()
            letter._check_state("sending")
            waiting = letter.sudo().delivery_ids.filtered(
                lambda one: one.state == "waiting"
            )
            waiting._by_method().write({"state": "skipped", "reason": "stopped"})
            letter._log_letter("letter.stop", "sending", "sending", people=len(waiting))
            letter.sudo()._end()
        return True

    def action_test(self):
        """Send this letter (one) to oneself alone; nothing of it is counted."""
        self.ensure_one()
        self._require_send()
        me = self.env.user.partner_id
        if not email_normalize(me.email or ""):
            raise UserError(self.env._("Your own contact has no e-mail."))
        if is_html_empty(self.body) or not self._from_address():
            self._check_sendable()
        values = self.sudo()._mail_of(me.sudo())
        subject = self.env._("[Trial] %(subject)s", subject=self.name)
        self.env["mail.mail"].sudo().create({**values, "subject": subject})
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("On its way to %(email)s.", email=me.email),
            },
        }

    def _log_letter(self, action, before, after, **more):
        self.env["code.social.event"]._record(
            self, action, {"state": before}, {"state": after, **more}
        )

    # === The scheduler ===

    @api.model
    def _cron_send(self):
        """Send the letters that are due, batch after batch, each its transaction."""
        self.env["code.social.letter.delivery"]._note_failures()
        due = Domain("state", "=", "sending")
        due |= Domain("state", "=", "scheduled") & Domain(
            "scheduled_on", "<=", fields.Datetime.now()
        )
        for letter in self.sudo().search(due, order="id"):
            if not letter._send_whole():
                break

    def _send_whole(self):
        """Send a letter (one) as far as the time goes; return whether any is left."""
        if not self.try_lock_for_update(allow_referencing=True):
            return True
        if self.state == "scheduled":
            self._begin()
        Delivery = self.env["code.social.letter.delivery"]
        waiting = Domain("letter_id", "=", self.id) & Domain("state", "=", "waiting")
        commit = self.env["ir.cron"]._commit_progress
        while rows := Delivery.search(waiting, limit=BATCH, order="id"):
            if rows.try_lock_for_update() != rows:
                # Somebody is stopping it: another run sees what became of it.
                return True
            rows._send()
            if not commit(len(rows), remaining=Delivery.search_count(waiting)):
                return False
        # Stopped meanwhile, it is closed already.
        self.invalidate_recordset(["state"])
        if self.state == "sending":
            self._end()
        return bool(commit(0, remaining=0))

    def _begin(self):
        """Fix whom a letter (one) goes to: one delivery a person, and seal it."""
        people = self._audience()
        self.env["code.social.letter.delivery"]._by_method().create(
            [
                {
                    "letter_id": self.id,
                    "partner_id": person.id,
                    "company_id": self.company_id.id,
                }
                for person in people
            ]
        )
        self._by_method().write({"state": "sending"})
        self.env["ir.attachment"]._seal_of(self)
        self._log_letter("letter.start", "scheduled", "sending", people=len(people))

    def _end(self):
        self._by_method().write({"state": "sent", "sent_on": fields.Datetime.now()})
        self._log_letter("letter.sent", "sending", "sent", people=self.sent_count)
