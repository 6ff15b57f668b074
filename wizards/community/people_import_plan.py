"""What a file of people would change: checked before anything is written."""

import dataclasses

from odoo import api, models
from odoo.fields import Command, Domain

from ...models.community.file_csv import read_csv
from ...models.community.people_file import Person, compact, read_people

#: Columns filled on a contact already known, where it has nothing.
_TEXTS = ("phone", "city")


@dataclasses.dataclass
class Planned:
    """One line: its person, what becomes of it, and the sentences about it.

    `outcome` is create, fill, known or mend; `partner` the contact already known;
    `values` what would be written.
    """

    person: Person
    outcome: str = "create"
    partner: object = None
    joins: bool = False
    values: dict = dataclasses.field(default_factory=dict)
    words: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Ground:
    """What the database already holds of what a file names."""

    by_email: dict
    by_name: dict
    languages: dict
    talents: dict
    join: bool


class PeopleImport(models.TransientModel):
    _inherit = "code.social.people.import"

    def _plan(self, data):
        """Return [Planned] for the bytes of a file, in its order.

        :raise FileRefused: the file as a whole cannot be read
        """
        people = read_people(read_csv(data))
        ground = self._ground(people)
        return [self._planned(person, ground) for person in people]

    # --- What is known ---

    def _ground(self, people):
        """Read at once all that the lines need: the queries do not grow with them."""
        emails = [one.email for one in people if one.email]
        names = [one.name for one in people if not one.email and one.name]
        by_email, by_name = {}, {}
        for contact in self._contacts(Domain("email_normalized", "in", emails)):
            by_email.setdefault(contact.email_normalized, []).append(contact)
        nameless = Domain("email", "in", (False, "")) & Domain("is_company", "=", False)
        for contact in self._contacts(nameless & Domain("name", "in", names)):
            by_name.setdefault(compact(contact.name), []).append(contact)
        return Ground(by_email, by_name, self._languages(), self._talents(), self.join)

    def _contacts(self, domain):
        """Return the contacts of this community, archived ones too, as the user."""
        ours = Domain("company_id", "in", (False, self.env.company.id))
        Partner = self.env["res.partner"].with_context(active_test=False)
        return Partner.search(ours & domain, order="active desc, id")

    @api.model
    def _languages(self):
        """Return {word: code} of the languages installed here."""
        words = {}
        for lang in self.env["res.lang"].sudo().search([("active", "=", True)]):
            here = lang.with_context(lang=lang.code).name
            for word in (lang.name, here, lang.code, lang.iso_code, lang.url_code):
                words.setdefault(compact(word), lang.code)
                words.setdefault(compact(word.partition("(")[0]), lang.code)
            words.setdefault(compact(lang.code[:2]), lang.code)
        return words

    @api.model
    def _talents(self):
        """Return {compared name: id}, in the user's language and in English."""
        known = {}
        for lang in (self.env.lang, "en_US"):
            for talent in (
                self.env["code.social.talent"]
                .with_context(lang=lang)
                .search([("company_id", "in", (False, self.env.company.id))])
            ):
                known.setdefault(compact(talent.name), talent.id)
        return known

    # --- Line by line ---

    def _planned(self, person, ground):
        planned = Planned(person)
        planned.words = [self.env._(sentence) for sentence in person.problems]
        lang = ground.languages.get(compact(person.lang)) if person.lang else False
        if person.lang and not lang:
            planned.words.append(
                self.env._("“%(lang)s” is not a language used here.", lang=person.lang)
            )
        if not planned.words:
            self._match(planned, ground)
        if planned.words:
            planned.outcome = "mend"
        elif planned.partner:
            self._complete(planned, ground, lang)
        else:
            planned.values = self._new_values(person, lang)
            planned.joins = ground.join
        return planned

    def _match(self, planned, ground):
        """Find the contact that a line speaks of, or say why it cannot be told."""
        person = planned.person
        kind, key = person.key
        found = (ground.by_email if kind == "email" else ground.by_name).get(key, [])
        people = [one for one in found if not one.is_company]
        if found and not people:
            planned.words.append(
                self.env._(
                    "This e-mail is that of the organisation “%(name)s”.",
                    name=found[0].name,
                )
            )
        if len(people) > 1:
            named = [one for one in people if compact(one.name) == compact(person.name)]
            people = named if len(named) == 1 else people
        if len(people) > 1:
            planned.words.append(
                self.env._(
                    "%(count)s contacts answer to this line (%(name)s…): merge them"
                    " or tell them apart first.",
                    count=len(people),
                    name=people[0].name,
                )
            )
        elif people:
            planned.partner = people[0]

    def _complete(self, planned, ground, lang):
        """Fill what a known contact lacks; what it holds is never overwritten."""
        person, partner = planned.person, planned.partner
        planned.outcome = "known"
        if not partner.active:
            planned.words.append(
                self.env._("Archived contact, left as it is: unarchive it first.")
            )
            return
        values = {
            name: getattr(person, name)
            for name in _TEXTS
            if getattr(person, name) and not partner[name]
        }
        if lang and not partner.lang:
            values["lang"] = lang
        if person.talents and not partner.talent_ids:
            values["talent_ids"] = person.talents
        planned.values = values
        self._complete_membership(planned, ground)
        if values:
            planned.outcome = "fill"
            planned.words.append(self._filled_words(values))

    def _complete_membership(self, planned, ground):
        partner = planned.partner
        if not ground.join or partner._is_member():
            return
        if partner.left_on:
            planned.words.append(
                self.env._("This person left the community: ask them before.")
            )
            return
        planned.joins = True
        planned.words.append(self.env._("Joins the community."))

    def _filled_words(self, values):
        labels = {
            "phone": self.env._("phone"),
            "city": self.env._("city"),
            "lang": self.env._("language"),
            "talent_ids": self.env._("talents"),
        }
        filled = ", ".join(labels[name] for name in values)
        return self.env._("Filled: %(fields)s", fields=filled)

    def _new_values(self, person, lang):
        return {
            "name": person.name,
            "email": person.email or False,
            "phone": person.phone or False,
            "city": person.city or False,
            "lang": lang or self.env.company.partner_id.lang or self.env.lang,
            "talent_ids": person.talents,
            "company_id": self.env.company.id,
            "is_company": False,
        }

    # --- Talents ---

    @api.model
    def _new_talents(self, plan, known):
        """Return {compared name: name as typed} of the talents not known yet."""
        new = {}
        for planned in plan:
            for name in planned.values.get("talent_ids", ()):
                if compact(name) not in known:
                    new.setdefault(compact(name), name)
        return new

    @api.model
    def _with_talents(self, values, known):
        """Return values ready to be written, talents as their ids."""
        names = values.get("talent_ids")
        if names is None:
            return values
        ids = [known[compact(name)] for name in names]
        return {**values, "talent_ids": [Command.set(ids)]}
