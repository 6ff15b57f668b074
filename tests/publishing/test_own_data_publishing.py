"""A person's own data: what was communicated, never a draft, never another's."""

import json

from odoo.tests import TransactionCase, tagged

from .publishing_common import PublishingMixin


@tagged("post_install", "-at_install", "code_social")
class TestOwnDataPublishing(PublishingMixin, TransactionCase):
    def data(self, user):
        return user.partner_id.with_user(user).own_data()

    def test_agreements_statements_and_royalties(self):
        draft = self.agreement(name="CT/2026/0099 (test)")
        agreement = self.signed()
        self.invoice(100, "2026-03-10")
        statement = self.communicated(agreement)
        data = self.data(self.amina)
        self.assertEqual([row["name"] for row in data["agreements"]], [agreement.name])
        self.assertNotIn(draft.name, json.dumps(data))
        [told] = data["statements"]
        self.assertEqual(told["amount_due"], statement.amount_due)
        self.assertEqual(len(data["royalties"]), 1)
        other = self.data(self.noe)
        for section in ("agreements", "statements", "royalties"):
            self.assertFalse(other[section])
