"""An artist's eye on a project."""

from odoo.exceptions import AccessError, UserError

from ..common import CodeSocialCommon

WORDS = "The gate is painted last: leave it open"


class TestArtistEye(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project.artist_id = cls.amina.partner_id

    def look(self, user, words=WORDS):
        return self.project.with_user(user).action_look(words)

    def test_its_artist_says_what_they_see(self):
        eye = self.look(self.amina, f" {WORDS}\n").sudo()
        self.assertEqual(eye.words, WORDS)
        self.assertEqual(eye.artist_id, self.amina.partner_id)
        self.assertEqual(eye.looked_on, self.today)
        self.assertEqual(eye._proof_state("words"), "kept")
        event = self.env["code.social.event"].search(
            [("model", "=", eye._name), ("res_id", "=", eye.id)]
        )
        self.assertEqual(event.action, "artist.look")
        self.assertNotIn(WORDS, str(event.after))

    def test_nobody_else_looks(self):
        for user in (
            self.noe,
            self.publisher,
            self.manager,
            self.employee,
            self.customer,
            self.bruno,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.look(user)
        self.project.artist_id = False
        with self.assertRaises(AccessError):
            self.look(self.amina)
        self.assertFalse(self.project.eye_ids)

    def test_words_are_needed_and_the_same_twice_are_once(self):
        for empty in ("", " \n", None, False):
            with self.assertRaises(UserError):
                self.look(self.amina, empty)
        first = self.look(self.amina)
        self.assertEqual(self.look(self.amina), first)
        self.look(self.amina, "Another day")
        self.assertEqual(len(self.project.eye_ids), 2)

    def test_another_artist_leaves_the_first_words(self):
        self.look(self.amina)
        self.project.artist_id = self.noe.partner_id
        self.look(self.noe)
        people = self.project.eye_ids.artist_id
        self.assertEqual(people, self.amina.partner_id | self.noe.partner_id)

    def test_looks_are_sealed(self):
        eye = self.look(self.amina).sudo()
        admin = self.env.ref("base.user_admin")
        for record in (eye, eye.with_user(admin), eye._by_method()):
            with self.assertRaises(UserError):
                record.write({"looked_on": "2020-01-01"})
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(AccessError):
            eye.create({"project_id": self.project.id, "words": "Slipped in"})
        with self.assertRaisesRegex(UserError, "archive it"):
            self.project.unlink()
        self.assertIn(eye, self.amina.partner_id._sealed_rows())
        eye._erase()
        self.assertEqual(eye._proof_state("words"), "erased")
