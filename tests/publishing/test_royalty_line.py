from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .publishing_common import PublishingMixin


@tagged("post_install", "-at_install", "code_social")
class TestRoyaltyLine(PublishingMixin, TransactionCase):
    def cents(self, move):
        return self.royalties(move).mapped("amount_cents")

    def test_each_unit_earns_the_rate_of_its_rank(self):
        self.signed()
        self.invoice(2950)
        sale = self.invoice(120)
        (line,) = self.royalties(sale)
        self.assertEqual(line.amount_cents, 19811)
        self.assertEqual(line.before, 2950)
        self.assertEqual(line.split, [["2/25", "50"], ["1/10", "70"]])
        self.assertEqual(line.partner_id, self.amina.partner_id)

    def test_a_credit_note_gives_back_the_same_even_after_other_sales(self):
        self.signed()
        self.invoice(2950)
        sale = self.invoice(120)
        self.invoice(8000)
        note = self.credit(sale)
        (line,) = self.royalties(note)
        self.assertEqual(line.amount_cents, -19811)
        self.assertEqual(line.split, [["1/10", "-70"], ["2/25", "-50"]])
        self.assertEqual(line.units, -120)

    def test_partial_returns_take_the_last_ranks_and_end_at_zero(self):
        self.signed()
        self.invoice(2950)
        sale = self.invoice(120)
        first = self.credit(sale, 80)
        self.assertEqual(
            self.royalties(first).split, [["1/10", "-70"], ["2/25", "-10"]]
        )
        self.assertEqual(self.cents(first), [-(12607 + 1441)])
        second = self.credit(sale, 40)
        self.assertEqual(sum(self.cents(first) + self.cents(second)), -19811)
        # Nothing is left to give back.
        self.assertFalse(self.royalties(self.credit(sale, 5)))

    def test_next_sale_counts_the_returns(self):
        self.signed()
        sale = self.invoice(3100)
        self.credit(sale, 200)
        (line,) = self.royalties(self.invoice(200))
        self.assertEqual(line.before, 2900)
        self.assertEqual(line.split, [["2/25", "100"], ["1/10", "100"]])

    def test_a_return_without_its_invoice_takes_the_last_ranks_of_all(self):
        self.signed()
        self.invoice(3010)
        note = self.invoice(20, move_type="out_refund")
        (line,) = self.royalties(note)
        self.assertEqual(line.split, [["2/25", "-10"], ["1/10", "-10"]])

    def test_more_returned_than_sold_stops_at_zero(self):
        self.signed()
        self.invoice(5)
        self.assertEqual(
            self.royalties(self.invoice(20, move_type="out_refund")).units, -5
        )

    def test_three_holders_share_to_the_cent(self):
        self.signed(
            shares=(("amina", 33.34), ("noe", 33.33), ("rosa", 33.33)),
            tiers=((0, 100),),
            works=self.book,
        )
        self.book.list_price = 100
        sale = self.invoice(1)
        self.assertEqual(self.cents(sale), [3334, 3333, 3333])
        self.assertEqual(self.cents(self.credit(sale)), [-3334, -3333, -3333])
        # The sale counts once, whatever the number of holders.
        self.assertEqual(set(self.royalties(self.invoice(1)).mapped("before")), {0})

    def test_the_price_invoiced_as_a_base(self):
        self.signed(base="invoiced", tiers=((0, 10),))
        sale = self.invoice(3, post=False)
        sale.invoice_line_ids.write({"price_unit": 10, "discount": 50})
        sale.action_post()
        self.assertEqual(self.cents(sale), [150])

    def test_another_currency_counts_in_the_company_s(self):
        self.signed(base="invoiced", tiers=((0, 10),))
        other = self.env.ref("base.GBP")
        other.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": other.id,
                "company_id": self.company_a.id,
                "name": "2026-01-01",
                "rate": 0.5,
            }
        )
        sale = self.invoice(1, currency_id=other.id)
        self.assertEqual(self.cents(sale), [360])

    def test_what_earns_nothing(self):
        agreement = self.agreement()
        self.assertFalse(self.royalties(self.invoice(3)), "draft agreement")
        agreement.action_send()
        self.assertFalse(self.royalties(self.invoice(3)), "not signed")
        commons = self.work("Songs (test)", ownership="commons")
        self.assertFalse(self.royalties(self.invoice(3, work=commons)))
        plain = self.work("Mug (test)", is_work=False)
        self.assertFalse(self.royalties(self.invoice(3, work=plain)))

    def test_the_period_of_the_agreement_holds(self):
        agreement = self.signed(date_start="2026-02-01", date_end="2026-03-31")
        self.assertFalse(self.royalties(self.invoice(1, "2026-01-31")))
        self.assertTrue(self.royalties(self.invoice(1, "2026-02-01")))
        sale = self.invoice(1, "2026-03-31")
        self.assertTrue(self.royalties(sale))
        self.assertFalse(self.royalties(self.invoice(1, "2026-04-01")))
        agreement.action_end()
        # What was sold under it is given back under it, at any time.
        note = self.credit(sale, day="2026-06-01")
        self.assertEqual(self.royalties(note).agreement_id, agreement.sudo())
        self.assertEqual(str(self.royalties(note).date), "2026-06-01")

    def test_an_amendment_goes_on_counting(self):
        first = self.signed(tiers=((0, 8),))
        self.invoice(2990, "2026-01-10")
        amendment = self.signed(amends_id=first.id, date_start="2026-02-01")
        self.assertEqual((first.state, str(first.ended_on)), ("ended", "2026-01-31"))
        (line,) = self.royalties(self.invoice(20, "2026-02-10"))
        self.assertEqual(line.agreement_id, amendment.sudo())
        self.assertEqual(line.before, 2990)

    def test_posting_twice_and_resetting_to_draft(self):
        self.signed()
        sale = self.invoice(10)
        self.env["code.social.royalty.line"]._accrue(sale.invoice_line_ids)
        self.assertEqual(len(self.royalties(sale)), 1)
        sale.button_draft()
        self.assertFalse(self.royalties(sale))
        sale.invoice_line_ids.quantity = 12
        sale.action_post()
        self.assertEqual(self.royalties(sale).units, 12)

    def test_what_was_stated_is_undone_by_an_opposite_line(self):
        agreement = self.signed()
        sale = self.invoice(10)
        self.communicated(agreement)
        sale.button_draft()
        stated, opposite = self.royalties(sale)
        self.assertEqual(stated.amount_cents, -opposite.amount_cents)
        self.assertEqual(opposite.returned_line_id, stated)
        sale.action_post()
        again = self.royalties(sale) - stated - opposite
        self.assertEqual((again.units, again.before), (10, 0))

    def test_the_credit_note_goes_back_first(self):
        self.signed()
        sale = self.invoice(10)
        note = self.credit(sale)
        with self.assertRaisesRegex(UserError, "credit note"), self.env.cr.savepoint():
            sale.button_draft()
        note.button_draft()
        sale.button_draft()
        self.assertFalse(self.royalties(sale | note))

    def test_nobody_writes_a_royalty_by_hand(self):
        self.signed()
        line = self.royalties(self.invoice(10))
        for user in (self.publisher, self.accountant, self.env.user):
            mine = line.with_user(user).sudo()
            with self.assertRaises(AccessError):
                mine.write({"amount_cents": 99999})
            with self.assertRaises(AccessError):
                mine.create(
                    {
                        "date": "2026-01-01",
                        "agreement_id": line.agreement_id.id,
                        "partner_id": line.partner_id.id,
                        "work_id": line.work_id.id,
                        "amount_cents": 5,
                    }
                )
        self.assertEqual(line.amount_cents, 1441)

    def test_a_royalty_on_a_commons_is_refused_whoever_writes_it(self):
        agreement = self.signed()
        commons = self.work("Songs (test)", ownership="commons")
        with self.assertRaisesRegex(UserError, "commons"):
            self.env["code.social.royalty.line"]._by_method().create(
                {
                    "date": "2026-01-01",
                    "agreement_id": agreement.id,
                    "partner_id": self.amina.partner_id.id,
                    "work_id": commons.id,
                    "amount_cents": 5,
                }
            )

    def test_through_a_sale_order(self):
        self.signed()
        order = self.env["sale.order"].create(
            {
                "partner_id": self.reader.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.book.product_variant_id.id,
                            "product_uom_qty": 10,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order.order_line.qty_delivered = 10
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-03-10"
        invoice.action_post()
        self.assertEqual(self.cents(invoice), [1441])

    def test_each_reads_their_own_lines_alone(self):
        self.signed(shares=(("amina", 50), ("noe", 50)))
        self.invoice(10)
        for user, count in ((self.amina, 1), (self.noe, 1), (self.rosa, 0)):
            lines = self.env["code.social.royalty.line"].with_user(user).search([])
            self.assertEqual(len(lines), count)
            self.assertLessEqual(lines.partner_id, user.partner_id)
