"""A confidential case: its parties, its seats, and nobody else by any path."""

import contextlib
import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ...models.governance.case_cipher import key_path
from ..common import CodeSocialCommon
from ..contribution.portal_common import PortalCommon
from .test_initiative import InitiativeMixin

FACTS = "What happened on the stairs (test)"
STATEMENT = "What I did not dare to say (test)"
RULING = "What was ruled, with reasons (test)"


class CaseMixin(InitiativeMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Case = cls.env["code.social.case"]
        for user in (cls.sage, cls.rosa):
            cls.mandate(user, "role_sage")

    @classmethod
    def opened(cls, **values):
        values = {
            "facts": FACTS,
            "statement": STATEMENT,
            "other_id": cls.noe.partner_id.id,
            **values,
        }
        return cls.Case.with_user(cls.amina).open_case(values).sudo()

    def seated(self, *users):
        case = self.opened()
        for user in users or (self.sage,):
            self.Case.with_user(self.guarantor).seat(case.name, user.partner_id.id)
        return case

    def active(self):
        case = self.seated()
        case.with_user(self.sage).action_declare(False)
        return case

    def texts(self, case, user):
        parts = self.env["code.social.case.part"].with_user(user)
        return set(parts.search([("case_id", "=", case.id)])._open().values())


class TestCase(CaseMixin, CodeSocialCommon):
    def test_each_reads_their_own_part(self):
        case = self.active()
        self.assertEqual(self.texts(case, self.amina), {FACTS, STATEMENT})
        self.assertEqual(self.texts(case, self.noe), {FACTS})
        self.assertEqual(self.texts(case, self.sage), {FACTS, STATEMENT})
        readers = case.log_ids.filtered(lambda log: log.act == "read").partner_id
        self.assertEqual(readers, (self.amina | self.noe | self.sage).partner_id)

    def test_opening(self):
        token = str(uuid.uuid4())
        self.assertEqual(self.opened(token=token), self.opened(token=token))
        for values in (
            {"facts": " "},
            {"other_id": self.amina.partner_id.id},
            {"other_id": self.bruno.partner_id.id},
            {"other_id": "x"},
            {"token": "../"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.opened(**values)
        for user in (self.customer, self.employee, self.publisher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.Case.with_user(user).open_case({"facts": FACTS})
        self.assertGreaterEqual(len(self.opened().name), 20)

    def test_the_database_holds_no_text(self):
        case = self.active()
        case.with_user(self.sage).action_rule(RULING)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT p::text FROM code_social_case_part p WHERE case_id = %s", [case.id]
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), 5)
        for (row,) in rows:
            for text in (FACTS, STATEMENT, RULING):
                self.assertNotIn(text, row)
        for table in ("mail_message", "code_social_event", "mail_mail"):
            query = SQL("SELECT t::text FROM %s t", SQL.identifier(table))
            for (row,) in self.env.execute_query(query):
                for text in (FACTS, STATEMENT, RULING, case.name, case._name):
                    self.assertNotIn(text, row)

    def test_the_key_is_a_file_of_the_server_alone(self):
        self.opened()
        self.assertEqual(key_path().stat().st_mode & 0o777, 0o600)
        before = key_path().read_bytes()
        self.opened()
        self.assertEqual(key_path().read_bytes(), before)

    def test_a_text_moved_to_another_place_does_not_open(self):
        case, other = self.active(), self.opened()
        mine = case.part_ids.filtered(lambda part: part.kind == "statement")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE code_social_case_part SET cipher = %s WHERE id = %s",
            [mine.cipher, other.part_ids[0].id],
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            self.texts(other, self.amina)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_else_by_any_path(self):
        case = self.active()
        settings = self._create_user(
            "settings", "base.group_system,base.group_erp_manager"
        )
        admin = self.env.ref("base.user_admin")
        outsiders = (
            settings,
            admin,
            self.publisher,
            self.accountant,
            self.manager,
            self.guarantor,
            self.rosa,
            self.employee,
            self.customer,
            self.bruno,
            self.publisher_b,
        )
        file = self.env["ir.attachment"].create(
            {"name": "x", "raw": b"x", "res_model": case._name, "res_id": case.id}
        )
        records = (case, case.part_ids, case.seat_ids, case.log_ids)
        for user in outsiders:
            for record in records:
                mine = record.with_user(user).with_context(code_social_method=True)
                for call in (
                    lambda one=mine: one.search([]),
                    lambda one=mine: one.search_count([]),
                    lambda one=mine: one.name_search(""),
                    lambda one=mine: one.formatted_read_group([], [], ["__count"])[0][
                        "__count"
                    ],
                    lambda one=mine: one.read(),
                    lambda one=mine: one.export_data(["id"])["datas"],
                    lambda one=mine: one.write({"company_id": 1}),
                    lambda one=mine: one.unlink(),
                ):
                    self.env.invalidate_all()
                    with self.subTest(record._name, user=user.login):
                        with contextlib.suppress(AccessError):
                            self.assertFalse(call())
            with contextlib.suppress(AccessError):
                self.assertFalse(
                    self.env["ir.attachment"]
                    .with_user(user)
                    .search([("id", "=", file.id)])
                    if not user._is_system()
                    else False
                )
            with self.assertRaises(AccessError):
                case.part_ids.with_user(user)._open()
            for method, args in (
                ("action_say", ["x"]),
                ("action_declare", [False]),
                ("action_recuse", []),
                ("action_rule", ["x"]),
                ("action_close", []),
            ):
                with self.subTest(method, user=user.login):
                    with self.assertRaises(AccessError):
                        getattr(case.with_user(user), method)(*args)
            self.assertFalse(self.Case.with_user(user)._of_reference(case.name))
        with self.assertRaises(AccessError):
            case.part_ids.sudo()._open()

    def test_nothing_else_points_to_a_case(self):
        own = {name for name in self.env if name.startswith("code.social.case")}
        fields = self.env["ir.model.fields"].search([("relation", "in", list(own))])
        self.assertLessEqual(set(fields.mapped("model")), own)
        self.assertFalse(hasattr(self.Case, "message_post"))

    def test_seats_are_given_by_a_guarantor_who_reads_nothing(self):
        case = self.opened()
        self.assertIn(case.name, self.Case.with_user(self.guarantor)._to_seat())
        for user in (self.publisher, self.manager, self.amina, self.sage, self.bruno):
            self.assertFalse(self.Case.with_user(user)._to_seat())
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.Case.with_user(user).seat(case.name, self.sage.partner_id.id)
        give = self.Case.with_user(self.guarantor).seat
        for wrong in (None, "x", self.theo.partner_id.id, self.noe.partner_id.id):
            with self.subTest(wrong), self.assertRaises(UserError):
                give(case.name, wrong)
        with self.assertRaises(AccessError):
            give("not-a-reference", self.sage.partner_id.id)
        give(case.name, self.sage.partner_id.id)
        with self.assertRaises(UserError):
            give(case.name, self.sage.partner_id.id)
        own = self.Case.with_user(self.guarantor).open_case({"facts": FACTS}).sudo()
        with self.assertRaises(AccessError):
            give(own.name, self.sage.partner_id.id)

    def test_nothing_is_read_before_no_tie_is_declared(self):
        case = self.seated()
        self.assertFalse(self.texts(case, self.sage))
        mine = case.with_user(self.sage)
        with self.assertRaises(AccessError):
            mine.action_rule(RULING)
        with self.assertRaises(UserError):
            mine.action_declare("perhaps")
        mine.action_declare(False)
        self.assertEqual(case.state, "heard")
        self.assertTrue(self.texts(case, self.sage))

    def test_a_tie_withdraws_the_seat(self):
        case = self.seated(self.sage, self.rosa)
        case.with_user(self.sage).action_declare(True)
        self.env["code.social.tie"].with_user(self.rosa).declare(
            self.noe.partner_id.id, "family"
        )
        case.with_user(self.rosa).action_declare(False)
        for user in (self.sage, self.rosa):
            self.assertFalse(self.texts(case, user))
            with self.assertRaises(AccessError):
                case.with_user(user).action_rule(RULING)
        self.assertEqual(set(case.seat_ids.mapped("state")), {"tied"})

    def test_stepping_aside_closes_everything_for_ever(self):
        case = self.active()
        case.with_user(self.sage).action_recuse()
        self.assertFalse(self.texts(case, self.sage))
        self.assertFalse(self.Case.with_user(self.sage).search([]))
        with self.assertRaises(AccessError):
            case.with_user(self.sage).action_declare(False)
        with self.assertRaises(UserError):
            case.seat_ids._by_method().write({"state": "active"})
        self.assertIn(case.name, self.Case.with_user(self.guarantor)._to_seat())

    def test_who_leaves_reads_nothing_more(self):
        case = self.active()
        self.sage.partner_id._leave()
        self.assertEqual(case.seat_ids.state, "recused")
        self.assertFalse(self.Case.with_user(self.sage)._of_reference(case.name))

    def test_ruled_then_closed(self):
        case = self.active()
        mine = case.with_user(self.sage)
        with self.assertRaises(UserError):
            mine.action_close()
        with self.assertRaises(UserError):
            mine.action_rule("  ")
        mine.action_rule(RULING)
        for user in (self.amina, self.noe):
            self.assertIn(RULING, self.texts(case, user))
        with self.assertRaises(UserError):
            mine.action_rule("Another")
        mine.action_close()
        self.assertEqual(case.state, "closed")
        admin = self.env.ref("base.user_admin")
        for record in (
            case,
            case.with_user(admin).sudo(),
            case._by_method(),
            case.part_ids._by_method(),
            case.log_ids._by_method(),
        ):
            with self.assertRaises(UserError):
                record.write({"company_id": self.company_b.id})
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            case.with_user(self.amina).action_say("Too late")


@tagged("post_install", "-at_install", "code_social")
class TestCasePortal(CaseMixin, PortalCommon):
    def test_from_opening_to_closing(self):
        self.sign_in(self.amina)
        self.page("/my/cases")
        self.page("/my/cases/new")
        form = {
            "token": str(uuid.uuid4()),
            "facts": "",
            "statement": STATEMENT,
            "other_id": self.noe.partner_id.id,
        }
        text, _url = self.send("/my/cases/new", form, status=422)
        self.assertIn(STATEMENT, text)
        text, url = self.send("/my/cases/new", {**form, "facts": FACTS})
        case = self.Case.search([], limit=1)
        path = f"/my/cases/{case.name}"
        self.assertTrue(url.endswith(path))
        self.assertIn(FACTS, text)

        self.sign_in(self.guarantor)
        self.assertIn("/my/cases/seats", self.page("/my/code-social"))
        text = self.page("/my/cases/seats")
        self.assertIn(case.name, text)
        self.assertNotIn(self.noe.name, text)
        seat = {"reference": case.name, "partner_id": self.sage.partner_id.id}
        self.send("/my/cases/seat", seat)
        self.page(path, status=404)

        self.sign_in(self.sage)
        self.assertIn(path, self.page("/my/code-social"))
        self.assertNotIn(FACTS, self.page(path))
        text, _url = self.send(f"{path}/declare", {"tie": "no"})
        self.assertIn(STATEMENT, text)
        self.send(f"{path}/rule", {"text": RULING})
        self.send(f"{path}/close")

        self.sign_in(self.noe)
        text = self.page(path)
        self.assertIn(RULING, text)
        self.assertNotIn(STATEMENT, text)

    def test_absent_and_forbidden_are_the_same_page(self):
        case = self.active()
        self.sign_in(self.theo)
        pages = {
            self.same_but_for_tokens(self.page(url, status=404))
            for url in (
                f"/my/cases/{case.name}",
                "/my/cases/AAAAAAAAAAAAAAAAAAAAAA",
                "/my/cases/seats",
            )
        }
        self.assertEqual(len(pages), 1)
        for verb in ("say", "rule", "declare", "recuse", "close"):
            self.send(f"/my/cases/{case.name}/{verb}", {"text": "x"}, status=404)
