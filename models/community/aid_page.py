"""What the pages of mutual aid show, to one reader."""

from odoo import api, fields, models
from odoo.fields import Domain

from .aid import THANKS_DAYS
from .forms import field, form, token

TONES = {"open": "sky", "answered": "plum", "matched": "leaf", "thanked": "leaf"}


class OpenMixin(models.AbstractModel):
    """The talents which several forms offer."""

    _inherit = "code.social.open.mixin"

    @api.model
    def _talent_choices(self):
        """Return [(id, name)] of the talents of this community."""
        company = Domain("company_id", "in", [self.env.company.id, False])
        talents = self.env["code.social.talent"].search(company)
        return [(str(one.id), one.display_name) for one in talents.sorted(_name)]


def _name(record):
    return record.display_name.casefold()


class Aid(models.Model):
    _inherit = "code.social.aid"

    def _page_url(self):
        # Once agreed or over, its page is for the two people concerned.
        return f"/my/aid/{self.id}" if self.has_access("read") else "/my/aid"

    def _icon(self):
        return "life-ring" if self.sudo().kind == "need" else "gift"

    def _tone(self):
        return TONES.get(self.sudo().state, "grey")

    def _badge(self):
        return f"{self._label_of('kind')} · {self._state()}"

    def _row(self):
        this = self.sudo()
        who = this.opened_by_id._public_card()["name"]
        parts = [who, this.talent_id.display_name, this.place]
        return {
            "url": f"/my/aid/{self.id}",
            "icon": self._icon(),
            "tone": self._tone(),
            "name": this.name,
            "sub": " · ".join(part for part in parts if part),
            "badge": self._badge(),
        }

    @api.model
    def _new_page(self, kind="need"):
        kinds = self._fields["kind"]._description_selection(self.env)
        nothing = ("", self.env._("None in particular"))
        return {
            "title": self.env._("I need, or I offer"),
            "lead": self.env._("One line is enough. Somebody will answer."),
            "forms": [
                form(
                    "new",
                    self.env._("Share it"),
                    token(),
                    field(
                        "kind",
                        self.env._("Is it a need or an offer?"),
                        "select",
                        value=kind,
                        options=kinds,
                    ),
                    field("name", self.env._("In one line"), "text"),
                    field("words", self.env._("A few words more")),
                    field(
                        "talent_id",
                        self.env._("Which talent is it about?"),
                        "select",
                        options=[nothing, *self._talent_choices()],
                    ),
                    field("place", self.env._("Where?"), "text"),
                    field(
                        "until",
                        self.env._("Until which day?"),
                        "date",
                        help=self.env._("Left empty, it stays thirty days."),
                    ),
                )
            ],
        }

    # === Its page ===

    def _page(self):
        """Return what the page of this aid (one) shows its reader."""
        this = self.sudo()
        who = this.opened_by_id._public_card()["name"]
        suggested = self._suggested()
        return {
            "url": f"/my/aid/{self.id}",
            "title": this.name,
            "icon": self._icon(),
            "tone": self._tone(),
            "kicker": self._label_of("kind"),
            "badge": self._state(),
            "lead": this.words or "",
            "by": " · ".join(
                part for part in (who, this.talent_id.name, this.place) if part
            ),
            "due": self._due(),
            "blocks": self._blocks(),
            "rows": [one._row() for one in suggested],
            "rows_title": self.env._("These could meet"),
            "forms": self._forms(),
        }

    def _due(self):
        """Say the day, who acts, and what happens if nobody does."""
        this = self.sudo()
        waits = {
            "open": self.env._("any member"),
            "answered": this.opened_by_id._public_card()["name"],
            "matched": self._helped()._public_card()["name"] if this.other_id else "",
        }
        if this.state not in waits:
            return None
        agreed = this.state == "matched"
        day = this.until
        if agreed:
            day = fields.Date.add(day, days=THANKS_DAYS)
        what = (
            self.env._("A word of thanks before %(day)s, from: %(who)s.")
            if agreed
            else self.env._("An answer before %(day)s, from: %(who)s.")
        )
        return {
            "late": False,
            "text": what % {"day": self._date_label(day), "who": waits[this.state]},
            "default": self.env._("If nothing is done: it ends by itself on that day."),
        }

    def _blocks(self):
        this = self.sudo()
        blocks = []
        if this.other_id:
            name = this.other_id._public_card()["name"]
            title = self.env._("%(who)s answers", who=name)
            blocks.append({"title": title, "text": this.other_words or ""})
        if this.thanks:
            blocks.append({"title": self.env._("Thanks"), "text": this.thanks})
        return blocks

    def _suggested(self):
        """Return the open aid of the other kind, about this talent or near it."""
        this = self.sudo()
        if this.state != "open" or not this.talent_id:
            return self.browse()
        near = this.talent_id | this.talent_id.parent_id
        near |= this.talent_id._with_finer()
        return self.search(
            Domain("state", "=", "open")
            & Domain("kind", "!=", this.kind)
            & Domain("talent_id", "in", near.ids)
            & Domain("opened_by_id", "!=", this.opened_by_id.id),
            limit=5,
        )

    def _forms(self):
        state = self.sudo().state
        forms = []
        if state == "open" and self._can_match():
            need = self.sudo().kind == "need"
            button = self.env._("I can help") if need else self.env._("I take it")
            words = field("words", self.env._("A word, if you like"))
            forms.append(form("match", button, words))
        if state == "answered":
            forms += self._answer_forms()
        if state == "matched" and self._can_thank():
            words = field("words", self.env._("Your thanks, in a few words"))
            forms.append(form("thank", self.env._("Thank"), words))
        if state in ("open", "answered") and self._can_withdraw():
            back = self.env._("Take this back")
            forms.append(form("withdraw", back, plain=True))
        return forms

    def _answer_forms(self):
        if self._can_accept():
            return [
                form("accept", self.env._("Agreed"), plain=True),
                form("decline", self.env._("Not this time"), plain=True),
            ]
        if self._can_decline():
            return [form("decline", self.env._("Take my answer back"), plain=True)]
        return []

    def _verbs(self):
        """Return {verb of a form: what it does with what was typed}."""
        return {
            "match": lambda post: self.action_match(post.get("words")),
            "accept": lambda post: self.action_accept(),
            "decline": lambda post: self.action_decline(),
            "thank": lambda post: self.action_thank(post.get("words")),
            "withdraw": lambda post: self.action_withdraw(),
        }

    @api.model
    def _awaits(self):
        """Return the rows of the home page that wait for this person."""
        me = self._me().id
        mine = Domain("opened_by_id", "=", me)
        helped = Domain("kind", "=", "need") & mine
        helped |= Domain("kind", "=", "offer") & Domain("other_id", "=", me)
        found = self.search(
            (Domain("state", "=", "answered") & mine)
            | (Domain("state", "=", "matched") & helped),
            order="until",
        )
        return [one._await() for one in found]

    def _await(self):
        this = self.sudo()
        matched = this.state == "matched"
        title = (
            self.env._("Say thank you for “%(name)s”", name=this.name)
            if matched
            else self.env._("Somebody answers “%(name)s”", name=this.name)
        )
        day = fields.Date.add(this.until, days=THANKS_DAYS if matched else 0)
        return {
            "icon": "heart" if matched else "handshake-o",
            "tone": "leaf" if matched else "plum",
            "title": title,
            "text": self.env._("before %(day)s", day=self._date_label(day)),
            "url": f"/my/aid/{self.id}",
        }
