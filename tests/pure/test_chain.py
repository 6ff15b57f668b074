"""Hash chains: one form for one payload, and every change is seen."""

import hashlib
import unittest
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tools.chain import canonical_json, link, salted_hash, verify

PAYLOADS = st.dictionaries(
    st.text(max_size=3), st.integers() | st.text(max_size=3) | st.booleans(), max_size=4
)


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def chained(payloads, previous=""):
    rows = []
    for payload in payloads:
        previous = link(previous, payload)
        rows.append((payload, previous))
    return rows


class TestCanonical(unittest.TestCase):
    def test_forms(self):
        paris = timezone(timedelta(hours=2))
        for value, expected in (
            ({"b": 1, "a": [1, (2, None)]}, '{"a":[1,[2,null]],"b":1}'),
            ({"é": "ç"}, '{"é":"ç"}'),
            (Decimal("1.50"), '"1.50"'),
            (Decimal("1E+2"), '"100"'),
            (Fraction(1, 3), '"1/3"'),
            (0.1, "0.1"),
            (True, "true"),
            (date(2026, 1, 2), '"2026-01-02"'),
            (time(3, 4), '"03:04:00"'),
            (datetime(2026, 1, 2, 3, 4), '"2026-01-02T03:04:00Z"'),
            (datetime(2026, 1, 2, 5, 4, tzinfo=paris), '"2026-01-02T03:04:00Z"'),
            (datetime(2026, 1, 2, 3, 4, 5, 6), '"2026-01-02T03:04:05.000006Z"'),
            ({2: "b", 10: "a"}, '{"10":"a","2":"b"}'),
        ):
            with self.subTest(value=value):
                self.assertEqual(canonical_json(value), expected)

    def test_refused(self):
        for value in ({1, 2}, b"x", object(), {(1, 2): 3}, {True: 1}, {None: 1}):
            with self.subTest(value=value), self.assertRaises(TypeError):
                canonical_json(value)
        for value in (float("nan"), Decimal("inf"), {1: "a", "1": "b"}):
            with self.subTest(value=value), self.assertRaises(ValueError):
                canonical_json([value])

    @given(PAYLOADS)
    def test_order_of_keys_does_not_count(self, payload):
        backwards = dict(reversed(payload.items()))
        self.assertEqual(canonical_json(payload), canonical_json(backwards))


class TestChain(unittest.TestCase):
    def test_by_hand(self):
        first = sha('{"a":1}')
        self.assertEqual(link("", {"a": 1}), first)
        self.assertEqual(link(None, {"a": 1}), first)
        self.assertEqual(link(first, {"é": "1"}), sha(first + '{"é":"1"}'))

    def test_whole(self):
        self.assertIsNone(verify([]))
        self.assertIsNone(verify(chained([{"n": n} for n in range(5)])))

    def test_shapes_of_rows(self):
        rows = chained([{"n": n} for n in range(3)])
        hashes = ["", *(row_hash for _payload, row_hash in rows)]
        triples = [(hashes[n], *row) for n, row in enumerate(rows)]
        names = ("previous_hash", "payload", "hash")
        mappings = [dict(zip(names, row, strict=True)) for row in triples]
        for shape in (rows, triples, mappings, iter(triples)):
            self.assertIsNone(verify(shape))
        triples[2] = ("0" * 64, *triples[2][1:])
        mappings[1]["previous_hash"] = None
        self.assertEqual(verify(triples), 2)
        self.assertEqual(verify(mappings), 1)

    def test_end_of_a_chain(self):
        rows = chained([{"n": n} for n in range(4)])
        self.assertEqual(verify(rows[2:]), 0)
        self.assertIsNone(verify(rows[2:], rows[1][1]))

    def test_what_cannot_be_hashed_is_broken(self):
        rows = [*chained([{"n": 1}]), ({"n": {1}}, "0" * 64)]
        self.assertEqual(verify(rows), 1)

    @given(st.lists(PAYLOADS, min_size=1, max_size=5), st.data())
    def test_every_change_is_seen(self, payloads, data):
        rows = chained(payloads)
        self.assertIsNone(verify(rows))
        place = data.draw(st.integers(0, len(rows) - 1))
        payload, row_hash = rows[place]
        changed = [*rows]
        changed[place] = ({**payload, "other": 1}, row_hash)
        self.assertEqual(verify(changed), place)
        changed[place] = (payload, sha(row_hash))
        self.assertEqual(verify(changed), place)
        self.assertEqual(
            verify(rows[:place] + rows[place + 1 :]),
            place if place + 1 < len(rows) else None,
        )

    def test_exchanged_rows(self):
        rows = chained([{"n": 1}, {"n": 2}])
        self.assertEqual(verify(rows[::-1]), 0)


class TestSalt(unittest.TestCase):
    def test_salted(self):
        self.assertEqual(salted_hash("salt", "Amina"), sha("saltAmina"))
        self.assertNotEqual(salted_hash("salt", "a"), salted_hash("tlas", "a"))

    def test_needs_a_salt(self):
        for salt in ("", None):
            with self.assertRaises(ValueError):
                salted_hash(salt, "a")
