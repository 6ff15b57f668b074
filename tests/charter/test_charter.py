from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from .signature_common import DRAWN

LONG = "We share the time to speak fairly among those present."


class CharterMixin:
    """A charter of company A with one article, and a second guarantor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._create_member("second", "code_social.group_guarantor")
        cls.charter = cls.env["code.social.charter"]._install(cls.company_a)
        cls.charter._by_method().write({"consultation_days": 0})
        cls.draft = cls.charter.sudo(False)._open_version().with_env(cls.env)

    def adopt(self, version=None):
        """Have two guarantors adopt a version; return it."""
        version = version or self.draft
        version.with_user(self.guarantor).action_consult()
        self.assertFalse(version.with_user(self.guarantor).action_adopt())
        self.assertTrue(version.with_user(self.second).action_adopt())
        return version

    def told(self, record, user):
        """Return the notices about a record which a person received."""
        return self.env["mail.message"].search(
            [
                ("model", "=", record._name),
                ("res_id", "=", record.id),
                ("partner_ids", "in", user.partner_id.ids),
            ]
        )

    def next_version(self):
        charter = self.charter.with_user(self.guarantor)
        return charter.action_new_version().with_env(self.env)

    def propose(self, user, **values):
        values = {
            "article_id": self.draft.article_ids[0].id,
            "wording": LONG,
            "reasons": "Some never speak",
            **values,
        }
        return self.env["code.social.amendment"].with_user(user).propose(values)


@tagged("post_install", "-at_install", "code_social")
class TestCharter(CharterMixin, CodeSocialCommon):
    def test_a_community_receives_a_draft_of_its_values_once(self):
        company = self.company_b
        self.manager.company_ids |= company
        company.with_user(self.manager).action_install_community()
        company.with_user(self.manager).action_install_community()
        charter = self.env["code.social.charter"].search(
            [("company_id", "=", company.id)]
        )
        self.assertEqual(len(charter), 1)
        self.assertEqual(charter.version_ids.mapped("state"), ["draft"])
        kinds = charter.version_ids.article_ids.mapped("kind")
        self.assertEqual(set(kinds), {"value", "rule", "procedure"})
        self.assertGreaterEqual(kinds.count("value"), 11)

    def test_one_guarantor_alone_never_adopts(self):
        self.draft.with_user(self.guarantor).action_consult()
        self.assertFalse(self.draft.with_user(self.guarantor).action_adopt())
        with self.assertRaisesRegex(AccessError, "one more guarantor is needed"):
            self.draft.with_user(self.guarantor).action_adopt()
        for user in (self.amina, self.manager, self.publisher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.draft.with_user(user).action_adopt()
        with self.assertRaises(AccessError):
            self.draft.action_adopt()
        self.assertEqual(self.draft.state, "consultation")
        self.assertTrue(self.draft.with_user(self.second).action_adopt())
        self.assertEqual(self.draft.state, "adopted")
        self.assertEqual(self.charter.current_version_id, self.draft)

    def test_a_confirmation_lapses_with_the_seat_and_with_a_change(self):
        self.draft.with_user(self.guarantor).action_consult()
        self.draft.with_user(self.guarantor).action_adopt()
        self.guarantor.group_ids -= self.env.ref("code_social.group_guarantor")
        self.assertFalse(self.draft.with_user(self.second).action_adopt())
        self.draft.with_user(self.second).action_reopen()
        self.assertFalse(self.draft.first_guarantor_id)
        self.assertEqual(self.draft.state, "draft")

    def test_a_draft_is_not_adopted_nor_consulted_empty(self):
        with self.assertRaises(AccessError):
            self.draft.with_user(self.guarantor).action_adopt()
        self.draft.article_ids.unlink()
        with self.assertRaisesRegex(UserError, "no article"):
            self.draft.with_user(self.guarantor).action_consult()

    def test_guarantors_write_drafts_and_nobody_what_is_discussed(self):
        article = self.draft.article_ids[0]
        article.with_user(self.guarantor).write({"title": "Kindness first"})
        for user in (self.amina, self.manager, self.publisher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                article.with_user(user).write({"title": "Mine"})
        self.draft.with_user(self.guarantor).action_consult()
        with self.assertRaises(UserError):
            article.with_user(self.guarantor).write({"title": "Later"})
        self.assertEqual(article.title, "Kindness first")

    def test_an_adopted_article_changes_on_no_path(self):
        version = self.adopt()
        article = version.article_ids[0]
        before = (article.title, article.body)
        model = self.env["code.social.charter.article"]
        file = self.filed(article)
        known = article.export_data(["id"])["datas"][0][0]
        load = (["id", "title"], [[known, "X"]])
        admin = self.env.ref("base.user_admin")
        for call in (
            lambda: article.write({"title": "X"}),
            lambda: article.sudo().write({"body": "X"}),
            lambda: article.with_user(admin).sudo().write({"body": "X"}),
            lambda: article._by_method().write({"body": "X"}),
            lambda: article.update_field_translations("title", {"en_US": "X"}),
            article.unlink,
            version.unlink,
            lambda: version.write({"article_ids": [(2, article.id)]}),
            lambda: version.write({"summary": "X"}),
            lambda: model.create({"version_id": version.id, "title": "X", "body": "X"}),
            file.unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                call()
        self.assertTrue(model.load(*load)["messages"])
        article.invalidate_recordset()
        self.assertEqual((article.title, article.body), before)

    def test_the_chain_finds_a_forged_text_and_a_forged_hash(self):
        first = self.adopt()
        second = self.adopt(self.next_version())
        charter = self.charter.with_user(self.amina)
        self.assertFalse(charter.verify_chain())
        self.assertEqual(second.previous_hash, first.content_hash)
        self.assertEqual(first.state, "superseded")
        self.env.flush_all()
        with self.cr.savepoint() as savepoint:
            self.env.cr.execute(
                "UPDATE code_social_charter_version SET content_hash = %s"
                " WHERE id = %s",
                ["0" * 64, second.id],
            )
            self.assertEqual(charter.verify_chain(), second.with_user(self.amina))
            savepoint.rollback()
        self.env.cr.execute(
            "UPDATE code_social_charter_article SET body = 'Forged' WHERE id = %s",
            [first.article_ids[0].id],
        )
        self.assertEqual(charter.verify_chain().id, first.id)

    def test_members_are_told(self):
        self.adopt()
        self.assertEqual(len(self.told(self.draft, self.amina)), 2)

    def test_the_difference_is_word_by_word_and_escaped(self):
        self.draft.article_ids[0].write({"body": "<p>each speaks equally long</p>"})
        self.adopt()
        version = self.next_version()
        article = version.article_ids[0]
        article.write({"body": "<p>each speaks &lt;b&gt;fairly long</p>"})
        html = version.with_user(self.guarantor).diff(self.draft)
        self.assertIn("<del>equally</del>", html)
        self.assertIn("<ins>&lt;b&gt;fairly</ins>", html)
        self.assertEqual(str(html).count("<section>"), 1)
        with self.assertRaises(AccessError):
            version.with_user(self.amina).diff(self.draft)

    def test_company_b_sees_nothing(self):
        self.adopt()
        versions = self.env["code.social.charter.version"].with_user(self.bruno)
        self.assertFalse(versions.search([("id", "=", self.draft.id)]))
        with self.assertRaises(AccessError):
            self.draft.with_user(self.bruno).sign("Bruno")


@tagged("post_install", "-at_install", "code_social")
class TestAmendment(CharterMixin, CodeSocialCommon):
    def test_from_a_proposal_to_the_charter(self):
        self.adopt()
        change = self.propose(self.amina)
        new = self.propose(
            self.amina, kind="new", article_id=False, title="Lending a place"
        )
        gone = self.propose(
            self.noe, kind="repeal", article_id=self.draft.article_ids[1].id, wording=""
        )
        (change | new | gone).with_user(self.guarantor).action_retain("Thank you")
        self.assertEqual(len(self.told(change, self.amina)), 1)
        self.assertFalse(self.told(change, self.noe))
        version = self.next_version()
        self.assertEqual(
            len(version.article_ids), len(self.draft.article_ids), "one in, one out"
        )
        self.assertIn(LONG, version.article_ids[0].body)
        self.adopt(version)
        self.assertEqual((change | new | gone).sudo().mapped("state"), ["merged"] * 3)
        self.assertEqual(version.article_ids[0]._history(), change.sudo())
        self.assertFalse(self.charter.verify_chain())
        self.env.cr.execute(
            "UPDATE code_social_amendment SET result_article_id = NULL WHERE id = %s",
            [change.id],
        )
        self.assertEqual(self.charter.verify_chain(), version)

    def test_what_is_missing_is_said_and_nothing_is_kept(self):
        self.adopt()
        amendments = self.env["code.social.amendment"].search([])
        for values, sentence in (
            ({"wording": " "}, "Write the words"),
            ({"reasons": ""}, "Say why"),
            ({"article_id": 99999999}, "Choose the article"),
            ({"article_id": "x"}, "does not exist"),
            ({"kind": "other"}, "does not exist"),
            ({"carriers": [self.customer.partner_id.id]}, "people of the community"),
        ):
            with self.subTest(values=values):
                with self.assertRaisesRegex(UserError, sentence):
                    self.propose(self.amina, **values)
        self.assertEqual(self.env["code.social.amendment"].search([]), amendments)

    def test_only_the_whitelist_is_written_and_twice_is_once(self):
        self.adopt()
        token = "0123456789abcdef"
        first = self.propose(self.amina, token=token, state="merged", answer="Yes")
        self.assertEqual(self.propose(self.amina, token=token), first)
        self.assertNotEqual(self.propose(self.noe, token=token), first)
        self.assertEqual(first.sudo().state, "proposed")
        self.assertFalse(first.sudo().answer)

    def test_who_is_not_a_member_proposes_nothing(self):
        self.adopt()
        for user in (self.customer, self.employee, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.propose(user)

    def test_an_answer_is_due_from_a_guarantor_who_does_not_carry_it(self):
        self.adopt()
        amendment = self.propose(self.amina)
        with self.assertRaisesRegex(UserError, "owed an answer"):
            amendment.with_user(self.guarantor).action_reject("  ")
        for user in (self.amina, self.noe, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                amendment.with_user(user).action_retain("Yes")
        own = self.propose(self.guarantor)
        with self.assertRaises(AccessError):
            own.with_user(self.guarantor).action_retain("Yes")
        amendment.with_user(self.guarantor).action_review()
        amendment.with_user(self.guarantor).action_reject("We said it elsewhere")
        self.assertEqual(amendment.sudo().state, "rejected")
        with self.assertRaises(UserError):
            amendment.sudo().write({"wording": "Forged"})
        with self.assertRaises(AccessError):
            amendment.with_user(self.second).action_retain("Yes")


@tagged("post_install", "-at_install", "code_social")
class TestAdhesion(CharterMixin, CodeSocialCommon):
    def test_signing_is_for_oneself_once_and_in_force(self):
        with self.assertRaises(AccessError):
            self.draft.with_user(self.amina).sign("Amina")
        self.adopt()
        for name in (None, "", "  "):
            with self.assertRaisesRegex(UserError, "Write your name"):
                self.draft.with_user(self.amina).sign(name)
        adhesion = self.draft.with_user(self.amina).sign("Amina", DRAWN)
        self.assertEqual(self.draft.with_user(self.amina).sign("Again"), adhesion)
        self.assertEqual(adhesion.partner_id, self.amina.partner_id)
        self.assertEqual(adhesion.text_hash, self.draft.content_hash)
        for user in (self.customer, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.draft.with_user(user).sign("Amina")
        self.adopt(self.next_version())
        self.assertEqual(adhesion.state, "outdated")
        with self.assertRaises(AccessError):
            self.draft.with_user(self.noe).sign("Noe")

    def test_an_adhesion_is_sealed_and_erased(self):
        self.adopt()
        adhesion = self.draft.with_user(self.amina).sign("Amina", DRAWN).sudo()
        for call in (
            lambda: adhesion.write({"signed_name": "Noe"}),
            lambda: adhesion.write({"state": "withdrawn"}),
            lambda: adhesion._by_method().write({"text_hash": "0"}),
            adhesion.unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                call()
        self.assertEqual(adhesion._proof_state("signature"), "kept")
        adhesion._erase()
        self.assertEqual(adhesion._proof_state("signed_name"), "erased")
        self.assertEqual(adhesion._proof_state("signature"), "erased")
        self.assertFalse(adhesion.signed_name)

    def test_who_is_asked_has_signed_once_a_version_is_in_force(self):
        people = self.amina.partner_id | self.noe.partner_id
        self.assertEqual(people._eligible("vote"), people)
        self.adopt()
        self.assertFalse(people._eligible("evaluate"))
        adhesion = self.draft.with_user(self.amina).sign("Amina")
        self.assertEqual(people._eligible("draw"), self.amina.partner_id)
        with self.assertRaises(AccessError):
            adhesion.with_user(self.publisher).action_withdraw()
        adhesion.action_withdraw()
        self.assertFalse(people._eligible("vote"))
        in_b = self.bruno.partner_id.with_company(self.company_b)
        self.assertEqual(in_b._eligible("vote"), self.bruno.partner_id)

    def test_a_signatory_is_not_merged_away(self):
        self.adopt()
        self.draft.with_user(self.amina).sign("Amina")
        rows = self.amina.partner_id._sealed_rows()
        self.assertIn("code.social.adhesion", [one._name for one in rows if one])
        self.assertLessEqual(self.draft.adopted_on, date.today())
