"""Talents: a tree, each name once under its parent."""

import psycopg2

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from ..common import CodeSocialCommon


class TestTalent(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Talent = cls.env["code.social.talent"].with_user(cls.publisher)
        cls.music = cls.Talent.create({"name": "Music (test)"})
        cls.song = cls.Talent.create({"name": "Song (test)", "parent_id": cls.music.id})
        cls.choir = cls.Talent.create(
            {"name": "Choir (test)", "parent_id": cls.song.id}
        )

    def test_a_talent_is_not_a_part_of_itself(self):
        for talent, parent in (
            (self.music, self.music),
            (self.music, self.song),
            (self.music, self.choir),
        ):
            with (
                self.subTest(parent.name),
                self.assertRaisesRegex(ValidationError, "a part of itself"),
                self.env.cr.savepoint(),
            ):
                talent.parent_id = parent

    def test_nor_by_an_import(self):
        result = self.Talent.load(
            [".id", "name", "parent_id/.id"],
            [[str(self.music.id), self.music.name, str(self.choir.id)]],
        )
        self.assertIn("a part of itself", result["messages"][0]["message"])
        self.env.invalidate_all()
        self.assertFalse(self.music.parent_id)

    def test_a_name_once_under_its_parent(self):
        for name in ("song (TEST)", "  Song   (test) "):
            with (
                self.subTest(name),
                self.assertRaisesRegex(ValidationError, "already there|existe déjà"),
            ):
                self.Talent.create({"name": name, "parent_id": self.music.id})
        self.assertTrue(self.Talent.create({"name": "Song (test)"}))
        self.song.active = False
        with self.assertRaisesRegex(ValidationError, "archives"):
            self.Talent.create({"name": "Song (test)", "parent_id": self.music.id})

    def test_a_name_once_in_one_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.Talent.with_context(lang="fr_FR")
        french.browse(self.song.id).name = "Chant (test)"
        with self.assertRaisesRegex(ValidationError, "already there|existe déjà"):
            french.create({"name": "CHANT (test)", "parent_id": self.music.id})
        self.music.with_context(lang="fr_FR").name = "Musique (test)"

    def test_two_people_at_once(self):
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
        ):
            self.env.cr.execute(
                "INSERT INTO code_social_talent (name, parent_id) VALUES (%s, %s)",
                ('{"en_US": "SONG (test)"}', self.music.id),
            )

    def test_two_communities_have_their_own_names(self):
        a, b = self.company_a.id, self.company_b.id
        Talent = self.env["code.social.talent"]
        mine = Talent.create({"name": "Weaving (test)", "company_id": a})
        self.assertTrue(Talent.create({"name": "Weaving (test)", "company_id": b}))
        with self.assertRaisesRegex(ValidationError, "already there|existe déjà"):
            Talent.create({"name": "weaving (test)", "company_id": a})
        for company in (False, b):
            with self.assertRaisesRegex(ValidationError, "two communities"):
                Talent.create(
                    {"name": "Wool", "parent_id": mine.id, "company_id": company}
                )
        wool = Talent.create({"name": "Wool", "parent_id": mine.id, "company_id": a})
        with self.assertRaisesRegex(ValidationError, "two communities"):
            mine.write({"company_id": b, "name": "Loom (test)"})
        self.assertEqual(wool.display_name, "Weaving (test) / Wool")
        found = Talent.with_user(self.bruno).search([("name", "=", "Weaving (test)")])
        self.assertEqual(found.company_id, self.company_b)

    def test_found_by_the_broader_one(self):
        self.assertEqual(self.music._with_finer(), self.music | self.song | self.choir)
        self.assertFalse(self.Talent._with_finer())

    def test_a_copy_has_a_name_of_its_own(self):
        self.assertEqual(self.song.copy().name, "Song (test) (copy)")

    def test_members_read_and_do_not_write(self):
        self.assertEqual(self.song.with_user(self.amina).name, "Song (test)")
        with self.assertRaises(AccessError):
            self.song.with_user(self.amina).parent_id = False
