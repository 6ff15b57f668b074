"""What a file would change: read, checked line by line, before anything is written."""

import collections
import dataclasses

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..community.file_csv import read_csv
from ..community.file_table import FileRefused
from .import_credits import Credits, read_credits
from .import_xlsx import read_xlsx
from .nature import normalise
from .share import COUNTED, MINUTES_A_DAY


@dataclasses.dataclass
class Settings:
    """What a person chose for one file.

    `data` is bytes; `columns` is {index of the column: what it holds}; `project` is
    a project.project (maybe empty) and `project_name` that of one to be created.
    """

    name: str
    data: bytes
    as_of: object
    project: object
    project_name: str = ""
    source: str = ""
    columns: dict = dataclasses.field(default_factory=dict)


class Plan:
    """What would be written: `items` and `people`, or why not: `errors`."""

    def __init__(self, settings):
        self.settings = settings
        self.kind = ""
        self.title = ""
        self.items = []
        self.people = {}
        self.beneficiaries = {}
        self.errors = []
        self.notes = []
        self.unknown = collections.Counter()
        self.known = 0
        self.count = 0
        self.project = settings.project

    def refuse(self, line, sentence):
        self.errors.append((line, sentence))

    @property
    def new_people(self):
        return {who: one for who, one in self.people.items() if not one["partner"]}


class Import(models.Model):
    _inherit = "code.social.import"

    # --- From bytes to a plan ---

    @api.model
    def _read_file(self, name, data):
        """Return the Table or the Credits that a file holds.

        :param name: the file's name; the content decides wherever it can
        :param data: bytes
        :raise FileRefused: with a lazy sentence
        """
        lower = (name or "").lower()
        if data[:2] == b"PK" or lower.endswith((".xlsx", ".xlsm", ".ods")):
            return read_xlsx(data)
        self._refuse_others(data)
        looks_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
        if looks_json or lower.endswith((".json", "rc")):
            return read_credits(data)
        return read_csv(data)

    @api.model
    def _refuse_others(self, data):
        if data[:4] == b"\xd0\xcf\x11\xe0":
            raise FileRefused(
                self.env._("This is an old Excel file. Save it as XLSX or CSV.")
            )
        if data[:4] in (b"%PDF", b"\x89PNG", b"GIF8", b"\x7fELF") or data[:2] == b"MZ":
            raise FileRefused(
                self.env._("Choose a CSV, XLSX or .all-contributorsrc file.")
            )

    @api.model
    def _plan(self, settings):
        """Return the Plan of a file: nothing is written.

        :param settings: a Settings, as the current user chose it
        """
        plan = Plan(settings)
        try:
            content = self._read_file(settings.name, settings.data)
            self._plan_settings(plan)
        except FileRefused as refusal:
            plan.refuse(refusal.line, self._said(refusal.sentence))
            return plan
        for line, sentence in content.errors:
            plan.refuse(line, self._said(sentence))
        if isinstance(content, Credits):
            self._plan_credits(plan, content)
        else:
            self._plan_table(plan, content)
        self._refuse_doubles(plan)
        self._find_people(plan)
        self._drop_known(plan)
        self._check_days(plan)
        plan.errors.sort(key=lambda error: error[0] or 0)
        return plan

    @api.model
    def _said(self, sentence):
        return sentence if isinstance(sentence, str) else self.env._(sentence)

    @api.model
    def _plan_settings(self, plan):
        """Check the day and the project that hold for the whole file."""
        settings = plan.settings
        if not settings.as_of:
            raise FileRefused(self.env._("Say as of which day the file holds."))
        try:
            self.env["code.social.contribution"]._clean_date(settings.as_of)
        except UserError:
            raise FileRefused(
                self.env._(
                    "%(day)s has not come yet, or is too far back to be right.",
                    day=format_date(self.env, settings.as_of),
                )
            ) from None
        projects = self._open_projects()
        if settings.project:
            if settings.project.id not in projects.ids:
                raise FileRefused(self.env._("This project is not open here."))
            return
        name = normalise(settings.project_name).strip()
        if not name:
            raise FileRefused(
                self.env._("Choose a project, or give the name of a new one.")
            )
        plan.project = projects.filtered(lambda one: normalise(one.name) == name)[:1]

    @api.model
    def _open_projects(self):
        """Return the community projects open to the user, as superuser."""
        projects = (
            self.env["project.project"]
            .sudo()
            .search(
                Domain("code_social", "=", True)
                & Domain("company_id", "in", [False, self.env.company.id])
            )
        )
        return projects.filtered(lambda one: one._open_to(self.env.user))

    # --- Natures ---

    @api.model
    def _natures(self):
        """Return {code: nature}, archived ones too; those of the company prevail."""
        Nature = self.env["code.social.nature"].sudo().with_context(active_test=False)
        natures = Nature.search(
            Domain("company_id", "in", [False, self.env.company.id])
        ).sorted("company_id")
        return {nature.code: nature for nature in natures}

    @api.model
    def _usable(self, plan, line, nature, told):
        """Tell whether a nature can be chosen; else say why, for that line."""
        if not nature:
            plan.refuse(line, self.env._("“%(told)s” is not a nature.", told=told[:80]))
        elif not nature.active:
            plan.refuse(
                line,
                self.env._(
                    "“%(nature)s” is no longer used. Choose another nature.",
                    nature=nature.name,
                ),
            )
        elif not nature.is_leaf:
            plan.refuse(
                line,
                self.env._(
                    "“%(nature)s” is a group of natures: name one of them.",
                    nature=nature.name,
                ),
            )
        else:
            return True
        return False

    # --- Repeated lines, people, lines that came before ---

    @api.model
    def _refuse_doubles(self, plan):
        first = {}
        for item in plan.items:
            line = first.setdefault(item["key"], item["line"])
            if line != item["line"]:
                plan.refuse(
                    item["line"],
                    self.env._(
                        "This line repeats line %(line)s. If both are right, say in"
                        " the title what differs.",
                        line=line,
                    ),
                )

    @api.model
    def _find_people(self, plan):
        """Fill in the contact of each person; never found by a name alone."""
        known = self.env["code.social.import.identity"]._people(plan.people)
        emails = {
            one["email"]
            for who, one in plan.people.items()
            if one["email"] and who not in known
        }
        by_email = self._contacts_by_email(emails)
        for who, one in plan.people.items():
            found = known.get(who) or by_email.get(one["email"])
            one["partner"] = found[:1] if found else None
            if found and len(found) > 1:
                plan.refuse(
                    one["line"],
                    self.env._(
                        "Several contacts have the e-mail %(email)s.",
                        email=one["email"],
                    ),
                )
            if found and found == self.env.user.partner_id:
                plan.refuse(
                    one["line"],
                    self.env._(
                        "This line is about you. What you bring is acknowledged by"
                        " somebody else: note it in your own contributions."
                    ),
                )

    @api.model
    def _contacts_by_email(self, emails):
        if not emails:
            return {}
        contacts = (
            self.env["res.partner"]
            .sudo()
            .search(
                Domain("email_normalized", "in", list(emails))
                & Domain("is_company", "=", False)
                & Domain("company_id", "in", [False, self.env.company.id])
            )
        )
        return dict(contacts.grouped("email_normalized"))

    @api.model
    def _drop_known(self, plan):
        """Leave out what an earlier import created."""
        Contribution = self.env["code.social.contribution"].sudo()
        rows = Contribution.search_fetch(
            Domain("company_id", "=", self.env.company.id)
            & Domain("import_key", "in", [item["key"] for item in plan.items]),
            ["import_key"],
        )
        known = set(rows.mapped("import_key"))
        plan.known = len(known)
        plan.items = [item for item in plan.items if item["key"] not in known]

    @api.model
    def _check_days(self, plan):
        """Refuse more than 24 hours a day for one person, with what they have."""
        days, lines = collections.Counter(), {}
        for item in plan.items:
            day = (item["who"], item["vals"]["date"])
            days[day] += item["minutes"]
            if item["minutes"]:
                lines[day] = item["line"]
        before = self._minutes_before(plan, {day for _who, day in lines})
        for (who, day), line in lines.items():
            partner = plan.people[who]["partner"]
            had = before.get((partner.id, day), 0) if partner else 0
            if days[who, day] + had > MINUTES_A_DAY:
                plan.refuse(
                    line,
                    self.env._(
                        "A day has 24 hours: %(who)s would have %(hours)s h on"
                        " %(date)s.",
                        who=plan.people[who]["name"],
                        hours=round((days[who, day] + had) / 60, 2),
                        date=day.strftime("%d/%m/%Y"),
                    ),
                )

    @api.model
    def _minutes_before(self, plan, days):
        people = [one["partner"].id for one in plan.people.values() if one["partner"]]
        if not people or not days:
            return {}
        groups = (
            self.env["code.social.contribution.share"]
            .sudo()
            ._read_group(
                Domain("partner_id", "in", people)
                & Domain("date", "in", list(days))
                & Domain("contribution_id.state", "in", COUNTED)
                & Domain("contribution_id.nature_id.measure", "=", "hours"),
                ["partner_id", "date:day"],
                ["quantity:sum"],
            )
        )
        return {(who.id, day): round(hours * 60) for who, day, hours in groups}
