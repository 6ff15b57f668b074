from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CodeSocialTalentMatch(models.Model):
    """One person before one call: asked, or offering. Yes is for who calls; no, for
    nobody: neither a row, nor an act, nor a count tells it, and closing erases it."""

    _name = "code.social.talent.match"
    _inherit = ["code.social.guard.mixin"]
    _description = "Answer to a Call for Talents"
    _order = "id"

    _method_fields = frozenset(
        {
            "call_id",
            "partner_id",
            "talent_ids",
            "state",
            "offered",
            "answered_on",
            "company_id",
            "project_id",
        }
    )

    call_id = fields.Many2one(
        "code.social.talent.call",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Who",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    talent_ids = fields.Many2many(
        "code.social.talent",
        "code_social_talent_match_rel",
        "match_id",
        "talent_id",
        "Talents",
        readonly=True,
    )
    state = fields.Selection(
        [("proposed", "Asked"), ("accepted", "Yes"), ("declined", "Not this time")],
        "Answer",
        required=True,
        readonly=True,
        default="proposed",
    )
    offered = fields.Boolean("Offered by themselves", readonly=True)
    answered_on = fields.Date(readonly=True)
    pillar_id = fields.Many2one(related="project_id.pillar_id")
    project_id = fields.Many2one(related="call_id.project_id", store=True, index=True)
    company_id = fields.Many2one(related="call_id.company_id", store=True, index=True)

    _one_each = models.UniqueIndex(
        "(call_id, partner_id)", "This person was already asked."
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for match in self:
            match.display_name = match.partner_id.sudo().name

    def _is_sealed(self):
        return self.call_id.state == "closed"

    @api.model
    def _put(self, call, people, talents, **values):
        """Put people before a call, with what they share of these talents.

        `call`, `people` and `talents` as superuser.
        """
        return self._by_method().create(
            [
                {
                    **values,
                    "call_id": call.id,
                    "partner_id": person.id,
                    "talent_ids": [Command.set((person.talent_ids & talents).ids)],
                }
                for person in people
            ]
        )

    def _can_answer(self):
        """The person who is asked, and nobody in their name."""
        me = self.env.user.partner_id
        return bool(me._members_here()) and self.sudo().partner_id == me

    def action_accept(self):
        """Say yes; said twice, it counts once.

        :raise AccessError: not the person who was asked
        :raise UserError: the call closed meanwhile
        """
        for match in self:
            match._check_answer()
            if match.sudo().state != "accepted":
                match._answer("accepted")
                self.env["code.social.event"]._record(match, "match.accepted")
                match._tell_callers()
        return True

    def action_decline(self):
        """Say “not this time”, as easily as yes, or take a yes back. No reason is due.

        :raise AccessError: not the person who was asked
        :raise UserError: the call closed meanwhile
        """
        for match in self:
            match._check_answer()
            # A yes was known to who calls. A no never was: it leaves no act behind.
            if match.sudo().state == "accepted":
                self.env["code.social.event"]._record(match, "match.taken_back")
            match._answer("declined")
        return True

    def _check_answer(self):
        self._require(
            self._can_answer(), self.env._("Only the person who is asked answers.")
        )
        self.call_id.sudo(False)._check_takes_answers()

    def _answer(self, state):
        today = fields.Date.context_today(self)
        self._by_method().write({"state": state, "answered_on": today})

    def _tell_callers(self):
        call = self.sudo().call_id
        call.sudo(False)._tell(
            call._callers(),
            self.env._(
                "%(who)s says yes to “%(name)s”.",
                who=self.env.user.partner_id._public_card()["name"],
                name=call.name,
            ),
        )


class CodeSocialTalentCall(models.Model):
    """Offering oneself."""

    _inherit = "code.social.talent.call"

    def _check_takes_answers(self):
        call = self.sudo()
        if call.state != "open" or call.until < fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "“%(name)s” is closed: it takes no more answers.", name=call.name
                )
            )

    def _my_match(self):
        """Return the user's own row before this call (one), or none."""
        rows = self.env["code.social.talent.match"].sudo()
        rows = rows.search(
            [("call_id", "=", self.id), ("partner_id", "=", self._me().id)]
        )
        return rows.sudo(False)

    def action_offer(self):
        """Offer oneself, asked or not; done twice, it counts once.

        :raise AccessError: not a member, or one of those who call
        :raise UserError: the call closed meanwhile
        """
        self.ensure_one()
        self._require(
            self._can_offer(),
            self.env._("Members offer themselves, but those who call do not."),
        )
        self._check_takes_answers()
        me = self._me()
        me.sudo()._take_turn()
        if not self._my_match():
            talents = self.sudo().talent_ids._with_finer()
            matches = self.env["code.social.talent.match"]
            matches._put(self.sudo(), me.sudo(), talents, offered=True)
        return self._my_match().action_accept()
