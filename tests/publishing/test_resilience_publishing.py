"""Works and agreements that name somebody who leaves: counted, no more."""

from ..common import CodeSocialCommon
from ..community.resilience_common import ResilienceMixin
from .publishing_common import PublishingMixin


class TestResiliencePublishing(ResilienceMixin, PublishingMixin, CodeSocialCommon):
    def test_works_of_a_single_author(self):
        people = self.amina.partner_id | self.noe.partner_id
        self.work("Songs (test)", work_author_ids=people)
        handed = self.left(self.amina, "hand_over")
        self.assertIn("Works of a single author · 1", handed)
        self.assertFalse(self.left(self.noe, "hand_over"))

    def test_agreements_are_counted_and_not_named(self):
        agreement = self.agreement()
        handed = self.left(self.amina, "hand_over")
        self.assertNotIn("Agreements signed · 1", handed)
        agreement._by_method().write({"state": "signed"})
        items = self.seen().simulate(self.amina.partner_id.id)["hand_over"]
        (item,) = [one for one in items if one["kind"] == "agreement"]
        self.assertEqual(item["label"], "Agreements signed · 1")
        self.assertNotIn(agreement.name, str(items))
