"""The files of a sealed record can be neither changed, moved nor deleted."""

import base64
import hashlib

from odoo.exceptions import UserError

from ..common import CodeSocialCommon


class TestSealedFiles(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mandate = cls.env["code.social.mandate"].create(
            {
                "partner_id": cls.amina.partner_id.id,
                "role_id": cls.env.ref("code_social.role_core_member").id,
            }
        )
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "letter.txt",
                "raw": b"first words",
                "res_model": cls.mandate._name,
                "res_id": cls.mandate.id,
            }
        )
        cls.loose = cls.env["ir.attachment"].create(
            {"name": "loose.txt", "raw": b"other words"}
        )

    def seal(self):
        self.mandate.with_user(self.manager).action_confirm()
        self.mandate.with_user(self.amina).action_resign("tired")

    def test_free_before_sealing(self):
        self.file.raw = b"second words"
        self.assertEqual(self.file.raw, b"second words")

    def test_refused_after_sealing_on_every_path(self):
        self.seal()
        admin = self.env.ref("base.user_admin")
        for file in (self.file, self.file.sudo(), self.file.with_user(admin)):
            for values in (
                {"raw": b"x"},
                {"datas": base64.b64encode(b"x")},
                {"db_datas": b"x"},
                {"name": "other.txt"},
                {"res_id": self.mandate.id + 1},
                {"res_model": "res.partner", "res_id": admin.partner_id.id},
                {"mimetype": "text/html"},
                {"type": "url", "url": "https://example.org"},
            ):
                with self.subTest(sorted(values)), self.assertRaises(UserError):
                    file.write(values)
            with self.assertRaises(UserError):
                file.raw = b"x"
            with self.assertRaises(UserError):
                file.unlink()
        self.assertEqual(self.file.raw, b"first words")

    def test_storing_the_same_bytes_anew_is_harmless(self):
        self.seal()
        self.file.write({"raw": b"first words"})
        self.assertTrue(self.file.generate_access_token())

    def test_nothing_is_laid_over_a_field_of_a_sealed_record(self):
        self.seal()
        over = {
            "res_model": self.mandate._name,
            "res_id": self.mandate.id,
            "res_field": "end_reason",
        }
        with self.assertRaises(UserError):
            self.env["ir.attachment"].create({"name": "x", "raw": b"x", **over})
        with self.assertRaises(UserError):
            self.loose.write(over)

    def test_the_sha256_is_kept_and_checked(self):
        files = self.env["ir.attachment"]._seal_of(self.mandate)
        self.assertEqual(files, self.file)
        digest = hashlib.sha256(b"first words").hexdigest()
        self.assertEqual(self.file.sealed_sha256, digest)
        self.assertFalse(self.file._seal_broken())
        # Sealed by itself, even while its record is not.
        for values in ({"raw": b"x"}, {"sealed_sha256": False}):
            with self.assertRaises(UserError):
                self.file.write(values)
        with self.assertRaises(UserError):
            self.file.unlink()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            (b"forged", self.file.id),
        )
        self.env.invalidate_all()
        self.assertEqual(self.file._seal_broken(), self.file)

    def test_nobody_seals_by_hand(self):
        with self.assertRaises(UserError):
            self.loose.write({"sealed_sha256": "0" * 64})
        with self.assertRaises(UserError):
            self.env["ir.attachment"].create({"name": "x", "sealed_sha256": "0" * 64})

    def test_other_files_live_on(self):
        self.seal()
        self.loose.write({"raw": b"changed"})
        self.loose.unlink()
