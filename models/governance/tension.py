from odoo import api, fields, models
from odoo.exceptions import UserError


class CodeSocialTension(models.Model):
    """Something that rubs in a rule, a role or a project: never a person."""

    _name = "code.social.tension"
    _inherit = ["code.social.open.mixin"]
    _description = "Tension"
    _order = "raised_on desc, id desc"
    _check_company_auto = True
    _act = "tension"

    _method_fields = frozenset(
        {
            "name",
            "description",
            "touched",
            "project_id",
            "state",
            "raised_on",
            "heard_words",
            "heard_by_id",
            "outcome",
            "note",
            "steps",
            "closed_by_id",
            "closed_on",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    name = fields.Char("Tension", required=True, readonly=True)
    description = fields.Text("What happens", required=True, readonly=True)
    touched = fields.Char("Role or rule touched", readonly=True)
    project_id = fields.Many2one(
        "project.project",
        "Project touched",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    raised_on = fields.Date(readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("heard", "Heard"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    heard_words = fields.Text("What was heard", readonly=True)
    heard_by_id = fields.Many2one(
        "res.partner", "Heard by", readonly=True, ondelete="restrict"
    )
    outcome = fields.Selection(
        [
            ("action", "Something was done"),
            ("initiative", "An initiative"),
            ("experiment", "An experiment"),
            ("arbitration", "An arbitration"),
            ("harmonisation", "Harmonisation"),
        ],
        readonly=True,
    )
    note = fields.Text("What was agreed", readonly=True)
    steps = fields.Text("Agreed steps", readonly=True)
    closed_by_id = fields.Many2one(
        "res.partner", "Closed by", readonly=True, ondelete="restrict"
    )
    closed_on = fields.Date(readonly=True)
    initiative_ids = fields.One2many(
        "code.social.initiative", "tension_id", "Initiatives"
    )
    experiment_ids = fields.One2many(
        "code.social.experiment", "tension_id", "Experiments"
    )
    arbitration_ids = fields.One2many(
        "code.social.arbitration", "tension_id", "Arbitrations"
    )

    _token_uniq = models.UniqueIndex(
        "(opened_by_id, token) WHERE token IS NOT NULL",
        "This form was already sent.",
    )

    def _is_sealed(self):
        return self.state == "closed"

    # === Raising ===

    @api.model
    def raise_tension(self, values=None):
        """Say what rubs, as the current member.

        :param values: dict with `name`, `description` (what happens) and optionally
            `touched` (a role or a rule, in words), `project_id`, `token` (UUID)
        :return: the tension
        :raise AccessError: not a member
        :raise UserError: no title, nothing said
        """
        self._require_member()
        values = dict(values or {})
        vals = {
            "name": self._words(
                values.get("name"), self.env._("Name the tension in a few words.")
            ),
            "description": self._words(
                values.get("description"), self.env._("Say what happens.")
            ),
            "project_id": self._linked("project.project", values.get("project_id")).id,
            **self._optional(values, "touched"),
        }
        token, known = self._sent_before(values.get("token"))
        if known:
            return known
        made = self._by_method().create(
            dict(
                vals,
                token=token,
                opened_by_id=self._me().id,
                raised_on=fields.Date.context_today(self),
                company_id=self.env.company.id,
            )
        )
        made = self.browse(made.ids)
        made._note("open", after={"state": "open"})
        return made

    # === Hearing and closing ===

    def _can_hear(self):
        """The publisher, a sage or the president, never on one's own tension."""
        trusted = self._is_publisher() or self._holds("sage", "founding_president")
        return trusted and self.sudo().opened_by_id != self._me()

    def _can_harmonise(self):
        mine = self.sudo().opened_by_id == self._me()
        return self._holds("founding_president") and not mine

    def action_hear(self, words=None):
        """Say what was heard: open → heard."""
        self.ensure_one()
        self._require_hear()
        self._expect("open")
        words = self._words(words, self.env._("Say what you heard."))
        self._move("heard", why=words, heard_words=words, heard_by_id=self._me().id)
        self._tell(
            self.sudo().opened_by_id, self.env._("The tension you raised was heard.")
        )
        return True

    def _require_hear(self):
        self._require(
            self._can_hear(),
            self.env._(
                "A tension is heard by the publisher, a sage or the president, never "
                "by who raised it."
            ),
        )

    def action_harmonise(self, note=None, steps=None):
        """Close it with the president's note and agreed steps; nothing is ruled.

        :raise AccessError: not by the founding president
        :raise UserError: without a note or without steps
        """
        self.ensure_one()
        self._require(
            self._can_harmonise(),
            self.env._("The founding president harmonises, with a running mandate."),
        )
        self._expect("open", "heard")
        note = self._words(note, self.env._("Say what brought things together."))
        steps = self._words(steps, self.env._("Write the steps you agreed on."))
        self._close("harmonisation", note, steps=steps)
        return True

    def action_close(self, outcome=None, note=None):
        """Close it with what came out of it.

        :param outcome: "action", "initiative", "experiment" or "arbitration"; the
            last three need a record that came from this tension
        :param note: what was done or agreed, in words
        """
        self.ensure_one()
        self._require_hear()
        self._expect("heard")
        self._choice("outcome", outcome, self.env._("Choose what came out of it."))
        self._check_outcome(outcome)
        self._close(outcome, self._words(note, self.env._("Say what was agreed.")))
        return True

    def _check_outcome(self, outcome):
        this = self.sudo()
        if outcome == "harmonisation":
            raise UserError(self.env._("Only the president closes by harmonising."))
        came = {
            "initiative": this.initiative_ids,
            "experiment": this.experiment_ids,
            "arbitration": this.arbitration_ids,
        }
        if outcome in came and not came[outcome]:
            raise UserError(
                self.env._("Nothing of that kind came from this tension yet.")
            )

    def _close(self, outcome, note, **values):
        self._move(
            "closed",
            why=note,
            outcome=outcome,
            note=note,
            closed_by_id=self._me().id,
            closed_on=fields.Date.context_today(self),
            **values,
        )
        self.env["ir.attachment"]._seal_of(self.sudo())
        self._tell(
            self.sudo().opened_by_id, self.env._("The tension you raised was closed.")
        )
