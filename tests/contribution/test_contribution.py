from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CodeSocialCommon

TOKEN = "7f3d2c1e-0000-4000-8000-123456789abc"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@tagged("post_install", "-at_install", "code_social")
class TestLog(CodeSocialCommon):
    def test_three_fields_make_a_declared_contribution(self):
        contribution = self.log(self.amina)
        self.assertEqual(contribution.state, "declared")
        self.assertEqual(contribution.partner_ids, self.amina.partner_id)
        self.assertEqual(contribution.date, self.today)
        self.assertEqual(contribution.origin, "portal")
        self.assertEqual(contribution.share_ids.share, 100)

    def test_zero_hours_of_joy_is_a_whole_contribution(self):
        contribution = self.log(
            self.amina, name="A smile", nature_id=self.joy.id, quantity=0
        )
        self.assertEqual(contribution.state, "declared")
        self.assertEqual(contribution.quantity, 0)

    def test_work_is_kept_in_whole_minutes(self):
        contribution = self.log(self.amina, quantity="0,3334")
        self.assertEqual(contribution.quantity, 20 / 60)

    def test_joy_comes_with_another_contribution_and_goes(self):
        contribution = self.log(self.amina, joy=True)
        companion = contribution._companion()
        self.assertEqual(companion.nature_id, self.joy)
        self.assertEqual(companion.state, "declared")
        contribution.revise({"joy": False})
        self.assertEqual(companion.state, "withdrawn")
        contribution.revise({"joy": True})
        self.assertTrue(contribution._companion())

    def test_posting_twice_returns_the_first_record(self):
        first = self.log(self.amina, token=TOKEN)
        again = self.log(self.amina, token=TOKEN, name="Another title")
        self.assertEqual(first, again)
        self.assertEqual(again.name, "Singing with the families")

    def test_two_people_may_draw_the_same_token(self):
        first = self.log(self.amina, token=TOKEN)
        other = self.log(self.noe, token=TOKEN)
        self.assertNotEqual(first.id, other.id)

    def test_co_contributors_share_to_the_last_minute(self):
        contribution = self.log(
            self.amina,
            quantity=1,
            co_contributors=[
                (self.noe.partner_id.id, 33.33),
                (self.rosa.partner_id.id, 33.33),
            ],
        )
        shares = contribution.share_ids
        self.assertEqual(sum(round(s.share * 100) for s in shares), 10_000)
        self.assertEqual(sum(round(s.quantity * 60) for s in shares), 60)
        self.assertEqual(sorted(round(s.quantity * 60) for s in shares), [20, 20, 20])

    def test_shares_of_99_percent_are_refused(self):
        contribution = self.log(self.amina)
        with self.assertRaisesRegex(ValidationError, "99"):
            contribution.sudo().share_ids.share = 99

    def test_on_behalf_is_for_the_publisher_and_the_person_is_told(self):
        person = self.amina.partner_id
        contribution = self.log(self.publisher, partner_id=person.id)
        self.assertEqual(contribution.partner_ids, person)
        self.assertEqual(contribution.entered_by_id, self.publisher.partner_id)
        self.assertEqual(contribution.origin, "behalf")
        notice = self.env["mail.message"].search(
            [("partner_ids", "in", person.ids), ("subject", "=", contribution.name)]
        )
        self.assertTrue(notice)

    def test_nobody_else_posts_as_somebody_else(self):
        for user in (self.amina, self.accountant, self.manager, self.publisher_b):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.log(user, partner_id=self.noe.partner_id.id)

    def test_a_customer_who_never_joined_cannot_note(self):
        with self.assertRaises(AccessError):
            self.log(self.customer)

    def test_one_who_left_cannot_note(self):
        self.amina.partner_id._leave()
        with self.assertRaises(AccessError):
            self.log(self.amina)


@tagged("post_install", "-at_install", "code_social")
class TestBadInput(CodeSocialCommon):
    def assertRefused(self, sentence, **values):
        before = self.Contribution.search_count([])
        with self.assertRaisesRegex(UserError, sentence), self.cr.savepoint():
            self.log(self.amina, **values)
        self.assertEqual(self.Contribution.search_count([]), before)

    def test_empty_title(self):
        self.assertRefused("few words", name="   ")

    def test_too_long_a_title_is_refused_and_not_cut(self):
        self.assertEqual(len(self.log(self.amina, name="x" * 200).name), 200)
        with self.assertRaisesRegex(UserError, "200 characters"):
            self.log(self.amina, name="x" * 201)

    def test_negative_quantity(self):
        self.assertRefused("from 0 up", quantity=-1)

    def test_quantity_that_is_no_number(self):
        for value in ("a lot", "nan", "inf", "1e9"):
            with self.subTest(value=value):
                self.assertRefused("from 0 up", quantity=value)

    def test_future_date(self):
        self.assertRefused("not come yet", date=self.today + timedelta(days=2))

    def test_date_that_is_no_date(self):
        self.assertRefused("day, month and year", date="yesterdayish")

    def test_more_than_a_day(self):
        self.assertRefused("24 hours", quantity=25)

    def test_more_than_a_day_in_several_contributions(self):
        self.log(self.amina, quantity=20)
        self.assertRefused("24 hours", quantity=5)
        self.log(self.amina, quantity=5, date=self.today - timedelta(days=1))

    def test_a_withdrawn_contribution_frees_the_day(self):
        self.log(self.amina, quantity=20).action_withdraw()
        self.assertEqual(self.log(self.amina, quantity=5).state, "declared")

    def test_meals_are_not_hours(self):
        meals = self.log(self.amina, nature_id=self.hospitality.id, quantity=60)
        self.assertEqual(meals.quantity, 60)

    def test_archived_nature(self):
        self.transmission.active = False
        self.assertRefused("no longer used")

    def test_group_of_natures(self):
        group = self.transmission.parent_id
        self.assertRefused("is a group", nature_id=group.id)

    def test_unknown_nature(self):
        self.assertRefused("what kind", nature_id=0)

    def test_project_one_may_not_see(self):
        hidden = self._create_project(
            "Kept to its followers", self.company_a, privacy_visibility="followers"
        )
        foreign = self._create_project("Elsewhere", self.company_b)
        plain = self._create_project("Plain", self.company_a, code_social=False)
        for project in (hidden, foreign, plain):
            with self.subTest(project=project.name):
                self.assertRefused("not open here", project_id=project.id)

    def test_people_of_another_community(self):
        bruno = self.bruno.partner_id.id
        self.assertRefused("people of the community", beneficiary_ids=[bruno])
        self.assertRefused("people of the community", co_contributors=[(bruno, 50)])

    def test_link_that_is_no_address(self):
        self.assertRefused("whole link", link="javascript:alert(1)")

    def test_critique_without_proposal(self):
        critique = self.env.ref("code_social.nature_benevolent_critique")
        self.assertRefused("propose instead", nature_id=critique.id)

    def test_html_in_a_title_stays_text(self):
        contribution = self.log(self.amina, name="<script>alert(1)</script>")
        self.assertEqual(contribution.name, "<script>alert(1)</script>")
        contribution.with_user(self.publisher).action_acknowledge()
        bodies = (
            self.env["mail.message"]
            .search([("subject", "=", contribution.name)])
            .mapped("body")
        )
        self.assertTrue(bodies)
        self.assertFalse([body for body in bodies if "<script" in body])

    def test_unknown_keys_are_dropped(self):
        contribution = self.log(
            self.amina,
            state="acknowledged",
            acknowledged_by_id=self.noe.partner_id.id,
            company_id=self.company_b.id,
        )
        self.assertEqual(contribution.state, "declared")
        self.assertEqual(contribution.company_id, self.company_a)


@tagged("post_install", "-at_install", "code_social")
class TestFlow(CodeSocialCommon):
    def test_somebody_else_acknowledges(self):
        contribution = self.log(self.amina)
        contribution.with_user(self.publisher).action_acknowledge("Thank you!")
        self.assertEqual(contribution.state, "acknowledged")
        self.assertEqual(contribution.acknowledged_by_id, self.publisher.partner_id)
        self.assertEqual(contribution.thanks, "Thank you!")

    def test_first_acknowledgement_makes_a_contributor(self):
        person = self.amina.partner_id
        self.assertEqual(person.community_level, "sympathiser")
        self.acknowledged(self.amina)
        self.assertEqual(person.community_level, "contributor")

    def test_never_by_one_of_its_contributors(self):
        contribution = self.log(
            self.amina,
            co_contributors=[(self.noe.partner_id.id, 50)],
            beneficiary_ids=[self.noe.partner_id.id],
        )
        for user in (self.amina, self.noe):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                contribution.with_user(user).action_acknowledge()
        self.assertEqual(contribution.state, "declared")

    def test_not_by_who_wrote_it_for_another(self):
        person = self.amina.partner_id
        contribution = self.log(self.publisher, partner_id=person.id)
        with self.assertRaises(AccessError):
            contribution.action_acknowledge()

    def test_who_may_acknowledge(self):
        self.project.user_id = self.employee
        self.employee.partner_id._join()
        contribution = self.log(
            self.amina,
            project_id=self.project.id,
            beneficiary_ids=[self.rosa.partner_id.id],
        )
        for user in (self.employee, self.rosa, self.publisher):
            self.assertTrue(contribution.with_user(user)._can_acknowledge())
            self.assertIn(
                contribution.id, self.Contribution.with_user(user)._to_acknowledge().ids
            )
        for user in (self.amina, self.noe, self.accountant, self.manager, self.bruno):
            self.assertFalse(contribution.with_user(user)._can_acknowledge())

    def test_the_coordinator_of_its_commission(self):
        commission = self.env["code.social.commission"].search(
            [("company_id", "=", self.company_a.id)], limit=1
        )
        contribution = self.log(self.amina, commission_id=commission.id)
        as_theo = contribution.with_user(self.theo)
        self.assertFalse(as_theo._can_acknowledge())
        commission.sudo().coordinator_ids = self.theo.partner_id
        as_theo.invalidate_recordset()
        self.assertTrue(as_theo._can_acknowledge())

    def test_returned_with_a_reason_then_mended(self):
        contribution = self.log(self.amina)
        as_publisher = contribution.with_user(self.publisher)
        with self.assertRaises(UserError):
            as_publisher.action_return("  ")
        as_publisher.action_return("Which families?")
        self.assertEqual(contribution.state, "returned")
        self.assertEqual(contribution.return_reason, "Which families?")
        contribution.revise({"name": "Singing with the Petit family"})
        self.assertEqual(contribution.state, "declared")
        self.assertFalse(contribution.return_reason)

    def test_once_acknowledged_it_no_longer_changes(self):
        contribution = self.acknowledged(self.amina)
        with self.assertRaises(AccessError):
            contribution.revise({"name": "Other"})
        for values in ({"quantity": 9}, {"name": "Other"}, {"date": "2020-01-01"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                contribution.sudo().write(values)
        with self.assertRaises(UserError):
            contribution.sudo().share_ids.partner_id = self.noe.partner_id
        with self.assertRaises(UserError):
            contribution.sudo().unlink()

    def test_the_state_is_written_by_methods_alone(self):
        contribution = self.log(self.amina)
        for record in (contribution, contribution.sudo()):
            with self.assertRaises(AccessError):
                record.write({"state": "acknowledged"})
        with self.assertRaises(AccessError):
            self.Contribution.sudo().create(
                {
                    "name": "Forged",
                    "nature_id": self.transmission.id,
                    "state": "acknowledged",
                }
            )

    def test_forging_and_deleting_anothers(self):
        contribution = self.log(self.amina)
        as_noe = contribution.with_user(self.noe)
        for call in (
            lambda: as_noe.revise({"name": "Mine now"}),
            as_noe.action_withdraw,
            as_noe.unlink,
            lambda: as_noe.write({"name": "Mine now"}),
            lambda: as_noe.read(["name"]),
            lambda: as_noe.attach("a.png", PNG),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertFalse(as_noe.search([("id", "=", contribution.id)]))

    def test_each_act_is_in_the_audit_log(self):
        contribution = self.acknowledged(self.amina)
        events = self.env["code.social.event"].search(
            [("model", "=", contribution._name), ("res_id", "=", contribution.id)]
        )
        self.assertEqual(sorted(events.mapped("action")), ["acknowledged", "declared"])

    def test_withdrawing_takes_its_joy_back(self):
        contribution = self.log(self.amina, joy=True)
        companion = contribution._companion()
        contribution.action_withdraw()
        self.assertEqual(companion.state, "withdrawn")
        with self.assertRaises(AccessError):
            contribution.action_withdraw()


@tagged("post_install", "-at_install", "code_social")
class TestEvidence(CodeSocialCommon):
    def test_a_photo_is_kept_with_its_contribution(self):
        contribution = self.log(self.amina)
        contribution.attach("hall.png", PNG)
        self.assertEqual(contribution._evidence().name, "hall.png")
        self.assertEqual(contribution._evidence().mimetype, "image/png")

    def test_an_executable_named_jpg(self):
        contribution = self.log(self.amina)
        for data in (b"MZ\x90\x00" + b"\0" * 200, b"\x7fELF" + b"\0" * 200, b"<html>"):
            with self.subTest(data=data[:4]), self.assertRaises(UserError):
                contribution.attach("holiday.jpg", data)
        self.assertFalse(contribution._evidence())

    def test_a_photo_under_another_name(self):
        contribution = self.log(self.amina)
        with self.assertRaises(UserError):
            contribution.attach("hall.exe", PNG)

    def test_a_photo_of_50_megabytes(self):
        contribution = self.log(self.amina)
        with self.assertRaisesRegex(UserError, "10 MB"):
            contribution.attach("hall.png", PNG + b"\0" * 50 * 1024 * 1024)

    def test_an_empty_file(self):
        contribution = self.log(self.amina)
        with self.assertRaises(UserError):
            contribution.attach("hall.png", b"")

    def test_nothing_is_added_after_the_acknowledgement(self):
        contribution = self.acknowledged(self.amina)
        with self.assertRaises(AccessError):
            contribution.attach("hall.png", PNG)

    def test_a_file_is_sealed_with_its_acknowledged_contribution(self):
        contribution = self.log(self.amina)
        file = contribution.attach("hall.png", PNG)
        contribution.with_user(self.publisher).action_acknowledge()
        self.assertTrue(file.sealed_sha256)
        for record in (file, file.with_user(self.env.ref("base.user_admin"))):
            with self.assertRaises(UserError):
                record.write({"raw": b"another"})
            with self.assertRaises(UserError):
                record.unlink()
        self.assertEqual(file.raw, PNG)

    @mute_logger("odoo.addons.base.models.ir_attachment")
    def test_a_failure_keeps_nothing(self):
        contribution = self.log(self.amina)
        Attachment = type(self.env["ir.attachment"])
        failing = patch.object(Attachment, "create", side_effect=OSError("disk"))
        with failing, self.assertRaises(OSError):
            contribution.attach("hall.png", PNG)
        self.assertFalse(contribution._evidence())
