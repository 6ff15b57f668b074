from odoo import api, fields, models
from odoo.exceptions import UserError

from .meeting_input import TITLE_LENGTH


class AgendaItem(models.Model):
    """What somebody wants a meeting to speak about."""

    _name = "code.social.agenda.item"
    _description = "Agenda Item"
    _inherit = ["code.social.guard.mixin"]
    _order = "meeting_id, sequence, id"
    _method_fields = frozenset(
        {"name", "meeting_id", "kind", "minutes", "partner_id", "sequence", "token"}
    )

    name = fields.Char(required=True)
    meeting_id = fields.Many2one(
        "code.social.meeting", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("information", "To inform"),
            ("discussion", "To discuss"),
            ("decision", "To decide"),
        ],
        default="discussion",
        required=True,
    )
    minutes = fields.Integer(
        "Length (minutes)", default=10, help="How long it may take."
    )
    partner_id = fields.Many2one(
        "res.partner", "Proposed by", index=True, required=True, ondelete="restrict"
    )
    token = fields.Char(copy=False, groups=fields.NO_ACCESS)
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True, index=True
    )

    _token_uniq = models.UniqueIndex(
        "(partner_id, token) WHERE token IS NOT NULL",
        "This item is already on the agenda.",
    )
    _minutes = models.Constraint(
        "CHECK (minutes > 0 AND minutes <= 600)",
        "An item takes from 1 to 600 minutes.",
    )

    def _is_sealed(self):
        self.ensure_one()
        return self.meeting_id._is_sealed()

    def _can_withdraw(self):
        """Who proposed it, or the facilitator, until the meeting starts."""
        this = self.sudo()
        me = self.env.user.partner_id
        facilitates = this.meeting_id.with_user(self.env.user)._is_facilitator()
        return this.meeting_id.state == "planned" and (
            (me._is_member() and me == this.partner_id) or facilitates
        )

    def action_withdraw(self):
        """Take the item off a planned agenda."""
        for item in self:
            item._require(
                item._can_withdraw(),
                self.env._(
                    "Who proposed an item, or the facilitator, takes it off before"
                    " the meeting starts."
                ),
            )
            meeting = item.sudo().meeting_id
            item._by_method().unlink()
            self.env["code.social.event"]._record(meeting, "meeting.item_withdrawn")
        return True


class Meeting(models.Model):
    _inherit = "code.social.meeting"

    def _can_propose_item(self):
        """Any member of the community who reads the meeting."""
        me = self.env.user.partner_id
        return me._is_member() and bool(self.exists()) and self.has_access("read")

    def propose_item(self, title, kind="discussion", minutes=10, token=None):
        """Put an item on the agenda of a planned meeting; return it.

        :param kind: "information", "discussion" or "decision"
        :param minutes: how long it may take, 1 to 600
        :param token: UUID: a second call with it returns the first item
        :raise AccessError: not a member of this community
        :raise UserError: no title, or the meeting has started
        """
        self.ensure_one()
        self._require(
            self._can_propose_item(),
            self.env._("Members put items on an agenda."),
        )
        self._check_meeting_state("planned")
        vals = self._item_values(title, kind, minutes)
        Item = self.env["code.social.agenda.item"]
        me = self.env.user.partner_id
        vals["token"] = self._clean_token(token)
        if vals["token"]:
            me.sudo()._lock_days()
            domain = [("partner_id", "=", me.id), ("token", "=", vals["token"])]
            known = Item.sudo().search(domain)
            if known:
                return Item.browse(known.ids)
        item = Item._by_method().create({**vals, "partner_id": me.id})
        self.env["code.social.event"]._record(self, "meeting.item")
        return Item.browse(item.ids)

    @api.model
    def _item_kinds(self):
        """Return [(kind, label)] of agenda items."""
        field = self.env["code.social.agenda.item"]._fields["kind"]
        return field._description_selection(self.env)

    def _item_values(self, title, kind, minutes):
        try:
            minutes = int(minutes or 10)
        except (TypeError, ValueError):
            minutes = 0
        if not 0 < minutes <= 600:
            raise UserError(self.env._("An item takes from 1 to 600 minutes."))
        if kind not in dict(self._item_kinds()):
            raise UserError(self.env._("This choice does not exist."))
        return {
            "meeting_id": self.id,
            "name": self._clean_title(str(title or "")[: TITLE_LENGTH + 1]),
            "kind": kind,
            "minutes": minutes,
            "sequence": 10 * (len(self.sudo().item_ids) + 1),
        }
