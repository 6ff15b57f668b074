"""What the page of an initiative shows of its coherence with a project."""

from odoo import models

from ..community.forms import field, form


class Coherence(models.Model):
    _inherit = "code.social.coherence"

    def _steps(self):
        """Return [(done, label, text)] of the author's word and the answer."""
        this = self.sudo()
        opinion = this.words or self._label_of("fits") or ""
        return [
            (
                bool(this.fits),
                self.env._("Opinion of the author"),
                f"{opinion} ({self._names(this.opinion_by_id)})"
                if this.fits
                else self._names(this.project_id.author_ids),
            ),
            (
                this.state == "answered",
                self._label_of("coherent") or self.env._("Coherence with the project"),
                this.reason or self._due_text(),
            ),
        ]

    def _due_text(self):
        return self.env._(
            "The publisher answers before %(day)s. If the author says nothing, the "
            "publisher answers without it.",
            day=self._date_label(self.sudo().due_on),
        )

    def _forms(self):
        forms = []
        for one in self:
            waits = one.sudo().state in ("asked", "opinion")
            if waits and one._can_give_opinion():
                forms.append(one._opinion_form())
            if waits and one._can_answer() and one._me()._is_member():
                forms.append(one._reason_form())
        return forms

    def _opinion_form(self):
        choices = self._fields["fits"]._description_selection(self.env)
        return form(
            "opinion",
            self.env._("Give my opinion"),
            field(
                "fits", self.env._("Your project and this"), "select", options=choices
            ),
            field("words", self.env._("In your words")),
            title=self.env._("Your opinion as the author"),
        )

    def _reason_form(self):
        choices = self._fields["coherent"]._description_selection(self.env)
        return form(
            "coherence",
            self.env._("Answer"),
            field(
                "coherent",
                self.env._("The publisher's answer"),
                "select",
                options=choices,
            ),
            field("reason", self.env._("Why?")),
            title=self.env._("Coherence with the project"),
        )

    def _verbs(self):
        if not self:
            return {}
        return {
            "opinion": lambda post: self.action_give_opinion(
                post.get("fits"), post.get("words")
            ),
            "coherence": lambda post: self.action_answer(
                post.get("coherent"), post.get("reason")
            ),
        }
