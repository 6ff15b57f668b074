"""What rests on whom, and what would stop if somebody left. Nothing is written."""

from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import remove_accents


def alphabetical(rows, name="label"):
    """Return rows (dicts) in the order of a dictionary, accents aside."""
    return sorted(rows, key=lambda row: remove_accents(row[name] or "").casefold())


class CodeSocialResilience(models.AbstractModel):
    """A service: each room adds what it knows to `_view_parts()` and to
    `_departure_items()`, with `super()`. Never a case, nor a count of them."""

    _name = "code.social.resilience"
    _inherit = ["code.social.guard.mixin"]
    _description = "Resilience"

    # === Who may ===

    @api.model
    def _can_view(self):
        """Tell whether the user may see what rests on whom."""
        user = self.env.user
        return user.has_group("code_social.group_publisher") or user.has_group(
            "code_social.group_manager"
        )

    @api.model
    def _can_simulate(self):
        """Tell whether the user may look at the departure of somebody."""
        return self._can_view()

    # === What the screen asks ===

    @api.model
    @api.readonly
    def view_data(self):
        """Return what the page shows of the current community: a dict.

        `today` (text); `nodes`, the roles and projects (see `_seat_node()` and
        `_project_node()`); `links` [{node, partner, kind}], kind "holder" or
        "carrier" (drawn solid), "deputy" or "helper" (dashed); `people`
        [{id, label}]; `figures` [{key, title, text, rows: [{label, value}]}].

        :raise AccessError: for others than the publisher and the manager
        """
        self._require(
            self._can_view(), self.env._("You cannot look at the resilience.")
        )
        parts = self.sudo()._view_parts()
        names = self._names(parts)
        for node in parts["nodes"]:
            node.update(self._note_of(node))
        return {
            "today": format_date(self.env, fields.Date.context_today(self)),
            "nodes": alphabetical(parts["nodes"]),
            "links": parts["links"],
            "people": alphabetical(
                {"id": one, "label": names[one]}
                for one in {link["partner"] for link in parts["links"]}
            ),
            "figures": [self._shown_figure(one, names) for one in parts["figures"]],
        }

    @api.model
    @api.readonly
    def simulate(self, partner_id):
        """Return what the departure of this person would change: a dict.

        `person` {id, label}; `stops`, `holds`, `hand_over`: [{kind, label, why, node,
        model, res_id}], `node` being the key of a role or project of the page.
        Nothing is written, nobody is told.

        :raise AccessError: for others than the publisher and the manager, and for
            somebody whom the user may not read
        """
        closed = self.env._("This is not open here.")
        self._require(self._can_simulate() and isinstance(partner_id, int), closed)
        partner = self.env["res.partner"].browse(partner_id).exists()
        self._require(partner and partner.has_access("read"), closed)
        items = self.sudo()._departure_items(partner.sudo())
        return {
            "person": {"id": partner.id, "label": partner.sudo().name},
            **{part: alphabetical(rows) for part, rows in items.items()},
        }

    # === Hooks: lower rooms add theirs, as superuser ===

    @api.model
    def _view_parts(self):
        """Return {nodes, links, figures} of the current community, before names.

        A figure's row holds `label` or `partner` (an id), and `value`.
        """
        mandates = self._mandates()
        seats = self._seats(mandates)
        projects = self._projects()
        return {
            "nodes": [
                *self._seat_nodes(seats, self._terms(mandates)),
                *(self._project_node(project) for project in projects),
            ],
            "links": [*self._seat_links(seats), *self._project_links(projects)],
            "figures": self._seat_figures(mandates),
        }

    @api.model
    def _departure_items(self, partner):
        """Return {stops, holds, hand_over}: lists of `_item()`, for a person (one)."""
        items = {"stops": [], "holds": [], "hand_over": []}
        self._seats_without(partner, items)
        self._projects_without(partner, items)
        self._accesses_without(partner, items)
        return items

    @api.model
    def _relays(self, projects):
        """Return {project id: [partner ids]} who could take a project over. Hook."""
        return {}

    # === Shared ===

    @api.model
    def _item(self, kind, label, why="", node="", record=None):
        """Return one line of a simulation."""
        return {
            "kind": kind,
            "label": label,
            "why": why,
            "node": node,
            "model": record._name if record else "",
            "res_id": record.id if record else 0,
        }

    @api.model
    def _link(self, node, partner_id, kind):
        return {"node": node, "partner": partner_id, "kind": kind}

    @api.model
    def _names(self, parts):
        """Return {partner id: name} of everybody a page names."""
        ids = {link["partner"] for link in parts["links"]}
        for figure in parts["figures"]:
            ids.update(row["partner"] for row in figure["rows"] if "partner" in row)
        people = self.env["res.partner"].sudo().browse(ids)
        people.fetch(["name"])
        return {person.id: person.name or "" for person in people}

    @api.model
    def _shown_figure(self, figure, names):
        rows = [
            {"label": row.get("label") or names[row["partner"]], "value": row["value"]}
            for row in figure["rows"]
        ]
        return {**figure, "rows": alphabetical(rows)}

    @api.model
    def _note_of(self, node):
        """Return {tone, note}: what deserves a shoulder today, in a few words."""
        if node["column"] == "seat":
            return self._seat_note(node)
        return self._project_note(node)
