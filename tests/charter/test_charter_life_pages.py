"""The pages where members read, compare, comment and prepare the charter."""

import re
import uuid
from datetime import timedelta

from odoo.tests import HttpCase, tagged

from ..common import CodeSocialMixin
from .test_charter import LONG, CharterMixin
from .test_charter_pages import TestCharterPages

NEW = "<p>Another word (test).</p>"


class PagesMixin(CharterMixin, CodeSocialMixin, HttpCase):
    page = TestCharterPages.page
    send = TestCharterPages.send
    sign_in = TestCharterPages.sign_in


@tagged("post_install", "-at_install", "code_social")
class TestCharterReading(PagesMixin):
    def test_a_question_is_answered_with_steps_or_with_what_one_may_do(self):
        self.charter._write_shipped(self.draft, "en_US")
        self.adopt()
        self.sign_in(self.amina)
        text = self.page("/my/charter?q=two+people+no+longer+get+along")
        self.assertIn("cs-steps", text)
        self.assertIn("a mediation is offered", text)
        self.assertIn("/my/tensions/new", text)
        text = self.page("/my/charter?q=zzz%26<i>")
        self.assertIn("No article speaks of it yet", text)
        self.assertIn("/my/charter/amend?title=zzz%26%3Ci%3E", text)
        self.assertIn(
            "zzz&amp;&lt;i&gt;", self.page("/my/charter/amend?title=zzz%26<i>")
        )
        text = self.page("/my/charter?kind=value")
        self.assertIn("Hospitality", text)
        self.assertNotIn("Right of initiative", text)
        pillar = self.env.ref("code_social.pillar_social")
        text = self.page(f"/my/charter?pillar={pillar.id}&kind=procedure")
        self.assertIn("When a disagreement lasts", text)
        self.assertNotIn("Changing this charter", text)
        for url in ("?kind=x", "?pillar=x", "?pillar=99999999999", "?version=x", "?q="):
            self.page("/my/charter" + url)

    def test_two_versions_are_chosen_and_compared(self):
        self.adopt()
        version = self.next_version()
        version.article_ids[0].write({"body": NEW})
        self.adopt(version)
        third = self.adopt(self.next_version())
        self.sign_in(self.amina)
        url = "/my/charter/diff?version_id={}&other_id={}"
        text = self.page(url.format(third.id, self.draft.id))
        self.assertIn("<ins>Another word (test)</ins>.", text)
        self.assertEqual(text.count("<select"), 2)
        folded = text[text.index("<details") :]
        self.assertIn(self.draft.article_ids[1]._heading(), folded)
        self.assertIn(
            "The two texts are the same", self.page(url.format(third.id, version.id))
        )
        for one, two in (("x", third.id), (third.id, ""), (99999999, third.id)):
            self.page(url.format(one, two), 404)
        self.sign_in(self.bruno)
        self.page(url.format(third.id, self.draft.id), 404)

    def test_where_an_article_comes_from_is_two_taps_away(self):
        self.adopt()
        tension = self.env["code.social.tension"].with_user(self.amina)
        tension = tension.raise_tension(
            {"name": "We shout (test)", "description": "Each evening"}
        )
        amendment = self.propose(self.amina, title="Softer (test)")
        amendment._by_method().write({"tension_id": tension.id})
        amendment.with_user(self.guarantor).action_retain("Yes")
        version = self.adopt(self.next_version())
        self.sign_in(self.noe)
        text = self.page(f"/my/charter/article/{version.article_ids[0].id}")
        self.assertIn(f"/my/charter/amendments/{amendment.id}", text)
        self.assertIn(f"/my/tensions/{tension.id}", text, "one tap")
        text = self.page(f"/my/charter/amendments/{amendment.id}")
        self.assertIn(f"/my/tensions/{tension.id}", text, "two taps")
        self.assertIn("We shout", self.page(f"/my/tensions/{tension.id}"))

    def test_the_page_of_versions_names_what_was_altered(self):
        self.adopt()
        self.sign_in(self.amina)
        self.assertIn("is as it was adopted", self.page("/my/charter/versions"))
        article = self.draft.article_ids[0]
        name = article._heading()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE code_social_charter_article SET body = 'Forged' WHERE id = %s",
            [article.id],
        )
        self.env.invalidate_all()
        text = self.page("/my/charter/versions")
        self.assertIn(f"the article “{name}” was altered", text)

    def test_a_visitor_keeps_a_copy_without_anything_of_a_person(self):
        self.adopt()
        self.draft.article_ids[0].with_user(self.amina).comment("Mine (test)")
        url = f"/charter/{self.company_a.id}"
        answer = self.url_open(url)
        self.assertIn("public", answer.headers["Cache-Control"])
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertNotIn("csrf_token", answer.text)
        for word in ("Mine (test)", self.amina.name, self.guarantor.name, "session"):
            self.assertNotIn(word, answer.text)
        again = self.url_open(url, headers={"If-None-Match": answer.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertIn("No article speaks", self.page(url + "?q=zzz"))
        self.assertIn("When a disagreement", self.page(url + "?q=disagreement"))
        draft = self.next_version()
        draft.article_ids[0].write({"body": NEW})
        self.assertNotIn("Another word", self.page(url))

    def test_a_page_costs_the_same_whatever_the_community_is(self):
        self.adopt()
        self.sign_in(self.amina)
        self.page("/my/charter")
        costs = []
        for size in (100, 900):
            self.join(size)
            before = self.cr.sql_log_count
            self.page("/my/charter")
            costs.append(self.cr.sql_log_count - before)
        self.assertEqual(self.draft.adhesion_count, 1000)
        self.assertEqual(costs[0], costs[1])
        self.assertLess(costs[0], 80)

    def test_a_list_costs_the_same_whatever_is_in_it(self):
        self.adopt()
        article = self.draft.article_ids[0]
        pages = ("/my/charter/amendments", f"/my/charter/article/{article.id}")
        self.sign_in(self.guarantor)
        costs = []
        for size in (2, 18):
            for _rank in range(size):
                self.propose(self.amina)
                article.with_user(self.amina).comment("A word (test)")
            self.env.flush_all()
            for url in pages:
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.page(url)
                costs.append(self.cr.sql_log_count - before)
        self.assertLessEqual(costs[2], costs[0] + 1)
        self.assertLessEqual(costs[3], costs[1] + 1)

    def join(self, size):
        """Have that many people more sign the version in force."""
        people = self.env["res.partner"].create(
            [{"name": f"Someone {rank} (test)"} for rank in range(size)]
        )
        self.env["code.social.adhesion"]._by_method().create(
            [
                {
                    "partner_id": one.id,
                    "version_id": self.draft.id,
                    "signed_on": "2026-01-01 10:00:00",
                }
                for one in people
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()


@tagged("post_install", "-at_install", "code_social")
class TestCharterTaking(PagesMixin):
    def test_a_member_comments_takes_back_and_a_guarantor_hides(self):
        self.adopt()
        url = f"/my/charter/article/{self.draft.article_ids[0].id}"
        self.sign_in(self.amina)
        token = str(uuid.uuid4())
        self.assertIn("Write what", self.send(url, 422, act="comment", token=token))
        words = "<b>Warm</b> (test)"
        text = self.send(url, 422, act="comment", words=words * 200, token=token)
        self.assertIn("2,000 letters", text)
        self.assertIn("&lt;b&gt;Warm", text, "what was typed is kept")
        for _time in range(2):
            text = self.send(url, act="comment", words=words, token=token)
        self.assertEqual(text.count("&lt;b&gt;Warm&lt;/b&gt; (test)"), 1)
        comment = self.env["code.social.charter.comment"].search(
            [("words", "=", words)]
        )
        act = f"/my/charter/comment/{comment.id}"
        article = self.draft.article_ids[0].id
        self.send(act, 404, act="action_hide", reason="x", article=article)
        self.send(act, 404, act="unlink", article=article)
        self.sign_in(self.guarantor)
        self.assertIn(
            "Say why", self.send(act, 422, act="action_hide", article=article)
        )
        self.send(act, act="action_hide", reason="Unkind (test)", article=article)
        self.sign_in(self.noe)
        self.assertNotIn("Warm", self.page(url))
        self.sign_in(self.amina)
        self.assertIn("Unkind (test)", self.page(url))
        self.send(act, act="action_withdraw", article=article)
        self.assertNotIn("Warm", self.page(url))
        self.sign_in(self.bruno)
        self.send(url, 404, act="comment", words="Hello")

    def test_a_carrier_asks_by_name_and_the_other_says_yes(self):
        self.adopt()
        for user in (self.amina, self.noe):
            self.draft.with_user(user).sign(user.name)
        amendment = self.propose(self.amina)
        url = f"/my/charter/amendments/{amendment.id}"
        self.sign_in(self.amina)
        self.assertIn("Nobody of that name", self.page(url + "?who=theo"))
        self.assertIn("Noe (test)", self.page(url + "?who=no"))
        self.assertIn(
            "does not exist", self.send(url, 422, act="action_ask", person="x")
        )
        self.send(url, act="action_ask", person=self.noe.partner_id.id)
        self.sign_in(self.noe)
        self.assertIn(url, self.page("/my/code-social"))
        self.assertIn("Carry it too", self.page(url))
        self.send(url, act="action_join")
        self.assertIn(self.noe.partner_id, amendment.sudo().carrier_ids)
        self.assertNotIn(url, self.page("/my/code-social"))
        self.send(url, 404, act="action_decline")

    def test_a_declined_draft_closes(self):
        self.adopt()
        self.draft.with_user(self.noe).sign("Noe")
        amendment = self.propose(self.amina, later=True)
        amendment.action_ask(self.noe.partner_id.id)
        url = f"/my/charter/amendments/{amendment.id}"
        self.sign_in(self.noe)
        self.send(url, act="action_decline")
        self.page(url, 404)

    def test_words_on_an_older_text_are_kept_and_moved(self):
        self.adopt()
        old = self.draft.article_ids[0]
        known = self.propose(self.amina)
        version = self.next_version()
        version.article_ids[0].write({"body": NEW})
        self.adopt(version)
        self.sign_in(self.amina)
        form = {
            "kind": "change",
            "article_id": old.id,
            "title": "Softer",
            "wording": LONG + " Again.",
            "reasons": "It hurt",
            "token": str(uuid.uuid4()),
        }
        text = self.send("/my/charter/amend", 422, **form)
        self.assertIn("has changed in version 2", text)
        self.assertIn("<ins>Another word", text)
        self.assertIn(LONG + " Again.", text)
        current = version.article_ids[0].id
        self.assertTrue(re.search(rf'name="article_id"[^>]*value="{current}"', text))
        self.send("/my/charter/amend", **dict(form, article_id=current))
        url = f"/my/charter/amendments/{known.id}"
        self.assertIn("has changed in version 2", self.page(url))
        self.send(url, act="action_rebase")
        self.assertEqual(known.sudo().article_id.id, current)
        self.assertIn("in force", self.page(f"/my/charter/article/{old.id}"))

    def test_guarantors_prepare_a_version_from_a_phone(self):
        self.adopt()
        amendment = self.propose(self.amina, title="Softer (test)")
        amendment.with_user(self.guarantor).action_retain("Yes")
        self.sign_in(self.guarantor)
        self.send("/my/charter/days", 422, days="many")
        self.send("/my/charter/days", days="3")
        self.assertEqual(self.charter.consultation_days, 3)
        text = self.send("/my/charter/next")
        self.assertIn("Softer (test)", text, "what it takes up is shown")
        version = self.charter._open_version()
        new = f"/my/charter/draft/{version.id}/0"
        form = {"title": "Lending a place", "text": "", "kind": "procedure"}
        text = self.send(new, 422, **form)
        self.assertIn("Write what the article says", text)
        self.assertIn("Lending a place", text)
        self.send(
            new, **dict(form, text="1. Ask\n2. Thank", situations="a friend comes")
        )
        article = version.article_ids.sorted("number")[-1]
        self.assertEqual(article._steps(), ["Ask", "Thank"])
        url = f"/my/charter/draft/{version.id}/{article.id}"
        self.assertIn("2. Thank", self.page(url))
        self.send(url, **dict(form, text="<script>x</script>"))
        self.assertNotIn("<script", article.body)
        self.send(url, act="remove", **form)
        self.assertFalse(article.exists())
        for bad in (
            f"{version.id}/{self.draft.article_ids[0].id}",
            f"{self.draft.id}/0",
        ):
            self.page("/my/charter/draft/" + bad, 404)
        act = f"/my/charter/version/{version.id}/act"
        text = self.send(act, 422, act="action_consult", until="2001-01-01")
        self.assertIn("Leave people time", text)
        self.send(act, act="action_consult")
        self.assertIn("until", self.send(act, 422, act="action_adopt"))
        self.sign_in(self.amina)
        self.page(new, 404)
        self.send("/my/charter/days", 404, days="0")
        self.assertIn(f"/my/charter?version={version.id}", self.page("/my/code-social"))

    def test_a_due_article_is_kept_from_its_page(self):
        article = self.draft.article_ids[0]
        article.write({"review_date": self.today - timedelta(days=1)})
        self.adopt()
        url = f"/my/charter/article/{article.id}"
        self.sign_in(self.amina)
        self.send(url, 404, act="keep", until="2030-01-01")
        self.sign_in(self.guarantor)
        self.assertIn(url, self.page("/my/code-social"))
        self.assertIn(
            "day to come", self.send(url, 422, act="keep", until="2001-01-01")
        )
        self.send(url, act="keep")
        self.assertEqual(article.review_date, self.today + timedelta(days=365))
