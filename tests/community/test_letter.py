"""A letter is written, leaves once for each person, and stays as it went."""

from ast import literal_eval
from datetime import datetime, timedelta
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CodeSocialCommon


class LetterCase(CodeSocialCommon):
    """A letter to `amina`, `noe` and `theo` alone, by a talent they share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.email = "house@example.org"
        cls.talent = cls.env["code.social.talent"].create({"name": "Letters (test)"})
        cls.people = cls.amina.partner_id | cls.noe.partner_id | cls.theo.partner_id
        for person in cls.people:
            person.email = f"{person.name.split()[0].lower()}@example.org"
        cls.people.talent_ids = cls.talent
        cls.Letter = cls.env["code.social.letter"]
        cls.Delivery = cls.env["code.social.letter.delivery"]

    def letter(self, user=None, **values):
        return self.Letter.with_user(user or self.publisher).create(
            {
                "name": "News of the garden",
                "body": "<p>The peas are up.</p>",
                "talent_ids": [Command.set(self.talent.ids)],
                **values,
            }
        )

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("code_social.cron_letters").method_direct_trigger()
        self.env.invalidate_all()

    def sent(self, **values):
        letter = self.letter(**values)
        letter.action_schedule()
        self.run_cron()
        return letter

    def mails(self, letter):
        return self.env["mail.mail"].search([("subject", "=", letter.name)])

    def reasons(self, letter):
        return {
            one.partner_id: one.reason or one.state
            for one in letter.sudo().delivery_ids
        }


@tagged("post_install", "-at_install", "code_social")
class TestLetterAudience(LetterCase):
    def test_the_count_follows_the_choices(self):
        letter = self.Letter.with_user(self.publisher).new(
            {"name": "x", "talent_ids": [Command.set(self.talent.ids)]}
        )
        self.assertEqual(letter.audience_count, 3)
        self.noe.partner_id._by_method().community_level = "core"
        letter.to_core = False
        self.assertEqual(letter.audience_count, 2)
        letter.to_sympathisers = letter.to_contributors = False
        self.assertEqual(letter.audience_count, 0)

    def test_commissions_and_pillars(self):
        pillar = self.env["code.social.pillar"].create({"name": "P", "code": "p_test"})
        commission = self.env["code.social.commission"].create(
            {"name": "C", "pillar_id": pillar.id}
        )
        role = self.env["code.social.role"].create(
            {"name": "Seat", "kind": "seat", "scope": "commission"}
        )
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": self.amina.partner_id.id,
                "role_id": role.id,
                "commission_id": commission.id,
            }
        )
        mandate.with_user(self.manager).action_confirm()
        for values in (
            {"commission_ids": [Command.set(commission.ids)]},
            {"pillar_ids": [Command.set(pillar.ids)]},
        ):
            letter = self.letter(**values)
            self.assertEqual(letter._audience(), self.amina.partner_id.sudo())
        everybody = self.letter(talent_ids=False)._audience()
        self.assertLessEqual(self.people, everybody)

    def test_members_of_this_community_alone(self):
        self.bruno.partner_id.talent_ids = self.talent
        self.customer.partner_id.talent_ids = self.talent
        self.theo.partner_id._leave()
        letter = self.letter()
        self.assertEqual(
            letter._audience(), (self.amina.partner_id | self.noe.partner_id).sudo()
        )
        with self.assertRaises(AccessError):
            letter.with_user(self.publisher_b).action_schedule()
        self.assertFalse(letter.with_user(self.publisher_b).has_access("read"))

    def test_who_does_not_receive_it_and_why(self):
        more = self.env["res.partner"].create(
            [
                {"name": name, "email": email, "company_id": self.company_a.id}
                for name, email in (
                    ("Mute", False),
                    ("Odd", "no address"),
                    ("Blocked", "Blocked@example.org"),
                    ("Twin", "NOE@example.org"),
                )
            ]
        )
        more._join()
        more.talent_ids = self.talent
        self.env["mail.blacklist"].create({"email": "blocked@example.org"})
        self.theo.partner_id.with_user(self.theo).action_choose_letters(False)
        letter = self.letter()
        self.assertEqual((letter.audience_count, letter.reached_count), (7, 2))
        self.assertIn("2 of 7 people", letter.audience_text)
        self.assertIn("No e-mail: 1", letter.audience_text)
        letter.action_schedule()
        self.run_cron()
        mute, odd, blocked, twin = more
        reasons = self.reasons(letter)
        noes = {reasons.pop(self.noe.partner_id), reasons.pop(twin)}
        self.assertEqual(noes, {"sent", "shared"})
        self.assertEqual(
            reasons,
            {
                self.amina.partner_id: "sent",
                self.theo.partner_id: "unsubscribed",
                mute: "no_email",
                odd: "bad_email",
                blocked: "blacklisted",
            },
        )
        self.assertEqual(letter.sent_count, 2)

    def test_what_changes_while_it_leaves_counts(self):
        letter = self.letter()
        letter.action_schedule()
        with patch("odoo.addons.code_social.models.community.letter_flow.BATCH", 1):
            letter.sudo()._begin()
            self.noe.partner_id.with_user(self.noe).action_choose_letters(False)
            self.theo.partner_id._leave()
            self.run_cron()
        reasons = self.reasons(letter)
        self.assertEqual(reasons[self.amina.partner_id], "sent")
        self.assertEqual(reasons[self.noe.partner_id], "unsubscribed")
        self.assertEqual(reasons[self.theo.partner_id], "left")
        self.assertEqual(letter.state, "sent")


@tagged("post_install", "-at_install", "code_social")
class TestLetterSending(LetterCase):
    def test_who_may(self):
        letter = self.letter()
        for user in (self.amina, self.employee, self.accountant, self.customer):
            mine = letter.with_user(user)
            for action in (
                "action_schedule",
                "action_test",
                "action_back",
                "action_stop",
            ):
                with self.subTest(user=user.login, action=action):
                    with self.assertRaises(AccessError):
                        getattr(mine, action)()
            with self.assertRaises(AccessError):
                self.letter(user=user)
        self.assertEqual(letter.state, "draft")

    def test_it_leaves_at_its_hour_and_once(self):
        letter = self.letter(scheduled_on=datetime(2031, 5, 1, 8))
        letter.action_schedule()
        self.assertEqual(letter.state, "scheduled")
        with freeze_time("2031-05-01 07:59:00"):
            self.run_cron()
        self.assertEqual(letter.state, "scheduled")
        self.assertFalse(self.mails(letter))
        with freeze_time("2031-05-01 08:00:00"):
            self.run_cron()
            self.run_cron()
        self.assertEqual(letter.state, "sent")
        self.assertEqual(letter.sent_on, datetime(2031, 5, 1, 8))
        mails = self.mails(letter)
        self.assertEqual(len(mails), 3)
        self.assertEqual(mails.recipient_ids, self.people)
        labels = self.env["code.social.event"].search(
            [("model", "=", letter._name), ("res_id", "=", letter.id)]
        )
        self.assertEqual(
            labels.mapped("action"), ["letter.sent", "letter.start", "letter.schedule"]
        )

    def test_the_mail_says_how_to_leave(self):
        mail = self.mails(self.sent())[0]
        headers = literal_eval(mail.headers)
        address = headers["List-Unsubscribe"]
        self.assertRegex(address, r"^<https?://[^>]+/letters/one-click\?token=[\w-]+>$")
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn("/letters/unsubscribe?token=", mail.body_html)
        self.assertIn("The peas are up.", mail.body_html)
        self.assertEqual(
            mail.email_from, f'"{self.company_a.name}" <house@example.org>'
        )
        self.assertNotIn(mail.recipient_ids.name, mail.body_html)
        tokens = {one.body_html.split("token=")[1][:60] for one in self.mails_of_all()}
        self.assertEqual(len(tokens), 3)

    def mails_of_all(self):
        return self.env["mail.mail"].search([("recipient_ids", "in", self.people.ids)])

    def test_a_crash_in_the_middle_of_a_batch(self):
        letter = self.letter()
        letter.action_schedule()
        letter.sudo()._begin()
        Mail = type(self.env["code.social.letter"])
        made, calls = Mail._mail_of, []

        def crash(this, person):
            calls.append(person)
            if len(calls) == 3:
                raise MemoryError
            return made(this, person)

        module = "odoo.addons.code_social.models.community.letter_flow.BATCH"
        # The first person is served and committed; the second batch is lost.
        with patch(module, 1):
            waiting = self.Delivery.search([("letter_id", "=", letter.id)], limit=1)
            waiting._send()
        with (
            patch.object(Mail, "_mail_of", crash),
            self.assertRaises(MemoryError),
            self.cr.savepoint(),
        ):
            calls.append(None)
            self.Delivery.search(
                [("letter_id", "=", letter.id), ("state", "=", "waiting")]
            )._send()
        self.env.invalidate_all()
        self.assertEqual(len(self.mails(letter)), 1)
        self.run_cron()
        self.run_cron()
        self.assertEqual(letter.state, "sent")
        mails = self.mails(letter)
        self.assertEqual(len(mails), 3)
        self.assertEqual(mails.recipient_ids, self.people)

    def test_two_clicks(self):
        letter = self.letter()
        letter.action_schedule()
        with self.assertRaisesRegex(UserError, "moved on"):
            letter.action_schedule()
        self.run_cron()
        with self.assertRaisesRegex(UserError, "moved on"):
            letter.action_schedule()
        self.assertEqual(len(self.mails(letter)), 3)

    @mute_logger("odoo.sql_db")
    def test_a_second_delivery_is_refused_by_the_database(self):
        letter = self.sent()
        values = {
            "letter_id": letter.id,
            "partner_id": self.amina.partner_id.id,
            "company_id": self.company_a.id,
        }
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.Delivery._by_method().create(values)

    def test_nothing_to_say_nobody_or_nowhere(self):
        for values, said in (
            ({"body": "<p><br></p>"}, "says nothing"),
            ({"to_sympathisers": False}, "Nobody would receive"),
        ):
            letter = self.letter(**values)
            with self.subTest(said), self.assertRaisesRegex(UserError, said):
                letter.action_schedule()
            self.assertEqual(letter.state, "draft")
        for person in self.people:
            person._choose_letters(False, "login")
        with self.assertRaisesRegex(UserError, "Nobody would receive"):
            self.letter().action_schedule()
        self.people._choose_letters(True, "login")
        self.company_a.email = False
        with self.assertRaisesRegex(UserError, "letters come from there"):
            self.letter().action_schedule()

    def test_back_to_draft(self):
        letter = self.letter(scheduled_on=fields.Datetime.now() + timedelta(days=1))
        letter.action_schedule()
        with self.assertRaisesRegex(UserError, "back to draft"):
            letter.write({"body": "<p>Other</p>"})
        with self.assertRaisesRegex(UserError, "back to draft"):
            letter.unlink()
        letter.action_back()
        letter.write({"body": "<p>Other</p>"})
        with self.assertRaisesRegex(UserError, "moved on"):
            letter.action_back()
        self.assertEqual(letter.state, "draft")

    def test_it_can_be_stopped(self):
        letter = self.letter()
        letter.action_schedule()
        letter.sudo()._begin()
        letter.sudo().delivery_ids[0]._send()
        letter.action_stop()
        self.run_cron()
        self.assertEqual(letter.state, "sent")
        self.assertEqual(
            letter.sudo().delivery_ids.mapped("reason"), [False, "stopped", "stopped"]
        )
        self.assertEqual(len(self.mails(letter)), 1)

    def test_to_myself_first(self):
        self.publisher.partner_id.email = "me@example.org"
        letter = self.letter()
        self.assertIn("me@example.org", letter.action_test()["params"]["message"])
        mail = self.env["mail.mail"].search([("subject", "=like", "[Trial]%")])
        self.assertEqual(mail.recipient_ids, self.publisher.partner_id)
        self.assertFalse(letter.sudo().delivery_ids)
        self.assertEqual(letter.state, "draft")
        self.publisher.partner_id.email = False
        with self.assertRaisesRegex(UserError, "no e-mail"):
            letter.action_test()

    def test_what_the_server_refuses_is_noted(self):
        letter = self.sent()
        delivery = letter.sudo().delivery_ids[0]
        delivery.mail_id.state = "exception"
        self.run_cron()
        self.assertEqual((delivery.state, delivery.reason), ("failed", "bounced"))

    def test_layout_in_the_language_of_each(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.noe.partner_id.lang = "fr_FR"
        view = self.env.ref("code_social.letter_layout")
        view.with_context(lang="fr_FR").update_field_translations(
            "arch_db", {"fr_FR": {"Receive no more letters": "Ne plus rien recevoir"}}
        )
        letter = self.sent()
        by_person = {mail.recipient_ids: mail.body_html for mail in self.mails(letter)}
        self.assertIn("Ne plus rien recevoir", by_person[self.noe.partner_id])
        self.assertIn('lang="fr-FR"', by_person[self.noe.partner_id])
        self.assertIn("Receive no more letters", by_person[self.amina.partner_id])

    def test_the_queries_do_not_grow_with_the_people(self):
        def cost(count, prefix):
            people = self.env["res.partner"].create(
                [
                    {
                        "name": f"{prefix}{n}",
                        "email": f"{prefix}{n}@example.org",
                        "company_id": self.company_a.id,
                    }
                    for n in range(count)
                ]
            )
            people._join()
            talent = self.env["code.social.talent"].create({"name": prefix})
            people.talent_ids = talent
            letter = self.letter(talent_ids=[Command.set(talent.ids)])
            letter.action_schedule()
            letter.sudo()._begin()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            letter.sudo().delivery_ids._send()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        cost(3, "warm")
        small, large = cost(10, "small"), cost(90, "large")
        self.assertLess(large - small, 40, (small, large))


@tagged("post_install", "-at_install", "code_social")
class TestLetterSealed(LetterCase):
    def test_scripts_are_taken_out(self):
        letter = self.letter(
            body="<p onclick='x()'>Hi<script>alert(1)</script>"
            "<a href='javascript:x()'>go</a><form><input/></form></p>"
        )
        for forbidden in ("script", "onclick", "javascript", "<form"):
            self.assertNotIn(forbidden, letter.body)
        letter.write({"body": "<img src=x onerror=alert(1)>Hi"})
        self.assertNotIn("onerror", letter.body)

    def test_bad_answers_address(self):
        with self.assertRaisesRegex(ValidationError, "not an e-mail"):
            self.letter(reply_to="nowhere")

    def test_a_sent_letter_is_sealed_on_every_path(self):
        letter = self.sent()
        file = self.filed(letter)
        admin = self.env.ref("base.user_admin")
        for one in (letter, letter.sudo(), letter.with_user(admin)):
            for values in (
                {"body": "<p>Other</p>"},
                {"name": "Other"},
                {"to_core": False},
                {"talent_ids": [Command.clear()]},
                {"company_id": self.company_b.id},
                {"state": "draft"},
                {"sent_on": False},
            ):
                with self.subTest(sorted(values)), self.assertRaises(UserError):
                    one.write(values)
            with self.assertRaises(UserError):
                one.unlink()
        loaded = letter.with_user(self.publisher).load(
            [".id", "name"], [[str(letter.id), "Imported"]]
        )
        self.assertTrue(loaded["messages"])
        with self.assertRaises(UserError):
            file.write({"raw": b"other"})
        with self.assertRaises(UserError):
            file.unlink()
        self.assertEqual(letter.name, "News of the garden")

    def test_deliveries_are_written_by_the_scheduler_alone(self):
        delivery = self.sent().sudo().delivery_ids[0]
        admin = self.env.ref("base.user_admin")
        for one in (
            delivery,
            delivery.with_user(admin),
            delivery.with_user(self.publisher),
        ):
            with self.assertRaises(UserError):
                one.write({"state": "waiting"})
            with self.assertRaises(UserError):
                one.unlink()
        with self.assertRaises(AccessError):
            self.letter().write({"state": "sent"})
        with self.assertRaises(AccessError):
            self.letter(state="sent")

    def test_who_received_one_is_not_merged_away(self):
        self.sent()
        self.env.flush_all()
        self.assertTrue(any(self.amina.partner_id._sealed_rows()))
        target = self.env["res.partner"].create({"name": "Target"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaises(UserError):
            wizard._merge((self.amina.partner_id | target).ids, target)
