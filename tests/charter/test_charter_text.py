"""Words: how texts are typed, compared, searched and cleaned."""

from lxml import html
from markupsafe import Markup

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.charter.diff import body_diff
from ...models.charter.text import blocks, to_html, to_text
from ..common import CodeSocialCommon
from .test_charter import CharterMixin

SCRIPT = "<p>Good <script>alert(1)</script><b onclick='x()'>day</b></p>"
STEPS = (
    "<p>First</p><ol><li>We talk</li><li><p>We ask</p></li></ol><ul><li>Tea</li></ul>"
)


@tagged("post_install", "-at_install", "code_social")
class TestCharterText(CharterMixin, CodeSocialCommon):
    def article(self, **values):
        """Return an article written in the draft by a guarantor."""
        articles = self.env["code.social.charter.article"].with_user(self.guarantor)
        values = {
            "version_id": self.draft.id,
            "number": 50,
            "title": "Welcoming (test)",
            "body": "<p>We open the door.</p>",
            **values,
        }
        return articles.create(values)

    # === Typed and shown ===

    def test_a_text_is_typed_and_laid_out_both_ways(self):
        rows = [("p", "First"), ("ol", "We talk"), ("ol", "We ask"), ("ul", "Tea")]
        self.assertEqual(blocks(STEPS), rows)
        text = "First\n\n1. We talk\n2. We ask\n\n- Tea"
        self.assertEqual(to_text(STEPS), text)
        self.assertEqual(blocks(to_html(text)), rows)
        self.assertEqual(
            to_html("a\nb\n\nc"), Markup("<p>a<br/>b</p><p>c</p>"), "lines stay lines"
        )
        self.assertEqual(blocks("a<!-- no -->b<br>c &lt;d&gt;")[1], ("p", "c <d>"))
        self.assertEqual((blocks(False), to_text(""), to_html("")), ([], "", ""))

    def test_what_is_typed_is_never_a_tag(self):
        self.assertNotIn("<script", to_html("<script>alert(1)</script>\n- <img>"))

    # === Difference ===

    def test_words_go_and_come_and_items_keep_their_line(self):
        after = STEPS.replace("We talk", "We talk, the two of us").replace("Tea", "")
        shown = body_diff(STEPS, after)
        self.assertIn("• We talk<ins>, the two of us</ins><br/>• We ask", shown)
        self.assertIn("<del>Tea</del>", shown)
        self.assertEqual(body_diff(STEPS, STEPS).count("<ins>"), 0)
        self.assertEqual(
            body_diff("<p>a b.</p>", "<p>a c.</p>"), "a <del>b</del> <ins>c</ins>."
        )

    def test_versions_say_what_is_new_changed_moved_and_taken_out(self):
        self.adopt()
        version = self.next_version()
        first, second, third, fourth = version.article_ids[:4]
        first.write({"body": "<p>Other words.</p>"})
        second.write({"kind": "rule"})
        third.write({"body": Markup("<p><b>%s</b></p>") % blocks(third.body)[0][1]})
        fourth.unlink()
        added = self.article(version_id=version.id)
        rows = version._changes_from(self.draft)
        self.assertEqual(
            [row["status"] for row in rows],
            ["changed", "changed", "layout", "new", "repealed"],
        )
        self.assertIn("<del>Value</del>", rows[1]["place"])
        self.assertEqual(rows[3]["article"], added.sudo())
        self.assertTrue(rows[3]["text"].startswith("<ins>"))
        self.assertTrue(rows[4]["text"].startswith("<del>"))
        same = version._unchanged_from(self.draft)
        self.assertEqual(len(same), len(version.article_ids) - 4)
        self.assertIn("<del>", version.with_user(self.guarantor).changes)
        self.assertFalse(self.draft.changes, "the first version changes nothing")

    def test_versions_of_two_charters_are_not_compared(self):
        other = self.env["code.social.charter"].create({"name": "Other (test)"})
        version = self.env["code.social.charter.version"].create(
            {"charter_id": other.id}
        )
        with self.assertRaisesRegex(UserError, "same charter"):
            version.with_user(self.guarantor).diff(self.draft)

    # === What do we do when… ===

    def found(self, question, **filters):
        return self.draft._find(question, **filters).mapped("title")

    def test_a_situation_answers_first(self):
        self.article(title="Fêter (test)", body="<p>Un désaccord se fête aussi.</p>")
        answer = self.article(
            title="Quand ça frotte (test)",
            kind="procedure",
            body=STEPS,
            situations="un désaccord dure\ndeux personnes ne s’entendent plus",
        )
        for question in ("désaccord", "DESACCORD", "desaccords", "un désaccord !"):
            with self.subTest(question):
                self.assertEqual(
                    self.found(question), ["Quand ça frotte (test)", "Fêter (test)"]
                )
        question = "que faire si deux personnes ne s'entendent vraiment plus"
        self.assertEqual(self.found(question), ["Quand ça frotte (test)"])
        self.assertEqual(answer._steps(), ["We talk", "We ask", "Tea"])
        self.assertFalse(self.found("zzz"))
        self.assertFalse(self.found("désaccord", kind="value"))
        self.assertEqual(len(self.found("un")), len(self.draft.article_ids))

    def test_the_shipped_procedures_answer_with_their_steps(self):
        self.charter._write_shipped(self.draft, "en_US")
        article = self.draft._find("two people no longer get along")[:1]
        self.assertEqual(article.title, "When a disagreement lasts")
        self.assertEqual(len(article._steps()), 3)
        self.assertFalse(self.draft.article_ids[0]._steps(), "a value has no steps")

    def test_a_pillar_and_a_kind_narrow(self):
        pillar = self.env.ref("code_social.pillar_social")
        rows = self.draft._find("", "procedure", pillar.id)
        self.assertTrue(rows)
        self.assertEqual(set(rows.mapped("kind")), {"procedure"})
        self.assertEqual(rows.pillar_id, pillar)

    # === Clean ===

    def test_a_script_is_stored_on_no_path(self):
        load = self.env["code.social.charter.article"].load
        names = ["version_id/.id", "title", "body", "number"]
        imported = load(names, [[str(self.draft.id), "Import (test)", SCRIPT, "60"]])
        self.assertFalse(imported["messages"])
        articles = self.env["code.social.charter.article"].browse(imported["ids"])
        articles |= self.article(body=SCRIPT)
        written = self.article()
        written.write({"body": SCRIPT})
        draft = self.draft.with_user(self.guarantor)
        added = draft.add_article({"title": "A", "text": SCRIPT, "kind": "rule"})
        proposed = self.propose(self.guarantor, wording=SCRIPT)
        for body in (
            *(articles | written | added).mapped("body"),
            proposed.sudo().wording,
        ):
            with self.subTest(body=body):
                tree = html.fragment_fromstring(body, create_parent="div")
                self.assertFalse(tree.xpath("//script | //@onclick"))

    def test_guarantors_write_a_draft_by_hand(self):
        article = self.article(body=STEPS)
        values = {"title": " A  title ", "text": article._text(), "kind": "procedure"}
        article.revise(dict(values, situations="it rubs", pillar_id=""))
        self.assertEqual((article.title, article.kind), ("A title", "procedure"))
        self.assertIn("<li>", article.body, "the same words keep their layout")
        self.assertEqual(article.situations, "it rubs")
        article.revise(dict(values, text="1. We sing\n2. We dance"))
        self.assertEqual(article._steps(), ["We sing", "We dance"])
        for wrong, sentence in (
            ({"title": " "}, "title"),
            ({"text": " "}, "what the article says"),
            ({"kind": "other"}, "does not exist"),
            ({"pillar_id": "x"}, "does not exist"),
            ({"review_date": "2001-01-01"}, "day to come"),
            ({"review_date": "soon"}, "day to come"),
            ({"text": "a" * 20_001}, "too long"),
        ):
            with self.subTest(wrong=wrong), self.assertRaisesRegex(UserError, sentence):
                article.revise({**values, **wrong})
        for user in (self.amina, self.manager, self.publisher, self.customer):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                article.with_user(user).revise(values)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                article.with_user(user).action_remove()
        article.action_remove()
        self.assertFalse(article.exists())
        self.draft.with_user(self.guarantor).action_consult()
        with self.assertRaises(UserError):
            self.draft.article_ids[0].with_user(self.guarantor).revise(values)
        with self.assertRaises(UserError):
            self.draft.with_user(self.guarantor).add_article(values)
