from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .valuation import VIEWS

#: Aggregates of these are only given inside one nature: units do not add up.
PER_NATURE = ("quantity", "hours", "amount", "distance", "quality", "agreement")


class WealthMatrix(models.Model):
    """One row per share of an acknowledged contribution, in its own unit.

    Nothing is ever added across natures: an aggregate over several of them is
    empty, whatever the view, the export or the call that asks for it.
    """

    _name = "code.social.wealth.matrix"
    _description = "Wealth Matrix"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "contribution_id"
    _depends = {
        "code.social.contribution": [
            "name",
            "date",
            "nature_id",
            "state",
            "project_id",
            "commission_id",
            "pillar_id",
            "company_id",
            "valuation_state",
        ],
        "code.social.contribution.share": [
            "contribution_id",
            "partner_id",
            "quantity",
            "share",
            "line_id",
        ],
        "code.social.nature": ["measure"],
        "code.social.round": ["state"],
        "code.social.valuation": [
            "contribution_id",
            "round_id",
            "attempt",
            "n",
            "quality",
            "agreement",
            "state",
            "views",
        ],
        "account.analytic.line": ["unit_amount"],
    }

    contribution_id = fields.Many2one("code.social.contribution", readonly=True)
    share_id = fields.Many2one("code.social.contribution.share", readonly=True)
    name = fields.Char("What", readonly=True)
    partner_id = fields.Many2one("res.partner", "Person", readonly=True)
    nature_id = fields.Many2one("code.social.nature", readonly=True)
    measure = fields.Selection(
        [
            ("hours", "Hours"),
            ("money", "Money"),
            ("items", "Items"),
            ("distance", "Distance"),
            ("none", "Not measured"),
        ],
        readonly=True,
    )
    unit = fields.Char(related="nature_id.unit")
    unit_label = fields.Char("Counted in", compute="_compute_unit_label")
    contribution_count = fields.Integer(
        "Contributions", readonly=True, aggregator="count_distinct"
    )
    quantity = fields.Float(
        readonly=True,
        help="In the unit of the nature; what is not measured counts once. Never added"
        " across natures: twelve hours and four meals have no common unit.",
    )
    hours = fields.Float(readonly=True, help="Empty where hours are not the unit.")
    amount = fields.Float("Euros", readonly=True)
    line_hours = fields.Float("Timesheet hours", readonly=True, aggregator=None)
    quality = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(6, 2),
        help="The median of the published qualities, inside one nature.",
    )
    agreement = fields.Float(
        "Agreement of views", readonly=True, aggregator="min", digits=(6, 2)
    )
    line_delta = fields.Float(
        "Difference",
        readonly=True,
        aggregator=None,
        help="Hours of the timesheet line less hours of the contribution.",
    )
    line_id = fields.Many2one("account.analytic.line", "Timesheet line", readonly=True)
    n = fields.Integer("Ballots", readonly=True)
    views = fields.Selection(
        VIEWS,
        readonly=True,
        help="Close or shared out, or too few ballots for a figure.",
    )
    valuation_state = fields.Selection(
        [
            ("none", "Not evaluated"),
            ("in_round", "In a round"),
            ("published", "Published"),
        ],
        readonly=True,
    )
    pillar_id = fields.Many2one("code.social.pillar", readonly=True)
    project_id = fields.Many2one("project.project", readonly=True)
    commission_id = fields.Many2one("code.social.commission", readonly=True)
    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @api.depends("nature_id")
    @api.depends_context("lang")
    def _compute_unit_label(self):
        for row in self:
            row.unit_label = row.nature_id._unit_label()

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    @api.model
    def _select(self):
        """Return the columns; later rooms add theirs with ``super()``."""
        return SQL(
            """
            SELECT share.id,
                share.id AS share_id,
                contribution.id AS contribution_id,
                contribution.id AS contribution_count,
                contribution.name,
                share.partner_id,
                contribution.nature_id,
                nature.measure,
                CASE WHEN nature.measure = 'none' THEN 1 ELSE share.quantity END
                    AS quantity,
                CASE WHEN nature.measure = 'hours' THEN share.quantity END AS hours,
                CASE WHEN nature.measure = 'money' THEN share.quantity END AS amount,
                line.unit_amount AS line_hours,
                ROUND((line.unit_amount - share.quantity)::numeric, 4)
                    AS line_delta,
                share.line_id,
                valuation.quality,
                valuation.agreement,
                valuation.n,
                valuation.views,
                contribution.valuation_state,
                contribution.pillar_id,
                contribution.project_id,
                contribution.commission_id,
                contribution.date,
                contribution.company_id
            """
        )

    @api.model
    def _from(self):
        return SQL(
            """
            FROM code_social_contribution_share share
            JOIN code_social_contribution contribution
                ON contribution.id = share.contribution_id
            JOIN code_social_nature nature ON nature.id = contribution.nature_id
            LEFT JOIN account_analytic_line line ON line.id = share.line_id
            LEFT JOIN (
                SELECT DISTINCT ON (v.contribution_id)
                    v.contribution_id,
                    v.n,
                    v.views,
                    CASE WHEN v.has_quality THEN v.quality END AS quality,
                    CASE WHEN v.has_quality AND v.has_agreement THEN v.agreement END
                        AS agreement
                FROM code_social_valuation v
                JOIN code_social_round r ON r.id = v.round_id
                WHERE r.state IN ('published', 'locked')
                ORDER BY v.contribution_id, v.attempt DESC, v.id DESC
            ) valuation ON valuation.contribution_id = contribution.id
            """
        )

    @api.model
    def _where(self):
        return SQL("WHERE contribution.state = 'acknowledged'")

    def _read_group_select(self, aggregate_spec, query):
        """Empty every aggregate of a measure over more than one nature."""
        expression = super()._read_group_select(aggregate_spec, query)
        name, _dot, function = aggregate_spec.partition(":")
        if name not in PER_NATURE or function in ("count", "count_distinct"):
            return expression
        if name == "quality" and function == "avg":
            expression = self._median(query, "quality")
        nature = self._field_to_sql(self._table, "nature_id", query)
        return SQL("CASE WHEN COUNT(DISTINCT %s) <= 1 THEN %s END", nature, expression)

    @api.model
    def _median(self, query, name):
        column = self._field_to_sql(self._table, name, query)
        return SQL("PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %s)", column)

    @api.model
    def _rows_of(self, partner, date_from=None):
        """Return one dict a nature for a person, in the order of natures.

        Keys: nature, quantity (in its unit), count, quality (median or None),
        agreement (the lowest or None), n (ballots), waiting (works not published).
        """
        domain = Domain("partner_id", "=", partner.id)
        if date_from:
            domain &= Domain("date", ">=", date_from)
        groups = self._read_group(
            domain,
            ["nature_id"],
            ["quantity:sum", "__count", "quality:avg", "agreement:min", "n:sum"],
        )
        rows = [
            {
                "nature": nature,
                "quantity": quantity or 0.0,
                "count": count,
                "quality": quality,
                "agreement": agreement,
                "n": n or 0,
            }
            for nature, quantity, count, quality, agreement, n in groups
        ]
        return sorted(rows, key=lambda row: (row["nature"].sequence, row["nature"].id))

    def action_open_contribution(self):
        """Open the contribution behind a row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "code.social.contribution",
            "res_id": self.contribution_id.id,
            "view_mode": "form",
        }
