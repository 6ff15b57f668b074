"""What rests on whom, and what would stop if somebody left."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError

from ..common import CodeSocialCommon
from .resilience_common import ResilienceMixin

MAY = ("publisher", "manager")
MAY_NOT = (
    "amina",
    "sage",
    "guarantor",
    "facilitator",
    "accountant",
    "employee",
    "customer",
)


class TestResilience(ResilienceMixin, CodeSocialCommon):
    # === Who may ===

    def test_who_looks(self):
        person = self.amina.partner_id.id
        for name in MAY:
            mine = self.seen(getattr(self, name))
            with self.subTest(name):
                self.assertTrue(mine.view_data()["nodes"])
                self.assertEqual(mine.simulate(person)["person"]["id"], person)
        for name in MAY_NOT:
            mine = self.seen(getattr(self, name))
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    mine.view_data()
                with self.assertRaises(AccessError):
                    mine.simulate(person)

    def test_nobody_absent_is_told_from_somebody_hidden(self):
        hidden = self.bruno.partner_id
        hidden.company_id = self.company_b
        refusals = set()
        for wrong in (hidden.id, hidden.id + 10**6, 0, False, None, "1", [1], {}):
            with self.subTest(wrong), self.assertRaises(AccessError) as caught:
                self.seen().simulate(wrong)
            refusals.add(str(caught.exception))
        self.assertEqual(len(refusals), 1)

    # === Figures, by hand ===

    def test_a_role_and_its_deputy(self):
        self.seat(self.amina, self.founding, deputy=self.noe)
        node = self.node(self.founding.name)
        self.assertEqual(node["holders"], self.amina.partner_id.ids)
        self.assertEqual(node["deputies"], self.noe.partner_id.ids)
        self.assertEqual(node["since"], str(self.today))
        self.assertEqual((node["terms"], node["tone"]), (1, "ok"))
        links = [
            (link["partner"], link["kind"])
            for link in self.seen().view_data()["links"]
            if link["node"] == node["key"]
        ]
        self.assertCountEqual(
            links,
            [
                (self.amina.partner_id.id, "holder"),
                (self.noe.partner_id.id, "deputy"),
            ],
        )

    def test_key_roles_which_nobody_holds(self):
        self.assertEqual(self.node(self.founding.name)["tone"], "open")
        self.seat(self.amina, self.founding)
        self.assertEqual(self.node(self.founding.name)["tone"], "thin")

    def test_a_key_role_of_each_commission(self):
        coordinator = self.env.ref("code_social.role_coordinator")
        bread = self.env["code.social.commission"].create({"name": "Bread (test)"})
        nodes = self.seen().view_data()["nodes"]
        places = [one["where"] for one in nodes if one["label"] == coordinator.name]
        self.assertIn(bread.name, places)
        # The council of sages is not coordinated.
        self.assertNotIn(self.council.name, places)

    def test_terms_in_a_row(self):
        seat = {"commission_id": self.council.id}
        self.ended(self.seat(self.amina, self.sage_role, **seat), days=10)
        self.seat(self.amina, self.sage_role, **seat)
        node = self.node(self.sage_role.name, self.council.name)
        self.assertEqual((node["terms"], node["max_terms"]), (2, 2))
        self.assertEqual(node["tone"], "thin")
        self.ended(self.seat(self.noe, self.sage_role, **seat), days=90)
        self.seat(self.noe, self.sage_role, **seat)
        self.assertEqual(self.node(self.sage_role.name, self.council.name)["terms"], 2)

    def test_how_roles_are_shared(self):
        for role in ("core_member", "associate", "mediator"):
            self.seat(self.amina, self.env.ref(f"code_social.role_{role}"))
        self.seat(self.noe, self.associate)
        self.seat(self.rosa, self.associate)
        # 5 mandates, 3 people; Amina holds 3 of 5 (60 %), more than half by herself.
        _rows, text = self.figure("seats")
        self.assertIn("5", text)
        self.assertIn("by 3 people", text)
        self.assertIn("rest on 1", text)
        self.assertIn("60%", text)

    def test_two_kinds_of_role_in_24_months(self):
        self.seat(self.amina, self.associate)
        self.seat(self.amina, self.founding)
        self.seat(self.noe, self.associate)
        old = self.seat(self.noe, self.sage_role, commission_id=self.council.id)
        self.ended(old, days=760)
        rows, _text = self.figure("kinds")
        self.assertEqual(rows, {"Amina (test)": "Function, Office"})
        recent = self.seat(self.noe, self.sage_role, commission_id=self.council.id)
        recent.with_user(self.noe).action_resign("Elsewhere")
        rows, _text = self.figure("kinds")
        self.assertEqual(rows["Noe (test)"], "Function, Commission seat")

    def test_projects_and_who_carries_them(self):
        self.carried("Bread (test)", self.amina, self.noe)
        self.carried("Cabin (test)", self.amina)
        self.carried("Drift (test)")
        tones = [self.node(f"{name} (test)")["tone"] for name in ("Bread", "Cabin")]
        self.assertEqual(tones, ["ok", "thin"])
        self.assertEqual(self.node("Drift (test)")["note"], "nobody carries it")
        self.noe.partner_id._leave()
        self.assertEqual(self.node("Bread (test)")["tone"], "thin")

    def test_alphabetical_accents_aside(self):
        for name in ("Zéphyr", "École", "Fête", "Eau"):
            self.carried(name, self.amina)
        nodes = self.seen().view_data()["nodes"]
        names = [one["label"] for one in nodes if one["column"] == "project"]
        self.assertEqual(names, ["Eau", "École", "Fête", "Zéphyr"])

    # === A departure ===

    def test_what_stops_and_what_holds(self):
        self.seat(self.amina, self.founding, deputy=self.noe)
        self.seat(self.amina, self.env.ref("code_social.role_mediator"))
        for user in (self.amina, self.noe, self.rosa):
            self.seat(user, self.sage_role, commission_id=self.council.id)
        self.carried("Bread (test)", self.amina, self.noe)
        self.carried("Cabin (test)", self.amina)
        stops, holds = self.left(self.amina, "stops"), self.left(self.amina, "holds")
        self.assertEqual(
            stops,
            {"Mediator": "nobody holds it", "Cabin (test)": "nobody carries it"},
        )
        self.assertEqual(
            holds,
            {
                self.founding.name: "deputy: Noe (test)",
                f"Sage · {self.council.name}": "2 of 3 seats still held",
                "Bread (test)": "also carried by: Noe (test)",
            },
        )

    def test_the_founder_is_a_person_like_another(self):
        self.seat(self.amina, self.founding)
        self.assertIn(self.founding.name, self.left(self.amina, "stops"))

    def test_deputies_and_artists_hand_over(self):
        self.seat(self.amina, self.founding, deputy=self.noe)
        self.carried("Bread (test)", self.amina, artist_id=self.noe.partner_id.id)
        self.assertEqual(
            self.left(self.noe, "hand_over"),
            {
                self.founding.name: "Deputy of Amina (test).",
                "Bread (test)": "Its artist: ask another to look at it.",
            },
        )

    def test_a_deputy_who_left_holds_nothing(self):
        self.seat(self.amina, self.founding, deputy=self.noe)
        self.noe.partner_id._leave()
        self.assertIn(self.founding.name, self.left(self.amina, "stops"))

    def test_an_access_which_one_person_has(self):
        self.assertIn("Publisher", self.left(self.publisher, "stops"))
        self.accountant.group_ids = [
            Command.link(self.env.ref("code_social.group_publisher").id)
        ]
        self.assertNotIn("Publisher", self.left(self.publisher, "stops"))

    def test_who_holds_nothing_leaves_nothing(self):
        items = self.seen().simulate(self.theo.partner_id.id)
        self.assertFalse(items["stops"] or items["holds"] or items["hand_over"])

    def test_nothing_is_written(self):
        self.seat(self.amina, self.founding, deputy=self.noe)
        self.carried("Bread (test)", self.amina)
        events = self.env["code.social.event"].search_count([])
        messages = self.env["mail.message"].search_count([])
        mine = self.seen()
        with self.nothing_written():
            mine.view_data()
            mine.simulate(self.amina.partner_id.id)
        self.assertEqual(self.env["code.social.event"].search_count([]), events)
        self.assertEqual(self.env["mail.message"].search_count([]), messages)

    # === Two communities, any size ===

    def test_the_other_community_is_elsewhere(self):
        self.seat(self.amina, self.founding)
        theirs = self.seen(self.publisher_b).view_data()
        self.assertFalse(theirs["nodes"] or theirs["people"])
        shared = self.amina.partner_id
        items = self.seen(self.publisher_b).simulate(shared.id)
        self.assertFalse(items["stops"] or items["holds"] or items["hand_over"])

    def test_a_project_closed_to_the_publisher_is_not_drawn(self):
        self.carried("Closed (test)", self.amina, privacy_visibility="followers")
        labels = [one["label"] for one in self.seen().view_data()["nodes"]]
        self.assertNotIn("Closed (test)", labels)
        self.assertFalse(self.left(self.amina, "stops"))

    def _queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        call()  # what does not depend on the size is read once
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def test_as_many_queries_at_any_size(self):
        mine, person = self.seen(), self.amina.partner_id.id
        self.seat(self.amina, self.founding, deputy=self.noe)
        self.seat(self.noe, self.sage_role, commission_id=self.council.id)
        self.carried("Bread (test)", self.amina, self.noe)

        def both():
            mine.view_data()
            mine.simulate(person)

        few = self._queries(both)
        for user in (self.amina, self.rosa, self.theo, self.facilitator):
            self.seat(user, self.associate, deputy=self.noe)
            self.seat(user, self.sage_role, commission_id=self.council.id)
            self.carried(f"Of {user.name}", user, self.amina)
        self.assertEqual(self._queries(both), few)

    def test_a_mandate_to_come_changes_nothing_today(self):
        start = self.today + timedelta(days=9)
        self.seat(self.amina, self.founding, date_start=start)
        self.assertEqual(self.node(self.founding.name)["tone"], "open")
