"""What the page of a confidential case shows: to a party, to a seat, to nobody else."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..community.forms import field, form, token


class Case(models.Model):
    _inherit = "code.social.case"

    @api.model
    def _of_reference(self, reference):
        """Return the case of this reference if the user has a place in it, or none."""
        case = self.sudo().search([("name", "=", str(reference))], limit=1)
        case = self.browse(case.ids)
        if case and (case._can_say() or case._can_recuse()):
            return case
        return self.browse()

    def _page_url(self):
        # After stepping aside, the page is closed: back to one's own list.
        here = self._can_say() or self._can_recuse()
        return f"/my/cases/{self.sudo().name}" if here else "/my/cases"

    @api.model
    def _people(self):
        """Return [(id, name)] of the members who may be the other person."""
        people = self.env["res.partner"].sudo()
        domain = Domain("joined_on", "!=", False) & Domain("left_on", "=", False)
        domain &= Domain("id", "!=", self._me().id)
        people = people.search(domain, order="name")._members_here()
        return [("", self.env._("Nobody in particular"))] + [
            (str(one.id), one.name) for one in people
        ]

    @api.model
    def _seatable_people(self):
        """Return [(id, name)] of those who may be given a seat."""
        roles = self.env["code.social.role"].sudo()
        roles = roles.search(
            [
                ("code", "in", ("sage", "founding_president", "mediator")),
                ("company_id", "=", self.env.company.id),
            ]
        )
        running = roles.mandate_ids.partner_id._running_mandates()
        people = running.filtered(lambda one: one.role_id in roles).partner_id
        return [(str(one.id), one.name) for one in people.sorted("name")]

    @api.model
    def _new_page(self):
        return {
            "title": self.env._("Open a confidential case"),
            "lead": self.env._(
                "For what happens between people. Neither the publisher nor the "
                "administrators of the tool read it: only you, the other person and "
                "those who will handle it."
            ),
            "forms": [
                form(
                    "new",
                    self.env._("Open it"),
                    token(),
                    field(
                        "other_id",
                        self.env._("With whom?"),
                        "select",
                        options=self._people(),
                    ),
                    field(
                        "facts",
                        self.env._("What happened?"),
                        help=self.env._("The other person reads this too."),
                    ),
                    field(
                        "statement",
                        self.env._("What do you want to say to those who handle it?"),
                        help=self.env._("The other person never reads this."),
                    ),
                )
            ],
        }

    def _page(self):
        """Return what this reader sees; what is opened is written in its log."""
        return {
            "url": self._page_url(),
            "title": self.env._("Confidential case"),
            "icon": "lock",
            "tone": "plum",
            "kicker": self.sudo().name,
            "badge": self._state_label(),
            "lead": self.env._(
                "The publisher and the administrators read nothing here. Each reading "
                "is written below."
            ),
            "by": self._what_next(),
            "blocks": self._opened_blocks(),
            "log": self._log_rows(),
            "forms": self._forms(),
        }

    def _state_label(self):
        selection = self._fields["state"]._description_selection(self.env)
        return dict(selection)[self.sudo().state]

    def _what_next(self):
        sentences = {
            "open": self.env._(
                "Next: a guarantor names those who will handle it, close to neither "
                "of you. The guarantor sees only the reference."
            ),
            "heard": self.env._("Next: those who handle it hear everybody, then rule."),
            "ruled": self.env._("Next: one of those who handled it closes the case."),
        }
        return sentences.get(self.sudo().state, "")

    def _opened_blocks(self):
        parts = self.env["code.social.case.part"].search([("case_id", "in", self.ids)])
        texts = parts._open()
        labels = dict(parts._fields["kind"]._description_selection(self.env))
        seen, blocks = set(), []
        for part in parts:
            # Facts and rulings are kept once for each party.
            key = (part.kind, texts[part.id])
            if part.kind == "statement" or key not in seen:
                seen.add(key)
                who = part.sudo().party_id._public_card()["name"]
                title = labels[part.kind]
                if part.kind == "statement":
                    title = f"{title}, {who}"
                blocks.append({"title": title, "text": texts[part.id]})
        return blocks

    def _log_rows(self):
        logs = self.env["code.social.case.log"].search([("case_id", "in", self.ids)])
        labels = dict(logs._fields["act"]._description_selection(self.env))
        return [
            {
                "label": labels[log.act],
                "text": "{}, {}".format(
                    log.sudo().partner_id._public_card()["name"],
                    format_datetime(self.env, log.on, dt_format="d MMM HH:mm"),
                ),
            }
            for log in logs[:20]
        ]

    def _forms(self):
        state, forms = self.sudo().state, []
        running = state in ("open", "heard")
        if running and self._can_declare():
            choices = [
                ("no", self.env._("No, I am close to none of them")),
                ("yes", self.env._("Yes, I am: I step aside")),
            ]
            parties = ", ".join(one._public_card()["name"] for one in self._parties())
            label = self.env._("Are you close to %(people)s?", people=parties)
            tie = field("tie", label, "select", options=choices)
            forms.append(form("declare", self.env._("Declare it"), tie))
        if running and self._can_say():
            text = field("text", self.env._("What do you want to add?"))
            forms.append(form("say", self.env._("Write it"), text))
        if state == "heard" and self._can_rule():
            text = field("text", self.env._("The ruling and its reasons"))
            forms.append(form("rule", self.env._("Give the ruling"), text))
        if state == "ruled" and self._can_close():
            forms.append(form("close", self.env._("Close the case")))
        if state != "closed" and self._can_recuse():
            forms.append(form("recuse", self.env._("Step aside")))
        return forms

    def _verbs(self):
        return {
            "declare": lambda post: self.action_declare(post.get("tie")),
            "say": lambda post: self.action_say(post.get("text")),
            "rule": lambda post: self.action_rule(post.get("text")),
            "close": lambda post: self.action_close(),
            "recuse": lambda post: self.action_recuse(),
        }

    @api.model
    def _rows(self):
        """Return the rows of the user's own cases."""
        return [
            {
                "url": f"/my/cases/{one.name}",
                "icon": "lock",
                "tone": "plum",
                "name": self.env._("Confidential case"),
                "sub": one.name,
                "badge": one._state_label(),
            }
            for one in self.search([])
        ]

    @api.model
    def _seats_page(self):
        """Return what a guarantor sees: references, and nothing of what they hold."""
        choices = self._seatable_people()
        references = self._to_seat()
        label = self.env._("Who handles it?")
        return {
            "title": self.env._("Seats to give"),
            "lead": self.env._(
                "You see references only: name those who will handle it."
            ),
            "forms": [
                form(
                    "seat",
                    self.env._("Give this seat"),
                    field("reference", "", "hidden", value=reference),
                    field("partner_id", label, "select", options=choices),
                    title=reference,
                )
                for reference in references
            ],
        }

    @api.model
    def _awaits(self):
        """Return the rows of the home page: a seat to declare, seats to give."""
        row = {
            "icon": "lock",
            "tone": "plum",
            "title": self.env._("Something waits for you"),
            "text": self.env._("In confidence"),
        }
        Seat = self.env["code.social.case.seat"]
        domain = [("partner_id", "=", self._me().id), ("state", "=", "asked")]
        rows = [
            dict(row, url=f"/my/cases/{seat.sudo().case_id.name}")
            for seat in Seat.search(domain)
        ]
        if self._to_seat():
            rows.append(dict(row, url="/my/cases/seats"))
        return rows
