"""The export of a charter: it verifies alone, and every change to it is seen."""

import copy
import json
import unittest

from hypothesis import given
from hypothesis import strategies as st

from tools.chain import link
from tools.charter_export import FORMAT, verify_export

WORDS = st.text(max_size=20)


def export(bodies):
    """Return an export with one version a body, each made by an amendment."""
    versions, last = [], ""
    for number, body in enumerate(bodies, start=1):
        text = {
            "number": number,
            "articles": [
                {"number": 1, "body": body, "amendments": [{"uid": f"a{number}"}]}
            ],
            "repealed": [],
        }
        versions.append(
            {
                "number": number,
                "previous_hash": last,
                "content_hash": link(last, text),
                "text": text,
            }
        )
        last = versions[-1]["content_hash"]
    amendments = [{"uid": f"a{one['number']}"} for one in versions]
    return {
        "format": FORMAT,
        "versions": versions,
        "amendments": amendments,
        "head": last,
    }


class TestVerifyExport(unittest.TestCase):
    @given(st.lists(WORDS, max_size=5))
    def test_it_holds_as_it_was_written_and_read(self, bodies):
        data = json.loads(json.dumps(export(bodies)))
        self.assertEqual(verify_export(data), [])
        self.assertEqual(verify_export(data, data["head"]), [])

    @given(st.lists(WORDS, min_size=1, max_size=5), st.data())
    def test_any_word_changed_is_seen(self, bodies, draw):
        data = export(bodies)
        at = draw.draw(st.integers(0, len(bodies) - 1))
        data["versions"][at]["text"]["articles"][0]["body"] += "!"
        (problem,) = verify_export(data)
        self.assertIn(f"version {at + 1}:", problem)

    def test_what_is_missing_or_moved_is_seen(self):
        whole = export(["one", "two", "three"])

        def without(change):
            data = copy.deepcopy(whole)
            change(data)
            return "; ".join(verify_export(data, whole["head"]))

        for change, problem in (
            (lambda d: d["versions"].pop(0), "version 2: it does not follow"),
            (lambda d: d["versions"].pop(1), "version 3: it does not follow"),
            (lambda d: d["versions"].pop(), "the one the file announces"),
            (lambda d: d["versions"].reverse(), "does not follow"),
            (lambda d: d["amendments"].pop(0), "amendment a1 is missing"),
            (lambda d: d.update(head="0" * 64), "the one the file announces"),
            (lambda d: d["versions"][0].update(number=7), "version 7: its text"),
            (lambda d: d.pop("versions"), "incomplete"),
            (lambda d: d["versions"][0].pop("text"), "incomplete"),
            (lambda d: d.update(versions=[1]), "incomplete"),
            (lambda d: d.update(format="other"), "this is not"),
        ):
            with self.subTest(problem=problem):
                self.assertIn(problem, without(change))

    def test_a_chain_made_anew_is_seen_by_its_head_alone(self):
        whole, forged = export(["one", "two"]), export(["One", "two"])
        self.assertEqual(verify_export(forged), [])
        self.assertIn("known from elsewhere", verify_export(forged, whole["head"])[0])

    def test_what_is_no_export(self):
        for data in (None, [], "x", {}, {"format": FORMAT}):
            with self.subTest(data=data):
                self.assertTrue(verify_export(data))


if __name__ == "__main__":
    unittest.main()
