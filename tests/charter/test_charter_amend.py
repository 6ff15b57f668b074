"""Amendments: who carries them, the text they are about, the draft they make."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from .test_charter import LONG, CharterMixin


@tagged("post_install", "-at_install", "code_social")
class TestCarriers(CharterMixin, CodeSocialCommon):
    def setUp(self):
        super().setUp()
        self.adopt()
        for user in (self.amina, self.noe, self.rosa):
            self.draft.with_user(user).sign(user.name)

    def ask(self, amendment, user):
        amendment.action_ask(user.partner_id.id)

    def test_nobody_carries_without_saying_yes(self):
        amendment = self.propose(self.amina, carriers=[self.noe.partner_id.id])
        self.ask(amendment, self.rosa)
        self.ask(amendment, self.rosa)
        this = amendment.sudo()
        self.assertEqual(this.carrier_ids, self.amina.partner_id)
        self.assertEqual(len(self.told(amendment, self.noe)), 1)
        self.assertEqual(len(self.told(amendment, self.rosa)), 1)
        for user in (self.theo, self.guarantor, self.amina):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                amendment.with_user(user).action_join()
        rows = self.env["code.social.charter"].with_user(self.noe)._awaits()
        self.assertIn(
            f"/my/charter/amendments/{amendment.id}", [r["url"] for r in rows]
        )
        amendment.with_user(self.noe).action_join()
        amendment.with_user(self.rosa).action_decline()
        self.assertEqual(this.carrier_ids, (self.amina | self.noe).partner_id)
        self.assertFalse(this.asked_ids)
        with self.assertRaises(AccessError):
            amendment.with_user(self.rosa).action_join()

    def test_it_waits_for_the_guarantors_on_their_home(self):
        def waits_for(user):
            rows = self.env["code.social.charter"].with_user(user)._awaits()
            url = f"/my/charter/amendments/{amendment.id}"
            return url in [row["url"] for row in rows]

        amendment = self.propose(self.amina, later=True)
        self.assertFalse(waits_for(self.guarantor))
        amendment.with_user(self.amina).action_propose()
        self.assertTrue(waits_for(self.guarantor))
        self.assertFalse(waits_for(self.noe))
        amendment.with_user(self.guarantor).action_review()
        self.assertTrue(waits_for(self.second))
        amendment.with_user(self.guarantor).action_retain("Yes, gladly.")
        self.assertFalse(waits_for(self.second))
        mine = self.propose(self.guarantor, title="Another")
        amendment = mine
        self.assertFalse(waits_for(self.guarantor))
        self.assertTrue(waits_for(self.second))

    def test_a_draft_opens_to_who_is_asked(self):
        amendment = self.propose(self.amina, later=True)
        self.assertFalse(amendment.with_user(self.noe).has_access("read"))
        self.ask(amendment, self.noe)
        self.assertTrue(amendment.with_user(self.noe).has_access("read"))
        amendment.with_user(self.noe).action_decline()
        self.assertFalse(amendment.with_user(self.noe).has_access("read"))

    def test_one_asks_those_who_signed(self):
        amendment = self.propose(self.amina)
        for value, sentence in (
            (self.theo.partner_id.id, "who signed"),
            (self.customer.partner_id.id, "people of the community"),
            (self.bruno.partner_id.id, "people of the community"),
            (99999999, "people of the community"),
            ("x", "does not exist"),
            (None, "people of the community"),
        ):
            with self.subTest(value=value), self.assertRaisesRegex(UserError, sentence):
                amendment.action_ask(value)
        with self.assertRaisesRegex(UserError, "who signed"):
            self.propose(self.amina, carriers=[self.theo.partner_id.id])
        found = amendment._people_to_ask("(test)")
        self.assertEqual([one["name"] for one in found], ["Noe (test)", "Rosa (test)"])
        self.assertFalse(amendment._people_to_ask("n"), "two letters at least")
        self.assertFalse(amendment.with_user(self.theo)._people_to_ask("noe"))
        for user in (self.noe, self.guarantor, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                amendment.with_user(user).action_ask(self.rosa.partner_id.id)

    def test_once_answered_nobody_joins(self):
        amendment = self.propose(self.amina, carriers=[self.noe.partner_id.id])
        amendment.with_user(self.guarantor).action_retain("Yes")
        with self.assertRaises(AccessError):
            amendment.with_user(self.noe).action_join()
        with self.assertRaises(AccessError):
            self.ask(amendment, self.rosa)

    def test_carriers_are_written_by_method_alone(self):
        amendment = self.propose(self.amina, later=True)
        vals = {"carrier_ids": [(4, self.noe.partner_id.id)]}
        for records in (amendment, amendment.sudo()):
            with self.assertRaises(AccessError):
                records.write(vals)
        with self.assertRaises(AccessError):
            self.env["code.social.amendment"].create(
                {"charter_id": self.charter.id, "kind": "new", "title": "X", **vals}
            )


@tagged("post_install", "-at_install", "code_social")
class TestRebase(CharterMixin, CodeSocialCommon):
    def setUp(self):
        super().setUp()
        self.adopt()
        self.old = self.draft.article_ids[0]

    def second_version(self, **values):
        """Adopt a second version whose first article says something else."""
        version = self.next_version()
        article = version.article_ids[0]
        article.write(values or {"body": "<p>Changed meanwhile.</p>"})
        self.adopt(version)
        return article

    def test_what_is_about_an_older_text_is_refused_and_moved(self):
        amendment = self.propose(self.amina)
        draft = self.propose(self.noe, later=True)
        with self.assertRaises(AccessError):
            amendment.action_rebase()
        article = self.second_version()
        with self.assertRaisesRegex(UserError, "version 2"):
            self.propose(self.rosa, article_id=self.old.id)
        with self.assertRaisesRegex(UserError, "changed since"):
            amendment.with_user(self.guarantor).action_retain("Yes")
        with self.assertRaisesRegex(UserError, "changed since"):
            draft.action_propose()
        self.assertEqual(amendment.sudo().state, "proposed")
        for user in (self.noe, self.guarantor, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                amendment.with_user(user).action_rebase()
        page = amendment._page()
        self.assertIn("version 2", page["stale"])
        self.assertIn("<ins>Changed meanwhile", page["meanwhile"])
        rows = self.env["code.social.charter"].with_user(self.amina)._awaits()
        self.assertIn(
            f"/my/charter/amendments/{amendment.id}", [r["url"] for r in rows]
        )
        amendment.action_rebase()
        self.assertEqual(amendment.sudo().article_id, article)
        self.assertIn(LONG, amendment.sudo().wording)
        self.assertFalse(amendment._page()["stale"])
        amendment.with_user(self.guarantor).action_retain("Yes")

    def test_a_text_that_stayed_the_same_is_followed(self):
        self.second_version()
        kept = self.draft.article_ids[1]
        amendment = self.propose(self.amina, article_id=kept.id).sudo()
        self.assertEqual(amendment.article_id.uid, kept.uid)
        self.assertEqual(amendment.article_id.version_id.number, 2)

    def test_an_article_that_left_becomes_a_new_one(self):
        change = self.propose(self.amina)
        repeal = self.propose(self.noe, kind="repeal", wording="")
        version = self.next_version()
        version.article_ids[0].unlink()
        self.adopt(version)
        with self.assertRaisesRegex(UserError, "no longer in the charter"):
            self.propose(self.rosa, article_id=self.old.id)
        change.action_rebase()
        self.assertEqual(
            (change.sudo().kind, change.sudo().article_id.id), ("new", False)
        )
        with self.assertRaisesRegex(UserError, "left the charter already"):
            repeal.action_rebase()

    def test_two_retained_on_one_article_do_not_overwrite_each_other(self):
        first = self.propose(self.amina, wording="First words")
        second = self.propose(self.noe, wording="Second words")
        (first | second).with_user(self.guarantor).action_retain("Both please")
        version = self.next_version()
        self.assertIn("First words", version.article_ids[0].body)
        self.assertEqual(version.amendment_ids, first)
        self.assertEqual(version.sudo()._waiting(), second.sudo())
        with self.assertRaisesRegex(UserError, "changed meanwhile"):
            version.with_user(self.guarantor).action_take_up()
        self.adopt(version)
        second.action_rebase()
        this = second.sudo()
        self.assertEqual((this.state, this.answer), ("proposed", False))
        self.assertEqual(this.article_id, version.article_ids[0])
        second.with_user(self.guarantor).action_retain("On the new text, yes")
        third = self.next_version()
        self.assertIn("Second words", third.article_ids[0].body)
        self.adopt(third)
        self.assertFalse(self.charter.verify_chain())
        with self.assertRaises(AccessError):
            first.action_rebase()
        with self.assertRaises(UserError):
            first.sudo()._by_method().write({"wording": "Forged"})

    def test_a_draft_takes_up_what_was_retained_meanwhile(self):
        version = self.next_version()
        guarantor = version.with_user(self.guarantor)
        with self.assertRaises(AccessError):
            guarantor.action_take_up()
        amendment = self.propose(self.amina)
        amendment.with_user(self.guarantor).action_retain("Yes")
        for user in (self.amina, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                version.with_user(user).action_take_up()
        self.assertEqual(
            [one["id"] for one in guarantor._guarantor_card()["waiting"]], amendment.ids
        )
        guarantor.action_take_up()
        self.assertIn(LONG, version.article_ids[0].body)
        card = guarantor._guarantor_card()
        self.assertEqual([one["id"] for one in card["taken"]], amendment.ids)
        self.assertFalse(card["waiting"])
