"""An initiative: one sentence, supports, the author's word, a reasoned answer."""

import uuid
from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from ..contribution.portal_common import PortalCommon


class InitiativeMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Initiative = cls.env["code.social.initiative"]
        cls.commission = cls.env["code.social.commission"].create(
            {"name": "Ecology (test)", "company_id": cls.company_a.id}
        )
        cls.coordinator = cls.facilitator
        for role in ("role_associate", "role_coordinator"):
            cls.mandate(cls.coordinator, role)

    @classmethod
    def mandate(cls, user, role, commission=None):
        role = cls.env.ref(f"code_social.{role}")
        commission = commission or cls.commission
        held = cls.env["code.social.mandate"].create(
            {
                "partner_id": user.partner_id.id,
                "role_id": role.id,
                "commission_id": commission.id if role.scope == "commission" else False,
                "date_end": cls.today + timedelta(days=90)
                if role.term_months
                else False,
            }
        )
        held.with_user(cls.manager).action_confirm()
        return held

    @classmethod
    def launch(cls, user, **values):
        values = {
            "name": "A library of seeds",
            "commission_id": cls.commission.id,
            **values,
        }
        return cls.Initiative.with_user(user).launch(values)


class TestInitiative(InitiativeMixin, CodeSocialCommon):
    def test_one_sentence_is_enough(self):
        initiative = self.Initiative.with_user(self.amina).launch({"name": " Seeds "})
        self.assertEqual(initiative.name, "Seeds")
        self.assertEqual(initiative.state, "submitted")
        self.assertEqual(initiative.sudo().carrier_ids, self.amina.partner_id)
        self.assertEqual(initiative.answer_by, self.today + timedelta(days=21))
        for values in ({}, {"name": "   "}, None):
            with self.assertRaises(UserError):
                self.Initiative.with_user(self.amina).launch(values)
        for user in (self.customer, self.employee, self.publisher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.Initiative.with_user(user).launch({"name": "Seeds"})

    def test_bad_values_change_nothing(self):
        before = self.Initiative.search_count([])
        for values in (
            {"kind": "war"},
            {"commission_id": "abc"},
            {"project_id": 99999999},
            {"token": "../etc"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.launch(self.amina, **values)
        self.assertEqual(self.Initiative.search_count([]), before)

    def test_sent_twice_is_once(self):
        token = str(uuid.uuid4())
        first = self.launch(self.amina, token=token)
        self.assertEqual(self.launch(self.amina, token=token), first)
        self.assertNotEqual(self.launch(self.noe, token=token), first)

    def test_supports(self):
        initiative = self.launch(self.amina)
        mine = initiative.with_user(self.noe)
        mine.action_support()
        mine.action_support()
        self.assertEqual(initiative.sudo().support_ids, self.noe.partner_id)
        mine.action_unsupport()
        mine.action_unsupport()
        self.assertFalse(initiative.sudo().support_ids)
        for user in (self.customer, self.employee, self.bruno):
            with self.subTest(user.login), self.assertRaises(AccessError):
                initiative.with_user(user).action_support()

    def test_answered_by_its_commission_with_reasons(self):
        initiative = self.launch(self.amina)
        mine = initiative.with_user(self.coordinator)
        for reason in (None, "", "  "):
            with self.assertRaises(UserError):
                mine.action_answer_not_now(reason)
        self.assertEqual(initiative.state, "submitted")
        mine.action_answer_not_now("In spring, when the barn is free")
        self.assertEqual(initiative.state, "not_now")
        with self.assertRaises(UserError):
            mine.action_answer_accept("Yes")
        event = self.env["code.social.event"].search(
            [("model", "=", initiative._name), ("res_id", "=", initiative.id)]
        )
        self.assertIn("initiative.not_now", event.mapped("action"))
        self.assertFalse(event.filtered(lambda e: e.action_label == e.action))

    def test_nobody_answers_their_own(self):
        own = self.launch(self.coordinator)
        for user in (self.coordinator, self.noe, self.amina, self.publisher_b):
            for method in ("action_answer_accept", "action_answer_not_now"):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    getattr(own.with_user(user), method)("Because")
        own.with_user(self.publisher).action_answer_accept("Go")
        self.assertEqual(own.state, "accepted")

    def test_late_is_seen_by_all(self):
        initiative = self.launch(self.amina)
        initiative._by_method().write({"answer_by": self.today - timedelta(days=3)})
        self.assertEqual(initiative.with_user(self.noe).late_days, 3)
        page = initiative.with_user(self.noe)._page()
        self.assertTrue(page["due"]["late"])
        self.assertIn("3", page["badge"])
        initiative.with_user(self.coordinator).action_answer_accept()
        self.assertEqual(initiative.late_days, 0)

    def test_it_becomes_a_project_with_its_carrier_as_author(self):
        initiative = self.launch(self.amina, kind="mutual_aid")
        mine = initiative.with_user(self.coordinator)
        with self.assertRaises(UserError):
            mine.action_make_result()
        mine.action_answer_accept("Go")
        with self.assertRaises(AccessError):
            initiative.with_user(self.amina).action_make_result()
        mine.action_make_result()
        project = initiative.sudo().result_project_id
        self.assertEqual(project.kind, "network")
        self.assertTrue(project.code_social)
        self.assertEqual(project.author_ids, self.amina.partner_id)
        with self.assertRaises(UserError):
            mine.action_make_result()

    def test_a_small_one_becomes_a_task(self):
        initiative = self.launch(self.amina, project_id=self.project.id)
        alone = self.launch(self.amina)
        for one in (initiative, alone):
            one.with_user(self.coordinator).action_answer_accept()
        initiative.with_user(self.coordinator).action_make_result()
        self.assertEqual(initiative.sudo().result_task_id.project_id, self.project)
        with self.assertRaises(UserError):
            alone.with_user(self.coordinator).action_make_result()

    def test_joined_to_another(self):
        first, second = self.launch(self.amina), self.launch(self.noe)
        first.with_user(self.rosa).action_support()
        mine = first.with_user(self.coordinator)
        for wrong in (None, first.id, "x"):
            with self.assertRaises(UserError):
                mine.action_answer_merge(wrong)
        mine.action_answer_merge(second.id, "The same idea")
        self.assertEqual(first.state, "merged")
        self.assertIn(self.amina.partner_id, second.sudo().carrier_ids)
        self.assertIn(self.rosa.partner_id, second.sudo().support_ids)

    def test_written_by_methods_alone(self):
        initiative = self.launch(self.amina)
        admin = self.env.ref("base.user_admin")
        for record in (
            initiative.sudo(),
            initiative.with_user(admin),
            initiative.with_user(self.manager).sudo(),
            initiative.with_user(self.amina).with_context(code_social_method=True),
        ):
            with self.assertRaises(AccessError):
                record.write({"state": "accepted"})
        with self.assertRaises(AccessError):
            self.Initiative.with_user(admin).sudo().create({"name": "Slipped in"})

    def test_the_other_community_sees_nothing(self):
        initiative = self.launch(self.amina)
        for user in (self.bruno, self.publisher_b):
            mine = self.Initiative.with_user(user)
            self.assertNotIn(initiative.id, mine.search([]).ids)
            with self.assertRaises(AccessError):
                mine.browse(initiative.id).read(["name"])


class TestCoherence(InitiativeMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project.author_ids = [Command.set(cls.theo.partner_id.ids)]

    def asked(self):
        initiative = self.launch(self.amina, project_id=self.project.id)
        return initiative, initiative.sudo().coherence_ids

    def test_the_initiative_waits_for_it(self):
        initiative, coherence = self.asked()
        self.assertEqual(initiative.state, "coherence")
        with self.assertRaises(UserError):
            initiative.with_user(self.coordinator).action_answer_accept("Go")
        for user in (self.amina, self.coordinator, self.publisher, self.bruno):
            with self.subTest(user.login), self.assertRaises(AccessError):
                coherence.with_user(user).action_give_opinion(True, "Yes")
        with self.assertRaises(UserError):
            coherence.with_user(self.publisher).action_answer(True, "Too early")
        author = coherence.with_user(self.theo)
        for fits, words in ((None, "x"), ("maybe", "x"), (False, " ")):
            with self.assertRaises(UserError):
                author.action_give_opinion(fits, words)
        author.action_give_opinion(True, "If the stories stay free")
        for user in (self.theo, self.coordinator, self.manager, self.publisher_b):
            with self.subTest(user.login), self.assertRaises(AccessError):
                coherence.with_user(user).action_answer(True, "Yes")
        with self.assertRaises(UserError):
            coherence.with_user(self.publisher).action_answer(True, "")
        coherence.with_user(self.publisher).action_answer(True, "It fits the intent")
        self.assertEqual(initiative.state, "submitted")
        initiative.with_user(self.coordinator).action_answer_accept("Go")
        self.assertEqual(initiative.state, "accepted")
        with self.assertRaises(UserError):
            coherence.sudo()._by_method().write({"reason": "Other"})

    def test_not_coherent_is_not_accepted(self):
        initiative, coherence = self.asked()
        coherence.with_user(self.theo).action_give_opinion(
            False, "It sells the stories"
        )
        coherence.with_user(self.publisher).action_answer_no("Against the intent")
        mine = initiative.with_user(self.coordinator)
        with self.assertRaises(UserError):
            mine.action_answer_accept("Go")
        mine.action_answer_not_now("Come back with free stories")

    def test_a_silent_author_does_not_stop_it(self):
        _initiative, coherence = self.asked()
        coherence._by_method().write({"due_on": self.today - timedelta(days=1)})
        coherence.with_user(self.publisher).action_answer(True, "The author had time")
        self.assertEqual(coherence.state, "answered")

    def test_an_author_who_carries_it_is_not_asked(self):
        initiative = self.launch(self.theo, project_id=self.project.id)
        self.assertEqual(initiative.state, "submitted")

    def test_the_reason_dialog_of_the_back_office(self):
        initiative, coherence = self.asked()
        coherence.with_user(self.theo).action_give_opinion(True)
        values = {
            "res_model": coherence._name,
            "res_id": coherence.id,
            "method": "action_answer_yes",
            "reason": "It fits",
        }
        Wizard = self.env["code.social.reason.wizard"]
        with self.assertRaises(AccessError):
            Wizard.with_user(self.noe).create(values).action_apply()
        Wizard.with_user(self.publisher).create(values).action_apply()
        self.assertEqual(initiative.state, "submitted")
        with self.assertRaises(UserError):
            Wizard.with_user(self.publisher).create(
                {**values, "method": "unlink"}
            ).action_apply()


@tagged("post_install", "-at_install", "code_social")
class TestInitiativePortal(InitiativeMixin, PortalCommon):
    def test_from_the_home_to_the_answer(self):
        self.sign_in(self.amina)
        self.assertIn("/my/initiatives", self.page("/my/community"))
        self.page("/my/initiatives")
        form = {
            "token": str(uuid.uuid4()),
            "name": "",
            "description": "Kept for the spring",
            "commission_id": self.commission.id,
            "kind": "challenge",
        }
        self.page("/my/initiatives/new")
        text, _url = self.send("/my/initiatives/new", form, status=422)
        self.assertIn("Kept for the spring", text)
        self.assertFalse(
            self.Initiative.search([("opened_by_id", "=", self.amina.partner_id.id)])
        )
        form["name"] = "A library of seeds"
        _text, first = self.send("/my/initiatives/new", form)
        _text, again = self.send("/my/initiatives/new", form)
        self.assertEqual(first, again)
        self.assertIn("A library of seeds", self.page("/my/initiatives"))
        initiative = self.Initiative.search([("name", "=", "A library of seeds")])
        self.assertEqual(initiative.kind, "challenge")
        url = f"/my/initiatives/{initiative.id}"
        self.send(f"{url}/accept", {"words": "Mine"}, status=404)
        self.send(f"{url}/unlink", status=404)

        self.sign_in(self.noe)
        self.send(f"{url}/support")
        self.assertEqual(initiative.support_ids, self.noe.partner_id)

        self.sign_in(self.coordinator)
        self.assertIn(url, self.page("/my/code-social"))
        text, _url = self.send(f"{url}/not_now", {"reason": " "}, status=422)
        self.send(f"{url}/accept", {"words": "With joy"})
        self.assertEqual(initiative.state, "accepted")
        self.assertIn("With joy", self.page(url))
        self.assertNotIn(url, self.page("/my/code-social"))

    def test_closed_to_others(self):
        initiative = self.launch(self.amina)
        for user in (self.customer, self.bruno):
            self.sign_in(user)
            self.page(f"/my/initiatives/{initiative.id}", status=404)
            self.send(f"/my/initiatives/{initiative.id}/support", status=404)
        self.assertFalse(initiative.support_ids)
