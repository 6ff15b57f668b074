"""Joining, leaving, coming back; groups and levels that follow."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .proof import new_uid

#: Many at once: a message or a follower a row would say nothing more.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
}


class ResPartner(models.Model):
    _inherit = "res.partner"

    # === Joining and leaving ===

    def _can_enrol(self):
        """Tell whether the user may let people join, or leave in their name."""
        user = self.env.user
        return user.has_group("code_social.group_publisher") or user.has_group(
            "code_social.group_manager"
        )

    def action_join(self):
        """Let these contacts join the community, as éditeur or manager."""
        self._require(
            self._can_enrol(), self.env._("You cannot let people join the community.")
        )
        self._join()
        return True

    def action_leave(self, reason=None):
        """Let these contacts leave, as éditeur or manager, or oneself."""
        own = self == self.env.user.partner_id
        self._require(
            own or self._can_enrol(),
            self.env._("You cannot let people leave the community."),
        )
        self._leave(reason)
        return True

    def action_erase_personal(self, reason=None):
        """Erase, as somebody asked, what proofs say of these contacts by name.

        As éditeur or manager. What was proved stays proved, without the name.
        """
        self._require(
            self._can_enrol(),
            self.env._("The publisher or the manager erases personal data on request."),
        )
        self._erase_personal(reason)
        return True

    def _join(self):
        """Make these contacts members, or members again. Harmless twice.

        Gives the member group to their logins; a contact without login receives
        it when one is created. The reference of a member never changes.
        """
        newcomers = self.sudo().filtered(lambda one: not one._is_member())
        if companies := newcomers.filtered("is_company"):
            raise UserError(
                self.env._(
                    "%(name)s is an organisation: its people join, each in person.",
                    name=companies[0].name,
                )
            )
        for partner in newcomers:
            values = {
                "joined_on": fields.Date.today(),
                "left_on": False,
                "directory_listed": True,
            }
            if not partner.member_uid:
                values["member_uid"] = new_uid()
            partner._by_method().write({**values, "imported": False})
        newcomers._give_groups()
        newcomers._update_level()
        self.env["code.social.event"]._record(newcomers, "member.join")

    def _leave(self, reason=None):
        """Make these members former members; what they did stays.

        Their mandates end, their seats and ballots are withdrawn; what they chose to
        show of themselves is forgotten.
        """
        leavers = self.sudo().filtered(lambda one: one._is_member())
        mandates = leavers.mandate_ids
        mandates.filtered(lambda one: one.state == "active")._finish("resigned")
        leavers._leave_seats()
        leavers._by_method().write({"left_on": fields.Date.today()})
        leavers._forget_choices()
        leavers._withdraw_groups(self.env["code.social.role"]._neutral_groups())
        leavers._update_level()
        self.env["code.social.event"]._record(leavers, "member.leave", reason=reason)

    def _import_contacts(self, vals_list):
        """Create contacts known through an import only; return them as superuser."""
        return self._by_method().create(
            [{**vals, "imported": True} for vals in vals_list]
        )

    # === Groups ===

    def _running_mandates(self):
        """Return the mandates whose rights run today, as superuser."""
        mandates = self.env["code.social.mandate"].sudo()
        domain = Domain("partner_id", "in", self.ids) & mandates._running_domain()
        return mandates.search(domain)

    def _entitled_groups(self):
        """Return {partner: groups} due to these contacts, as superuser."""
        Groups = self.env["res.groups"].sudo()
        member = self.env.ref("code_social.group_member").sudo()
        due = dict.fromkeys(self.sudo(), Groups)
        if not due:
            return due
        for partner in due:
            if partner._is_member():
                due[partner] |= member
        for mandate in self._running_mandates():
            due[mandate.partner_id] |= mandate.granted_group_ids
        return due

    def _give_groups(self):
        """Give the logins of these contacts what is due to them."""
        for partner, groups in self._entitled_groups().items():
            for user in partner.user_ids:
                if missing := groups - user.group_ids:
                    user.write(
                        {"group_ids": [Command.link(id_) for id_ in missing.ids]}
                    )

    def _withdraw_groups(self, groups):
        """Withdraw these groups, except where something else gives them."""
        for partner, due in self._entitled_groups().items():
            for user in partner.with_context(active_test=False).user_ids:
                if excess := (groups & user.group_ids) - due:
                    user.write(
                        {"group_ids": [Command.unlink(id_) for id_ in excess.ids]}
                    )

    # === Level ===

    def _level_map(self):
        """Return {partner id: level}; the queries do not grow with their number."""
        partners = self.sudo()
        core = self._running_mandates().filtered("role_id.core").partner_id
        members = partners.filtered(lambda one: one._is_member())
        contributors = members._has_acknowledged_contribution().sudo()
        levels = {}
        for partner in partners:
            if partner.left_on:
                levels[partner.id] = "former"
            elif partner not in members:
                levels[partner.id] = "none"
            elif partner in core:
                levels[partner.id] = "core"
            elif partner in contributors:
                levels[partner.id] = "contributor"
            else:
                levels[partner.id] = "sympathiser"
        return levels

    def _update_level(self):
        """Bring the stored level of these contacts up to date: its only writer."""
        by_level = {}
        levels = self._level_map()
        for partner in self.sudo():
            level = levels[partner.id]
            if partner.community_level != level:
                by_level.setdefault(level, []).append(partner.id)
        for level, ids in by_level.items():
            self.browse(ids)._by_method().write({"community_level": level})

    @api.model
    def _cron_repair(self):
        """Repair levels and member groups that drifted, every night."""
        member = self.env.ref("code_social.group_member").sudo()
        known = Domain("joined_on", "!=", False) | Domain(
            "community_level", "!=", "none"
        )
        partners = self.sudo().with_context(active_test=False)
        people = partners.search(known)
        people._update_level()
        people._give_groups()
        holders = member.with_context(active_test=False).user_ids.partner_id
        holders._withdraw_groups(member)

    # === Search by name of the community's people ===

    @api.model
    def _members_domain(self):
        """Return the domain of those who joined and have not left."""
        return Domain("joined_on", "!=", False) & Domain("left_on", "=", False)
