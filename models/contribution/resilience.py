from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.concentration import concentration

#: Of those who bring something to a project, as many are shown as may take it over.
RELAYS = 3


class CodeSocialResilience(models.AbstractModel):
    """Who brings something to which project: counted, never added across natures."""

    _inherit = "code.social.resilience"

    # === The page ===

    @api.model
    def _view_parts(self):
        parts = super()._view_parts()
        brought = self._brought_by_project()
        for node in parts["nodes"]:
            if node["column"] == "project":
                parts["links"] += self._fill_project(node, brought)
        parts["figures"].append(self._pillars_figure())
        return parts

    @api.model
    def _fill_project(self, node, brought):
        """Write on how many people a project rests; return the links of helpers."""
        counts, often = brought.get(int(node["key"].partition("-")[2]), ([], []))
        people, first, half = concentration(counts)
        carriers = set(node["carriers"])
        helpers = [one for one in often if one not in carriers][:RELAYS]
        node.update(
            helpers=helpers, brought=people, first=round(100 * first), half=half
        )
        return [self._link(node["key"], one, "helper") for one in helpers]

    @api.model
    def _brought_by_project(self):
        """Return {project id: (contributions of each person, who brings most often)}.

        Acknowledged contributions of the last 24 months, one a share, of those who
        have not left, the most first.
        """
        rows = self._query(
            SQL(
                """
                SELECT project_id, array_agg(number ORDER BY number DESC),
                       (array_agg(partner_id ORDER BY number DESC, partner_id))[1:%s]
                FROM (
                    SELECT contribution.project_id, share.partner_id, count(*) AS number
                    FROM code_social_contribution_share share
                    JOIN code_social_contribution contribution
                        ON contribution.id = share.contribution_id
                    JOIN res_partner person
                        ON person.id = share.partner_id AND person.left_on IS NULL
                    WHERE %s AND contribution.project_id IS NOT NULL
                    GROUP BY contribution.project_id, share.partner_id
                ) brought
                GROUP BY project_id
                """,
                # The carriers among them are left out afterwards.
                4 * RELAYS,
                self._acknowledged(),
            )
        )
        return {project: (counts, often) for project, counts, often in rows}

    @api.model
    def _acknowledged(self):
        """Return the condition on acknowledged contributions of the last 24 months."""
        return SQL(
            "contribution.company_id = %s AND contribution.state = 'acknowledged'"
            " AND contribution.date >= %s",
            self.env.company.id,
            self._since(),
        )

    @api.model
    def _query(self, query):
        self.env["code.social.contribution"].flush_model()
        self.env["code.social.contribution.share"].flush_model()
        self.env["project.project"].flush_model(["pillar_id"])
        return self.env.execute_query(query)

    @api.model
    def _pillars_figure(self):
        """Associations across pillars: who brought something to projects of both."""
        rows = self._query(
            SQL(
                """
                WITH brought AS MATERIALIZED (
                    SELECT share.partner_id, project.pillar_id
                    FROM code_social_contribution_share share
                    JOIN code_social_contribution contribution
                        ON contribution.id = share.contribution_id
                    JOIN project_project project
                        ON project.id = contribution.project_id
                    WHERE %s AND project.pillar_id IS NOT NULL
                    GROUP BY share.partner_id, project.pillar_id
                )
                SELECT one.pillar_id, other.pillar_id, count(*)
                FROM brought one
                JOIN brought other ON other.partner_id = one.partner_id
                    AND other.pillar_id > one.pillar_id
                GROUP BY one.pillar_id, other.pillar_id
                """,
                self._acknowledged(),
            )
        )
        Pillar = self.env["code.social.pillar"].sudo()
        return {
            "key": "pillars",
            "title": self.env._("Associations across pillars"),
            "text": self.env._(
                "How many people brought something to projects of both pillars in the "
                "last 24 months."
            ),
            "rows": [
                {
                    "label": " – ".join(
                        Pillar.browse((one, other)).sorted().mapped("name")
                    ),
                    "value": str(count),
                }
                for one, other, count in rows
            ],
        }

    # === A departure ===

    @api.model
    def _relays(self, projects):
        brought = self._brought_by_project() if projects else {}
        known = super()._relays(projects)
        for project in projects:
            often = brought.get(project.id, ([], []))[1]
            carriers = set(self._carriers(project).ids)
            able = [one for one in often if one not in carriers]
            known.setdefault(project.id, []).extend(able[:RELAYS])
        return known

    @api.model
    def _departure_items(self, partner):
        items = super()._departure_items(partner)
        self._answers_without(partner, items)
        self._rounds_without(partner, items)
        return items

    @api.model
    def _answers_without(self, partner, items):
        """Declared contributions whose project this person alone leads."""
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("state", "=", "declared")
        domain &= Domain("project_id.user_id.partner_id", "=", partner.id)
        Contribution = self.env["code.social.contribution"].sudo()
        for project, count in Contribution._read_group(
            domain, ["project_id"], ["__count"]
        ):
            label = self.env._("Contributions to acknowledge: %(count)s", count=count)
            why = self.env._("For “%(project)s”.", project=project.name)
            items["hand_over"].append(self._item("answer", label, why, record=project))

    @api.model
    def _rounds_without(self, partner, items):
        """Rounds under way which this person alone facilitates."""
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("state", "in", ("open", "closed", "deliberation"))
        domain &= Domain("facilitator_ids", "in", partner.ids)
        for round_ in self.env["code.social.round"].sudo().search(domain):
            if round_.facilitator_ids == partner:
                why = self.env._("Nobody else facilitates this round.")
                items["hand_over"].append(
                    self._item("round", round_.name, why, record=round_)
                )
