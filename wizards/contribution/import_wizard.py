"""The steps of an import: the file, its columns, the report, and then the import."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...models.community.file_table import FileRefused, Table
from ...models.contribution.import_plan import Settings
from ...models.contribution.nature import normalise

SAMPLE_LENGTH = 60


class ContributionImport(models.TransientModel):
    _name = "code.social.contribution.import"
    _description = "Import Contributions"

    step = fields.Selection(
        [("file", "File"), ("columns", "Columns"), ("report", "Report")],
        default="file",
        required=True,
    )
    file = fields.Binary("File to import", attachment=False)
    file_name = fields.Char()
    kind = fields.Selection(
        [("table", "CSV or XLSX"), ("credits", "All Contributors")],
        "Format",
        readonly=True,
    )
    as_of = fields.Date(
        "As of",
        help="The day for which the file holds: the day of the lines that have none.",
    )
    project_choice = fields.Selection(
        [("new", "A new project"), ("existing", "An existing project")],
        "Into",
        default="new",
        required=True,
    )
    project_id = fields.Many2one("project.project", domain=[("code_social", "=", True)])
    project_name = fields.Char("Name of the new project")
    mapping_id = fields.Many2one(
        "code.social.import.mapping",
        "Saved columns",
        help="What the columns of this kind of file hold, kept from an earlier import.",
    )
    source = fields.Char(
        "Register",
        help="The name of the register these lines come from. People named without an"
        " e-mail are found again under it.",
    )
    save_as = fields.Char(
        "Keep these columns as", help="A name, to choose them next time. Empty: no."
    )
    column_ids = fields.One2many(
        "code.social.contribution.import.column", "wizard_id", "Columns"
    )
    report = fields.Json("Report figures", readonly=True)
    report_html = fields.Html("Report", compute="_compute_report_html", sanitize=False)
    ready = fields.Boolean(compute="_compute_report_html")
    import_id = fields.Many2one("code.social.import", readonly=True)
    template_csv = fields.Binary(compute="_compute_templates")
    template_xlsx = fields.Binary(compute="_compute_templates")

    @api.depends("report")
    def _compute_report_html(self):
        Import = self.env["code.social.import"]
        for wizard in self:
            report = wizard.report
            wizard.report_html = Import._report_html(report) if report else False
            wizard.ready = bool(
                report and not report["error_count"] and report["added"]
            )

    def _compute_templates(self):
        Import = self.env["code.social.import"]
        for wizard in self:
            wizard.template_csv = base64.b64encode(Import._template_csv())
            wizard.template_xlsx = base64.b64encode(Import._template_xlsx())

    @api.onchange("mapping_id")
    def _onchange_mapping_id(self):
        if self.mapping_id:
            self.source = self.mapping_id.source

    @api.onchange("file_name")
    def _onchange_file_name(self):
        if self.file_name and not self.source:
            self.source = self.file_name.rpartition(".")[0] or self.file_name

    # --- Steps ---

    def action_back(self):
        """Return to the step before."""
        self._require_import()
        previous = "columns" if self.step == "report" and self.column_ids else "file"
        self.write({"step": previous, "report": False})
        return self._again()

    def action_next(self):
        """Read the file: its columns are shown, or its report where it has none."""
        self._require_import()
        if not self.file:
            raise UserError(self.env._("Choose a file."))
        content = self._read()
        if isinstance(content, Table):
            self.write({"kind": "table", "step": "columns"})
            self.project_name = self.project_name or self.source
            self._set_columns(content)
            return self._again()
        self.write({"kind": "credits", "column_ids": [Command.clear()]})
        if not self.project_name and not self.project_id:
            self.project_name = content.project
        return self.action_check()

    def action_check(self):
        """Show what the import would do; nothing is written."""
        self._require_import()
        self._keep_mapping()
        Import = self.env["code.social.import"]
        plan = Import._plan(self._settings())
        self.write({"report": Import._report_of(plan), "step": "report"})
        return self._again()

    def action_import(self):
        """Put the file in the queue, once, and show how far it is."""
        self._require_import()
        if not self.import_id:
            if not self.ready:
                raise UserError(self.env._("Check the file first."))
            self.import_id = self.env["code.social.import"]._start(self._settings())
        return {
            "type": "ir.actions.act_window",
            "res_model": "code.social.import",
            "res_id": self.import_id.id,
            "view_mode": "form",
        }

    def action_template_csv(self):
        """Download an empty CSV file with the right headings."""
        return self._download("template_csv", self.env._("contributions.csv"))

    def action_template_xlsx(self):
        """Download an empty XLSX file with the right headings."""
        return self._download("template_xlsx", self.env._("contributions.xlsx"))

    # --- Parts ---

    def _require_import(self):
        self.ensure_one()
        self.env["code.social.import"]._require_import()

    def _data(self):
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _read(self):
        Import = self.env["code.social.import"]
        try:
            return Import._read_file(self.file_name, self._data())
        except FileRefused as refusal:
            sentence = Import._said(refusal.sentence)
            if refusal.line:
                where = Import._where("table", refusal.line)
                sentence = f"{where}: {sentence}"
            raise UserError(sentence) from None

    def _set_columns(self, table):
        """List the headings with a value of the first lines, and what they hold."""
        guessed = self.mapping_id._guess_columns(table.headers)
        Import = self.env["code.social.import"]
        lines = []
        for index, header in enumerate(table.headers):
            values = (cells[index] for _n, cells in table.rows if index < len(cells))
            sample = next((value for value in values if value not in (None, "")), "")
            lines.append(
                Command.create(
                    {
                        "index": index,
                        "heading": header,
                        "sample": Import._text(sample)[:SAMPLE_LENGTH],
                        "column": guessed[index],
                    }
                )
            )
        self.write({"column_ids": [Command.clear(), *lines]})

    def _settings(self):
        existing = self.project_choice == "existing"
        if existing and not self.project_id:
            raise UserError(self.env._("Choose the project."))
        return Settings(
            name=self.file_name or "",
            data=self._data(),
            as_of=self.as_of,
            project=self.project_id.sudo() if existing else self.project_id.browse(),
            project_name="" if existing else (self.project_name or ""),
            source=(self.source or "") if self.column_ids else "",
            columns=self._chosen_columns(),
        )

    def _chosen_columns(self):
        """Return {index: what it holds}; a thing is held by one column."""
        chosen = {one.index: one.column for one in self.column_ids if one.column}
        labels = self.env["code.social.import.mapping"]._labels()
        for column in set(chosen.values()):
            if list(chosen.values()).count(column) > 1:
                raise UserError(
                    self.env._(
                        "Two columns cannot both hold “%(column)s”.",
                        column=labels[column],
                    )
                )
        return chosen

    def _keep_mapping(self):
        """Save the columns under the name asked for, or over the ones chosen."""
        name = (self.save_as or "").strip()
        if not name or not self.column_ids:
            return
        columns = {
            normalise(one.heading).strip(): one.column
            for one in self.column_ids
            if one.column and one.heading
        }
        values = {"name": name, "source": self.source or name, "columns": columns}
        Mapping = self.env["code.social.import.mapping"]
        known = Mapping.search(
            [("company_id", "=", self.env.company.id), ("name", "=ilike", name)]
        )
        if known:
            known.write(values)
        self.mapping_id = known[:1] or Mapping.create(values)

    def _download(self, field, name):
        self._require_import()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/{field}/{name}?download=true",
            "target": "self",
        }

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import contributions"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class ContributionImportColumn(models.TransientModel):
    _name = "code.social.contribution.import.column"
    _description = "Column of a File to Import"
    _inherit = ["code.social.import.column"]
    _order = "index, id"

    wizard_id = fields.Many2one(
        "code.social.contribution.import", required=True, ondelete="cascade", index=True
    )
    index = fields.Integer(required=True, readonly=True)
    heading = fields.Char("Heading in the file", readonly=True)
    sample = fields.Char("First value", readonly=True)
