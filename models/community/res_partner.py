from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import limited_field_access_token

READERS = (
    "code_social.group_publisher,code_social.group_accountant,code_social.group_manager"
)
WRITERS = "code_social.group_publisher,code_social.group_manager"


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "code.social.guard.mixin"]

    _method_fields = frozenset(
        {
            "member_uid",
            "joined_on",
            "left_on",
            "community_level",
            "imported",
            "letters",
        }
    )
    # What a person reads of their own row, whatever their groups.
    _own_fields = frozenset(
        {
            "member_uid",
            "joined_on",
            "left_on",
            "community_level",
            "imported",
            "letters",
            "talent_ids",
            "directory_level",
            "directory_photo",
            "directory_listed",
            "directory_talents",
            "directory_contact",
            "directory_words",
            "join_by_welcome",
            "status_ids",
            "mandate_ids",
            "mandate_count",
        }
    )

    member_uid = fields.Char(
        "Member reference", readonly=True, copy=False, groups=READERS
    )
    joined_on = fields.Date("Joined on", readonly=True, copy=False, groups=READERS)
    left_on = fields.Date("Left on", readonly=True, copy=False, groups=READERS)
    community_level = fields.Selection(
        [
            ("none", "Not a member"),
            ("sympathiser", "Sympathiser"),
            ("contributor", "Contributor"),
            ("core", "Core circle"),
            ("former", "Former member"),
        ],
        "Place in the community",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        groups=READERS,
    )
    imported = fields.Boolean(
        readonly=True,
        copy=False,
        groups=READERS,
        help="Known through an import only: never drawn, never asked anything.",
    )
    talent_ids = fields.Many2many(
        "code.social.talent",
        "code_social_partner_talent_rel",
        "partner_id",
        "talent_id",
        "Talents",
        copy=False,  # what is copied is another person
        groups=READERS,
    )
    directory_level = fields.Boolean(
        "Show my place in the community", copy=False, groups=READERS
    )
    directory_photo = fields.Boolean("Show my photo", copy=False, groups=READERS)
    status_ids = fields.One2many(
        "code.social.status", "partner_id", "Legal status", groups=READERS
    )
    mandate_ids = fields.One2many(
        "code.social.mandate", "partner_id", "Mandates", groups=READERS
    )
    mandate_count = fields.Integer(compute="_compute_mandate_count", groups=READERS)

    _member_uid_uniq = models.UniqueIndex(
        "(member_uid) WHERE member_uid IS NOT NULL",
        "Two people cannot have the same member reference.",
    )

    @api.depends("mandate_ids.state")
    def _compute_mandate_count(self):
        domain = Domain("partner_id", "in", self.ids) & Domain("state", "=", "active")
        groups = self.env["code.social.mandate"]._read_group(
            domain, ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.mandate_count = counts.get(partner.id, 0)

    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) or (
            operation == "read"
            and field.name in self._own_fields
            and self._origin == self.env.user.partner_id
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_member(self):
        if known := self.sudo().filtered("member_uid")[:1]:
            raise UserError(
                self.env._(
                    "%(name)s has a history in the community: archive this contact "
                    "instead of deleting it.",
                    name=known.name,
                )
            )

    # === Who is a member ===

    def _is_member(self):
        """Tell whether this contact (one or none) has joined and not left."""
        partner = self.sudo()
        return bool(partner.joined_on and not partner.left_on)

    def _eligible(self, purpose):
        """Return those of these contacts who may be asked to `purpose`.

        `purpose` is "evaluate", "vote" or "draw". They have joined and not left,
        have a login with the member group, and are not known by import alone.
        Lower rooms narrow it with `super()`.
        """
        group = self.env.ref("code_social.group_member")
        domain = Domain("id", "in", self.ids) & Domain("imported", "!=", True)
        domain &= Domain("joined_on", "!=", False) & Domain("left_on", "=", False)
        domain &= Domain("user_ids.all_group_ids", "in", group.ids)
        return self.browse(self.env["res.partner"].sudo().search(domain).ids)

    def _public_card(self):
        """Return what other members may know of this person (one): a dict.

        Keys: id, name, level (or False), avatar_url (or False). The name alone,
        unless the person chose otherwise.
        """
        partner = self.sudo()
        return {
            "id": partner.id,
            "name": partner.name or "",
            "level": partner.directory_level and partner.community_level,
            "avatar_url": partner.directory_photo and partner._avatar_url(),
        }

    def _avatar_url(self):
        """Return the address of this person's picture (one), readable by whoever has
        it.
        """
        token = limited_field_access_token(self.sudo(), "avatar_128", scope="binary")
        return f"/web/image/res.partner/{self.id}/avatar_128?access_token={token}"

    # === Hooks of the lower rooms ===

    def _has_acknowledged_contribution(self):
        """Return those of these contacts who have one acknowledged contribution."""
        return self.browse()

    def _leave_seats(self):
        """Withdraw what a person holds outside the community room. Hook."""

    def _erase_personal(self, reason=None):
        """Erase what these people said of themselves; what proves stays. Hook.

        As far as the user's own companies reach.
        """
        here = Domain("company_id", "in", self.env.companies.ids)
        ended = Domain("partner_id", "in", self.ids) & Domain("end_reason", "!=", False)
        self.env["code.social.mandate"].sudo().search(here & ended)._erase()
        self.sudo()._forget_choices()

    def _sealed_rows(self):
        """Return the sealed records that name these contacts: a list of recordsets.

        Asked before contacts are merged, as superuser.
        """
        mandates = self.env["code.social.mandate"].sudo()
        named = Domain("partner_id", "in", self.ids) | Domain(
            "deputy_id", "in", self.ids
        )
        mandates = mandates.search(named & Domain("state", "!=", "draft"))
        return [mandates, *self._named_by_sealed()]

    def _named_by_sealed(self):
        """Yield, model by model, what is sealed and names these contacts."""
        for model in self.env.values():
            if model._abstract or not hasattr(model, "_holding_people"):
                continue
            naming = Domain.OR(
                Domain(field.name, "in", self.ids)
                for field in model._fields.values()
                if field.store
                and field.type in ("many2one", "many2many")
                and field.comodel_name == "res.partner"
            )
            every = model.sudo().with_context(active_test=False)
            yield every.search(naming)._holding_people()
