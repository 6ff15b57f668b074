from odoo import api, fields, models
from odoo.exceptions import UserError

# A task has readers outside the community: what is ours is for its people.
COMMUNITY = (
    "code_social.group_member,code_social.group_publisher,"
    "code_social.group_accountant,code_social.group_manager"
)
OVER = ("1_done", "1_canceled")


class Task(models.Model):
    """What somebody said they would do, in a meeting."""

    _inherit = "project.task"

    meeting_id = fields.Many2one(
        "code.social.meeting",
        index="btree_not_null",
        copy=False,
        groups=COMMUNITY,
        ondelete="restrict",
    )
    action_owner_id = fields.Many2one(
        "res.partner",
        "Answers for it",
        index="btree_not_null",
        copy=False,
        groups=COMMUNITY,
        ondelete="restrict",
    )

    def _can_mark_done(self):
        """Whoever answers for it."""
        me = self.env.user.partner_id
        return me._is_member() and me == self.sudo().action_owner_id

    def action_mark_done(self):
        """Say that an action one answers for is done; twice is once.

        :raise AccessError: somebody else's action
        """
        for task in self:
            if not task._can_mark_done():
                task._refuse_action()
            if task.sudo().state not in OVER:
                task.sudo().state = "1_done"
                self.env["code.social.event"]._record(task, "action.done")
        return True

    def _refuse_action(self):
        self.env["code.social.meeting"]._require(
            False, self.env._("Whoever answers for an action says that it is done.")
        )

    @api.model
    def _my_actions(self):
        """Return the open actions of the current user, as superuser, by date."""
        domain = [
            ("action_owner_id", "=", self.env.user.partner_id.id),
            ("meeting_id", "!=", False),
            ("state", "not in", OVER),
            ("company_id", "in", [*self.env.companies.ids, False]),
        ]
        return self.sudo().search(domain, order="date_deadline, id")


class Meeting(models.Model):
    _inherit = "code.social.meeting"

    def _can_add_action(self):
        """The scribe or the facilitator of this meeting."""
        return self._can_write_minutes()

    def _actions(self):
        """Return the tasks that came out of these meetings, as superuser."""
        return (
            self.env["project.task"]
            .sudo()
            .search([("meeting_id", "in", self.ids)], order="date_deadline, id")
        )

    def add_action(self, title, owner_partner_id, deadline):
        """Note who does what by when, as a task of the commission's own project.

        :param deadline: a date; required, not past
        :return: the task, as superuser; the same call again returns the same one
        :raise AccessError: neither the scribe nor the facilitator
        :raise UserError: no title, owner or date
        """
        self.ensure_one()
        self._require(
            self._can_add_action(),
            self.env._("The scribe or the facilitator notes who does what."),
        )
        self._check_meeting_state("in_session", "closed")
        vals = {
            "name": self._clean_title(title),
            "action_owner_id": self._clean_owner(owner_partner_id),
            "date_deadline": self._clean_deadline(deadline),
        }
        for known in self._actions():
            if all(known[key] == value for key, value in self._compared(vals).items()):
                return known
        task = self._create_action(vals)
        self.env["code.social.event"]._record(self, "meeting.action")
        return task

    def _compared(self, vals):
        owner = self.env["res.partner"].sudo().browse(vals["action_owner_id"])
        return dict(vals, action_owner_id=owner)

    def _create_action(self, vals):
        project = self.sudo().commission_id._own_project()
        # Odoo would make the one who writes it down the assignee.
        task = self.env["project.task"].sudo()
        return task.with_context(mail_create_nolog=True).create(
            {
                **vals,
                "meeting_id": self.id,
                "project_id": project.id,
                "user_ids": [
                    fields.Command.set(
                        self._compared(vals)["action_owner_id"]
                        .user_ids.filtered(lambda user: not user.share)
                        .ids
                    )
                ],
            }
        )

    def _clean_owner(self, value):
        owner = self._clean_member(value)
        if not owner:
            raise UserError(self.env._("Say who answers for it."))
        return owner

    def _clean_deadline(self, value):
        moment = self._clean_time(value)
        if moment.date() < fields.Date.context_today(self):
            raise UserError(self.env._("This day is past. Choose today or later."))
        return moment
