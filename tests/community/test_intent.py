"""The author's initial intent: each wording is kept, word for word."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..common import CodeSocialCommon

FIRST = "A garden where each bed tells a story"
THEN = "A garden where each bed tells a story, and the stories stay free"


class TestIntent(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.garden = cls._create_project(
            "Stories (test)",
            cls.company_a,
            author_ids=[Command.set(cls.amina.partner_id.ids)],
            initial_intent=f"  {FIRST}\n",
        )
        cls.Intent = cls.env["code.social.intent"]

    def word(self, user, text, project=None):
        return (project or self.garden).with_user(user).action_write_intent(text)

    def test_the_first_wording_comes_with_the_project(self):
        self.assertEqual(self.garden.initial_intent, FIRST)
        self.assertEqual(self.garden.intent_ids.text, FIRST)
        self.assertEqual(self.garden.intent_ids.number, 1)

    def test_its_author_writes_it_anew(self):
        intent = self.word(self.amina, f" {THEN} ")
        self.assertEqual(self.garden.initial_intent, THEN)
        self.assertEqual(self.garden.intent_ids.mapped("text"), [THEN, FIRST])
        self.assertEqual(intent.sudo().number, 2)
        self.assertEqual(intent.sudo().written_by_id, self.amina.partner_id)
        event = self.env["code.social.event"].search(
            [("model", "=", intent._name), ("res_id", "=", intent.id)]
        )
        self.assertEqual(event.action, "intent.write")
        self.assertNotIn(THEN, str(event.after))

    def test_the_publisher_writes_it_for_them(self):
        self.word(self.publisher, THEN)
        self.assertEqual(self.garden.initial_intent, THEN)

    def test_nobody_else_does(self):
        for user in (
            self.noe,
            self.sage,
            self.manager,
            self.accountant,
            self.employee,
            self.customer,
            self.bruno,
            self.publisher_b,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.word(user, THEN)
        self.amina.partner_id._leave()
        with self.assertRaises(AccessError):
            self.word(self.amina, THEN)
        self.assertEqual(self.garden.initial_intent, FIRST)

    def test_a_project_closed_to_its_author(self):
        self.garden.privacy_visibility = "followers"
        with self.assertRaises(AccessError):
            self.word(self.amina, THEN)
        self.garden.message_subscribe(self.amina.partner_id.ids)
        self.word(self.amina, THEN)

    def test_a_project_that_is_not_of_the_community(self):
        self.garden.code_social = False
        for user in (self.amina, self.publisher):
            with self.assertRaises(AccessError):
                self.word(user, THEN)

    def test_words_are_needed_and_the_same_twice_are_once(self):
        for empty in ("", "  \n", None, False):
            with self.assertRaises(UserError):
                self.word(self.amina, empty)
        first = self.word(self.amina, THEN)
        self.assertEqual(self.word(self.amina, THEN), first)
        self.assertEqual(len(self.garden.intent_ids), 2)

    def test_words_from_before_are_kept_too(self):
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM code_social_intent WHERE project_id = %s", [self.garden.id]
        )
        self.env.invalidate_all()
        self.word(self.amina, THEN)
        self.assertEqual(self.garden.intent_ids.mapped("text"), [THEN, FIRST])
        self.assertEqual(self.garden.intent_ids.mapped("number"), [2, 1])

    def test_no_other_path(self):
        admin = self.env.ref("base.user_admin")
        for record in (
            self.garden.sudo(),
            self.garden.with_user(admin),
            self.garden.with_user(admin).sudo(),
            self.garden.sudo().with_context(code_social_method=True),
        ):
            with self.assertRaises(AccessError):
                record.write({"initial_intent": "Slipped in"})
        loaded = (
            self.env["project.project"]
            .with_user(admin)
            .load([".id", "initial_intent"], [[str(self.garden.id), "Slipped in"]])
        )
        self.assertFalse(loaded["ids"])
        self.assertEqual(self.garden.initial_intent, FIRST)
        # A copy is another project, with its own words to come.
        self.assertFalse(self.garden.copy().initial_intent)

    def test_wordings_are_sealed(self):
        intent = self.garden.intent_ids
        admin = self.env.ref("base.user_admin")
        for record in (intent.sudo(), intent.with_user(admin), intent._by_method()):
            for values in ({"written_on": "2020-01-01"}, {"number": 9}):
                with self.assertRaises(UserError):
                    record.write(values)
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            intent.sudo().write({"text": "Other"})
        with self.assertRaises(AccessError):
            self.Intent.sudo().create(
                {"project_id": self.garden.id, "number": 5, "written_on": self.today}
            )
        file = self.filed(intent)
        with self.assertRaises(UserError):
            file.unlink()

    def test_a_project_with_words_is_archived_not_deleted(self):
        with self.assertRaisesRegex(UserError, "archive it"):
            self.garden.unlink()
        self.garden.active = False
        self._create_project("Without words (test)", self.company_a).unlink()

    def test_a_contact_who_wrote_does_not_vanish(self):
        writer = self._create_user("scribbler", "code_social.group_publisher")
        self.word(writer, THEN)
        sealed = writer.partner_id._sealed_rows()
        self.assertIn(self.garden.intent_ids[0], [row[:1] for row in sealed])

    def test_erasing_keeps_the_proof(self):
        self.word(self.amina, THEN)
        last = self.garden.intent_ids[0]
        self.assertEqual(last._proof_state("text"), "kept")
        last._erase()
        self.assertFalse(last.text or self.garden.initial_intent)
        self.assertEqual(last._proof_state("text"), "erased")
        self.assertEqual(self.garden.intent_ids[1].text, FIRST)

    def test_the_publisher_writes_it_from_the_form(self):
        mine = self.garden.with_user(self.publisher)
        self.assertTrue(mine.can_write_intent)
        action = mine.action_open_write_intent()
        Wizard = self.env[action["res_model"]].with_user(self.publisher)
        with Form(Wizard.with_context(**action["context"])) as dialog:
            self.assertEqual(dialog.reason, FIRST)
            dialog.reason = THEN
        dialog.record.action_apply()
        self.assertEqual(self.garden.initial_intent, THEN)
