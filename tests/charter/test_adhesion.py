import base64
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.charter.signature import is_blank
from ...tools.chain import link
from ...tools.charter_export import verify_export
from ..common import CodeSocialCommon
from .signature_common import BLANK, DRAWN, PDF, image
from .test_charter import CharterMixin

PRINTED = b"%PDF-1.4 printed once"
ENGINE = "odoo.addons.base.models.ir_actions_report.IrActionsReport"


class AdhesionMixin(CharterMixin):
    """A version in force, and people who sign it."""

    def signed(self, user, version=None, **values):
        """Sign as this user; return the adhesion in the environment of the test."""
        version = (version or self.draft).with_user(user)
        values = {"name": user.name, "signature": DRAWN, **values}
        adhesion = version.sign(content_hash=version.sudo().content_hash, **values)
        return adhesion.with_env(self.env)

    def printing(self, raw=PRINTED):
        """Let the PDF engine give these bytes."""
        return patch(f"{ENGINE}._render_qweb_pdf", return_value=(raw, "pdf"))

    def without_engine(self):
        return patch(f"{ENGINE}.get_wkhtmltopdf_state", return_value="install")


@tagged("post_install", "-at_install", "code_social")
class TestSignature(AdhesionMixin, CodeSocialCommon):
    def test_what_is_blank_and_what_is_drawn(self):
        white = (255, 255, 255)
        for drawn, blank in (
            (DRAWN, False),
            (image(paper=white, kind="JPEG"), False),
            (image(ink=(113, 75, 103)), False),
            (BLANK, True),
            (image(paper=white, ink=None), True),
            (image(paper=(0, 0, 0), ink=None, kind="JPEG"), True),
            (image(ink="white"), True),
            (image(size=(1, 1), ink=None), True),
            # Cut short before its first line.
            (DRAWN[:80], True),
        ):
            with self.subTest(drawn=drawn[:40]):
                self.assertEqual(is_blank(base64.b64decode(drawn)), blank)
        for raw in (b"", b"hello", b"GIF89a" + b"0" * 90, b"<svg/>"):
            with self.subTest(raw=raw[:10]), self.assertRaises(ValueError):
                is_blank(raw)
        with self.assertRaises(ValueError):
            is_blank(base64.b64decode(image(size=(5000, 10))))

    def test_a_frame_without_a_stroke_signs_nothing(self):
        self.adopt()
        for signature, sentence in (
            ("", "frame is empty"),
            (BLANK, "frame is empty"),
            ("data:image/png;base64," + BLANK, "frame is empty"),
            (image(paper=(255, 255, 255), ink=None), "frame is empty"),
            ("***", "cannot be read"),
            ("aGVsbG8=", "cannot be read"),
            (7, "cannot be read"),
            (base64.b64encode(b"0" * (1024 * 1024 + 1)).decode(), "too large"),
        ):
            with (
                self.subTest(signature=str(signature)[:30]),
                self.assertRaisesRegex(UserError, sentence),
                self.cr.savepoint(),
            ):
                self.signed(self.amina, signature=signature)
        self.assertFalse(self.env["code.social.adhesion"].search([]))
        adhesion = self.signed(self.amina, signature="data:image/png;base64," + DRAWN)
        self.assertEqual(adhesion._proof_state("signature"), "kept")

    def test_only_the_text_one_has_read_is_signed(self):
        self.adopt()
        me = self.draft.with_user(self.amina)
        for other in ("", "0" * 64):
            with self.assertRaisesRegex(UserError, "no longer the one you were"):
                me.sign("Amina", DRAWN, other)
        article = self.draft.article_ids[0]
        self.env.cr.execute(
            "UPDATE code_social_charter_article SET body = 'Forged' WHERE id = %s",
            [article.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "not the one that was adopted"):
            self.signed(self.amina)
        self.assertFalse(self.env["code.social.adhesion"].search([]))

    def test_what_is_not_in_force_is_not_signed(self):
        for state in ("draft", "consultation"):
            self.assertEqual(self.draft.state, state)
            with self.subTest(state=state), self.assertRaises(AccessError):
                self.draft.with_user(self.amina).sign("Amina", DRAWN)
            if state == "draft":
                self.draft.with_user(self.guarantor).action_consult()
        self.draft.with_user(self.guarantor).action_adopt()
        self.draft.with_user(self.second).action_adopt()
        self.adopt(self.next_version())
        with self.assertRaises(AccessError):
            self.draft.with_user(self.amina).sign("Amina", DRAWN)
        self.assertFalse(self.env["code.social.adhesion"].search([]))

    def test_only_what_changed_is_asked_again(self):
        self.adopt()
        self.signed(self.amina)
        draft = self.next_version()
        changed, same = draft.article_ids[0], draft.article_ids[1]
        changed.with_user(self.guarantor).write({"body": "<p>Softer words</p>"})
        self.adopt(draft)
        page = draft.with_user(self.amina)._sign_page()
        self.assertEqual(page["changes"]["since"], 1)
        self.assertEqual(
            [row["article"].id for row in page["changes"]["rows"]], [changed.id]
        )
        headings = [one["heading"] for one in page["others"]]
        self.assertIn(same._heading(), headings)
        self.assertNotIn(changed._heading(), headings)
        self.assertFalse(page["adhesion"])
        self.assertEqual([one["state"] for one in page["earlier"]], ["outdated"])
        first = draft.with_user(self.noe)._sign_page()
        self.assertFalse(first["changes"]["rows"])
        self.assertEqual(len(first["others"]), len(draft.article_ids))


@tagged("post_install", "-at_install", "code_social")
class TestProof(AdhesionMixin, CodeSocialCommon):
    def setUp(self):
        super().setUp()
        self.adopt()
        self.mine = self.signed(self.amina)

    def altered(self):
        return self.charter.with_user(self.guarantor).verify_adhesions()

    def test_a_proof_outlives_what_it_is_about(self):
        self.assertEqual(self.mine.with_user(self.amina).verify(), "kept")
        with self.printing():
            file = self.mine.with_user(self.amina)._certificate()
        self.assertEqual(self.mine.with_user(self.amina).verify(), "kept")
        self.mine.with_user(self.publisher).action_erase("She asked")
        self.assertFalse(file.exists())
        for name in ("signed_name", "signature", "certificate_id", "paper_id"):
            self.assertFalse(self.mine[name])
        for name in ("signed_name_salt", "signature_salt", "certificate_salt"):
            self.assertFalse(self.mine[name])
        self.assertTrue(self.mine.erased)
        self.assertEqual(self.mine.with_user(self.publisher).verify(), "erased")
        self.assertEqual(self.mine.state, "valid")
        self.assertFalse(self.altered())
        self.assertTrue(self.mine.with_user(self.publisher).action_erase())
        with self.assertRaisesRegex(UserError, "no certificate any more"):
            self.mine.with_user(self.amina)._certificate()

    def test_what_is_altered_below_everything_is_named(self):
        other = self.signed(self.noe)
        for sql in (
            "UPDATE code_social_adhesion SET signed_on = '2020-01-01' WHERE id = %s",
            "UPDATE code_social_adhesion SET signed_name = 'Forged' WHERE id = %s",
            "UPDATE code_social_adhesion SET text_hash = repeat('0', 64) WHERE id = %s",
            "UPDATE code_social_adhesion SET hash = repeat('0', 64) WHERE id = %s",
            "UPDATE code_social_adhesion SET signature = NULL WHERE id = %s",
        ):
            with self.subTest(sql=sql), self.cr.savepoint() as point:
                self.env.cr.execute(sql, [other.id])
                self.env.invalidate_all()
                self.assertEqual(self.altered(), other)
                self.assertEqual(other.with_user(self.noe).verify(), "broken")
                said = self.charter.with_user(self.guarantor).action_verify()
                self.assertIn(other.uid, said["params"]["message"])
                point.rollback()
            self.env.invalidate_all()
        self.assertFalse(self.altered())

    def test_a_forged_hash_and_a_deleted_row_are_named(self):
        # Whoever computes the hash anew does not reach the one in the audit log.
        self.env.cr.execute(
            "UPDATE code_social_adhesion SET signed_on = '2020-01-01' WHERE id = %s",
            [self.mine.id],
        )
        self.env.invalidate_all()
        row = self.mine
        self.env.cr.execute(
            "UPDATE code_social_adhesion SET hash = %s WHERE id = %s",
            [link(row.text_hash, row._payload()), row.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.altered(), self.mine)
        self.env.cr.execute(
            "DELETE FROM code_social_adhesion WHERE id = %s", [self.mine.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self.altered().ids, self.mine.ids)
        said = self.charter.with_user(self.guarantor).action_verify()
        self.assertIn("deleted", said["params"]["message"])
        self.assertEqual(said["params"]["type"], "danger")

    def test_who_verifies_and_who_erases(self):
        for user in (self.noe, self.customer, self.publisher_b, self.accountant):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.mine.with_user(user).verify()
                with self.assertRaises(AccessError):
                    self.mine.with_user(user).action_erase()
        with self.assertRaises(AccessError):
            self.mine.with_user(self.guarantor).action_erase()
        for user in (self.noe, self.customer, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.charter.with_user(user).verify_adhesions()
        self.assertFalse(self.mine.erased)
        self.mine.with_user(self.amina).action_erase()
        self.assertTrue(self.mine.erased)

    def test_one_who_leaves_is_erased_on_request_and_never_deleted(self):
        person = self.amina.partner_id
        article = self.mine.version_id.article_ids[:1].with_user(self.amina)
        comment = article.comment("I live near the mill").sudo()
        mandate = self.env["code.social.mandate"].create(
            {
                "partner_id": person.id,
                "role_id": self.env.ref("code_social.role_core_member").id,
            }
        )
        mandate.with_user(self.manager).action_confirm()
        mandate.with_user(self.amina).action_resign("My mother is ill")
        person.with_user(self.publisher).action_leave("Moved")
        self.assertEqual(self.mine.with_user(self.publisher).verify(), "kept")
        self.assertTrue(comment.words and mandate.end_reason)
        for call in (person.unlink, person.with_user(self.manager).sudo().unlink):
            with self.assertRaisesRegex(UserError, "archive this contact"):
                call()
        for user in (self.noe, self.accountant, self.employee):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                person.with_user(user).action_erase_personal("I want it")
        dialog = self.env["code.social.reason.wizard"].with_user(self.manager)
        dialog.create(
            {
                "res_model": "res.partner",
                "res_id": person.id,
                "method": "action_erase_personal",
                "reason": "She asked",
            }
        ).action_apply()
        self.assertEqual(self.mine.with_user(self.manager).verify(), "erased")
        self.assertFalse(comment.words or mandate.end_reason)
        self.assertTrue(comment.words_digest and mandate.end_reason_digest)
        event = self.env["code.social.event"].search(
            [("action", "=", "adhesion.erase"), ("res_id", "=", self.mine.id)]
        )
        self.assertEqual(event.reason, "She asked")
        self.assertEqual(event.actor_id, self.manager)

    def test_no_path_forges_an_adhesion(self):
        adhesions = self.env["code.social.adhesion"]
        admin = self.env.ref("base.user_admin")
        forged = {
            "partner_id": self.noe.partner_id.id,
            "version_id": self.draft.id,
            "signed_on": "2026-01-01 10:00:00",
            "state": "valid",
        }
        key = self.mine.export_data(["id"])["datas"][0][0]
        for rows in ([[key, "withdrawn"]], [["", "valid"]]):
            with self.cr.savepoint(), mute_logger("odoo.sql_db"):
                self.assertTrue(adhesions.load(["id", "state"], rows)["messages"])
        context = {"code_social_method": True, "default_state": "withdrawn"}
        for call in (
            lambda: adhesions.create(forged),
            lambda: adhesions.with_user(admin).sudo().create(forged),
            lambda: adhesions.with_context(**context).create(forged),
            lambda: adhesions.with_user(self.manager).create(forged),
            lambda: self.mine.with_context(**context).write({"state": "withdrawn"}),
            lambda: self.mine.write({"uid": "mine"}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                call()
        self.assertEqual(adhesions.search([]), self.mine)
        self.assertEqual(self.mine.state, "valid")

    def test_contacts_are_not_merged_once_one_signed(self):
        merge = self.env["base.partner.merge.automatic.wizard"]
        person = self.amina.partner_id
        double = self.env["res.partner"].create({"name": "Amina, twice"})
        for target, other in ((person, double), (double, person)):
            with (
                self.subTest(target=target.name),
                self.assertRaisesRegex(UserError, person.name.split(" ")[0]),
                self.cr.savepoint(),
            ):
                merge._merge((target | other).ids, target)
        self.assertTrue(double.exists())
        self.assertEqual(self.mine.partner_id, person)
        plain = self.env["res.partner"].create({"name": "Plain"})
        merge._merge((plain | double).ids, plain)
        self.assertFalse(double.exists())


@tagged("post_install", "-at_install", "code_social")
class TestCertificate(AdhesionMixin, CodeSocialCommon):
    def setUp(self):
        super().setUp()
        self.adopt()
        self.mine = self.signed(self.amina)

    def test_it_is_made_once_and_sealed(self):
        with self.printing() as engine:
            file = self.mine.with_user(self.amina)._certificate()
            again = self.mine.with_user(self.publisher)._certificate()
        self.assertEqual(file, again)
        self.assertEqual(engine.call_count, 1)
        self.assertEqual(file.raw, PRINTED)
        self.assertTrue(file.sealed_sha256)
        self.assertEqual(self.mine._proof_state("certificate_id"), "kept")

    def test_nobody_rewrites_deletes_or_replaces_it(self):
        with self.printing():
            file = self.mine.with_user(self.amina)._certificate()
        admin = self.env.ref("base.user_admin")
        other = self.env["ir.attachment"].create({"name": "Other", "raw": b"%PDF-1.4"})
        load = self.env["ir.attachment"].load(
            [".id", "datas"], [[str(file.id), base64.b64encode(b"x").decode()]]
        )
        self.assertTrue(load["messages"])
        for call in (
            file.unlink,
            file.with_user(admin).unlink,
            lambda: file.write({"raw": b"%PDF-1.4 forged"}),
            lambda: file.with_user(admin).write({"datas": base64.b64encode(b"x")}),
            lambda: file.write({"res_id": 0}),
            lambda: file.write({"sealed_sha256": False}),
            lambda: file.with_context(code_social_erasing=True).unlink(),
            lambda: file.with_context(code_social_method=True).unlink(),
            lambda: self.mine.write({"certificate_id": other.id}),
            lambda: self.mine.with_user(admin).sudo().write({"certificate_id": False}),
            self.mine.unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                call()
        self.assertEqual(file.exists().raw, PRINTED)
        self.assertEqual(self.mine.certificate_id, file)

    def test_a_file_changed_on_the_disk_is_seen(self):
        with self.printing():
            file = self.mine.with_user(self.amina)._certificate()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            [b"%PDF-1.4 forged", file.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.mine.with_user(self.amina).verify(), "broken")

    def test_without_an_engine_one_signs_all_the_same(self):
        with self.without_engine():
            adhesion = self.signed(self.noe)
            with self.assertRaisesRegex(UserError, "No PDF can be made"):
                adhesion.with_user(self.noe)._certificate()
        self.assertEqual(adhesion.state, "valid")
        self.assertFalse(adhesion.certificate_id)

    def test_what_was_altered_or_is_no_pdf_is_not_certified(self):
        with self.printing(b"<html/>"), self.assertRaisesRegex(UserError, "printed"):
            self.mine.with_user(self.amina)._certificate()
        self.env.cr.execute(
            "UPDATE code_social_adhesion SET signed_on = '2020-01-01' WHERE id = %s",
            [self.mine.id],
        )
        self.env.invalidate_all()
        with self.printing(), self.assertRaisesRegex(UserError, "tell a guarantor"):
            self.mine.with_user(self.amina)._certificate()
        self.assertFalse(self.mine.certificate_id)

    def test_what_it_says(self):
        said = self.mine.with_user(self.amina)._printed()
        self.assertEqual(said["name"], self.amina.name)
        self.assertEqual(said["text_hash"], self.draft.content_hash)
        self.assertTrue(said["url"].endswith(f"/charter/verify/{self.mine.uid}"))
        html = self.env["ir.actions.report"]._render_qweb_html(
            "code_social.report_adhesion", self.mine.ids
        )[0]
        for part in (said["name"], said["uid"], said["hash"], "data:image/png;base64"):
            self.assertIn(part, html.decode())
        with self.assertRaises(AccessError):
            self.mine.with_user(self.noe)._certificate()

    def test_a_real_pdf(self):
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() in (
            "install",
            "broken",
        ):
            self.skipTest("no wkhtmltopdf here")
        with self.allow_pdf_render():
            forced = self.mine.with_user(self.amina).with_context(
                force_report_rendering=True
            )
            self.assertTrue(forced._certificate().raw.startswith(b"%PDF"))


@tagged("post_install", "-at_install", "code_social")
class TestPaper(AdhesionMixin, CodeSocialCommon):
    def enter(self, user, **values):
        values = {
            "partner_id": self.noe.partner_id.id,
            "name": "Noe on paper",
            "day": self.today,
            "scan": PDF,
            **values,
        }
        return self.draft.with_user(user).action_sign_on_paper(**values)

    def test_it_is_entered_told_and_withdrawn(self):
        with self.assertRaises(AccessError):
            self.enter(self.guarantor)
        self.adopt()
        for user in (self.amina, self.manager, self.accountant, self.publisher_b):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.enter(user)
        adhesion = self.enter(self.guarantor).with_env(self.env)
        self.assertEqual(adhesion.partner_id, self.noe.partner_id)
        self.assertEqual(adhesion.entered_by_id, self.guarantor)
        self.assertEqual(adhesion.paper_id.raw, base64.b64decode(PDF))
        self.assertTrue(adhesion.paper_id.sealed_sha256)
        self.assertEqual(adhesion.with_user(self.noe).verify(), "kept")
        told = self.told(self.draft, self.noe)
        self.assertIn("Guarantor", told[:1].body)
        self.assertEqual(self.enter(self.publisher), adhesion)
        self.assertEqual(self.noe.partner_id._eligible("vote"), self.noe.partner_id)
        with self.assertRaises(UserError):
            adhesion.paper_id.unlink()
        file = adhesion.paper_id
        adhesion.with_user(self.noe).action_withdraw()
        adhesion.with_user(self.noe).action_erase()
        self.assertFalse(file.exists())
        self.assertEqual(adhesion.with_user(self.noe).verify(), "erased")

    def test_what_is_wrong_is_said_and_nothing_is_kept(self):
        self.adopt()
        for values, sentence in (
            ({"partner_id": self.customer.partner_id.id}, "Choose a member"),
            ({"partner_id": self.bruno.partner_id.id}, "Choose a member"),
            ({"partner_id": 99999999}, "Choose a member"),
            ({"partner_id": "x"}, "Choose a member"),
            ({"partner_id": self.guarantor.partner_id.id}, "Your own signature"),
            ({"name": "  "}, "Write your name"),
            ({"day": self.today + timedelta(days=1)}, "day of the signature"),
            ({"day": self.today - timedelta(days=1)}, "day of the signature"),
            ({"day": "soon"}, "day of the signature"),
            ({"day": None}, "day of the signature"),
            ({"scan": ""}, "Join the signed page"),
            ({"scan": "***"}, "Join the signed page"),
            ({"scan": base64.b64encode(b"MZ program").decode()}, "Join the signed"),
            (
                {"scan": base64.b64encode(b"%PDF-1.4" + b"0" * 10**7 * 2).decode()},
                "larger than 10 MB",
            ),
        ):
            with (
                self.subTest(values=str(values)[:60]),
                self.assertRaisesRegex(UserError, sentence),
                self.cr.savepoint(),
            ):
                self.enter(self.guarantor, **values)
        self.assertFalse(self.env["code.social.adhesion"].search([]))

    def test_the_dialog_of_the_back_office(self):
        self.adopt()
        dialogs = self.env["code.social.adhesion.paper"].with_user(self.publisher)
        with self.assertRaisesRegex(UserError, "Open the version"):
            dialogs.create({}).action_apply()
        dialog = dialogs.with_context(default_version_id=self.draft.id).create(
            {
                "partner_id": self.noe.partner_id.id,
                "name": "Noe on paper",
                "scan": PDF,
            }
        )
        action = dialog.action_apply()
        adhesion = self.env["code.social.adhesion"].browse(action["res_id"])
        self.assertEqual(adhesion.entered_by_id, self.publisher)


@tagged("post_install", "-at_install", "code_social")
class TestExport(AdhesionMixin, CodeSocialCommon):
    def history(self):
        """Carry the charter to a second version which an amendment made."""
        self.adopt()
        self.signed(self.amina)
        amendment = self.propose(self.amina)
        amendment.with_user(self.guarantor).action_retain("With joy")
        self.adopt(self.next_version())
        self.signed(self.noe, self.charter.current_version_id)
        return amendment.sudo()

    def test_it_verifies_without_the_database(self):
        amendment = self.history()
        data = self.charter.with_user(self.noe)._export()
        self.assertEqual(verify_export(data), [])
        self.assertEqual([one["number"] for one in data["versions"]], [1, 2])
        self.assertEqual(data["versions"][0]["adhesions"], {"outdated": 1})
        self.assertEqual(data["versions"][1]["adhesions"], {"valid": 1})
        (told,) = data["amendments"]
        self.assertEqual(told["uid"], amendment.uid)
        self.assertEqual(told["answer"], "With joy")
        self.assertEqual(told["version"], 2)
        head = self.charter.current_version_id.content_hash
        self.assertEqual(verify_export(data, head), [])
        text = str(data)
        for user in (self.amina, self.noe, self.guarantor, self.second):
            self.assertNotIn(user.name, text)
            self.assertNotIn(user.partner_id.member_uid, text)
        data["versions"][0]["text"]["articles"][0]["body"] = "Forged"
        self.assertIn("version 1", verify_export(data)[0])

    def test_drafts_and_strangers(self):
        self.history()
        self.next_version()
        data = self.charter.with_user(self.noe)._export()
        self.assertEqual(len(data["versions"]), 2)
        for user in (self.customer, self.employee, self.bruno):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.charter.with_user(user)._export()
        with self.assertRaises(AccessError):
            self.charter.with_user(self.bruno).action_export()

    def test_the_print_of_a_version(self):
        self.history()
        version = self.charter.current_version_id
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("code_social.report_charter_version", version.ids)[0]
            .decode()
        )
        for part in (
            version.content_hash,
            self.draft.content_hash,
            version.article_ids[0].title,
            "With joy",
        ):
            self.assertIn(part, html)


@tagged("post_install", "-at_install", "code_social")
class TestSignatories(AdhesionMixin, CodeSocialCommon):
    def find(self, user, value, operator="="):
        partners = self.env["res.partner"].with_user(user)
        return partners.search(
            [("joined_on", "!=", False), ("charter_signed", operator, value)]
        )

    def test_who_has_not_signed_is_found(self):
        self.adopt()
        self.signed(self.amina)
        me, other = self.amina.partner_id, self.noe.partner_id
        for user in (self.publisher, self.manager):
            self.assertIn(me, self.find(user, True))
            self.assertNotIn(other, self.find(user, True))
            self.assertIn(other, self.find(user, False))
            self.assertNotIn(me, self.find(user, True, "!="))
        self.assertTrue(me.with_user(self.publisher).charter_signed)
        self.assertFalse(other.with_user(self.publisher).charter_signed)
        for user in (self.employee, self.accountant, self.amina):
            partners = self.env["res.partner"].with_user(user)
            for value in (True, False):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    partners.search([("charter_signed", "=", value)])
        self.adopt(self.next_version())
        self.assertNotIn(me, self.find(self.publisher, True))

    def many(self, version, count):
        """Have as many more people sign, below everything: only to count queries."""
        self.env.cr.execute(
            """
            WITH people AS (
                INSERT INTO res_partner (name, complete_name, active, type, lang,
                    joined_on, community_level, company_id, autopost_bills)
                SELECT 'P' || n, 'P' || n, true, 'contact', 'en_US', now()::date,
                    'sympathiser', %(company)s, 'ask'
                FROM generate_series(1, %(count)s) n RETURNING id
            )
            INSERT INTO code_social_adhesion (uid, partner_id, version_id, company_id,
                signed_on, state, signed_name)
            SELECT gen_random_uuid()::text, id, %(version)s, %(company)s, now(),
                'valid', 'P' FROM people
            """,
            {
                "count": count,
                "version": version.id,
                "company": version.company_id.id,
            },
        )
        self.env.invalidate_all()

    def queries(self, call):
        call()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        call()
        return self.cr.sql_log_count - before

    def test_a_hundred_and_a_thousand_cost_the_same(self):
        version = self.adopt()
        adhesions = self.env["code.social.adhesion"].with_user(self.publisher)
        specification = {
            "partner_id": {"fields": {"display_name": {}}},
            "version_id": {"fields": {"display_name": {}}},
            "signed_on": {},
            "state": {},
            "display_name": {},
        }

        def rows():
            adhesions.web_search_read([], specification, limit=2000)

        def page():
            version.with_user(self.amina)._sign_page()

        def missing():
            self.find(self.publisher, False)

        calls = (rows, page, missing)
        self.many(version, 100)
        at_hundred = [self.queries(call) for call in calls]
        self.many(version, 900)
        self.assertEqual(adhesions.search_count([]), 1000)
        self.assertEqual([self.queries(call) for call in calls], at_hundred)
