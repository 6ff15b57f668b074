"""Who carries a version through, and what its adoption proves."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import chain

#: People told by one message.
_BATCH = 500


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    # What the buttons show is what the predicates say.
    can_consult = fields.Boolean(compute="_compute_can")
    can_reopen = fields.Boolean(compute="_compute_can")
    can_adopt = fields.Boolean(compute="_compute_can")
    can_sign = fields.Boolean(compute="_compute_can")

    @api.depends("state", "first_guarantor_id", "consultation_until")
    @api.depends_context("uid")
    def _compute_can(self):
        for version in self:
            version.can_consult = version._can_consult()
            version.can_reopen = version._can_reopen()
            version.can_adopt = version._can_adopt() and version._is_consulted()
            version.can_sign = version._can_sign() and not version._my_adhesion()

    # === Who may ===

    def _is_guarantor(self):
        trusted = self.env.user.has_group("code_social.group_guarantor")
        return trusted and self.has_access("read")

    def _can_consult(self):
        self.ensure_one()
        return self.sudo().state == "draft" and self._is_guarantor()

    def _can_reopen(self):
        self.ensure_one()
        return self.sudo().state == "consultation" and self._is_guarantor()

    def _can_adopt(self):
        """A guarantor, once: it takes two different people."""
        self.ensure_one()
        return self._can_reopen() and not self._confirmed_by_me()

    def _confirmed_by_me(self):
        first = self.sudo().first_guarantor_id
        me = self.env.user
        return bool(first) and (first == me or first.partner_id == me.partner_id)

    # === Transitions ===

    def action_consult(self, until=None):
        """Open the consultation: draft → consultation. Members are told.

        :param until: its last day, a date or "YYYY-MM-DD"; by default the charter's
            number of days
        :raise AccessError: not a guarantor, or no longer a draft
        :raise UserError: no article, or too short a time
        """
        for version in self:
            version._require(
                version._can_consult(),
                self.env._("Only a guarantor opens the consultation of a draft."),
            )
            version._check_ready()
            last_day = version._consultation_end(until)
            version._move(
                "consultation", consultation_until=last_day, reminded_on=False
            )
            version._tell_members(version._consultation_sentence())
        return True

    def action_reopen(self):
        """Take a version back to draft, to change it: the first signature lapses."""
        for version in self:
            version._require(
                version._can_reopen(),
                self.env._("Only a guarantor takes a consultation back to draft."),
            )
            version._move(
                "draft",
                first_guarantor_id=False,
                first_confirmed_on=False,
                consultation_until=False,
            )
        return True

    def action_adopt(self):
        """Confirm a version in consultation; the second guarantor adopts it.

        :return: True once adopted, False when one more guarantor is needed
        :raise AccessError: not a guarantor, not in consultation, or the same person
        :raise UserError: the consultation is not over
        """
        self.ensure_one()
        self._require(self._can_adopt(), self._adopt_refusal())
        version = self.sudo()
        version.charter_id.lock_for_update()
        version._check_ready()
        version._check_consulted()
        group = self.env.ref("code_social.group_guarantor")
        first = version.first_guarantor_id
        # A confirmation lapses with the seat that gave it.
        if not first or group not in first.all_group_ids:
            self._by_method().write(
                {
                    "first_guarantor_id": self.env.uid,
                    "first_confirmed_on": fields.Datetime.now(),
                }
            )
            self.env["code.social.event"]._record(self, "charter.confirm")
            return False
        self._adopt()
        return True

    def _adopt_refusal(self):
        if self.sudo().state == "consultation" and self._confirmed_by_me():
            return self.env._(
                "You have already confirmed this version: one more guarantor is needed."
            )
        return self.env._(
            "Two guarantors of the charter adopt a version in consultation."
        )

    def _adopt(self):
        version, today = self.sudo(), fields.Date.context_today(self)
        previous = version._last_adopted()
        if previous.number > version.number:
            raise UserError(self.env._("A later version has been adopted meanwhile."))
        previous._supersede()
        hash_before = previous.content_hash or ""
        self._move(
            "adopted",
            adopted_on=today,
            effective_on=today,
            second_guarantor_id=self.env.uid,
            previous_hash=hash_before,
            content_hash=chain.link(hash_before, version._payload()),
            fingerprints=version._fingerprints(),
        )
        version.charter_id._by_method().write({"current_version_id": version.id})
        version.amendment_ids._merge()
        self.env["ir.attachment"]._seal_of(version)
        self._tell_members(
            self.env._(
                "Version %(number)s of the #CodeSocial is in force. Read it and sign "
                "it when it suits you: /my/charter/sign",
                number=version.number,
            )
        )

    def _last_adopted(self):
        domain = Domain("charter_id", "=", self.charter_id.id)
        domain &= Domain("state", "in", ("adopted", "superseded"))
        return self.search(domain, order="number desc", limit=1)

    def _supersede(self):
        """Put the version in force (one or none) behind the new one."""
        for version in self.filtered(lambda one: one.state == "adopted"):
            version._move("superseded")
            adhesions = self.env["code.social.adhesion"].sudo()
            adhesions.search(
                Domain("version_id", "=", version.id) & Domain("state", "=", "valid")
            )._by_method().write({"state": "outdated"})

    def _move(self, state, **values):
        before = self.sudo().state
        self._by_method().write({"state": state, **values})
        # One open and one in force: the index looks as soon as the next is created.
        self.flush_recordset()
        self.env["code.social.event"]._record(
            self, f"charter.{state}", {"state": before}, {"state": state}
        )

    # === Proof ===

    def _payload(self):
        """Return what the hash of this version (one) covers, in order."""
        version = self.sudo()
        articles = version.article_ids.sorted(lambda one: (one.number, one.id))
        repealed = version.amendment_ids.filtered(lambda one: one.kind == "repeal")
        return {
            "number": version.number,
            "articles": [article._payload() for article in articles],
            "repealed": repealed._payloads(),
        }

    # === Telling ===

    def _tell_members(self, sentence):
        members = self.env["res.partner"]._charter_members(self.sudo().company_id)
        others = (members - self.env.user.partner_id.sudo()).ids
        for start in range(0, len(others), _BATCH):
            self.sudo().message_notify(
                partner_ids=others[start : start + _BATCH],
                subject=self.sudo().charter_id.name,
                body=sentence,
            )
