from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CodeSocialCommon


@tagged("post_install", "-at_install", "code_social")
class TestMatrix(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.singing = cls.acknowledged(cls.amina, quantity=1.5)
        cls.meals = cls.acknowledged(
            cls.amina, nature_id=cls.hospitality.id, quantity=4
        )
        cls.smile = cls.acknowledged(cls.amina, nature_id=cls.joy.id, quantity=0)
        cls.others = cls.acknowledged(cls.noe, quantity=2)
        cls.log(cls.noe, quantity=3)
        cls.ours = [("company_id", "=", cls.company_a.id)]

    def matrix(self, user=None):
        return self.env["code.social.wealth.matrix"].with_user(user or self.publisher)

    def group(self, groupby, aggregates, user=None):
        domain = [
            *self.ours,
            (
                "contribution_id",
                "in",
                (self.singing | self.meals | self.smile | self.others).ids,
            ),
        ]
        return self.matrix(user)._read_group(domain, groupby, aggregates)

    def test_one_row_a_share_of_what_was_acknowledged(self):
        rows = self.matrix().search(
            [("partner_id", "in", (self.amina | self.noe).partner_id.ids)]
        )
        self.assertEqual(
            rows.contribution_id, self.singing | self.meals | self.smile | self.others
        )

    def test_a_smile_of_zero_hours_has_its_own_row_and_counts_once(self):
        row = self.matrix().search([("contribution_id", "=", self.smile.id)])
        self.assertEqual(row.nature_id, self.joy)
        self.assertEqual(row.quantity, 1)
        self.assertFalse(row.hours)
        self.assertFalse(row.amount)

    def test_inside_one_nature_quantities_add_up(self):
        groups = dict(self.group(["nature_id"], ["quantity:sum"]))
        self.assertEqual(groups[self.transmission], 3.5)
        self.assertEqual(groups[self.hospitality], 4)

    def test_nothing_is_added_across_natures(self):
        self.assertEqual(self.group([], ["quantity:sum", "__count"]), [(False, 4)])
        for partner, quantity in self.group(["partner_id"], ["quantity:sum"]):
            mixed = partner == self.amina.partner_id
            self.assertEqual(quantity, False if mixed else 2)

    def test_not_through_a_pivot_either(self):
        sets = self.matrix()._read_grouping_sets(
            [("contribution_id", "in", (self.singing | self.meals).ids)],
            [["nature_id"], []],
            ["quantity:sum"],
        )
        self.assertEqual(sets[1], [(False,)])
        self.assertEqual(sorted(row[1] for row in sets[0]), [1.5, 4])

    def test_not_through_a_remote_call_either(self):
        groups = self.matrix().formatted_read_group(
            [("contribution_id", "in", (self.singing | self.meals).ids)],
            [],
            ["quantity:sum", "quantity:avg", "quantity:max", "hours:sum"],
        )
        for name in ("quantity:sum", "quantity:avg", "quantity:max", "hours:sum"):
            self.assertFalse(groups[0][name])

    def test_a_member_reads_their_own_rows_alone(self):
        rows = self.matrix(self.amina).search(self.ours)
        self.assertEqual(rows.partner_id, self.amina.partner_id)
        other = self.matrix().search([("contribution_id", "=", self.others.id)])
        with self.assertRaises(AccessError):
            other.with_user(self.amina).read(["quantity"])

    def test_another_community_sees_nothing(self):
        self.assertFalse(self.matrix(self.publisher_b).search(self.ours))
        self.assertFalse(self.matrix(self.bruno).search(self.ours))

    def test_the_sum_of_rows_is_the_sum_of_shares(self):
        self.env.cr.execute(
            """
            SELECT COALESCE(SUM(s.quantity), 0)
            FROM code_social_contribution_share s
            JOIN code_social_contribution c ON c.id = s.contribution_id
            WHERE c.state = 'acknowledged' AND c.nature_id = %s AND c.company_id = %s
            """,
            [self.transmission.id, self.company_a.id],
        )
        source = self.env.cr.fetchone()[0]
        groups = self.matrix()._read_group(
            [*self.ours, ("nature_id", "=", self.transmission.id)],
            [],
            ["quantity:sum"],
        )
        self.assertAlmostEqual(groups[0][0], source)

    def test_my_riches_are_one_row_a_nature(self):
        rows = self.matrix(self.amina)._rows_of(self.amina.partner_id)
        self.assertEqual(
            {row["nature"]: row["count"] for row in rows},
            {self.transmission: 1, self.hospitality: 1, self.joy: 1},
        )
