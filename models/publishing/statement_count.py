"""The figures of a statement: exact to its printed rows, each rounded once."""

from fractions import Fraction

from odoo import models
from odoo.fields import Domain

from ...tools.allocation import largest_remainder
from ...tools.exact import exact, to_cents


class Statement(models.Model):
    _inherit = "code.social.statement"

    def _count(self):
        """Take the royalty lines of the period (one) and compute what is due."""
        this = self._by_method()
        lines = this._take_lines()
        rows = lines._detail()
        royalty = sum(row["cents"] for row in rows)
        brought = this._brought_forward()
        advance = this._advance_left()
        recouped = min(advance, max(0, royalty + brought))
        sold, returned = lines._units_moved()
        this.write(
            {
                "units_sold": sold,
                "units_returned": returned,
                "detail": rows,
                "royalty_cents": royalty,
                "brought_cents": brought,
                "recouped_cents": recouped,
                "advance_left_cents": advance - recouped,
                "due_cents": royalty + brought - recouped,
            }
        )

    def _earlier(self):
        """Return the statements of this holder and agreement (one) before this one."""
        return self.sudo().search(
            Domain("agreement_id", "=", self.agreement_id.id)
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("step", "!=", "draft")
            & Domain("id", "!=", self.id)
            & Domain("date_to", "<", self.date_to),
            order="date_to desc, id desc",
        )

    def _take_lines(self):
        """Hold the lines of the period, and those that came after their statement."""
        Line = self._by_method().env["code.social.royalty.line"]
        self.line_ids.write({"statement_id": False})
        late = self._earlier()[:1].date_to
        since = Domain("date", ">=", self.date_from)
        if late:
            since |= Domain("date", "<=", late)
        lines = Line.search(
            Domain("agreement_id", "=", self.agreement_id.id)
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("statement_id", "=", False)
            & Domain("date", "<=", self.date_to)
            & since
        )
        lines.write({"statement_id": self.id})
        return lines

    def _brought_forward(self):
        """Return what the last statement left below zero, in cents."""
        return min(0, self._earlier()[:1].due_cents)

    def _advance_left(self):
        """Return the holder's part of the advance not kept back yet, in cents."""
        holders = self.agreement_id.sudo().holder_ids
        parts, _carry = largest_remainder(
            to_cents(exact(round(self.agreement_id.sudo().advance, 2))),
            [one._exact_share() for one in holders],
        )
        own = sum(
            part
            for one, part in zip(holders, parts, strict=True)
            if one.partner_id == self.partner_id
        )
        return max(0, own - sum(self._earlier().mapped("recouped_cents")))


class RoyaltyLine(models.Model):
    _inherit = "code.social.royalty.line"

    def _units_moved(self):
        """Return (sold, returned) of these lines, as floats, both positive."""
        units = [exact(round(one.units, 4)) for one in self]
        sold = sum((one for one in units if one > 0), Fraction(0))
        back = sum((-one for one in units if one < 0), Fraction(0))
        return float(sold), float(back)

    def _detail(self):
        """Return the rows of a statement: one a work, rate, base and share.

        Each is {work_id, rate, base, share, units, cents}; figures are texts which
        read back exactly, but cents, rounded half up once: the sum is what is owed.
        """
        units = {}
        for line in self.sorted(lambda one: (one.date, one.id)):
            share = f"{line.share:.2f}"
            for rate, count in line._split():
                key = (line.work_id.id, str(rate), line.base_exact, share)
                units[key] = units.get(key, Fraction(0)) + count
        return [
            {
                "work_id": work,
                "rate": rate,
                "base": base,
                "share": share,
                "units": str(count),
                "cents": to_cents(
                    count * exact(base) * exact(rate) * exact(share) / 100
                ),
            }
            for (work, rate, base, share), count in units.items()
        ]
