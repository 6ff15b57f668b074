import uuid

from odoo import Command, api, fields, models

#: Copied as they are between the form and the contribution.
PLAIN = ("name", "date", "quantity", "description", "proposal", "link")
CHOSEN = ("nature_id", "project_id", "task_id", "commission_id")


class ContributionLog(models.TransientModel):
    """The paper form of a contribution, typed in for a member or for oneself."""

    _name = "code.social.contribution.log"
    _description = "Note a Contribution"

    contribution_id = fields.Many2one(
        "code.social.contribution",
        readonly=True,
        help="The contribution being corrected; empty for a new one.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Brought by",
        required=True,
        default=lambda self: self._default_partner_id(),
        domain=lambda self: self._member_domain(),
    )
    viewer_may_choose = fields.Boolean(
        compute="_compute_viewer_may_choose", export_string_translation=False
    )
    is_behalf = fields.Boolean(
        compute="_compute_is_behalf", export_string_translation=False
    )
    name = fields.Char("What", required=True)
    date = fields.Date("When", required=True, default=fields.Date.context_today)
    nature_id = fields.Many2one(
        "code.social.nature", required=True, domain=[("is_leaf", "=", True)]
    )
    measure = fields.Selection(related="nature_id.measure")
    unit_label = fields.Char("Counted in", compute="_compute_unit_label")
    requires_proposal = fields.Boolean(related="nature_id.requires_proposal")
    nature_code = fields.Char(related="nature_id.code")
    quantity = fields.Float("How much", digits=(12, 2))
    joy = fields.Boolean(
        "Joy came with it",
        help="A contribution of joy is noted beside this one. It needs no hour.",
    )
    description = fields.Text()
    proposal = fields.Text("What is proposed instead")
    link = fields.Char()
    project_id = fields.Many2one("project.project", domain=[("code_social", "=", True)])
    task_id = fields.Many2one(
        "project.task", domain="[('project_id', '=', project_id)]"
    )
    commission_id = fields.Many2one("code.social.commission")
    beneficiary_ids = fields.Many2many(
        "res.partner",
        "code_social_contribution_log_beneficiary_rel",
        string="For",
        domain=lambda self: self._member_domain(),
    )
    share_ids = fields.One2many(
        "code.social.contribution.log.share", "log_id", "Brought together with"
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "code_social_contribution_log_attachment_rel",
        string="Photos, or the paper form",
        help="JPEG, PNG, WebP, GIF, HEIC or PDF, at most 10 MB each.",
    )
    token = fields.Char(default=lambda self: str(uuid.uuid4()))

    @api.model
    def _default_partner_id(self):
        me = self.env.user.partner_id
        return me if me._is_member() else self.env["res.partner"]

    @api.model
    def _member_domain(self):
        """Return who can be named: the members of this community."""
        domain = [
            ("joined_on", "!=", False),
            ("left_on", "=", False),
            ("company_id", "in", [False, self.env.company.id]),
        ]
        if self.env.user.has_group("code_social.group_publisher"):
            return domain
        if not self.env.user.partner_id._is_member():
            # Anybody may ask which fields a dialog has; a domain is an answer too.
            return [("id", "=", False)]
        # The dates of membership are not for everybody to search on.
        people = self.env["res.partner"].sudo().search(domain)
        return [("id", "in", people._members_here().ids)]

    @api.depends_context("uid")
    def _compute_viewer_may_choose(self):
        publisher = self.env.user.has_group("code_social.group_publisher")
        for log in self:
            log.viewer_may_choose = publisher and not log.contribution_id

    @api.depends("nature_id")
    @api.depends_context("lang")
    def _compute_unit_label(self):
        for log in self:
            log.unit_label = log.nature_id and log.nature_id._unit_label()

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_is_behalf(self):
        me = self.env.user.partner_id
        for log in self:
            log.is_behalf = bool(log.partner_id and log.partner_id != me)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        contribution = self.env["code.social.contribution"].browse(
            values.get("contribution_id")
        )
        if contribution:
            contribution.check_access("read")
            values.update(self._values_from(contribution))
        return values

    @api.model
    def _values_from(self, contribution):
        person = contribution._first_person()
        others = contribution.share_ids.filtered(lambda s: s.partner_id != person)
        values = {name: contribution[name] for name in PLAIN}
        values.update({name: contribution[name].id for name in CHOSEN})
        return dict(
            values,
            partner_id=person.id,
            joy=bool(contribution._companion()),
            beneficiary_ids=[Command.set(contribution.beneficiary_ids.ids)],
            share_ids=[
                Command.create({"partner_id": s.partner_id.id, "share": s.share})
                for s in others
            ],
        )

    @api.onchange("name")
    def _onchange_name(self):
        """Suggest a nature from the title; a choice already made stays."""
        if self.name and not self.nature_id:
            Contribution = self.env["code.social.contribution"]
            self.nature_id = Contribution._guess_nature(self.name)[:1]

    @api.onchange("project_id")
    def _onchange_project_id(self):
        if self.task_id.project_id != self.project_id:
            self.task_id = False
        if self.project_id.commission_id and not self.commission_id:
            self.commission_id = self.project_id.commission_id

    def _log_values(self):
        """Return the values of `code.social.contribution.log()` or `revise()`."""
        values = {name: self[name] for name in PLAIN}
        values.update({name: self[name].id for name in CHOSEN})
        values.update(
            joy=self.joy,
            beneficiary_ids=self.beneficiary_ids.ids,
            co_contributors=[(s.partner_id.id, s.share) for s in self.share_ids],
        )
        if not self.contribution_id:
            values.update(token=self.token, partner_id=self.partner_id.id)
        return values

    def _save(self):
        self.ensure_one()
        contribution = self.contribution_id
        if contribution:
            contribution.revise(self._log_values())
        else:
            contribution = contribution.log(self._log_values())
        self._keep_files(contribution)
        return contribution

    def _keep_files(self, contribution):
        """Hand the files over to the contribution, which checks what they are."""
        for attachment in self.attachment_ids:
            contribution.attach(attachment.name, attachment.raw)
        self.attachment_ids.unlink()

    def action_save(self):
        """Note (or correct) it, and show it."""
        contribution = self._save()
        return {
            "type": "ir.actions.act_window",
            "res_model": contribution._name,
            "res_id": contribution.id,
            "view_mode": "form",
        }

    def action_save_and_new(self):
        """Note it and open an empty form on the same day and project."""
        self._save()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_contribution_log_action"
        )
        return dict(
            action,
            context={
                "default_date": self.date,
                "default_project_id": self.project_id.id,
                "default_commission_id": self.commission_id.id,
            },
        )


class ContributionLogShare(models.TransientModel):
    _name = "code.social.contribution.log.share"
    _description = "Somebody who Brought it Too"

    log_id = fields.Many2one(
        "code.social.contribution.log", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        domain=lambda self: self.env["code.social.contribution.log"]._member_domain(),
    )
    share = fields.Float("Share (%)", digits=(5, 2), required=True)
