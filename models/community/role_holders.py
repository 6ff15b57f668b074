"""Who holds a role now, what is vacant, and how members read it."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CodeSocialRole(models.Model):
    _inherit = "code.social.role"

    running_count = fields.Integer("Holders", compute="_compute_running_count")
    is_orphaned = fields.Boolean(
        "Orphaned",
        compute="_compute_running_count",
        search="_search_is_orphaned",
        help="A key role which nobody holds today.",
    )
    seat_clock = fields.Integer(
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
        help="Moved on at each confirmation, so that two at once see each other.",
    )

    def _lock_seats(self):
        """Take the seats of these roles for this transaction.

        An UPDATE, not only a lock: under REPEATABLE READ the second transaction
        must fail and be retried, or it would not see whom the first one seated.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE code_social_role SET seat_clock = COALESCE(seat_clock, 0) + 1
                WHERE id IN (
                    SELECT id FROM code_social_role
                    WHERE id IN %s ORDER BY id FOR UPDATE
                )
                """,
                tuple(self.ids) or (0,),
            )
        )

    @api.depends("mandate_ids.state", "mandate_ids.started_on", "key_role", "kind")
    def _compute_running_count(self):
        running = self.env["code.social.mandate"]._running_domain()
        groups = self.env["code.social.mandate"]._read_group(
            running & Domain("role_id", "in", self.ids), ["role_id"], ["__count"]
        )
        counts = {role.id: count for role, count in groups}
        for role in self:
            role.running_count = counts.get(role.id, 0)
            needed = role.key_role and role.kind != "status"
            role.is_orphaned = needed and not role.running_count

    def _search_is_orphaned(self, operator, value):
        if operator != "in":
            return NotImplemented
        running = self.env["code.social.mandate"]._running_domain()
        domain = Domain("key_role", "=", True) & Domain("kind", "!=", "status")
        domain &= Domain("mandate_ids", "not any", running)
        if True in value:
            return Domain.TRUE if False in value else domain
        return ~domain

    def action_view_mandates(self):
        """Open the mandates of this role."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_mandate_action"
        )
        return {
            **action,
            "domain": [("role_id", "=", self.id)],
            "context": {"default_role_id": self.id, "search_default_active": 1},
        }

    # === The page of roles ===

    @api.model
    def _page_rows(self):
        """Return the roles of the community as [{name, purpose, holders, vacancy}].

        `holders` is [{name, where, until}], `vacancy` a sentence or "". The queries
        do not grow with the number of roles, people or commissions.
        """
        here = Domain("company_id", "in", self.env.companies.ids)
        roles = self.search(here & Domain("kind", "!=", "status"))
        running = self.env["code.social.mandate"]._running_domain()
        mandates = self.env["code.social.mandate"].search(
            running & Domain("role_id", "in", roles.ids), order="date_start, id"
        )
        commissions = self.env["code.social.commission"].search(here)
        held = mandates.grouped("role_id")
        nobody = mandates.browse()
        return [role._row(held.get(role, nobody), commissions) for role in roles]

    def _row(self, mandates, commissions):
        ours = commissions.filtered(lambda one: one.company_id == self.company_id)
        return {
            "name": self.name,
            "purpose": self.purpose or "",
            "key": self.key_role,
            "holders": [mandate._holder_row() for mandate in mandates],
            "vacancy": self._vacancy(mandates, ours),
            "orphaned": self.key_role and not mandates,
        }

    def _vacancy(self, mandates, commissions):
        """Say in a sentence what is vacant, or "" when everything is held."""
        if not mandates:
            return self.env._("Nobody holds it for now.")
        if self.scope == "community" and len(mandates) < self.seats:
            return self.env._(
                "Free seats: %(free)s of %(seats)s.",
                free=self.seats - len(mandates),
                seats=self.seats,
            )
        # A council sits together: it needs no seat of a commission's own.
        working = commissions.filtered(lambda one: not one.is_council)
        empty = working - mandates.commission_id
        if self.scope == "commission" and self.key_role and empty:
            return self.env._(
                "Nobody holds it in: %(names)s.", names=", ".join(empty.mapped("name"))
            )
        return ""
