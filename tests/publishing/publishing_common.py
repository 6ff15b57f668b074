from odoo import Command, fields

from ..charter.signature_common import DRAWN as PNG
from ..common import CodeSocialMixin

#: Up to how many units in all, and the rate in percent.
TIERS = ((3000, 8), (10000, 10), (0, 12))


class PublishingMixin(CodeSocialMixin):
    """A book of Amina's at 18.01, and a community that sends invoices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company_a.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company=cls.company_a, install_demo=False
            )
        cls.book = cls.work("Cabins (test)", work_author_ids=cls.amina.partner_id)
        cls.reader = cls.env["res.partner"].create({"name": "Reader (test)"})

    @classmethod
    def work(cls, name, work_author_ids=(), **values):
        return cls.env["product.template"].create(
            {
                "name": name,
                "is_work": True,
                "list_price": 18.01,
                "taxes_id": [Command.clear()],
                "work_author_ids": [Command.set([one.id for one in work_author_ids])],
                **values,
            }
        )

    @classmethod
    def agreement(cls, works=None, shares=(("amina", 100),), tiers=TIERS, **values):
        """Return a draft agreement of Amina's, written by the publisher."""
        people = [(getattr(cls, login).partner_id, share) for login, share in shares]
        return (
            cls.env["code.social.agreement"]
            .with_user(cls.publisher)
            .create(
                {
                    "name": "CT/2026/0012 (test)",
                    "partner_id": cls.amina.partner_id.id,
                    "body": "<p>We publish the book together.</p>",
                    "date_start": "2025-01-01",
                    "work_ids": [
                        Command.set((cls.book if works is None else works).ids)
                    ],
                    "holder_ids": [
                        Command.create({"partner_id": person.id, "share": share})
                        for person, share in people
                    ],
                    "tier_ids": [
                        Command.create({"sequence": n, "up_to": up_to, "rate": rate})
                        for n, (up_to, rate) in enumerate(tiers)
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def signed(cls, **values):
        """Return an agreement signed by both, in the publisher's environment."""
        agreement = cls.agreement(**values)
        agreement.action_send()
        agreement.with_user(cls.amina).sign("Amina Test", PNG)
        agreement.action_countersign("Publisher Test")
        return agreement

    @classmethod
    def invoice(cls, units, day="2026-03-10", work=None, post=True, **values):
        """Return a customer invoice of some units, posted."""
        work = work or cls.book
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.reader.id,
                "invoice_date": day,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": work.product_variant_id.id,
                            "quantity": units,
                            "price_unit": work.list_price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def credit(cls, invoice, units=None, day="2026-05-02"):
        """Return the posted credit note of an invoice, whole or of some units."""
        note = invoice._reverse_moves(
            [{"invoice_date": fields.Date.to_date(day), "date": day}]
        )
        if units is not None:
            note.invoice_line_ids.quantity = units
        note.action_post()
        return note

    @classmethod
    def royalties(cls, move):
        """Return the royalty lines of a document, as superuser."""
        return cls.env["code.social.royalty.line"].search(
            [("move_line_id", "in", move.invoice_line_ids.ids)], order="id"
        )

    @classmethod
    def statement(cls, agreement, user=None, **values):
        """Return a draft statement of the year 2026, made by the accountant."""
        return (
            cls.env["code.social.statement"]
            .with_user(cls.accountant)
            .create(
                {
                    "agreement_id": agreement.id,
                    "partner_id": (user or cls.amina).partner_id.id,
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    **values,
                }
            )
        )

    @classmethod
    def communicated(cls, agreement, user=None, **values):
        statement = cls.statement(agreement, user, **values)
        statement.action_check()
        statement.action_communicate()
        return statement
