from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_bank_accounts(self, src_partners, dst_partner):
        # The first step that knows which contact stays.
        self._refuse_merge(src_partners, dst_partner)
        return super()._merge_bank_accounts(src_partners, dst_partner)

    @api.model
    def _update_foreign_keys_generic(self, model, src_records, dst_record):
        # Odoo rewrites and deletes rows by SQL here, below every guard.
        if model == "res.partner":
            self._refuse_merge(src_records, dst_record)
        return super()._update_foreign_keys_generic(model, src_records, dst_record)

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # Odoo copies every column over: what methods write stays as it is.
        # As superuser: some of them are closed to the one who merges.
        dst_partner = dst_partner.sudo().with_context(code_social_drop_guarded=True)
        return super()._update_values(src_partners.sudo(), dst_partner)

    @api.model
    def _refuse_merge(self, sources, target):
        """Refuse to make contacts vanish whose history names them."""
        for source in sources.sudo():
            if source.member_uid and target.sudo().member_uid:
                raise UserError(
                    self.env._(
                        "%(name)s and %(other)s are both members: two histories cannot "
                        "become one.",
                        name=source.name,
                        other=target.sudo().name,
                    )
                )
            if source.member_uid:
                raise UserError(
                    self.env._(
                        "%(name)s is a member: choose this contact as the one that "
                        "stays.",
                        name=source.name,
                    )
                )
            held = next((one[0] for one in source._sealed_rows() if one), None)
            if held:
                raise UserError(self._sentence_of_held(source, held))

    @api.model
    def _sentence_of_held(self, source, record):
        # What is closed to the user is not named.
        if not record.with_user(self.env.user).has_access("read"):
            return self.env._(
                "%(name)s cannot vanish: sealed records name this contact.",
                name=source.name,
            )
        return self.env._(
            "%(name)s cannot vanish: sealed records name this contact (%(record)s).",
            name=source.name,
            record=record.display_name,
        )
