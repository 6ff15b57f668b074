"""The lines of a table: each cell becomes a value, or a sentence with its line."""

import datetime
import hashlib
import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.mail import email_normalize, email_split_tuples

from ..community.file_table import FileRefused
from .contribution_input import TITLE_LENGTH
from .import_values import parse_day, parse_quantity
from .nature import normalise
from .share import MINUTES_A_DAY

EMAIL = "e-mail"


class Import(models.Model):
    _inherit = "code.social.import"

    @api.model
    def _plan_table(self, plan, table):
        plan.kind = table.kind
        plan.title = plan.settings.source
        plan.count = len(table.rows)
        plan.notes += [self._said(note) for note in table.notes]
        if missing := self._missing_columns(plan.settings):
            plan.refuse(None, missing)
            return
        natures, units = self._nature_names()
        book = {
            "natures": natures,
            "units": units,
            "projects": self._project_names(),
            "source": " ".join(plan.settings.source.split()),
        }
        for line, cells in table.rows:
            row = {
                column: cells[index]
                for index, column in plan.settings.columns.items()
                if index < len(cells) and cells[index] not in (None, "")
            }
            self._plan_row(plan, book, line, row)
        self._find_beneficiaries(plan)

    @api.model
    def _missing_columns(self, settings):
        """Return what to say when the columns chosen are not enough, or None."""
        columns = set(settings.columns.values())
        if not settings.source.strip():
            return self.env._("Name the register that these lines come from.")
        if "name" not in columns or "nature" not in columns:
            return self.env._(
                "Say which column holds what was brought, and which its nature."
            )
        if not columns & {"person", "email"}:
            return self.env._("Say which column holds the person.")
        return None

    @api.model
    def _nature_names(self):
        """Return ({code or name in any language: nature}, {nature: its units}).

        Names and units are normalised.
        """
        natures = self._natures()
        names, units = {}, {}
        everyone = self.env["code.social.nature"].sudo().union(*natures.values())
        for code, _name in self.env["res.lang"].get_installed():
            for nature in everyone.with_context(lang=code):
                kept = names.setdefault(normalise(nature.name).strip(), nature)
                # A name in use prevails over that of an archived nature or a group.
                if not (kept.active and kept.is_leaf):
                    names[normalise(nature.name).strip()] = nature
                if nature.unit:
                    unit = "".join(normalise(nature.unit).split())
                    units.setdefault(nature, set()).add(unit)
        names.update({normalise(code): nature for code, nature in natures.items()})
        lang = self.env.lang
        names = {key: nature.with_context(lang=lang) for key, nature in names.items()}
        return names, units

    @api.model
    def _project_names(self):
        """Return {name, normalised, or database id as text: projects}."""
        names = {}
        for project in self._open_projects():
            for key in (normalise(project.name).strip(), str(project.id)):
                names[key] = names.get(key, project.browse()) | project
        return names

    # --- One line ---

    @api.model
    def _plan_row(self, plan, book, line, row):
        """Add the item of one line, or every reason why it cannot be one."""
        before = len(plan.errors)
        item = {"line": line, "minutes": 0, "vals": {}}

        def read(method, *args):
            try:
                method(plan, book, row, item, *args)
            except FileRefused as refusal:
                plan.refuse(line, self._said(refusal.sentence))
            except UserError as error:
                plan.refuse(line, str(error))

        for method in (
            self._row_person,
            self._row_title,
            self._row_date,
            self._row_nature,
            self._row_project,
            self._row_texts,
            self._row_beneficiaries,
        ):
            read(method)
        if len(plan.errors) == before:
            item["key"] = self._row_key(book, row, item)
            plan.items.append(item)

    @api.model
    def _row_person(self, plan, book, row, item):
        told = self._text(row.get("person"))
        name, email = (email_split_tuples(told) or [("", "")])[0]
        email = email_normalize(self._text(row.get("email")) or email) or ""
        if row.get("email") and not email:
            raise UserError(
                self.env._("“%(text)s” is not an e-mail.", text=row["email"])
            )
        name = name or (told if "@" not in told else "") or email
        if not name:
            raise UserError(self.env._("Whose contribution is it? Name the person."))
        who = (EMAIL, email) if email else (book["source"], normalise(name))
        item["who"] = who
        plan.people.setdefault(
            who,
            {
                "name": name[:TITLE_LENGTH],
                "email": email,
                "partner": None,
                "line": item["line"],
            },
        )

    @api.model
    def _row_title(self, plan, book, row, item):
        title = self._text(row.get("name"))
        if len(title) > TITLE_LENGTH:
            raise UserError(
                self.env._(
                    "The title has %(length)s characters, of which %(limit)s fit. Put"
                    " the rest in the description.",
                    length=len(title),
                    limit=TITLE_LENGTH,
                )
            )
        if not title:
            raise UserError(self.env._("What was brought? The cell is empty."))
        item["vals"]["name"] = self._contribution()._clean_name(title)

    @api.model
    def _contribution(self):
        return self.env["code.social.contribution"]

    @api.model
    def _row_date(self, plan, book, row, item):
        told = row.get("date")
        day = parse_day(told) if told else plan.settings.as_of
        try:
            item["vals"]["date"] = self._contribution()._clean_date(day)
        except UserError:
            # The same rule as the portal's, which speaks to a member.
            raise UserError(
                self.env._(
                    "%(day)s has not come yet, or is too far back to be right.",
                    day=format_date(self.env, day),
                )
            ) from None

    @api.model
    def _row_nature(self, plan, book, row, item):
        told = self._text(row.get("nature"))
        nature = book["natures"].get(normalise(told))
        if not told:
            raise UserError(self.env._("Which nature is it? The cell is empty."))
        if not self._usable(plan, item["line"], nature, told):
            return
        if nature.requires_proposal and not self._text(row.get("proposal")):
            raise UserError(
                self.env._(
                    "This nature asks for a proposal too: fill in its column, “What"
                    " they propose instead”."
                )
            )
        quantity = parse_quantity(
            row.get("quantity"), nature.measure, book["units"].get(nature, ())
        )
        if nature.measure == "hours":
            item["minutes"] = round(quantity * 60)
            if item["minutes"] > MINUTES_A_DAY:
                raise UserError(
                    self.env._(
                        "%(hours)s hours are more than a day has. Spread them over"
                        " several days.",
                        hours=round(quantity, 2),
                    )
                )
        item["nature"] = nature
        item["vals"].update(
            nature_id=nature.id, quantity=0.0 if nature.measure == "none" else quantity
        )

    @api.model
    def _row_project(self, plan, book, row, item):
        told = self._text(row.get("project"))
        if not told:
            return
        found = book["projects"].get(normalise(told))
        if not found:
            raise UserError(
                self.env._("No project “%(name)s” is open here.", name=told[:80])
            )
        if len(found) > 1:
            raise UserError(
                self.env._("Several projects are called “%(name)s”.", name=told[:80])
            )
        item["vals"]["project_id"] = found.id

    @api.model
    def _row_texts(self, plan, book, row, item):
        for column in ("description", "proposal"):
            if text := self._text(row.get(column), lines=True):
                item["vals"][column] = text
        link = self._text(row.get("link"))
        try:
            item["vals"]["link"] = self._contribution()._clean_link(link)
        except UserError:
            raise UserError(
                self.env._("“%(text)s” is not a whole link.", text=link[:80])
            ) from None

    @api.model
    def _row_beneficiaries(self, plan, book, row, item):
        told = self._text(row.get("beneficiary"))
        emails = [email_normalize(email) for _n, email in email_split_tuples(told)]
        if told and not all(emails or [False]):
            raise UserError(
                self.env._("“%(text)s” is not a list of e-mails.", text=told[:80])
            )
        item["beneficiaries"] = emails

    @api.model
    def _find_beneficiaries(self, plan):
        """Replace e-mails by contacts; those of the file are found when written."""
        wanted = {email for item in plan.items for email in item["beneficiaries"]}
        contacts = self._contacts_by_email(wanted)
        for item in plan.items:
            for email in item["beneficiaries"]:
                if email not in contacts and (EMAIL, email) not in plan.people:
                    plan.refuse(
                        item["line"],
                        self.env._("No contact has the e-mail %(email)s.", email=email),
                    )
        plan.beneficiaries = {email: found[:1] for email, found in contacts.items()}

    @api.model
    def _row_key(self, book, row, item):
        """Return what makes a line itself: its reference, else all that it says.

        The day asked for the whole file is left out: the same file, imported again
        as of another day, still holds the same lines.
        """
        if reference := self._text(row.get("reference")):
            return f"{book['source']}#{reference}"
        vals = item["vals"]
        said = [
            item["who"],
            vals["name"],
            vals["date"].isoformat() if row.get("date") else "",
            item["nature"].code,
            f"{vals['quantity']:.6f}",
            vals.get("project_id", 0),
            vals.get("description", ""),
            vals.get("proposal", ""),
            vals["link"] or "",
            item["beneficiaries"],
        ]
        digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()
        return f"{book['source']}:{digest}"

    @api.model
    def _text(self, cell, lines=False):
        """Return a cell as a clean text; numbers as people read them."""
        if cell is None or cell is False:
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, datetime.datetime | datetime.date):
            cell = cell.isoformat()
        text = str(cell).encode("utf-8", "replace").decode().replace("\0", "")
        return text.strip() if lines else " ".join(text.split())
