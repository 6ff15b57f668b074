"""Roles: who holds them, who stands in, since when, and what a departure leaves."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.concentration import concentration

#: How far back a change of role still says something.
MONTHS = 24
_READ = (
    "partner_id",
    "deputy_id",
    "role_id",
    "commission_id",
    "project_id",
    "date_start",
    "date_end",
    "started_on",
    "confirmed_on",
    "state",
)


class CodeSocialResilience(models.AbstractModel):
    _inherit = "code.social.resilience"

    @api.model
    def _since(self):
        """Return the first day of the last 24 months."""
        return fields.Date.today() - relativedelta(months=MONTHS)

    @api.model
    def _mandates(self):
        """Return the community's mandates once confirmed, the latest first."""
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("state", "!=", "draft")
        Mandate = self.env["code.social.mandate"].sudo()
        mandates = Mandate.search_fetch(domain, _READ, order="date_start desc, id desc")
        # Their roles and places in one go, whatever is asked of each afterwards.
        mandates.mapped("role_id.name")
        mandates.mapped("commission_id.name")
        return mandates

    @api.model
    def _seat_key(self, mandate):
        parts = (mandate.role_id, mandate.commission_id, mandate.project_id)
        return "-".join(["seat", *(str(part.id or 0) for part in parts)])

    @api.model
    def _seats(self, mandates):
        """Return {key: running mandates} of these mandates, by role and scope."""
        running = mandates.filtered_domain(mandates._running_domain())
        return dict(running.grouped(self._seat_key))

    @api.model
    def _terms(self, mandates):
        """Return {(seat key, partner): terms in a row, today's included}."""
        today = fields.Date.today()
        begun = mandates.filtered(lambda one: one.date_start <= today)
        series = begun.grouped(lambda one: (self._seat_key(one), one.partner_id))
        return {
            place: 1 + held._in_a_row(held[1:], held[0].date_start)
            for place, held in series.items()
        }

    # === The page ===

    @api.model
    def _seat_nodes(self, seats, terms):
        """Return the roles that are held, and the key roles which nobody holds."""
        nodes = [self._seat_node(key, held, terms) for key, held in seats.items()]
        for key, role, commission in self._key_seats():
            if key not in seats:
                nodes.append(self._role_node(key, role, commission))
        return nodes

    @api.model
    def _role_node(self, key, role, place):
        """Return a role in its scope, as if nobody held it.

        {key, column: "seat", label, where, holders, deputies (partner ids), since
        (ISO day its holders were last confirmed, or ""), terms (in a row, the longest),
        max_terms, key_role, deputy_required}.
        """
        return {
            "key": key,
            "column": "seat",
            "label": role.name,
            "where": place.name or "",
            "holders": [],
            "deputies": [],
            "since": "",
            "terms": 0,
            "max_terms": role.max_consecutive_terms,
            "key_role": role.key_role,
            "deputy_required": role.deputy_required,
        }

    @api.model
    def _seat_node(self, key, mandates, terms):
        first, holders = mandates[:1], mandates.partner_id
        confirmed = [one.confirmed_on for one in mandates if one.confirmed_on]
        place = first.commission_id or first.project_id
        return {
            **self._role_node(key, first.role_id, place),
            "holders": holders.ids,
            "deputies": (mandates.deputy_id - holders).ids,
            "since": fields.Date.to_string(max(confirmed)) if confirmed else "",
            "terms": max(terms.get((key, one), 1) for one in holders),
        }

    @api.model
    def _key_seats(self):
        """Yield (key, role, commission) of each seat a key role should fill."""
        here = Domain("company_id", "=", self.env.company.id)
        roles = self.env["code.social.role"].sudo()
        roles = roles.search(here & Domain("key_role", "=", True))
        Commission = self.env["code.social.commission"].sudo()
        commissions = Commission.search(here & Domain("is_council", "=", False))
        for role in roles.filtered(lambda one: one.kind != "status"):
            if role.scope == "commission":
                for commission in commissions:
                    yield f"seat-{role.id}-{commission.id}-0", role, commission
            elif role.scope == "community":
                yield f"seat-{role.id}-0-0", role, commissions.browse()

    @api.model
    def _seat_links(self, seats):
        links = []
        for key, mandates in seats.items():
            holders, deputies = mandates.partner_id, mandates.deputy_id
            links += [self._link(key, one, "holder") for one in holders.ids]
            links += [
                self._link(key, one, "deputy") for one in (deputies - holders).ids
            ]
        return links

    @api.model
    def _seat_note(self, node):
        if not node["holders"]:
            return {"tone": "open", "note": self.env._("nobody holds it")}
        last = node["max_terms"] and node["terms"] >= node["max_terms"]
        if last:
            return {"tone": "thin", "note": self.env._("last term in a row")}
        alone = len(node["holders"]) == 1 and not node["deputies"]
        if alone and (node["key_role"] or node["deputy_required"]):
            return {"tone": "thin", "note": self.env._("no deputy")}
        return {"tone": "ok", "note": ""}

    # === Figures ===

    @api.model
    def _seat_figures(self, mandates):
        running = mandates.filtered_domain(mandates._running_domain())
        held = [len(group) for group in running.grouped("partner_id").values()]
        people, first, half = concentration(held)
        return [
            {
                "key": "seats",
                "title": self.env._("How roles are shared"),
                "text": self.env._(
                    "Mandates held: %(mandates)s, by %(people)s people. Half of them "
                    "rest on %(half)s; the one who holds most holds %(first)s%%.",
                    mandates=len(running),
                    people=people,
                    half=half,
                    first=round(100 * first),
                ),
                "rows": [],
            },
            self._kinds_figure(mandates),
        ]

    @api.model
    def _kinds_figure(self, mandates):
        """Cross-fertilisation: who held two kinds of role or more in 24 months."""
        since, today = self._since(), fields.Date.today()
        recent = mandates.filtered(
            lambda one: (
                one.date_start <= today and (not one.date_end or one.date_end >= since)
            )
        )
        labels = dict(
            self.env["code.social.role"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        rows = []
        for partner, held in recent.grouped("partner_id").items():
            kinds = {one.role_id.kind for one in held}
            if len(kinds) > 1:
                value = ", ".join(labels[kind] for kind in labels if kind in kinds)
                rows.append({"partner": partner.id, "value": value})
        return {
            "key": "kinds",
            "title": self.env._("Went from one kind of role to another"),
            "text": self.env._("In the last 24 months."),
            "rows": rows,
        }

    # === A departure ===

    @api.model
    def _seats_without(self, partner, items):
        for key, mandates in self._seats(self._mandates()).items():
            own = mandates.filtered(lambda one: one.partner_id == partner)
            if own:
                part, why = self._what_is_left(own, mandates - own)
                items[part].append(
                    self._item("seat", self._seat_label(own), why, key, own[:1])
                )
            stood_in = (mandates - own).filtered(lambda one: one.deputy_id == partner)
            if stood_in:
                why = self.env._(
                    "Deputy of %(holder)s.",
                    holder=", ".join(stood_in.partner_id.mapped("name")),
                )
                items["hand_over"].append(
                    self._item(
                        "deputy", self._seat_label(stood_in), why, key, stood_in[:1]
                    )
                )

    @api.model
    def _seat_label(self, mandates):
        first = mandates[:1]
        where = first.commission_id.name or first.project_id.name
        return " · ".join(filter(None, [first.role_id.name, where]))

    @api.model
    def _what_is_left(self, own, others):
        """Return (part, why) for a role that loses these mandates."""
        deputies = own.deputy_id - own.partner_id
        deputies = deputies.filtered(lambda one: one._is_member())
        if others:
            total = max(own.role_id.seats, len(own) + len(others))
            return "holds", self.env._(
                "%(left)s of %(total)s seats still held", left=len(others), total=total
            )
        if deputies:
            names = ", ".join(deputies.mapped("name"))
            return "holds", self.env._("deputy: %(names)s", names=names)
        return "stops", self.env._("nobody holds it")
