from odoo import fields, models
from odoo.exceptions import UserError


class AdhesionPaper(models.TransientModel):
    """Ask for what `action_sign_on_paper()` needs; it checks everything."""

    _name = "code.social.adhesion.paper"
    _description = "Signature on paper"

    version_id = fields.Many2one("code.social.charter.version", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        domain="[('joined_on', '!=', False), ('left_on', '=', False)]",
    )
    name = fields.Char("Name as written")
    day = fields.Date("Signed on", default=fields.Date.context_today)
    scan = fields.Binary("Signed page", help="PDF, JPEG or PNG, 10 MB at most.")
    scan_name = fields.Char("File name")

    def action_apply(self):
        """Enter the signature, as the user, and show the adhesion."""
        self.ensure_one()
        if not self.version_id:
            raise UserError(self.env._("Open the version that was signed first."))
        adhesion = self.version_id.action_sign_on_paper(
            self.partner_id.id,
            self.name,
            self.day,
            self.with_context(bin_size=False).scan,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_adhesion_action"
        )
        return dict(action, res_id=adhesion.id, views=[(False, "form")])
