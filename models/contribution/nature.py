from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_amount, format_duration
from odoo.tools.misc import babel_locale_parse, formatLang, get_lang

from ...tools.cells import normalise

MEASURES = [
    ("hours", "Hours"),
    ("money", "Money"),
    ("items", "Items"),
    ("distance", "Distance"),
    ("none", "Not measured"),
]


class Nature(models.Model):
    """What kind of riches a contribution is; each nature keeps its own unit."""

    _name = "code.social.nature"
    _description = "Nature of Contribution"
    _order = "sequence, id"
    _parent_store = True
    _rec_names_search = ["name", "code", "keywords"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, index=True, help="Stable key used by imports and data."
    )
    sequence = fields.Integer(default=10)
    icon = fields.Char(default="star-o", help="Font Awesome 4 name, without 'fa-'.")
    parent_id = fields.Many2one(
        "code.social.nature",
        string="Group",
        index=True,
        ondelete="restrict",
        domain=[("parent_id", "=", False)],
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("code.social.nature", "parent_id")
    is_leaf = fields.Boolean(
        compute="_compute_is_leaf",
        store=True,
        help="Only leaves are chosen for a contribution; groups sort them.",
    )
    measure = fields.Selection(MEASURES, default="hours", required=True)
    unit = fields.Char(
        translate=True, help="The plural word shown after a quantity: meals, pages…"
    )
    unit_one = fields.Char(
        "Unit for one", translate=True, help="The same word for one: meal, page…"
    )
    pillar_id = fields.Many2one("code.social.pillar", index="btree_not_null")
    criterion_ids = fields.Many2many("code.social.criterion", string="Criteria")
    evaluated = fields.Boolean(
        default=True, help="Off where a gift is not judged: money, a lent place."
    )
    carries_money = fields.Boolean(help="May be paid or billed.")
    requires_proposal = fields.Boolean(
        help="A critique says what its author proposes instead."
    )
    rate_level = fields.Selection(
        [("1", "Level 1"), ("2", "Level 2"), ("3", "Level 3"), ("4", "Level 4")],
        help="Level of the rate table used to value volunteering.",
    )
    keywords = fields.Char(
        translate=True,
        help="Words, separated by commas, by which a title suggests this nature.",
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: shared by every community."
    )
    active = fields.Boolean(default=True)

    _code_company = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another nature already has this code."
    )

    @api.depends("child_ids")
    def _compute_is_leaf(self):
        for nature in self:
            nature.is_leaf = not nature.child_ids

    @api.depends("name", "unit", "measure")
    @api.depends_context("lang", "nature_with_unit")
    def _compute_display_name(self):
        """Say the unit beside the name where a table asks for it."""
        super()._compute_display_name()
        if not self.env.context.get("nature_with_unit"):
            return
        for nature in self:
            unit = nature._unit_label()
            if unit:
                nature.display_name = self.env._(
                    "%(nature)s (%(unit)s)", nature=nature.name, unit=unit
                )

    @api.constrains("parent_id")
    def _check_no_cycle(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A nature cannot contain itself."))

    @api.model
    def _leaves(self):
        """Return the natures a person of the current company can choose."""
        return self.search(
            Domain("is_leaf", "=", True)
            & Domain("company_id", "in", [False, self.env.company.id])
        )

    @api.model
    def _guess(self, title, recent=None):
        """Return the leaves in order of likelihood for a title.

        :param title: what the person typed
        :param recent: recordset of natures, the last used first, which come next
        """
        words = normalise(title).replace("'", " ").replace("’", " ").split()
        leaves = self._leaves()
        scores = {leaf: leaf._keyword_score(words) for leaf in leaves}
        rank = {nature: -i for i, nature in enumerate(recent or ())}
        return leaves.sorted(
            lambda leaf: (scores[leaf], rank.get(leaf, -len(leaves))), reverse=True
        )

    def _keyword_score(self, words):
        keys = [k.strip() for k in normalise(self.keywords).split(",") if k.strip()]
        return sum(
            len(key) for key in keys if any(word.startswith(key) for word in words)
        )

    def _format(self, quantity, count=1):
        """Return a quantity in this nature's unit, as people say it.

        :param quantity: in hours, euros, items or kilometres
        :param count: number of contributions, shown when nothing is measured
        """
        self.ensure_one()
        if self.measure == "hours":
            return self._format_hours(quantity)
        if self.measure == "money":
            return format_amount(self.env, quantity, self.env.company.currency_id)
        if self.measure == "none":
            if self._is_one(count):
                return self.env._("%(n)s time", n=count)
            return self.env._("%(n)s times", n=count)
        unit = self.env._("km")
        if self.measure == "items":
            unit = (self._is_one(quantity) and self.unit_one) or self.unit or ""
        return f"{self._format_number(quantity)} {unit}".strip()

    def _unit_label(self):
        """Return the word of this nature's unit alone, for a column of its own."""
        self.ensure_one()
        words = {
            "hours": self.env._("hours"),
            "money": self.env.company.currency_id.symbol,
            "distance": self.env._("km"),
            "none": self.env._("times"),
        }
        return words.get(self.measure, self.unit or "")

    def _format_hours(self, quantity):
        hours, minutes = format_duration(quantity).split(":")
        if minutes == "00":
            return self.env._("%(hours)s h", hours=int(hours))
        return self.env._("%(hours)s h %(minutes)s", hours=int(hours), minutes=minutes)

    @api.model
    def _is_one(self, quantity):
        """Tell whether the reader's language says this quantity in the singular."""
        locale = babel_locale_parse(get_lang(self.env).code)
        return locale.plural_form(quantity) == "one"

    def _format_number(self, quantity):
        text = formatLang(self.env, quantity, digits=2)
        return text.rstrip("0").rstrip(get_lang(self.env).decimal_point)
