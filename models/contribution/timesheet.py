from odoo import api, fields, models
from odoo.exceptions import UserError

#: Put in the context by a share that writes its own line. An object, so that no
#: remote call can forge it.
_FROM_SHARE = object()
#: What a share says of its line; the line alone cannot change it.
MASTERED = frozenset(
    {"date", "unit_amount", "project_id", "task_id", "employee_id", "user_id"}
    | {"company_id", "account_id"}
)


class ContributionShare(models.Model):
    """The timesheet line of each share of hours."""

    _inherit = "code.social.contribution.share"

    def _needs_line(self):
        self.ensure_one()
        contribution = self.contribution_id
        return (
            contribution.state in ("declared", "acknowledged")
            and contribution.measure == "hours"
            and self.quantity > 0
            and contribution.project_id.code_social
        )

    def _sync_lines(self):
        """Make, correct or remove the lines, so that each share owns its own.

        A volunteer's line has no employee: it is created without project, which
        Odoo allows without one, and then put on the project.
        """
        shares = self.sudo()
        kept = shares.filtered(lambda share: share._needs_line())
        (shares - kept)._drop_lines()
        kept._create_lines()
        for share in kept:
            share._line_as_master().write(share._line_values())

    def _line_as_master(self):
        return self.line_id.sudo().with_context(code_social_share=_FROM_SHARE)

    def _drop_lines(self):
        lines = self._line_as_master()
        self.filtered("line_id")._by_method().write({"line_id": False})
        lines.unlink()

    def _create_lines(self):
        missing = self.filtered(lambda share: not share.line_id)
        Line = (
            self.env["account.analytic.line"]
            .sudo()
            .with_context(code_social_share=_FROM_SHARE)
        )
        lines = Line.create([share._new_line_values() for share in missing])
        for share, line in zip(missing, lines, strict=True):
            share._by_method().write({"line_id": line.id})

    def _new_line_values(self):
        company = self.company_id
        project = self.contribution_id.project_id
        if not project.account_id:
            project._create_analytic_account()
        return {
            "name": self.contribution_id.name,
            "date": self.date,
            "unit_amount": self.quantity,
            "account_id": project.account_id.id,
            "company_id": company.id,
            "user_id": self._line_user().id,
            "product_uom_id": company.project_time_mode_id.id,
        }

    def _line_user(self):
        return self.partner_id.sudo().with_context(active_test=False).user_ids[:1]

    def _line_values(self):
        contribution = self.contribution_id
        return {
            "name": contribution.name,
            "date": contribution.date,
            "unit_amount": self.quantity,
            "project_id": contribution.project_id.id,
            "task_id": contribution.task_id.id,
            "so_line": False,
            "is_so_line_edited": True,
        }

    def _check_line_free(self):
        """Refuse to change or delete a line that a contribution stands on."""
        held = self.filtered(lambda share: share.state != "draft")
        if held:
            raise UserError(
                self.env._(
                    "These hours belong to the contribution “%(name)s”. Change or"
                    " withdraw the contribution instead; its timesheet line follows.",
                    name=held[0].contribution_id.name,
                )
            )

    def _follow_lines(self):
        """Carry a change of a proposed line to its contribution."""
        for share in self.filtered(lambda share: share.state == "draft"):
            line = share.line_id
            if not line.project_id.code_social:
                share._by_method().write({"line_id": False})
                share.contribution_id.unlink()
                continue
            values = line._proposal_values(share.partner_id)
            kept = ("name", "date", "quantity", "project_id", "task_id")
            share.contribution_id.write({key: values[key] for key in kept})


class AnalyticLine(models.Model):
    """Hours typed by staff on a community project propose a contribution."""

    _inherit = "account.analytic.line"

    contribution_share_ids = fields.One2many(
        "code.social.contribution.share",
        "line_id",
        groups="code_social.group_publisher,code_social.group_accountant",
    )

    def _from_share(self):
        return self.env.context.get("code_social_share") is _FROM_SHARE

    def _shares(self):
        return (
            self.env["code.social.contribution.share"]
            .sudo()
            .search([("line_id", "in", self.ids)])
        )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not lines._from_share():
            lines._propose_contributions()
        return lines

    def write(self, vals):
        if self._from_share() or not (vals.keys() & (MASTERED | {"name"})):
            return super().write(vals)
        # Before the shares are looked at: a refusal would name the contribution.
        self.check_access("write")
        shares = self._shares()
        if vals.keys() & MASTERED:
            shares._check_line_free()
        result = super().write(vals)
        shares._follow_lines()
        (self - shares.line_id)._propose_contributions()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_contribution(self):
        if self._from_share():
            return
        shares = self._shares()
        shares._check_line_free()
        contributions = shares.contribution_id
        shares._by_method().write({"line_id": False})
        contributions.unlink()

    def _propose_contributions(self):
        """Propose one contribution for each line of a member on a community project."""
        people = {line: line._member() for line in self.sudo()}
        lines = [line for line, person in people.items() if person]
        proposals = (
            self.env["code.social.contribution"]
            .sudo()
            ._by_method()
            .create([line._proposal_values(people[line]) for line in lines])
        )
        for line, proposal in zip(lines, proposals, strict=True):
            proposal.share_ids._by_method().write({"line_id": line.id})

    def _worked_by(self):
        """Return the person whose hours these are, or an empty recordset."""
        person = self.employee_id.user_partner_id or self.employee_id.work_contact_id
        return person or self.user_id.partner_id

    def _member(self):
        """Return the member whose hours these are, or an empty recordset."""
        if not self.project_id.code_social or self.unit_amount <= 0:
            return self.env["res.partner"]
        person = self._worked_by()
        return person if person and person._is_member() else person.browse()

    def _proposal_values(self, person):
        company = self.company_id or self.env.company
        title = self.name if self.name and self.name != "/" else self.project_id.name
        nature = (
            self.env["code.social.nature"]
            .with_company(company)
            ._guess(title)
            .filtered(lambda leaf: leaf.measure == "hours")[:1]
        )
        return {
            "name": title,
            "date": self.date,
            "nature_id": nature.id,
            "quantity": self.unit_amount,
            "project_id": self.project_id.id,
            "task_id": self.task_id.id,
            "origin": "timesheet",
            "entered_by_id": person.id,
            "company_id": company.id,
            "share_ids": [
                fields.Command.create({"partner_id": person.id, "share": 100})
            ],
        }
