import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

FORMULA_VERSION = "1"
#: What is frozen with the round when it opens.
PARAMETERS = ("k", "minimum", "beta", "threshold")
#: What nobody changes any more once ballots are taken.
FROZEN = frozenset(
    {
        "date_start",
        "date_end",
        "date_from",
        "date_to",
        "project_id",
        "commission_id",
        "nature_ids",
        "facilitator_ids",
        "auditor_id",
        "contribution_ids",
        "company_id",
        *PARAMETERS,
    }
)


class Round(models.Model):
    """A campaign in which drawn peers say the quality of works, under seal."""

    _name = "code.social.round"
    _description = "Evaluation Round"
    _inherit = ["mail.thread", "code.social.guard.mixin"]
    _order = "date_end desc, id desc"
    _check_company_auto = True
    _method_fields = frozenset(
        {"state", "seed", "seed_hash", "parameters", "shortfalls", "opened_on"}
    )
    _sealed_free_fields = frozenset({"state"})

    name = fields.Char(required=True, translate=True, tracking=True)
    date_start = fields.Date(default=fields.Date.context_today, required=True)
    date_end = fields.Date("Closes on", required=True, tracking=True)
    date_from = fields.Date("Contributions from", required=True)
    date_to = fields.Date("Contributions to", required=True)
    project_id = fields.Many2one(
        "project.project", index="btree_not_null", check_company=True
    )
    commission_id = fields.Many2one(
        "code.social.commission", index="btree_not_null", check_company=True
    )
    nature_ids = fields.Many2many("code.social.nature", string="Natures")
    k = fields.Integer("Evaluators a work", default=5, required=True)
    minimum = fields.Integer("Ballots needed", default=3, required=True)
    beta = fields.Float("Weight of quality", default=0.20, required=True)
    threshold = fields.Float(
        "Reciprocity threshold",
        default=0.5,
        required=True,
        help="From this gap on, a pair of people who mark each other up is shown to"
        " the facilitator, who looks. Nothing else happens.",
    )
    parameters = fields.Json(copy=False, export_string_translation=False)
    facilitator_ids = fields.Many2many(
        "res.partner",
        "code_social_round_facilitator_rel",
        "round_id",
        "partner_id",
        string="Facilitators",
        tracking=True,
    )
    auditor_id = fields.Many2one("res.partner", index="btree_not_null", tracking=True)
    seed = fields.Char(groups=fields.NO_ACCESS, copy=False)
    seed_hash = fields.Char("SHA-256 of the seed", copy=False, readonly=True)
    shortfalls = fields.Json(copy=False, export_string_translation=False)
    contribution_ids = fields.Many2many(
        "code.social.contribution",
        "code_social_round_contribution_rel",
        "round_id",
        "contribution_id",
        string="Works",
        copy=False,
    )
    contribution_count = fields.Integer(compute="_compute_counts")
    assigned_count = fields.Integer("Ballots drawn", compute="_compute_counts")
    submitted_count = fields.Integer("Ballots given", compute="_compute_counts")
    opened_on = fields.Datetime(copy=False, readonly=True)
    state = fields.Selection(
        [
            ("draft", "In preparation"),
            ("open", "Open"),
            ("closed", "Closed"),
            ("deliberation", "Exchange under way"),
            ("published", "Published"),
            ("locked", "Locked"),
        ],
        default="draft",
        required=True,
        index=True,
        tracking=True,
        copy=False,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    _dates = models.Constraint(
        "CHECK (date_end >= date_start AND date_to >= date_from)",
        "A round ends after it starts.",
    )
    _numbers = models.Constraint(
        "CHECK (minimum >= 1 AND k >= minimum AND beta >= 0 AND beta <= 0.5)",
        "Draw at least as many evaluators as ballots are needed.",
    )

    def _compute_counts(self):
        groups = (
            self.env["code.social.ballot"]
            .sudo()
            ._read_group(
                [("round_id", "in", self.ids), ("state", "!=", "recused")],
                ["round_id", "state"],
                ["__count"],
            )
        )
        counts = {(round_.id, state): count for round_, state, count in groups}
        # Not through the field: its cache may hold what the user alone may read.
        works = dict(
            self.env["code.social.contribution"]
            .sudo()
            ._read_group([("round_ids", "in", self.ids)], ["round_ids"], ["__count"])
        )
        for round_ in self:
            given = counts.get((round_.id, "submitted"), 0)
            round_.submitted_count = given
            round_.assigned_count = given + counts.get((round_.id, "assigned"), 0)
            round_.contribution_count = works.get(round_.sudo(), 0)

    @api.constrains("facilitator_ids", "auditor_id")
    def _check_seats(self):
        for round_ in self:
            if round_.auditor_id in round_.facilitator_ids:
                raise ValidationError(
                    self.env._("The auditor and the facilitator are two people.")
                )

    def write(self, vals):
        opened = self.filtered(lambda round_: round_.state != "draft")
        if opened and not self._is_by_method() and FROZEN & vals.keys():
            raise UserError(
                self.env._(
                    "“%(name)s” is open: its rules no longer change.",
                    name=opened[0].name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.filtered(lambda round_: round_.state != "draft"):
            raise UserError(self.env._("An opened round is part of the history."))

    def _is_sealed(self):
        self.ensure_one()
        return self.state == "locked"

    def _is_open(self):
        """Return whether ballots are taken: open, and its day not over."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return self.state == "open" and self.date_end >= today

    def _is_facilitator(self):
        return self.env.user.partner_id in self.sudo().facilitator_ids

    def _can_open(self):
        """A facilitator of the round, or the manager who prepares it."""
        self.ensure_one()
        return self.sudo().state == "draft" and (
            self._is_facilitator()
            or self.env.user.has_group("code_social.group_manager")
        )

    def _can_reveal_seed(self):
        self.ensure_one()
        return self.env.user.partner_id == self.sudo().auditor_id

    def reveal_seed(self):
        """Return the seed of the draw to the auditor of the round."""
        self._require(
            self._can_reveal_seed(),
            self.env._("The seed of a round is for its auditor."),
        )
        return self.sudo().seed

    # --- Opening: choose the works, freeze the rules, draw ---

    def action_open(self):
        """Choose the works, publish the hash of the seed and draw the evaluators.

        :raise AccessError: not a facilitator nor the manager
        :raise UserError: nobody to facilitate, no work, a closing day that is past
        """
        for round_ in self:
            round_._require(
                round_._can_open(),
                self.env._("Only its facilitator or the manager opens a round."),
            )
            round_.sudo()._check_ready()
            round_.sudo()._open()
        return True

    def _check_ready(self):
        if not self.facilitator_ids:
            raise UserError(self.env._("Name who facilitates this round first."))
        if self.date_end < fields.Date.context_today(self):
            raise UserError(self.env._("The closing day of this round is past."))
        if not self._candidates():
            raise UserError(
                self.env._("No acknowledged contribution waits in these dates.")
            )

    def _candidates(self):
        """Return the acknowledged works of this scope that no round holds."""
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "acknowledged")
            & Domain("nature_id.evaluated", "=", True)
            & Domain("date", ">=", self.date_from)
            & Domain("date", "<=", self.date_to)
            & Domain("round_ids", "=", False)
        )
        if self.nature_ids:
            domain &= Domain("nature_id", "in", self.nature_ids.ids)
        if self.project_id:
            domain &= Domain("project_id", "=", self.project_id.id)
        if self.commission_id:
            domain &= Domain("commission_id", "=", self.commission_id.id)
        works = self.env["code.social.contribution"].sudo().search(domain)
        return works.filtered(lambda work: work.nature_id.criterion_ids)

    def _open(self):
        seed = secrets.token_hex(32)
        self._by_method().write(
            {
                "contribution_ids": [fields.Command.set(self._candidates().ids)],
                "seed": seed,
                "seed_hash": hashlib.sha256(seed.encode()).hexdigest(),
                "opened_on": fields.Datetime.now(),
                "parameters": self._frozen_parameters(),
            }
        )
        self._draw()
        self._set_state("open")
        self._tell_evaluators()

    def _frozen_parameters(self):
        natures = self._candidates().nature_id
        weights = {
            str(nature.id): {str(c.id): c.weight for c in nature.criterion_ids}
            for nature in natures
        }
        figures = {name: self[name] for name in PARAMETERS}
        return dict(figures, formula_version=FORMULA_VERSION, weights=weights)

    def _weights(self, contribution):
        """Return {criterion id: weight} for a work, as frozen at opening."""
        frozen = (self.parameters or {}).get("weights", {})
        found = frozen.get(str(contribution.nature_id.id), {})
        return {int(criterion): weight for criterion, weight in found.items()}

    def _set_state(self, state):
        """Write the state as the methods of this model alone may, and record it."""
        before = self.state
        self._by_method().write({"state": state})
        self.env["code.social.event"]._record(
            self, state, {"state": before}, {"state": state}, None
        )
