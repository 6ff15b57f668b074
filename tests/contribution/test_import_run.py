"""The steps of the wizard, the scheduler, the progress, and the cost."""

import base64
from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.contribution import import_contribution
from .import_common import SAMPLE, ImportCase, csv_of

AS_OF = date(2024, 6, 30)


@tagged("post_install", "-at_install", "code_social")
class TestImportWizard(ImportCase):
    def wizard(self, data, name, **values):
        return (
            self.env["code.social.contribution.import"]
            .with_user(self.publisher)
            .create(
                {
                    "file": base64.b64encode(data),
                    "file_name": name,
                    "as_of": AS_OF,
                    **values,
                }
            )
        )

    def import_of(self, action):
        self.assertEqual(action["res_model"], "code.social.import")
        return self.Import.browse(action["res_id"])

    def test_credits_are_checked_then_imported(self):
        wizard = self.wizard(self.sample, SAMPLE)
        before = self.Contribution.search_count([])
        wizard.action_next()
        self.assertEqual(wizard.step, "report")
        self.assertEqual(wizard.report["added"], 221)
        self.assertEqual(self.Contribution.search_count([]), before)
        record = self.import_of(wizard.action_import())
        self.assertEqual(record.state, "waiting")
        self.assertEqual(self.import_of(wizard.action_import()), record)
        record.action_run()
        self.assertEqual(record.state, "done")
        self.assertEqual(record.contribution_count, 221)
        self.assertFalse(record.file, "personal data is not kept twice")
        dry = dict(wizard.report, applied=True, project_is_new=False)
        self.assertEqual(record.report, dry)

    def test_columns_are_guessed_chosen_and_kept(self):
        data = b"Qui;Machin;Nature\nAda;A smile;joy\n"
        wizard = self.wizard(data, "atelier.csv", source="Atelier")
        wizard.action_next()
        self.assertEqual(wizard.step, "columns")
        self.assertEqual(
            wizard.column_ids.mapped("column"), ["person", False, "nature"]
        )
        self.assertEqual(wizard.column_ids[1].sample, "A smile")
        wizard.action_check()
        self.assertIn("which column", wizard.report["errors"][0][1])
        wizard.action_back()
        self.assertEqual(wizard.step, "columns")
        wizard.column_ids[1].column = "name"
        wizard.save_as = "Atelier"
        wizard.action_check()
        self.assertTrue(wizard.ready, wizard.report)
        mapping = self.env["code.social.import.mapping"].search(
            [("name", "=", "Atelier")]
        )
        self.assertEqual(
            mapping.columns, {"qui": "person", "machin": "name", "nature": "nature"}
        )
        again = self.wizard(data, "atelier.csv", mapping_id=mapping.id)
        again.action_next()
        self.assertEqual(
            again.column_ids.mapped("column"), ["person", "name", "nature"]
        )

    def test_two_columns_cannot_hold_the_same(self):
        wizard = self.wizard(b"Qui;Who\nAda;Bo\n", "a.csv", source="A")
        wizard.action_next()
        wizard.column_ids.column = "person"
        with self.assertRaisesRegex(UserError, "Two columns"):
            wizard.action_check()

    def test_saved_columns_hold_known_things_only(self):
        with self.assertRaises(ValidationError):
            self.env["code.social.import.mapping"].with_user(self.publisher).create(
                {"name": "X", "source": "X", "columns": {"a": "state"}}
            )

    def test_a_file_that_cannot_be_read_keeps_what_was_typed(self):
        wizard = self.wizard(b'Who;What\nAda;"open', "a.csv")
        with self.assertRaisesRegex(UserError, "Line 2: "):
            wizard.action_next()
        self.assertEqual(wizard.step, "file")

    def test_wrong_lines_cannot_be_imported(self):
        wizard = self.wizard(csv_of("Ada;A smile;;gladness;;;;;"), "a.csv", source="A")
        wizard.action_next()
        wizard.action_check()
        self.assertFalse(wizard.ready)
        self.assertIn("Line 2", wizard.report_html)
        with self.assertRaises(UserError):
            wizard.action_import()

    def test_an_existing_project_is_used(self):
        wizard = self.wizard(
            self.sample,
            SAMPLE,
            project_choice="existing",
            project_id=self.project.id,
        )
        wizard.action_next()
        record = self.import_of(wizard.action_import())
        record.action_run()
        self.assertEqual(record.project_id, self.project)

    def test_templates_are_read_back(self):
        wizard = self.wizard(b"", "")
        for name, data in (
            ("t.csv", base64.b64decode(wizard.template_csv)),
            ("t.xlsx", base64.b64decode(wizard.template_xlsx)),
        ):
            self.assertIn("download=true", wizard.action_template_csv()["url"])
            plan = self.plan(data, name)
            self.assertIn("no line below", plan.errors[0][1])
        line = b"Ada;A smile;;joy;;;;;"
        csv = base64.b64decode(wizard.template_csv)
        separator = b";" if b";" in csv else b","
        plan = self.plan(csv + line.replace(b";", separator))
        self.assertEqual(len(plan.items), 1, plan.errors)


@tagged("post_install", "-at_install", "code_social")
class TestImportRun(ImportCase):
    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("code_social.cron_import").method_direct_trigger()

    def test_the_scheduler_imports_every_waiting_file(self):
        records = [
            self.Import._start(self.settings(csv_of(f"Ada;Smile {n};;joy;;;;;")))
            for n in range(3)
        ]
        self.run_cron()
        self.assertEqual([one.state for one in records], ["done"] * 3)

    def test_progress_is_told_after_each_batch(self):
        record = self.Import._start(self.settings(self.sample, SAMPLE))
        self.assertEqual(record.progress(), {"state": "waiting", "done": 0, "total": 0})
        told = []
        Import = type(self.env["code.social.import"])
        tell = Import._tell_progress

        def listen(this, done, total):
            tell(this, done, total)
            told.append((done, total))

        with (
            patch.object(Import, "_tell_progress", listen),
            patch.object(import_contribution, "BATCH", 100),
        ):
            self.run_cron()
        self.assertEqual(told, [(100, 221), (200, 221), (221, 221)])
        self.assertEqual(record.progress()["state"], "done")
        self.env["code.social.import"]._gc_files()
        self.assertFalse(self.env["code.social.import.progress"].search([]))

    @mute_logger("odoo.addons.code_social.models.contribution.import_write")
    def test_a_failure_in_the_middle_leaves_nothing(self):
        people = self.env["res.partner"].search_count([])
        record = self.Import._start(self.settings(self.sample, SAMPLE))
        Contribution = type(self.env["code.social.contribution"])
        create = Contribution.create
        calls = []

        def fail_later(this, vals_list):
            calls.append(len(vals_list))
            if len(calls) == 2:
                raise RuntimeError("the power went out")
            return create(this, vals_list)

        with patch.object(Contribution, "create", fail_later):
            record._run()
        self.assertEqual(calls, [200, 21])
        self.assertEqual(record.state, "failed")
        self.assertIn("Nothing was stored", record.report["errors"][0][1])
        self.assertNotIn("power", str(record.report))
        self.assertFalse(record.contribution_count)
        self.assertEqual(self.env["res.partner"].search_count([]), people)
        self.assertTrue(record.file)

    def test_running_twice_is_harmless(self):
        record = self.Import._start(self.settings(self.sample, SAMPLE))
        record.action_run()
        report = record.report
        record.action_run()
        self.assertEqual(record.report, report)
        self.assertEqual(record.contribution_count, 221)

    def queries(self, count):
        lines = [
            f"p{n}@example.org;Work {count} {n};13/02/2024;transmission;1;;;;"
            for n in range(count)
        ]
        settings = self.settings(csv_of(*lines), project_name=f"Project of {count}")
        record = self.Import._start(settings)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        record._run()
        self.env.flush_all()
        self.assertEqual(record.state, "done", record.report)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_lines(self):
        self.queries(5)
        small, large = self.queries(50), self.queries(500)
        # Ten times the lines: only the larger batches of inserts may add some.
        self.assertLess(large - small, 90, f"{small} queries for 50, {large} for 500")
