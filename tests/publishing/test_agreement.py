import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .publishing_common import PNG, PublishingMixin


@tagged("post_install", "-at_install", "code_social")
class TestAgreement(PublishingMixin, TransactionCase):
    def sent(self, **values):
        agreement = self.agreement(**values)
        agreement.action_send()
        return agreement

    def test_one_template_a_kind_whose_text_is_copied(self):
        templates = self.env["code.social.agreement.template"].search(
            [("company_id", "=", self.env.ref("base.main_company").id)]
        )
        self.assertEqual(
            set(templates.mapped("kind")), {"author", "contributor", "partner"}
        )
        template = self.env.ref("code_social.agreement_template_author")
        agreement = self.agreement(template_id=template.id, body=False)
        self.assertEqual(agreement.body, template.body)
        template.body = "<p>Another day</p>"
        self.assertNotEqual(agreement.body, template.body)

    def test_from_draft_to_signed_by_both(self):
        agreement = self.agreement()
        self.assertFalse(agreement.with_user(self.amina).search([]))
        agreement.action_send()
        mine = agreement.with_user(self.amina)
        mine.sign("Amina Test", PNG)
        self.assertEqual(mine.state, "sent")
        agreement.action_countersign()
        self.assertEqual(mine.state, "signed")
        self.assertEqual(mine.countersigned_by, self.publisher.name)
        self.assertTrue(agreement._text_holds())
        acts = self.env["code.social.event"].search(
            [("model", "=", agreement._name), ("res_id", "=", agreement.id)],
            order="id",
        )
        self.assertEqual(
            acts.mapped("action"),
            ["agreement.sent", "agreement.sign", "agreement.signed"],
        )
        self.assertNotIn("Amina", str(acts.mapped("after")))

    def test_signing_twice_is_once(self):
        agreement = self.sent()
        mine = agreement.with_user(self.amina)
        mine.sign("Amina Test", PNG)
        mine.sign("Somebody Else", PNG)
        self.assertEqual(mine.signed_by, "Amina Test")
        agreement.action_countersign("First")
        agreement.action_countersign("Second")
        self.assertEqual(agreement.countersigned_by, "First")

    def test_signing_for_somebody_else(self):
        agreement = self.sent()
        for user in (self.noe, self.publisher, self.manager, self.customer, self.bruno):
            with self.assertRaises(AccessError):
                agreement.with_user(user).sign("Amina Test", PNG)
        with self.assertRaises(AccessError):
            agreement.sudo().sign("Amina Test", PNG)
        self.assertFalse(agreement.signed_on)

    def test_a_signature_needs_a_name_and_a_drawing(self):
        mine = self.sent().with_user(self.amina)
        for name, drawing in (
            ("", PNG),
            ("   ", PNG),
            (None, PNG),
            ("Amina", ""),
            ("Amina", "not base64!"),
            ("Amina", "aGVsbG8="),
        ):
            with self.assertRaises(UserError):
                mine.sign(name, drawing)
        self.assertFalse(mine.signed_on)
        self.assertFalse(mine.signed_by)

    def test_the_community_signs_second_and_with_a_name(self):
        agreement = self.sent()
        with self.assertRaises(AccessError):
            agreement.action_countersign("Publisher")
        agreement.with_user(self.amina).sign("Amina", PNG)
        with self.assertRaises(UserError):
            agreement.action_countersign("  ")
        for user in (self.amina, self.accountant, self.manager, self.publisher_b):
            with self.assertRaises(AccessError):
                agreement.with_user(user).action_countersign("Me")
        self.assertEqual(agreement.state, "sent")

    def test_the_publisher_does_not_sign_both_sides(self):
        self.publisher.partner_id._join()
        agreement = self.sent(partner_id=self.publisher.partner_id.id)
        agreement.sign("Publisher", PNG)
        with self.assertRaises(AccessError):
            agreement.action_countersign("Publisher")

    def test_an_altered_text_is_not_signed(self):
        agreement = self.sent()
        self.env.cr.execute(
            "UPDATE code_social_agreement SET body = '<p>Other</p>' WHERE id = %s",
            [agreement.id],
        )
        agreement.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "not the one that was sent"):
            agreement.with_user(self.amina).sign("Amina", PNG)

    # === Sealed ===

    def test_nothing_changes_after_the_signature(self):
        agreement = self.signed()
        admin = self.env["code.social.agreement"].browse(agreement.id)
        for record in (agreement, admin, agreement.sudo()):
            for values in (
                {"body": "<p>Other</p>"},
                {"partner_id": self.noe.partner_id.id},
                {"work_ids": [Command.clear()]},
                {"advance": 5},
                {"date_end": "2030-01-01"},
                {"holder_ids": [Command.clear()]},
                {"tier_ids": [Command.create({"rate": 50})]},
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    record.write(values)
            with self.assertRaises(UserError):
                record.unlink()
            with self.assertRaises(UserError):
                record.holder_ids.write({"share": 50})
            with self.assertRaises(UserError):
                record.tier_ids[0].unlink()
            with self.assertRaises(UserError), self.env.cr.savepoint():
                record.tier_ids.create({"agreement_id": record.id, "rate": 1})
        self.assertEqual(admin.holder_ids.share, 100)
        self.assertTrue(admin._text_holds())

    def test_states_and_signatures_are_written_by_methods(self):
        agreement = self.agreement()
        for values in (
            {"state": "signed"},
            {"signed_by": "Amina"},
            {"signed_on": "2026-01-01 10:00:00"},
            {"text_digest": "0"},
        ):
            for record in (agreement, agreement.sudo()):
                with self.assertRaises(AccessError):
                    record.with_context(code_social_method=True).write(values)
                with self.assertRaises(AccessError):
                    record.create(
                        {"name": "X", "partner_id": self.amina.partner_id.id, **values}
                    )

    def test_an_import_changes_nothing(self):
        agreement = self.signed()
        self.env["ir.model.data"].create(
            {
                "name": "agreement_test",
                "module": "__test__",
                "model": agreement._name,
                "res_id": agreement.id,
            }
        )
        for user in (self.env.user, self.publisher):
            answer = (
                self.env["code.social.agreement"]
                .with_user(user)
                .load(["id", "body"], [["__test__.agreement_test", "<p>Other</p>"]])
            )
            self.assertFalse(answer["ids"])
        self.assertNotIn("Other", agreement.body)

    def test_the_files_are_sealed_with_it(self):
        agreement = self.agreement()
        file = self.env["ir.attachment"].create(
            {
                "name": "annex.txt",
                "raw": b"annex",
                "res_model": agreement._name,
                "res_id": agreement.id,
            }
        )
        agreement.action_send()
        agreement.with_user(self.amina).sign("Amina", PNG)
        self.assertTrue(file.sealed_sha256)
        with self.assertRaises(UserError):
            file.raw = b"other"
        with self.assertRaises(UserError):
            file.unlink()

    def test_the_signatory_is_not_merged_away(self):
        outsider = self.env["res.partner"].create({"name": "Press (test)"})
        other = self.env["res.partner"].create({"name": "Press bis (test)"})
        self.sent(partner_id=outsider.id)
        merge = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "sealed"):
            merge._merge((outsider | other).ids, other)
        self.assertTrue(outsider.exists())

    def test_names_and_drawings_are_erased_and_the_proof_stays(self):
        agreement = self.signed().sudo()
        digest = agreement.text_digest
        agreement._erase()
        self.assertFalse(agreement.signed_by)
        self.assertFalse(agreement.signature)
        self.assertEqual(agreement._proof_state("signed_by"), "erased")
        self.assertEqual(agreement._proof_state("signature"), "erased")
        self.assertEqual(agreement.text_digest, digest)
        self.assertTrue(agreement._text_holds())

    def test_signatures_are_proven(self):
        agreement = self.signed().sudo()
        for name in ("signed_by", "signature", "countersigned_by"):
            self.assertEqual(agreement._proof_state(name), "kept")

    # === Before the signature ===

    def test_taken_back_as_long_as_nobody_signed(self):
        agreement = self.sent()
        with self.assertRaises(UserError):
            agreement.body = "<p>Other</p>"
        agreement.action_recall()
        agreement.body = "<p>Other</p>"
        agreement.action_send()
        agreement.with_user(self.amina).sign("Amina", PNG)
        with self.assertRaises(AccessError):
            agreement.action_recall()

    def test_who_sends_and_ends(self):
        agreement = self.agreement()
        for user in (self.amina, self.accountant, self.manager, self.publisher_b):
            with self.assertRaises(AccessError):
                agreement.with_user(user).action_send()
        with self.assertRaises(AccessError):
            agreement.action_end()
        agreement.action_send()
        with self.assertRaises(AccessError):
            agreement.action_send()

    def test_what_an_agreement_lacks(self):
        with self.assertRaisesRegex(UserError, "100 %"):
            self.agreement(shares=(("amina", 66), ("noe", 33)))
        for tiers in (
            ((3000, 8), (2000, 10), (0, 12)),
            ((3000, 8), (10000, 10)),
            ((0, 8), (0, 10)),
        ):
            with self.assertRaisesRegex(UserError, "Tiers go up"):
                self.agreement(tiers=tiers)
        with mute_logger("odoo.sql_db"):
            with self.assertRaises(psycopg2.errors.CheckViolation):
                with self.env.cr.savepoint():
                    self.agreement(tiers=((0, 101),))
        with self.assertRaisesRegex(UserError, "text"):
            self.agreement(body=False).action_send()
        with self.assertRaisesRegex(UserError, "holder"):
            self.agreement(shares=()).action_send()

    def test_a_share_changed_on_its_own_is_caught_when_sent(self):
        agreement = self.agreement()
        agreement.holder_ids.share = 99
        with self.assertRaisesRegex(UserError, "100 %"):
            agreement.action_send()
        self.assertEqual(agreement.state, "draft")

    def test_works_only(self):
        plain = self.work("Mug (test)", is_work=False)
        with self.assertRaisesRegex(UserError, "works only"):
            self.agreement(works=plain)

    # === Commons ===

    def test_no_royalty_is_promised_on_a_commons(self):
        commons = self.work("Songs (test)", ownership="commons")
        with self.assertRaisesRegex(UserError, "commons"):
            self.agreement(works=commons)
        agreement = self.agreement(works=commons, tiers=())
        with self.assertRaisesRegex(UserError, "commons"):
            agreement.tier_ids = [Command.create({"rate": 5})]
        agreement.invalidate_recordset()
        self.env["code.social.royalty.tier"].create(
            {"agreement_id": agreement.id, "rate": 5}
        )
        with self.assertRaisesRegex(UserError, "commons"):
            agreement.action_send()

    def test_a_work_with_royalties_becomes_no_commons_meanwhile(self):
        agreement = self.signed()
        with self.assertRaisesRegex(UserError, "end it"):
            self.book.ownership = "commons"
        agreement.action_end()
        self.book.ownership = "commons"

    # === Companies ===

    def test_another_company_sees_nothing(self):
        agreement = self.sent()
        line = self.royalties(self.invoice(3))
        self.assertFalse(line)
        for user in (self.publisher_b, self.accountant_b, self.bruno):
            found = self.env["code.social.agreement"].with_user(user).search([])
            self.assertFalse(found)
            with self.assertRaises(AccessError):
                agreement.with_user(user).read(["name"])
