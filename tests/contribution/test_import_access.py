"""Who imports: the publisher and the manager, over every path; nobody else."""

import base64
from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .import_common import SAMPLE, ImportCase, csv_of

MODELS = (
    "code.social.import",
    "code.social.import.identity",
    "code.social.import.mapping",
    "code.social.import.progress",
    "code.social.contribution.import",
    "code.social.contribution.import.column",
)


@tagged("post_install", "-at_install", "code_social")
class TestImportAccess(ImportCase):
    def refused(self):
        return (
            self.amina,
            self.customer,
            self.facilitator,
            self.sage,
            self.guarantor,
            self.employee,
            self.accountant,
        )

    def test_publisher_and_manager_may(self):
        for user in (self.publisher, self.manager):
            self.assertTrue(self.Import.with_user(user)._can_import())
            record = self.run_import(
                csv_of(f"Ada;A smile for {user.name};;joy;;;;;"), user=user
            )
            self.assertEqual(record.state, "done", record.report)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.models")
    def test_others_may_not_on_any_path(self):
        settings = self.settings(self.sample, SAMPLE)
        done = self.run_import(csv_of("Ada;A smile;;joy;;;;;"))
        wizard = self.env["code.social.contribution.import"].create(
            {"file": base64.b64encode(self.sample), "as_of": date(2024, 6, 30)}
        )
        for user in self.refused():
            self.assertFalse(self.Import.with_user(user)._can_import(), user.login)
            with self.assertRaises(AccessError, msg=user.login):
                self.Import.with_user(user)._start(settings)
            for method in ("action_run", "progress"):
                with self.assertRaises(AccessError, msg=(user.login, method)):
                    getattr(done.with_user(user), method)()
            for method in ("action_next", "action_check", "action_import"):
                with self.assertRaises(AccessError, msg=(user.login, method)):
                    getattr(wizard.with_user(user), method)()
            for model in MODELS:
                Model = self.env[model].with_user(user)
                self.assertFalse(Model.has_access("read"), (user.login, model))
                with self.assertRaises(AccessError, msg=(user.login, model)):
                    Model.search([])

    def test_a_right_lost_meanwhile_stops_the_import(self):
        record = self.Import._start(self.settings(csv_of("Ada;A smile;;joy;;;;;")))
        publisher = self.env.ref("code_social.group_publisher")
        self.publisher.write({"group_ids": [Command.unlink(publisher.id)]})
        record.sudo()._run()
        self.assertEqual(record.sudo().state, "failed")
        self.assertIn("Only the publisher", record.sudo().report["errors"][0][1])
        self.assertFalse(record.sudo().contribution_count)

    def test_records_of_an_import_are_written_by_method_only(self):
        done = self.run_import(csv_of("Ada;A smile;;joy;;;;;"))
        admin = self.env.ref("base.user_admin")
        for record in (
            done.with_user(admin).sudo(),
            self.env["code.social.import.identity"].search([], limit=1),
        ):
            name = "state" if record._name == "code.social.import" else "key"
            value = "waiting" if name == "state" else "other"
            with self.assertRaises(AccessError):
                record.write({name: value})
        with self.assertRaises(AccessError):
            self.Contribution.create(
                {"name": "Forged", "nature_id": self.joy.id, "import_key": "x"}
            )

    def test_another_community_sees_and_changes_nothing(self):
        record = self.run_import(self.sample, SAMPLE)
        theirs = self.Import.with_user(self.publisher_b)
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            record.with_user(self.publisher_b).progress()
        again = self.run_import(self.sample, SAMPLE, user=self.publisher_b)
        self.assertEqual(again.report["added"], 221)
        people = self.Contribution.search([("import_id", "=", again.id)]).partner_ids
        self.assertEqual(people.company_id, self.company_b)

    def test_a_project_kept_to_others_is_not_chosen(self):
        project = self._create_project(
            "Kept to a few", self.company_a, privacy_visibility="followers"
        )
        settings = self.settings(csv_of("Ada;A smile;;joy;;;;;"), project=project)
        self.assertIn("not open here", self.Import._plan(settings).errors[0][1])
