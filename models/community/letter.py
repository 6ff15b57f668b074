"""Letters of the community: written, addressed, sent once, and kept as they went."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize

_CONTENT = frozenset(
    {
        "name",
        "body",
        "sender_name",
        "reply_to",
        "to_sympathisers",
        "to_contributors",
        "to_core",
        "talent_ids",
        "commission_ids",
        "pillar_ids",
        "scheduled_on",
        "company_id",
    }
)


class Letter(models.Model):
    _name = "code.social.letter"
    _description = "Letter"
    _inherit = ["code.social.guard.mixin"]
    _order = "sent_on desc, id desc"
    _check_company_auto = True
    _method_fields = frozenset({"state", "sent_on", "sent_by_id"})
    _sealed_free_fields = frozenset({"state", "sent_on"})

    name = fields.Char("Subject", required=True)
    body = fields.Html(
        "Text",
        required=True,
        sanitize=True,
        sanitize_overridable=False,
        sanitize_form=True,
        help="Scripts and forms are taken out. Write short: most people read on a"
        " phone.",
    )
    sender_name = fields.Char(
        "From", required=True, default=lambda self: self.env.company.name
    )
    reply_to = fields.Char(
        "Answers go to",
        default=lambda self: self.env.company.email or self.env.user.email,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    # To whom: all kinds that are ticked, and narrowed by each list that is filled.
    to_sympathisers = fields.Boolean("Sympathisers", default=True)
    to_contributors = fields.Boolean("Contributors", default=True)
    to_core = fields.Boolean("Core circle", default=True)
    talent_ids = fields.Many2many(
        "code.social.talent",
        "code_social_letter_talent_rel",
        "letter_id",
        "talent_id",
        "With one of these talents",
        check_company=True,
    )
    commission_ids = fields.Many2many(
        "code.social.commission",
        "code_social_letter_commission_rel",
        "letter_id",
        "commission_id",
        "In one of these commissions",
        check_company=True,
    )
    pillar_ids = fields.Many2many(
        "code.social.pillar",
        "code_social_letter_pillar_rel",
        "letter_id",
        "pillar_id",
        "In a commission of these pillars",
        check_company=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("sending", "Leaving"),
            ("sent", "Sent"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    scheduled_on = fields.Datetime(
        "Not before", copy=False, help="Empty: as soon as it is sent."
    )
    sent_on = fields.Datetime("Sent on", readonly=True, copy=False)
    sent_by_id = fields.Many2one(
        "res.users", "Sent by", readonly=True, copy=False, ondelete="restrict"
    )
    delivery_ids = fields.One2many(
        "code.social.letter.delivery", "letter_id", "Deliveries", readonly=True
    )

    _due_idx = models.Index("(id) WHERE state IN ('scheduled', 'sending')")

    @api.constrains("reply_to")
    def _check_reply_to(self):
        for letter in self:
            if letter.reply_to and not email_normalize(letter.reply_to):
                raise ValidationError(
                    self.env._(
                        "“%(email)s” is not an e-mail address.", email=letter.reply_to
                    )
                )

    # === Sealed ===

    def _is_sealed(self):
        return self.state in ("sending", "sent")

    def write(self, vals):
        if _CONTENT.intersection(vals) and not self._is_by_method():
            self._refuse_scheduled()
        return super().write(vals)

    def _refuse_scheduled(self):
        if any(letter.state == "scheduled" for letter in self.sudo()):
            raise UserError(
                self.env._(
                    "This letter is about to leave: take it back to draft, then change"
                    " it."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_scheduled(self):
        self._refuse_scheduled()

    # === To whom ===

    def _levels(self):
        chosen = {
            "sympathiser": self.to_sympathisers,
            "contributor": self.to_contributors,
            "core": self.to_core,
        }
        return [level for level, ticked in chosen.items() if ticked]

    def _audience_domain(self):
        """Return the domain of the people whom this letter (one) is for.

        Members of its community only: nobody else asked for letters.
        """
        letter = self.sudo()
        company = letter.company_id
        domain = self.env["res.partner"]._members_domain()
        domain &= Domain("is_company", "=", False)
        # Those without a company of their own belong where they have a login.
        logged_in = Domain("user_ids", "=", False)
        logged_in |= Domain("user_ids.company_ids", "in", company.ids)
        domain &= Domain("company_id", "=", company.id) | (
            Domain("company_id", "=", False) & logged_in
        )
        domain &= Domain("community_level", "in", letter._levels())
        if letter.talent_ids:
            domain &= Domain("talent_ids", "in", letter.talent_ids.ids)
        if letter.commission_ids:
            domain &= Domain("id", "in", letter.commission_ids.member_ids.ids)
        if letter.pillar_ids:
            people = letter.pillar_ids.commission_ids.filtered(
                lambda one: one.company_id == company
            ).member_ids
            domain &= Domain("id", "in", people.ids)
        return domain

    def _audience(self):
        """Return the people whom this letter (one) is for, as superuser."""
        return self.env["res.partner"].sudo().search(self._audience_domain())
