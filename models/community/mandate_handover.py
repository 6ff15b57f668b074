"""Who receives what a mandate leaves, and when nothing is left."""

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain


class CodeSocialMandate(models.Model):
    _inherit = "code.social.mandate"

    handover_ids = fields.One2many(
        "code.social.handover",
        "mandate_id",
        groups="code_social.group_member,code_social.group_publisher,"
        "code_social.group_manager",
    )

    def _seat_name(self):
        """Return what is held, and where: "Coordinator · Garden"."""
        mandate = self.sudo()
        where = mandate.commission_id.name or mandate.project_id.name
        return " · ".join(part for part in (mandate.role_id.name, where) if part)

    def _receivers(self):
        """Return {mandate: who receives it}: the next holder, or else the deputy."""
        domain = Domain("role_id", "in", self.role_id.ids)
        domain &= Domain("state", "=", "active") & Domain("id", "not in", self.ids)
        by_seat = (
            self.sudo()
            .search(domain, order="date_start")
            .grouped(lambda one: one._seat_key())
        )
        found = {}
        for mandate in self:
            following = by_seat.get(mandate._seat_key(), mandate.browse()).filtered(
                lambda one, m=mandate: one._succeeds(m)
            )
            deputy = mandate.deputy_id
            known = deputy if deputy._is_member() else deputy.browse()
            found[mandate] = following[:1].partner_id or known
        return found

    def _succeeds(self, mandate):
        """Tell whether this one begins for somebody else as `mandate` ends."""
        other = self.partner_id != mandate.partner_id
        return other and bool(mandate.date_end) and self.date_start >= mandate.date_end

    def _settle_handovers(self):
        """Bring open handovers of this seat up to date with who was just confirmed."""
        mandate = self.sudo()
        domain = Domain("state", "=", "open") & Domain(
            "mandate_id", "any", mandate._same_seat_domain()
        )
        for handover in self.env["code.social.handover"].sudo().search(domain):
            before = handover.mandate_id
            if before == mandate:
                continue
            deputies = (before.deputy_id, before.deputy_id.browse())
            if mandate._continues(before):
                handover.with_env(self.env)._close("dropped")
            elif mandate._succeeds(before) and handover.receiver_id in deputies:
                handover.write({"receiver_id": mandate.partner_id.id})

    def _continues(self, mandate):
        """Tell whether this one is the same person going on after `mandate`."""
        same = self.partner_id == mandate.partner_id
        month = relativedelta(months=1)
        return (
            same
            and bool(mandate.date_end)
            and (mandate.date_end <= self.date_start <= mandate.date_end + month)
        )
