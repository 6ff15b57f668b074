from odoo import api, models
from odoo.fields import Domain
from odoo.tools import formatLang

from ...tools.cells import safe_cell
from .valuation import PUBLIC_STATES

#: From this agreement on, views are called close.
CLOSE_VIEWS = 0.70


class WealthMatrix(models.Model):
    """A person's own riches, as the portal and their own sheet show them."""

    _inherit = "code.social.wealth.matrix"

    @api.model
    def _riches(self, period="season"):
        """Return one dict a nature for the current user, in the natures' order.

        Keys: nature_id, icon, name, quantity and short (in words), evaluated,
        quality (text or ""), level (1..5, the nearest anchor), ballots (in words),
        close (bool or None), agreement (in words), few ("2/3" or "").
        """
        me = self.env.user.partner_id
        start = self.env["code.social.contribution"]._period_start(period)
        rows = self._rows_of(me, start)
        figures = self._works_by_nature(me, start)
        return [self._riches_row(row, figures) for row in rows]

    @api.model
    def _works_by_nature(self, partner, start):
        """Return {nature id: {works, n, minimum, exchange}} of published figures."""
        domain = Domain("partner_id", "=", partner.id)
        if start:
            domain &= Domain("date", ">=", start)
        groups = self._read_group(domain, ["nature_id"], ["contribution_id:recordset"])
        works = self.env["code.social.contribution"].union(
            *(found for _nature, found in groups)
        )
        published = self.env["code.social.valuation"]._published(works)
        figures = {}
        for nature, found in groups:
            known = [published[work.id] for work in found if work.id in published]
            figures[nature.id] = {
                "works": sum(1 for valuation in known if valuation.has_quality),
                "n": sum(v.n for v in known if v.has_quality),
                "few": max((v.n for v in known if not v.has_quality), default=None),
                "minimum": max((v.round_id.minimum for v in known), default=0),
            }
        return figures

    @api.model
    def _riches_row(self, row, figures):
        nature = row["nature"]
        figure = figures.get(nature.id, {})
        known = bool(figure.get("works"))
        agreement = row["agreement"] if known else None
        return {
            "nature_id": nature.id,
            "icon": nature.icon,
            "tone": self.env["code.social.contribution"]._tone(nature),
            "name": nature.name,
            "evaluated": nature.evaluated,
            "quantity": nature._format(row["quantity"], row["count"]),
            "short": self._short(nature, row["quantity"], row["count"]),
            "quality": self._two_decimals(row["quality"]) if known else "",
            "level": min(5, int(row["quality"] + 0.5)) if known else 0,
            "close": None if agreement is None else agreement >= CLOSE_VIEWS,
            **self._riches_words(figure, agreement),
        }

    @api.model
    def _riches_words(self, figure, agreement):
        """Return the sentences beside a figure: never a quality alone."""
        works, few = figure.get("works", 0), figure.get("few")
        minimum = figure.get("minimum", 0)
        words = {"ballots": "", "agreement": "", "few": "", "several": works > 1}
        if not works and few is not None:
            words["few"] = f"{few}/{minimum}"
            words["ballots"] = self.env._(
                "%(n)s of %(minimum)s ballots needed", n=few, minimum=minimum
            )
        elif works > 1:
            words["ballots"] = self.env._(
                "median of %(works)s works, %(n)s ballots", works=works, n=figure["n"]
            )
        elif works:
            words["ballots"] = self.env._("%(n)s ballots", n=figure["n"])
        if agreement is not None:
            figures = {"figure": self._two_decimals(agreement)}
            words["agreement"] = (
                self.env._("agreement ≥ %(figure)s", **figures)
                if works > 1
                else self.env._("agreement %(figure)s", **figures)
            )
        return words

    @api.model
    def _short(self, nature, quantity, count):
        """Return a quantity with its nature, where the unit does not tell it."""
        label = nature._format(quantity, count)
        if nature.measure == "none":
            return f"{count} × {nature.name.lower()}"
        if nature.measure == "hours":
            return f"{label} {nature.name.lower()}"
        return label

    @api.model
    def _two_decimals(self, value):
        return formatLang(self.env, value, digits=2)

    # --- What others said ---

    @api.model
    def _quoted(self, words):
        """Return words between the quotation marks of the reader's language."""
        return self.env._("“%(words)s”", words=words)

    @api.model
    def _thanks(self, period=""):
        """Return the signed words of thanks to the current user, latest first.

        Each is a dict: words, signed (public name and day), contribution_id.
        """
        Contribution = self.env["code.social.contribution"]
        domain = Domain("partner_ids", "in", self.env.user.partner_id.ids)
        domain &= Domain("state", "=", "acknowledged") & Domain("thanks", "!=", False)
        start = Contribution._period_start(period)
        if start:
            domain &= Domain("date", ">=", start)
        thanked = Contribution.search(domain, order="acknowledged_on desc, id desc")
        return [
            {
                "words": self._quoted(record.thanks),
                "signed": record._received_label(),
                "contribution_id": record.id,
            }
            for record in thanked
        ]

    @api.model
    def _received(self, period="season"):
        """Return [(icon, quantity in words)] of what was brought for the user."""
        Contribution = self.env["code.social.contribution"]
        me = self.env.user.partner_id
        domain = Domain("beneficiary_ids", "in", me.ids)
        domain &= ~Domain("partner_ids", "in", me.ids)
        domain &= Domain("state", "=", "acknowledged")
        start = Contribution._period_start(period)
        if start:
            domain &= Domain("date", ">=", start)
        groups = Contribution._read_group(
            domain, ["nature_id"], ["quantity:sum", "__count"]
        )
        return [
            (
                nature.icon,
                f"{nature.name}, {nature._format(quantity or 0.0, count)}",
            )
            for nature, quantity, count in groups
        ]

    # --- One's own sheet ---

    @api.model
    def _sheet(self, period=""):
        """Return (header, rows) of the user's own riches, safe for a spreadsheet."""
        domain = Domain("partner_id", "=", self.env.user.partner_id.id)
        start = self.env["code.social.contribution"]._period_start(period)
        if start:
            domain &= Domain("date", ">=", start)
        header = [
            self.env._("Date"),
            self.env._("What"),
            self.env._("Nature"),
            self.env._("Quantity"),
            self.env._("Unit"),
            self.env._("Quality (1 to 5)"),
            self.env._("Ballots"),
            self.env._("Agreement of views"),
        ]
        rows = [line._sheet_row() for line in self.search(domain, order="date, id")]
        return header, [[safe_cell(cell) for cell in row] for row in rows]

    def _sheet_row(self):
        nature = self.nature_id
        known = bool(self.quality)
        return [
            self.date.isoformat(),
            self.name,
            nature.name,
            1 if nature.measure == "none" else round(self.quantity, 4),
            self.env["code.social.contribution"]._sheet_unit(nature),
            round(self.quality, 4) if known else "",
            self.n if known else "",
            round(self.agreement, 4) if known else "",
        ]


class Contribution(models.Model):
    _inherit = "code.social.contribution"

    @api.model
    def _sheet_unit(self, nature):
        if nature.measure == "hours":
            return self.env._("hours")
        return self._unit_word(nature)


class Ballot(models.Model):
    _inherit = "code.social.ballot"

    @api.model
    def _words_for_me(self, period=""):
        """Return what peers wrote on the current user's works, never by whom.

        Only from published rounds, only on one's own works. In alphabetical order,
        so that the order tells nothing about who wrote what.

        :return: {"strength": [text], "improvement": [text]}
        """
        Contribution = self.env["code.social.contribution"]
        domain = (
            Domain("state", "=", "submitted")
            & Domain("round_id.state", "in", PUBLIC_STATES)
            & Domain("contribution_id.partner_ids", "in", self.env.user.partner_id.ids)
            & Domain("contribution_id.state", "=", "acknowledged")
        )
        start = Contribution._period_start(period)
        if start:
            domain &= Domain("contribution_id.date", ">=", start)
        ballots = self.sudo().search(domain)
        quoted = self.env["code.social.wealth.matrix"]._quoted
        return {
            name: [
                quoted(words)
                for words in sorted({b[name] or "" for b in ballots})
                if words
            ]
            for name in ("strength", "improvement")
        }
