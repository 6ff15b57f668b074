from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Days to carry a ruling out, unless another day is said.
EXECUTION_DAYS = 30
ROLES = {
    "sages": ("sage",),
    "president": ("founding_president",),
    "both": ("sage", "founding_president"),
}


class Arbitration(models.Model):
    """Putting a question, stepping aside, hearing, ruling and carrying out."""

    _inherit = "code.social.arbitration"

    # === Putting ===

    @api.model
    def action_put(self, values=None):
        """Put a question before the sages, the president or both.

        :param values: dict with `name`, `question`, `body` ("sages", "president",
            "both") and optionally `tension_id`, `concerned_ids` (partners' ids),
            `token`
        :return: the arbitration, its seats filled from running mandates; those who
            are concerned or tied to someone concerned are recused at once
        :raise AccessError: not by the publisher, a sage or the president
        :raise UserError: nothing asked, or nobody free to rule
        """
        self._require(
            self._can_put(),
            self.env._("The publisher, a sage or the president puts a question."),
        )
        values = dict(values or {})
        vals = self._put_values(values)
        token, known = self._sent_before(values.get("token"))
        if known:
            return known
        made = self._by_method().create(
            dict(
                vals,
                token=token,
                opened_by_id=self._me().id,
                company_id=self.env.company.id,
            )
        )
        made = self.browse(made.ids)
        made._fill_seats()
        made._note("draft", after={"state": "draft"})
        made._tell(
            made.sudo().seat_ids.partner_id,
            self.env._("A question was put before you."),
        )
        return made

    @api.model
    def _put_values(self, values):
        tension = self._linked("code.social.tension", values.get("tension_id"))
        ids = [int(one) for one in values.get("concerned_ids") or ()]
        concerned = self.env["res.partner"].sudo().browse(ids).exists()
        if concerned != concerned._members_here():
            raise UserError(self.env._("Choose people of the community."))
        return {
            "name": self._words(values.get("name"), self.env._("Give it a title.")),
            "question": self._words(
                values.get("question"), self.env._("Write the question put.")
            ),
            "body": self._choice(
                "body",
                values.get("body") or "sages",
                self.env._("Choose before whom it is put."),
            ),
            "tension_id": tension.id,
            "concerned_ids": [
                fields.Command.set((concerned | tension.opened_by_id).ids)
            ],
        }

    def _fill_seats(self):
        this = self.sudo()
        roles = self.env["code.social.role"].sudo()
        roles = roles.search(
            [
                ("code", "in", ROLES[this.body]),
                ("company_id", "=", this.company_id.id),
            ]
        )
        mandates = roles.mandate_ids.partner_id._running_mandates()
        mandates = mandates.filtered(lambda one: one.role_id in roles)
        people = mandates.partner_id
        pairs = self.env["code.social.tie"]._pairs(people | this.concerned_ids)
        tied = {
            one.id
            for one in people
            if any((one.id, other.id) in pairs for other in this.concerned_ids)
        }
        seats = {}
        for mandate in mandates:
            seats.setdefault(mandate.partner_id, mandate)
        created = this.seat_ids._by_method().create(
            [
                {
                    "arbitration_id": this.id,
                    "partner_id": one.id,
                    "mandate_id": mandate.id,
                    "tied": one.id in tied,
                    "recused": one.id in tied or one in this.concerned_ids,
                }
                for one, mandate in seats.items()
            ]
        )
        if not created.filtered(lambda seat: not seat.recused):
            raise UserError(
                self.env._("Nobody is free to rule: choose another body, or name one.")
            )

    # === Stepping aside ===

    def action_recuse(self, reason=None):
        """Step aside from one's own seat, with a reason."""
        self.ensure_one()
        self._require(
            self._can_recuse(), self.env._("Only a seat steps aside, for itself.")
        )
        self._expect("draft", "heard")
        reason = self._words(
            reason, self.env._("Say in a few words why you step aside.")
        )
        self._step_aside(self._my_seat(), reason)
        return True

    def _alone(self):
        """Make two seats that act at once see each other: the second begins again."""
        self.env.cr.execute(
            SQL("UPDATE code_social_arbitration SET id = id WHERE id = %s", self.id)
        )

    def _step_aside(self, seats, reason):
        self._alone()
        seats._by_method().write({"recused": True, "recusal": reason, "agreed": False})
        self._note("recused", after={"seats": seats.ids}, reason=reason)
        self._settle()

    # === Hearing and ruling ===

    def _require_rule(self):
        self.ensure_one()
        self._require(
            self._can_rule(),
            self.env._("Only a seat that has not stepped aside hears and rules."),
        )

    def action_hear(self, summary=None):
        """Write what was heard: draft → heard."""
        self._require_rule()
        self._expect("draft")
        summary = self._words(summary, self.env._("Write what was heard."))
        self._move(
            "heard",
            hearing_summary=summary,
            hearing_on=fields.Date.context_today(self),
        )
        return True

    def action_rule(self, ruling=None, reasons=None, dissent=None):
        """Propose a ruling with its reasons; it stands once most seats agree.

        Proposing another one asks everybody's agreement again.

        :raise AccessError: not by a seat that may rule
        :raise UserError: without a ruling, or without reasons
        """
        self._require_rule()
        self._expect("heard")
        this = self.sudo()
        self._by_method().write(
            {
                "ruling": self._words(ruling, self.env._("Write the ruling.")),
                "reasons": self._words(
                    reasons, self.env._("A ruling is reasoned: write why.")
                ),
                "dissent": str(dissent or "").strip() or False,
                "version": this.version + 1,
            }
        )
        this.seat_ids._by_method().write({"agreed": False})
        self._note("proposed", after={"version": this.version})
        return self.action_agree(this.version)

    def action_agree(self, version=None):
        """Agree with the ruling proposed.

        :param version: the one that was read; refused if another came meanwhile
        """
        self._require_rule()
        self._expect("heard")
        this = self.sudo()
        self._alone()
        if not this.version:
            raise UserError(self.env._("No ruling is proposed yet."))
        if version and str(version) != str(this.version):
            raise UserError(
                self.env._("The ruling changed meanwhile: read it again first.")
            )
        self._my_seat()._by_method().write({"agreed": True})
        self._note("agreed", after={"version": this.version})
        self._settle()
        return True

    def _settle(self):
        """Seal the ruling when more than half of the seats left agree."""
        this = self.sudo()
        free = this.seat_ids.filtered(lambda seat: not seat.recused)
        agreed = free.filtered("agreed")
        if this.state != "heard" or not free or 2 * len(agreed) <= len(free):
            return
        today = fields.Date.context_today(self)
        self._move(
            "ruled",
            why=this.reasons,
            ruled_on=today,
            execution_owner_id=self._holders("publisher")[:1].id,
            execution_due=today + timedelta(days=EXECUTION_DAYS),
        )
        self.env["ir.attachment"]._seal_of(this)
        self._tell(this.concerned_ids, self.env._("A ruling was given."))

    # === Carrying out ===

    def _require_execute(self):
        self.ensure_one()
        self._require(
            self._can_execute(),
            self.env._("Who carries it out, a seat or the publisher does this."),
        )

    def action_execution(self, text=None, owner_id=None, due=None):
        """Say what is to be done, by whom (a member's id) and before which day."""
        self._require_execute()
        self._expect("ruled")
        owner = self._linked_member(owner_id)
        values = {
            "execution": self._words(text, self.env._("Say what is to be done.")),
            "execution_due": self._day(due) or self.sudo().execution_due,
        }
        if owner:
            values["execution_owner_id"] = owner.id
        self._by_method().write(values)
        self._note("execution", after={"owner": owner.id, "due": due})
        return True

    @api.model
    def _linked_member(self, value):
        number = str(value or "")
        person = self.env["res.partner"].sudo()
        if not number:
            return person
        person = person.browse(int(number) if number.isdigit() else 0).exists()
        if not person or not person._members_here():
            raise UserError(self.env._("Choose people of the community."))
        return person

    def action_executed(self):
        """Say that the ruling was carried out: ruled → executed."""
        self._require_execute()
        self._expect("ruled")
        self._move("executed", executed_on=fields.Date.context_today(self))
        return True
