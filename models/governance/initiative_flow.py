from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Days a commission has to answer.
ANSWER_DAYS = 21
#: What kind of project an initiative becomes; the others become a task.
KINDS = {
    "project": "project",
    "research": "research",
    "mutual_aid": "network",
    "challenge": "community",
}


class Initiative(models.Model):
    """How an initiative is launched, supported and answered."""

    _inherit = "code.social.initiative"

    # === Launching ===

    @api.model
    def launch(self, values=None):
        """Launch an initiative as the current member; one sentence is enough.

        :param values: dict with `name` and optionally `description`, `kind`
            ("micro"), `commission_id`, `project_id`, `tension_id` (ids), `token`
            (UUID: a second call with it returns the first record)
        :return: the initiative, submitted or at coherence
        :raise AccessError: not a member
        :raise UserError: an empty sentence, an unknown kind or record
        """
        self._require_member()
        values = dict(values or {})
        vals = self._launch_values(values)
        token, known = self._sent_before(values.get("token"))
        if known:
            return known
        me = self._me()
        made = self._by_method().create(
            dict(
                vals,
                token=token,
                opened_by_id=me.id,
                carrier_ids=[fields.Command.set(me.ids)],
                company_id=self.env.company.id,
            )
        )
        initiative = self.browse(made.ids)
        initiative.action_submit()
        return initiative

    @api.model
    def _launch_values(self, values):
        project = self._linked("project.project", values.get("project_id"))
        commission = self._linked("code.social.commission", values.get("commission_id"))
        return {
            "name": self._words(
                values.get("name"),
                self.env._("Say your idea in one sentence: it is enough."),
            ),
            "kind": self._choice(
                "kind",
                values.get("kind") or "micro",
                self.env._("Choose what kind of initiative it is."),
            ),
            "project_id": project.id,
            "commission_id": (commission or project.commission_id).id,
            "tension_id": self._linked(
                "code.social.tension", values.get("tension_id")
            ).id,
            **self._optional(values, "description"),
        }

    def action_submit(self):
        """Put one's draft to its commission; the author is heard first if there is one.

        :raise AccessError: not by a carrier
        """
        for initiative in self:
            initiative._require(
                initiative._can_submit(),
                self.env._("Only those who carry an initiative launch it."),
            )
            initiative._expect("draft")
            today = fields.Date.context_today(self)
            asked = initiative._authors_to_hear()
            initiative._move(
                "coherence" if asked else "submitted",
                submitted_on=today,
                answer_by=today + timedelta(days=ANSWER_DAYS),
            )
            if asked:
                self.env["code.social.coherence"]._ask(initiative)
            initiative._tell(
                initiative.sudo().commission_id.coordinator_ids,
                self.env._("An initiative waits for the answer of your commission."),
            )
        return True

    def _authors_to_hear(self):
        """Return the authors of the project it concerns, unless they carry it."""
        authors = self.sudo().project_id.author_ids
        return authors if not authors & self.sudo().carrier_ids else authors.browse()

    # === Supports ===

    def action_support(self):
        """Support an initiative; twice is once."""
        return self._support(fields.Command.link)

    def action_unsupport(self):
        """Take one's support back; twice is once."""
        return self._support(fields.Command.unlink)

    def _support(self, command):
        for initiative in self:
            initiative._require(
                initiative._can_support(),
                self.env._("Only members of the community support an initiative."),
            )
            initiative._expect("submitted", "coherence")
            link = command(self._me().id)
            initiative._by_method().write({"support_ids": [link]})
        return True

    # === Answers ===

    def _require_answer(self):
        self.ensure_one()
        self._require(
            self._can_answer(),
            self.env._(
                "An initiative is answered by a coordinator of its commission or the "
                "publisher, never by those who carry it."
            ),
        )

    def _answer(self, state, words, **values):
        self._move(
            state,
            why=words or None,
            answer=words or False,
            answered_by_id=self._me().id,
            answered_on=fields.Date.context_today(self),
            **values,
        )
        this = self.sudo()
        self._tell(
            this.carrier_ids,
            self.env._(
                "Your initiative has its answer: %(state)s.", state=this._state()
            ),
        )

    def action_answer_accept(self, words=None):
        """Accept an initiative, with a word or without.

        :raise AccessError: by a carrier, or by someone who does not answer for it
        :raise UserError: its coherence is not settled, or was refused
        """
        self._require_answer()
        self._expect("submitted", "coherence")
        this = self.sudo()
        if this.state == "coherence":
            raise UserError(
                self.env._("Its coherence with the project is not answered yet.")
            )
        if any(one.coherent == "no" for one in this.coherence_ids):
            raise UserError(
                self.env._(
                    "It was found not coherent with the author's project: answer “not "
                    "now”, with the reason."
                )
            )
        self._answer("accepted", str(words or "").strip())
        return True

    def action_answer_not_now(self, reason=None):
        """Answer “not now, because”: the reason is due.

        :raise UserError: without a reason
        """
        self._require_answer()
        self._expect("submitted", "coherence")
        self._answer(
            "not_now",
            self._words(
                reason, self.env._("Say why not now, and how to ask again later.")
            ),
        )
        return True

    def action_answer_merge(self, other_id=None, words=None):
        """Join it to another initiative (its id), with its carriers and supports."""
        self._require_answer()
        self._expect("submitted", "coherence")
        other = self._linked(self._name, other_id)
        if (
            not other
            or other == self.sudo()
            or other.state
            not in (
                "submitted",
                "coherence",
            )
        ):
            raise UserError(self.env._("Choose another initiative that still waits."))
        this = self.sudo()
        people = {"carrier_ids": this.carrier_ids, "support_ids": this.support_ids}
        other._by_method().write(
            {
                name: [fields.Command.link(one) for one in partners.ids]
                for name, partners in people.items()
            }
        )
        self._answer("merged", str(words or "").strip(), merged_into_id=other.id)
        return True

    def _after_coherence(self):
        """Give it back to its commission, once the author and publisher spoke."""
        if self.state == "coherence":
            self._move("submitted")

    # === Exits ===

    def action_make_result(self):
        """Make the project, or the task, which an accepted initiative becomes.

        :return: True; `result_project_id` or `result_task_id` then says what
        :raise UserError: not accepted, already made, or no project to put a task in
        """
        self._require_answer()
        self._expect("accepted")
        this = self.sudo()
        if this.result_project_id or this.result_task_id:
            raise UserError(self.env._("It already became something."))
        if this.kind in KINDS:
            values = {"result_project_id": this._make_project().id}
        else:
            values = {"result_task_id": this._make_task().id}
        self._by_method().write(values)
        self._note("result", after=values)
        return True

    def _make_project(self):
        carriers = self.carrier_ids or self.opened_by_id
        return self.env["project.project"].create(
            {
                "name": self.name,
                "kind": KINDS[self.kind],
                "code_social": True,
                "company_id": self.company_id.id,
                "commission_id": self.commission_id.id,
                "author_ids": [fields.Command.set(carriers.ids)],
                "initial_intent": self.description or self.name,
                "allow_timesheets": True,
            }
        )

    def _make_task(self):
        project = self.project_id or self.commission_id.project_id
        if not project:
            raise UserError(
                self.env._("A task needs a project: this initiative concerns none.")
            )
        return self.env["project.task"].create(
            {
                "name": self.name,
                "project_id": project.id,
                "description": self.description or False,
                "user_ids": [fields.Command.clear()],
            }
        )
