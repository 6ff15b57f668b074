"""The author's initial project, in the author's words; earlier wordings are kept."""

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Who reads the community's own words: a project has readers outside it too.
READERS = (
    "code_social.group_member,code_social.group_publisher,"
    "code_social.group_accountant,code_social.group_manager"
)


class CodeSocialIntent(models.Model):
    """One wording of the initial intent of a project. It is added, never changed."""

    _name = "code.social.intent"
    _inherit = ["code.social.proof.mixin"]
    _description = "Wording of an initial intent"
    _order = "project_id, number desc"
    _method_fields = frozenset(
        {
            "project_id",
            "number",
            "text",
            "text_salt",
            "text_digest",
            "written_by_id",
            "written_on",
            "company_id",
        }
    )
    _erasable = {"text": ("text_salt", "text_digest")}
    _sealed_free_fields = frozenset({"text", "text_salt"})

    project_id = fields.Many2one(
        "project.project", required=True, readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    text = fields.Text("Wording", readonly=True)
    text_salt = fields.Char(readonly=True, groups="base.group_no_one")
    text_digest = fields.Char(readonly=True, groups="base.group_no_one")
    written_by_id = fields.Many2one(
        "res.partner",
        "Written by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    written_on = fields.Date("Written on", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )

    _number_uniq = models.UniqueIndex(
        "(project_id, number)", "Somebody else wrote at the same time: read it first."
    )

    @api.depends("number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for intent in self:
            intent.display_name = self.env._("Wording %(number)s", number=intent.number)

    def _is_sealed(self):
        return True

    def _erase(self):
        """Erase the wording, and the project's own copy of the same words."""
        for intent in self.sudo():
            if intent.text and intent.project_id.initial_intent == intent.text:
                intent.project_id._by_method().write({"initial_intent": False})
        return super()._erase()

    @api.model_create_multi
    def create(self, vals_list):
        self._require(
            self._is_by_method(),
            self.env._("An initial intent is written from its project."),
        )
        return super().create(vals_list)


class ProjectProject(models.Model):
    _inherit = "project.project"

    intent_ids = fields.One2many(
        "code.social.intent", "project_id", "Wordings", readonly=True, groups=READERS
    )
    can_write_intent = fields.Boolean(compute="_compute_can_write_intent")

    @api.depends("author_ids", "code_social")
    @api.depends_context("uid")
    def _compute_can_write_intent(self):
        for project in self:
            project.can_write_intent = project._can_write_intent()

    def _can_write_intent(self):
        """An author of this project (one) who may see it, or the publisher."""
        project, user = self.sudo(), self.env.user
        if not project.code_social or not self._is_here():
            return False
        if user.has_group("code_social.group_publisher"):
            return True
        return user.partner_id in project.author_ids and project._open_to_member(user)

    def action_write_intent(self, text):
        """Write the initial intent of this project (one) anew; return the wording.

        The earlier wordings are kept, word for word. The same words twice are once.

        :raise AccessError: by others than its authors and the publisher
        :raise UserError: nothing is written
        """
        self.ensure_one()
        self._require_intent_writer()
        words = (text or "").strip()
        if not words:
            raise UserError(self.env._("Say in your own words what you set out to do."))
        project = self.sudo()
        project.lock_for_update()
        if (project.initial_intent or "").strip() != words:
            project._keep_first_wording()
            project._by_method().write({"initial_intent": words})
            self._add_wording(words, self.env.user.partner_id)
        return project.intent_ids[:1].with_env(self.env)

    def _require_intent_writer(self):
        self._require(
            self._can_write_intent(),
            self.env._("Only its authors, and the publisher, write the intent."),
        )

    def action_open_write_intent(self):
        """Open the dialog that writes the intent, on what stands today."""
        self.ensure_one()
        self._require_intent_writer()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_intent_write_action"
        )
        context = {
            "active_model": self._name,
            "active_id": self.id,
            "code_social_action": "action_write_intent",
            "default_reason": self.initial_intent,
        }
        return dict(action, context=context)

    # === Keeping ===

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        # The first wording comes with the project: later ones by the method alone.
        for project in projects.filtered("initial_intent"):
            author = self.env.user.partner_id if self.env.user.active else None
            project._add_wording(project.initial_intent, author)
        return projects

    def _without_guarded(self, vals):
        kept = super()._without_guarded({**vals, "initial_intent": False})
        kept.pop("initial_intent", None)
        if vals.get("initial_intent"):
            kept["initial_intent"] = vals["initial_intent"].strip()
        return kept

    def _keep_first_wording(self):
        """Keep words that stood there before wordings were numbered."""
        if self.initial_intent and not self.intent_ids:
            self._add_wording(self.initial_intent, None)

    def _add_wording(self, text, author):
        """Add a wording to this project (one), as superuser, and record it."""
        Intent = self.env["code.social.intent"]._by_method()
        project = self.sudo()
        number = (project.intent_ids[:1].number or 0) + 1
        values = {
            "project_id": self.id,
            "number": number,
            **Intent._salted("text", text),
            "written_by_id": author and author.id,
            "written_on": fields.Date.context_today(self),
            "company_id": (project.company_id or self.env.company).id,
        }
        intent = Intent.create(values)
        project.invalidate_recordset(["intent_ids"])
        self.env["code.social.event"]._record(
            intent, "intent.write", after={"number": number, "project": self.id}
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_worded(self):
        if kept := self.sudo().filtered("intent_ids")[:1]:
            raise UserError(
                self.env._(
                    "“%(name)s” keeps the words of its author: archive it instead.",
                    name=kept.name,
                )
            )
