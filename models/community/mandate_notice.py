"""Telling the holder and the group, thirty and seven days before the end."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Days before the end, and where the notice that was sent is noted.
FIRST, LAST = (30, "notice_30_on"), (7, "notice_7_on")


class CodeSocialMandate(models.Model):
    _inherit = "code.social.mandate"

    notice_30_on = fields.Date("Told a month before", readonly=True, copy=False)
    notice_7_on = fields.Date("Told a week before", readonly=True, copy=False)

    @api.model
    def _cron_notices(self):
        """Tell whose mandate ends soon, once a month and once a week before.

        Opens the handovers as well. What is renewed does not end: nobody is told.
        """
        ending = self._ending()
        self.env["code.social.handover"]._open(ending)
        week = fields.Date.today() + timedelta(days=LAST[0])
        last = ending.filtered(lambda one: one.date_end <= week)
        last.filtered(lambda one: not one.notice_7_on)._tell_end(LAST[1])
        first = (ending - last).filtered(lambda one: not one.notice_30_on)
        first._tell_end(FIRST[1])

    @api.model
    def _ending(self):
        """Return the running mandates that end within a month, as superuser."""
        until = fields.Date.today() + timedelta(days=FIRST[0])
        domain = self._running_domain() & Domain("date_end", "<=", until)
        domain &= Domain("next_ids", "not any", [("state", "=", "active")])
        return self.sudo().search(domain)

    def _tell_end(self, flag):
        """Write to the holders of these mandates and to their groups; note the day."""
        if not self:
            return
        env = self.env
        holder = env.ref("code_social.mail_template_mandate_holder").sudo()
        holder.send_mail_batch(self.ids)
        group = env.ref("code_social.mail_template_mandate_group").sudo()
        for lang, people in self._groups_by_lang().items():
            told = {id_: ",".join(map(str, ids)) for id_, ids in people.items()}
            group.with_context(
                code_social_lang=lang, code_social_told=told
            ).send_mail_batch(list(people))
        self._by_method().write({flag: fields.Date.today()})
        env["code.social.event"]._record(self, "mandate.notice", None, {"notice": flag})

    def _groups_by_lang(self):
        """Return {language: {mandate id: [partner id]}} of the people to tell."""
        found = {}
        for mandate, people in self._group_to_tell().items():
            for person in people:
                by_mandate = found.setdefault(person.lang, {})
                by_mandate.setdefault(mandate.id, []).append(person.id)
        return found

    def _group_to_tell(self):
        """Return {mandate: people to tell besides the holder}.

        The others in the same role at the same place; without any, the
        commission's coordinators, or else those who hold the publisher's role. The
        deputy always.
        """
        domain = self._running_domain() & (
            Domain("role_id", "in", self.role_id.ids)
            | Domain("role_id.code", "=", "publisher")
        )
        running = self.sudo().search(domain)
        by_seat = running.grouped(lambda one: one._seat_key())
        publishers = running.filtered(lambda one: one.role_id.code == "publisher")
        by_company = publishers.grouped("company_id")
        nobody = running.browse()
        told = {}
        for mandate in self.sudo():
            holder = mandate.partner_id
            people = by_seat.get(mandate._seat_key(), nobody).partner_id - holder
            people = people or mandate.commission_id.coordinator_ids - holder
            last = by_company.get(mandate.company_id, nobody).partner_id - holder
            people = (people or last) | (mandate.deputy_id - holder)
            told[mandate] = people.filtered(lambda one: one._is_member())
        return told
