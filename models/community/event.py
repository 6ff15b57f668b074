"""The audit log of every room: rows that are added, chained and never changed."""

import datetime
import decimal
import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError


def plain(value):
    """Return a value as JSON that reads back identically.

    Times become ISO-8601 UTC, decimals and floats texts, records their ids.
    """
    if isinstance(value, models.BaseModel):
        return value.ids
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds") + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | decimal.Decimal):
        return str(value)
    raise TypeError(f"not for the audit log: {type(value).__name__}")


class CodeSocialEvent(models.Model):
    _name = "code.social.event"
    _inherit = ["code.social.proof.mixin"]
    _description = "Audit Event"
    _order = "id desc"
    _rec_name = "action"
    # `occurred_at` and `actor_uid` say when and who, and they are covered by the
    # hash; a second, uncovered pair of columns would only invite doubt.
    _log_access = False

    _erasable = {"reason": ("reason_salt", "reason_digest")}
    _sealed_free_fields = frozenset({"reason", "reason_salt"})

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    occurred_at = fields.Datetime("When", required=True, readonly=True)
    actor_uid = fields.Char("Actor's reference", required=True, readonly=True)
    actor_id = fields.Many2one(
        "res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="For display: the hash covers the reference, not the name.",
    )
    model = fields.Char("Record type", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="model", readonly=True, required=True
    )
    record_ref = fields.Char(
        "Record reference", compute="_compute_record_ref", compute_sudo=True
    )
    action = fields.Char(required=True, readonly=True)
    action_label = fields.Char("What", compute="_compute_labels", compute_sudo=True)
    record_label = fields.Char("On", compute="_compute_labels", compute_sudo=True)
    before = fields.Json(readonly=True)
    after = fields.Json(readonly=True)
    changes = fields.Text(compute="_compute_changes")
    reason = fields.Text(readonly=True)
    reason_salt = fields.Char(readonly=True, groups="base.group_no_one")
    reason_digest = fields.Char(readonly=True)
    number = fields.Integer(
        readonly=True, help="Rank in the community's chain, given when sealed."
    )
    previous_hash = fields.Char(readonly=True)
    hash = fields.Char(readonly=True)
    sealed = fields.Boolean(readonly=True)

    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number > 0",
        "Two events cannot have the same number.",
    )
    _tail_idx = models.Index("(company_id, id) WHERE sealed IS NOT TRUE")
    _record_idx = models.Index("(model, res_id)")

    @api.depends("action")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for event in self:
            event.display_name = event.action_label

    @api.depends("model", "res_id")
    def _compute_record_ref(self):
        for event in self:
            event.record_ref = f"{event.model},{event.res_id}"

    @api.model
    def _action_labels(self):
        """Return {action: what people read}. Each room adds its own."""
        return {
            "member.join": self.env._("Joined the community"),
            "member.leave": self.env._("Left the community"),
            "member.show": self.env._("Chose what is shown in the directory"),
            "mandate.open": self.env._("Mandate opened"),
            "mandate.confirm": self.env._("Mandate confirmed"),
            "mandate.ended": self.env._("Mandate ended"),
            "mandate.resigned": self.env._("Resigned from a mandate"),
            "mandate.revoked": self.env._("Mandate revoked"),
            "mandate.renew": self.env._("Mandate renewed"),
            "mandate.notice": self.env._("End of a mandate announced"),
            "handover.open": self.env._("Handover opened"),
            "handover.tick": self.env._("Handover: one thing done"),
            "handover.untick": self.env._("Handover: one thing to do again"),
            "handover.closed": self.env._("Handed over"),
            "handover.dropped": self.env._("Handover no longer needed"),
            "people.import": self.env._("People imported"),
            "invitation.start": self.env._("Invitations asked for"),
            "invitation.cancel": self.env._("Invitations stopped"),
            "letter.schedule": self.env._("Letter scheduled"),
            "letter.back": self.env._("Letter taken back"),
            "letter.start": self.env._("Letter begun"),
            "letter.stop": self.env._("Letter stopped"),
            "letter.sent": self.env._("Letter sent"),
            "letters.on": self.env._("Chose to receive letters"),
            "letters.off": self.env._("Chose no more letters"),
            "intent.write": self.env._("Initial intent written"),
            "artist.look": self.env._("Looked at by its artist"),
        }

    @api.depends("action", "model", "res_id")
    @api.depends_context("lang")
    def _compute_labels(self):
        labels = self._action_labels()
        for event in self:
            event.action_label = labels.get(event.action, event.action)
            kind = self.env["ir.model"]._get(event.model).name or event.model
            event.record_label = f"{kind} {event.res_id}"

    @api.depends("before", "after")
    def _compute_changes(self):
        for event in self:
            before, after = event.before or {}, event.after or {}
            event.changes = "\n".join(
                f"{key}: {before.get(key, '–')} → {after.get(key, '–')}"
                for key in sorted({*before, *after})
            )

    # === Recording ===

    @api.model
    def _record(self, record, action, before=None, after=None, reason=None):
        """Add one unsealed event for each of these records.

        `before` and `after` are small dicts without personal data in clear (ids,
        states, dates, figures), the same for all records. `reason` is free text:
        it may be erased later. Returns the events, as superuser.
        """
        common = {
            "occurred_at": fields.Datetime.now(),
            "actor_uid": self._actor_uid(self.env.user),
            "actor_id": self.env.uid,
            "action": action,
            "before": plain(before) or False,
            "after": plain(after) or False,
        }
        return self._by_method().create(
            [
                {
                    **common,
                    **self._salted("reason", reason),
                    "company_id": self._company_of(one).id,
                    "model": one._name,
                    "res_id": one.id,
                }
                for one in record.sudo()
            ]
        )

    @api.model
    def _company_of(self, record):
        company = record["company_id"] if "company_id" in record._fields else None
        return company or self.env.company

    @api.model
    def _actor_uid(self, user):
        """Return the member's UUID, else one made from the login's own number."""
        member_uid = user.sudo().partner_id.member_uid
        if member_uid:
            return member_uid
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{database}/res.users/{user.id}"))

    # === Append only ===

    def _is_sealed(self):
        return self.sealed

    @api.model_create_multi
    def create(self, vals_list):
        self._require_method()
        return super().create(vals_list)

    def write(self, vals):
        self._require_method()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("The audit log only grows: nothing is deleted."))

    def _require_method(self):
        self._require(
            self._is_by_method(),
            self.env._("The audit log is written by the actions themselves."),
        )
