from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CodeSocialCommon

ALL_CONTRIBUTORS_SAMPLE = [
    "blog",
    "bug",
    "code",
    "design",
    "documentation",
    "example",
    "idea",
    "infrastructure",
    "maintenance",
    "platform",
    "question",
    "review",
    "test",
    "tutorial",
    "video",
]


@tagged("post_install", "-at_install", "code_social")
class TestNature(CodeSocialCommon):
    def test_at_least_24_leaves_are_shipped_joy_among_them(self):
        leaves = self.env["code.social.nature"]._leaves()
        self.assertGreaterEqual(len(leaves), 24)
        self.assertIn(self.joy, leaves)

    def test_every_evaluated_nature_has_criteria(self):
        leaves = self.env["code.social.nature"]._leaves()
        missing = leaves.filtered(lambda n: n.evaluated and not n.criterion_ids)
        self.assertFalse(missing.mapped("code"))

    def test_the_published_kinds_have_a_leaf_each(self):
        codes = set(self.env["code.social.nature"]._leaves().mapped("code"))
        self.assertLessEqual(set(ALL_CONTRIBUTORS_SAMPLE), codes)

    def test_a_title_suggests_a_nature(self):
        first = self.Contribution.with_user(self.amina)._guess_nature
        self.assertEqual(first("Singing workshop")[:1], self.transmission)
        self.assertEqual(first("A MEAL for all")[:1], self.hospitality)

    def test_without_a_word_the_last_nature_comes_first(self):
        self.log(self.amina, nature_id=self.hospitality.id, quantity=2)
        guessed = self.Contribution.with_user(self.amina)._guess_nature("xyz")
        self.assertEqual(guessed[:1], self.hospitality)

    def test_quantities_read_as_people_say_them(self):
        label = self.transmission._format
        self.assertEqual(label(1.5), "1 h 30")
        self.assertEqual(label(2), "2 h")
        self.assertEqual(self.hospitality._format(4), "4 meals")
        self.assertEqual(self.hospitality._format(1), "1 meal")
        self.assertEqual(self.joy._format(0, 5), "5 times")
        self.assertEqual(self.joy._format(0, 1), "1 time")

    def test_members_read_and_do_not_write(self):
        nature = self.transmission.with_user(self.amina)
        self.assertTrue(nature.name)
        with self.assertRaises(AccessError):
            nature.name = "Mine"
