from odoo import fields, models


class Aid(models.Model):
    """A thanked aid is a contribution of the person who helped."""

    _inherit = "code.social.aid"

    _sealed_free_fields = frozenset({"contribution_id"})

    contribution_id = fields.Many2one(
        "code.social.contribution",
        "Contribution of who helped",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _after_thanks(self):
        """Note it for the helper, with the thanks as its acknowledgement.

        Nothing is noted for somebody who left meanwhile. The nature is relation: a
        help is neither counted in hours nor weighed.
        """
        super()._after_thanks()
        aid = self.sudo()
        helper = self._helper().with_company(aid.company_id)
        user = helper._members_here().user_ids[:1]
        if not user:
            return
        noted = self.env["code.social.contribution"].with_user(user)
        noted = noted.with_company(aid.company_id).log(
            {
                "name": aid.name,
                "nature_id": self.env.ref("code_social.nature_relation").id,
                "beneficiary_ids": self._helped().ids,
            }
        )
        noted.with_user(self.env.user).action_acknowledge(aid.thanks)
        self._by_method().write({"contribution_id": noted.id})
