"""Tables: what a line may say, and what is said of a line that is wrong."""

import datetime
import io
import zipfile
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ...models.community import file_table
from ...models.contribution.import_values import parse_quantity
from .import_common import AS_OF, HEADINGS, ImportCase, csv_of, xlsx_of

GOOD = "ada@example.org;Singing;13/02/2024;Transmission;1 h 30;;;;"


@tagged("post_install", "-at_install", "code_social")
class TestImportTable(ImportCase):
    def made(self, record):
        return self.Contribution.search([("import_id", "=", record.id)], order="id")

    def test_a_line_says_everything(self):
        self.project.name = "Jardin"
        self.amina.partner_id.email = "amina@example.org"
        line = (
            'Ada (test) <Ada@example.org>;"Le potager, ""à l\'aube""";13/02/2024;'
            'transmission;1,5;jardin;"Deux lignes\net plus";https://example.org/p;'
            "amina@example.org"
        )
        record = self.run_import(csv_of(line))
        self.assertEqual(record.state, "done", record.report)
        made = self.made(record)
        self.assertEqual(made.name, 'Le potager, "à l\'aube"')
        self.assertEqual(made.date, datetime.date(2024, 2, 13))
        self.assertEqual(made.nature_id, self.transmission)
        self.assertEqual(made.quantity, 1.5)
        self.assertEqual(made.project_id, self.project)
        self.assertEqual(made.description, "Deux lignes\net plus")
        self.assertEqual(made.link, "https://example.org/p")
        self.assertEqual(made.beneficiary_ids, self.amina.partner_id)
        self.assertEqual(made.partner_ids.name, "Ada (test)")
        self.assertEqual(made.partner_ids.email, "ada@example.org")
        self.assertTrue(made.partner_ids.imported)
        # Hours on a community project own their timesheet line.
        self.assertEqual(made.share_ids.line_id.unit_amount, 1.5)

    def test_empty_cells_take_what_was_asked_for_the_file(self):
        record = self.run_import(csv_of("Ada;A smile;;joy;;;;;"))
        made = self.made(record)
        self.assertEqual(made.date, AS_OF)
        self.assertEqual(made.quantity, 0)
        self.assertEqual(made.project_id.name, "register")

    def test_second_run_of_the_same_file_adds_nothing(self):
        file = csv_of(GOOD, "Bo;A smile;;joy;;;;;")
        first = self.run_import(file)
        self.assertEqual(first.report["added"], 2)
        again = self.run_import(file, as_of=self.today)
        self.assertEqual((again.report["added"], again.report["known"]), (0, 2))
        self.assertEqual(again.report["people_added"], 0)

    def test_a_name_is_found_again_in_its_register_only(self):
        self.run_import(csv_of("Ada;A smile;;joy;;;;;"))
        same = self.run_import(csv_of("ADA;A song;;joy;;;;;"))
        self.assertEqual(same.report["people_added"], 0)
        other = self.run_import(csv_of("Ada;A dance;;joy;;;;;"), source="Elsewhere")
        self.assertEqual(other.report["people_added"], 1)

    def test_an_email_finds_the_contact_of_the_community(self):
        contact = self.env["res.partner"].create(
            {"name": "Bo (test)", "email": "BO@example.org"}
        )
        record = self.run_import(csv_of("bo@example.org;A smile;;joy;;;;;"))
        self.assertEqual(self.made(record).partner_ids, contact)
        self.assertFalse(contact.imported)
        self.env["res.partner"].create({"name": "Bo twice", "email": "bo2@example.org"})
        self.env["res.partner"].create({"name": "Bo again", "email": "bo2@example.org"})
        errors = self.errors("bo2@example.org;A smile;;joy;;;;;")
        self.assertIn("Several contacts", errors[2][0])

    def test_nobody_acknowledges_their_own_by_importing_it(self):
        self.publisher.partner_id.email = "me@example.org"
        errors = self.errors("me@example.org;Publishing;;organisation;3;;;;")
        self.assertIn("about you", errors[2][0])

    def test_natures_by_code_or_name_in_any_language(self):
        for code in ("en_US", "fr_FR"):
            self.env["res.lang"]._activate_lang(code)
        self.hospitality.with_context(lang="en_US").unit = "meals"
        self.hospitality.with_context(lang="fr_FR").write(
            {"name": "Hospitalité", "unit": "repas"}
        )
        record = self.run_import(
            csv_of(
                "Ada;Soup;;hospitality;4;;;;",
                "Ada;Soup again;;HOSPITALITE;4 repas;;;;",
                "Ada;Soup once more;;Hospitality;4 meals;;;;",
            )
        )
        self.assertEqual(record.state, "done", record.report)
        made = self.made(record)
        self.assertEqual(made.nature_id, self.hospitality)
        self.assertEqual(made.mapped("quantity"), [4, 4, 4])

    def test_references_make_a_line_itself(self):
        headings = HEADINGS + ";Reference of the line"
        first = csv_of("Ada;A smile;;joy;;;;;;r1", headings=headings)
        self.run_import(first)
        mended = csv_of("Ada;A broad smile;;joy;;;;;;r1", headings=headings)
        self.assertEqual(self.run_import(mended).report["known"], 1)

    def test_xlsx_holds_days_hours_and_numbers(self):
        record = self.run_import(
            xlsx_of(
                ["Ada", "Singing", AS_OF, "transmission", datetime.time(1, 30)],
                ["Ada", "Dancing", "2024-02-13", "transmission", "45 min"],
                ["Ada", "Cooking", None, "hospitality", 12],
            ),
            "register.xlsx",
        )
        self.assertEqual(record.state, "done", record.report)
        self.assertEqual(self.made(record).mapped("quantity"), [1.5, 0.75, 12])

    def test_what_people_type_for_how_much(self):
        for text, hours in (
            ("1,5", 1.5),
            ("1.5", 1.5),
            ("1 h 30", 1.5),
            ("1h30", 1.5),
            ("1:30", 1.5),
            ("90 min", 1.5),
            ("2 heures", 2),
            ("1 hour 30 minutes", 1.5),
            ("1,5 h", 1.5),
            ("0", 0),
            ("", 0),
        ):
            self.assertEqual(parse_quantity(text, "hours"), hours, text)
        for text, euros in (("1 234,50 €", 1234.5), ("1.234,50", 1234.5), ("7", 7)):
            self.assertEqual(parse_quantity(text, "money"), euros, text)

    def test_titles_are_text_and_exports_no_formula(self):
        evil = '=HYPERLINK("http://example.org";"x")<script>alert(1)</script>'
        line = f'Ada;"{evil.replace(chr(34), chr(34) * 2)}";;joy;;;;;'
        made = self.made(self.run_import(csv_of(line)))
        self.assertEqual(made.name, evil)
        self.assertEqual(made.export_data(["name"])["datas"], [["'" + evil]])
        rows = self.env["code.social.wealth.matrix"].search(
            [("contribution_id", "=", made.id)]
        )
        self.assertEqual(rows.export_data(["name"])["datas"], [["'" + evil]])


@tagged("post_install", "-at_install", "code_social")
class TestImportBadLines(ImportCase):
    def test_each_wrong_cell_has_its_line_and_its_sentence(self):
        tomorrow = (self.today + timedelta(days=1)).isoformat()
        archived = self.env["code.social.nature"].create(
            {"name": "Old ways", "code": "old_ways", "active": False}
        )
        self.assertFalse(archived.active)
        secret = self._create_project(
            "Kept to a few", self.company_a, privacy_visibility="followers"
        )
        elsewhere = self._create_project("Theirs", self.company_b)
        self.assertTrue(secret.code_social and elsewhere.code_social)
        wrong = {
            2: (";A smile;;joy;;;;;", "Name the person"),
            3: ("Ada;;;joy;;;;;", "What was brought?"),
            4: ("Ada;A smile;soon;joy;;;;;", "is not a day"),
            5: ("Ada;A smile;31/02/2024;joy;;;;;", "is not a day"),
            6: (f"Ada;A smile;{tomorrow};joy;;;;;", "has not come yet"),
            7: ("Ada;A smile;01/01/1800;joy;;;;;", "too far back"),
            8: ("Ada;A smile;;;;;;;", "The cell is empty"),
            9: ("Ada;A smile;;gladness;;;;;", "is not a nature"),
            10: ("Ada;A smile;;old_ways;;;;;", "no longer used"),
            11: ("Ada;A smile;;group_joyful;;;;;", "is a group of natures"),
            12: ("Ada;Singing;;transmission;-1;;;;", "cannot be negative"),
            13: ("Ada;Singing;;transmission;25;;;;", "more than a day"),
            14: ("Ada;Singing;;transmission;a lot;;;;", "is not a quantity"),
            15: ("Ada;A gift;;money;1,000;;;;", "two ways"),
            16: ("Ada;Singing;;transmission;1;Nowhere;;;", "No project"),
            17: ("Ada;Singing;;transmission;1;Kept to a few;;;", "No project"),
            18: ("Ada;Singing;;transmission;1;Theirs;;;", "No project"),
            19: ("Ada;A smile;;joy;;;;javascript:alert(1);", "is not a whole link"),
            20: ("Ada;A smile;;joy;;;;;nobody@example.org", "No contact has"),
            21: ("Ada;A smile;;joy;;;;;not an e-mail", "list of e-mails"),
            22: ("Ada;A reply;;benevolent_critique;1;;;;", "asks for a proposal"),
            23: ("Ada;" + "long" * 60 + ";;joy;;;;;", "characters"),
            24: ("Ada;A smile;;joy;;;;;;too;many", "more cells"),
        }
        errors = self.errors(*(line for line, _sentence in wrong.values()))
        self.assertEqual(sorted(errors), sorted(wrong))
        for line, (_text, sentence) in wrong.items():
            self.assertIn(sentence, errors[line][0])

    def test_one_wrong_line_stores_nothing_of_the_file(self):
        people = self.env["res.partner"].search_count([])
        projects = self.env["project.project"].search_count([])
        record = self.run_import(csv_of(GOOD, "Bo;A smile;;gladness;;;;;"))
        self.assertEqual(record.state, "failed")
        self.assertEqual(record.report["errors"][0][0], "Line 3")
        self.assertFalse(record.contribution_count)
        self.assertEqual(self.env["res.partner"].search_count([]), people)
        self.assertEqual(self.env["project.project"].search_count([]), projects)
        self.assertTrue(record.file, "the file is kept, to be mended")

    def test_a_hundred_errors_are_listed_and_the_rest_counted(self):
        lines = [f"Ada;A smile {n};;gladness;;;;;" for n in range(130)]
        record = self.run_import(csv_of(*lines))
        self.assertEqual(len(record.report["errors"]), 100)
        self.assertIn("… and 30 more.", self.Import._report_text(record.report))

    def test_repeated_lines_are_named(self):
        errors = self.errors("Ada;A smile;;joy;;;;;", GOOD, "Ada;A smile;;joy;;;;;")
        self.assertIn("repeats line 2", errors[4][0])

    def test_a_day_has_24_hours_over_the_whole_file_and_before_it(self):
        day = "ada@example.org;Singing {};13/02/2024;transmission;9;;;;"
        errors = self.errors(*(day.format(n) for n in range(3)))
        self.assertIn("A day has 24 hours", errors[4][0])
        self.run_import(csv_of(day.format(1), day.format(2)))
        errors = self.errors(day.format(3))
        self.assertIn("27.0 h", errors[2][0])

    def test_headings_are_needed(self):
        plan = self.plan(csv_of("a;b", headings="foo;bar"))
        self.assertIn("which column holds", plan.errors[0][1])


@tagged("post_install", "-at_install", "code_social")
class TestImportBadFiles(ImportCase):
    def test_encodings_are_recognised(self):
        text = csv_of("Zoé;Goûter;;joy;;;;;").decode()
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
            plan = self.plan(text.encode(encoding))
            self.assertFalse(plan.errors, encoding)
            self.assertEqual(plan.items[0]["vals"]["name"], "Goûter", encoding)
            self.assertEqual(bool(plan.notes), encoding == "cp1252")

    def test_a_damaged_encoding_is_refused_with_its_line(self):
        good = csv_of("Zoé;Goûter;;joy;;;;;")
        self.assertRefused(good + b"\nBo;\xff;;joy;;;;;", "cannot be read", line=3)
        half = "\n".join(["a;b", "é;ü"]).encode("utf-16") + b"\x00"
        self.assertRefused(half, "cannot be read", line=2)
        self.assertRefused(b"a;b\n\x00\x01\x02\x03\x7f;c", "not a text file")
        self.assertRefused(b"a;b\nc;\x07d", "not a text file", line=2)

    def test_separators_are_recognised(self):
        for separator in ",;\t|":
            line = "Ada;A smile;;joy;;;;;".replace(";", separator)
            headings = HEADINGS.replace(";", separator)
            plan = self.plan(csv_of(line, headings=headings))
            self.assertFalse(plan.errors, separator)
            self.assertEqual(len(plan.items), 1)
        told = b"sep=|\n" + csv_of("Ada|A smile||joy", headings="Person|What|When|Kind")
        plan = self.plan(told)
        self.assertEqual(plan.items[0]["line"], 3)

    def test_an_open_quote_is_refused_with_its_line(self):
        self.assertRefused(csv_of(GOOD, 'Ada;"A smile;;joy;;;;;'), "quote", line=3)

    def test_empty_files(self):
        for data in (b"", b"\n \n", b"\xef\xbb\xbf"):
            self.assertRefused(data, "is empty")
        self.assertRefused(csv_of(), "no line below")

    def test_too_many_lines_or_bytes(self):
        with patch.object(file_table, "MAX_ROWS", 3):
            self.assertRefused(csv_of(*[GOOD] * 4), "more than 3 lines")
        with patch.object(file_table, "MAX_BYTES", 100):
            self.assertRefused(csv_of(*[GOOD] * 9), "MB are read")
        wide = ";".join(f"c{n}" for n in range(70))
        self.assertRefused(csv_of("x", headings=wide), "columns")

    def test_formulas_are_refused_with_their_cells(self):
        rows = [["Ada", "=1+1", None, "joy"], ["Ada", "A smile", None, "=B2"]]
        self.assertRefused(xlsx_of(*rows), "B2, D3 (2 in all)", "register.xlsx")

    def test_errors_of_the_spreadsheet_are_refused(self):
        def break_cell(book):
            book.active["B2"].value = "#REF!"
            book.active["B2"].data_type = "e"

        data = xlsx_of(["Ada", "x", None, "joy"], prepare=break_cell)
        self.assertRefused(data, "Cell B2", "register.xlsx", line=2)

    def test_only_the_first_visible_sheet_is_read_and_it_is_said(self):
        def add_sheet(book):
            book.create_sheet("Other")["A1"] = "=1+1"

        data = xlsx_of(["Ada", "A smile", None, "joy"], prepare=add_sheet)
        plan = self.plan(data, "register.xlsx")
        self.assertFalse(plan.errors)
        self.assertIn("Only the first sheet", plan.notes[0])

    def with_part(self, name, content, data=None):
        stream = io.BytesIO(data or xlsx_of(["Ada", "A smile", None, "joy"]))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return stream.getvalue()

    def test_workbooks_that_are_not_only_a_table(self):
        zip_name = "register.xlsx"
        macros = self.with_part("xl/vbaProject.bin", b"x")
        self.assertRefused(macros, "macros", zip_name)
        bomb = self.with_part("xl/media/image1.png", b"\0" * (81 * 2**20))
        self.assertLess(len(bomb), 200_000)
        self.assertRefused(bomb, "unpacks into too much", zip_name)
        entities = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        declared = self.with_part("xl/extra.xml", entities)
        self.assertRefused(declared, "damaged", zip_name)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument")
        self.assertRefused(stream.getvalue(), "OpenDocument", "register.ods")
        self.assertRefused(b"PK\x03\x04 no", "damaged", zip_name)
        whole = xlsx_of(["Ada", "A smile", None, "joy"])
        self.assertRefused(whole[: len(whole) // 2], "damaged", zip_name)

    def test_other_kinds_of_files(self):
        self.assertRefused(b"\xd0\xcf\x11\xe0old", "old Excel", "register.xls")
        self.assertRefused(b"%PDF-1.7", "Choose a CSV", "register.csv")
        self.assertRefused(b"MZ\x90\x00", "Choose a CSV", "register.csv")
