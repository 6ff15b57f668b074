"""Renewal: the mandate that follows another one, for the same person and seat."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .mandate_conditions import SEAT


class CodeSocialMandate(models.Model):
    _inherit = "code.social.mandate"

    previous_id = fields.Many2one(
        "code.social.mandate",
        "Renews",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    next_ids = fields.One2many("code.social.mandate", "previous_id", "Followed by")
    next_id = fields.Many2one(
        "code.social.mandate", "Renewed by", compute="_compute_next_id"
    )
    can_renew = fields.Boolean(compute="_compute_can_renew")

    _next_uniq = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "This mandate is already renewed.",
    )

    @api.depends("next_ids")
    def _compute_next_id(self):
        for mandate in self:
            mandate.next_id = mandate.next_ids[:1]

    @api.depends("state", "partner_id", "date_end", "next_ids")
    @api.depends_context("uid")
    def _compute_can_renew(self):
        for mandate in self:
            open_ = mandate.state in ("active", "ended") and mandate.date_end
            mandate.can_renew = (
                bool(open_) and not mandate.next_ids and mandate._can_renew()
            )

    # === Who may, and what it does ===

    def _can_renew(self):
        """Tell whether the user may open what follows this mandate: never one's own."""
        return self._is_trusted() and not self._is_own()

    def action_renew(self, designation=None, date_end=None):
        """Open the mandate that follows this one: a draft from the day after its end.

        `designation` is a value of that field (the same as before if absent),
        `date_end` a date or its ISO text (the role's term if absent, or as long as
        before). Returns the draft. Raises AccessError for one's own, UserError when
        there is no end, it is already renewed, or it is somebody else's turn.
        """
        self.ensure_one()
        self._require(self._can_renew(), self._renew_refusal())
        mandate = self.sudo()
        mandate._check_renewable(designation)
        start = mandate.date_end + timedelta(days=1)
        mandate._check_terms(start)
        following = mandate._by_method().create(
            {
                **{name: mandate[name].id for name in (*SEAT, "partner_id")},
                "deputy_id": mandate._deputy_to_keep().id,
                "designation": designation or mandate.designation,
                "date_start": start,
                "date_end": self._read_day(date_end) or mandate._renewed_end(start),
                "previous_id": mandate.id,
            }
        )
        self.env["code.social.event"]._record(
            self, "mandate.renew", None, {"next": following.id}
        )
        return self.browse(following.id)

    def action_open_renew(self):
        """Renew this mandate and open the draft: what a button does."""
        following = self.action_renew()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "views": [(False, "form")],
        }

    def _renew_refusal(self):
        if self._is_own():
            return self.env._("Nobody renews their own mandate.")
        return self.env._("You cannot renew mandates.")

    def _check_renewable(self, designation):
        if self.state not in ("active", "ended") or not self.date_end:
            raise UserError(
                self.env._(
                    "Only a mandate with an end, neither resigned nor revoked, is "
                    "renewed."
                )
            )
        if self.next_ids:
            raise UserError(self.env._("This mandate is already renewed."))
        if designation and designation not in dict(
            self._fields["designation"].selection
        ):
            raise UserError(self.env._("Choose how the person is designated."))

    @api.model
    def _read_day(self, day):
        try:
            return fields.Date.to_date(day or False)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("“%(day)s” is not a date.", day=day)) from error

    def _renewed_end(self, start):
        if self.role_id.term_months:
            return self._term_end(self.role_id, start)
        return start + (self.date_end - self.date_start)

    def _deputy_to_keep(self):
        """Return the deputy if still a member: otherwise one is named anew."""
        deputy = self.deputy_id
        return deputy if deputy._is_member() else deputy.browse()

    # === What follows, when this changes ===

    def _unlink_previous(self):
        """Untie drafts whose person or seat is no longer that of what they renewed."""
        for mandate in self.sudo().filtered("previous_id"):
            names = (*SEAT, "partner_id")
            if any(mandate[name] != mandate.previous_id[name] for name in names):
                mandate._by_method().write({"previous_id": False})

    def _drop_next(self, state):
        """Take back what was to follow these mandates, which ended too early."""
        following = self.sudo().next_ids
        drafts = following.filtered(lambda one: one.state == "draft")
        if confirmed := following.filtered(lambda one: one.state == "active"):
            confirmed._finish(state)
        drafts.unlink()
