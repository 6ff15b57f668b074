"""The directory: each person chooses what the others see of them."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .res_partner import READERS, WRITERS

#: Yes or no, said by the person themselves.
CHOICES = (
    "directory_listed",
    "directory_level",
    "directory_photo",
    "directory_talents",
    "directory_contact",
)
#: Characters of a few words about oneself.
WORDS = 200
#: People on one page of the directory.
STEP = 30


class ResPartner(models.Model):
    _inherit = "res.partner"

    join_by_welcome = fields.Boolean(
        "Comes back through the welcome team only",
        copy=False,
        groups=WRITERS,
        help="This person cannot join by themselves: somebody lets them in.",
    )
    # No default: Odoo would write it on behalf of whoever creates a login, who may
    # be a stranger to the community. One is listed from the day one joins.
    directory_listed = fields.Boolean(
        "Listed in the directory", copy=False, groups=READERS
    )
    directory_talents = fields.Boolean("Show my talents", copy=False, groups=READERS)
    directory_contact = fields.Boolean(
        "Show my e-mail address", copy=False, groups=READERS
    )
    directory_words = fields.Char("A few words", copy=False, groups=READERS)

    # The directory sorts by name, and looks for a name, among members alone.
    _directory_idx = models.Index(
        "(name, id) WHERE joined_on IS NOT NULL AND left_on IS NULL"
    )
    _directory_words_short = models.Constraint(
        "CHECK (char_length(directory_words) <= 200)",
        "A few words: 200 characters at most.",
    )

    # === Who is in it ===

    @api.model
    def _directory_domain(self, term="", talent=0, commission=0):
        """Return the domain of the people of this community who are listed.

        `term` looks in names and in the talents which people show; `talent` and
        `commission` are ids, 0 for all. What a person hides never finds them. Who
        has no login here could not have chosen, and is not listed.
        """
        company = self.env.company
        domain = self._members_domain() & Domain("directory_listed", "=", True)
        domain &= Domain("company_id", "in", [False, company.id])
        domain &= Domain("user_ids.company_ids", "in", company.ids)
        shown = Domain("directory_talents", "=", True)
        ours = Domain("company_id", "in", [False, company.id])
        if term:
            named = ours & Domain("name", "ilike", term)
            talented = shown & Domain("talent_ids", "any", named)
            domain &= Domain("name", "ilike", term) | talented
        if talent:
            domain &= shown & Domain(
                "talent_ids", "any", ours & Domain("id", "=", talent)
            )
        if commission:
            body = self.env["code.social.commission"].search([("id", "=", commission)])
            domain &= Domain("id", "in", body.sudo().member_ids.ids)
        return domain

    @api.model
    def _directory_rows(self, term="", talent=0, commission=0, page=1):
        """Return (number of people found, cards of one page), by name.

        The number of queries is the same for ten people and for a thousand.
        """
        domain = self._directory_domain(term, talent, commission)
        people = self.sudo().with_context(active_test=True)
        total = people.search_count(domain)
        found = people.search(
            domain, order="name, id", limit=STEP, offset=(page - 1) * STEP
        )
        return total, [person._directory_card() for person in found]

    @api.model
    def _directory_person(self, uid):
        """Return the card of one listed person by member reference, or None."""
        domain = self._directory_domain() & Domain("member_uid", "=", str(uid))
        person = self.sudo().search(domain, limit=1)
        return person._directory_card() if person else None

    @api.model
    def _directory_filters(self):
        """Return {talents, commissions}: [(id, name)] to choose among."""
        commissions = self.env["code.social.commission"].search(
            [("company_id", "=", self.env.company.id)]
        )
        return {
            "talents": [(one.id, one.name) for one in self._offered_talents()],
            "commissions": [(one.id, one.name) for one in commissions],
        }

    # === What is shown of one person ===

    def _directory_card(self):
        """Return what the directory shows of this person (one), as they chose.

        The public card, and: uid, url, level_label, talents [names], words, email.
        """
        partner = self.sudo()
        return {
            **partner._public_card(),
            "uid": partner.member_uid,
            "url": f"/my/people/{partner.member_uid}",
            "level_label": partner.directory_level and partner._level_label(),
            "talents": partner._talent_names() if partner.directory_talents else [],
            "words": partner.directory_words or "",
            "email": (partner.directory_contact and partner.email) or "",
        }

    def _directory_preview(self):
        """Return one's own card with everything in it: the page hides what is not
        ticked, so that a choice is seen before it is made.
        """
        partner = self.sudo()
        return {
            "name": partner.name or "",
            "avatar_url": partner._avatar_url(),
            "level_label": partner._level_label(),
            "talents": partner._talent_names(),
            "words": partner.directory_words or "",
            "email": partner.email or "",
        }

    def _level_label(self):
        labels = dict(self._fields["community_level"]._description_selection(self.env))
        return labels.get(self.sudo().community_level, "")

    def _talent_names(self):
        """Return the names of this person's talents which this community knows."""
        ours = (False, self.env.company.id)
        talents = self.sudo().talent_ids
        return [one.name for one in talents if one.company_id.id in ours]

    # === Choosing ===

    @api.model
    def _offered_talents(self):
        """Return the talents of this community, as superuser: a newcomer chooses
        among them before they may read them.
        """
        domain = Domain("company_id", "in", [False, self.env.company.id])
        return self.env["code.social.talent"].sudo().search(domain)

    def _can_choose_directory(self):
        """Tell whether the user may say what is shown of this person: themselves."""
        return self == self.env.user.partner_id and self._is_member()

    def choose_directory(self, values):
        """Say what others see of oneself; what `values` leaves out stays.

        `values`: {directory_listed, directory_level, directory_photo,
        directory_talents, directory_contact: bool; directory_words: text of 200
        characters at most; talent_ids: [id]}. Raises AccessError for somebody
        else, UserError on words too long or a talent not offered.
        """
        self._require(
            self._can_choose_directory(),
            self.env._("Each member chooses for themselves what is shown."),
        )
        self._write_choices(self._clean_choices(values))
        return True

    def _my_choices(self):
        """Return what is chosen today, in the shape of the page's form."""
        partner = self.sudo()
        return {
            **{name: partner[name] for name in CHOICES},
            # Who has not joined yet would be listed, unless they say no.
            "directory_listed": partner.directory_listed or not partner._is_member(),
            "directory_words": partner.directory_words or "",
            "talent_ids": partner.talent_ids.ids,
        }

    @api.model
    def _clean_choices(self, values):
        """Return the values to write; other keys are dropped."""
        chosen = {name: bool(values[name]) for name in CHOICES if name in values}
        if "directory_words" in values:
            words = " ".join(str(values["directory_words"] or "").split())
            if len(words) > WORDS:
                raise UserError(
                    self.env._(
                        "A few words: %(limit)s characters at most, these are "
                        "%(length)s.",
                        limit=WORDS,
                        length=len(words),
                    )
                )
            chosen["directory_words"] = words or False
        if "talent_ids" in values:
            chosen["talent_ids"] = self._clean_talents(values["talent_ids"])
        return chosen

    @api.model
    def _clean_talents(self, ids):
        """Return the command that sets these talents; those not offered now stay."""
        offered = self._offered_talents()
        wanted = {str(one) for one in (ids or [])}
        chosen = offered.filtered(lambda one: str(one.id) in wanted)
        if len(chosen) != len(wanted):
            raise UserError(self.env._("Choose among the talents shown."))
        return [Command.set(chosen.ids)]

    def _write_choices(self, values):
        before = {name: self.sudo()[name] for name in CHOICES}
        self._by_method().write(values)
        after = {name: self.sudo()[name] for name in CHOICES}
        if after != before:
            self.env["code.social.event"]._record(self, "member.show", before, after)

    def _forget_choices(self):
        """Bring these contacts back to the name alone, and forget their words."""
        self._by_method().write(
            {
                **dict.fromkeys(CHOICES, False),
                "directory_listed": True,
                "directory_words": False,
                "talent_ids": [Command.clear()],
            }
        )
