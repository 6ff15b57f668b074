"""Joining by oneself from the portal, and taking leave."""

from odoo import api, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _can_join(self):
        """Tell whether the user may join, or come back, as this contact.

        In person, where the community lets people join by themselves; whoever was
        asked to come through the welcome team does so.
        """
        user, partner = self.env.user, self.sudo()
        return (
            partner == user.partner_id
            and (user._is_portal() or user._is_internal())
            and not partner.is_company
            and not partner.join_by_welcome
            and self.env.company.sudo().join_open
        )

    def join_community(self, values):
        """Join the community oneself, or come back. Twice is once.

        `values`: {agreed: bool} and, if wished, those of `choose_directory()`.
        Raises AccessError when `_can_join()` does not hold, UserError without
        agreement or on a choice that cannot be.
        """
        self._require(
            self._can_join(),
            self.env._("People join here through the welcome team: write to them."),
        )
        if self._is_member():
            return True
        if not values.get("agreed"):
            raise UserError(self.env._("Tick “I join” once you are sure."))
        chosen = self._clean_choices(values)
        self._join()
        self._write_choices(chosen)
        return True

    @api.model
    def _join_page(self):
        """Return what the page shows: who the community is, and whether it is open."""
        company = self.env.company.sudo()
        partner = self.env.user.partner_id
        return {
            "community": {"name": company.name, "email": company.email or ""},
            "can_join": partner._can_join(),
            "back": bool(partner.sudo().left_on),
            "talents": [(one.id, one.name) for one in self._offered_talents()],
            "preview": partner._directory_preview(),
        }

    def _leave_page(self):
        """Return what the page that takes leave says: {mandates: [names]}."""
        mandates = self.sudo().mandate_ids.filtered(lambda one: one.state == "active")
        return {"mandates": mandates.mapped("display_name")}
