"""How a file is written: whole, in one transaction, as the person who asked."""

import base64
import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..community.file_table import FileRefused
from .import_contribution import QUIET
from .import_credits import Credits
from .import_plan import Plan, Settings
from .import_rows import EMAIL

_logger = logging.getLogger(__name__)


class Import(models.Model):
    _inherit = "code.social.import"

    # --- The work ---

    def _settings(self):
        this = self.sudo()
        columns = {int(index): held for index, held in (this.columns or {}).items()}
        return Settings(
            name=this.name,
            data=base64.b64decode(this.with_context(bin_size=False).file or b""),
            as_of=this.as_of,
            project=this.project_id,
            project_name=this.project_name or "",
            source=this.source or "",
            columns=columns,
        )

    @api.model
    def _settings_of_file(self, name, data, as_of, project_name="", source=""):
        """Return the Settings of a file whose headings say what its columns hold.

        :param data: bytes
        :param project_name: "" for the name that the file gives, else the file's own
        """
        stem = name.rpartition(".")[0] or name
        settings = Settings(
            name=name,
            data=data,
            as_of=as_of,
            project=self.env["project.project"],
            project_name=project_name or stem,
            source=source or stem,
        )
        try:
            content = self._read_file(name, data)
        except FileRefused:
            # The report of the import will say why.
            return settings
        if isinstance(content, Credits):
            settings.source = ""
            settings.project_name = project_name or content.project or stem
            return settings
        guessed = self.env["code.social.import.mapping"]._guess_columns(content.headers)
        settings.columns = {i: column for i, column in enumerate(guessed) if column}
        return settings

    def _run(self, tell=None):
        """Check the whole file again and write all of it, or nothing.

        As the person who asked for it: their rights are those of this moment. A
        refusal is kept as the report; a lost race is raised, to be tried again.

        :param tell: called with (done, total) after each batch
        """
        self.ensure_one()
        person = self.sudo().user_id
        this = (
            self.with_user(person)
            .with_company(self.sudo().company_id)
            .with_context(lang=person.lang, tz=person.tz)
        )
        try:
            this._require_import()
            plan = this._plan(this._settings())
            made = 0
            this._by_method().write({"project_id": plan.project.id})
            if not plan.errors:
                with self.env.cr.savepoint():
                    made = this._apply(plan, tell)
        except (psycopg2.OperationalError, psycopg2.errors.UniqueViolation):
            raise
        except Exception as error:
            self._fail(this, error)
        else:
            self._finish(this._report_of(plan, None if plan.errors else made))

    def _apply(self, plan, tell=None):
        """Write a plan without errors; return the number of contributions."""
        if not plan.items:
            return 0
        people = self._apply_people(plan)
        project = plan.project or self._create_project(plan.settings.project_name)
        self._by_method().write({"project_id": project.id})
        plan.project = project
        total = len(plan.items)
        made = self.env["code.social.contribution"]._create_imported(
            [self._item_values(plan, item, people, project) for item in plan.items],
            tell and (lambda done: tell(done, total)),
        )
        self.env["code.social.event"]._record(
            self,
            "import",
            None,
            {
                "sha256": self.sudo().sha256,
                "as_of": plan.settings.as_of,
                "project": project.id,
                "contributions": len(made),
                "new_contacts": len(plan.new_people),
            },
        )
        return len(made)

    def _apply_people(self, plan):
        """Create the contacts that are missing; return {who: contact} for all."""
        used = {item["who"] for item in plan.items}
        new = {who: one for who, one in plan.new_people.items() if who in used}
        created = (
            self.env["res.partner"]
            .with_context(**QUIET)
            ._import_contacts(
                [
                    {
                        "name": one["name"],
                        "email": one["email"] or False,
                        "company_id": self.env.company.id,
                        "lang": self.env.lang,
                    }
                    for one in new.values()
                ]
            )
        )
        fresh = dict(zip(new, created, strict=True))
        known = {who: plan.people[who]["partner"] for who in used if who not in fresh}
        identity = self.env["code.social.import.identity"]
        recorded = identity._people(used)
        people = {**known, **fresh}
        identity._remember(
            {who: one for who, one in people.items() if who not in recorded}
        )
        return people

    def _item_values(self, plan, item, people, project):
        for_whom = [
            plan.beneficiaries.get(email)
            or people.get((EMAIL, email))
            or plan.people[EMAIL, email]["partner"]
            for email in item.get("beneficiaries", ())
        ]
        return {
            "project_id": project.id,
            "company_id": self.env.company.id,
            "import_id": self.id,
            "import_key": item["key"],
            **item["vals"],
            "beneficiary_ids": [Command.set([one.id for one in for_whom])],
            "share_ids": [
                Command.create({"partner_id": people[item["who"]].id, "share": 100.0})
            ],
        }

    @api.model
    def _create_project(self, name):
        return (
            self.env["project.project"]
            .sudo()
            .create(
                {
                    "name": " ".join(name.split()),
                    "code_social": True,
                    "company_id": self.env.company.id,
                    "privacy_visibility": "employees",
                }
            )
        )

    # --- How it ended ---

    def _finish(self, report):
        """Keep the report; the file is no longer needed once it was written."""
        failed = bool(report["error_count"])
        values = {
            "state": "failed" if failed else "done",
            "report": report,
            "finished_on": fields.Datetime.now(),
        }
        if not failed:
            values["file"] = False
        self._by_method().write(values)

    def _fail(self, this, error):
        if not isinstance(error, UserError | AccessError):
            _logger.exception("Import %s failed", self.id)
            error = this.env._(
                "The import stopped by an error of ours. Nothing was stored; the file"
                " is still here."
            )
        plan = Plan(this._settings())
        plan.refuse(None, str(error))
        self._finish(this._report_of(plan))
