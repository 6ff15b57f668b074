"""An aid that is thanked is a contribution of the person who helped."""

from ..common import CodeSocialCommon


class TestAidThanks(CodeSocialCommon):
    def thanked(self, kind="need", leaves=False):
        aid = self.env["code.social.aid"].with_user(self.amina)
        aid = aid.ask({"kind": kind, "name": "A ladder for the pears"})
        aid.with_user(self.noe).action_match()
        aid.action_accept()
        if leaves:
            self.noe.partner_id._leave()
        helped = self.amina if kind == "need" else self.noe
        aid.with_user(helped).action_thank("The pears are in")
        return aid.sudo()

    def test_of_the_helper_for_the_helped(self):
        for kind, helper, helped in (
            ("need", self.noe, self.amina),
            ("offer", self.amina, self.noe),
        ):
            with self.subTest(kind):
                noted = self.thanked(kind).contribution_id
                self.assertEqual(noted.partner_ids, helper.partner_id)
                self.assertEqual(noted.beneficiary_ids, helped.partner_id)
                self.assertEqual(noted.acknowledged_by_id, helped.partner_id)
                self.assertEqual(noted.state, "acknowledged")
                self.assertEqual(noted.thanks, "The pears are in")
                self.assertEqual(noted.nature_id.code, "relation")
                self.assertEqual(noted.quantity, 0)
        self.assertEqual(self.noe.partner_id.community_level, "contributor")

    def test_nothing_is_noted_for_one_who_left(self):
        aid = self.thanked(leaves=True)
        self.assertEqual(aid.state, "thanked")
        self.assertFalse(aid.contribution_id)
