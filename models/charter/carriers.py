"""Several people carry an amendment: each is asked, each says yes."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: People who carry one amendment or are asked to.
_MOST = 20
_FOUND = 10


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    can_join = fields.Boolean(compute="_compute_can_join")

    @api.depends("state", "asked_ids")
    @api.depends_context("uid")
    def _compute_can_join(self):
        for amendment in self:
            amendment.can_join = amendment._can_join()

    # === Who may ===

    def _is_asked(self):
        return self.env.user.partner_id in self.sudo().asked_ids

    def _is_open(self):
        return self.sudo().state in ("draft", "proposed", "under_review")

    def _can_ask(self):
        """Who carries it, until it is answered."""
        self.ensure_one()
        return self._is_open() and self._is_carrier()

    def _can_join(self):
        """Who was asked, until it is answered."""
        self.ensure_one()
        return self._is_open() and self._is_asked() and self._can_enter()

    def _can_decline(self):
        self.ensure_one()
        return self._is_asked()

    # === Acts ===

    def action_ask(self, partner_id=None):
        """Ask somebody who signed the charter to carry it (one) too.

        :param partner_id: id of the person; nothing happens if already asked
        :raise AccessError: not by who carries it, or already answered
        :raise UserError: not a person one may ask, or too many
        """
        self.ensure_one()
        self._require(
            self._can_ask(),
            self.env._("Those who carry it ask others, until it is answered."),
        )
        this = self.sudo()
        person = this.carrier_ids.browse(self._clean_id(partner_id)).exists()
        if not person:
            raise UserError(self.env._("Choose people of the community."))
        self._check_askable(person)
        known = this.carrier_ids | this.asked_ids
        if person in known:
            return True
        if len(known) >= _MOST:
            raise UserError(self.env._("Twenty people are enough to carry it."))
        self._by_method().write({"asked_ids": [fields.Command.link(person.id)]})
        self._note("ask", {"person": person.member_uid})
        self._tell_asked(person)
        return True

    def action_join(self):
        """Say yes: carry amendments one was asked to carry."""
        me = self.env.user.partner_id
        for amendment in self:
            amendment._require(
                amendment._can_join(),
                self.env._("Whoever was asked joins, until it is answered."),
            )
            amendment._by_method().write(
                {
                    "asked_ids": [fields.Command.unlink(me.id)],
                    "carrier_ids": [fields.Command.link(me.id)],
                }
            )
            amendment._note("join")
        return True

    def action_decline(self):
        """Say no: nobody is told, nobody asks why."""
        me = self.env.user.partner_id
        for amendment in self:
            amendment._require(
                amendment._can_decline(), self.env._("Nobody asked you to carry it.")
            )
            amendment._by_method().write({"asked_ids": [fields.Command.unlink(me.id)]})
            amendment._note("decline")
        return True

    def _note(self, act, after=None):
        self.env["code.social.event"]._record(self, f"amendment.{act}", None, after)

    def _tell_asked(self, people):
        this = self.sudo()
        if people:
            this.message_notify(
                partner_ids=people.ids,
                subject=this.title,
                body=self.env._(
                    "%(person)s asks you to carry this amendment too: "
                    "/my/charter/amendments/%(id)s",
                    person=self.env.user.partner_id._public_card()["name"],
                    id=this.id,
                ),
            )

    # === Whom to ask ===

    @api.model
    def _askable(self, domain):
        """Return the members found who signed the version in force, superuser."""
        members = self.env["res.partner"]._charter_members(self.env.company)
        people = members.filtered_domain(domain)
        for version in self.env["code.social.charter.version"]._in_force():
            people = version._adherents(people)
        return people

    @api.model
    def _check_askable(self, people):
        members = self.env["res.partner"]._charter_members(self.env.company)
        if people - members:
            raise UserError(self.env._("Choose people of the community."))
        if people - self._askable(Domain("id", "in", people.ids)):
            raise UserError(self.env._("Choose people who signed the #CodeSocial."))

    def _people_to_ask(self, name):
        """Return [{id, name}] of the people one may ask, whose name is like this."""
        name = str(name or "").strip()[:100]
        if len(name) < 2 or not self._can_ask():
            return []
        this = self.sudo()
        known = this.carrier_ids | this.asked_ids
        domain = Domain("name", "ilike", name) & Domain("id", "not in", known.ids)
        people = self._askable(domain).sorted(lambda one: one.name or "")
        cards = [one._public_card() for one in people[:_FOUND]]
        return [{"id": card["id"], "name": card["name"]} for card in cards]
