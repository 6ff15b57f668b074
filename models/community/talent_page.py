"""What the pages of calls for talents show, to one reader."""

from odoo import api, fields, models
from odoo.fields import Domain

from .forms import field, form, token

TONES = {"open": "sky", "closed": "leaf"}
#: What a box of the form is called, before the talent's number.
BOX = "talent_"


class TalentCall(models.Model):
    _inherit = "code.social.talent.call"

    def _page_url(self):
        return f"/my/calls/{self.id}"

    @api.model
    def _my_projects(self):
        """Return [(id, name)] of the projects the user may call for."""
        domain = Domain("code_social", "=", True)
        domain &= Domain("company_id", "in", [self.env.company.id, False])
        if not self.env.user.has_group("code_social.group_publisher"):
            domain &= Domain("author_ids", "in", self._me().ids)
        projects = self.env["project.project"].sudo().search(domain, order="name")
        return [(str(one.id), one.name) for one in projects]

    def _row(self):
        this = self.sudo()
        # The rows of the whole list at once, not one search a call.
        mine = this.match_ids.filtered(lambda one: one.partner_id == self._me())
        asked = mine.state == "proposed" and this.state == "open"
        day = self._date_label(this.until)
        badge = self._state()
        if this.state == "open":
            badge = self.env._("until %(day)s", day=day)
        return {
            "url": self._page_url(),
            "icon": "bullhorn",
            "tone": "plum" if asked else TONES.get(this.state, "grey"),
            "name": this.name,
            "sub": f"{this.project_id.name} · {self._talent_names()}",
            "badge": self.env._("They think of you") if asked else badge,
        }

    def _talent_names(self):
        return ", ".join(self.sudo().talent_ids.mapped("name"))

    @api.model
    def _new_page(self):
        boxes = [(f"{BOX}{id_}", name) for id_, name in self._talent_choices()]
        return {
            "title": self.env._("Call for talents"),
            "lead": self.env._(
                "Those who declared these talents are asked; others may offer "
                "themselves."
            ),
            "forms": [
                form(
                    "new",
                    self.env._("Call"),
                    token(),
                    field(
                        "project_id",
                        self.env._("For which project?"),
                        "select",
                        options=self._my_projects(),
                    ),
                    field("name", self.env._("What is it for?"), "text"),
                    field(
                        "talents",
                        self.env._("Which talents?"),
                        "checks",
                        options=boxes,
                        value=[],
                    ),
                    field(
                        "wanted", self.env._("How many people?"), "number", value="1"
                    ),
                    field(
                        "until",
                        self.env._("Answer before which day?"),
                        "date",
                        help=self.env._("Left empty, in three weeks."),
                    ),
                    field("words", self.env._("A few words more")),
                )
            ],
        }

    @api.model
    def _launch_typed(self, post):
        """Launch out of what a form sends: one box a talent."""
        talents = [name[len(BOX) :] for name in post if name.startswith(BOX)]
        return self.launch(dict(post, talent_ids=talents))

    # === Its page ===

    def _page(self):
        """Return what the page of this call (one) shows its reader."""
        this = self.sudo()
        people = self._people_shown()
        return {
            "url": self._page_url(),
            "title": this.name,
            "icon": "bullhorn",
            "tone": TONES.get(this.state, "grey"),
            "kicker": self.env._("Call for talents"),
            "badge": self._state(),
            "lead": this.words or "",
            "by": self.env._(
                "For “%(project)s”, called by %(who)s · %(count)s wanted · %(talents)s",
                project=this.project_id.name,
                who=this.opened_by_id._public_card()["name"],
                count=this.wanted,
                talents=self._talent_names(),
            ),
            "due": self._due(),
            "steps_title": self._people_title(),
            "steps": people,
            "forms": self._forms(),
        }

    def _due(self):
        this = self.sudo()
        if this.state != "open":
            return None
        return {
            "late": False,
            "text": self.env._(
                "Answers before %(day)s, to: %(who)s.",
                day=self._date_label(this.until),
                who=self._names(self._callers()),
            ),
            "default": self.env._(
                "If nothing is done: it closes by itself on that day, with those who "
                "said yes."
            ),
        }

    def _people_title(self):
        if self.sudo().state == "closed":
            return self.env._("Association of talents")
        return self.env._("They say yes")

    def _people_shown(self):
        """Return who said yes: to who calls, and to all once it is closed."""
        rows = self.env["code.social.talent.match"].search(
            [("call_id", "=", self.id), ("state", "=", "accepted")]
        )
        if self.sudo().state == "open" and self._me() not in self._callers():
            return []
        pillar = self.sudo().project_id.pillar_id.name
        return [
            {
                "done": True,
                "label": one.partner_id._public_card()["name"],
                "text": " · ".join(
                    filter(None, [", ".join(one.talent_ids.mapped("name")), pillar])
                ),
            }
            for one in rows.sudo()
        ]

    def _forms(self):
        this = self.sudo()
        today = fields.Date.context_today(self)
        if this.state != "open" or this.until < today:
            return []
        forms = []
        if self._can_offer():
            forms += self._answer_forms()
        if self._can_close():
            forms.append(
                form(
                    "close",
                    self.env._("Close the call"),
                    plain=True,
                    note=self.env._(
                        "Those who said yes become the association of talents of the "
                        "project."
                    ),
                )
            )
        return forms

    def _answer_forms(self):
        answer = self._my_match().sudo().state
        if answer == "accepted":
            return [form("decline", self.env._("I take my yes back"), plain=True)]
        if answer == "declined":
            return [form("offer", self.env._("In the end, yes"), plain=True)]
        if not answer:
            return [form("offer", self.env._("I offer myself"))]
        note = self.env._("Nobody sees who says no, not even those who call.")
        return [
            form("accept", self.env._("Yes"), plain=True),
            form("decline", self.env._("Not this time"), plain=True, note=note),
        ]

    def _verbs(self):
        """Return {verb of a form: what it does with what was typed}."""
        verbs = {
            "offer": lambda post: self.action_offer(),
            "close": lambda post: self.action_close(),
        }
        if match := self._my_match():
            verbs["accept"] = lambda post: match.action_accept()
            verbs["decline"] = lambda post: match.action_decline()
        return verbs

    @api.model
    def _awaits(self):
        """Return the rows of the home page that wait for this person."""
        today = fields.Date.context_today(self)
        asked = self.search(
            Domain("state", "=", "open")
            & Domain("until", ">=", today)
            & Domain(
                "match_ids",
                "any",
                [("partner_id", "=", self._me().id), ("state", "=", "proposed")],
            ),
            order="until",
        )
        return [
            {
                "icon": "bullhorn",
                "tone": "plum",
                "title": self.env._("“%(name)s” thinks of you", name=one.name),
                "text": self.env._("before %(day)s", day=one._date_label(one.until)),
                "url": one._page_url(),
            }
            for one in asked
        ]
