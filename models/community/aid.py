from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Days a need or an offer stays, unless its author says otherwise.
STAYS = 30
#: Days left for a word of thanks, past the last day.
THANKS_DAYS = 30
OVER = ("thanked", "expired", "withdrawn")


class CodeSocialAid(models.Model):
    """One person needs, another offers; somebody answers, helps, and is thanked."""

    _name = "code.social.aid"
    _inherit = ["code.social.open.mixin"]
    _description = "Mutual Aid"
    _order = "until desc, id desc"
    _check_company_auto = True
    _act = "aid"

    _method_fields = frozenset(
        {
            "kind",
            "name",
            "words",
            "talent_id",
            "place",
            "until",
            "state",
            "other_id",
            "other_words",
            "matched_on",
            "thanks",
            "closed_on",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    kind = fields.Selection(
        [("need", "Need"), ("offer", "Offer")],
        "Need or offer",
        required=True,
        readonly=True,
        index=True,
    )
    name = fields.Char("In one line", required=True, readonly=True)
    words = fields.Text("In a few words", readonly=True)
    talent_id = fields.Many2one(
        "code.social.talent",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    place = fields.Char("Where", readonly=True)
    until = fields.Date("Until the", required=True, readonly=True)
    state = fields.Selection(
        [
            ("open", "Waiting for somebody"),
            ("answered", "Somebody answers"),
            ("matched", "Agreed"),
            ("thanked", "Thanked"),
            ("expired", "Past its day"),
            ("withdrawn", "Taken back"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    other_id = fields.Many2one(
        "res.partner",
        "Who answers",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    other_words = fields.Text("Words of who answers", readonly=True)
    matched_on = fields.Date("Agreed on", readonly=True)
    thanks = fields.Text(readonly=True)
    closed_on = fields.Date("Over since", readonly=True)

    _token_uniq = models.UniqueIndex(
        "(opened_by_id, token) WHERE token IS NOT NULL",
        "This form was already sent.",
    )

    def _is_sealed(self):
        return self.state in OVER

    # === Who ===

    def _helper(self):
        """Return who helps (one or none), as superuser."""
        this = self.sudo()
        return this.other_id if this.kind == "need" else this.opened_by_id

    def _helped(self):
        """Return who is helped (one or none), as superuser."""
        this = self.sudo()
        return this.opened_by_id if this.kind == "need" else this.other_id

    def _is_owner(self):
        return self._is_reader() and self.sudo().opened_by_id == self._me()

    def _can_match(self):
        """Any other member: nobody answers oneself."""
        return self._is_reader() and self.sudo().opened_by_id != self._me()

    def _can_accept(self):
        return self._is_owner()

    def _can_decline(self):
        """Who asked says no, or who answered takes it back."""
        answered = self._is_reader() and self.sudo().other_id == self._me()
        return self._is_owner() or answered

    def _can_thank(self):
        return self._is_reader() and self._helped() == self._me()

    def _can_withdraw(self):
        return self._is_owner()

    # === Asking and offering ===

    @api.model
    def ask(self, values=None):
        """Say what one needs or offers, as the current member.

        :param values: dict with `kind` ("need" or "offer"), `name` and optionally
            `words`, `talent_id`, `place`, `until` (in thirty days), `token` (UUID: a
            second call with it returns the first record)
        :return: the aid, open
        :raise AccessError: not a member
        :raise UserError: no title, no kind, a day that is past
        """
        self._require_member()
        values = dict(values or {})
        vals = self._ask_values(values)
        token, known = self._sent_before(values.get("token"))
        if known:
            return known
        made = self._by_method().create(
            dict(
                vals,
                token=token,
                opened_by_id=self._me().id,
                company_id=self.env.company.id,
            )
        )
        aid = self.browse(made.ids)
        aid._note("open", after={"kind": vals["kind"], "state": "open"})
        return aid

    @api.model
    def _ask_values(self, values):
        today = fields.Date.context_today(self)
        until = self._day(values.get("until")) or today + timedelta(days=STAYS)
        if until < today:
            raise UserError(self.env._("This day is past: choose one that comes."))
        return {
            "kind": self._choice(
                "kind",
                values.get("kind"),
                self.env._("Say whether you need or you offer."),
            ),
            "name": self._words(
                values.get("name"), self.env._("Say it in one line: that is enough.")
            ),
            "talent_id": self._linked("code.social.talent", values.get("talent_id")).id,
            "until": until,
            **self._optional(values, "words", "place"),
        }

    # === Answering ===

    def action_match(self, words=None):
        """Answer: “I can help” to a need, “I take it” to an offer: open → answered.

        :raise AccessError: not another member
        :raise UserError: somebody was faster, or its last day is past
        """
        self.ensure_one()
        self._require(
            self._can_match(), self.env._("Another member of the community answers.")
        )
        self._one_at_a_time()
        self._expect("open")
        if self.sudo().until < fields.Date.context_today(self):
            raise UserError(self.env._("Its last day is past."))
        self._move(
            "answered",
            other_id=self._me().id,
            other_words=str(words or "").strip() or False,
        )
        self._tell(
            self.sudo().opened_by_id,
            self.env._("Somebody answers “%(name)s”.", name=self.sudo().name),
        )
        return True

    def action_accept(self):
        """Agree to who answered: answered → matched.

        :raise AccessError: not who asked or offered
        """
        self.ensure_one()
        self._require(
            self._can_accept(), self.env._("Who asked or offered agrees, or not.")
        )
        self._expect("answered")
        self._move("matched", matched_on=fields.Date.context_today(self))
        self._tell(
            self.sudo().other_id,
            self.env._("“%(name)s”: your answer is welcome.", name=self.sudo().name),
        )
        return True

    def action_decline(self):
        """Leave it open for somebody else: answered → open. No reason is due.

        :raise AccessError: neither who asked or offered, nor who answered
        """
        self.ensure_one()
        self._require(
            self._can_decline(), self.env._("Only the two people concerned do this.")
        )
        self._expect("answered")
        self._reopen()
        return True

    def _reopen(self):
        this = self.sudo()
        parties = this.opened_by_id | this.other_id
        self._move("open", other_id=False, other_words=False)
        self._tell(
            parties, self.env._("“%(name)s” waits for somebody again.", name=this.name)
        )

    # === Thanking and ending ===

    def action_thank(self, words=None):
        """Thank who helped, in a few words: matched → thanked. Then it is sealed.

        :raise AccessError: not by the person who was helped
        :raise UserError: without a word, or thanked already
        """
        self.ensure_one()
        self._require(self._can_thank(), self.env._("Who was helped gives thanks."))
        self._expect("matched")
        words = self._words(words, self.env._("A word is enough: say it."))
        self._end("thanked", thanks=words)
        self._tell(
            self._helper(),
            self.env._("“%(name)s”: you were thanked.", name=self.sudo().name),
        )
        self._after_thanks()
        return True

    def _after_thanks(self):
        """Hook: what a thanked aid (one) leads to, as the person who was helped."""

    def action_withdraw(self):
        """Take back what one asked or offered, before anything is agreed."""
        self.ensure_one()
        self._require(
            self._can_withdraw(), self.env._("Who asked or offered takes it back.")
        )
        self._expect("open", "answered")
        answered = self.sudo().other_id
        self._end("withdrawn")
        self._tell(
            answered, self.env._("“%(name)s” was taken back.", name=self.sudo().name)
        )
        return True

    def _end(self, state, **values):
        self._move(state, closed_on=fields.Date.context_today(self), **values)
        self.env["ir.attachment"]._seal_of(self.sudo())

    @api.model
    def _cron_expire(self):
        """End what is past its last day; a second run finds nothing left.

        What was agreed waits some days more for a word of thanks.
        """
        today = fields.Date.context_today(self)
        waits = Domain("state", "in", ("open", "answered"))
        waits &= Domain("until", "<", today)
        agreed = Domain("state", "=", "matched")
        agreed &= Domain("until", "<", today - timedelta(days=THANKS_DAYS))
        over = self.search(waits | agreed)
        for aid in over:
            aid._end("expired")
            aid._tell(
                aid.opened_by_id | aid.other_id,
                self.env._("“%(name)s” is over.", name=aid.name),
            )
        return len(over)
