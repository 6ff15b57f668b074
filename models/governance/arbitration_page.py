"""What the page of an arbitration shows, to one reader."""

from odoo import api, models

from ..community.forms import field, form, token


class Arbitration(models.Model):
    _inherit = "code.social.arbitration"

    def _row_text(self):
        this = self.sudo()
        day = this.ruled_on or this.hearing_on
        return ", ".join(filter(None, [self._label_of("body"), self._date_label(day)]))

    @api.model
    def _new_page(self):
        bodies = self._fields["body"]._description_selection(self.env)
        tensions = self.env["code.social.tension"].search([("state", "!=", "closed")])
        choices = [("", self.env._("None in particular"))]
        choices += [(str(one.id), one.name) for one in tensions]
        fields = (
            token(),
            field("name", self.env._("A title"), "text"),
            field("question", self.env._("The question put")),
            field("body", self.env._("Before whom?"), "select", options=bodies),
            field(
                "tension_id", self.env._("Which tension?"), "select", options=choices
            ),
        )
        return {
            "title": self.env._("Put a question"),
            "lead": self.env._(
                "Those who are concerned, or close to someone concerned, step aside."
            ),
            "forms": [form("new", self.env._("Put it"), *fields)],
        }

    def _page(self):
        this = self.sudo()
        return {
            **self._common_page(),
            "lead": this.question,
            "by": self.env._("Put to: %(body)s", body=self._label_of("body")),
            "due": self._due(),
            "steps": [self._seat_step(seat) for seat in this.seat_ids],
            "steps_title": self.env._("Seats"),
            "blocks": self._blocks(
                "hearing_summary", "ruling", "reasons", "dissent", "execution"
            ),
            "forms": self._forms(),
        }

    def _seat_step(self, seat):
        text = self.env._("Has not agreed with a ruling yet")
        if seat.recused:
            text = self.env._("Stepped aside")
        elif seat.agreed:
            text = self.env._("Agrees with the ruling")
        return {
            "done": seat.agreed,
            "label": self._names(seat.partner_id),
            "text": text,
        }

    def _due(self):
        this = self.sudo()
        if this.state != "ruled":
            return None
        return {
            "late": False,
            "text": self.env._(
                "To be carried out before %(day)s, by: %(who)s.",
                day=self._date_label(this.execution_due),
                who=self._names(this.execution_owner_id) or self.env._("the publisher"),
            ),
            "default": self.env._(
                "If nothing is done: it stays here, not carried out, for all to see."
            ),
        }

    def _forms(self):
        state, forms = self.sudo().state, []
        if state == "draft" and self._can_rule():
            summary = field("summary", self.env._("What was heard?"))
            forms.append(form("hear", self.env._("It was heard"), summary))
        if state == "heard" and self._can_rule():
            forms += self._ruling_forms()
        if state in ("draft", "heard") and self._can_recuse():
            reason = field("reason", self.env._("Why, in a few words?"))
            forms.append(form("recuse", self.env._("Step aside"), reason))
        if state == "ruled" and self._can_execute():
            forms += self._execution_forms()
        return forms

    def _ruling_forms(self):
        this, forms = self.sudo(), []
        if this.version and not self._my_seat().agreed:
            version = field("version", "", "hidden", value=str(this.version))
            forms.append(form("agree", self.env._("I agree with this ruling"), version))
        forms.append(
            form(
                "rule",
                self.env._("Propose this ruling"),
                field("ruling", self.env._("Ruling"), value=this.ruling or ""),
                field("reasons", self.env._("Its reasons"), value=this.reasons or ""),
                field(
                    "dissent", self.env._("What others think"), value=this.dissent or ""
                ),
                note=self.env._("It stands once more than half of the seats agree."),
            )
        )
        return forms

    def _execution_forms(self):
        this = self.sudo()
        return [
            form(
                "execution",
                self.env._("Settle it"),
                field(
                    "text",
                    self.env._("What is to be done?"),
                    value=this.execution or "",
                ),
                field(
                    "owner_id", self.env._("By whom?"), "select", options=self._owners()
                ),
                field("due", self.env._("Before which day?"), "date"),
            ),
            form("executed", self.env._("It was carried out")),
        ]

    def _owners(self):
        me = self._me()
        return [*self._members(), (str(me.id), me._public_card()["name"])]

    def _verbs(self):
        return {
            "hear": lambda post: self.action_hear(post.get("summary")),
            "agree": lambda post: self.action_agree(post.get("version")),
            "rule": lambda post: self.action_rule(
                post.get("ruling"), post.get("reasons"), post.get("dissent")
            ),
            "recuse": lambda post: self.action_recuse(post.get("reason")),
            "execution": lambda post: self.action_execution(
                post.get("text"), post.get("owner_id"), post.get("due")
            ),
            "executed": lambda post: self.action_executed(),
        }

    @api.model
    def _awaits(self):
        """Return the rows of the home page that wait for this person's agreement."""
        return [
            {
                "icon": "balance-scale",
                "tone": "plum",
                "title": self.env._("A ruling to agree with"),
                "text": one.sudo().name,
                "url": f"/my/arbitrations/{one.id}",
            }
            for one in self._mine_to_agree()
        ]
