"""An artist's eye on a project: what the artist sees in it, day after day."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .intent import READERS


class CodeSocialArtistEye(models.Model):
    """What the artist of a project said of it, one day. Added, never changed."""

    _name = "code.social.artist.eye"
    _inherit = ["code.social.proof.mixin"]
    _description = "Artist's eye"
    _order = "looked_on desc, id desc"
    _method_fields = frozenset(
        {
            "project_id",
            "artist_id",
            "words",
            "words_salt",
            "words_digest",
            "looked_on",
            "company_id",
        }
    )
    _erasable = {"words": ("words_salt", "words_digest")}
    _sealed_free_fields = frozenset({"words", "words_salt"})

    project_id = fields.Many2one(
        "project.project", required=True, readonly=True, index=True, ondelete="restrict"
    )
    artist_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="restrict"
    )
    words = fields.Text("What the artist sees", readonly=True)
    words_salt = fields.Char(readonly=True, groups="base.group_no_one")
    words_digest = fields.Char(readonly=True, groups="base.group_no_one")
    looked_on = fields.Date("Day", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )

    @api.depends("looked_on", "artist_id")
    def _compute_display_name(self):
        for eye in self:
            name = eye.artist_id.sudo().name or ""
            eye.display_name = f"{name} · {eye.looked_on}"

    def _is_sealed(self):
        return True

    @api.model_create_multi
    def create(self, vals_list):
        self._require(
            self._is_by_method(),
            self.env._("What an artist sees is said from the project."),
        )
        return super().create(vals_list)


class ProjectProject(models.Model):
    _inherit = "project.project"

    eye_ids = fields.One2many(
        "code.social.artist.eye", "project_id", "Looks", readonly=True, groups=READERS
    )

    def _can_look(self):
        """The artist of this project (one), as a member who may see it."""
        project, user = self.sudo(), self.env.user
        return (
            bool(project.artist_id)
            and user.partner_id == project.artist_id
            and self._is_here()
            and project._open_to_member(user)
        )

    def action_look(self, words):
        """Say as its artist what one sees in this project (one); return the look.

        The same words twice in a row are once.

        :raise AccessError: by others than the artist of the project
        :raise UserError: nothing is said
        """
        self.ensure_one()
        self._require(
            self._can_look(), self.env._("Only the artist of a project looks at it.")
        )
        said = (words or "").strip()
        if not said:
            raise UserError(self.env._("Say in a few words what you see."))
        project = self.sudo()
        project.lock_for_update()
        last = project.eye_ids[:1]
        if last.artist_id != project.artist_id or last.words != said:
            last = project._add_look(said)
        return last.with_env(self.env)

    def _add_look(self, words):
        Eye = self.env["code.social.artist.eye"]._by_method()
        eye = Eye.create(
            {
                "project_id": self.id,
                "artist_id": self.artist_id.id,
                **Eye._salted("words", words),
                "looked_on": fields.Date.context_today(self),
                "company_id": (self.company_id or self.env.company).id,
            }
        )
        self.invalidate_recordset(["eye_ids"])
        self.env["code.social.event"]._record(
            eye, "artist.look", after={"project": self.id}
        )
        return eye

    @api.ondelete(at_uninstall=False)
    def _unlink_except_looked_at(self):
        if kept := self.sudo().filtered("eye_ids")[:1]:
            raise UserError(
                self.env._(
                    "“%(name)s” keeps what its artist saw: archive it instead.",
                    name=kept.name,
                )
            )
