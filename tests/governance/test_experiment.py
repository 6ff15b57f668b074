"""An experiment: it has an end, and without a word it ends there."""

import uuid
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from ..contribution.portal_common import PortalCommon
from .test_initiative import InitiativeMixin


class ExperimentMixin(InitiativeMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Experiment = cls.env["code.social.experiment"]

    @classmethod
    def started(cls, user=None, **values):
        values = {
            "name": "Silent mornings",
            "hypothesis": "We listen better",
            "tried": "No word before nine",
            "date_end": cls.today + timedelta(days=30),
            "commission_id": cls.commission.id,
            **values,
        }
        return cls.Experiment.with_user(user or cls.coordinator).start(values)


class TestExperiment(ExperimentMixin, CodeSocialCommon):
    def test_who_starts_it(self):
        experiment = self.started()
        self.assertEqual(experiment.state, "experimentation")
        self.assertEqual(experiment.sudo().owner_id, self.coordinator.partner_id)
        for user in (self.amina, self.manager, self.customer, self.employee):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.started(user)
        self.project.author_ids = self.noe.partner_id
        self.assertTrue(
            self.started(self.noe, commission_id=False, project_id=self.project.id)
        )

    def test_bad_dates_and_words_change_nothing(self):
        before = self.Experiment.search_count([])
        for values in (
            {"date_end": self.today - timedelta(days=1)},
            {"date_start": self.today + timedelta(days=60)},
            {"date_end": ""},
            {"date_end": "next week"},
            {"hypothesis": " "},
            {"tried": ""},
            {"name": ""},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.started(**values)
        self.assertEqual(self.Experiment.search_count([]), before)

    def test_sent_twice_is_once(self):
        token = str(uuid.uuid4())
        self.assertEqual(self.started(token=token), self.started(token=token))

    def test_adapted_then_abandoned(self):
        experiment = self.started()
        for user in (self.amina, self.manager, self.publisher_b):
            with self.subTest(user.login), self.assertRaises(AccessError):
                experiment.with_user(user).action_adapt("x", self.today)
            with self.subTest(user.login), self.assertRaises(AccessError):
                experiment.with_user(user).action_abandon("x")
        mine = experiment.with_user(self.coordinator)
        later = self.today + timedelta(days=60)
        for changes, end in (
            ("", later),
            ("Until eight", self.today - timedelta(days=1)),
            ("Until eight", None),
        ):
            with self.assertRaises(UserError):
                mine.action_adapt(changes, end)
        mine.action_adapt("Until eight", later)
        self.assertEqual((experiment.cycle, experiment.state), (2, "adaptation"))
        self.assertIn("Until eight", experiment.changes)
        with self.assertRaises(UserError):
            mine.action_abandon("")
        mine.action_abandon("Children wake up early")
        with self.assertRaises(UserError):
            mine.action_adapt("Again", later)
        with self.assertRaises(UserError):
            experiment.sudo()._by_method().write({"conclusion": "Other"})

    def test_kept_it_goes_to_the_charter_with_its_origin(self):
        self.env["code.social.charter"].sudo()._install(self.company_a)
        tension = self.env["code.social.tension"].with_user(self.amina)
        tension = tension.raise_tension({"name": "Noise", "description": "Too loud"})
        experiment = self.started(tension_id=tension.id)
        with self.assertRaises(AccessError):
            experiment.with_user(self.amina).action_perpetuate("Silence", "Good")
        mine = experiment.with_user(self.coordinator)
        for wording, reasons in (("", "Good"), ("Silence", " ")):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                mine.action_perpetuate(wording, reasons)
        self.assertEqual(experiment.state, "experimentation")
        amendment = mine.action_perpetuate("Silence before nine", "We listened")
        self.assertEqual(amendment.state, "proposed")
        self.assertEqual(experiment.sudo().amendment_ids, amendment.sudo())
        self.assertEqual(
            amendment.sudo()._origin_payload(),
            {"experiment": experiment.id, "tension": tension.id},
        )
        self.assertEqual(experiment.state, "perpetuated")
        admin = self.env.ref("base.user_admin")
        with self.assertRaises(AccessError):
            amendment.with_user(admin).sudo().write({"experiment_id": False})

    def test_without_a_word_it_ends_by_itself(self):
        experiment = self.started()
        page = experiment.with_user(self.amina)._page()
        self.assertIn("ends by itself", page["due"]["default"])
        last = experiment.date_end
        with freeze_time(fields.Datetime.to_datetime(last)):
            self.Experiment._cron_lapse()
            self.assertEqual(experiment.state, "experimentation")
        with freeze_time(fields.Datetime.to_datetime(last + timedelta(days=1))):
            with self.assertRaises(UserError):
                experiment.with_user(self.coordinator).action_abandon("Too late")
            self.assertEqual(self.Experiment._cron_lapse(), 1)
            self.assertEqual(experiment.state, "lapsed")
            self.assertEqual(self.Experiment._cron_lapse(), 0)
        events = self.env["code.social.event"].search(
            [("model", "=", experiment._name), ("action", "=", "experiment.lapsed")]
        )
        self.assertEqual(len(events), 1)

    def test_the_other_community_sees_nothing(self):
        experiment = self.started()
        mine = self.Experiment.with_user(self.bruno)
        self.assertNotIn(experiment.id, mine.search([]).ids)


@tagged("post_install", "-at_install", "code_social")
class TestExperimentPortal(ExperimentMixin, PortalCommon):
    def test_started_and_stopped(self):
        self.sign_in(self.coordinator)
        self.page("/my/experiments/new")
        form = {
            "name": "Silent mornings",
            "hypothesis": "We listen better",
            "tried": "No word before nine",
            "commission_id": self.commission.id,
            "date_end": str(self.today - timedelta(days=1)),
        }
        text, _url = self.send("/my/experiments/new", form, status=422)
        self.assertIn("We listen better", text)
        form["date_end"] = str(self.today + timedelta(days=3))
        self.send("/my/experiments/new", form)
        experiment = self.Experiment.search([("name", "=", "Silent mornings")])
        path = f"/my/experiments/{experiment.id}"
        self.assertIn("ends by itself", self.page(path))
        self.send(f"{path}/abandon", {"reason": "It rains"})
        self.assertEqual(experiment.state, "abandoned")
        self.sign_in(self.amina)
        self.assertIn("It rains", self.page(path))
        self.send("/my/experiments/new", {**form, "name": "Mine"}, status=404)
