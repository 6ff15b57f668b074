"""What is under way and looked after by somebody who leaves. Never a case."""

from datetime import datetime, timedelta

from ..common import CodeSocialCommon
from ..community.resilience_common import ResilienceMixin
from .test_case import CaseMixin


class TestResilienceGovernance(ResilienceMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.life = cls.env["code.social.commission"].create({"name": "Life (test)"})

    def _by_method(self, model, **values):
        return self.env[f"code.social.{model}"]._by_method().create(values)

    def _meeting(self, user, start):
        return self._by_method(
            "meeting",
            name="Bread (test)",
            commission_id=self.life.id,
            start=start,
            stop=start + timedelta(hours=1),
            facilitator_id=user.partner_id.id,
        )

    def test_meetings_and_actions(self):
        now = datetime.now().replace(microsecond=0)
        to_come = self._meeting(self.amina, now + timedelta(days=3))
        self._meeting(self.amina, now - timedelta(days=3))
        self._meeting(self.noe, now + timedelta(days=3))
        for name, state in (("Sow", "01_in_progress"), ("Reap", "1_done")):
            self.env["project.task"].create(
                {
                    "name": name,
                    "project_id": self.project.id,
                    "meeting_id": to_come.id,
                    "action_owner_id": self.amina.partner_id.id,
                    "state": state,
                }
            )
        handed = self.left(self.amina, "hand_over")
        self.assertIn("Meetings to come · 1", handed)
        self.assertIn("Actions said in a meeting · 1", handed)

    def test_experiments_initiatives_and_rulings(self):
        me = self.amina.partner_id
        common = {"commission_id": self.life.id, "company_id": self.company_a.id}
        for state in ("experimentation", "adaptation", "abandoned"):
            self._by_method(
                "experiment",
                name="No phones (test)",
                hypothesis="We hear each other",
                tried="A basket at the door",
                owner_id=me.id,
                date_start=self.today,
                date_end=self.today + timedelta(days=30),
                state=state,
                **common,
            )
        alone, together = (
            self._by_method(
                "initiative",
                name="Choir (test)",
                carrier_ids=[(6, 0, people.ids)],
                state="submitted",
                **common,
            )
            for people in (me, me | self.noe.partner_id)
        )
        self.assertTrue(alone and together)
        handed = self.left(self.amina, "hand_over")
        self.assertIn("Experiments under way · 2", handed)
        self.assertIn("Initiatives carried alone · 1", handed)
        self.assertFalse(self.left(self.noe, "hand_over"))


class TestResilienceCase(ResilienceMixin, CaseMixin, CodeSocialCommon):
    def test_a_case_leaves_no_trace(self):
        people = [user.partner_id.id for user in (self.amina, self.noe, self.sage)]

        def everything():
            mine = self.seen()
            return [mine.view_data(), *(mine.simulate(person) for person in people)]

        before = everything()
        self.active()
        self.assertEqual(everything(), before)
