"""A tension: raised, heard, closed with what came out of it."""

import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from ..contribution.portal_common import PortalCommon
from .test_initiative import InitiativeMixin


class TensionMixin(InitiativeMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Tension = cls.env["code.social.tension"]
        cls.president = cls.theo
        cls.mandate(cls.president, "role_founding_president")

    @classmethod
    def raised(cls, user, **values):
        values = {
            "name": "Keys of the barn",
            "description": "Nobody has them",
            **values,
        }
        return cls.Tension.with_user(user).raise_tension(values)


class TestTension(TensionMixin, CodeSocialCommon):
    def test_raised_once(self):
        token = str(uuid.uuid4())
        first = self.raised(self.amina, token=token)
        self.assertEqual(self.raised(self.amina, token=token), first)
        self.assertEqual(first.state, "open")
        for values in ({"name": " "}, {"description": ""}):
            with self.assertRaises(UserError):
                self.raised(self.amina, **values)
        for user in (self.customer, self.employee):
            with self.assertRaises(AccessError):
                self.raised(user)

    def test_heard_by_somebody_else_then_closed(self):
        tension = self.raised(self.amina)
        for user in (self.amina, self.noe, self.manager, self.publisher_b):
            with self.subTest(user.login), self.assertRaises(AccessError):
                tension.with_user(user).action_hear("Heard")
        mine = tension.with_user(self.publisher)
        with self.assertRaises(UserError):
            mine.action_hear(" ")
        with self.assertRaises(UserError):
            mine.action_close("action", "Too early")
        mine.action_hear("The keys are lost too often")
        for outcome, note in (
            ("action", ""),
            ("peace", "x"),
            ("initiative", "There is none"),
            ("harmonisation", "Not the president"),
        ):
            with self.subTest(outcome), self.assertRaises(UserError):
                mine.action_close(outcome, note)
        self.launch(self.noe, tension_id=tension.id)
        mine.action_close("initiative", "A box for the keys")
        self.assertEqual(tension.state, "closed")

    def test_only_the_president_harmonises(self):
        tension = self.raised(self.amina)
        for user in (self.publisher, self.sage, self.amina):
            with self.subTest(user.login), self.assertRaises(AccessError):
                tension.with_user(user).action_harmonise("Note", "Steps")
        mine = tension.with_user(self.president)
        for note, steps in (("", "Steps"), ("Note", "")):
            with self.assertRaises(UserError):
                mine.action_harmonise(note, steps)
        mine.action_harmonise("All want the barn open", "1. A box\n2. A list")
        self.assertEqual(tension.outcome, "harmonisation")
        own = self.raised(self.president)
        with self.assertRaises(AccessError):
            own.with_user(self.president).action_harmonise("Note", "Steps")

    def test_closed_is_sealed(self):
        tension = self.raised(self.amina)
        tension.with_user(self.president).action_harmonise("Note", "Steps")
        admin = self.env.ref("base.user_admin")
        for record in (tension.sudo(), tension.with_user(admin).sudo()):
            with self.assertRaises(UserError):
                record.write({"note": "Other"})
            with self.assertRaises(UserError):
                record._by_method().write({"note": "Other"})
            with self.assertRaises(UserError):
                record.unlink()


@tagged("post_install", "-at_install", "code_social")
class TestTensionPortal(TensionMixin, PortalCommon):
    def test_said_and_harmonised(self):
        self.sign_in(self.amina)
        self.page("/my/tensions")
        self.page("/my/tensions/new")
        form = {"token": str(uuid.uuid4()), "name": "Keys", "description": ""}
        text, _url = self.send("/my/tensions/new", form, status=422)
        self.assertIn('value="Keys"', text)
        self.send("/my/tensions/new", {**form, "description": "Lost"})
        tension = self.Tension.search([("name", "=", "Keys")])
        self.send(f"/my/tensions/{tension.id}/hear", {"words": "Me"}, status=404)
        self.page("/my/arbitrations/new", status=404)

        self.sign_in(self.president)
        path = f"/my/tensions/{tension.id}"
        self.send(f"{path}/harmonise", {"note": "All agree", "steps": ""}, status=422)
        self.send(f"{path}/harmonise", {"note": "All agree", "steps": "A box"})
        self.assertEqual(tension.state, "closed")
        self.assertIn("A box", self.page(path))
