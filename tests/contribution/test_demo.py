"""The demo community holds together; only where demo data is loaded."""

import csv
from pathlib import Path

from odoo.tests import TransactionCase, tagged

ROOT = Path(__file__).parents[2]


@tagged("post_install", "-at_install", "-standard", "code_social_demo")
class TestDemo(TransactionCase):
    """What a person finds who tries the demo community."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("code_social.demo_company")
        cls.Contribution = cls.env["code.social.contribution"]
        with open(ROOT / "dev" / "personas.csv", encoding="utf-8") as file:
            logins = [row["login"] for row in csv.DictReader(file)]
        cls.personas = {
            login: cls.env["res.users"].search([("login", "=", login)])
            for login in logins
        }

    def acting(self, model, login):
        return (
            self.env[model]
            .with_user(self.personas[login])
            .with_context(allowed_company_ids=self.company.ids)
        )

    def search(self, model, *domain):
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def test_each_persona_logs_in_with_their_login_as_password(self):
        for login, user in self.personas.items():
            with self.subTest(login=login):
                self.assertEqual(len(user), 1)
                credential = {"login": login, "password": login, "type": "password"}
                user.with_user(user)._check_credentials(
                    credential, {"interactive": True}
                )
                self.assertEqual(user.company_id, self.company)
                self.assertEqual((user.lang, user.tz), ("fr_FR", "Europe/Paris"))

    def test_everybody_is_obviously_invented(self):
        people = self.search("res.users", ("login", "!=", "admin"))
        people = people.filtered("active") - self.env.ref("base.user_root")
        self.assertGreaterEqual(len(people), 14)
        for person in people:
            self.assertTrue(person.name.endswith("(démo)"), person.name)
            self.assertTrue(person.email.endswith("@demo.example.org"), person.email)

    def test_places_follow_from_what_people_did(self):
        levels = {
            login: user.partner_id.community_level
            for login, user in self.personas.items()
        }
        self.assertEqual(levels["sympathisant"], "sympathiser")
        self.assertEqual(levels["contributeur"], "contributor")
        self.assertEqual(levels["sage"], "core")
        self.assertEqual(levels["editeur"], "core")

    def test_each_commission_has_its_coordination(self):
        commissions = self.search("code.social.commission", ("is_council", "=", False))
        self.assertEqual(len(commissions), 6)
        for commission in commissions:
            self.assertTrue(commission.coordinator_ids, commission.name)

    def test_what_ships_is_said_in_french(self):
        french = {"lang": "fr_FR"}
        council = self.search("code.social.commission", ("code", "=", "sages"))
        self.assertEqual(council.with_context(**french).name, "Conseil des Sages")
        joy = self.env.ref("code_social.nature_joy").with_context(**french)
        self.assertEqual(joy.name, "Mise en joie")

    def test_contributions_of_every_kind_and_state(self):
        contributions = self.search("code.social.contribution")
        self.assertGreaterEqual(len(contributions), 80)
        self.assertLessEqual(
            {"draft", "declared", "acknowledged", "returned"},
            set(contributions.mapped("state")),
        )
        self.assertLessEqual(
            {"hours", "money", "items", "distance", "none"},
            set(contributions.mapped("measure")),
        )
        self.assertTrue(contributions.filtered("thanks"))
        self.assertTrue(contributions.filtered(lambda c: len(c.partner_ids) > 1))

    def test_each_persona_finds_something_to_acknowledge(self):
        for login in self.personas:
            with self.subTest(login=login):
                waiting = self.acting("code.social.contribution", login)
                self.assertTrue(waiting._to_acknowledge())

    def test_ballots_wait_for_contributor_and_facilitator(self):
        for login in ("contributeur", "facilitateur"):
            with self.subTest(login=login):
                self.assertTrue(self.acting("code.social.ballot", login)._mine_open())

    def test_a_published_round_is_found_again(self):
        round_ = self.search("code.social.round", ("state", "=", "published"))
        self.assertEqual(len(round_), 1)
        self.assertLessEqual(
            {"insufficient", "agreed", "maintained"},
            set(round_.valuation_ids.mapped("state")),
        )
        self.assertTrue(
            self.acting(round_._name, "facilitateur").browse(round_.id).replay()
        )

    def test_a_round_is_open_in_days_to_come(self):
        round_ = self.search("code.social.round", ("state", "=", "open"))
        self.assertEqual(len(round_), 1)
        self.assertGreater(round_.date_end, round_.date_start)
        self.assertTrue(0 < round_.submitted_count < round_.assigned_count)

    def test_hours_on_projects_have_their_timesheet_line(self):
        shares = self.search(
            "code.social.contribution.share",
            ("contribution_id.state", "in", ("declared", "acknowledged")),
            ("contribution_id.measure", "=", "hours"),
            ("contribution_id.project_id", "!=", False),
            ("quantity", ">", 0),
        )
        self.assertTrue(shares)
        for share in shares:
            self.assertEqual(share.line_id.unit_amount, share.quantity)

    def test_a_volunteer_is_not_an_employee(self):
        employees = self.search("hr.employee")
        self.assertEqual(employees.user_id, self.personas["editeur"])

    def test_the_chain_of_acts_verifies(self):
        events = self.env["code.social.event"]
        self.assertTrue(events._cron_seal() or events.search_count([]))
        self.assertFalse(events.verify_chain())

    def test_loading_again_changes_nothing(self):
        before = len(self.search("code.social.contribution"))
        self.env["code.social.demo"]._load()
        self.assertEqual(len(self.search("code.social.contribution")), before)

    def test_no_mail_leaves(self):
        waiting = self.env["mail.mail"].search(
            [
                ("state", "=", "outgoing"),
                ("recipient_ids.email", "like", "@demo.example.org"),
            ]
        )
        self.assertFalse(waiting)
