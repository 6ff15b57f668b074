"""Thirty and seven days before the end: to the holder, to the group, once each."""

from datetime import timedelta

from odoo.tests import freeze_time

from ..common import CodeSocialCommon
from .mandate_common import MandateMixin


class TestMandateNotice(MandateMixin, CodeSocialCommon):
    def night(self, days=0):
        """Play the night `days` from today, twice; return the mails it makes."""
        Mail = self.env["mail.mail"]
        before = Mail.search([])
        with freeze_time(self.today + timedelta(days=days)):
            self.Mandate._cron_notices()
            once = Mail.search([]) - before
            self.Mandate._cron_notices()
        self.assertEqual(Mail.search([]) - before, once, "nothing is sent twice")
        return once

    def to(self, mails, user):
        return mails.filtered(lambda one: user.partner_id in one.recipient_ids)

    def test_once_a_month_and_once_a_week_before(self):
        mandate = self.held(date_end=self.today + timedelta(days=40))
        self.held(self.rosa)
        self.assertFalse(self.night())
        mails = self.night(10)
        self.assertEqual(len(mails), 2)
        self.assertEqual(len(self.to(mails, self.amina)), 1)
        self.assertEqual(len(self.to(mails, self.rosa)), 1)
        self.assertEqual(mandate.notice_30_on, self.today + timedelta(days=10))
        self.assertFalse(mandate.notice_7_on)
        for days in (11, 32):
            self.assertFalse(self.night(days))
        self.assertEqual(len(self.night(33)), 2)
        self.assertEqual(mandate.notice_7_on, self.today + timedelta(days=33))
        for days in (34, 40, 41):
            self.assertFalse(self.night(days))
        self.assertEqual(self.events(mandate).count("mandate.notice"), 2)

    def test_what_the_mails_say(self):
        end = self.today + timedelta(days=20)
        mandate = self.held(date_end=end, deputy_id=self.noe.partner_id.id)
        mails = self.night()
        mail = self.to(mails, self.amina)
        for text in (
            "Amina (test)",
            "Seed keeper (test) · Garden (test)",
            str(end.year),
            "ends by itself",
            "Noe (test)",
            f"/my/mandates/{mandate.id}",
        ):
            self.assertIn(text, mail.body_html)
        self.assertIn("Seed keeper (test)", mail.subject)
        self.assertNotIn("{{", mail.subject + mail.body_html)
        group = self.to(mails, self.noe)
        self.assertIn("Amina (test)", group.subject)
        self.assertIn("/my/roles", group.body_html)
        self.assertNotIn("{{", group.subject + group.body_html)

    def test_late_only_the_last_notice_is_sent(self):
        mandate = self.held(date_end=self.today + timedelta(days=5))
        self.assertEqual(len(self.to(self.night(), self.amina)), 1)
        self.assertFalse(mandate.notice_30_on)
        self.assertEqual(mandate.notice_7_on, self.today)
        self.assertFalse(self.night(1))

    def test_each_in_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.holder.lang = self.noe.partner_id.lang = "fr_FR"
        self.rosa.partner_id.lang = "en_US"
        template = self.env.ref("code_social.mail_template_mandate_group")
        template.with_context(lang="fr_FR").subject = "Bientôt la fin"
        holder = self.env.ref("code_social.mail_template_mandate_holder")
        holder.with_context(lang="fr_FR").subject = "Votre mandat se termine"
        self.held(date_end=self.today + timedelta(days=20))
        self.held(self.rosa)
        self.held(self.noe)
        mails = self.night()
        self.assertEqual(self.to(mails, self.noe).subject, "Bientôt la fin")
        self.assertIn("the mandate of", self.to(mails, self.rosa).subject)
        self.assertEqual(self.to(mails, self.amina).subject, "Votre mandat se termine")

    # === The group ===

    def test_alone_in_the_seat_the_coordinators_are_told(self):
        self.held(self.rosa, role=self.env.ref("code_social.role_associate"))
        self.held(self.rosa, role=self.env.ref("code_social.role_coordinator"))
        self.held(date_end=self.today + timedelta(days=20))
        self.assertTrue(self.to(self.night(), self.rosa))

    def test_without_a_group_those_who_hold_the_publishers_role(self):
        self.held(self.theo, role=self.env.ref("code_social.role_publisher"))
        self.held(role=self.rights, date_end=self.today + timedelta(days=20))
        self.assertTrue(self.to(self.night(), self.theo))

    def test_others_are_not_told(self):
        other = self.env["code.social.commission"].create({"name": "Shed (test)"})
        self.held(self.rosa, commission_id=other.id)
        left = self.held(self.noe)
        left.with_user(self.noe).action_resign("moving")
        self.held(date_end=self.today + timedelta(days=20))
        mails = self.night()
        self.assertEqual(mails.recipient_ids, self.holder)

    def test_what_is_renewed_does_not_end(self):
        mandate = self.held(date_end=self.today + timedelta(days=20))
        following = mandate.with_user(self.publisher).action_renew()
        following.with_user(self.manager).action_confirm()
        self.assertFalse(self.night())
        self.assertFalse(mandate.handover_ids)

    def test_neither_drafts_nor_what_is_over(self):
        day = self.today + timedelta(days=20)
        self.held(confirm=False, date_end=day)
        self.held(self.rosa, date_end=day).with_user(self.rosa).action_resign("x")
        self.assertFalse(self.night())

    def test_the_marks_are_written_by_the_night_alone(self):
        mandate = self.held()
        for user in (self.manager, self.env.user):
            for name in ("notice_30_on", "notice_7_on"):
                with self.refused("cannot be written"):
                    mandate.with_user(user).write({name: self.today})

    # === Cost ===

    def test_the_night_asks_no_more_for_more_mandates(self):
        def cost(count):
            people = [self._create_member(f"n{count}_{i}") for i in range(count)]
            day = self.today + timedelta(days=20)
            mandates = self.Mandate.browse()
            for user in people:
                mandates |= self.held(user, date_end=day)
            # Users were made: what Odoo keeps of rights is read again here.
            self.Mandate._ending()._groups_by_lang()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            ending = self.Mandate._ending()
            self.Handover._open(ending)
            ending._groups_by_lang()
            self.env.flush_all()
            self.assertEqual(len(mandates.handover_ids), count)
            return self.cr.sql_log_count - start

        cost(1)
        self.assertEqual(cost(8), cost(3))

    def test_the_night_that_ends_and_begins_asks_no_more_either(self):
        def cost(count):
            end = self.today + timedelta(days=3)
            roles = self.env["code.social.role"]
            for rank in range(count):
                role = roles.create({"name": f"R{count} {rank}"})
                user = self._create_member(f"e{count}_{rank}")
                self.held(user, role=role, date_end=end)
                self.held(user, role=role, date_start=end + timedelta(days=1))
            with freeze_time(end + timedelta(days=1)):
                self.Mandate.search([("state", "=", "draft")])._start()
                self.env.flush_all()
                self.env.invalidate_all()
                start = self.cr.sql_log_count
                self.Mandate._cron_dates()
                self.env.flush_all()
                return self.cr.sql_log_count - start

        cost(1)
        self.assertEqual(cost(9), cost(4))
