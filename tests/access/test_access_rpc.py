"""The access table over the network: a browser's session, and an API key."""

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from . import table
from .world import SECRET, WorldMixin

#: Each persona once, portal and internal where there are both.
SAMPLE = (
    "party",
    "other",
    "evaluator",
    "publisher",
    "accountant",
    "manager",
    "employee",
    "customer",
    "publisher_b",
)
#: Fewer for keys, which are slow to check on purpose.
API_SAMPLE = ("cs_amina", "cs_ines", "cs_noe", "cs_ivan", "cs_accountant")
SITUATIONS = (
    ("code.social.contribution", "in rounds"),
    ("code.social.contribution.share", "in rounds"),
    ("code.social.ballot", "open"),
    ("code.social.valuation", "closed"),
    ("code.social.tie", ""),
    ("code.social.event", "own act"),
    ("code.social.wealth.matrix", ""),
)


class Remote(WorldMixin):
    """Remote calls, and the sample of the table they are tried on."""

    def answer(self, model, method, *args, **kwargs):
        """Return what a call gives a browser, or the error as (class, message)."""
        response = self.opener.post(
            f"{self.base_url()}/web/dataset/call_kw/{model}/{method}",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs,
                },
            },
            timeout=30,
        ).json()
        if "error" in response:
            data = response["error"]["data"]
            return (data["name"], data["message"])
        return response.get("result")

    def pairs(self):
        """Yield (user, record, letters) of the sample."""
        for rows in self.sets:
            for persona in SAMPLE:
                for user in rows["people"][persona]:
                    for key in SITUATIONS:
                        letters = table.ROWS[key[0]][key[1]].get(persona, "")
                        yield user, rows[key], letters

    def by_user(self):
        found = {}
        for user, record, letters in self.pairs():
            found.setdefault(user, []).append((record, letters))
        return found.items()


class Session:
    """As a browser calls, with its session."""

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_the_table_through_a_session(self):
        for user, rows in self.by_user():
            self.authenticate(user.login, user.login)
            for record, letters in rows:
                domain = [["id", "=", record.id]]
                for method, args in (
                    ("read", [record.ids, ["display_name"]]),
                    ("web_read", [record.ids, {"display_name": {}}]),
                    ("search_read", [domain, ["display_name"]]),
                    ("search_count", [domain]),
                    ("name_search", ["", domain]),
                ):
                    got = self.answer(record._name, method, *args)
                    with self.subTest(
                        record._name, user=user.login, method=method, cell=letters
                    ):
                        if "r" in letters:
                            self.assertTrue(got)
                            self.assertNotIsInstance(got, tuple)
                        elif isinstance(got, tuple):
                            self.assertNotIn(SECRET, str(got))
                        else:
                            self.assertFalse(got)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_absent_and_forbidden_are_the_same(self):
        """Our methods too: a refusal must not tell that the record is there."""
        methods = {
            "code.social.contribution": (
                ("action_acknowledge", []),
                ("action_declare", []),
                ("action_withdraw", []),
                ("action_return", ["Why"]),
                ("revise", [{"name": "Mine"}]),
                ("message_post", []),
                ("unlink", []),
            ),
            "code.social.ballot": (
                ("action_submit", [{}, "a", "b"]),
                ("action_recuse", ["Why"]),
            ),
            "code.social.tie": (("withdraw", []),),
            "code.social.valuation": (("action_maintain", ["Why"]),),
        }
        rows = self.sets[0]
        for user in (self.noe, self.ivan, self.customer, self.employee):
            self.authenticate(user.login, user.login)
            for model, calls in methods.items():
                record = next(one for key, one in rows.items() if key[0] == model)
                absent = record.id + 10**6
                for name, args in (("read", [["id"]]), ("write", [{}]), *calls):
                    there = self.answer(model, name, [record.id], *args)
                    gone = self.answer(model, name, [absent], *args)
                    with self.subTest(model, user=user.login, method=name):
                        self.assertIsInstance(there, tuple)
                        self.assertEqual(there, gone)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_debug_mode_names_nothing(self):
        self.authenticate(self.ivan.login, self.ivan.login)
        self.url_open("/odoo?debug=1")
        for key in SITUATIONS:
            record = self.sets[0][key]
            answer = self.answer(record._name, "read", record.ids, ["display_name"])
            with self.subTest(record._name):
                self.assertIsInstance(answer, tuple)
                self.assertNotIn(SECRET, str(answer))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_a_forged_context_opens_nothing(self):
        forged = {
            "context": {
                "code_social_method": True,
                "code_social_share": True,
                "code_social_drop_guarded": True,
                "su": True,
                "uid": 1,
                "allowed_company_ids": self.company_a.ids,
            }
        }
        work = self.sets[0]["code.social.contribution", "declared"]
        for user in (self.noe, self.publisher, self.manager, self.bruno):
            self.authenticate(user.login, user.login)
            for values in ({"state": "acknowledged"}, {"name": "Mine"}):
                answer = self.answer(work._name, "write", work.ids, values, **forged)
                with self.subTest(user=user.login, values=values):
                    self.assertIsInstance(answer, tuple)
        self.assertEqual(work.state, "declared")
        self.assertEqual(work.name, SECRET)


class ApiKey:
    """The same through `/json/2/`, as scripts and other programs do."""

    def key_of(self, user):
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "Test", fields.Datetime.now() + timedelta(hours=1))

    def call_json2(self, key, model, method, **body):
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(body),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"bearer {key}",
                "X-Odoo-Database": self.env.cr.dbname,
            },
        )
        return response.status_code, response.json()

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_the_table_through_an_api_key(self):
        for user, rows in self.by_user():
            if user.login not in API_SAMPLE:
                continue
            key = self.key_of(user)
            for record, letters in rows:
                domain = [["id", "=", record.id]]
                read = self.call_json2(
                    key, record._name, "read", ids=record.ids, fields=["display_name"]
                )
                found = self.call_json2(
                    key, record._name, "search_read", domain=domain, fields=["id"]
                )
                with self.subTest(record._name, user=user.login, cell=letters):
                    if "r" in letters:
                        self.assertEqual((read[0], found[0]), (200, 200))
                        self.assertTrue(read[1] and found[1])
                    else:
                        self.assertEqual(read[0], 403)
                        self.assertNotIn(SECRET, str(read[1]))
                        self.assertTrue(found[0] == 403 or found[1] == [])

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_methods_through_an_api_key(self):
        rows = self.sets[0]
        for user in (self.noe, self.ivan, self.customer):
            key = self.key_of(user)
            for record, method, body in (
                (
                    rows["code.social.contribution", "declared"],
                    "action_acknowledge",
                    {},
                ),
                (
                    rows["code.social.ballot", "open"],
                    "action_submit",
                    {"scores": {}, "strength": "a", "improvement": "b"},
                ),
                (rows["code.social.tie", ""], "withdraw", {}),
            ):
                answers = [
                    self.call_json2(key, record._name, method, ids=[id_], **body)
                    for id_ in (record.id, record.id + 10**6)
                ]
                for _status, answer in answers:
                    answer.pop("debug", None)
                with self.subTest(record._name, user=user.login):
                    self.assertEqual(answers[0][0], 403)
                    self.assertEqual(*answers)


@tagged("post_install", "-at_install", "code_social")
class TestAccessRpc(Session, ApiKey, Remote, HttpCase):
    """Both on one world."""
