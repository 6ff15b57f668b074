"""What the pages of tensions, arbitrations and experiments show, to one reader."""

from odoo import api, models

from ..community.forms import field, form, token

SIGNS = {
    "open": ("bolt", "coral"),
    "heard": ("comments-o", "sky"),
    "closed": ("check", "leaf"),
    "draft": ("hourglass-half", "sky"),
    "ruled": ("balance-scale", "leaf"),
    "executed": ("check", "leaf"),
    "experimentation": ("flask", "sky"),
    "adaptation": ("flask", "sky"),
    "perpetuated": ("book", "leaf"),
    "abandoned": ("pause", "grey"),
    "lapsed": ("clock-o", "grey"),
}


class OpenMixin(models.AbstractModel):
    _inherit = "code.social.open.mixin"

    def _row(self):
        """Return the row of this record (one) in its list."""
        icon, tone = SIGNS.get(self.sudo().state, ("circle-o", "sky"))
        return {
            "url": self._page_url(),
            "icon": icon,
            "tone": tone,
            "name": self.sudo().display_name,
            "sub": self._row_text(),
            "badge": self._label_of("state"),
        }

    def _page_url(self):
        return f"/my/{self._act}s/{self.id}"

    def _row_text(self):
        return self._names(self.sudo().opened_by_id)

    def _common_page(self):
        row = self._row()
        return {
            "url": row["url"],
            "title": row["name"],
            "icon": row["icon"],
            "tone": row["tone"],
            "kicker": self.env["ir.model"]._get(self._name).sudo().name,
            "badge": row["badge"],
            "blocks": [],
            "forms": [],
        }

    def _blocks(self, *names):
        """Return [{title, text}] of these fields that are filled in."""
        labels = {
            name: self._fields[name]._description_string(self.env) for name in names
        }
        this = self.sudo()
        return [
            {"title": labels[name], "text": this[name]} for name in names if this[name]
        ]


class Tension(models.Model):
    _inherit = "code.social.tension"

    @api.model
    def _new_page(self):
        return {
            "title": self.env._("Something rubs?"),
            "lead": self.env._(
                "In a rule, a role or a project. For what happens between people, open "
                "a confidential case instead."
            ),
            "forms": [
                form(
                    "new",
                    self.env._("Say it"),
                    token(),
                    field("name", self.env._("In a few words"), "text"),
                    field("description", self.env._("What happens?")),
                    field("touched", self.env._("Which role or rule?"), "text"),
                    field(
                        "project_id",
                        self.env._("Which project?"),
                        "select",
                        options=self._projects(),
                    ),
                )
            ],
        }

    def _page(self):
        this = self.sudo()
        return {
            **self._common_page(),
            "lead": this.description,
            "by": self.env._(
                "Raised by %(who)s on %(day)s",
                who=self._names(this.opened_by_id),
                day=self._date_label(this.raised_on),
            ),
            "blocks": self._touched_blocks()
            + self._blocks("heard_words", "note", "steps"),
            "forms": self._forms(),
        }

    def _touched_blocks(self):
        this = self.sudo()
        touched = [this.touched, this.project_id.name]
        text = ", ".join(filter(None, touched))
        return [{"title": self.env._("What it touches"), "text": text}] if text else []

    def _forms(self):
        forms, state = [], self.sudo().state
        if state == "open" and self._can_hear():
            words = field("words", self.env._("What did you hear?"))
            forms.append(form("hear", self.env._("Say that it was heard"), words))
        if state == "heard" and self._can_hear():
            outcomes = self._fields["outcome"]._description_selection(self.env)
            outcomes = [one for one in outcomes if one[0] != "harmonisation"]
            forms.append(
                form(
                    "close",
                    self.env._("Close it"),
                    field(
                        "outcome",
                        self.env._("What came out?"),
                        "select",
                        options=outcomes,
                    ),
                    field("note", self.env._("What was agreed?")),
                )
            )
        if state != "closed" and self._can_harmonise():
            forms.append(
                form(
                    "harmonise",
                    self.env._("Bring back harmony"),
                    field("note", self.env._("What brought things together?")),
                    field("steps", self.env._("Agreed steps")),
                )
            )
        return forms

    def _verbs(self):
        return {
            "hear": lambda post: self.action_hear(post.get("words")),
            "close": lambda post: self.action_close(
                post.get("outcome"), post.get("note")
            ),
            "harmonise": lambda post: self.action_harmonise(
                post.get("note"), post.get("steps")
            ),
        }


class Experiment(models.Model):
    _inherit = "code.social.experiment"

    def _row_text(self):
        this = self.sudo()
        return self.env._(
            "until %(day)s, looked after by %(who)s",
            day=self._date_label(this.date_end),
            who=self._names(this.owner_id),
        )

    @api.model
    def _new_page(self):
        fields_ = (
            token(),
            field("name", self.env._("Its name"), "text"),
            field("hypothesis", self.env._("What do you expect?")),
            field("tried", self.env._("What is tried?")),
            field("indicator", self.env._("How will we know?")),
            field("date_end", self.env._("Until which day?"), "date"),
            field(
                "commission_id",
                self.env._("In which commission?"),
                "select",
                options=self._commissions(),
            ),
            field(
                "project_id",
                self.env._("In which project?"),
                "select",
                options=self._projects(),
            ),
        )
        return {
            "title": self.env._("Try something"),
            "lead": self.env._(
                "It ends by itself on its last day, unless you say more."
            ),
            "forms": [form("new", self.env._("Start it"), *fields_)],
        }

    def _due(self):
        this = self.sudo()
        if self._is_sealed():
            return None
        return {
            "late": False,
            "text": self.env._(
                "Until %(day)s, cycle %(n)s, looked after by %(who)s.",
                day=self._date_label(this.date_end),
                n=this.cycle,
                who=self._names(this.owner_id),
            ),
            "default": self.env._("If nothing is done: it ends by itself on that day."),
        }

    def _page(self):
        this = self.sudo()
        return {
            **self._common_page(),
            "lead": this.tried,
            "by": this.commission_id.name or this.project_id.name or "",
            "due": self._due(),
            "blocks": self._blocks("hypothesis", "indicator", "changes", "conclusion"),
            "forms": self._forms(),
        }

    def _forms(self):
        if self._is_sealed() or not self._can_steer():
            return []
        end = field("new_end", self.env._("Until which day?"), "date")
        reason = field("reason", self.env._("What does it teach?"))
        return [
            form(
                "adapt",
                self.env._("Adapt and go on"),
                field("changes", self.env._("What do you change?")),
                end,
            ),
            form(
                "perpetuate",
                self.env._("Propose it for the charter"),
                field("wording", self.env._("Which words for the charter?")),
                field("reasons", self.env._("What does it teach?")),
            ),
            form("abandon", self.env._("Stop here"), reason),
        ]

    def _verbs(self):
        return {
            "adapt": lambda post: self.action_adapt(
                post.get("changes"), post.get("new_end")
            ),
            "perpetuate": lambda post: self.action_perpetuate(
                post.get("wording"), post.get("reasons")
            ),
            "abandon": lambda post: self.action_abandon(post.get("reason")),
        }
