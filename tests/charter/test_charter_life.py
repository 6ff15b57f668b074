"""The life of a text: time to read it, reviews, what is said of it, proof."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..common import CodeSocialCommon
from .test_charter import CharterMixin


@tagged("post_install", "-at_install", "code_social")
class TestConsultation(CharterMixin, CodeSocialCommon):
    def consult(self, days=7, until=None):
        self.charter.with_user(self.guarantor).set_consultation_days(days)
        self.draft.with_user(self.guarantor).action_consult(until)
        return self.draft

    def end_on(self, day):
        self.draft._by_method().write({"consultation_until": day})

    def test_a_version_is_adopted_once_everybody_had_time_to_read_it(self):
        version = self.consult()
        self.assertEqual(version.consultation_until, self.today + timedelta(days=6))
        for user in (self.guarantor, self.second):
            with self.subTest(user=user.login):
                with self.assertRaisesRegex(UserError, "until"):
                    version.with_user(user).action_adopt()
                self.assertFalse(version.with_user(user).can_adopt)
        self.assertEqual(version.state, "consultation")
        self.assertFalse(version.first_guarantor_id)
        self.end_on(self.today)
        with self.assertRaises(UserError):
            version.with_user(self.guarantor).action_adopt()
        self.end_on(self.today - timedelta(days=1))
        version.with_user(self.guarantor).action_adopt()
        self.assertTrue(version.with_user(self.second).action_adopt())

    def test_a_longer_time_is_chosen_and_a_shorter_one_refused(self):
        self.charter.with_user(self.guarantor).set_consultation_days(7)
        draft = self.draft.with_user(self.guarantor)
        for until in (
            self.today,
            str(self.today + timedelta(days=5)),
            "2999-01-01",
            "soon",
            "2026-02-31",
        ):
            with self.subTest(until=until), self.assertRaises(UserError):
                draft.action_consult(until)
        self.assertEqual(self.draft.state, "draft")
        draft.action_consult(str(self.today + timedelta(days=30)))
        self.assertEqual(self.draft.consultation_until, self.today + timedelta(days=30))
        draft.action_reopen()
        self.assertFalse(self.draft.consultation_until)

    def test_guarantors_alone_say_how_long(self):
        for user in (self.amina, self.manager, self.publisher, self.customer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.charter.with_user(user).set_consultation_days(1)
        with self.assertRaises(AccessError):
            self.charter.write({"consultation_days": 1})
        for days in ("", None, "-1", "1.5", "many", 366, "9999"):
            with self.subTest(days=days), self.assertRaisesRegex(UserError, "0 to 365"):
                self.charter.with_user(self.guarantor).set_consultation_days(days)
        self.assertEqual(self.charter.consultation_days, 0)
        self.assertEqual(self.env["code.social.charter"].new({}).consultation_days, 0)

    def test_members_are_reminded_once_then_guarantors_once(self):
        version = self.consult()
        versions = self.env["code.social.charter.version"]
        told = len(self.told(version, self.amina))
        versions._cron_consultations()
        self.assertEqual(len(self.told(version, self.amina)), told, "too early")
        self.end_on(self.today + timedelta(days=2))
        versions._cron_consultations()
        versions._cron_consultations()
        self.assertEqual(len(self.told(version, self.amina)), told + 1)
        before = len(self.told(version, self.second))
        self.end_on(self.today - timedelta(days=1))
        version._by_method().write({"reminded_on": self.today - timedelta(days=3)})
        versions._cron_consultations()
        versions._cron_consultations()
        self.assertEqual(len(self.told(version, self.second)), before + 1)
        self.assertEqual(len(self.told(version, self.amina)), told + 1)


@tagged("post_install", "-at_install", "code_social")
class TestReview(CharterMixin, CodeSocialCommon):
    def due(self):
        article = self.draft.article_ids[0]
        article.write({"review_date": self.today - timedelta(days=1)})
        self.adopt()
        return article

    def test_a_due_article_is_told_once_and_kept_by_a_guarantor(self):
        article = self.due()
        before = len(self.told(self.draft, self.guarantor))
        for _time in range(2):
            self.env["code.social.charter.article"]._cron_reviews()
        self.assertEqual(len(self.told(self.draft, self.guarantor)), before + 1)
        rows = self.env["code.social.charter.article"].with_user(self.guarantor)
        self.assertEqual(
            rows._review_rows()[0]["url"], f"/my/charter/article/{article.id}"
        )
        self.assertFalse(rows.with_user(self.amina)._review_rows())
        for user in (self.amina, self.manager, self.publisher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                article.with_user(user).action_keep()
        for until in (self.today, "2001-01-01", "soon", "2999-01-01"):
            with self.subTest(until=until), self.assertRaises(UserError):
                article.with_user(self.guarantor).action_keep(until)
        article.with_user(self.guarantor).action_keep("2027-03-04")
        self.assertEqual(article.review_date, date(2027, 3, 4))
        self.assertFalse(rows._review_rows())
        self.assertFalse(self.charter.verify_chain(), "the proof covers the text")
        with self.assertRaises(AccessError):
            article.with_user(self.guarantor).action_keep()

    def test_its_day_is_moved_by_the_method_alone(self):
        article = self.due()
        for records in (article, article.sudo(), article.with_user(self.guarantor)):
            with self.assertRaises(UserError):
                records.write({"review_date": "2030-01-01"})


@tagged("post_install", "-at_install", "code_social")
class TestIntegrity(CharterMixin, CodeSocialCommon):
    def sql(self, query, *args):
        self.env.flush_all()
        self.env.cr.execute(SQL(query, *args))

    def said(self):
        return self.charter.with_user(self.amina).integrity()

    def test_an_altered_row_is_named(self):
        first = self.adopt()
        second = self.adopt(self.next_version())
        article, other = first.article_ids[0], second.article_ids[1]
        table = "UPDATE code_social_charter_article SET "
        self.assertEqual(self.said()["broken"], False)
        for query, args, broken, named in (
            (table + "body = 'Forged' WHERE id = %s", [article.id], first, article),
            (table + "title = 'Forged' WHERE id = %s", [other.id], second, other),
            (table + "kind = 'rule' WHERE id = %s", [other.id], second, other),
            (table + "situations = 'x' WHERE id = %s", [other.id], second, other),
            (table + "number = 99 WHERE id = %s", [article.id], first, article),
        ):
            with self.subTest(query=query), self.cr.savepoint() as savepoint:
                name = named._heading()
                self.sql(query, *args)
                result = self.said()
                self.assertEqual(result["broken"], broken.id)
                self.assertIn(f"the article “{name}” was altered", result["sentence"])
                self.assertEqual(result["sentence"].count("“"), 1, "it alone")
                savepoint.rollback()
            self.env.invalidate_all()

    def test_a_deleted_and_an_added_row_are_named(self):
        version = self.adopt()
        article = version.article_ids[3]
        name = article._heading()
        with self.cr.savepoint() as savepoint:
            self.sql(
                "DELETE FROM code_social_charter_article WHERE id = %s", article.id
            )
            self.env.invalidate_all()
            self.assertIn(f"“{name}” was deleted", self.said()["sentence"])
            savepoint.rollback()
        self.env.invalidate_all()
        self.sql(
            "INSERT INTO code_social_charter_article"
            " (version_id, company_id, uid, number, title, body, kind)"
            " SELECT version_id, company_id, 'x', 77, 'Smuggled', 'x', 'rule'"
            " FROM code_social_charter_article WHERE id = %s",
            article.id,
        )
        self.env.invalidate_all()
        self.assertIn("“77. Smuggled” was added", self.said()["sentence"])

    def test_a_changed_hash_breaks_that_version_and_names_no_article(self):
        version = self.adopt()
        self.sql(
            "UPDATE code_social_charter_version SET content_hash = %s WHERE id = %s",
            "0" * 64,
            version.id,
        )
        result = self.said()
        self.assertEqual(result["broken"], version.id)
        self.assertIn("its hash", result["sentence"])
        action = self.charter.with_user(self.guarantor).action_verify()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertEqual(action["params"]["message"], result["sentence"])

    def test_versions_adopted_before_situations_existed_still_verify(self):
        article = self.draft.article_ids[0]
        self.assertNotIn("situations", article._payload())
        article.write({"situations": "it rubs"})
        self.assertEqual(article._payload()["situations"], "it rubs")
        version = self.adopt()
        self.sql(
            "UPDATE code_social_charter_version SET fingerprints = NULL WHERE id = %s",
            version.id,
        )
        self.assertFalse(self.said()["broken"], "fingerprints only help to name")

    def test_the_code_of_a_pillar_stays_once_adopted(self):
        pillar = self.env.ref("code_social.pillar_social")
        pillar.with_user(self.manager).write({"code": "social_draft"})
        self.adopt()
        with self.assertRaisesRegex(UserError, "its code stays"):
            pillar.with_user(self.manager).write({"code": "forged"})
        pillar.with_user(self.manager).write({"name": "Human", "code": "social_draft"})
        self.assertFalse(self.said()["broken"])


@tagged("post_install", "-at_install", "code_social")
class TestComment(CharterMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.article = cls.draft.article_ids[0]
        cls.comments = cls.env["code.social.charter.comment"]

    def comment(self, user, words="It warms me", **values):
        return self.article.with_user(user).comment(words, **values)

    def test_members_comment_what_they_discuss_and_what_is_in_force(self):
        with self.assertRaises(AccessError):
            self.comment(self.guarantor)
        self.draft.with_user(self.guarantor).action_consult()
        said = self.comment(self.amina)
        before = self.article.body
        self.adopt_consulted()
        self.comment(self.noe, "Me too")
        self.assertEqual(self.article.comment_count, 2)
        self.assertEqual(self.article.body, before)
        self.assertEqual(said.author_id.id, self.amina.partner_id.id)
        for user in (self.customer, self.employee, self.manager, self.bruno):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.comment(user)
        self.adopt(self.next_version())
        with self.assertRaises(AccessError):
            self.comment(self.amina, "Too late")
        newer = self.draft._in_force().article_ids[0]
        cards = newer.with_user(self.amina)._comments()
        self.assertEqual([card["words"] for card in cards], ["Me too", "It warms me"])
        self.assertFalse(self.charter.verify_chain())

    def adopt_consulted(self):
        self.draft.with_user(self.guarantor).action_adopt()
        self.draft.with_user(self.second).action_adopt()

    def test_bad_words_and_a_second_tap_store_nothing(self):
        self.adopt()
        for words in (None, "", "   ", "a" * 2001):
            with self.subTest(words=words), self.assertRaises(UserError):
                self.comment(self.amina, words)
        with self.assertRaisesRegex(UserError, "Reload"):
            self.comment(self.amina, token="not a token")
        token = "0123456789abcdef"
        first = self.comment(self.amina, "<b>Once</b>", token=token)
        self.assertEqual(self.comment(self.amina, "Twice", token=token), first)
        self.assertNotEqual(self.comment(self.noe, token=token), first)
        self.assertEqual(len(self.comments.search([("words", "=", "<b>Once</b>")])), 1)

    def test_who_talks_too_much_is_asked_to_listen(self):
        self.adopt()
        for rank in range(20):
            self.comment(self.amina, f"Word {rank}")
        with self.assertRaisesRegex(UserError, "let others"):
            self.comment(self.amina, "One more")
        self.comment(self.noe, "Mine")

    def test_the_author_takes_it_back_and_the_words_are_erased(self):
        self.adopt()
        said = self.comment(self.amina)
        for user in (self.noe, self.guarantor, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                said.with_user(user).action_withdraw()
        self.assertEqual(said.sudo()._proof_state("words"), "kept")
        said.action_withdraw()
        self.assertEqual(said.sudo()._proof_state("words"), "erased")
        self.assertFalse(said.sudo().words)
        self.assertFalse(self.article.with_user(self.amina)._comments())
        with self.assertRaises(AccessError):
            said.action_withdraw()

    def test_a_guarantor_hides_with_a_reason_and_another_shows_again(self):
        self.adopt()
        said = self.comment(self.amina, "Unkind")
        own = self.comment(self.guarantor)
        with self.assertRaises(AccessError):
            own.action_hide("Mine")
        for user in (self.noe, self.manager, self.publisher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                said.with_user(user).action_hide("No")
        hidden = said.with_user(self.guarantor)
        with self.assertRaisesRegex(UserError, "Say why"):
            hidden.action_hide(" ")
        hidden.action_hide("It wounds")
        self.assertIn("It wounds", self.told(said, self.amina).body)
        self.assertFalse(said.with_user(self.noe).has_access("read"))
        self.assertTrue(said.has_access("read"), "its author reads why")
        self.assertEqual(len(self.article.with_user(self.noe)._comments()), 1)
        with self.assertRaises(AccessError):
            hidden.action_show()
        with self.assertRaises(AccessError):
            said.action_show()
        said.with_user(self.second).action_show()
        self.assertTrue(said.with_user(self.noe).has_access("read"))

    def test_nobody_writes_a_comment_by_hand(self):
        self.adopt()
        said = self.comment(self.amina)
        for vals in ({"words": "Forged"}, {"state": "hidden"}, {"author_id": 1}):
            for records in (said, said.sudo(), said.with_user(self.guarantor)):
                with self.subTest(vals=vals), self.assertRaises(AccessError):
                    records.write(vals)
        with self.assertRaises(AccessError):
            self.comments.with_user(self.amina).create({"words": "Forged"})
        with self.assertRaises(AccessError):
            said.unlink()
        with self.assertRaises(UserError):
            self.article.write({"comment_ids": [(2, said.id)]})

    @mute_logger("odoo.sql_db")
    def test_two_taps_at_once_collide(self):
        self.adopt()
        said = self.comment(self.amina, token="0123456789abcdef").sudo()
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            said._by_method().create(
                {
                    "charter_id": said.charter_id.id,
                    "author_id": said.author_id.id,
                    "token": said.token,
                }
            )
