from contextlib import contextmanager

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

# Once confirmed, a mandate says who answered for what and when: it is ended, and
# another one opened, rather than rewritten.
_SUBJECT = frozenset(
    {
        "partner_id",
        "role_id",
        "commission_id",
        "project_id",
        "company_id",
        "date_start",
        "date_end",
        "designation",
    }
)


class CodeSocialMandate(models.Model):
    _name = "code.social.mandate"
    _inherit = ["code.social.proof.mixin", "mail.thread"]
    _description = "Mandate"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    _method_fields = frozenset(
        {
            "state",
            "started_on",
            "opened_by_id",
            "confirmed_by_id",
            "confirmed_on",
            "granted_group_ids",
            "previous_id",
            "notice_30_on",
            "notice_7_on",
            "end_reason",
            "end_reason_salt",
            "end_reason_digest",
        }
    )
    _sealed_free_fields = frozenset(
        {"granted_group_ids", "end_reason", "end_reason_salt"}
    )
    _erasable = {"end_reason": ("end_reason_salt", "end_reason_digest")}

    partner_id = fields.Many2one(
        "res.partner",
        "Holder",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    role_id = fields.Many2one(
        "code.social.role",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind', '!=', 'status')]",
        tracking=True,
    )
    scope = fields.Selection(related="role_id.scope")
    commission_id = fields.Many2one(
        "code.social.commission",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    project_id = fields.Many2one(
        "project.project",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    date_start = fields.Date(
        "From", required=True, default=fields.Date.today, tracking=True
    )
    date_end = fields.Date("To", tracking=True, help="Last day, included.")
    deputy_id = fields.Many2one("res.partner", index="btree_not_null")
    designation = fields.Selection(
        [
            ("election", "Election without candidate"),
            ("volunteer", "Volunteer"),
            ("lot", "Drawn by lot"),
            ("appointed", "Appointed"),
        ],
        required=True,
        default="election",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("active", "Active"),
            ("ended", "Ended"),
            ("resigned", "Resigned"),
            ("revoked", "Revoked"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        tracking=True,
    )
    started_on = fields.Date(readonly=True, help="Day its rights began.")
    is_running = fields.Boolean(compute="_compute_is_running")
    opened_by_id = fields.Many2one(
        "res.users",
        "Opened by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True)
    confirmed_on = fields.Datetime(readonly=True)
    granted_group_ids = fields.Many2many(
        "res.groups",
        "code_social_mandate_group_rel",
        "mandate_id",
        "group_id",
        "Given",
        readonly=True,
        groups="code_social.group_publisher,code_social.group_manager",
        help="What this mandate gave, withdrawn with it.",
    )
    end_reason = fields.Text(
        "Reason of the end",
        readonly=True,
        groups="code_social.group_publisher,code_social.group_manager",
    )
    end_reason_salt = fields.Char(readonly=True, groups="base.group_no_one")
    end_reason_digest = fields.Char(readonly=True, groups="base.group_no_one")

    _dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A mandate cannot end before it starts.",
    )
    # One-value ranges: GiST knows ranges without any extension of PostgreSQL.
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            int4range(company_id, company_id, '[]') WITH &&,
            int4range(partner_id, partner_id, '[]') WITH &&,
            int4range(role_id, role_id, '[]') WITH &&,
            int4range(COALESCE(commission_id, 0), COALESCE(commission_id, 0), '[]')
                WITH &&,
            int4range(COALESCE(project_id, 0), COALESCE(project_id, 0), '[]') WITH &&,
            daterange(date_start, date_end, '[]') WITH &&
        ) WHERE (state IN ('draft', 'active', 'ended'))""",
        "This person already holds this role there during these dates.",
    )

    @api.depends("state", "started_on")
    def _compute_is_running(self):
        for mandate in self:
            mandate.is_running = mandate.state == "active" and bool(mandate.started_on)

    @api.depends("partner_id", "role_id", "commission_id", "project_id")
    def _compute_display_name(self):
        for mandate in self:
            where = mandate.commission_id.name or mandate.project_id.sudo().name
            parts = [mandate.partner_id.sudo().name, mandate.role_id.name, where]
            mandate.display_name = " · ".join(part for part in parts if part)

    @api.onchange("role_id", "date_start")
    def _onchange_term(self):
        if self.role_id.term_months and self.date_start and not self.date_end:
            self.date_end = self._term_end(self.role_id, self.date_start)

    @api.model
    def _term_end(self, role, start):
        return start + relativedelta(months=role.term_months, days=-1)

    # === Checks ===

    @api.constrains("date_start", "date_end", "role_id")
    def _check_term(self):
        for mandate in self:
            role = mandate.role_id
            if not role.term_months or mandate.state != "draft":
                continue
            last = self._term_end(role, mandate.date_start)
            if not mandate.date_end or mandate.date_end > last:
                raise ValidationError(
                    self.env._(
                        "A term of “%(role)s” lasts %(months)s months: it ends on "
                        "%(date)s at the latest.",
                        role=role.name,
                        months=role.term_months,
                        date=last,
                    )
                )

    @api.constrains("role_id", "commission_id", "project_id")
    def _check_scope(self):
        for mandate in self:
            if mandate.role_id.kind == "status":
                raise ValidationError(
                    self.env._(
                        "“%(role)s” is a status: it has no mandate.",
                        role=mandate.role_id.name,
                    )
                )
            scope = mandate.role_id.scope
            if (scope == "commission") != bool(mandate.commission_id) or (
                scope == "project"
            ) != bool(mandate.project_id):
                label = dict(
                    mandate.role_id._fields["scope"]._description_selection(self.env)
                )
                raise ValidationError(
                    self.env._(
                        "“%(role)s” is held for: %(scope)s. Fill in exactly that.",
                        role=mandate.role_id.name,
                        scope=label[scope],
                    )
                )

    @api.constrains("partner_id", "opened_by_id")
    def _check_not_own(self):
        for mandate in self:
            if mandate.partner_id == mandate.opened_by_id.sudo().partner_id:
                raise ValidationError(
                    self.env._("Nobody opens a mandate for themselves.")
                )

    @contextmanager
    def _in_a_sentence(self):
        """Say in a sentence what the database refuses."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                yield
        except psycopg2.errors.ExclusionViolation as error:
            raise ValidationError(
                self.env._(
                    "This person already holds this role there during these dates."
                )
            ) from error
        except psycopg2.errors.CheckViolation as error:
            raise ValidationError(
                self.env._("A mandate cannot end before it starts.")
            ) from error

    # === CRUD ===

    def _is_sealed(self):
        return self.state in ("ended", "resigned", "revoked")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._complete_term(vals)
        with self._in_a_sentence():
            mandates = super().create(vals_list)
        self.env["code.social.event"]._record(mandates, "mandate.open")
        return mandates

    def _refuse_confirmed(self):
        # First, or the sentence tells a state to who may not read it.
        self.check_access("write")
        if any(mandate.state != "draft" for mandate in self.sudo()):
            raise UserError(
                self.env._("This mandate is confirmed: end it and open another one.")
            )

    def _complete_term(self, vals):
        role = self.env["code.social.role"].browse(vals.get("role_id"))
        if role.term_months and not vals.get("date_end"):
            start = fields.Date.to_date(vals.get("date_start")) or fields.Date.today()
            vals["date_end"] = self._term_end(role, start)

    def write(self, vals):
        changed = _SUBJECT.intersection(vals)
        by_hand = changed and not self._is_by_method()
        if by_hand:
            self._refuse_confirmed()
        if changed or "state" in vals:
            with self._in_a_sentence():
                result = super().write(vals)
        else:
            result = super().write(vals)
        if by_hand:
            # Whoever changes the subject of a draft becomes the one who opens it.
            self._by_method().write({"opened_by_id": self.env.uid})
            self._unlink_previous()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(mandate.state != "draft" for mandate in self.sudo()):
            raise UserError(self.env._("A confirmed mandate is kept: end it instead."))
