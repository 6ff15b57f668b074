from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .publishing_common import PublishingMixin


@tagged("post_install", "-at_install", "code_social")
class TestStatement(PublishingMixin, TransactionCase):
    def test_the_year_of_the_example(self):
        agreement = self.signed()
        self.invoice(2950, "2025-06-01")
        self.invoice(128, "2026-03-10")
        sold = self.invoice(10, "2026-04-01")
        self.credit(sold, 8, "2026-05-02")
        statement = self.communicated(agreement)
        self.assertEqual((statement.units_sold, statement.units_returned), (138, 8))
        rows = [(row["rate"], row["units"], row["cents"]) for row in statement.detail]
        self.assertEqual(rows, [("2/25", "50", 7204), ("1/10", "80", 14408)])
        self.assertEqual(statement.amount_due, 216.12)

    def test_rounded_once_for_many_small_sales(self):
        agreement = self.signed(tiers=((0, 8),))
        for _sale in range(5):
            self.invoice(1)
        statement = self.communicated(agreement)
        # 5 × 18.01 × 8 % = 7.204, where five rounded lines would make 7.20 as 1.44.
        self.assertEqual(statement.due_cents, 720)
        self.assertEqual(len(statement.detail), 1)
        self.assertEqual(statement.detail[0]["units"], "5")

    def test_the_advance_is_kept_back_once_on_this_agreement_alone(self):
        agreement = self.signed(advance=250, tiers=((0, 10),))
        other_book = self.work("Rivers (test)")
        other = self.signed(works=other_book, tiers=((0, 10),))
        self.invoice(100, "2025-05-01")
        self.invoice(100, "2026-05-01")
        self.invoice(100, "2026-05-01", work=other_book)
        year = {"date_from": "2025-01-01", "date_to": "2025-12-31"}
        first = self.communicated(agreement, **year)
        self.assertEqual((first.royalty, first.recouped), (180.1, 180.1))
        self.assertEqual((first.amount_due, first.advance_left_cents), (0, 6990))
        second = self.communicated(agreement)
        self.assertEqual((second.recouped, second.amount_due), (69.9, 110.2))
        self.assertEqual(self.communicated(other).amount_due, 180.1)

    def test_more_returns_than_sales_go_to_the_next_statement(self):
        agreement = self.signed(tiers=((0, 10),))
        sale = self.invoice(100, "2024-05-01")
        self.assertFalse(self.royalties(sale), "before the agreement")
        sale = self.invoice(100, "2025-05-01")
        year = {"date_from": "2025-01-01", "date_to": "2025-12-31"}
        self.communicated(agreement, **year)
        self.credit(sale, 50, "2026-02-01")
        self.invoice(20, "2026-03-01")
        half = {"date_from": "2026-01-01", "date_to": "2026-06-30"}
        statement = self.communicated(agreement, **half)
        self.assertEqual(statement.amount_due, -54.03)
        statement.with_user(self.amina).action_approve()
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            statement.action_bill()
        self.invoice(100, "2026-08-01")
        after = {"date_from": "2026-07-01", "date_to": "2026-12-31"}
        following = self.communicated(agreement, **after)
        self.assertEqual((following.brought, following.amount_due), (-54.03, 126.07))

    def test_a_late_document_is_taken_by_the_next_statement(self):
        agreement = self.signed(tiers=((0, 10),))
        self.invoice(10, "2025-05-01")
        year = {"date_from": "2025-01-01", "date_to": "2025-12-31"}
        self.communicated(agreement, **year)
        self.invoice(5, "2025-12-30")
        self.invoice(1, "2026-01-05")
        self.assertEqual(self.communicated(agreement).units_sold, 6)

    def test_a_line_is_stated_once(self):
        agreement = self.signed()
        self.invoice(10)
        self.communicated(agreement)
        self.assertEqual(self.communicated(agreement).units_sold, 0)

    def test_only_a_holder_has_a_statement(self):
        agreement = self.signed()
        statement = self.statement(agreement, user=self.noe)
        with self.assertRaisesRegex(UserError, "no holder"):
            statement.action_check()
        self.assertEqual(statement.state, "draft")

    # === Transitions ===

    def test_who_checks_and_communicates(self):
        agreement = self.signed()
        self.invoice(10)
        statement = self.statement(agreement)
        with self.assertRaises(AccessError):
            statement.action_communicate()
        for user in (self.amina, self.manager, self.guarantor, self.accountant_b):
            with self.assertRaises(AccessError):
                statement.with_user(user).action_check()
        statement.action_check()
        self.assertFalse(statement.with_user(self.amina).search([]))
        statement.action_communicate()
        self.assertEqual(statement.with_user(self.amina).search([]), statement)

    def test_its_holder_alone_approves(self):
        agreement = self.signed(shares=(("amina", 50), ("noe", 50)))
        self.invoice(10)
        statement = self.communicated(agreement)
        for user in (self.noe, self.accountant, self.publisher, self.customer):
            with self.assertRaises(AccessError):
                statement.with_user(user).action_approve()
            with self.assertRaises(AccessError):
                statement.with_user(user).action_contest("No")
        statement.with_user(self.amina).action_approve()
        with self.assertRaises(AccessError):
            statement.with_user(self.amina).action_approve()
        with self.assertRaises(AccessError):
            statement.with_user(self.amina).action_contest("Too late")

    def test_contested_then_answered_by_somebody_else(self):
        agreement = self.signed()
        self.invoice(10)
        statement = self.communicated(agreement)
        mine = statement.with_user(self.amina)
        for words in (None, "", "   "):
            with self.assertRaises(UserError):
                mine.action_contest(words)
        self.assertEqual(mine.state, "communicated")
        mine.action_contest("Ten more were sold")
        with self.assertRaises(AccessError):
            statement.action_bill()
        with self.assertRaises(AccessError):
            statement.action_answer("No")
        looking = statement.with_user(self.publisher)
        with self.assertRaises(UserError):
            looking.action_answer(" ")
        dialog = (
            self.env["code.social.reason.wizard"]
            .with_user(self.publisher)
            .with_context(
                active_model=statement._name,
                active_id=statement.id,
                code_social_action="action_answer",
            )
            .create({"reason": "They were given away"})
        )
        dialog.action_apply()
        self.assertEqual(
            (mine.state, mine.answer), ("communicated", "They were given away")
        )
        acts = self.env["code.social.event"].search(
            [("model", "=", statement._name), ("res_id", "=", statement.id)]
        )
        self.assertNotIn("Ten more", str(acts.mapped("reason")))

    def test_a_contested_statement_is_counted_anew(self):
        agreement = self.signed()
        self.invoice(10)
        statement = self.communicated(agreement)
        statement.with_user(self.amina).action_contest("Five are missing")
        self.invoice(5)
        statement.action_reopen()
        statement.action_check()
        self.assertEqual(statement.units_sold, 15)

    def test_billed_once_and_paid_as_odoo_says(self):
        agreement = self.signed()
        self.invoice(2950, "2025-05-01")
        self.invoice(120)
        statement = self.communicated(agreement)
        with self.assertRaises(AccessError):
            statement.action_bill()
        statement.with_user(self.amina).action_approve()
        statement.action_bill()
        bill = statement.bill_id.sudo()
        self.assertEqual((bill.state, bill.move_type), ("draft", "in_invoice"))
        self.assertEqual((bill.amount_total, bill.amount_tax), (198.11, 0))
        self.assertEqual(bill.partner_id, self.amina.partner_id)
        with self.assertRaises(AccessError):
            statement.action_bill()
        self.assertEqual(statement.bill_id, bill)
        bill.invoice_date = "2026-06-01"
        bill.action_post()
        self.assertEqual(statement.state, "billed")
        payment = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=bill.ids
        )
        payment.create({}).action_create_payments()
        self.assertEqual(statement.state, "paid")

    def test_sealed_once_approved(self):
        agreement = self.signed()
        self.invoice(10)
        statement = self.communicated(agreement)
        statement.with_user(self.amina).action_approve()
        for record in (statement, statement.sudo(), statement.with_user(self.env.user)):
            for values in (
                {"date_to": "2027-12-31"},
                {"partner_id": self.noe.partner_id.id},
                {"due_cents": 1},
                {"step": "draft"},
            ):
                with self.assertRaises(UserError):
                    record.write(values)
            with self.assertRaises(UserError):
                record.unlink()
            with self.assertRaises(UserError):
                record.line_ids.sudo().unlink()
        with self.assertRaises(AccessError):
            statement.action_reopen()

    def test_nobody_keeps_their_own(self):
        self.accountant.partner_id._join()
        agreement = self.signed(shares=(("accountant", 100),))
        statement = self.statement(agreement, user=self.accountant)
        with self.assertRaises(AccessError):
            statement.action_check()

    def test_the_print_shows_one_holder_alone(self):
        agreement = self.signed(shares=(("amina", 60), ("noe", 40)))
        self.invoice(10)
        statement = self.communicated(agreement)
        report = self.env["ir.actions.report"]
        html, _kind = report.with_user(self.accountant)._render_qweb_html(
            "code_social.code_social_statement_report", statement.ids
        )
        text = html.decode()
        self.assertIn("18.01", text)
        self.assertIn("60", text)
        self.assertNotIn(self.noe.partner_id.name, text)
        with self.assertRaises(AccessError):
            report.with_user(self.manager)._render_qweb_html(
                "code_social.code_social_statement_report", statement.ids
            )

    def test_another_company_sees_nothing(self):
        agreement = self.signed()
        self.invoice(10)
        statement = self.communicated(agreement)
        for user in (self.publisher_b, self.accountant_b, self.bruno):
            self.assertFalse(statement.with_user(user).search([]))
            self.assertFalse(statement.line_ids.with_user(user).search([]))
            with self.assertRaises(AccessError):
                statement.with_user(user).read(["amount_due"])
