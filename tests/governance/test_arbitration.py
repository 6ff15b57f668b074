"""An arbitration: free seats, a hearing, a reasoned ruling that nobody changes."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from ..contribution.portal_common import PortalCommon
from .test_tension import TensionMixin


class ArbitrationMixin(TensionMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Arbitration = cls.env["code.social.arbitration"]
        for user in (cls.sage, cls.rosa, cls.guarantor):
            cls.mandate(user, "role_sage")

    @classmethod
    def put(cls, user=None, **values):
        values = {"name": "The barn", "question": "Who keeps the keys?", **values}
        return cls.Arbitration.with_user(user or cls.publisher).action_put(values)

    def seat(self, arbitration, user):
        return arbitration.sudo().seat_ids.filtered(
            lambda seat: seat.partner_id == user.partner_id
        )

    def ruled(self):
        arbitration = self.put()
        arbitration.with_user(self.sage).action_hear("Both were heard")
        arbitration.with_user(self.sage).action_rule("A box", "All may open it")
        arbitration.with_user(self.rosa).action_agree()
        self.assertEqual(arbitration.state, "ruled")
        return arbitration


class TestArbitration(ArbitrationMixin, CodeSocialCommon):
    def test_seats_come_from_running_mandates(self):
        self.assertEqual(
            self.put().sudo().seat_ids.partner_id,
            (self.sage | self.rosa | self.guarantor).partner_id,
        )
        self.assertEqual(
            self.put(body="president").sudo().seat_ids.partner_id,
            self.president.partner_id,
        )
        self.assertEqual(len(self.put(body="both").sudo().seat_ids), 4)

    def test_who_puts_a_question(self):
        for user in (self.amina, self.customer, self.employee, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.put(user)
        self.assertTrue(self.put(self.sage))
        for values in ({"name": ""}, {"question": " "}, {"body": "crowd"}):
            with self.subTest(values), self.assertRaises(UserError):
                self.put(**values)
        with self.assertRaises(UserError):
            self.put(body="president", concerned_ids=self.president.partner_id.ids)

    def test_recused_at_once_when_tied_or_concerned(self):
        self.env["code.social.tie"].with_user(self.sage).declare(
            self.amina.partner_id.id, "family"
        )
        tension = self.raised(self.rosa)
        arbitration = self.put(
            tension_id=tension.id, concerned_ids=self.amina.partner_id.ids
        )
        for user in (self.sage, self.rosa):
            self.assertTrue(self.seat(arbitration, user).recused)
            mine = arbitration.with_user(user)
            for call in (
                lambda one=mine: one.action_hear("Heard"),
                lambda one=mine: one.action_rule("Mine", "Because"),
                lambda one=mine: one.action_agree(),
                lambda one=mine: one.action_recuse("Again"),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    call()
        self.assertTrue(self.seat(arbitration, self.sage).tied)
        mine = arbitration.with_user(self.guarantor)
        mine.action_hear("Heard")
        # The only seat left is more than half of the seats left.
        mine.action_rule("A box", "All may open it")
        self.assertEqual(arbitration.state, "ruled")

    def test_ruling_takes_a_hearing_reasons_and_more_than_half(self):
        arbitration = self.put()
        mine = arbitration.with_user(self.sage)
        with self.assertRaises(UserError):
            mine.action_rule("A box", "Because")
        with self.assertRaises(UserError):
            mine.action_hear("")
        mine.action_hear("Both were heard")
        with self.assertRaises(UserError):
            mine.action_agree()
        for ruling, reasons in (("A box", ""), ("", "Because"), (None, None)):
            with self.assertRaises(UserError):
                mine.action_rule(ruling, reasons)
        self.assertFalse(arbitration.version)
        mine.action_rule("A box", "All may open it")
        self.assertEqual(arbitration.state, "heard")
        for user in (self.amina, self.publisher, self.manager, self.president):
            with self.subTest(user.login), self.assertRaises(AccessError):
                arbitration.with_user(user).action_agree()
        mine.action_agree()
        self.assertEqual(arbitration.state, "heard")
        arbitration.with_user(self.guarantor).action_rule("A list", "It is simpler")
        self.assertFalse(self.seat(arbitration, self.sage).agreed)
        with self.assertRaises(UserError):
            arbitration.with_user(self.rosa).action_agree(1)
        arbitration.with_user(self.rosa).action_agree(2)
        self.assertEqual(arbitration.state, "ruled")
        self.assertEqual(arbitration.ruling, "A list")

    def test_stepping_aside(self):
        arbitration = self.put()
        mine = arbitration.with_user(self.sage)
        with self.assertRaises(UserError):
            mine.action_recuse("")
        mine.action_recuse("I use the barn")
        with self.assertRaises(AccessError):
            mine.action_hear("Heard")
        with self.assertRaises(AccessError):
            arbitration.with_user(self.amina).action_recuse("Me too")

    def test_a_sage_whose_mandate_ended_no_longer_rules(self):
        arbitration = self.put()
        held = self.seat(arbitration, self.sage).mandate_id
        held.with_user(self.manager).action_revoke("Moved away")
        with self.assertRaises(AccessError):
            arbitration.with_user(self.sage).action_hear("Heard")

    def test_who_leaves_gives_the_seat_back(self):
        arbitration = self.put()
        self.sage.partner_id._leave()
        self.assertTrue(self.seat(arbitration, self.sage).recused)

    def test_ruled_is_sealed_on_every_path(self):
        arbitration = self.ruled()
        admin = self.env.ref("base.user_admin")
        file = self.filed(arbitration)
        for record in (
            arbitration.sudo(),
            arbitration.with_user(admin).sudo(),
            arbitration._by_method(),
        ):
            for values in ({"ruling": "Other"}, {"reasons": "x"}, {"dissent": "x"}):
                with self.subTest(values), self.assertRaises(UserError):
                    record.write(values)
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            arbitration.seat_ids._by_method().write({"agreed": False})
        with self.assertRaises(UserError):
            file.write({"raw": b"x"})
        done = (
            self.Arbitration.with_user(admin)
            .sudo()
            .load([".id", "ruling"], [[str(arbitration.id), "Other"]])
        )
        self.assertFalse(done["ids"])
        self.assertEqual(arbitration.ruling, "A box")

    def test_carried_out(self):
        arbitration = self.ruled()
        for user in (self.amina, self.manager, self.publisher_b):
            with self.subTest(user.login), self.assertRaises(AccessError):
                arbitration.with_user(user).action_executed()
        mine = arbitration.with_user(self.publisher)
        for text, owner, due in (
            ("", None, None),
            ("Buy a box", "x", None),
            ("Buy a box", None, "tomorrow"),
        ):
            with self.assertRaises(UserError):
                mine.action_execution(text, owner, due)
        mine.action_execution("Buy a box", self.amina.partner_id.id, self.today)
        self.assertEqual(arbitration.execution_owner_id, self.amina.partner_id)
        arbitration.with_user(self.amina).action_executed()
        self.assertEqual(arbitration.state, "executed")
        self.assertEqual(arbitration.ruling, "A box")
        with self.assertRaises(UserError):
            mine.action_execution("Again")

    def test_a_tension_closed_by_arbitration(self):
        tension = self.raised(self.amina)
        tension.with_user(self.publisher).action_hear("Heard")
        self.put(tension_id=tension.id)
        tension.with_user(self.publisher).action_close("arbitration", "It was put")
        self.assertEqual(tension.outcome, "arbitration")


@tagged("post_install", "-at_install", "code_social")
class TestArbitrationPortal(ArbitrationMixin, PortalCommon):
    def test_put_heard_ruled_agreed(self):
        self.sign_in(self.sage)
        form = {"name": "The barn", "question": "Who keeps the keys?", "body": "sages"}
        self.page("/my/arbitrations/new")
        self.send("/my/arbitrations/new", form)
        arbitration = self.Arbitration.search([("name", "=", "The barn")])
        path = f"/my/arbitrations/{arbitration.id}"
        self.send(f"{path}/hear", {"summary": "Both were heard"})
        text, _url = self.send(
            f"{path}/rule", {"ruling": "A box", "reasons": ""}, status=422
        )
        self.assertIn("A box", text)
        self.send(f"{path}/rule", {"ruling": "A box", "reasons": "All may open it"})
        self.sign_in(self.rosa)
        self.assertIn(path, self.page("/my/code-social"))
        self.send(f"{path}/agree", {"version": "1"})
        self.assertEqual(arbitration.state, "ruled")
        self.assertNotIn(path, self.page("/my/code-social"))
        self.sign_in(self.amina)
        self.assertIn("All may open it", self.page(path))
        self.send(f"{path}/executed", status=404)
        self.sign_in(self.bruno)
        self.page(path, status=404)
