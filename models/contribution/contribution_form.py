import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import get_lang

from ...tools.quantity import parse_quantity, write_quantity

#: How many natures are offered as chips before "Other…".
CHIPS = 2
PEOPLE = 8


class Contribution(models.Model):
    """What the portal form shows, keeps as typed, and turns into values.

    A form is a dict of what a person typed: `name`, `nature_id` (int or False),
    `when` ("today", "yesterday", "other"), `date` (ISO text), `quantity` (text),
    `joy` (bool), `description`, `proposal`, `link`, `project_id`, `commission_id`
    (int or False), `beneficiary_ids` ([id]), `co_contributors` ([(id, text)]),
    `token`. It is shown again unchanged when something is to be mended.
    """

    _inherit = "code.social.contribution"

    @api.model
    def _new_form(self):
        """Return the form of a contribution not noted yet."""
        return {
            "name": "",
            "nature_id": False,
            "when": "today",
            "date": "",
            "quantity": "",
            "joy": False,
            "description": "",
            "proposal": "",
            "link": "",
            "project_id": False,
            "commission_id": False,
            "beneficiary_ids": [],
            "co_contributors": [],
            "token": str(uuid.uuid4()),
        }

    def _form(self):
        """Return the form that corrects this contribution, for its contributor."""
        self.ensure_one()
        this = self.sudo()
        me = self._first_person()
        others = this.share_ids.filtered(lambda share: share.partner_id != me)
        today = fields.Date.context_today(self)
        days = {today: "today", today - timedelta(days=1): "yesterday"}
        return {
            "name": this.name,
            "nature_id": this.nature_id.id,
            "when": days.get(this.date, "other"),
            "date": this.date.isoformat(),
            "quantity": self._typed_quantity(),
            "joy": bool(self._companion()),
            "description": this.description or "",
            "proposal": this.proposal or "",
            "link": this.link or "",
            "project_id": this.project_id.id,
            "commission_id": this.commission_id.id,
            "beneficiary_ids": this.beneficiary_ids.ids,
            "co_contributors": [
                (s.partner_id.id, write_quantity(s.share, False, self._point()))
                for s in others
            ],
            "token": "",
        }

    def _typed_quantity(self):
        this = self.sudo()
        hours = this.nature_id.measure == "hours"
        return write_quantity(this.quantity, hours, self._point())

    @api.model
    def _point(self):
        return get_lang(self.env).decimal_point

    # --- What the form offers ---

    @api.model
    def _form_choices(self, form):
        """Return what the form offers: chips, all natures, projects, people.

        Keys: chips ([nature dict]), groups ([(name, [nature dict])]), nature (the
        chosen one, or None), projects and commissions ([(id, name)]), people
        ({id: public card}), day_first and day_last (ISO dates).
        """
        leaves = self._guess_nature(form["name"])
        chosen = leaves.filtered(lambda leaf: leaf.id == form["nature_id"])
        shown = (chosen | leaves)[:CHIPS]
        today = fields.Date.context_today(self)
        return {
            "chips": [self._nature_card(leaf) for leaf in shown],
            "groups": self._nature_groups(leaves),
            "nature": self._nature_card(chosen) if chosen else None,
            "projects": self._open_projects(),
            "commissions": self._open_commissions(form["commission_id"]),
            "people": self._people_cards(form),
            "day_last": today.isoformat(),
        }

    @api.model
    def _nature_card(self, nature):
        """Return what a chip shows of a nature, and how its quantity is counted."""
        return {
            "id": nature.id,
            "name": nature.name,
            "icon": nature.icon,
            "measure": nature.measure,
            "unit": self._unit_word(nature),
            "proposal": nature.requires_proposal,
        }

    @api.model
    def _unit_word(self, nature):
        words = {
            "hours": self.env._("duration"),
            "money": self.env.company.currency_id.symbol or "",
            "distance": self.env._("km"),
            "none": self.env._("one time"),
        }
        return words.get(nature.measure) or nature.unit or self.env._("items")

    @api.model
    def _nature_groups(self, leaves):
        leaves = leaves.sorted(lambda leaf: (leaf.sequence, leaf.id))
        groups = leaves.grouped("parent_id")
        return [
            (group.name or "", [self._nature_card(leaf) for leaf in members])
            for group, members in groups.items()
        ]

    @api.model
    def _open_projects(self):
        projects = (
            self.env["project.project"]
            .sudo()
            .search(
                [
                    ("code_social", "=", True),
                    ("company_id", "in", [False, self.env.company.id]),
                ],
                order="name, id",
            )
        )
        user = self.env.user
        return [(p.id, p.name) for p in projects if p._open_to(user)]

    @api.model
    def _open_commissions(self, chosen=False):
        """Return the commissions a person takes part in, and the chosen one."""
        me = self.env.user.partner_id
        commissions = self.env["code.social.commission"].search(
            Domain("member_ids", "in", me.ids) | Domain("id", "=", chosen)
        )
        return [(one.id, one.name) for one in commissions]

    @api.model
    def _people_cards(self, form):
        ids = [*form["beneficiary_ids"], *(p for p, _share in form["co_contributors"])]
        people = self.env["res.partner"].sudo().browse(ids).exists()._members_here()
        return {person.id: person._public_card() for person in people}

    @api.model
    def _find_people(self, term):
        """Return the public cards of members whose name holds `term`, at most 8."""
        term = (term or "").strip()
        if len(term) < 2 or not self._can_log():
            return []
        Partner = self.env["res.partner"].sudo()
        found = Partner.search(
            Domain("name", "ilike", term)
            & Domain("id", "!=", self.env.user.partner_id.id)
            & Partner._members_domain(),
            limit=PEOPLE * 2,
            order="name, id",
        )
        return [person._public_card() for person in found._members_here()[:PEOPLE]]

    # --- What was typed becomes values ---

    @api.model
    def _form_values(self, form):
        """Return the values of :meth:`log` for a form.

        :raise UserError: a day or a quantity that cannot be read
        """
        values = dict(form, date=self._form_day(form))
        if form["joy"] and not form["name"].strip():
            joy = self.env.ref("code_social.nature_joy")
            return dict(
                values, name=joy.name, nature_id=joy.id, quantity=0.0, joy=False
            )
        return dict(values, quantity=self._form_quantity(form))

    @api.model
    def _form_day(self, form):
        today = fields.Date.context_today(self)
        if form["when"] == "yesterday":
            return today - timedelta(days=1)
        if form["when"] != "other":
            return today
        if not form["date"]:
            raise UserError(self.env._("Choose the day."))
        return self._clean_date(form["date"])

    @api.model
    def _form_quantity(self, form):
        nature = self.env["code.social.nature"].sudo().browse(form["nature_id"] or 0)
        measure = nature.exists().measure
        if measure == "none":
            return 0.0
        try:
            quantity = parse_quantity(form["quantity"], measure == "hours")
        except ValueError:
            quantity = -1.0
        quantity = self._clean_quantity(quantity)
        if measure == "hours" and quantity > 24:
            raise UserError(
                self.env._("A day has 24 hours. Spread it over several dates?")
            )
        return quantity

    @api.model
    def _form_nature(self, form):
        nature_id = self._clean_nature_id(form["nature_id"])
        nature = self.env["code.social.nature"].sudo().browse(nature_id)
        if not nature.is_leaf:
            raise UserError(self.env._("Choose what kind of contribution it is."))
        if nature.requires_proposal and not form["proposal"].strip():
            raise UserError(
                self.env._("Say also what you propose instead: it helps to build.")
            )

    def _form_problems(self, form, files=()):
        """Return {field of the form: sentence} of what is to be mended.

        :param files: [(name, bytes)] to be attached
        """
        person = self._first_person() if self else self.env.user.partner_id
        alone = form["joy"] and not form["name"].strip()
        checks = [
            ("date", lambda: self._clean_date(self._form_day(form))),
            ("link", lambda: self._clean_link(form["link"])),
            ("project_id", lambda: self._clean_project_id(form["project_id"])),
            ("commission_id", lambda: self._clean_commission_id(form["commission_id"])),
            ("people", lambda: self._people_command(form["beneficiary_ids"])),
            ("people", lambda: self._share_commands(person, form)),
            ("photo", lambda: [self._checked_type(*file) for file in files]),
        ]
        if not alone:
            checks += [
                ("name", lambda: self._clean_name(form["name"])),
                ("nature_id", lambda: self._form_nature(form)),
                ("quantity", lambda: self._form_quantity(form)),
            ]
        problems = {}
        for field, check in checks:
            try:
                check()
            except UserError as error:
                problems.setdefault(field, error.args[0])
        return problems
