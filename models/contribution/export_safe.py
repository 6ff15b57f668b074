"""No exported cell is a formula: what members typed stays text."""

from odoo import models

from ...tools.cells import safe_cell


class ExportSafeMixin(models.AbstractModel):
    _name = "code.social.export.mixin"
    _description = "Export without Formulas"

    def export_data(self, fields_to_export):
        """Neutralise the texts that a spreadsheet would compute."""
        result = super().export_data(fields_to_export)
        rows = result.get("datas", [])
        return dict(result, datas=[[safe_cell(cell) for cell in row] for row in rows])


class Contribution(models.Model):
    _name = "code.social.contribution"
    _inherit = ["code.social.contribution", "code.social.export.mixin"]


class WealthMatrix(models.Model):
    _name = "code.social.wealth.matrix"
    _inherit = ["code.social.wealth.matrix", "code.social.export.mixin"]
