"""A person's own data: what they signed, and nothing of the others."""

from ..common import CodeSocialCommon
from .test_charter import CharterMixin


class TestOwnDataCharter(CharterMixin, CodeSocialCommon):
    def test_signatures_and_amendments(self):
        self.adopt()
        self.draft.with_user(self.amina).sign("Amina B.")
        self.draft.with_user(self.noe).sign("Noe C.")
        amina = self.amina.partner_id.with_user(self.amina)
        data = amina.own_data()
        self.assertEqual(
            [row["signed_name"] for row in data["charter_signatures"]], ["Amina B."]
        )
        amendment = self.propose(self.amina)
        self.assertEqual(
            [row["title"] for row in amina.own_data()["amendments"]],
            [amendment.sudo().title],
        )
        noe = self.noe.partner_id.with_user(self.noe)
        self.assertFalse(noe.own_data()["amendments"])
