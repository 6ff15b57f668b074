"""What the page of an initiative shows, to one reader."""

from odoo import api, models
from odoo.fields import Domain

from ..community.forms import field, form, token

ICONS = {
    "micro": "leaf",
    "project": "folder-open-o",
    "research": "search",
    "mutual_aid": "handshake-o",
    "challenge": "smile-o",
}
TONES = {
    "submitted": "sky",
    "coherence": "sky",
    "accepted": "leaf",
    "not_now": "grey",
    "merged": "grey",
}


class Initiative(models.Model):
    _inherit = "code.social.initiative"

    @api.model
    def _new_page(self):
        kinds = self._fields["kind"]._description_selection(self.env)
        return {
            "title": self.env._("One sentence is enough"),
            "lead": self.env._("What would you like to see happen?"),
            "forms": [
                form(
                    "new",
                    self.env._("Launch it"),
                    token(),
                    field("name", self.env._("Your idea, in one sentence"), "text"),
                    field("kind", self.env._("What is it?"), "select", options=kinds),
                    field("description", self.env._("A few words more")),
                    field(
                        "project_id",
                        self.env._("Which project does it touch?"),
                        "select",
                        options=self._projects(),
                    ),
                    field(
                        "commission_id",
                        self.env._("Which commission answers?"),
                        "select",
                        options=self._commissions(),
                    ),
                    note=self.env._(
                        "You get a reasoned answer within 21 days; a late one shows to"
                        " everybody."
                    ),
                )
            ],
        }

    def _row(self):
        this = self.sudo()
        late = self.late_days
        return {
            "url": self._page_url(),
            "icon": ICONS[this.kind],
            "tone": "coral" if late else TONES.get(this.state, "sky"),
            "name": this.name,
            "sub": self._names(this.carrier_ids),
            "badge": self._late_label() if late else self._state(),
        }

    def _late_label(self):
        return self.env._("late by %(n)s days", n=self.late_days)

    def _answerers(self):
        this = self.sudo()
        if this.commission_id:
            return this.commission_id.name
        return self.env._("the publisher")

    def _due(self):
        this = self.sudo()
        if this.state not in ("submitted", "coherence"):
            return None
        return {
            "late": bool(self.late_days),
            "text": self.env._(
                "Reasoned answer before %(day)s, by: %(who)s.",
                day=self._date_label(this.answer_by),
                who=self._answerers(),
            ),
            "default": self.env._(
                "If nothing is done: it shows as late to everybody, and the publisher "
                "may answer instead."
            ),
        }

    def _page(self):
        """Return what the page of this initiative (one) shows its reader."""
        this = self.sudo()
        return {
            "url": self._page_url(),
            "title": this.name,
            "icon": ICONS[this.kind],
            "tone": "coral" if self.late_days else TONES.get(this.state, "sky"),
            "kicker": self._label_of("kind"),
            "badge": self._late_label() if self.late_days else self._state(),
            "lead": this.description or "",
            "by": self.env._("Carried by %(who)s", who=self._names(this.carrier_ids)),
            "due": self._due(),
            "steps": self._steps(),
            "forms": self._forms(),
        }

    def _steps(self):
        this = self.sudo()
        supports = self._names(this.support_ids)
        steps = [
            (True, self.env._("Launched"), self._date_label(this.submitted_on)),
            (
                bool(this.support_ids),
                self.env._("Supports: %(n)s", n=self.support_count),
                supports,
            ),
        ]
        for coherence in this.coherence_ids:
            steps += coherence._steps()
        answer = this.answer or ""
        if this.answered_by_id:
            who = this.answered_by_id._public_card()["name"]
            answer = f"{answer} ({who})" if answer else who
        steps.append((bool(this.answered_on), self._answer_label(), answer))
        result = this.result_project_id.name or this.result_task_id.name
        result = result or this.merged_into_id.name
        if result:
            steps.append((True, self.env._("It became"), result))
        return [{"done": s[0], "label": s[1], "text": s[2]} for s in steps]

    def _answer_label(self):
        answered = self.sudo().answered_on
        return self._state() if answered else self.env._("Answer")

    def _forms(self):
        this, forms = self.sudo(), []
        waits = this.state in ("submitted", "coherence")
        if waits and self._can_support() and not self._is_carrier():
            forms.append(
                form("unsupport", self.env._("Take my support back"))
                if self._me() in this.support_ids
                else form("support", self.env._("I support it"))
            )
        forms += this.coherence_ids.sudo(False)._forms()
        if waits and self._can_answer():
            forms += self._answer_forms()
        made = this.result_project_id or this.result_task_id
        if this.state == "accepted" and not made and self._can_answer():
            forms.append(form("result", self.env._("Make it a project or a task")))
        return forms

    def _answer_forms(self):
        others = self.search(
            Domain("id", "!=", self.id)
            & Domain("state", "in", ("submitted", "coherence"))
            & Domain("company_id", "=", self.sudo().company_id.id)
        )
        forms = [
            form(
                "accept",
                self.env._("Yes, go ahead"),
                field("words", self.env._("A word, if you like")),
                title=self.env._("Your answer"),
            ),
            form(
                "not_now",
                self.env._("Not now, because"),
                field("reason", self.env._("Why, and how to ask again?")),
            ),
        ]
        if others:
            choices = [(str(one.id), one.name) for one in others]
            forms.append(
                form(
                    "merge",
                    self.env._("Join it to another"),
                    field(
                        "other_id", self.env._("Which one?"), "select", options=choices
                    ),
                )
            )
        return forms

    def _verbs(self):
        """Return {verb of a form: what it does with what was typed}."""
        coherence = self.env["code.social.coherence"].search(
            [("initiative_id", "=", self.id)]
        )
        return {
            "support": lambda post: self.action_support(),
            "unsupport": lambda post: self.action_unsupport(),
            "accept": lambda post: self.action_answer_accept(post.get("words")),
            "not_now": lambda post: self.action_answer_not_now(post.get("reason")),
            "merge": lambda post: self.action_answer_merge(post.get("other_id")),
            "result": lambda post: self.action_make_result(),
            **coherence._verbs(),
        }

    @api.model
    def _awaits(self):
        """Return the rows of the home page that wait for this person."""
        answers = [
            {
                "icon": ICONS[one.kind],
                "tone": "coral" if one.late_days else "plum",
                "title": self.env._("Answer “%(name)s”", name=one.name),
                "text": one._late_label()
                if one.late_days
                else self.env._("before %(day)s", day=one._date_label(one.answer_by)),
                "url": f"/my/initiatives/{one.id}",
            }
            for one in self._mine_to_answer()
        ]
        opinions = [
            {
                "icon": "pencil",
                "tone": "plum",
                "title": self.env._(
                    "Your opinion on “%(name)s”", name=one.display_name
                ),
                "text": self.env._("before %(day)s", day=one._date_label(one.due_on)),
                "url": f"/my/initiatives/{one.initiative_id.id}",
            }
            for one in self.env["code.social.coherence"]._mine_to_give()
        ]
        return answers + opinions
