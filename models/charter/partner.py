from odoo import api, fields, models
from odoo.fields import Domain

#: Who reads adhesions in the back office: see the access rules.
READERS = "code_social.group_publisher,code_social.group_manager"


class Partner(models.Model):
    _inherit = "res.partner"

    charter_signed = fields.Boolean(
        "Signed the charter in force",
        compute="_compute_charter_signed",
        search="_search_charter_signed",
        compute_sudo=True,
        groups=READERS,
        help="Holds a valid adhesion to the version in force in your companies.",
    )

    @api.depends_context("allowed_company_ids")
    def _compute_charter_signed(self):
        signed = self._signatories()
        for partner in self:
            partner.charter_signed = partner in signed

    def _search_charter_signed(self, operator, value):
        # Odoo looks at the groups of a stored field only.
        self._check_field_access(self._fields["charter_signed"], "read")
        if operator != "in":
            return NotImplemented
        found = Domain("id", "in", self._signatories(everybody=True).ids)
        wanted = Domain.FALSE
        if True in value:
            wanted |= found
        if False in value:
            wanted |= ~found
        return wanted

    def _signatories(self, everybody=False):
        """Return those of these people, or all, whose adhesion is valid here."""
        domain = Domain("state", "=", "valid")
        domain &= Domain("version_id.state", "=", "adopted")
        domain &= Domain("company_id", "in", self.env.companies.ids)
        if not everybody:
            domain &= Domain("partner_id", "in", self.ids)
        groups = (
            self.env["code.social.adhesion"].sudo()._read_group(domain, ["partner_id"])
        )
        return self.browse(partner.id for (partner,) in groups)

    def _eligible(self, purpose):
        """Narrow: once a version is in force, who is asked has signed it."""
        people = super()._eligible(purpose)
        for version in self.env["code.social.charter.version"]._in_force():
            people = version._adherents(people)
        return people

    @api.model
    def _charter_members(self, company):
        """Return the members of a community who have a login there, superuser."""
        domain = Domain("joined_on", "!=", False) & Domain("left_on", "=", False)
        domain &= Domain("user_ids.company_ids", "in", company.ids)
        return self.sudo().search(domain)

    @api.model
    def _people_of(self, company, people=Domain.TRUE):
        """Return the members of a community, with a login there or none at all.

        :param people: Domain that narrows them
        :return: res.partner, as superuser, by name
        """
        domain = self._members_domain() & Domain("active", "=", True) & people
        domain &= Domain("company_id", "in", (False, company.id))
        domain &= Domain("user_ids", "=", False) | Domain(
            "user_ids.company_ids", "in", company.ids
        )
        # One whose login was archived elsewhere belongs there all the same.
        everybody = self.sudo().with_context(active_test=False)
        return everybody.search(domain, order="name, id").with_env(self.sudo().env)

    def _erase_personal(self, reason=None):
        res = super()._erase_personal(reason)
        here = Domain("company_id", "in", self.env.companies.ids)
        comments = self.env["code.social.charter.comment"].sudo()
        comments.search(here & Domain("author_id", "in", self.ids))._erase()
        adhesions = self.env["code.social.adhesion"]
        signed = adhesions.sudo().search(here & Domain("partner_id", "in", self.ids))
        adhesions.browse(signed.ids).action_erase(reason)
        return res
