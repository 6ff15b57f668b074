"""What the charter loses with a person."""

from ..common import CodeSocialCommon
from ..community.resilience_common import ResilienceMixin


class TestResilienceCharter(ResilienceMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guarantor_role = cls.env.ref("code_social.role_guarantor")

    def test_adopting_takes_two_guarantors(self):
        # `guarantor` has the group; two more take a seat, then one goes.
        self.seat(self.amina, self.guarantor_role)
        self.assertEqual(
            self.left(self.amina, "stops")["Adopting the #CodeSocial"],
            "A version takes two guarantors; 1 would be left.",
        )
        self.seat(self.noe, self.guarantor_role)
        self.assertNotIn("Adopting the #CodeSocial", self.left(self.amina, "stops"))
        # Who is no guarantor takes nothing of it away.
        self.assertNotIn("Adopting the #CodeSocial", self.left(self.rosa, "stops"))

    def _version(self, state):
        charter = self.env["code.social.charter"].create({"name": "Charter (test)"})
        version = self.env["code.social.charter.version"].create(
            {"charter_id": charter.id}
        )
        self.env["code.social.charter.article"].create(
            [
                {
                    "version_id": version.id,
                    "title": f"Article {number} (test)",
                    "body": "<p>Said</p>",
                    "owner_role_id": self.env.ref("code_social.role_mediator").id,
                }
                for number in (1, 2)
            ]
        )
        version._by_method().write(
            {"state": state, "first_guarantor_id": self.amina.id}
        )
        return version

    def test_articles_of_a_role_which_nobody_else_holds(self):
        mediator = self.env.ref("code_social.role_mediator")
        self._version("adopted")
        self.seat(self.amina, mediator)
        handed = self.left(self.amina, "hand_over")
        self.assertEqual(
            handed["Articles of the #CodeSocial: 2"], "Looked after by “Mediator”."
        )
        self.seat(self.noe, mediator)
        handed = self.left(self.amina, "hand_over")
        self.assertFalse([label for label in handed if "Articles" in label])

    def test_a_first_confirmation_lapses(self):
        version = self._version("consultation")
        self.assertIn(version.display_name, self.left(self.amina, "hand_over"))
        self.assertNotIn(version.display_name, self.left(self.noe, "hand_over"))
