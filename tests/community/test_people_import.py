"""People come in from a file: whole or not at all, once, and nobody overwritten."""

import base64
import csv
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon

HEAD = "name;email;phone;city;talents;language\n"


class ImportCase(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Partner = cls.env["res.partner"].with_context(active_test=False)

    def wizard(self, text, user=None, encoding="utf-8", **values):
        data = text if isinstance(text, bytes) else text.encode(encoding)
        return (
            self.env["code.social.people.import"]
            .with_user(user or self.publisher)
            .create({"file": base64.b64encode(data), "file_name": "p.csv", **values})
        )

    def check(self, text, **values):
        """Return the report of a file that is only checked."""
        wizard = self.wizard(text, **values)
        wizard.action_check()
        return wizard.report

    def outcomes(self, text, **values):
        return [row[3] for row in self.check(text, **values)["rows"]]

    def named(self, name):
        return self.Partner.search([("name", "=", name)])


@tagged("post_install", "-at_install", "code_social")
class TestPeopleImport(ImportCase):
    def test_who_may(self):
        for user in (self.amina, self.employee, self.accountant, self.customer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.wizard(HEAD + "Ada;;;;;", user=user).action_check()
        self.assertEqual(
            self.outcomes(HEAD + "Ada;;;;;", user=self.manager), ["create"]
        )

    def test_encodings_and_separators(self):
        text = (
            "Nom;Courriel;Téléphone;Ville;Talents;Langue\n"
            "Zoé Être;z@example.org;1;Mâcon;Chant|Pain;\n"
        )
        for encoding in ("utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"):
            for separator in (";", ","):
                with self.subTest(encoding=encoding, separator=separator):
                    report = self.check(text.replace(";", separator), encoding=encoding)
                    self.assertEqual(
                        report["rows"][0][:4],
                        [2, "Zoé Être", "z@example.org", "create"],
                    )
                    self.assertEqual(report["talents"], ["Chant", "Pain"])

    def test_files_that_are_none(self):
        for data, said in (
            (b"", "Choose a file"),
            (b"  \n ", "empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
            (b"Ada;ada@example.org", "no line below"),
            (b"Ada;ada@example.org\nBob;bob@example.org", "No heading is"),
            (b"email;city\na@example.org;Lyon", "No heading is"),
            (b'name;email\n"Ada;a@example.org\n', "quote"),
        ):
            wizard = self.wizard(data)
            with self.subTest(said), self.assertRaisesRegex(UserError, said):
                wizard.action_check()
            with self.subTest(said), self.assertRaisesRegex(UserError, said):
                wizard.action_import()

    def test_lines_to_mend_are_said_and_nothing_is_stored(self):
        text = HEAD + (
            "Ada;ada@example.org;;;;\n"
            ";nobody@example.org;;;;\n"
            "Bob;bob at example;;;;\n"
            "Cleo;ADA@Example.org;;;;\n"
            "Dan;;;;;\n"
            "dan;;;;;\n"
            "Eve;eve@example.org;;;;volapük\n"
            "Fay;fay@example.org;;;;;more;cells\n"
            "Gus;gus@localhost;;;;\n"
        )
        before = self.Partner.search_count([])
        wizard = self.wizard(text)
        wizard.action_check()
        rows = {row[0]: row for row in wizard.report["rows"]}
        self.assertEqual(wizard.report["mend"], 7)
        self.assertFalse(wizard.ready)
        for line, said in (
            (3, "names nobody"),
            (4, "“bob at example” is not an e-mail"),
            (5, "already on line 2"),
            (7, "already on line 6"),
            (8, "“volapük” is not a language"),
            (9, "more cells"),
            (10, "is not an e-mail"),
        ):
            self.assertIn(said, rows[line][4])
            self.assertIn(said, wizard.report_html)
        with self.assertRaisesRegex(UserError, "7 lines are to be mended"):
            wizard.action_import()
        self.assertEqual(self.Partner.search_count([]), before)

    def test_new_people_are_created_and_join(self):
        text = HEAD + "Ada;Ada@Example.org;+33 1;Lyon;Chant | pain|chant;en\nBob;;;;;\n"
        wizard = self.wizard(text, join=True)
        wizard.action_check()
        self.assertFalse(self.named("Ada"))
        self.assertTrue(wizard.ready)
        wizard.action_import()
        ada, bob = self.named("Ada"), self.named("Bob")
        self.assertEqual(ada.email, "ada@example.org")
        self.assertEqual((ada.phone, ada.city, ada.lang), ("+33 1", "Lyon", "en_US"))
        self.assertEqual(set(ada.talent_ids.mapped("name")), {"Chant", "pain"})
        self.assertEqual(ada.company_id, self.company_a)
        for person in ada | bob:
            self.assertTrue(person._is_member() and person.member_uid)
            self.assertEqual(person.community_level, "sympathiser")
        event = self.env["code.social.event"].search([("action", "=", "people.import")])
        self.assertEqual(len(event), 1)
        self.assertEqual((event.after["create"], event.after["join"]), (2, 2))
        self.assertNotIn("example.org", str(event.after))
        self.assertEqual(event.actor_id, self.publisher)

    def test_joining_is_a_choice(self):
        self.wizard(HEAD + "Ada;a@example.org;;;;").action_import()
        self.assertFalse(self.named("Ada")._is_member())
        self.assertEqual(self.named("Ada").community_level, "none")

    def test_twice_adds_nobody(self):
        text = HEAD + "Ada;ada@example.org;1;Lyon;Chant;\nBob;;;Lyon;;\n"
        first = self.wizard(text, join=True)
        first.action_import()
        first.action_import()
        again = self.wizard(text, join=True)
        again.action_check()
        self.assertFalse(again.ready)
        self.assertEqual(again.report["known"], 2)
        self.assertIn("Nothing new", again.report_html)
        again.action_import()
        self.assertEqual(len(self.named("Ada") | self.named("Bob")), 2)
        self.assertEqual(
            self.env["code.social.talent"].search_count([("name", "=", "Chant")]), 1
        )

    def test_known_contacts_are_only_completed(self):
        known = self.Partner.create(
            {
                "name": "Ada Known",
                "email": '"Ada" <ADA@example.org>',
                "phone": "kept",
                "company_id": self.company_a.id,
            }
        )
        archived = self.Partner.create(
            {"name": "Old", "email": "old@example.org", "active": False}
        )
        text = HEAD + (
            "Ada Other;ada@EXAMPLE.org;9;Lyon;Chant;\nOld;old@example.org;9;Lyon;;\n"
        )
        wizard = self.wizard(text, join=True)
        wizard.action_check()
        self.assertEqual([row[3] for row in wizard.report["rows"]], ["fill", "known"])
        self.assertIn("Filled: city, talents", wizard.report["rows"][0][4])
        self.assertIn("Archived", wizard.report["rows"][1][4])
        wizard.action_import()
        self.assertEqual(
            (known.name, known.phone, known.city), ("Ada Known", "kept", "Lyon")
        )
        self.assertEqual(known.talent_ids.name, "Chant")
        self.assertTrue(known._is_member())
        self.assertFalse(archived.phone or archived.active or archived._is_member())
        self.assertEqual(wizard.partner_ids, known)

    def test_who_left_does_not_come_back_by_a_file(self):
        self.noe.partner_id.email = "noe@example.org"
        self.noe.partner_id._leave()
        wizard = self.wizard(HEAD + "Noe;noe@example.org;;Lyon;;", join=True)
        wizard.action_import()
        self.assertFalse(self.noe.partner_id._is_member())
        self.assertIn("left the community", wizard.report["rows"][0][4])

    def test_contacts_that_cannot_be_told_apart(self):
        values = {"email": "same@example.org", "company_id": self.company_a.id}
        self.Partner.create([{"name": name, **values} for name in ("Ada", "Bob")])
        self.Partner.create(
            {"name": "Club", "email": "club@example.org", "is_company": True}
        )
        text = HEAD + "{};same@example.org;;;;\n"
        self.assertEqual(self.outcomes(text.format("Bob")), ["known"])
        self.assertEqual(self.outcomes(text.format("Cleo")), ["mend"])
        report = self.check(HEAD + "Ada;club@example.org;;;;")
        self.assertIn("organisation “Club”", report["rows"][0][4])

    def test_another_community_is_not_seen(self):
        self.Partner.create(
            {
                "name": "Theirs",
                "email": "theirs@example.org",
                "company_id": self.company_b.id,
            }
        )
        wizard = self.wizard(HEAD + "Ours;theirs@example.org;;Lyon;;")
        wizard.action_check()
        self.assertEqual(wizard.report["create"], 1)
        self.assertNotIn("Theirs", str(wizard.report))

    def test_what_the_file_says_is_text(self):
        text = (
            HEAD + "=HYPERLINK(1);a@example.org;;;;\n<script>x</script>;bad mail;;;;\n"
        )
        wizard = self.wizard(text)
        wizard.action_check()
        self.assertNotIn("<script>x", wizard.report_html)
        table = base64.b64decode(wizard.with_context(bin_size=False).report_csv)
        rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))
        self.assertEqual(rows[1][1], "'=HYPERLINK(1)")
        self.assertEqual([row[3] for row in rows[1:]], ["To create", "To mend"])
        template = base64.b64decode(wizard.with_context(bin_size=False).template_csv)
        report = self.check(template + b"Ada;;;;;\n")
        self.assertEqual(report["create"], 1)

    def test_the_report_of_the_file_opens_and_downloads(self):
        wizard = self.wizard(HEAD + "Ada;;;;;")
        self.assertEqual(wizard.action_check()["res_id"], wizard.id)
        self.assertEqual(wizard.step, "check")
        self.assertIn("report_csv", wizard.action_report()["url"])
        self.assertIn("template_csv", wizard.action_template()["url"])
        wizard.action_back()
        self.assertEqual((wizard.step, wizard.report), ("file", False))

    def test_the_queries_do_not_grow_with_the_lines(self):
        def cost(count, start):
            lines = "".join(
                f"P{n};p{n}@example.org;{n};Lyon;Chant|Pain;\n"
                for n in range(start, start + count)
            )
            wizard = self.wizard(HEAD + lines, join=True)
            self.env.flush_all()
            before = self.cr.sql_log_count
            wizard.action_check()
            checked = self.cr.sql_log_count
            wizard.action_import()
            self.env.flush_all()
            return checked - before, self.cr.sql_log_count - checked

        def known(count, start):
            values = {"company_id": self.company_a.id}
            self.Partner.create(
                [
                    {"name": f"P{n}", "email": f"p{n}@example.org", **values}
                    for n in range(start, start + count)
                ]
            )
            return cost(count, start)

        cost(5, 0)
        known(5, 10)
        # A hundred lines more: far from a query each.
        for case in (cost, known):
            with self.subTest(case.__name__):
                at = 10_000 if case is known else 100
                small, large = case(20, at), case(120, at + 1000)
                self.assertLess(large[0] - small[0], 10, (small, large))
                self.assertLess(large[1] - small[1], 60, (small, large))
