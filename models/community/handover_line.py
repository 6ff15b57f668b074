from odoo import api, fields, models
from odoo.exceptions import UserError


class CodeSocialHandoverLine(models.Model):
    _name = "code.social.handover.line"
    _inherit = ["code.social.guard.mixin"]
    _description = "Thing to hand over"
    _order = "sequence, id"

    _method_fields = frozenset(
        {"handover_id", "name", "sequence", "done", "done_on", "done_by_id"}
    )

    handover_id = fields.Many2one(
        "code.social.handover",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index="btree_not_null"
    )
    sequence = fields.Integer(readonly=True)
    name = fields.Char("What", required=True, readonly=True)
    done = fields.Boolean(readonly=True)
    done_on = fields.Date(readonly=True)
    done_by_id = fields.Many2one("res.users", "Said by", readonly=True)

    can_tick = fields.Boolean(related="handover_id.can_tick")

    def action_tick(self):
        """Say that these things are handed over, as `handover.action_tick()` does."""
        for line in self:
            line.handover_id.action_tick(line.id)
        return True

    def action_untick(self):
        """Say that these things are not handed over after all."""
        for line in self:
            line.handover_id.action_tick(line.id, done=False)
        return True

    def _is_sealed(self):
        return self.handover_id._is_sealed()

    @api.model_create_multi
    def create(self, vals_list):
        self._require(
            self._is_by_method(),
            self.env._("A handover opens by itself when a mandate ends."),
        )
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A handover is kept with its mandate."))
