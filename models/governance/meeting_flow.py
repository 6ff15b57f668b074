from odoo import api, fields, models
from odoo.exceptions import UserError


class Meeting(models.Model):
    """Who may plan, start and close a meeting."""

    _inherit = "code.social.meeting"

    viewer_can_start = fields.Boolean(
        compute="_compute_viewer", export_string_translation=False
    )
    viewer_can_close = fields.Boolean(
        compute="_compute_viewer", export_string_translation=False
    )
    viewer_can_approve = fields.Boolean(
        compute="_compute_viewer", export_string_translation=False
    )
    viewer_can_agree = fields.Boolean(
        compute="_compute_viewer", export_string_translation=False
    )

    @api.depends("state", "facilitator_id", "minutes_state", "agreed_ids")
    @api.depends_context("uid")
    def _compute_viewer(self):
        for meeting in self:
            meeting.viewer_can_start = meeting._can_start() and (
                meeting.state == "planned"
            )
            meeting.viewer_can_close = meeting._can_close() and (
                meeting.state == "in_session"
            )
            meeting.viewer_can_approve = meeting._can_approve_minutes() and (
                meeting.minutes_state in ("proposed", "corrected")
            )
            meeting.viewer_can_agree = meeting._can_agree_minutes()

    # === Who may ===

    @api.model
    def _can_plan(self, commission):
        """The commission's coordinator, or the publisher."""
        return commission._is_looked_after()

    def _can_replan(self):
        """Who may plan it, or who facilitates it, until it starts."""
        return (
            self._is_facilitator()
            or self.sudo().commission_id.with_user(self.env.user)._is_looked_after()
        )

    def _can_start(self):
        return self._is_facilitator()

    def _can_close(self):
        return self._is_facilitator()

    # === Planning ===

    @api.model
    def plan(self, values):
        """Plan a meeting of a commission one coordinates, or as the publisher.

        :param values: dict with `name`, `commission_id`, `start`, `stop` (UTC) and
            optionally `project_id`, `place`, `facilitator_id`, `scribe_id`,
            `timekeeper_id`, `token` (UUID: a second call with it returns the first
            meeting)
        :return: the meeting
        :raise AccessError: neither the commission's coordinator nor the publisher
        :raise UserError: a value to be mended, said in a sentence
        """
        values = dict(values or {})
        commission = self.env["code.social.commission"].browse(
            self._clean_id(values.get("commission_id"))
        )
        self._require(
            self._can_plan(commission),
            self.env._("A commission's coordinator or the publisher plans a meeting."),
        )
        token = self._clean_token(values.get("token"))
        known = self._known(token)
        if known:
            return known
        vals = self._clean_values({"name": "", "start": False, "stop": False, **values})
        self._check_dates(vals["start"], vals["stop"])
        vals.update(
            company_id=commission.sudo().company_id.id,
            planned_by_id=self.env.user.partner_id.id,
            token=token,
        )
        meeting = self.browse(self._by_method().create(vals).ids)
        meeting._log("meeting.plan", False, "planned")
        return meeting

    @api.model
    def _known(self, token):
        """Return the meeting which this person already planned with this token."""
        if not token:
            return self.browse()
        me = self.env.user.partner_id
        me.sudo()._lock_days()
        domain = [("planned_by_id", "=", me.id), ("token", "=", token)]
        return self.browse(self.sudo().search(domain).ids)

    def replan(self, values):
        """Change a planned meeting; what is absent stays as it is.

        :param values: as for :meth:`plan`, but for the commission
        :raise AccessError: not by who plans or facilitates it
        """
        self.ensure_one()
        self._require(
            self._can_replan(),
            self.env._("Who plans or facilitates a meeting may change it."),
        )
        self._check_meeting_state("planned")
        vals = self._clean_values(dict(values or {}))
        vals.pop("commission_id", None)
        this = self.sudo()
        self._check_dates(vals.get("start", this.start), vals.get("stop", this.stop))
        self._by_method().write(vals)
        self._log("meeting.replan", "planned", "planned")
        return True

    # === Transitions ===

    def action_start(self):
        """Open the session: planned → in session. Its facilitator alone.

        :raise AccessError: not its facilitator
        """
        for meeting in self:
            meeting._require(
                meeting._can_start(),
                self.env._("Only its facilitator starts a meeting."),
            )
            meeting._check_meeting_state("planned")
            meeting._set_state("in_session", opened_on=fields.Datetime.now())
        return True

    def action_close(self):
        """End the session: in session → closed, and keep its figures.

        :raise AccessError: not its facilitator
        :raise UserError: nobody was noted as present
        """
        for meeting in self:
            meeting._require(
                meeting._can_close(),
                self.env._("Only its facilitator closes a meeting."),
            )
            meeting._check_meeting_state("in_session")
            if not meeting._present():
                raise UserError(self.env._("Note who was there before closing."))
            meeting._set_state("closed", closed_on=fields.Datetime.now())
            meeting._store_figures()
        return True

    def _set_state(self, state, **values):
        """Write a state as the methods of this model alone may, and record it."""
        before = self.sudo().state
        self._by_method().write(dict(values, state=state))
        self._log(f"meeting.{state}", before, state)

    def _log(self, action, before, after):
        self.env["code.social.event"]._record(
            self, action, {"state": before}, {"state": after}
        )

    def _bounds(self):
        """Return (first, last) moments of this meeting (one), planned or real.

        A session may begin before the planned hour and end after it.
        """
        this = self.sudo()
        running = fields.Datetime.now() if this.state == "in_session" else this.stop
        first = min(this.start, this.opened_on or this.start)
        return first, max(this.stop, this.closed_on or running)

    def action_open_page(self):
        """Open the meeting's page, where it is run."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/meetings/{self.id}",
            "target": "self",
        }
