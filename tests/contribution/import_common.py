"""Files to import, made in memory, and the sample of a real project."""

import io
from datetime import date
from pathlib import Path

import openpyxl

from ...models.contribution.import_plan import Settings
from ..common import CodeSocialCommon

SAMPLE = "react-testing-library.all-contributorsrc.json"
AS_OF = date(2024, 6, 30)
HEADINGS = "Person;What;When;Nature;How much;Project;Description;Link;For (e-mails)"


def csv_of(*lines, headings=HEADINGS):
    """Return the bytes of a CSV file with these lines under the usual headings."""
    return "\n".join([headings, *lines]).encode()


def xlsx_of(*rows, headings=HEADINGS, prepare=None):
    """Return the bytes of a workbook with these rows; `prepare` may change it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(headings.split(";"))
    for row in rows:
        sheet.append(row)
    if prepare:
        prepare(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class ImportCase(CodeSocialCommon):
    """Imports as the publisher, into a new project unless told otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Import = cls.env["code.social.import"].with_user(cls.publisher)
        cls.sample = (Path(__file__).parent / "data" / SAMPLE).read_bytes()

    def settings(self, data, name="register.csv", **values):
        settings = self.Import._settings_of_file(name, data, AS_OF)
        for key, value in values.items():
            setattr(settings, key, value)
        return settings

    def plan(self, data, name="register.csv", **values):
        """Return the plan of a file: a dry run."""
        return self.Import._plan(self.settings(data, name, **values))

    def run_import(self, data, name="register.csv", user=None, **values):
        """Import a file and return its record, as superuser."""
        Import = self.Import.with_user(user or self.publisher)
        settings = self.settings(data, name, **values)
        record = Import._start(settings)
        record._run()
        self.assertIsInstance(settings, Settings)
        return record.sudo()

    def errors(self, *lines, headings=HEADINGS):
        """Return {line: [sentences]} of a CSV file with these lines."""
        found = {}
        for line, sentence in self.plan(csv_of(*lines, headings=headings)).errors:
            found.setdefault(line, []).append(sentence)
        return found

    def assertRefused(self, data, sentence, name="register.csv", line=None):
        """Check that a whole file is refused, and that nothing is stored of it."""
        before = self.Contribution.search_count([])
        record = self.run_import(data, name)
        self.assertEqual(record.state, "failed")
        self.assertIn(sentence, record.report["errors"][0][1])
        if line:
            self.assertEqual(record.report["errors"][0][0], f"Line {line}")
        self.assertEqual(self.Contribution.search_count([]), before)
        self.assertFalse(record.contribution_count)
