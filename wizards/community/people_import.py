"""People from a file: the file, what it would do, and then all of it or nothing."""

import base64
import csv
import hashlib
import io

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ...models.community.file_table import FileRefused
from ...models.community.membership import QUIET
from ...models.community.people_file import compact
from ...tools.cells import safe_cell

BATCH = 200


class PeopleImport(models.TransientModel):
    _name = "code.social.people.import"
    _description = "Import of People"

    step = fields.Selection(
        [("file", "File"), ("check", "Check"), ("done", "Imported")],
        default="file",
        required=True,
        readonly=True,
    )
    file = fields.Binary("CSV file", attachment=False)
    file_name = fields.Char()
    join = fields.Boolean(
        "They join the community",
        help="Only if they have said so themselves. Those who left do not come back"
        " by a file.",
    )
    report = fields.Json("Report figures", readonly=True)
    report_html = fields.Html("Report", compute="_compute_report_html", sanitize=False)
    ready = fields.Boolean(compute="_compute_report_html")
    report_csv = fields.Binary(compute="_compute_csv")
    template_csv = fields.Binary(compute="_compute_csv")
    partner_ids = fields.Many2many(
        "res.partner",
        "code_social_people_import_partner_rel",
        "import_id",
        "partner_id",
        "People of the file",
        readonly=True,
    )

    @api.depends("report")
    def _compute_report_html(self):
        for wizard in self:
            report = wizard.report
            wizard.report_html = wizard._report_page(report) if report else False
            wizard.ready = bool(
                report
                and not report["mend"]
                and (report["create"] or report["fill"] or report["join"])
            )

    @api.depends("report")
    def _compute_csv(self):
        for wizard in self:
            wizard.template_csv = self._csv([self._template_headings()])
            wizard.report_csv = self._csv(wizard._report_rows())

    # --- Who may ---

    @api.model
    def _can_import_people(self):
        """Tell whether the user may bring people in: whoever lets people join."""
        return self.env["res.partner"]._can_enrol()

    def _require_import_people(self):
        self.ensure_one()
        self.env["res.partner"]._require(
            self._can_import_people(),
            self.env._("Only the publisher and the manager import people."),
        )

    # --- Steps ---

    def action_check(self):
        """Show what the file would do; nothing is written.

        :raise UserError: a file that cannot be read, with the line where there is one
        """
        self._require_import_people()
        if self.step == "done":
            return self._again()
        plan = self._checked_plan()
        self.write({"step": "check", "report": self._report_of(plan)})
        return self._again()

    def action_back(self):
        """Return to the file."""
        self._require_import_people()
        if self.step == "check":
            self.write({"step": "file", "report": False})
        return self._again()

    def action_import(self):
        """Write all lines, or none; a second click finds it done.

        :raise UserError: a line is to be mended, or there is nothing to write
        """
        self._require_import_people()
        if self.step == "done":
            return self._again()
        # The row first: of two requests at once, the second waits, fails, and is
        # tried again on a file that is done.
        self.step = "done"
        self.flush_recordset()
        plan = self._checked_plan()
        report = self._report_of(plan)
        if report["mend"]:
            raise UserError(
                self.env._(
                    "Nothing is stored: %(count)s lines are to be mended first. Check"
                    " the file again.",
                    count=report["mend"],
                )
            )
        people = self._apply(plan)
        self.write(
            {
                "report": {**report, "applied": True},
                "partner_ids": [fields.Command.set(people.ids)],
            }
        )
        return self._again()

    def action_invite(self):
        """Invite to the portal those whom the file brought or named."""
        self._require_import_people()
        return self.partner_ids.action_invite_portal()

    def action_template(self):
        """Download an empty file with the right headings."""
        return self._download("template_csv", self.env._("people.csv"))

    def action_report(self):
        """Download what becomes of each line, as a table."""
        return self._download("report_csv", self.env._("import-report.csv"))

    # --- Parts ---

    def _data(self):
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _checked_plan(self):
        if not self.file:
            raise UserError(self.env._("Choose a file."))
        try:
            return self._plan(self._data())
        except FileRefused as refusal:
            sentence = self.env._(refusal.sentence)
            if refusal.line:
                sentence = self.env._(
                    "Line %(number)s: %(sentence)s",
                    number=refusal.line,
                    sentence=sentence,
                )
            raise UserError(sentence) from None

    def _apply(self, plan):
        """Write a plan without lines to mend; return the people it names."""
        known = self._talents()
        new = self._new_talents(plan, known)
        created = self.env["code.social.talent"].create(
            [{"name": name, "company_id": self.env.company.id} for name in new.values()]
        )
        known.update(zip(new, created.ids, strict=True))
        self._apply_new(plan, known)
        self._apply_known(plan, known)
        people = self.env["res.partner"].union(*(one.partner for one in plan))
        joining = people.browse([one.partner.id for one in plan if one.joins])
        for ids in split_every(BATCH, joining.ids):
            joining.browse(ids).with_context(**QUIET)._join()
        self._record_import(plan)
        return people.filtered("active")

    def _apply_new(self, plan, known):
        Partner = self.env["res.partner"].with_context(**QUIET)
        for lines in split_every(BATCH, [p for p in plan if p.outcome == "create"]):
            partners = Partner.create(
                [self._with_talents(line.values, known) for line in lines]
            )
            for line, partner in zip(lines, partners, strict=True):
                line.partner = partner.with_env(self.env)

    def _apply_known(self, plan, known):
        # A write a value, not a person: cities, languages and talents are few.
        by_value = {}
        for line in plan:
            if line.outcome != "fill":
                continue
            values = dict(line.values)
            for name in values.pop("talent_ids", ()):
                talent = known[compact(name)]
                by_value.setdefault(("talent_ids", talent), []).append(line.partner.id)
            for name, value in values.items():
                by_value.setdefault((name, value), []).append(line.partner.id)
        Partner = self.env["res.partner"].with_context(**QUIET)
        for (name, value), ids in by_value.items():
            if name == "talent_ids":
                value = [fields.Command.link(value)]
            Partner.browse(ids).write({name: value})

    def _record_import(self, plan):
        figures = self._figures(plan)
        self.env["code.social.event"]._record(
            self.env.company,
            "people.import",
            None,
            {"sha256": hashlib.sha256(self._data()).hexdigest(), **figures},
        )

    @api.model
    def _csv(self, rows):
        """Return a table as base64 of CSV that spreadsheets open as it stands."""
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=";")
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)
        return base64.b64encode(stream.getvalue().encode("utf-8-sig"))

    def _download(self, field, name):
        self._require_import_people()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/{field}/{name}?download=true",
            "target": "self",
        }

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import people"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
