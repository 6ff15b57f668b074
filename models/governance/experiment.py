from odoo import api, fields, models
from odoo.exceptions import UserError

RUNNING = ("experimentation", "adaptation")


class CodeSocialExperiment(models.Model):
    """Something that is tried until a day; without a word, it ends there."""

    _name = "code.social.experiment"
    _inherit = ["code.social.open.mixin"]
    _description = "Experiment"
    _order = "date_end desc, id desc"
    _check_company_auto = True
    _act = "experiment"

    _method_fields = frozenset(
        {
            "name",
            "hypothesis",
            "tried",
            "indicator",
            "commission_id",
            "project_id",
            "tension_id",
            "initiative_id",
            "owner_id",
            "date_start",
            "date_end",
            "cycle",
            "changes",
            "conclusion",
            "ended_on",
            "state",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    name = fields.Char("Experiment", required=True, readonly=True)
    hypothesis = fields.Text("What we expect", required=True, readonly=True)
    tried = fields.Text("What is tried", required=True, readonly=True)
    indicator = fields.Text("How we will know", readonly=True)
    commission_id = fields.Many2one(
        "code.social.commission",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    project_id = fields.Many2one(
        "project.project", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    tension_id = fields.Many2one(
        "code.social.tension",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    initiative_id = fields.Many2one(
        "code.social.initiative",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    owner_id = fields.Many2one(
        "res.partner", "Looked after by", required=True, readonly=True, index=True
    )
    date_start = fields.Date("From", required=True, readonly=True)
    date_end = fields.Date("To", required=True, readonly=True, index=True)
    cycle = fields.Integer(required=True, readonly=True, default=1)
    changes = fields.Text("What was changed on the way", readonly=True)
    conclusion = fields.Text("What we learnt", readonly=True)
    ended_on = fields.Date(readonly=True)
    state = fields.Selection(
        [
            ("experimentation", "Being tried"),
            ("adaptation", "Being adapted"),
            ("perpetuated", "Proposed for the charter"),
            ("abandoned", "Abandoned"),
            ("lapsed", "Ended by itself"),
        ],
        required=True,
        readonly=True,
        default="experimentation",
        index=True,
    )

    _token_uniq = models.UniqueIndex(
        "(opened_by_id, token) WHERE token IS NOT NULL",
        "This form was already sent.",
    )
    _dates = models.Constraint(
        "CHECK (date_end >= date_start)",
        "An experiment cannot end before it starts.",
    )

    def _is_sealed(self):
        return self.state not in RUNNING

    # === Permissions ===

    def _can_steer(self):
        """Who looks after it, or the publisher."""
        mine = self._is_reader() and self.sudo().owner_id == self._me()
        return mine or self._is_publisher()

    def _can_adapt(self):
        return self._can_steer()

    def _can_abandon(self):
        return self._can_steer()

    @api.model
    def _can_start(self, commission, project):
        """The publisher, a coordinator of the commission, an author of the project."""
        me = self._me()
        return self.env.user.has_group("code_social.group_publisher") or (
            bool(me._members_here())
            and (
                me in commission.coordinator_ids
                or me in project.author_ids
                or self.env.user == project.user_id
            )
        )

    # === Starting ===

    @api.model
    def start(self, values=None):
        """Start an experiment, as its owner.

        :param values: dict with `name`, `hypothesis`, `tried`, `date_end` and
            optionally `indicator`, `date_start` (today), `commission_id` or
            `project_id` (its scope), `tension_id`, `initiative_id`, `token`
        :return: the experiment
        :raise AccessError: not by the publisher, a coordinator of the commission or
            an author or manager of the project
        :raise UserError: something missing, or an end before the start
        """
        values = dict(values or {})
        commission = self._linked("code.social.commission", values.get("commission_id"))
        project = self._linked("project.project", values.get("project_id"))
        self._require(
            self._can_start(commission, project),
            self.env._(
                "A coordinator of the commission, an author of the project or the "
                "publisher starts an experiment there."
            ),
        )
        vals = self._start_values(values)
        token, known = self._sent_before(values.get("token"))
        if known:
            return known
        made = self._by_method().create(
            dict(
                vals,
                commission_id=commission.id,
                project_id=project.id,
                token=token,
                owner_id=self._me().id,
                opened_by_id=self._me().id,
                company_id=self.env.company.id,
            )
        )
        made = self.browse(made.ids)
        made._note("experimentation", after={"state": "experimentation"})
        return made

    @api.model
    def _start_values(self, values):
        start = self._day(values.get("date_start")) or fields.Date.context_today(self)
        tension = self._linked("code.social.tension", values.get("tension_id"))
        initiative = self._linked("code.social.initiative", values.get("initiative_id"))
        words = {
            "name": self.env._("Give it a name."),
            "hypothesis": self.env._("Say what you expect from it."),
            "tried": self.env._("Say what is tried."),
        }
        return {
            **{
                name: self._words(values.get(name), problem)
                for name, problem in words.items()
            },
            **self._optional(values, "indicator"),
            "date_start": start,
            "date_end": self._check_end(start, values.get("date_end")),
            "tension_id": tension.id,
            "initiative_id": initiative.id,
        }

    @api.model
    def _check_end(self, start, value):
        end = self._day(value)
        if not end:
            raise UserError(self.env._("Say until which day it is tried."))
        if end < start:
            raise UserError(self.env._("An experiment cannot end before it starts."))
        return end

    # === On the way ===

    def _require_steer(self, may):
        self.ensure_one()
        self._require(
            may,
            self.env._("Who looks after the experiment, or the publisher, does this."),
        )
        self._expect(*RUNNING)
        if self.sudo().date_end < fields.Date.context_today(self):
            raise UserError(self.env._("It ended by itself: start another one."))

    def action_adapt(self, changes=None, new_end=None):
        """Change what is tried and begin another cycle, until another day."""
        self._require_steer(self._can_adapt())
        this = self.sudo()
        changes = self._words(changes, self.env._("Say what you change."))
        today = fields.Date.context_today(self)
        end = self._check_end(max(today, this.date_start), new_end)
        line = f"{this.cycle + 1}. {changes}"
        self._move(
            "adaptation",
            why=changes,
            cycle=this.cycle + 1,
            changes="\n".join(filter(None, [this.changes, line])),
            date_end=end,
        )
        return True

    def action_abandon(self, reason=None):
        """Stop it before its end, with a reason."""
        self._require_steer(self._can_abandon())
        reason = self._words(reason, self.env._("Say why it stops: it teaches too."))
        self._end("abandoned", reason)
        return True

    def _end(self, state, words=None):
        self._move(
            state,
            why=words,
            conclusion=words or False,
            ended_on=fields.Date.context_today(self),
        )
        self.env["ir.attachment"]._seal_of(self.sudo())

    @api.model
    def _cron_lapse(self):
        """End what is past its last day; a second run finds nothing left."""
        today = fields.Date.context_today(self)
        over = self.search([("state", "in", RUNNING), ("date_end", "<", today)])
        for experiment in over:
            experiment._end("lapsed")
        return len(over)
