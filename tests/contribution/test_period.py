"""Periods and reconciliation: what the accountant proposes, decides and locks."""

from datetime import timedelta

from odoo import Command, http
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import SQL, mute_logger

from ..common import CodeSocialCommon, CodeSocialMixin


class PeriodMixin(CodeSocialMixin):
    """Builds the period of the last fortnight."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.period = cls.new_period()

    @classmethod
    def new_period(cls, user=None, start=14, end=0, **values):
        """Open a period from `start` to `end` days ago, as the accountant."""
        values = {
            "name": "Fortnight (test)",
            "date_from": cls.today - timedelta(days=start),
            "date_to": cls.today - timedelta(days=end),
            **values,
        }
        return (
            cls.env["code.social.period"]
            .with_user(user or cls.accountant)
            .create(values)
        )

    def hours(self, user=None, **values):
        """Acknowledge hours brought to the community project."""
        return self.acknowledged(
            user or self.amina, **{"project_id": self.project.id, **values}
        )

    def lines_of(self, contribution):
        """Propose, and return the reconciliations of a contribution."""
        self.period.action_propose()
        return self.period.reconciliation_ids.filtered(
            lambda one: one.contribution_id.id == contribution.id
        )

    def lock(self):
        """Decide everything and lock, as the accountant."""
        self.period.action_review()
        self.period.action_accept_within_tolerance()
        self.period.reconciliation_ids.filtered(
            lambda one: one.state in ("gap", "to_reconcile")
        ).action_justify("Given away from any project")
        self.period.action_lock()
        self.assertEqual(self.period.state, "locked")

    def set_hours(self, line, hours):
        """Change a line's hours below every guard, as a bad migration would."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE account_analytic_line SET unit_amount = %s WHERE id = %s",
                hours,
                line.id,
            )
        )
        self.env.invalidate_all()


@tagged("post_install", "-at_install", "code_social")
class TestPropose(PeriodMixin, CodeSocialCommon):
    def test_two_shares_of_an_hour_and_a_half(self):
        work = self.hours(
            quantity=1.5, co_contributors=[(self.noe.partner_id.id, 40.0)]
        )
        lines = self.lines_of(work).sorted("quantity")
        self.assertEqual(lines.mapped("quantity"), [0.6, 0.9])
        minutes = [round(x * 60) for x in lines.link_ids.line_id.mapped("unit_amount")]
        self.assertEqual(sorted(minutes), [36, 54])
        self.assertEqual(lines.mapped("delta"), [0, 0])
        self.assertEqual(lines.mapped("state"), ["proposed"] * 2)
        self.assertEqual(lines.link_ids.mapped("score"), [6, 6])
        self.assertEqual(
            lines.link_ids.mapped("counterpart"), ["volunteering", "volunteering"]
        )
        lines.action_accept()
        self.assertEqual(lines.mapped("state"), ["reconciled"] * 2)
        self.assertEqual(lines.decided_by_id, self.accountant)
        self.assertEqual(work.sudo().reconciliation_state, "reconciled")

    def test_proposing_validates_nothing_and_twice_is_harmless(self):
        work = self.hours()
        line = self.lines_of(work)
        self.assertEqual(line.state, "proposed")
        self.assertEqual(work.sudo().reconciliation_state, "proposed")
        before = (line.ids, line.link_ids.ids)
        again = self.lines_of(work)
        self.assertEqual((again.ids, again.link_ids.ids), before)
        line.action_accept()
        self.assertEqual(self.lines_of(work).state, "reconciled")

    def test_each_nature_has_its_own_counterpart(self):
        euros = self.acknowledged(self.amina, nature_id=self.money.id, quantity=20)
        meals = self.acknowledged(self.noe, nature_id=self.hospitality.id, quantity=4)
        joy = self.acknowledged(self.rosa, nature_id=self.joy.id, quantity=0)
        for work, counterpart in (
            (euros, "gift_in_kind"),
            (meals, "gift_in_kind"),
            (joy, "commons"),
        ):
            line = self.lines_of(work)
            with self.subTest(counterpart):
                self.assertEqual(line.state, "proposed")
                self.assertEqual(line.delta, 0)
                self.assertEqual(line.link_ids.counterpart, counterpart)
                self.assertFalse(line.link_ids.line_id)

    def test_hours_without_project_have_no_match(self):
        line = self.lines_of(self.acknowledged(self.amina))
        self.assertEqual(line.state, "to_reconcile")
        with self.assertRaises(UserError):
            line.action_accept()
        line.action_justify("Given at home")
        self.assertEqual(line.state, "justified")

    def test_only_acknowledged_shares_of_these_days(self):
        declared = self.log(self.amina, project_id=self.project.id)
        old = self.hours(self.noe, date=self.today - timedelta(days=40))
        self.assertFalse(self.lines_of(declared | old))

    def test_what_is_withdrawn_leaves_the_reconciliation(self):
        work = self.hours()
        self.lines_of(work).action_accept()
        work.action_withdraw()
        self.assertFalse(self.lines_of(work))
        self.assertEqual(work.sudo().reconciliation_state, "none")

    def test_a_period_moved_forgets_other_days(self):
        work = self.hours(date=self.today - timedelta(days=10))
        self.assertTrue(self.lines_of(work))
        self.period.date_from = self.today - timedelta(days=3)
        self.assertFalse(self.lines_of(work))

    def test_gap_by_allocating_less(self):
        line = self.lines_of(self.hours(quantity=2))
        line.write({"link_ids": [Command.update(line.link_ids.id, {"quantity": 1.5})]})
        self.assertEqual((line.state, line.delta), ("gap", -0.5))
        self.assertTrue(line.link_ids.by_hand)
        self.period.action_propose()
        self.assertEqual(line.state, "gap")
        with self.assertRaisesRegex(UserError, "0.50"):
            line.action_accept()
        self.assertEqual(line.state, "gap")
        line.link_ids.quantity = 1.75
        self.assertEqual(line.state, "proposed")

    def test_gap_of_a_changed_line(self):
        work = self.hours(quantity=2)
        line = self.lines_of(work)
        self.set_hours(work.sudo().share_ids.line_id, 2.26)
        self.period.action_propose()
        self.assertEqual((line.state, line.delta), ("gap", 0.26))
        self.set_hours(work.sudo().share_ids.line_id, 2.25)
        self.period.action_propose()
        self.assertEqual(line.state, "proposed")

    def test_never_more_than_the_line_has(self):
        link = self.lines_of(self.hours(quantity=2)).link_ids
        with self.assertRaises(ValidationError):
            link.quantity = 2.5
        with self.assertRaises(ValidationError):
            link.copy({"quantity": 0.5})

    def test_a_match_is_of_the_same_person_and_contribution(self):
        first = self.lines_of(self.hours(quantity=2))
        second = self.lines_of(self.hours(self.noe, quantity=1))
        meals = self.lines_of(
            self.acknowledged(self.noe, nature_id=self.hospitality.id, quantity=4)
        )
        with self.assertRaises(ValidationError):
            second.link_ids.line_id = first.link_ids.line_id
        with self.assertRaises(ValidationError):
            meals.link_ids.line_id = first.link_ids.line_id

    def test_a_line_is_matched_by_hand(self):
        other = self._create_project("Elsewhere (test)", self.company_a)
        other.code_social = False
        typed = self.env["account.analytic.line"].create(
            {
                "name": "At home",
                "account_id": self.project.account_id.id
                or self.env["account.analytic.account"].search([], limit=1).id,
                "user_id": self.amina.id,
                "unit_amount": 1.5,
                "date": self.today,
            }
        )
        line = self.lines_of(self.acknowledged(self.amina, quantity=1.5))
        self.env["code.social.reconciliation.link"].with_user(self.accountant).create(
            {"reconciliation_id": line.id, "line_id": typed.id, "quantity": 1.5}
        )
        self.assertEqual(line.state, "proposed")
        with self.assertRaises(ValidationError):
            typed.unit_amount = 1
        with self.assertRaises(UserError):
            typed.unlink()
        line.link_ids.unlink()
        self.assertEqual(line.state, "to_reconcile")
        typed.unlink()

    def test_mass_acceptance_takes_what_is_within_tolerance(self):
        good = self.lines_of(self.hours(quantity=2))
        bad = self.lines_of(self.hours(self.noe, quantity=2))
        bad.link_ids.quantity = 1
        none = self.lines_of(self.acknowledged(self.rosa))
        (good | bad | none).action_accept_within_tolerance()
        self.assertEqual(
            (good | bad | none).mapped("state"), ["reconciled", "gap", "to_reconcile"]
        )


@tagged("post_install", "-at_install", "code_social")
class TestDecide(PeriodMixin, CodeSocialCommon):
    def test_a_reason_is_required(self):
        line = self.lines_of(self.hours())
        for call in (line.action_justify, line.action_exclude):
            for reason in (None, "", "  \n"):
                with self.subTest(call.__name__, reason=reason):
                    with self.assertRaises(UserError):
                        call(reason)
        self.assertEqual(line.state, "proposed")
        self.assertFalse(line.reason)

    def test_the_dialog_asks_for_the_reason(self):
        line = self.lines_of(self.hours())
        context = {
            "active_model": line._name,
            "active_id": line.id,
            "code_social_action": "action_exclude",
        }
        Wizard = (
            self.env["code.social.reason.wizard"]
            .with_user(self.accountant)
            .with_context(**context)
        )
        with self.assertRaises(UserError):
            Form(Wizard).save().action_apply()
        dialog = Form(Wizard)
        dialog.reason = "Counted by the sister association"
        dialog.save().action_apply()
        self.assertEqual(line.state, "excluded")
        self.assertEqual(line.reason, "Counted by the sister association")
        self.assertEqual(line.contribution_id.reconciliation_state, "excluded")

    def test_states_of_a_whole(self):
        work = self.hours(co_contributors=[(self.noe.partner_id.id, 40.0)])
        first, second = self.lines_of(work)
        state = lambda: work.sudo().reconciliation_state  # noqa: E731
        first.action_accept()
        self.assertEqual(state(), "proposed")
        second.action_exclude("Paid elsewhere")
        self.assertEqual(state(), "reconciled")
        second.action_justify("Rounded by hand")
        self.assertEqual(state(), "justified")

    def test_a_decided_match_no_longer_changes(self):
        line = self.lines_of(self.hours(quantity=2))
        line.action_accept()
        with self.assertRaises(UserError):
            line.link_ids.quantity = 1
        with self.assertRaises(UserError):
            line.link_ids.unlink()
        with self.assertRaises(UserError):
            line.action_accept()

    def test_each_decision_is_in_the_register(self):
        line = self.lines_of(self.hours())
        line.action_justify("Why")
        event = self.env["code.social.event"].search(
            [("model", "=", line._name), ("res_id", "=", line.id)]
        )
        self.assertEqual(event.action, "reconciliation.justified")
        self.assertEqual(event.action_label, "Gap justified")
        self.assertEqual(event.actor_id, self.accountant)

    def test_nobody_else_decides(self):
        line = self.lines_of(self.hours())
        for user in (self.publisher, self.manager, self.amina, self.accountant_b):
            mine = line.with_user(user)
            period = self.period.with_user(user)
            for call in (
                mine.action_accept,
                mine.action_accept_within_tolerance,
                lambda one=mine: one.action_justify("Why"),
                lambda one=mine: one.action_exclude("Why"),
                period.action_propose,
                period.action_review,
                period.action_lock,
                period.action_accept_within_tolerance,
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    call()
        self.assertEqual((line.state, self.period.state), ("proposed", "open"))

    def test_the_publisher_reads(self):
        line = self.lines_of(self.hours())
        self.assertEqual(line.with_user(self.publisher).state, "proposed")
        self.assertFalse(line.with_user(self.publisher).viewer_can_decide)
        self.assertTrue(line.viewer_can_decide)

    def test_company_b_sees_nothing(self):
        self.lines_of(self.hours())
        for model in (
            "code.social.period",
            "code.social.reconciliation",
            "code.social.reconciliation.link",
        ):
            for user in (self.accountant_b, self.publisher_b):
                self.assertFalse(self.env[model].with_user(user).search([]))
        own = self.new_period(self.accountant_b)
        self.assertEqual(own.company_id, self.company_b)

    def test_states_are_written_by_methods_alone(self):
        line = self.lines_of(self.hours())
        for record, values in (
            (line, {"state": "reconciled"}),
            (line, {"reason": "Mine"}),
            (line, {"delta": 0.1}),
            (line.sudo(), {"quantity": 9}),
            (self.period, {"state": "locked"}),
            (self.period.sudo(), {"locked_by_id": self.env.uid}),
            (line.contribution_id.sudo(), {"reconciliation_state": "reconciled"}),
        ):
            with self.subTest(str(values)), self.assertRaises(UserError):
                record.write(values)
        with self.assertRaises(UserError):
            line.sudo().unlink()


@tagged("post_install", "-at_install", "code_social")
class TestLock(PeriodMixin, CodeSocialCommon):
    def test_days_of_a_period(self):
        for values in (
            {"start": 5, "end": 2},
            {"start": 20, "end": 14},
            {"start": 0, "end": 1},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.new_period(**values)
        earlier = self.new_period(start=30, end=15)
        with self.assertRaises(ValidationError):
            earlier.date_to = self.today
        self.env.invalidate_all()
        self.assertEqual(earlier.date_to, self.today - timedelta(days=15))

    def test_order_of_states(self):
        with self.assertRaises(UserError):
            self.period.action_lock()
        self.period.action_review()
        with self.assertRaises(UserError):
            self.period.action_review()
        with self.assertRaises(UserError):
            self.period.date_to = self.today - timedelta(days=1)
        self.period.action_lock()
        for call in (
            self.period.action_propose,
            self.period.action_review,
            self.period.action_lock,
            self.period.action_accept_within_tolerance,
        ):
            with self.subTest(call.__name__), self.assertRaises(UserError):
                call()

    def test_locking_says_what_is_left(self):
        work = self.hours(name="Mending the fence (test)")
        self.period.action_review()
        later = self.hours(self.noe, name="Second coat (test)")
        with self.assertRaises(UserError) as caught:
            self.period.action_lock()
        for word in (work.name, later.name, "Amina (test)", "Noe (test)"):
            self.assertIn(word, str(caught.exception))
        self.assertEqual(self.period.state, "in_review")

    def test_a_locked_period_is_sealed(self):
        line = self.lines_of(self.hours())
        file = self.env["ir.attachment"].create(
            {
                "name": "bill.txt",
                "raw": b"12",
                "res_model": "code.social.period",
                "res_id": self.period.id,
            }
        )
        self.lock()
        self.assertEqual(self.period.locked_by_id, self.accountant)
        link = line.link_ids
        for record, values in (
            (self.period, {"name": "Again"}),
            (self.period, {"date_to": self.today}),
            (link, {"quantity": 1}),
        ):
            for one in (record, record.sudo(), record.with_user(self.manager)):
                with self.assertRaises(UserError):
                    one.write(values)
                with self.assertRaises(UserError):
                    one.unlink()
        with self.assertRaises(UserError):
            line._by_method().write({"reason": "Otherwise"})
        for call in (
            line.action_accept,
            lambda: line.action_justify("Why"),
            lambda: line.action_exclude("Why"),
        ):
            with self.assertRaises(UserError):
                call()
        with self.assertRaises(UserError):
            link.sudo().copy({"quantity": 0})
        for call in (file.unlink, lambda: file.write({"raw": b"13"})):
            with self.assertRaises(UserError):
                call()

    def test_locked_hours_stay_and_billing_goes_on(self):
        line = self.hours().sudo().share_ids.line_id
        self.lock()
        other = self._create_project("Orchard (test)", self.company_a)
        for values in (
            {"unit_amount": 9},
            {"date": self.today - timedelta(days=1)},
            {"date": self.today - timedelta(days=60)},
            {"project_id": other.id},
            {"user_id": self.noe.id},
            {"employee_id": False},
            {"task_id": False},
            {"company_id": self.company_b.id},
            {"account_id": False},
        ):
            for one in (line.sudo(), line.with_user(self.env.ref("base.user_admin"))):
                with self.subTest(str(values)), self.assertRaises(UserError):
                    one.write(values)
        with self.assertRaises(UserError):
            line.sudo().unlink()
        loaded = line.sudo().load(["id", ".id", "unit_amount"], [["", line.id, "9"]])
        self.assertTrue(loaded["messages"])
        line.write({"is_so_line_edited": True, "so_line": False, "amount": -12})
        self.assertEqual((line.unit_amount, line.amount), (1.5, -12))

    def test_locked_hours_of_staff_stay_too(self):
        self.env["hr.employee"].create(
            {
                "name": "Employee",
                "user_id": self.employee.id,
                "company_id": self.company_a.id,
            }
        )
        typed = (
            self.env["account.analytic.line"]
            .with_user(self.employee)
            .create(
                {
                    "name": "Fence",
                    "project_id": self.project.id,
                    "unit_amount": 2,
                    "date": self.today,
                }
            )
        )
        self.lock()
        for call in (
            lambda: typed.write({"unit_amount": 3}),
            lambda: typed.sudo().write({"date": self.today - timedelta(days=90)}),
            typed.sudo().unlink,
            typed.copy,
        ):
            with self.assertRaises(UserError):
                call()
        elsewhere = self._create_project("Plain", self.company_a, code_social=False)
        free = typed.copy({"project_id": elsewhere.id})
        with self.assertRaises(UserError):
            free.project_id = self.project

    def test_a_locked_contribution_stays(self):
        work = self.hours()
        self.lock()
        with self.assertRaisesRegex(UserError, "locked period"):
            work.action_withdraw()
        with self.assertRaises(UserError):
            work.revise({"quantity": 3})
        for values in (
            {"state": "withdrawn"},
            {"quantity": 3},
            {"date": self.today - timedelta(days=60)},
            {"nature_id": self.joy.id},
            {"share_ids": [Command.clear()]},
        ):
            with self.subTest(str(values)), self.assertRaises(UserError):
                work._by_method().write(values)
        self.assertEqual(work.sudo().share_ids.line_id.unit_amount, 1.5)

    def test_nothing_new_comes_into_a_locked_period(self):
        declared = self.log(self.noe, project_id=self.project.id)
        self.lock()
        with self.assertRaisesRegex(UserError, "open period"):
            declared.with_user(self.publisher).action_acknowledge()
        self.assertEqual(declared.state, "declared")
        with self.assertRaisesRegex(UserError, "open period"):
            self.log(self.rosa, project_id=self.project.id)
        self.assertFalse(
            self.Contribution.search([("partner_ids", "in", self.rosa.partner_id.ids)])
        )

    def test_who_declared_before_chooses_another_day(self):
        declared = self.log(self.noe, project_id=self.project.id)
        self.lock()
        with self.assertRaises(UserError):
            declared.revise({"quantity": 2})
        before = self.today - timedelta(days=20)
        declared.revise({"date": before})
        declared.with_user(self.publisher).action_acknowledge()
        self.assertEqual(declared.sudo().share_ids.line_id.date, before)

    def test_what_was_declared_before_can_be_given_back(self):
        declared = self.log(self.noe, project_id=self.project.id)
        self.lock()
        declared.with_user(self.publisher).action_return("Another day?")
        with self.assertRaises(UserError):
            declared.action_declare()
        declared.action_withdraw()
        self.assertEqual(declared.state, "withdrawn")

    def test_other_days_and_companies_go_on(self):
        self.lock()
        old = self.hours(date=self.today - timedelta(days=20))
        self.assertEqual(old.state, "acknowledged")
        self.assertEqual(self.acknowledged(self.bruno).state, "acknowledged")

    @mute_logger("odoo.models.unlink")
    def test_only_a_period_not_begun_is_deleted(self):
        unused = self.new_period(start=40, end=20)
        unused.unlink()
        self.assertFalse(unused.exists())
        self.lines_of(self.hours())
        with self.assertRaises(UserError):
            self.period.unlink()

    def test_a_contact_of_a_locked_period_is_kept(self):
        self.hours()
        self.lock()
        rows = self.amina.partner_id._sealed_rows()
        self.assertIn("code.social.reconciliation", [one._name for one in rows if one])

    def test_figures_never_cross_natures(self):
        self.hours(quantity=2)
        self.acknowledged(self.noe, nature_id=self.hospitality.id, quantity=4)
        self.period.action_propose()
        self.assertIn("2 h", self.period.figures)
        self.assertNotIn("6", self.period.figures)
        self.assertIn("proposed: 2", self.period.progress)
        self.assertEqual(self.period.left_count, 2)
        groups = self.period.reconciliation_ids.formatted_read_group(
            [], [], ["__count"]
        )
        self.assertEqual(groups[0]["__count"], 2)
        for name in ("quantity", "matched_quantity", "delta"):
            field = self.period.reconciliation_ids._fields[name]
            self.assertFalse(field.aggregator)


@tagged("post_install", "-at_install", "code_social")
class TestAccountsScreens(PeriodMixin, HttpCase):
    def test_screens_open_for_accountant_and_publisher(self):
        line = self.lines_of(self.hours())
        for user, may in ((self.accountant, True), (self.publisher, False)):
            for xml_id, record in (
                ("code_social_period_action", self.period),
                ("code_social_reconciliation_action", line),
            ):
                action = (
                    self.env["ir.actions.act_window"]
                    .with_user(user)
                    ._for_xml_id(f"code_social.{xml_id}")
                )
                model = self.env[action["res_model"]].with_user(user)
                views = model.get_views([*action["views"], (False, "search")])
                self.assertEqual(set(views["views"]), {"list", "form", "search"})
                with Form(record.with_user(user)) as form:
                    self.assertTrue(form.state)
            self.assertEqual(line.with_user(user).viewer_can_decide, may)
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for name in ("period", "reconciliation"):
                menu = self.env.ref(f"code_social.code_social_{name}_menu")
                self.assertIn(menu.id, menus)

    def test_the_manager_has_no_menu(self):
        menus = self.env["ir.ui.menu"].with_user(self.manager)._visible_menu_ids()
        menu = self.env.ref("code_social.code_social_period_menu")
        self.assertNotIn(menu.id, menus)

    def test_the_smart_button_opens_the_lines_of_the_period(self):
        line = self.lines_of(self.hours())
        action = self.period.action_view_reconciliations()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.ids, line.ids)

    def test_hours_and_quality_shows_the_state(self):
        line = self.lines_of(self.hours())
        line.action_accept()
        row = (
            self.env["code.social.wealth.matrix"]
            .with_user(self.accountant)
            .search([("share_id", "=", line.share_id.id)])
        )
        self.assertEqual(row.reconciliation_state, "reconciled")
        with self.assertRaises(AccessError):
            row.with_user(self.amina).read(["reconciliation_state"])
        with self.assertRaises(AccessError):
            line.contribution_id.with_user(self.manager).read(["reconciliation_state"])

    def test_the_page_of_a_contribution_says_when_the_day_is_closed(self):
        self.lock()
        self.authenticate(self.amina.login, self.amina.login)
        answer = self.url_open(
            "/my/contributions/new",
            data={
                "csrf_token": http.Request.csrf_token(self),
                "name": "Late soup (test)",
                "nature_id": self.transmission.id,
                "when": "today",
                "quantity": "1",
            },
        )
        self.assertIn("open period", answer.text)
        self.assertIn("Late soup (test)", answer.text)
        self.assertFalse(self.Contribution.search([("name", "=", "Late soup (test)")]))
