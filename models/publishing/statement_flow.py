from odoo import Command, fields, models
from odoo.exceptions import UserError


class Statement(models.Model):
    """Who may do what with a statement, and its transitions."""

    _inherit = "code.social.statement"

    # --- Permissions ---

    def _can_see(self):
        """Return whether the record rules let the current user read it."""
        return bool(self.exists()) and self.has_access("read")

    def _is_shared(self):
        """Tell whether the link of this statement (one) opens it."""
        return bool(self.sudo().communicated_on)

    def _is_keeper(self):
        """The publisher or the accountant, never for what is due to themselves."""
        user = self.env.user
        return (
            user.has_groups("code_social.group_publisher,code_social.group_accountant")
            and self.has_access("write")
            and self.sudo().partner_id != user.partner_id
        )

    def _can_check(self):
        self.ensure_one()
        return self._is_keeper() and self.sudo().step == "draft"

    def _can_reopen(self):
        """To correct it: as long as the holder has not approved it."""
        self.ensure_one()
        return self._is_keeper() and self.sudo().step in ("checked", "contested")

    def _can_communicate(self):
        self.ensure_one()
        return self._is_keeper() and self.sudo().step == "checked"

    def _can_approve(self):
        """The holder alone."""
        self.ensure_one()
        return (
            self.sudo().step == "communicated"
            and self.sudo().partner_id == self.env.user.partner_id
            and self._can_see()
        )

    def _can_contest(self):
        return self._can_approve()

    def _can_answer(self):
        """Somebody else than who communicated it."""
        self.ensure_one()
        return (
            self._is_keeper()
            and self.sudo().step == "contested"
            and self.sudo().communicated_by_id != self.env.user
        )

    def _can_bill(self):
        """Once; again only if the bill was cancelled."""
        self.ensure_one()
        this = self.sudo()
        waiting = this.step == "approved" or (
            this.step == "billed" and this.bill_id.state == "cancel"
        )
        return self._is_keeper() and waiting

    # --- Transitions ---

    def action_check(self):
        """Take the royalty lines of the period and fix the figures."""
        for statement in self:
            statement._require(
                statement._can_check(),
                self.env._("Only a draft statement is checked, by somebody else."),
            )
            statement._check_subject()
            statement._count()
            statement._transition("checked")
        return True

    def _check_subject(self):
        this = self.sudo()
        named = this.agreement_id.holder_ids.partner_id
        if this.partner_id not in named:
            raise UserError(
                self.env._(
                    "%(name)s is no holder of “%(agreement)s”.",
                    name=this.partner_id.name,
                    agreement=this.agreement_id.name,
                )
            )

    def action_reopen(self):
        """Set it back to draft, so that its lines are taken and counted anew."""
        for statement in self:
            statement._require(
                statement._can_reopen(),
                self.env._("Once approved, a statement no longer changes."),
            )
            statement._transition("draft")
        return True

    def action_communicate(self):
        """Give it to its holder, who approves or contests it."""
        for statement in self:
            statement._require(
                statement._can_communicate(),
                self.env._("A statement is checked before it is communicated."),
            )
            statement._communicate("communicated")
        return True

    def _communicate(self, action):
        self._transition(
            "communicated",
            action,
            communicated_on=fields.Date.context_today(self),
            communicated_by_id=self.env.uid,
        )
        self.sudo().message_notify(
            partner_ids=self.sudo().partner_id.ids,
            subject=self.env._("A statement awaits you"),
            body=self.env._("A royalty statement awaits you in your space."),
        )

    def action_approve(self):
        """Approve it as its holder; it is then sealed and can be billed."""
        for statement in self:
            statement._require(
                statement._can_approve(),
                self.env._("A statement is approved by its holder, once."),
            )
            statement._transition(
                "approved", approved_on=fields.Date.context_today(self)
            )
            self.env["ir.attachment"]._seal_of(statement.sudo())
        return True

    def action_contest(self, reason=None):
        """Contest it as its holder.

        :param reason: what is wrong, in a sentence; required
        :raise UserError: without a reason
        """
        self.ensure_one()
        self._require(
            self._can_contest(),
            self.env._("A statement is contested by its holder, before approval."),
        )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what seems wrong, so that we can look."))
        values = self._salted("contest_reason", reason)
        # Not in the audit log: more people read it than may read a statement.
        self._transition("contested", **values)
        return True

    def action_answer(self, words=None):
        """Answer a contested statement and communicate it again.

        :param words: the answer, required
        """
        self.ensure_one()
        self._require(
            self._can_answer(),
            self.env._("Somebody else than who communicated it looks at it again."),
        )
        words = (words or "").strip()
        if not words:
            raise UserError(self.env._("Write an answer to the holder."))
        self._by_method().write({"answer": words})
        self._communicate("answered")
        return True

    def action_bill(self):
        """Make the draft vendor bill of an approved statement, once.

        :raise UserError: when nothing is due, or without a purchase journal
        """
        for statement in self:
            statement._require(
                statement._can_bill(),
                self.env._("An approved statement is billed, once."),
            )
            statement.sudo().lock_for_update()
            if statement.sudo().due_cents <= 0:
                raise UserError(
                    self.env._("Nothing is due: the balance goes to the next one.")
                )
            bill = statement._make_bill()
            statement._transition("billed", bill_id=bill.id)
        return True

    def _make_bill(self):
        this = self.sudo()
        journal = self.env["account.journal"].sudo()
        journal = journal.search(
            [("type", "=", "purchase"), ("company_id", "=", this.company_id.id)],
            limit=1,
        )
        if not journal:
            raise UserError(self.env._("Create a purchase journal first."))
        return (
            self.env["account.move"]
            .sudo()
            .with_company(this.company_id)
            .create(
                {
                    "move_type": "in_invoice",
                    "journal_id": journal.id,
                    "company_id": this.company_id.id,
                    "partner_id": this.partner_id.id,
                    "currency_id": this.currency_id.id,
                    "ref": this.name,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": f"{this.name} · {this.agreement_id.name}",
                                "quantity": 1,
                                "price_unit": this.due_cents / 100,
                                "tax_ids": [Command.clear()],
                            }
                        )
                    ],
                }
            )
        )

    def action_view_bill(self):
        """Open the vendor bill, with the user's own rights."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.bill_id.id,
            "view_mode": "form",
        }

    def _transition(self, step, action=None, **values):
        """Write a state as the methods of this class alone may, and record it."""
        self.ensure_one()
        before = self.sudo().step
        self._by_method().write(dict(values, step=step))
        self.env["code.social.event"]._record(
            self,
            f"statement.{action or step}",
            {"state": before},
            {"state": step},
        )
