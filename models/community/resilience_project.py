"""Projects and accesses: who carries them, and what a departure leaves."""

from odoo import api, models
from odoo.fields import Domain

STAFF_GROUPS = ("group_publisher", "group_accountant", "group_manager")


class CodeSocialResilience(models.AbstractModel):
    _inherit = "code.social.resilience"

    @api.model
    def _projects(self):
        """Return the community's projects which the user may read, as superuser."""
        domain = Domain("code_social", "=", True)
        domain &= Domain("company_id", "in", (self.env.company.id, False))
        Project = self.env["project.project"].sudo(False)
        return Project.search(domain).sudo()

    @api.model
    def _carriers(self, project):
        """Return who carries a project: its authors and who leads it, unless gone."""
        people = project.author_ids | project.user_id.partner_id
        return people.filtered(lambda one: not one.left_on)

    # === The page ===

    @api.model
    def _project_node(self, project):
        """Return a project: who carries it, who helps, and on how many it rests.

        {key, column: "project", label, where, carriers, helpers (partner ids), brought
        (number of people, or 0), first (percent of the one who brings most often),
        half (how many bring half)}; lower rooms fill in the last four.
        """
        return {
            "key": f"project-{project.id}",
            "column": "project",
            "label": project.name,
            "where": project.pillar_id.name or "",
            "carriers": self._carriers(project).ids,
            "helpers": [],
            "brought": 0,
            "first": 0,
            "half": 0,
        }

    @api.model
    def _project_links(self, projects):
        return [
            self._link(f"project-{project.id}", one, "carrier")
            for project in projects
            for one in self._carriers(project).ids
        ]

    @api.model
    def _project_note(self, node):
        people = {*node["carriers"], *node["helpers"]}
        if not node["carriers"]:
            return {"tone": "open", "note": self.env._("nobody carries it")}
        if len(people) == 1:
            return {"tone": "thin", "note": self.env._("one person alone")}
        return {"tone": "ok", "note": ""}

    # === A departure ===

    @api.model
    def _projects_without(self, partner, items):
        projects = self._projects()
        carried = projects.filtered(lambda one: partner in self._carriers(one))
        relays = self._relays(carried)
        for project in carried:
            part, why = self._who_goes_on(project, partner, relays.get(project.id, []))
            key = f"project-{project.id}"
            items[part].append(self._item("project", project.name, why, key, project))
        for project in projects.filtered(lambda one: one.artist_id == partner):
            why = self.env._("Its artist: ask another to look at it.")
            items["hand_over"].append(
                self._item("artist", project.name, why, record=project)
            )

    @api.model
    def _who_goes_on(self, project, partner, relays):
        """Return (part, why) for a project which this person carries."""
        others = self._carriers(project) - partner
        if others:
            names = ", ".join(others.mapped("name"))
            return "holds", self.env._("also carried by: %(names)s", names=names)
        able = self.env["res.partner"].browse(relays).exists() - partner
        if able:
            names = ", ".join(sorted(able.mapped("name")))
            return "holds", self.env._("can take over: %(names)s", names=names)
        return "stops", self.env._("nobody carries it")

    @api.model
    def _accesses_without(self, partner, items):
        """Say which accesses of the back office this person alone holds."""
        Users = self.env["res.users"].sudo()
        here = Domain("company_ids", "in", self.env.company.ids)
        for name in STAFF_GROUPS:
            group = self.env.ref(f"code_social.{name}").sudo()
            users = Users.search(here & Domain("all_group_ids", "in", group.ids))
            if users and users.partner_id == partner:
                why = self.env._("nobody else has this access")
                items["stops"].append(self._item("access", group.name, why))
