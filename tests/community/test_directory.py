"""What each person shows, what a search finds, and that it stays fast."""

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..common import CodeSocialCommon

NO_MAIL = {"no_reset_password": True, "tracking_disable": True}


class TestDirectory(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["res.partner"]
        talents = cls.env["code.social.talent"]
        cls.song = talents.create({"name": "Xylophone song (test)"})
        cls.foreign = talents.create(
            {"name": "Xylophone craft (test)", "company_id": cls.company_b.id}
        )
        cls.amina.partner_id.write(
            {"email": "amina.secret@example.org", "talent_ids": cls.song.ids}
        )

    def found(self, user, **criteria):
        total, rows = self.people.with_user(user)._directory_rows(**criteria)
        self.assertEqual(total, len(rows))
        return {row["id"] for row in rows}

    def choose(self, user, **values):
        return user.partner_id.with_user(user).choose_directory(values)

    # === What is shown ===

    def test_who_creates_logins_needs_nothing_of_the_community(self):
        maker = self._create_user(
            "maker", "base.group_erp_manager,base.group_partner_manager"
        )
        login = (
            self.env["res.users"]
            .with_user(maker)
            .create({"name": "Newcomer (test)", "login": "newcomer-of-maker"})
        )
        self.assertFalse(login.sudo().partner_id.directory_listed)
        login.sudo().partner_id._join()
        self.assertTrue(login.sudo().partner_id.directory_listed)

    def test_the_name_alone_by_default(self):
        card = self.people.with_user(self.noe)._directory_person(
            self.amina.partner_id.member_uid
        )
        self.assertEqual(card.pop("name"), self.amina.partner_id.name)
        for key in ("id", "uid", "url"):
            self.assertTrue(card.pop(key))
        self.assertEqual(
            card,
            {
                "level": False,
                "level_label": False,
                "avatar_url": False,
                "talents": [],
                "words": "",
                "email": "",
            },
        )

    def test_each_choice_shows_its_part(self):
        uid = self.amina.partner_id.member_uid
        for choice, key, value in (
            ("directory_level", "level_label", "Sympathiser"),
            ("directory_talents", "talents", [self.song.name]),
            ("directory_contact", "email", "amina.secret@example.org"),
        ):
            with self.subTest(choice):
                person = self.people.with_user(self.noe)
                self.assertFalse(person._directory_person(uid)[key])
                self.choose(self.amina, **{choice: True})
                self.assertEqual(person._directory_person(uid)[key], value)
        self.choose(self.amina, directory_photo=True, directory_words="  I  sing ")
        card = self.people.with_user(self.noe)._directory_person(uid)
        self.assertIn("access_token", card["avatar_url"])
        self.assertEqual(card["words"], "I sing")

    def test_a_talent_of_another_community_is_not_shown(self):
        self.amina.partner_id.write(
            {
                "talent_ids": [Command.link(self.foreign.id)],
                "directory_talents": True,
            }
        )
        card = self.amina.partner_id.with_user(self.noe)._directory_card()
        self.assertEqual(card["talents"], [self.song.name])
        self.assertFalse(self.found(self.noe, term=self.foreign.name))

    # === What a search finds ===

    def test_what_is_hidden_finds_nobody(self):
        amina = self.amina.partner_id
        for term in ("amina.secret", "secret@example", "Xylophone", amina.member_uid):
            with self.subTest(term):
                self.assertNotIn(amina.id, self.found(self.noe, term=term))
        self.assertNotIn(amina.id, self.found(self.noe, talent=self.song.id))
        self.choose(self.amina, directory_talents=True, directory_contact=True)
        self.assertIn(amina.id, self.found(self.noe, term="xylophone"))
        self.assertIn(amina.id, self.found(self.noe, talent=self.song.id))
        # An address that is shown is for reading, not for looking people up.
        self.assertNotIn(amina.id, self.found(self.noe, term="amina.secret"))

    def test_by_name_and_commission(self):
        noe = self.noe.partner_id
        commission = self.env.ref("code_social.commission_social")
        role = self.env["code.social.role"].create(
            {"name": "Welcomer (test)", "scope": "commission"}
        )
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": noe.id,
                "role_id": role.id,
                "commission_id": commission.id,
            }
        )
        mandate.with_user(self.manager).action_confirm()
        self.assertEqual(self.found(self.amina, term="noe (te"), {noe.id})
        self.assertEqual(self.found(self.amina, commission=commission.id), {noe.id})
        other = commission.copy({"company_id": self.company_b.id})
        self.assertFalse(self.found(self.amina, commission=other.id))
        self.assertFalse(self.found(self.amina, commission=99999999))

    def test_who_is_not_listed(self):
        amina = self.amina.partner_id
        self.choose(self.amina, directory_listed=False)
        imported = self.people._import_contacts([{"name": "Kim (test)"}])
        without_login = self.people.create({"name": "Paul (test)"})
        without_login._join()
        self.rosa.partner_id._leave()
        hidden = (
            amina
            | imported
            | without_login
            | self.rosa.partner_id
            | self.customer.partner_id
            | self.employee.partner_id
            | self.bruno.partner_id
        )
        found = self.found(self.noe)
        self.assertFalse(found & set(hidden.ids))
        self.assertIn(self.noe.partner_id.id, found)
        for person in hidden:
            self.assertIsNone(
                self.people.with_user(self.noe)._directory_person(
                    person.member_uid or "no"
                )
            )

    def test_the_other_community(self):
        self.assertEqual(self.found(self.bruno), {self.bruno.partner_id.id})

    # === Choosing ===

    def test_only_oneself_and_members_choose(self):
        amina = self.amina.partner_id
        for user in (self.noe, self.publisher, self.manager, self.bruno):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                amina.with_user(user).choose_directory({"directory_photo": True})
        customer = self.customer.partner_id.with_user(self.customer)
        with self.assertRaises(AccessError):
            customer.choose_directory({"directory_photo": True})
        self.assertFalse(amina.directory_photo)

    def test_bad_choices_change_nothing(self):
        amina = self.amina.partner_id
        for values in (
            {"directory_words": "é" * 201},
            {"talent_ids": [self.foreign.id]},
            {"talent_ids": ["x"]},
            {"talent_ids": [99999999]},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.choose(self.amina, directory_photo=True, **values)
        self.assertFalse(amina.directory_photo)
        self.assertEqual(amina.talent_ids, self.song)
        self.choose(self.amina, directory_words="é" * 200, member_uid="x", name="Me")
        self.assertEqual(len(amina.directory_words), 200)
        self.assertNotIn(amina.member_uid, ("x", False))
        self.assertEqual(amina.name, "Amina (test)")

    @mute_logger("odoo.sql_db")
    def test_staff_do_not_write_too_many_words(self):
        amina = self.amina.partner_id.with_user(self.publisher)
        with self.assertRaises(psycopg2.errors.CheckViolation):
            amina.directory_words = "x" * 201
            self.env.flush_all()
        self.assertFalse(amina.directory_words)

    def test_a_choice_is_recorded_without_words(self):
        self.choose(self.amina, directory_photo=True, directory_words="Private words")
        event = self.env["code.social.event"].search(
            [("action", "=", "member.show")], limit=1
        )
        self.assertEqual(event.actor_id, self.amina)
        self.assertFalse(event.before["directory_photo"])
        self.assertTrue(event.after["directory_photo"])
        self.assertNotIn("Private", f"{event.before}{event.after}{event.reason}")

    # === As fast with a thousand people ===

    def _add_people(self, count, offset):
        partners = self.people.create(
            [
                {
                    "name": f"Person {offset + index:04} (crowd)",
                    "directory_talents": True,
                    "directory_level": True,
                    "directory_photo": True,
                    "talent_ids": self.song.ids,
                }
                for index in range(count)
            ]
        )
        self.env["res.users"].with_context(**NO_MAIL).create(
            [
                {
                    "login": f"cs_crowd_{offset + index}",
                    "partner_id": partner.id,
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                }
                for index, partner in enumerate(partners)
            ]
        )
        partners._join()
        self.env.flush_all()

    def test_queries_do_not_grow_with_the_community(self):
        searches = (
            {},
            {"page": 2},
            {"term": "(crowd)"},
            {"term": "xylo"},
            {"talent": self.song.id},
        )
        people = self.people.with_user(self.amina)
        self._add_people(100, 0)
        for added in (0, 900):
            self._add_people(added, 100)
            people._directory_rows()  # new users empty what is cached once for all
            for criteria in searches:
                self.env.invalidate_all()
                with self.subTest(criteria, added=added), self.assertQueryCount(6):
                    total, rows = people._directory_rows(**criteria)
                self.assertEqual(len(rows), 30)
                self.assertGreaterEqual(total, 100)

    def test_the_search_has_its_index(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = %s",
            ("res_partner_directory_idx",),
        )
        [(definition,)] = self.env.cr.fetchall()
        self.assertIn("(name, id)", definition)

    def test_an_internal_member_is_in_it_too(self):
        user = new_test_user(self.env, "cs_in", "base.group_user", context=NO_MAIL)
        user.partner_id._join()
        self.assertIn(user.partner_id.id, self.found(self.amina, term=user.name))
