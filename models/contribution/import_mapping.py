"""Which column of a file says what, and how a person keeps the answer."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .nature import normalise

#: What a column may hold, in the order of the template.
COLUMNS = [
    ("person", "Person (e-mail or name)"),
    ("email", "Person's e-mail"),
    ("name", "What"),
    ("date", "When"),
    ("nature", "Nature"),
    ("quantity", "How much"),
    ("project", "Project"),
    ("description", "Description"),
    ("proposal", "What they propose instead"),
    ("link", "Link"),
    ("beneficiary", "For (e-mails)"),
    ("reference", "Reference of the line"),
]
#: Headings people use, without accents, besides the labels and the codes above.
HEADINGS = {
    "person": "contributor contributeur contributrice personne qui who membre member"
    " nom prenom",
    "email": "mail e-mail courriel",
    "name": "what quoi title titre objet intitule libelle activite contribution",
    "date": "day jour quand when",
    "nature": "kind type genre categorie category",
    "quantity": "quantite combien duree duration hours heures temps time"
    " amount montant",
    "project": "projet",
    "description": "details detail commentaire comment notes remarques",
    "proposal": "proposition",
    "link": "lien url preuve",
    "beneficiary": "beneficiaire pour for",
    "reference": "ref id numero number",
}
TEMPLATE = ("person", "name", "date", "nature", "quantity", "project", "description")
TEMPLATE_MORE = ("link", "beneficiary")


class ImportMapping(models.Model):
    """The columns of a file that comes back, so that they are named only once."""

    _name = "code.social.import.mapping"
    _description = "Columns of an Import"
    _order = "name, id"

    name = fields.Char(required=True)
    source = fields.Char(
        required=True,
        help="The register these lines come from. People named without an e-mail are"
        " found again under it.",
    )
    columns = fields.Json(
        "Headings",
        help="{heading in lower case without accents: what the column holds}",
    )
    summary = fields.Text("Columns", compute="_compute_summary")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    _name_company = models.UniqueIndex(
        "(company_id, lower(name))", "Another set of columns already has this name."
    )

    @api.depends("columns")
    @api.depends_context("lang")
    def _compute_summary(self):
        labels = self._labels()
        for mapping in self:
            mapping.summary = "\n".join(
                f"{heading} → {labels[column]}"
                for heading, column in (mapping.columns or {}).items()
                if column in labels
            )

    @api.constrains("columns")
    def _check_columns(self):
        known = dict(COLUMNS)
        for mapping in self:
            columns = mapping.columns or {}
            if not isinstance(columns, dict) or any(
                column not in known for column in columns.values()
            ):
                raise ValidationError(
                    self.env._("Each heading leads to one of the known columns.")
                )

    @api.model
    def _labels(self):
        """Return {column: label in the user's language}."""
        field = self.env["code.social.import.column"]._fields["column"]
        return dict(field._description_selection(self.env))

    def _guess_columns(self, headers):
        """Return the column that each heading suggests, "" for none; each once.

        :param self: the saved mapping, or none
        :param headers: texts of the first line
        """
        known = self._known_headings()
        known.update((self.columns or {}) if self else {})
        taken, guessed = set(), []
        for header in headers:
            column = known.get(normalise(header).strip(), "")
            column = "" if column in taken else column
            taken.add(column)
            guessed.append(column)
        return guessed

    def _known_headings(self):
        known = {}
        for code, _installed in self.env["res.lang"].get_installed():
            for column, label in self.with_context(lang=code)._labels().items():
                known[normalise(label)] = column
        for column, words in HEADINGS.items():
            known.update(dict.fromkeys([column, *words.split()], column))
        return known


class ImportColumn(models.AbstractModel):
    """One column of a file, and what it holds."""

    _name = "code.social.import.column"
    _description = "Column of an Import"

    column = fields.Selection(COLUMNS, string="Holds")
