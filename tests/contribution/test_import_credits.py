"""The real file of an open-source project, and files that only look like one."""

import json
from datetime import date

from odoo.tests import tagged

from ...models.contribution.import_credits import KINDS
from .import_common import AS_OF, SAMPLE, ImportCase


def credits_of(*people, **values):
    return json.dumps(
        {"projectName": "choir", "contributors": list(people), **values}
    ).encode()


def person(login, *kinds, **values):
    return {"login": login, "name": f"{login} (test)", "contributions": kinds, **values}


@tagged("post_install", "-at_install", "code_social")
class TestImportSample(ImportCase):
    def matrix(self):
        return self.env["code.social.wealth.matrix"].search([])

    def test_sample_adds_221_lines_144_people_15_natures(self):
        before = self.matrix()
        record = self.run_import(self.sample, SAMPLE)
        self.assertEqual(record.state, "done", record.report)
        rows = self.matrix() - before
        self.assertEqual(len(rows), 221)
        self.assertEqual(len(rows.partner_id), 144)
        self.assertEqual(len(rows.nature_id), 15)
        self.assertEqual(set(rows.mapped("date")), {AS_OF})
        self.assertEqual(set(rows.mapped("quantity")), {0.0})
        self.assertEqual(len(rows.project_id), 1)
        self.assertEqual(rows.project_id.name, "react-testing-library")
        self.assertTrue(rows.project_id.code_social)
        counts = {n.code: len(r) for n, r in rows.grouped("nature_id").items()}
        self.assertEqual(counts["documentation"], 67)
        self.assertEqual(counts["code"], 61)
        self.assertEqual(counts["design"], 1)
        self.assertNotIn("other", counts)

    def test_second_run_adds_nothing_and_says_so(self):
        self.run_import(self.sample, SAMPLE)
        rows, people = self.matrix(), self.env["res.partner"].search_count([])
        projects = self.env["project.project"].search_count([])
        again = self.run_import(self.sample, SAMPLE, as_of=date(2025, 1, 31))
        self.assertEqual(again.state, "done")
        self.assertEqual((again.report["added"], again.report["known"]), (0, 221))
        self.assertIn("Nothing new", self.Import._report_text(again.report))
        self.assertEqual(self.matrix(), rows)
        self.assertEqual(self.env["res.partner"].search_count([]), people)
        self.assertEqual(self.env["project.project"].search_count([]), projects)

    def test_a_longer_file_adds_only_what_is_new(self):
        self.run_import(self.sample, SAMPLE)
        content = json.loads(self.sample)
        content["contributors"][1]["contributions"].append("talk")
        content["contributors"].append(person("newcomer", "doc"))
        record = self.run_import(json.dumps(content).encode(), SAMPLE)
        self.assertEqual(record.report["added"], 2)
        self.assertEqual(record.report["people_added"], 1)

    def test_people_have_no_login_and_are_never_drawn(self):
        record = self.run_import(self.sample, SAMPLE)
        people = self.Contribution.search([("import_id", "=", record.id)]).partner_ids
        self.assertEqual(len(people), 144)
        self.assertTrue(all(people.mapped("imported")))
        self.assertFalse(people.with_context(active_test=False).user_ids)
        self.assertEqual(set(people.mapped("community_level")), {"none"})
        for purpose in ("evaluate", "vote", "draw"):
            eligible = (people | self.noe.partner_id)._eligible(purpose)
            self.assertEqual(eligible, self.noe.partner_id)

    def test_imported_people_who_get_a_login_are_still_not_drawn(self):
        record = self.run_import(credits_of(person("ada", "code")), "rc.json")
        partner = self.Contribution.search([("import_id", "=", record.id)]).partner_ids
        group = self.env.ref("code_social.group_member")
        self._create_user("ada", "base.group_portal").write(
            {"partner_id": partner.id, "group_ids": [(4, group.id)]}
        )
        partner._by_method().write({"joined_on": self.today})
        self.assertFalse(partner._eligible("evaluate"))

    def test_contributions_arrive_acknowledged_with_one_event(self):
        Event = self.env["code.social.event"]
        last = Event.search([], limit=1, order="id desc").id
        record = self.run_import(self.sample, SAMPLE)
        made = self.Contribution.search([("import_id", "=", record.id)])
        self.assertEqual(set(made.mapped("state")), {"acknowledged"})
        self.assertEqual(set(made.mapped("origin")), {"import"})
        self.assertEqual(made.entered_by_id, self.publisher.partner_id)
        self.assertFalse(made.acknowledged_by_id)
        events = Event.search([("id", ">", last)])
        self.assertEqual(events.mapped("action"), ["import"])
        self.assertEqual(events.model, "code.social.import")
        self.assertEqual(events.after["contributions"], 221)

    def test_a_namesake_is_not_taken_for_the_person(self):
        namesake = self.env["res.partner"].create({"name": "Kent C. Dodds"})
        self.run_import(self.sample, SAMPLE)
        self.assertFalse(
            self.Contribution.search([("partner_ids", "in", namesake.ids)])
        )

    def test_the_same_login_in_two_projects_is_one_person(self):
        self.run_import(credits_of(person("Ada", "code")), "rc.json")
        other = credits_of(person("ada", "code", "doc"), projectName="theatre")
        record = self.run_import(other, "rc.json", project_name="Theatre")
        self.assertEqual(record.report["added"], 2)
        self.assertEqual(record.report["people_added"], 0)

    def test_the_same_login_elsewhere_is_somebody_else(self):
        self.run_import(credits_of(person("ada", "code")), "rc.json")
        other = credits_of(person("ada", "code"), repoHost="https://code.example.org")
        record = self.run_import(other, "rc.json")
        self.assertEqual(record.report["people_added"], 1)

    def test_every_published_kind_has_a_leaf(self):
        natures = self.Import._natures()
        self.assertGreaterEqual(len(KINDS), 33)
        for kind, code in KINDS.items():
            self.assertTrue(natures[code].is_leaf, kind)
        record = self.run_import(credits_of(person("ada", *KINDS)), "rc.json")
        self.assertEqual(record.report["added"], len(KINDS))
        self.assertFalse(record.report["unknown"])

    def test_unknown_kinds_are_kept_under_other_and_reported(self):
        types = {"cheering": {"symbol": "!", "description": "Cheering us up"}}
        file = credits_of(
            person("ada", "code", "cheering"), person("bo", "=1+1"), types=types
        )
        record = self.run_import(file, "rc.json")
        made = self.Contribution.search([("import_id", "=", record.id)])
        other = made.filtered(lambda c: c.nature_id.code == "other")
        self.assertEqual(
            sorted(other.mapped("name")), ["=1+1 · choir", "cheering · choir"]
        )
        text = self.Import._report_text(record.report)
        self.assertIn("cheering (Cheering us up): 1", text)

    def test_kinds_with_an_address_and_twice_the_same(self):
        file = credits_of(
            person("ada", {"type": "code", "url": "https://example.org"}, "code"),
            person("ada", "code", "doc"),
        )
        self.assertEqual(self.run_import(file, "rc.json").report["added"], 2)


@tagged("post_install", "-at_install", "code_social")
class TestImportBadCredits(ImportCase):
    def test_files_that_are_not_of_this_format(self):
        for data, sentence in (
            (b'{"name": "package", "version": 1}', "not an .all-contributorsrc"),
            (b"[1, 2]", "not an .all-contributorsrc"),
            (b'{"contributors": {}}', "not an .all-contributorsrc"),
            (b'{"contributors": []}', "names no contributor"),
            (b'{"contributors": [', "damaged at line 1"),
            (b'{"contributors": [' + b"9" * 5000 + b"]}", "number without end"),
            (b'{"a":' * 100_000, "nested too deeply"),
            (b"   \n", "empty"),
        ):
            self.assertRefused(data, sentence, "all.json")

    def test_every_wrong_contributor_is_named_at_once(self):
        file = credits_of(
            person("ada", "code"),
            {"name": "No login", "contributions": ["doc"]},
            {"login": "bo", "contributions": "doc"},
            {"login": "cy", "contributions": [3]},
            "di",
        )
        record = self.run_import(file, "all.json")
        self.assertEqual(record.state, "failed")
        self.assertEqual(
            [where for where, _sentence in record.report["errors"]],
            ["Contributor 2", "Contributor 3", "Contributor 4", "Contributor 5"],
        )
        self.assertFalse(record.contribution_count)

    def test_an_archived_nature_stops_the_file(self):
        self.env.ref("code_social.nature_code").active = False
        record = self.run_import(credits_of(person("ada", "doc", "code")), "a.json")
        self.assertEqual(record.state, "failed")
        self.assertIn("no longer used", record.report["errors"][0][1])

    def test_tags_in_names_stay_text(self):
        evil = "<img src=x onerror=alert(1)>"
        file = credits_of(
            {"login": "eve", "name": evil, "contributions": [evil]}, projectName=evil
        )
        record = self.run_import(file, "a.json")
        self.assertEqual(record.state, "done")
        self.assertNotIn("<img", record.report_html)
        self.assertIn("&lt;img", record.report_html)
