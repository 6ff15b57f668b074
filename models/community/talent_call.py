from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

#: Days people have to answer, unless the call says otherwise.
ANSWER_DAYS = 21
#: What a call says: written while it is prepared, and never after.
CONTENT = frozenset({"name", "words", "project_id", "talent_ids", "wanted", "until"})


class CodeSocialTalentCall(models.Model):
    """A project calls for talents; those who have them are asked, and may say no."""

    _name = "code.social.talent.call"
    _inherit = ["code.social.open.mixin"]
    _description = "Call for Talents"
    _order = "until desc, id desc"
    _check_company_auto = True
    _act = "call"

    _method_fields = frozenset(
        {
            "state",
            "opened_on",
            "closed_on",
            "match_ids",
            "opened_by_id",
            "token",
            "company_id",
        }
    )

    name = fields.Char("What for", required=True)
    words = fields.Text("In a few words")
    project_id = fields.Many2one(
        "project.project",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('code_social', '=', True)]",
        check_company=True,
    )
    talent_ids = fields.Many2many(
        "code.social.talent",
        "code_social_talent_call_rel",
        "call_id",
        "talent_id",
        "Talents wanted",
        check_company=True,
    )
    wanted = fields.Integer("How many people", default=1, aggregator=None)
    until = fields.Date(
        "Answer by",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + timedelta(days=ANSWER_DAYS)
        ),
        help="Last day to answer; the call then closes by itself.",
    )
    state = fields.Selection(
        [
            ("draft", "Being prepared"),
            ("open", "Taking answers"),
            ("closed", "Gathered"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    opened_on = fields.Date("Taking answers since", readonly=True)
    closed_on = fields.Date("Over since", readonly=True)
    match_ids = fields.One2many(
        "code.social.talent.match", "call_id", "Who said yes", readonly=True
    )

    _token_uniq = models.UniqueIndex(
        "(opened_by_id, token) WHERE token IS NOT NULL",
        "This form was already sent.",
    )

    # === Guards ===

    def _is_sealed(self):
        return self.state == "closed"

    def write(self, vals):
        by_hand = CONTENT.intersection(vals) and not self._is_by_method()
        if by_hand and any(call.state != "draft" for call in self.sudo()):
            raise UserError(
                self.env._("People answer this call: close it and open another one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(call.state != "draft" for call in self.sudo()):
            raise UserError(self.env._("People answered this call: it is kept."))

    # === Permissions ===

    @api.model
    def _may_call_for(self, project):
        """The publisher, or a member who is an author of the project."""
        me = self._me()
        is_author = bool(me._members_here()) and me in project.sudo().author_ids
        return is_author or self.env.user.has_group("code_social.group_publisher")

    def _callers(self):
        """Return who holds this call (one): its opener and the project's authors."""
        this = self.sudo()
        return this.opened_by_id | this.project_id.author_ids

    def _can_open(self):
        return self._is_here() and self._may_call_for(self.sudo().project_id)

    def _can_close(self):
        mine = self._is_reader() and self._me() in self._callers()
        return mine or self._is_publisher()

    def _can_offer(self):
        """Any member, but those who call."""
        return self._is_reader() and self._me() not in self._callers()

    # === Opening ===

    @api.model
    def launch(self, values=None):
        """Call for talents as an author of the project, or as the publisher.

        :param values: dict with `name`, `project_id`, `talent_ids` (ids) and
            optionally `wanted` (1), `until` (in three weeks), `words`, `token` (UUID:
            a second call with it returns the first record)
        :return: the call, open
        :raise AccessError: neither an author of the project nor the publisher
        :raise UserError: a value a person can mend
        """
        values = dict(values or {})
        project = self._linked("project.project", values.get("project_id"))
        if not project:
            raise UserError(self.env._("Choose the project that calls."))
        self._require(self._may_call_for(project), self._open_refusal())
        vals = self._launch_values(values, project)
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
        call = self.browse(made.ids)
        call.action_open()
        return call

    @api.model
    def _open_refusal(self):
        return self.env._("An author of the project, or the publisher, calls for it.")

    @api.model
    def _launch_values(self, values, project):
        talents = self.env["code.social.talent"].browse()
        for talent in values.get("talent_ids") or ():
            talents |= self._linked("code.social.talent", talent)
        vals = {
            "name": self._words(
                values.get("name"), self.env._("Say in a few words what it is for.")
            ),
            "project_id": project.id,
            "talent_ids": [Command.set(talents.ids)],
            "wanted": self._count(values.get("wanted") or 1),
            **self._optional(values, "words"),
        }
        if until := self._day(values.get("until")):
            vals["until"] = until
        return vals

    def action_open(self):
        """Open a call that was prepared, and ask those who have the talents.

        :raise AccessError: neither an author of the project nor the publisher
        :raise UserError: no talent, nobody wanted, a day that is past, opened already
        """
        for call in self:
            call._require(call._can_open(), call._open_refusal())
            call._expect("draft")
            call.sudo()._check_ready()
            call._move("open", opened_on=fields.Date.context_today(call))
            call._propose()
        return True

    def _check_ready(self):
        if not self.project_id.code_social:
            raise UserError(self.env._("Only community projects call for talents."))
        if not self.talent_ids:
            raise UserError(self.env._("Choose at least one talent."))
        if not 1 <= self.wanted <= 1000:
            raise UserError(self.env._("Call for one person at least."))
        if self.until < fields.Date.context_today(self):
            raise UserError(self.env._("The last day to answer is past."))

    def _propose(self):
        """Ask those who have the talents, or finer ones, whatever their number."""
        call = self.sudo()
        talents = call.talent_ids._with_finer()
        people = call._to_ask(talents)
        self.env["code.social.talent.match"]._put(call, people, talents)
        self._tell(
            people,
            self.env._("“%(name)s”: your talents would help.", name=call.name),
        )

    def _to_ask(self, talents):
        """Return the members who declared these talents, as superuser.

        Neither those who call, nor who declared a tie with one of them (and nobody
        learns why), nor who was only imported or cannot answer in the portal.
        """
        callers = self._callers()
        people = self.env["res.partner"].sudo()
        domain = people._members_domain() & Domain("imported", "!=", True)
        domain &= Domain("talent_ids", "in", talents.ids)
        domain &= Domain("user_ids.company_ids", "in", self.company_id.ids)
        closed_to = callers | self.env["code.social.tie"]._tied_to(callers)
        domain &= Domain("id", "not in", closed_to.ids)
        group = self.env.ref("code_social.group_member")
        return people.search(domain & Domain("user_ids.all_group_ids", "in", group.ids))

    # === Closing ===

    def action_close(self):
        """Close: those who said yes are the association of talents of the project.

        :raise AccessError: neither who called, nor an author, nor the publisher
        """
        for call in self:
            call._require(
                call._can_close(),
                self.env._("Those who called, or the publisher, close a call."),
            )
            call._expect("open")
            call._close()
        return True

    def _close(self):
        this = self.sudo()
        yes = this.match_ids.filtered(lambda one: one.state == "accepted")
        # Who said no, or nothing, said it to nobody: nothing of it is kept.
        (this.match_ids - yes)._by_method().unlink()
        self._move("closed", closed_on=fields.Date.context_today(self))
        self.env["ir.attachment"]._seal_of(this)
        this.project_id.message_subscribe(yes.partner_id.ids)
        self._tell(
            yes.partner_id | this._callers(),
            self.env._("“%(name)s”: the talents are together.", name=this.name),
        )

    @api.model
    def _cron_close(self):
        """Close the calls past their last day; a second run finds nothing left."""
        today = fields.Date.context_today(self)
        over = self.search([("state", "=", "open"), ("until", "<", today)])
        for call in over:
            call._close()
        return len(over)
