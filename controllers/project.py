from odoo.http import request, route

from .community import CommunityPortal, attempt, member_page

PROJECTS = "/my/community/projects"


class ProjectPortal(CommunityPortal):
    """Projects as their authors meant them, and as an artist sees them."""

    def _community_project(self, project_id):
        """Return the project, as the user: its own methods say what it opens."""
        return request.env["project.project"].browse(project_id).exists()

    def _show_community_project(self, project, status=200, **sent):
        """Show the page; `sent` is the form's verb, what was typed and the problem."""
        page = project and project._community_page()
        if not page:
            return self._closed()
        values = {"page": page, "verb": "", "typed": "", "problem": "", **sent}
        return self._show("portal_project", values, status)

    def _act_on_project(self, project_id, verb, text):
        """Write an intent or a look, or show what was typed with what to mend."""
        project = self._community_project(project_id)
        if not project:
            return self._closed()
        acts = {"intent": project.action_write_intent, "look": project.action_look}
        with attempt() as tried:
            acts[verb](text)
        if tried.problem:
            return self._show_community_project(
                project, status=422, verb=verb, typed=text, problem=tried.problem
            )
        return request.redirect(f"{PROJECTS}/{project.id}")

    @route(PROJECTS, type="http", auth="user", website=True, readonly=True)
    @member_page
    def community_projects(self, **_kw):
        """List the projects open to the member."""
        rows = request.env["project.project"]._community_rows()
        return self._show("portal_projects", {"rows": rows})

    @route(
        f"{PROJECTS}/<int:project_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def community_project(self, project_id, **_kw):
        """Show its intent, the wordings kept, and what its artist sees."""
        return self._show_community_project(self._community_project(project_id))

    @route(
        f"{PROJECTS}/<int:project_id>/<any(intent,look):verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def community_project_act(self, project_id, verb, text="", **_kw):
        """Write the intent anew, or say what one sees; sent twice, it is once."""
        return self._act_on_project(project_id, verb, text)
