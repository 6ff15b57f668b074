from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import CodeSocialCommon


@tagged("post_install", "-at_install", "code_social")
class TestTimesheet(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.env["hr.employee"].create(
            {
                "name": cls.employee.name,
                "user_id": cls.employee.id,
                "company_id": cls.company_a.id,
            }
        )
        cls.employee.partner_id._join()

    def hours(self, **values):
        """Note hours of Amina on the community project."""
        return self.log(self.amina, project_id=self.project.id, **values)

    def typed(self, **values):
        """Type a line as staff do, as themselves."""
        return (
            self.env["account.analytic.line"]
            .with_user(self.employee)
            .create(
                {
                    "name": "Singing workshop",
                    "project_id": self.project.id,
                    "unit_amount": 2,
                    "date": self.today,
                    **values,
                }
            )
        )

    def test_hours_on_a_project_are_one_timesheet_line(self):
        contribution = self.hours(quantity=1.5)
        line = contribution.sudo().share_ids.line_id
        self.assertEqual(len(line), 1)
        self.assertEqual(line.unit_amount, 1.5)
        self.assertEqual(line.project_id, self.project)
        self.assertEqual(line.date, contribution.date)
        self.assertFalse(line.employee_id)
        self.assertFalse(line.so_line)
        self.assertEqual(line.amount, 0)

    def test_logging_makes_no_employee_of_a_volunteer(self):
        before = self.env["hr.employee"].search_count([])
        self.hours()
        self.assertEqual(self.env["hr.employee"].search_count([]), before)

    def test_each_share_owns_its_own_line(self):
        contribution = self.hours(
            quantity=1, co_contributors=[(self.noe.partner_id.id, 66.67)]
        )
        lines = contribution.sudo().share_ids.line_id
        self.assertEqual(len(lines), 2)
        self.assertEqual(sum(round(x * 60) for x in lines.mapped("unit_amount")), 60)

    def test_the_line_follows_its_share(self):
        contribution = self.hours(quantity=1.5)
        line = contribution.sudo().share_ids.line_id
        contribution.revise({"quantity": 2, "name": "Longer"})
        self.assertEqual((line.unit_amount, line.name), (2, "Longer"))
        contribution.action_withdraw()
        self.assertFalse(line.exists())

    def test_a_returned_contribution_has_no_line_until_declared_again(self):
        contribution = self.hours()
        contribution.with_user(self.publisher).action_return("When?")
        self.assertFalse(contribution.sudo().share_ids.line_id)
        contribution.revise({"description": "On Monday"})
        self.assertTrue(contribution.sudo().share_ids.line_id)

    def test_meals_and_other_projects_make_no_line(self):
        meals = self.hours(nature_id=self.hospitality.id, quantity=4)
        alone = self.log(self.amina)
        self.assertFalse((meals | alone).sudo().share_ids.line_id)

    def test_the_line_alone_cannot_be_changed_or_deleted(self):
        line = self.hours().sudo().share_ids.line_id
        for values in ({"unit_amount": 9}, {"date": "2020-01-01"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                line.sudo().write(values)
        with self.assertRaises(UserError):
            line.sudo().unlink()

    def test_a_context_cannot_pretend_to_be_the_share(self):
        line = self.hours().sudo().share_ids.line_id
        with self.assertRaises(UserError):
            line.with_context(code_social_share=True).write({"unit_amount": 9})

    def test_a_line_typed_by_staff_proposes_a_contribution(self):
        line = self.typed()
        share = self.env["code.social.contribution.share"].search(
            [("line_id", "=", line.id)]
        )
        proposal = share.contribution_id
        self.assertEqual(proposal.state, "draft")
        self.assertEqual(proposal.origin, "timesheet")
        self.assertEqual(proposal.partner_ids, self.employee.partner_id)
        self.assertEqual(proposal.quantity, 2)
        self.assertEqual(proposal.nature_id, self.transmission)
        proposal.with_user(self.employee).action_declare()
        self.assertEqual(proposal.state, "declared")
        self.assertEqual(share.line_id, line)
        self.assertEqual(line.employee_id, self.staff)

    def test_a_proposal_follows_its_line_until_it_is_declared(self):
        line = self.typed()
        proposal = self.Contribution.search([("share_ids.line_id", "=", line.id)])
        line.unit_amount = 3
        self.assertEqual(proposal.quantity, 3)
        proposal.with_user(self.employee).action_declare()
        with self.assertRaises(UserError):
            line.unit_amount = 4

    def test_a_deleted_line_takes_its_proposal_along(self):
        line = self.typed()
        proposal = self.Contribution.search([("share_ids.line_id", "=", line.id)])
        line.sudo().unlink()
        self.assertFalse(proposal.exists())

    def test_other_projects_and_people_propose_nothing(self):
        plain = self._create_project("Plain", self.company_a, code_social=False)
        before = self.Contribution.search_count([])
        self.typed(project_id=plain.id)
        self.employee.partner_id._leave()
        self.typed()
        self.assertEqual(self.Contribution.search_count([]), before)

    def test_a_day_has_24_hours_on_a_timesheet_too(self):
        self.typed(unit_amount=20)
        with self.assertRaises(ValidationError):
            self.typed(unit_amount=5)

    def test_the_project_counts_the_volunteers_hours(self):
        self.hours(quantity=1.5)
        self.project.invalidate_recordset()
        self.assertEqual(self.project.total_timesheet_time, 1.5)
