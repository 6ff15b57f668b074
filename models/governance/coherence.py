from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Days the author and the publisher have together.
DUE_DAYS = 14


class CodeSocialCoherence(models.Model):
    """Does an initiative fit a project? Its author says, the publisher answers."""

    _name = "code.social.coherence"
    _inherit = ["code.social.open.mixin"]
    _description = "Coherence"
    _order = "due_on desc, id desc"
    _check_company_auto = True
    _act = "coherence"

    _method_fields = frozenset(
        {
            "initiative_id",
            "project_id",
            "fits",
            "words",
            "opinion_by_id",
            "coherent",
            "reason",
            "answered_by_id",
            "due_on",
            "state",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    initiative_id = fields.Many2one(
        "code.social.initiative",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    project_id = fields.Many2one(
        "project.project",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    fits = fields.Selection(
        [("yes", "It fits"), ("no", "It does not fit")],
        "The author's opinion",
        readonly=True,
    )
    words = fields.Text("The author's words", readonly=True)
    opinion_by_id = fields.Many2one(
        "res.partner", "Opinion of", readonly=True, ondelete="restrict"
    )
    coherent = fields.Selection(
        [("yes", "Coherent"), ("no", "Not coherent")],
        "The publisher's answer",
        readonly=True,
    )
    reason = fields.Text(readonly=True)
    answered_by_id = fields.Many2one(
        "res.partner", "Answered by", readonly=True, ondelete="restrict"
    )
    due_on = fields.Date("Answer before", required=True, readonly=True)
    state = fields.Selection(
        [
            ("asked", "The author is asked"),
            ("opinion", "The publisher answers"),
            ("answered", "Answered"),
        ],
        required=True,
        readonly=True,
        default="asked",
        index=True,
    )

    _one_each = models.UniqueIndex(
        "(initiative_id)", "The coherence of this initiative is already looked at."
    )

    @api.depends("initiative_id")
    def _compute_display_name(self):
        for coherence in self:
            coherence.display_name = coherence.initiative_id.sudo().name

    @api.model
    def _ask(self, initiative):
        """Ask the authors of the project; the initiative waits meanwhile."""
        this = initiative.sudo()
        today = fields.Date.context_today(self)
        made = self._by_method().create(
            {
                "initiative_id": this.id,
                "project_id": this.project_id.id,
                "due_on": min(today + timedelta(days=DUE_DAYS), this.answer_by),
                "opened_by_id": this.opened_by_id.id,
                "company_id": this.company_id.id,
            }
        )
        made._tell(
            this.project_id.author_ids,
            self.env._("Your opinion is asked on an initiative about your project."),
        )
        return made

    def _is_sealed(self):
        return self.state == "answered"

    # === The author ===

    def _can_give_opinion(self):
        return self._is_reader() and self._me() in self.sudo().project_id.author_ids

    def action_give_opinion(self, fits=None, words=None):
        """Say as an author whether it fits one's project.

        :param fits: True or False ("yes", "no" from a form)
        :param words: a few words; required when it does not fit
        :raise AccessError: not by an author of the project
        """
        self.ensure_one()
        self._require(
            self._can_give_opinion(),
            self.env._("Only an author of the project gives this opinion."),
        )
        self._expect("asked", "opinion")
        fits = self._yes_no(fits)
        words = str(words or "").strip()
        if fits == "no":
            words = self._words(words, self.env._("Say what does not fit."))
        self._move(
            "opinion", fits=fits, words=words or False, opinion_by_id=self._me().id
        )
        return True

    @api.model
    def _yes_no(self, value):
        value = {True: "yes", False: "no"}.get(value, value)
        return self._choice("fits", value, self.env._("Choose yes or no."))

    # === The publisher ===

    def _can_answer(self):
        return self._is_publisher() and not self.sudo().initiative_id._is_carrier()

    def _check_heard(self):
        """The author is heard first, or had the time to speak."""
        this = self.sudo()
        today = fields.Date.context_today(self)
        if this.state == "asked" and this.due_on >= today:
            raise UserError(
                self.env._(
                    "The author is heard first: they have until %(day)s.",
                    day=self._date_label(this.due_on),
                )
            )

    def action_answer(self, coherent=None, reason=None):
        """Answer with a reason; the initiative then goes on to its commission.

        :param coherent: True or False ("yes", "no")
        :raise AccessError: not by the publisher, or by one who carries it
        :raise UserError: without a reason, or before the author could speak
        """
        self.ensure_one()
        self._require(
            self._can_answer(),
            self.env._("The publisher answers, unless they carry the initiative."),
        )
        self._expect("asked", "opinion")
        self._check_heard()
        coherent = self._yes_no(coherent)
        reason = self._words(reason, self.env._("Say why: the answer is reasoned."))
        self._move(
            "answered",
            why=reason,
            reason=reason,
            coherent=coherent,
            answered_by_id=self._me().id,
        )
        self.env["ir.attachment"]._seal_of(self.sudo())
        self.sudo().initiative_id._after_coherence()
        return True

    def action_answer_yes(self, reason=None):
        """Answer that it is coherent."""
        return self.action_answer("yes", reason)

    def action_answer_no(self, reason=None):
        """Answer that it is not coherent."""
        return self.action_answer("no", reason)

    @api.model
    def _mine_to_give(self):
        """Return what the user is asked as an author."""
        return self.search(
            Domain("state", "=", "asked")
            & Domain("project_id.author_ids", "in", self._me().ids)
        )
