"""A year in the community, month after month, told by the people who live it.

The same chapters make the demo community (demo/year.py). Each is played as its people,
on its days, and its figures are compared with arithmetic written here.
"""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import TransactionCase, new_test_user, tagged

from ..demo.acts import FOUNDERS, Acts
from ..demo.clock import clock
from ..demo.script import rows
from ..demo.year import CHAPTERS, Year

INTERNAL = {
    "camille": "code_social.group_publisher,project.group_project_manager,"
    "sales_team.group_sale_manager,product.group_product_manager",
    "bruno": "code_social.group_accountant,account.group_account_user",
    "lina": "base.group_user",
}


class YearActs(Acts):
    """The demo's acts, in a community of the test's own."""

    newcomers = ()
    unsigned = ()

    def __init__(self, env, company, users, garden, bookshop, talent):
        self.env, self.company, self.users = env, company, users
        self.today = Date.today()
        self._garden, self._bookshop, self._talent = garden, bookshop, talent

    def user(self, who):
        return self.users[who]

    @property
    def garden(self):
        return self._garden

    @property
    def bookshop(self):
        return self._bookshop

    @property
    def talent(self):
        return self._talent


@tagged("post_install", "-at_install", "code_social")
class TestYear(TransactionCase):
    """One test: each month stands on those before it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        context = {"tracking_disable": True, "no_reset_password": True}
        cls.env = cls.env(context={**cls.env.context, **context})
        company = cls.env["res.company"].with_context(install_mode=True)
        cls.company = company.create({"name": "A year (test)"})
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.company_ids += cls.company
        cls.users = {who: cls._user(who) for who in FOUNDERS}
        cls.users["admin"] = cls.admin
        cls.garden = cls.env["project.project"].create(
            {
                "name": "Garden of stories (test)",
                "code_social": True,
                "company_id": cls.company.id,
                "author_ids": [Command.set(cls.users["sacha"].partner_id.ids)],
            }
        )
        cls.talent = cls.env["code.social.talent"].create(
            {"name": "Singing (test)", "company_id": cls.company.id}
        )
        cls.users["noe"].partner_id.talent_ids = cls.talent
        cls.bookshop = cls.env["res.partner"].create(
            {"name": "Bookshop (test)", "company_id": cls.company.id}
        )

    @classmethod
    def _user(cls, who):
        return new_test_user(
            cls.env,
            login=f"year_{who}",
            name=f"{who.capitalize()} (test)",
            groups=INTERNAL.get(who, "base.group_portal"),
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def setUp(self):
        super().setUp()
        self.acts = YearActs(
            *(self.env, self.company, self.users),
            *(self.garden, self.bookshop, self.talent),
        )
        self.year = Year(self.acts)

    def play(self, chapter):
        for days_ago, act in self.year.chapter(chapter):
            self.set_day(self.acts.today - timedelta(days=days_ago))
            act()
        getattr(self, f"after_{chapter}")()

    def test_a_year_in_the_community(self):
        with clock() as self.set_day:
            self.set_day(self.acts.today - timedelta(days=400))
            self.acting("admin", self.company).action_install_community()
            for who in FOUNDERS:
                self.acting("admin", self.partner(who)).action_join()
            for row in rows("community/mandates.csv"):
                self.set_day(self.acts.today - timedelta(days=int(row["day"])))
                self.acts._mandate(row)
            for chapter in CHAPTERS:
                self.play(chapter)
        self.every_chain_verifies()
        self.the_other_community_sees_nothing()

    def acting(self, who, records):
        return self.acts.acting(records, who)

    def partner(self, who):
        return self.users[who].partner_id

    def adhesions(self, version, state):
        domain = [("version_id", "=", version.id), ("state", "=", state)]
        return self.env["code.social.adhesion"].search(domain)

    # === What each month leaves ===

    def after_charter(self):
        version = self.year.first_version
        self.assertEqual((version.number, version.state), (1, "adopted"))
        self.assertEqual(len(self.adhesions(version, "valid")), len(FOUNDERS))

    def after_initiative(self):
        initiative, project = self.year.initiative.sudo(), self.year.project
        self.assertEqual(initiative.state, "accepted")
        self.assertTrue(project.code_social)
        self.assertEqual(project.author_ids, self.partner("amina"))
        self.assertEqual(self.year.coherence.coherent, "yes")
        self.assertEqual(project.artist_id, self.partner("amina"))
        self.assertEqual(project.talent_needed_ids, self.partner("noe").talent_ids)

    def after_contributions(self):
        rehearsal = self.year.rehearsal.sudo()
        minutes = [round(one.quantity * 60) for one in rehearsal.share_ids]
        # 1 h 30, 60 % and 40 %.
        self.assertEqual(sorted(minutes), [36, 54])
        lines = rehearsal.share_ids.line_id
        self.assertEqual(sorted(round(one.unit_amount * 60) for one in lines), [36, 54])
        self.assertFalse(lines.employee_id)
        self.assertEqual(self.year.hall.sudo().quantity, 2)
        self.assertEqual(self.partner("amina").community_level, "contributor")

    def after_evaluation(self):
        valuation = self.year.round.sudo().valuation_ids
        # 4, 4 and 5: their median is 4, and so is the centre of a round of one work.
        self.assertEqual((valuation.n, valuation.raw, valuation.quality), (3, 4.0, 4.0))
        # 1 − s²/2 with s² = 1/3.
        self.assertAlmostEqual(valuation.agreement, 1 - (1 / 3) / 2, 4)
        self.assertTrue(self.year.round.sudo().replay())

    def after_meeting(self):
        meeting = self.year.meeting.sudo()
        self.assertEqual(meeting.state, "approved")
        # Four people, ten minutes each: nobody spoke more.
        self.assertEqual((meeting.speech_index, meeting.unheard_count), (0, 0))
        mine = self.acting("amina", self.year.meeting).my_speech()
        self.assertEqual((mine["spoken"], mine["ratio"]), (600, 1))
        with self.assertRaises(AccessError):
            self.acting("camille", self.year.meeting).speech_by_person()

    def after_decision(self):
        self.assertEqual(self.year.decision.sudo().state, "adopted")

    def after_tension(self):
        arbitration = self.year.arbitration.sudo()
        self.assertEqual(arbitration.state, "executed")
        sages = self.partner("rosa") | self.partner("louise")
        self.assertEqual(arbitration.seat_ids.partner_id, sages)
        self.assertEqual(self.year.tension.sudo().state, "closed")

    def after_experiment(self):
        experiment = self.year.experiment.sudo()
        self.assertEqual((experiment.state, experiment.cycle), ("perpetuated", 2))
        self.assertEqual(self.year.amendment.state, "proposed")

    def after_second_charter(self):
        first, second = self.year.first_version, self.year.second_version.sudo()
        self.assertEqual((second.number, second.state), (2, "adopted"))
        self.assertEqual(first.state, "superseded")
        self.assertEqual(len(second.article_ids), len(first.article_ids) + 1)
        self.assertEqual(self.year.amendment.state, "merged")
        self.assertEqual(len(self.adhesions(first, "outdated")), len(FOUNDERS))
        self.assertEqual(len(self.adhesions(second, "valid")), len(FOUNDERS))

    def after_book(self):
        self.assertEqual(self.year.agreement.sudo().state, "signed")
        works = self.env["product.template"]
        self.assertIn(self.year.commons, works._commons(self.company.id))
        self.assertNotIn(self.year.work, works._commons(self.company.id))

    def after_sales(self):
        lines = self.env["code.social.royalty.line"].search(
            [("agreement_id", "=", self.year.agreement.id)], order="id"
        )
        # 100 × 18.01 × 8 % + 20 × 18.01 × 10 % = 144.08 + 36.02; the 20 come back.
        self.assertEqual(lines.mapped("amount_cents"), [18010, -3602])

    def after_statement(self):
        statement = self.year.statement.sudo()
        self.assertEqual(statement.due_cents, 14408)
        bill = statement.bill_id
        self.assertEqual((bill.move_type, bill.state), ("in_invoice", "draft"))
        self.assertEqual(bill.amount_total, 144.08)
        self.assertEqual(bill.partner_id, self.partner("sacha"))

    def after_quarter(self):
        period = self.year.period.sudo()
        self.assertEqual(period.state, "locked")
        # The rehearsal's two shares, the hall, the joy.
        self.assertEqual(len(period.reconciliation_ids), 4)
        hours = period.reconciliation_ids.filtered("share_id.line_id")
        self.assertEqual(hours.mapped("state"), ["reconciled"] * 2)
        self.assertEqual(hours.mapped("delta"), [0.0, 0.0])

    # === At the end ===

    def every_chain_verifies(self):
        events = self.env["code.social.event"]
        events._cron_seal()
        self.assertFalse(events.verify_chain())
        self.assertFalse(self.year.charter.verify_chain())
        models = set(
            events.search([("company_id", "=", self.company.id)]).mapped("model")
        )
        rooms = {
            "code.social.charter.version",
            "code.social.contribution",
            "code.social.meeting",
            "code.social.arbitration",
            "code.social.agreement",
            "code.social.period",
        }
        self.assertLessEqual(rooms, models)

    def the_other_community_sees_nothing(self):
        elsewhere = self.env["res.company"].with_context(install_mode=True)
        company = elsewhere.create({"name": "Next door (test)"})
        member = new_test_user(
            self.env,
            login="year_neighbour",
            groups="base.group_user,code_social.group_publisher,"
            "code_social.group_accountant,code_social.group_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        member.partner_id._join()
        for name in (
            *("first_version", "amendment", "initiative", "round", "meeting"),
            *("decision", "tension", "arbitration", "experiment", "agreement"),
            *("statement", "period", "rehearsal"),
        ):
            record = getattr(self.year, name).with_user(member)
            record = record.with_context(allowed_company_ids=company.ids)
            with self.subTest(record._name):
                self.assertFalse(record.search([("id", "=", record.id)]))
                with self.assertRaises(AccessError):
                    record.read(["display_name"])
