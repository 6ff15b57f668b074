from odoo import api, fields, models
from odoo.tools import format_date

TONES = {
    "draft": "grey",
    "open": "sky",
    "adopted": "leaf",
    "rejected": "coral",
    "lapsed": "grey",
}


class Decision(models.Model):
    """What the pages show of decisions."""

    _inherit = "code.social.decision"

    def _label(self, name):
        """Return the label of a selection field of this decision (one)."""
        field = self._fields[name]
        return dict(field._description_selection(self.env))[self.sudo()[name]]

    def _rows(self):
        """Return what a list says of these decisions."""
        return [
            {
                "id": one.id,
                "name": one.sudo().name,
                "commission": one.sudo().commission_id.name,
                "mode": one._label("mode"),
                "state": one.sudo().state,
                "label": one._label("state"),
                "tone": TONES.get(one.sudo().state, "grey"),
                "day": format_date(self.env, one.sudo().closes_on),
            }
            for one in self
        ]

    @api.model
    def _register_rows(self, commission_id=False):
        """Return the rows of the register: open ones first, then the latest."""
        domain = [("state", "!=", "draft")]
        if commission_id:
            domain.append(("commission_id", "=", commission_id))
        found = self.search(domain)
        mine = self.search(
            [("state", "=", "draft"), ("carrier_id", "=", self.env.user.partner_id.id)]
        )
        waiting = found.filtered(lambda one: one.state == "open")
        return (waiting | mine | (found - waiting))._rows()

    def _page(self):
        """Return what the decision's page shows to the current user."""
        self.ensure_one()
        self.check_access("read")
        this = self.sudo()
        state, advice = this.state, this.mode == "advice"
        mine = this.position_ids.filtered(
            lambda one: one.partner_id == self.env.user.partner_id
        )
        return {
            **self._rows()[0],
            "text": this.text,
            "mode_code": this.mode,
            "who": this.carrier_id._public_card()["name"],
            "meeting_id": this.meeting_id.id,
            "meeting": this.meeting_id.name,
            "asked": len(this.elector_ids),
            "answered": len(this.position_ids),
            "quorum": this.quorum,
            "conclusion": this.conclusion,
            "positions": self._position_rows(),
            "kinds": self._kind_choices(),
            "mine": mine and {"kind": mine.kind, "reason": mine.reason or ""},
            "can_answer": this._is_open() and self._can_take_position(),
            "can_revise": state == "draft" and self._can_revise(),
            "can_open": state == "draft" and self._can_open(),
            "can_close": state == "open" and not advice and self._can_close(),
            "can_conclude": state == "open" and advice and self._can_conclude(),
        }

    def _position_rows(self):
        this = self.sudo()
        labels = dict(
            this.position_ids._fields["kind"]._description_selection(self.env)
        )
        return [
            {
                "who": one.partner_id._public_card()["name"],
                "kind": labels[one.kind],
                "reason": one.reason,
                "minority": one in this.minority_ids,
            }
            for one in this.position_ids
        ]

    def _kind_choices(self):
        """Return [(kind, label)] of the answers of this decision's mode."""
        field = self.env["code.social.position"]._fields["kind"]
        labels = dict(field._description_selection(self.env))
        return [(kind, labels[kind]) for kind in self._kinds_of(self.sudo().mode)]

    @api.model
    def _form_choices(self):
        """Return the choices of the form that proposes a decision."""
        Commission = self.env["code.social.commission"]
        here = [("company_id", "in", self.env.companies.ids)]
        mine = Commission.search(here).filtered(self._can_propose)
        return {
            "commissions": [(one.id, one.name) for one in mine],
            "modes": self._fields["mode"]._description_selection(self.env),
            "electorates": self._fields["electorate"]._description_selection(self.env),
        }

    def _form(self):
        """Return the form's values: those of this draft (one), or of a new one."""
        this = self.sudo()
        if not this:
            return {
                "name": "",
                "text": "",
                "commission_id": False,
                "meeting_id": False,
                "mode": "consent",
                "electorate": "commission",
                "quorum": 50,
                "closes_on": fields.Date.to_string(
                    fields.Date.add(fields.Date.context_today(self), days=7)
                ),
            }
        return {
            "name": this.name,
            "text": this.text,
            "commission_id": this.commission_id.id,
            "meeting_id": this.meeting_id.id,
            "mode": this.mode,
            "electorate": this.electorate,
            "quorum": this.quorum,
            "closes_on": fields.Date.to_string(this.closes_on),
        }

    def action_open_page(self):
        """Open the decision's page, where people answer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/decisions/{self.id}",
            "target": "self",
        }
