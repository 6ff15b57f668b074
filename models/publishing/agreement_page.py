from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date, formatLang


class Agreement(models.Model):
    """What the signatory reads of an agreement, in their own language."""

    _inherit = "code.social.agreement"

    def _mine(self):
        """Return the agreements of the current user that were sent to them."""
        mine = Domain("partner_id", "=", self.env.user.partner_id.id)
        return self.search(mine & Domain("state", "!=", "draft"))

    def _awaits(self):
        """Return the rows of the home page: agreements to sign."""
        waiting = self._mine().filtered(lambda one: one._can_sign())
        return [
            {
                "icon": "pencil-square-o",
                "tone": "plum",
                "title": self.env._("An agreement to sign"),
                "text": self.env._(
                    "%(name)s. Nothing begins before you sign it.", name=one.name
                ),
                "url": f"/my/agreements/{one.id}",
            }
            for one in waiting
        ]

    def _rows(self):
        """Return the rows of a list: [{id, name, state, dates, to_sign}]."""
        return [
            {
                "id": one.id,
                "name": one.name,
                "state": one._state_label(),
                "dates": one._dates_label(),
                "to_sign": one._can_sign(),
            }
            for one in self
        ]

    def _state_label(self):
        this = self.sudo()
        if this.state == "sent" and this.signed_on:
            return self.env._("Signed by you, awaiting the community")
        return dict(this._fields["state"]._description_selection(self.env))[this.state]

    def _dates_label(self):
        this = self.sudo()
        start = format_date(self.env, this.date_start)
        last = this.ended_on or this.date_end
        if not last:
            return self.env._("from %(start)s on", start=start)
        end = format_date(self.env, last)
        return self.env._("from %(start)s to %(end)s", start=start, end=end)

    def _page(self):
        """Return the values of the page (one), whose access the caller has checked.

        Every holder is shown: the shares are part of the text that is signed.
        """
        this = self.sudo()
        bases = dict(this._fields["base"]._description_selection(self.env))
        return {
            **self._rows()[0],
            "signatory": this.partner_id.name,
            "company": this.company_id.name,
            "body": this.body,
            "works": this.work_ids.mapped("name"),
            "holders": [
                (one.partner_id.name, self._percent(one.share))
                for one in this.holder_ids
            ],
            "tiers": self._tier_rows(),
            "base": bases[this.base],
            "advance": this.advance
            and format_amount(self.env, this.advance, this.currency_id),
            "amends": this.amends_id.name,
            "signed_by": this.signed_by,
            "signed_on": this.signed_on and self._day(this.signed_on),
            "countersigned_by": this.countersigned_by,
            "countersigned_on": this.countersigned_on
            and self._day(this.countersigned_on),
            "fingerprint": this.text_digest,
        }

    def _day(self, moment):
        day = fields.Datetime.context_timestamp(self, moment).date()
        return format_date(self.env, day)

    def _percent(self, value):
        digits = next((n for n in range(4) if round(value, n) == value), 4)
        return f"{formatLang(self.env, value, digits=digits)} %"

    def _tier_rows(self):
        """Return [(words, rate)]: from the first unit to the open tier."""
        rows, floor = [], 0
        for tier in self.sudo().tier_ids:
            rows.append((self._tier_words(floor, tier.up_to), self._percent(tier.rate)))
            floor = tier.up_to
        return rows

    def _tier_words(self, floor, ceiling):
        low = formatLang(self.env, floor + 1, digits=0)
        high = formatLang(self.env, ceiling, digits=0)
        if not ceiling:
            return self.env._("from %(low)s on", low=low)
        if not floor:
            return self.env._("up to %(high)s", high=high)
        return self.env._("from %(low)s to %(high)s", low=low, high=high)
