"""An empty file with the right headings, in the user's language."""

import csv
import io

from odoo import api, models
from odoo.tools.misc import get_lang

from ...tools.cells import safe_cell
from .import_mapping import TEMPLATE, TEMPLATE_MORE


class Import(models.Model):
    _inherit = "code.social.import"

    @api.model
    def _template_headings(self):
        labels = self.env["code.social.import.mapping"]._labels()
        return [safe_cell(labels[column]) for column in (*TEMPLATE, *TEMPLATE_MORE)]

    @api.model
    def _template_csv(self):
        """Return the template as CSV bytes that spreadsheets open rightly."""
        stream = io.StringIO()
        separator = ";" if self._decimal_point() == "," else ","
        csv.writer(stream, delimiter=separator).writerow(self._template_headings())
        return stream.getvalue().encode("utf-8-sig")

    @api.model
    def _decimal_point(self):
        return get_lang(self.env).decimal_point

    @api.model
    def _template_xlsx(self):
        """Return the template as XLSX bytes: headings, and a sheet of explanations."""
        # Slow to load, and only needed here.
        import xlsxwriter

        stream = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(stream, options) as book:
            bold = book.add_format({"bold": True, "bg_color": "#e9ecef"})
            sheet = book.add_worksheet(self.env._("Contributions"))
            headings = self._template_headings()
            sheet.write_row(0, 0, headings, bold)
            sheet.set_column(0, len(headings) - 1, 24)
            sheet.freeze_panes(1, 0)
            self._write_help(book.add_worksheet(self.env._("How to fill it in")), bold)
        return stream.getvalue()

    @api.model
    def _write_help(self, sheet, bold):
        labels = self.env["code.social.import.mapping"]._labels()
        row = 0
        for column, words in self._column_help().items():
            sheet.write_string(row, 0, labels[column], bold)
            sheet.write_string(row, 1, words)
            row += 1
        sheet.write_row(
            row + 1, 0, [self.env._("Code of the nature"), self.env._("Name")], bold
        )
        for nature in self.env["code.social.nature"].sudo()._leaves():
            sheet.write_string(row + 2, 0, safe_cell(nature.code))
            sheet.write_string(row + 2, 1, safe_cell(nature.name))
            row += 1
        sheet.set_column(0, 1, 40)

    @api.model
    def _column_help(self):
        return {
            "person": self.env._(
                "An e-mail finds the same person everywhere; a name only in this"
                " register."
            ),
            "name": self.env._("In a few words. Required."),
            "date": self.env._(
                "2026-02-13 or 13/02/2026. Empty: the day asked for the whole file."
            ),
            "nature": self.env._("A code or a name from the list below. Required."),
            "quantity": self.env._(
                "In the unit of the nature: 1,5 or 1.5; 1 h 30 or 1:30 for hours."
                " Empty: zero, which is a whole contribution."
            ),
            "project": self.env._(
                "Name of a project of the community. Empty: the one chosen for the"
                " whole file."
            ),
            "description": self.env._("Free text."),
            "link": self.env._("Beginning with https://."),
            "beneficiary": self.env._(
                "E-mails of the people it was for, separated by commas."
            ),
        }
