"""What a project's page shows of it to members."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date


class ProjectProject(models.Model):
    _inherit = "project.project"

    def _is_here(self):
        """Tell whether this project (one) belongs to a company of the user."""
        company = self.sudo().company_id
        return not company or company in self.env.companies

    def _open_to_member(self, user):
        """Tell whether a member may see this project and bring something to it."""
        return user.partner_id._is_member() and self._open_to(user)

    @api.model
    def _open_projects(self):
        """Return the community projects open to the current user, as superuser."""
        user = self.env.user
        domain = Domain("code_social", "=", True)
        domain &= Domain("company_id", "in", [*self.env.companies.ids, False])
        projects = self.sudo().search(domain, order="name, id")
        return projects.filtered(lambda one: one._open_to_member(user))

    @api.model
    def _community_rows(self):
        """Return [{id, name, intent, authors}] of the projects open to the user."""
        return [
            {
                "id": project.id,
                "name": project.name,
                "intent": project.initial_intent or "",
                "authors": project._author_names(),
            }
            for project in self._open_projects()
        ]

    def _author_names(self):
        people = self.sudo().author_ids
        return ", ".join(sorted(one._public_card()["name"] for one in people))

    def _community_page(self):
        """Return what the page of this project (one) shows; empty when not open."""
        project, user = self.sudo(), self.env.user
        if not project._open_to_member(user) or not self._is_here():
            return {}
        return {
            "id": project.id,
            "name": project.name,
            "kind": self._kind_label(),
            "pillar": project.pillar_id.name or "",
            "authors": project._author_names(),
            "artist": project.artist_id._public_card()["name"]
            if project.artist_id
            else "",
            "talents": project.talent_needed_ids.mapped("name"),
            "intent": project.initial_intent or "",
            "wordings": [one._page_row() for one in project.intent_ids],
            "looks": [one._page_row() for one in project.eye_ids],
            "can_write_intent": self._can_write_intent(),
            "can_look": self._can_look(),
        }

    def _kind_label(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return labels.get(self.sudo().kind, "")


class CodeSocialIntent(models.Model):
    _inherit = "code.social.intent"

    def _page_row(self):
        """Return {number, text (or False once erased), by, on} of a wording."""
        author = self.written_by_id
        return {
            "number": self.number,
            "text": self.text,
            "by": author._public_card()["name"] if author else "",
            "on": format_date(self.env, self.written_on),
        }


class CodeSocialArtistEye(models.Model):
    _inherit = "code.social.artist.eye"

    def _page_row(self):
        """Return {words (or False once erased), by, on} of a look."""
        return {
            "words": self.words,
            "by": self.artist_id._public_card()["name"],
            "on": format_date(self.env, self.looked_on),
        }
