from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.decision import KINDS, minority, outcome, quorum_reached

CHOICES = ("mode", "electorate")


class Decision(models.Model):
    """Who may propose, open and close a decision, and its transitions."""

    _inherit = "code.social.decision"

    viewer_can_open = fields.Boolean(
        compute="_compute_viewer", export_string_translation=False
    )
    viewer_can_close = fields.Boolean(
        compute="_compute_viewer", export_string_translation=False
    )

    @api.depends("state", "mode", "commission_id", "meeting_id", "carrier_id")
    @api.depends_context("uid")
    def _compute_viewer(self):
        for decision in self:
            may = decision._can_close()
            decision.viewer_can_open = decision.state == "draft" and may
            decision.viewer_can_close = (
                decision.state == "open" and may and decision.mode != "advice"
            )

    # === Who may ===

    @api.model
    def _can_propose(self, commission):
        """A member of the commission, or who looks after it."""
        me = self.env.user.partner_id
        return commission._is_looked_after() or (
            me._is_member()
            and commission.has_access("read")
            and me in commission.sudo().member_ids
        )

    def _can_revise(self):
        me = self.env.user.partner_id
        mine = me._is_member() and me == self.sudo().carrier_id
        return mine or self._looks_after()

    def _can_open(self):
        """The coordinator, the publisher or the facilitator of its meeting."""
        return self._looks_after()

    def _can_close(self):
        return self._looks_after()

    def _can_conclude(self):
        """Whoever asked for the advice concludes."""
        me = self.env.user.partner_id
        return me._is_member() and me == self.sudo().carrier_id

    def _looks_after(self):
        self.ensure_one()
        commission = self.sudo().commission_id.with_user(self.env.user)
        meeting = self.sudo().meeting_id.with_user(self.env.user)
        return commission._is_looked_after() or (
            bool(meeting) and meeting._is_facilitator()
        )

    # === Proposing ===

    @api.model
    def propose(self, values):
        """Write a decision down, in draft, in a commission one belongs to.

        :param values: dict with `name`, `text`, `commission_id`, `closes_on` and
            optionally `mode`, `electorate`, `quorum`, `meeting_id`, `project_id`,
            `token` (UUID: a second call with it returns the first decision)
        :return: the decision
        :raise AccessError: neither in the commission nor looking after it
        :raise UserError: a value to be mended, said in a sentence
        """
        values = dict(values or {})
        Meeting = self.env["code.social.meeting"]
        commission = self.env["code.social.commission"].browse(
            Meeting._clean_id(values.get("commission_id"))
        )
        self._require(
            self._can_propose(commission),
            self.env._("Members of the commission propose its decisions."),
        )
        token = Meeting._clean_token(values.get("token"))
        me = self.env.user.partner_id
        if token:
            me.sudo()._lock_days()
            domain = [("carrier_id", "=", me.id), ("token", "=", token)]
            known = self.sudo().search(domain)
            if known:
                return self.browse(known.ids)
        vals = self._clean_values({"name": "", "text": "", "closes_on": "", **values})
        vals.update(
            commission_id=commission.id,
            carrier_id=me.id,
            token=token,
            company_id=commission.sudo().company_id.id,
        )
        decision = self.browse(self._by_method().create(vals).ids)
        decision._log("decision.propose", False, "draft")
        return decision

    def revise(self, values):
        """Change a draft; what is absent stays as it is.

        :param values: as for :meth:`propose`, but for the commission
        :raise AccessError: neither its carrier nor who looks after it
        :raise UserError: people already answer to these words
        """
        self.ensure_one()
        self._require(
            self._can_revise(),
            self.env._("Its carrier or the coordinator changes a decision."),
        )
        self._check_decision_state(
            "draft",
            self.env._("It is open: the words people answer to no longer change."),
        )
        self._by_method().write(self._clean_values(dict(values or {})))
        self._log("decision.revise", "draft", "draft")
        return True

    @api.model
    def _clean_values(self, values):
        Meeting = self.env["code.social.meeting"]
        cleaners = {
            "name": Meeting._clean_title,
            "text": self._clean_text,
            "closes_on": self._clean_day,
            "quorum": self._clean_quorum,
            "meeting_id": self._clean_meeting,
            "project_id": Meeting._clean_project,
        }
        vals = {
            name: clean(values[name])
            for name, clean in cleaners.items()
            if name in values
        }
        for name in CHOICES:
            if name in values:
                vals[name] = self._clean_choice(name, values[name])
        return vals

    @api.model
    def _clean_text(self, value):
        text = str(value or "").strip()
        if not text:
            raise UserError(self.env._("Write the words people will answer to."))
        return text

    @api.model
    def _clean_day(self, value):
        moment = self.env["code.social.meeting"]._clean_time(value)
        if moment.date() < fields.Date.context_today(self):
            raise UserError(self.env._("This day is past. Choose today or later."))
        return moment.date()

    @api.model
    def _clean_quorum(self, value):
        try:
            quorum = int(value or 0)
        except (TypeError, ValueError):
            quorum = -1
        if not 0 <= quorum <= 100:
            raise UserError(self.env._("A quorum is from 0 to 100 %."))
        return quorum

    @api.model
    def _clean_meeting(self, value):
        Meeting = self.env["code.social.meeting"]
        meeting = Meeting.browse(Meeting._clean_id(value))
        if meeting and (not meeting.exists() or not meeting.has_access("read")):
            raise UserError(self.env._("This choice does not exist."))
        return meeting.id

    @api.model
    def _clean_choice(self, name, value):
        if value not in dict(self._fields[name]._description_selection(self.env)):
            raise UserError(self.env._("This choice does not exist."))
        return value

    # === Opening ===

    def action_open(self):
        """Put it to people: draft → open. Who is asked is kept as of now.

        :raise AccessError: neither the coordinator, the publisher nor the facilitator
        :raise UserError: nobody to ask, or its last day is past
        """
        for decision in self:
            decision._require(
                decision._can_open(),
                self.env._(
                    "The coordinator, the publisher or the facilitator of the meeting"
                    " opens a decision."
                ),
            )
            decision._check_decision_state("draft")
            electors = decision._electors()
            decision._check_openable(electors)
            decision._set_state(
                "open",
                opens_on=fields.Date.context_today(decision),
                elector_ids=[fields.Command.set(electors.ids)],
            )
        return True

    def _check_openable(self, electors):
        if not electors:
            raise UserError(self.env._("There is nobody to ask yet."))
        if self.sudo().closes_on < fields.Date.context_today(self):
            raise UserError(self.env._("Its last day is past: choose another one."))

    def _electors(self):
        """Return the people this decision (one) is put to, as of now."""
        this = self.sudo().with_company(self.sudo().company_id)
        if this.electorate == "commission":
            people = this.commission_id.member_ids
        else:
            domain = [("joined_on", "!=", False), ("left_on", "=", False)]
            people = this.env["res.partner"].search(domain)
        return people._eligible("vote")._members_here()

    # === Closing ===

    def action_close(self):
        """Count the positions: open → adopted, rejected or lapsed.

        Before its last day is over, only once the quorum is reached.

        :raise AccessError: not by who looks after it
        :raise UserError: too early, or advice (see :meth:`action_conclude`)
        """
        for decision in self:
            decision._require(
                decision._can_close(),
                self.env._(
                    "The coordinator, the publisher or the facilitator of the meeting"
                    " closes a decision."
                ),
            )
            decision._check_decision_state("open")
            decision._check_not_too_early()
            decision._close()
        return True

    def action_conclude(self, retained, conclusion):
        """Say what one concludes of the advice heard: open → adopted or rejected.

        :param retained: whether the proposal goes ahead
        :param conclusion: why, in words; required
        :raise AccessError: not by who asked
        :raise UserError: nothing written, too few answers, or not an advice
        """
        self.ensure_one()
        self._require(
            self._can_conclude(), self.env._("Whoever asked for advice concludes.")
        )
        self._check_decision_state("open")
        conclusion = str(conclusion or "").strip()
        if self.sudo().mode != "advice":
            raise UserError(self.env._("Only advice is concluded by one person."))
        if not conclusion:
            raise UserError(self.env._("Say what you conclude, and why."))
        self._check_not_too_early(concluding=True)
        self._by_method().write({"conclusion": conclusion, "retained": bool(retained)})
        self._close(bool(retained))
        return True

    def _check_not_too_early(self, concluding=False):
        this = self.sudo()
        if not this._is_open():
            return
        enough = quorum_reached(
            len(this.position_ids), len(this.elector_ids), this.quorum
        )
        if not enough or (this.mode == "advice" and not concluding):
            raise UserError(
                self.env._(
                    "Too few people answered: it closes by itself after %(day)s.",
                    day=this.closes_on,
                )
            )

    def _close(self, retained=None):
        this = self.sudo()
        answers = {one.id: one.kind for one in this.position_ids}
        result = outcome(
            this.mode, answers, len(this.elector_ids), this.quorum, retained
        )
        fewer = minority(this.mode, answers, result)
        self.env["ir.attachment"]._seal_of(this)
        self._set_state(
            result,
            closed_on=fields.Datetime.now(),
            minority_ids=[fields.Command.set(fewer)],
        )

    @api.model
    def _cron_close(self):
        """Close the decisions whose last day is over, each on its own."""
        today = fields.Date.context_today(self)
        late = self.search([("state", "=", "open"), ("closes_on", "<", today)])
        self.env["ir.cron"]._commit_progress(remaining=len(late))
        for decision in late:
            decision._close()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    # === Helpers ===

    @api.model
    def _kinds_of(self, mode):
        """Return the kinds of position of a mode."""
        return KINDS.get(mode, ())

    def _check_decision_state(self, expected, message=None):
        if self.sudo().state != expected:
            raise UserError(
                message
                or self.env._(
                    "“%(name)s” has moved on meanwhile: reload the page.",
                    name=self.sudo().name,
                )
            )

    def _set_state(self, state, **values):
        before = self.sudo().state
        self._by_method().write(dict(values, state=state))
        self._log(f"decision.{state}", before, state)

    def _log(self, action, before, after):
        self.env["code.social.event"]._record(
            self, action, {"state": before}, {"state": after}
        )
