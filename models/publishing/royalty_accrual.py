"""From posted lines to royalty lines, and back."""

from fractions import Fraction

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.allocation import largest_remainder
from ...tools.exact import exact, to_cents
from ...tools.royalty import split_royalty, tier_split


def stored(split):
    """Return a split as it is stored: texts, which read back exactly."""
    return [[str(rate), str(units)] for rate, units in split]


def last_units(split, units):
    """Return what gives back the last ranks of a split: its opposite, cut at units.

    :param split: [(rate, units)] of Fractions, the first ranks first
    :param units: how many to give back, not negative

    >>> last_units([(Fraction(8, 100), 50), (Fraction(1, 10), 70)], 80)
    [(Fraction(1, 10), -70), (Fraction(2, 25), -10)]
    """
    back = []
    for rate, held in reversed(split):
        taken = min(held, units)
        if taken > 0:
            back.append((rate, -taken))
            units -= taken
    return back


def first_units(split, units):
    """Return the first ranks of a split, cut at units.

    >>> first_units([(Fraction(8, 100), 50), (Fraction(1, 10), 70)], 60)
    [(Fraction(2, 25), 50), (Fraction(1, 10), 10)]
    """
    kept = []
    for rate, held in split:
        taken = min(held, units)
        if taken > 0:
            kept.append((rate, taken))
            units -= taken
    return kept


class RoyaltyLine(models.Model):
    _inherit = "code.social.royalty.line"

    def _accrue(self, move_lines):
        """Write the royalties of these posted lines; those that have some are left."""
        known = self.sudo().search(
            Domain("move_line_id", "in", move_lines.ids)
            & Domain("is_withdrawn", "=", False)
        )
        for line in move_lines.sudo() - known.move_line_id:
            units = self._units_of(line)
            origin = line.move_id.reversed_entry_id
            if units < 0 and origin:
                self._give_back(line, -units, origin)
            elif units:
                for agreement in self._agreements_of(line):
                    self._accrue_under(agreement, line, units)

    def _units_of(self, line):
        """Return the units sold on a line (negative: returned), exactly."""
        sign = -1 if line.move_id.move_type == "out_refund" else 1
        product = line.product_id
        uom = line.product_uom_id or product.uom_id
        quantity = uom._compute_quantity(line.quantity, product.uom_id, round=False)
        return sign * exact(round(quantity, 4))

    def _agreements_of(self, line):
        """Return the signed agreements with royalties that run for a line."""
        work = line.product_id.product_tmpl_id
        Agreement = self.env["code.social.agreement"].sudo()
        if not work.is_work or work.ownership == "commons":
            return Agreement
        day = self._day_of(line)
        domain = Domain("work_ids", "in", work.ids) & Domain("tier_ids", "!=", False)
        domain &= Domain("company_id", "=", line.company_id.id)
        domain &= Domain("state", "in", ("signed", "ended"))
        domain &= Domain("date_start", "<=", day)
        for name in ("date_end", "ended_on"):
            domain &= Domain(name, "=", False) | Domain(name, ">=", day)
        return Agreement.search(domain, order="id")

    def _day_of(self, line):
        return line.move_id.invoice_date or line.date

    def _accrue_under(self, agreement, line, units):
        family = agreement._family()
        # Two sales at once must not both take the same ranks.
        family.lock_for_update()
        work = line.product_id.product_tmpl_id
        before = self._sold_before(family, work)
        units = max(units, -before)
        if not units:
            return
        split = tier_split(units, before, agreement._tiers())
        base = self._base_of(agreement, line)
        common = {
            "agreement_id": agreement.id,
            "work_id": work.id,
            "before": float(before),
        }
        holders = agreement.holder_ids
        total = to_cents(split_royalty(split, base))
        cents, _carry = largest_remainder(
            total, [one._exact_share() for one in holders]
        )
        self._by_method().create(
            [
                {
                    **self._values_of(line),
                    **common,
                    "units": float(units),
                    "base_exact": str(base),
                    "split": stored(split),
                    "partner_id": holder.partner_id.id,
                    "share": holder.share,
                    "amount_cents": own,
                    "is_counted": not index,
                }
                for index, (holder, own) in enumerate(zip(holders, cents, strict=True))
            ]
        )

    def _values_of(self, line):
        return {
            "move_line_id": line.id,
            "document": line.move_id.name,
            "date": self._day_of(line),
            "company_id": line.company_id.id,
        }

    def _sold_before(self, family, work):
        """Return the units sold so far under an agreement and its amendments."""
        ((total,),) = self.sudo()._read_group(
            Domain("is_counted", "=", True)
            & Domain("work_id", "=", work.id)
            & Domain("agreement_id", "in", family.ids),
            [],
            ["units:sum"],
        )
        return max(Fraction(0), exact(round(total or 0, 4)))

    def _base_of(self, agreement, line):
        """Return the base of one unit in company currency, as a Fraction."""
        if agreement.base == "invoiced":
            return abs(exact(round(line.balance, 2)) / self._units_of(line))
        product = line.product_id
        taxes = line.tax_ids.compute_all(
            product.lst_price,
            currency=line.company_id.currency_id,
            quantity=1,
            product=product,
            partner=line.partner_id,
        )
        return exact(round(taxes["total_excluded"], 2))

    # === Returns of a known sale ===

    def _give_back(self, line, units, origin):
        """Give back, holder by holder, the very split that the sale had stored."""
        work = line.product_id.product_tmpl_id
        sold = self.sudo().search(
            Domain("move_line_id.move_id", "=", origin.id)
            & Domain("work_id", "=", work.id)
            & Domain("is_withdrawn", "=", False)
            & Domain("returned_line_id", "=", False),
            order="id",
        )
        sold.agreement_id.lock_for_update()
        returned = self.sudo().search(
            Domain("returned_line_id", "in", sold.ids)
            & Domain("is_withdrawn", "=", False)
        )
        values = []
        for sales in sold.grouped("agreement_id").values():
            left = units
            for lines in reversed(sales.grouped("move_line_id").values()):
                back = [one._back_values(returned, left) for one in lines]
                back = [one for one in back if one]
                values += [{**self._values_of(line), **one} for one in back]
                left += exact(back[0]["units"]) if back else 0
        self._by_method().create(values)

    def _back_values(self, returned, units):
        """Return the values that give back some units of this line (one), or None."""
        mine = returned.filtered(lambda one: one.returned_line_id == self)
        held = sum(count for _rate, count in self._split())
        held -= sum(-exact(round(one.units, 4)) for one in mine)
        split = last_units(first_units(self._split(), held), units)
        if not split:
            return None
        whole = held <= units
        base = exact(self.base_exact)
        cents = to_cents(split_royalty(split, base) * exact(f"{self.share:.2f}") / 100)
        if whole:
            # The last return leaves nothing: cents are given back to the last one.
            cents = -self.amount_cents - sum(mine.mapped("amount_cents"))
        return {
            "agreement_id": self.agreement_id.id,
            "partner_id": self.partner_id.id,
            "work_id": self.work_id.id,
            "share": self.share,
            "before": self.before,
            "base_exact": self.base_exact,
            "units": float(sum(count for _rate, count in split)),
            "split": stored(split),
            "amount_cents": cents,
            "is_counted": self.is_counted,
            "returned_line_id": self.id,
        }

    # === Back to draft ===

    def _withdraw(self, move_lines):
        """Undo the royalties of lines that go back to draft.

        Those that no statement holds vanish; the others are undone by an opposite
        line, which the next statement takes.
        """
        lines = self.sudo().search(
            Domain("move_line_id", "in", move_lines.ids)
            & Domain("is_withdrawn", "=", False)
        )
        lines._refuse_with_returns()
        held = lines.filtered(lambda one: one._is_sealed())
        (lines - held)._by_method().unlink()
        today = fields.Date.context_today(self)
        held._by_method().write({"is_withdrawn": True})
        self._by_method().create([one._undone(today) for one in held])

    def _refuse_with_returns(self):
        returned = self.search(
            Domain("returned_line_id", "in", self.ids)
            & Domain("is_withdrawn", "=", False),
            limit=1,
        )
        if returned:
            raise UserError(
                self.env._(
                    "The credit note %(document)s gives back royalties of this"
                    " invoice: reset it to draft first.",
                    document=returned.document,
                )
            )

    def _undone(self, day):
        return {
            "move_line_id": self.move_line_id.id,
            "document": self.document,
            "date": max(day, self.date),
            "company_id": self.company_id.id,
            "agreement_id": self.agreement_id.id,
            "partner_id": self.partner_id.id,
            "work_id": self.work_id.id,
            "share": self.share,
            "before": self.before,
            "base_exact": self.base_exact,
            "units": -self.units,
            "split": [[rate, str(-exact(units))] for rate, units in self.split],
            "amount_cents": -self.amount_cents,
            "is_counted": self.is_counted,
            "returned_line_id": self.id,
            "is_withdrawn": True,
        }
