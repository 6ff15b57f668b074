from odoo import fields, models
from odoo.tools import SQL

from .project import STAFF


class Partner(models.Model):
    _inherit = "res.partner"

    share_ids = fields.One2many(
        "code.social.contribution.share",
        "partner_id",
        groups=STAFF,
    )
    contribution_count = fields.Integer(
        compute="_compute_contribution_count",
        groups=STAFF,
    )
    contribution_clock = fields.Integer(
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
        help="Moved on whenever the person's days change, so that two requests at"
        " once see each other.",
    )

    def _compute_contribution_count(self):
        groups = self.env["code.social.contribution.share"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.contribution_count = counts.get(partner.id, 0)

    def _lock_days(self):
        """Take these people's days for this transaction, in a fixed order.

        An UPDATE, not only a lock: under REPEATABLE READ the second transaction
        must fail and be retried, or it would not see what the first one wrote.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner SET contribution_clock =
                    COALESCE(contribution_clock, 0) + 1
                WHERE id IN (
                    SELECT id FROM res_partner WHERE id IN %s ORDER BY id FOR UPDATE
                )
                """,
                tuple(self.ids) or (0,),
            )
        )

    def _has_acknowledged_contribution(self):
        groups = (
            self.env["code.social.contribution.share"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("contribution_id.state", "=", "acknowledged"),
                ],
                ["partner_id"],
            )
        )
        people = self.browse(partner.id for (partner,) in groups)
        return super()._has_acknowledged_contribution() | people

    def _sealed_rows(self):
        ballots = (
            self.env["code.social.ballot"]
            .sudo()
            .search([("evaluator_id", "in", self.ids)])
        )
        return [*super()._sealed_rows(), ballots]

    def _leave_seats(self):
        waiting = (
            self.env["code.social.ballot"]
            .sudo()
            .search(
                [
                    ("evaluator_id", "in", self.ids),
                    ("state", "=", "assigned"),
                    ("round_id.state", "=", "open"),
                ]
            )
        )
        waiting._step_aside(self.env._("Left the community"))
        return super()._leave_seats()

    def action_view_contributions(self):
        """Open the contributions of this contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_contribution_action"
        )
        return dict(action, domain=[("partner_ids", "in", self.ids)], context={})
