from odoo import models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date, formatLang

from ...tools.exact import exact


class Statement(models.Model):
    """What a holder reads: every product and every subtraction, as tables."""

    _inherit = "code.social.statement"

    def _mine(self):
        """Return the statements communicated to the current user."""
        return self.search(
            Domain("partner_id", "=", self.env.user.partner_id.id)
            & Domain("communicated_on", "!=", False)
        )

    def _awaits(self):
        """Return the rows of the home page: statements to read."""
        waiting = self._mine().filtered(lambda one: one._can_approve())
        return [
            {
                "icon": "calculator",
                "tone": "plum",
                "title": self.env._("A royalty statement to read"),
                "text": self.env._(
                    "%(name)s. It is paid once you have approved it.", name=one.name
                ),
                "url": f"/my/statements/{one.id}",
            }
            for one in waiting
        ]

    def _rows(self):
        """Return the rows of a list: [{id, name, period, due, state, to_read}]."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "id": one.id,
                "name": one.name,
                "period": self.env._(
                    "from %(start)s to %(end)s",
                    start=format_date(self.env, one.date_from),
                    end=format_date(self.env, one.date_to),
                ),
                "due": one._money(one.due_cents),
                "state": states[one.state],
                "to_read": one._can_approve(),
            }
            for one in self
        ]

    def _page(self):
        """Return the values of the page (one), whose access the caller has checked.

        The holder's own figures alone: nobody else's share or line.
        """
        this = self.sudo()
        return {
            **self._rows()[0],
            "company": this.company_id.name,
            "address": this.company_id.partner_id._display_address(
                without_company=True
            ).replace("\n", ", "),
            "holder": this.partner_id.name,
            "agreement": this.agreement_id.name,
            "works": ", ".join(this.line_ids.work_id.mapped("name"))
            or ", ".join(this.agreement_id.work_ids.mapped("name")),
            "communicated_on": this.communicated_on
            and format_date(self.env, this.communicated_on),
            "approved_on": this.approved_on and format_date(self.env, this.approved_on),
            "sold": this._number(this.units_sold),
            "returned": this._number(this.units_returned),
            "net": this._number(this.units_sold - this.units_returned),
            "rows": this._printed_rows(),
            "royalty": this._money(this.royalty_cents),
            "brought": this.brought_cents and this._money(this.brought_cents),
            "recouped": this.recouped_cents and this._money(-this.recouped_cents),
            "advance_left": this._money(this.advance_left_cents),
            "documents": this._printed_documents(),
            "reason": this.contest_reason,
            "answer": this.answer,
            "can_answer": self._can_approve(),
            "is_contested": this.step == "contested",
            "is_approved": this.step in ("approved", "billed"),
        }

    def _printed(self):
        """Return the values of the print (one) to those who may read it."""
        self.check_access("read")
        return self._page()

    def _printed_rows(self):
        """Return the rows of the rates: units × base × rate × share = royalty."""
        rows = self.detail or []
        works = self.env["product.template"].sudo()
        works = works.browse({row["work_id"] for row in rows})
        names = {work.id: work.name for work in works}
        return [
            {
                "work": names[row["work_id"]],
                "units": self._number(exact(row["units"])),
                "base": self._base(exact(row["base"])),
                "rate": self._percent(exact(row["rate"]) * 100),
                "share": self._percent(exact(row["share"])),
                "royalty": self._money(row["cents"]),
            }
            for row in rows
        ]

    def _printed_documents(self):
        """Return what each amount goes back to: (day, document, units)."""
        return [
            (
                format_date(self.env, line.date),
                line.document or "",
                self._number(line.units),
            )
            for line in self.line_ids.sorted(lambda one: (one.date, one.id))
        ]

    def _money(self, cents):
        return format_amount(self.env, cents / 100, self.sudo().currency_id)

    def _base(self, base):
        """Print a base to the cent, or with four decimals when it goes beyond."""
        if (base * 100).denominator == 1:
            return self._money(int(base * 100))
        symbol = self.sudo().currency_id.symbol
        return f"{formatLang(self.env, float(base), digits=4)} {symbol}"

    def _number(self, value):
        value = float(value)
        return formatLang(self.env, value, digits=0 if value.is_integer() else 2)

    def _percent(self, value):
        value = float(value)
        digits = next((n for n in range(4) if round(value, n) == value), 4)
        return f"{formatLang(self.env, value, digits=digits)} %"
