"""On how many people a project rests, and who goes from one pillar to another."""

from ..common import CodeSocialCommon
from ..community.resilience_common import ResilienceMixin


class TestResilienceProjects(ResilienceMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.culture = cls.env.ref("code_social.pillar_cultural")
        cls.ecology = cls.env.ref("code_social.pillar_ecological")
        cls.bread = cls.carried("Bread (test)", cls.amina, pillar_id=cls.ecology.id)
        cls.song = cls.carried("Song (test)", cls.amina, pillar_id=cls.culture.id)

    def bring(self, user, project, times, **values):
        for number in range(times):
            self.acknowledged(
                user,
                name=f"{user.login} {number}",
                project_id=project.id,
                **{"quantity": 0.5, **values},
            )

    def test_counted_by_hand(self):
        # Noe 3, Rosa 2, Theo 1: six; the first brings half, alone.
        self.bring(self.noe, self.bread, 3)
        self.bring(self.rosa, self.bread, 2, nature_id=self.hospitality.id)
        self.bring(self.theo, self.bread, 1, nature_id=self.joy.id, quantity=0)
        node = self.node("Bread (test)", self.ecology.name)
        figures = (node["brought"], node["first"], node["half"])
        self.assertEqual(figures, (3, 50, 1))
        self.assertEqual(
            node["helpers"],
            [user.partner_id.id for user in (self.noe, self.rosa, self.theo)],
        )
        self.assertEqual(node["tone"], "ok")

    def test_what_waits_or_is_old_does_not_count(self):
        self.log(self.noe, project_id=self.bread.id)
        self.bring(self.rosa, self.bread, 1)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE code_social_contribution SET date = '2015-01-01'"
            " WHERE project_id = %s AND state = 'acknowledged'",
            [self.bread.id],
        )
        self.assertEqual(self.node("Bread (test)", self.ecology.name)["brought"], 0)

    def test_who_left_carries_nothing_any_more(self):
        self.bring(self.noe, self.bread, 2)
        self.noe.partner_id._leave()
        self.assertEqual(self.node("Bread (test)", self.ecology.name)["brought"], 0)
        self.assertIn("Bread (test)", self.left(self.amina, "stops"))

    def test_who_contributes_can_take_over(self):
        self.assertIn("Bread (test)", self.left(self.amina, "stops"))
        self.bring(self.amina, self.bread, 4)
        self.bring(self.noe, self.bread, 1)
        self.assertEqual(
            self.left(self.amina, "holds")["Bread (test)"],
            "can take over: Noe (test)",
        )
        # One who only contributes leaves the project as it is.
        self.assertFalse(self.left(self.noe, "stops"))

    def test_associations_across_pillars(self):
        self.bring(self.noe, self.bread, 2)
        self.bring(self.noe, self.song, 1)
        self.bring(self.rosa, self.bread, 1)
        self.bring(self.rosa, self.song, 3)
        self.bring(self.theo, self.song, 1)
        rows, _text = self.figure("pillars")
        self.assertEqual(list(rows.values()), ["2"])
        self.assertIn(self.culture.name, next(iter(rows)))
        self.assertIn(self.ecology.name, next(iter(rows)))

    def test_what_waits_for_the_one_who_leads(self):
        leader = self._create_user("leader", "project.group_project_user")
        self.bread.user_id = leader
        for name in ("Flour", "Water"):
            self.log(self.noe, name=name, project_id=self.bread.id)
        self.assertEqual(
            self.left(leader, "hand_over"),
            {"Contributions to acknowledge: 2": "For “Bread (test)”."},
        )

    def test_a_round_which_one_person_facilitates(self):
        for user in (self.amina, self.noe, self.rosa, self.theo):
            self.bring(user, self.bread, 1)
        round_ = self.opened_round()
        self.assertIn(round_.name, self.left(self.facilitator, "hand_over"))

    def test_the_other_community_counts_elsewhere(self):
        self.bring(self.noe, self.bread, 1)
        self.assertFalse(self.seen(self.publisher_b).view_data()["nodes"])
