"""Sealed records refuse every path: administrator, call, import, merge, file."""

from datetime import date

from odoo import Command
from odoo.exceptions import UserError
from odoo.fields import Date, Datetime
from odoo.models import MAGIC_COLUMNS
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import SQL, mute_logger

from .sealed_world import WORDS, SealedWorld
from .unchanged import REFUSAL, Unchanged

#: Without the right to write, Odoo's own refusal comes first.
ANY = "."
#: What a refusal may say to who may not read: nothing of the record.
UNTOLD = (
    r"^You are not allowed|^This is not open here|: .* cannot be written directly"
    r"|^The audit log is written|^Sorry, you are not allowed"
)
#: Odoo's own columns: who follows, what was said beside, when it was touched.
ODOO = frozenset(
    {
        *MAGIC_COLUMNS,
        "access_token",
        "activity_ids",
        "message_follower_ids",
        "message_ids",
        "message_main_attachment_id",
        "rating_ids",
        "website_message_ids",
    }
)
FORGED = {
    "context": {
        "code_social_method": True,
        "code_social_share": True,
        "code_social_drop_guarded": True,
        "install_mode": True,
    }
}
OTHERWISE = {
    **dict.fromkeys(("char", "text", "html"), "Forged"),
    "date": Date.to_date("2020-02-02"),
    "datetime": Datetime.to_datetime("2020-02-02 10:00:00"),
    "json": {"forged": 1},
    "binary": "Zm9yZ2Vk",
}
IMPORTABLE = {
    "char": "Forged",
    "text": "Forged",
    "html": "<p>Forged</p>",
    "integer": "77",
    "float": "77.7",
    "date": "2020-02-02",
    "datetime": "2020-02-02 10:00:00",
}


class Paths(Unchanged, SealedWorld):
    """What is tried on each kind."""

    def each(self, path):
        """Yield (kind, record as superuser) which the path concerns."""
        for kind, row in self.rows.items():
            if path not in row.without:
                yield kind, row.record.sudo()

    def fields_of(self, record):
        """Yield the stored fields that a person could mean to change."""
        for field in record._fields.values():
            if field.store and field.type != "one2many" and field.name not in ODOO:
                yield field

    def another(self, record, field):
        """Return a value for `write()` that the record does not have."""
        now = record[field.name]
        if field.relational:
            others = self.env[field.comodel_name].sudo().with_context(active_test=False)
            other = others.search([("id", "not in", now.ids)], limit=1)
            if field.type == "many2one":
                return other.id
            return [Command.clear()] if now else [Command.set(other.ids)]
        if field.type == "selection":
            keys = field.get_values(self.env)
            return next(key for key in keys if key != now)
        if field.type in ("integer", "float", "monetary", "many2one_reference"):
            return (now or 0) + 7
        return not now if field.type == "boolean" else OTHERWISE[field.type]


@tagged("post_install", "-at_install", "code_social")
class TestSealedPaths(Paths, HttpCase):
    def test_an_administrator_writes_nothing(self):
        """Field by field, with every group there is and as superuser."""
        for kind, record in self.each("write"):
            for field in self.fields_of(record):
                values = {field.name: self.another(record, field)}
                for one in (record, record.with_user(self.admin)):
                    with self.subTest(kind, field=field.name, su=one.env.su):
                        says = REFUSAL if one.env.su else ANY
                        self.assert_refused(
                            record, lambda one=one, v=values: one.write(v), says
                        )

    def test_an_administrator_deletes_nothing(self):
        for kind, record in self.each("unlink"):
            for one in (record, record.with_user(self.admin)):
                with self.subTest(kind, su=one.env.su):
                    self.assert_refused(
                        record, one.unlink, REFUSAL if one.env.su else ANY
                    )

    def test_a_refusal_tells_nothing_to_who_may_not_read(self):
        """Neither a title nor whether it is sealed: as for any closed record."""
        for kind, record in self.each("write"):
            field = next(self.fields_of(record))
            values = {field.name: self.another(record, field)}
            for user in (self.customer, self.bruno):
                one = record.with_user(user).sudo(False)
                for call in (one.unlink, lambda one=one, v=values: one.write(v)):
                    with self.subTest(kind, user=user.login):
                        self.assert_refused(record, call, UNTOLD)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_a_call_over_the_network_changes_nothing(self):
        """With every group, a prepared context, and the methods a client has."""
        self.authenticate(self.admin.login, self.admin.login)
        for kind, record in self.each("rpc"):
            field = next(self.fields_of(record))
            values = {field.name: self.another(record, field)}
            if isinstance(values[field.name], date):
                values = {field.name: "2020-02-02"}
            before = self.stored(record)
            for method, args in (
                ("write", [values]),
                ("web_save", [values, {}]),
                ("unlink", []),
            ):
                with self.subTest(kind, method=method):
                    with self.assertRaises(JsonRpcException) as caught:
                        self.make_jsonrpc_request(
                            f"/web/dataset/call_kw/{record._name}/{method}",
                            {
                                "model": record._name,
                                "method": method,
                                "args": [record.ids, *args],
                                "kwargs": FORGED,
                            },
                        )
                    self.assertRegex(
                        str(caught.exception), "AccessError|UserError|ValidationError"
                    )
                    self.env.invalidate_all()
                    self.assertEqual(self.stored(record), before)

    def test_an_import_changes_nothing(self):
        for kind, record in self.each("import"):
            for field in self.fields_of(record):
                if field.type not in IMPORTABLE:
                    continue
                line = [str(record.id), IMPORTABLE[field.type]]
                for one in (record, record.with_user(self.admin)):
                    with self.subTest(kind, field=field.name, su=one.env.su):
                        self.assert_refused(
                            record,
                            lambda one=one, f=field, row=line: self.load(one, f, row),
                            REFUSAL if one.env.su else ANY,
                        )

    def load(self, record, field, line):
        """Import a line, and raise what the import's report says."""
        answer = record.browse().load([".id", field.name], [line])
        if not answer["ids"]:
            raise UserError("\n".join(one["message"] for one in answer["messages"]))

    def test_a_contact_it_names_does_not_vanish(self):
        """Each field that names people: whoever stands there, member or not."""
        for kind, record in self.each("merge"):
            for field in self.fields_of(record):
                if field.relational and field.comodel_name == "res.partner":
                    with self.subTest(kind, field=field.name):
                        self.check_merge(record, field)

    def check_merge(self, record, field):
        people = self.env["res.partner"].create(
            [{"name": "Was there (test)"}, {"name": "Stays (test)"}]
        )
        self.env.flush_all()
        self.env.cr.execute(self.named(record, field, people[0]))
        self.env.invalidate_all()
        merge = self.env["base.partner.merge.automatic.wizard"].with_user(self.admin)
        self.assert_refused(
            record,
            lambda: merge._merge(people.ids, people[1]),
            "Was there .* cannot vanish: sealed records",
        )
        self.assertTrue(people[0].exists())

    def named(self, record, field, person):
        """Return the query that puts a contact there, below every guard."""
        if field.type == "many2many":
            return SQL(
                "INSERT INTO %s (%s, %s) VALUES (%s, %s)",
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                SQL.identifier(field.column2),
                record.id,
                person.id,
            )
        return SQL(
            "UPDATE %s SET %s = %s WHERE id = %s",
            SQL.identifier(record._table),
            SQL.identifier(field.name),
            person.id,
            record.id,
        )

    def test_its_files_stay_as_they_are(self):
        for kind, record in self.each("attachment"):
            file = self.filed(record)
            for one in (file.sudo(), file.with_user(self.admin)):
                for values in (
                    {"raw": b"forged"},
                    {"datas": "Zm9yZ2Vk"},
                    {"name": "other.txt"},
                    {"res_id": 0},
                    {"res_model": "res.partner", "res_id": self.amina.partner_id.id},
                    {"type": "url", "url": "https://example.org"},
                ):
                    with self.subTest(kind, values=[*values], su=one.env.su):
                        self.assert_refused(
                            file,
                            lambda one=one, v=values: one.write(v),
                            REFUSAL if one.env.su else ANY,
                        )
                with self.subTest(kind, su=one.env.su):
                    self.assert_refused(
                        file, one.unlink, REFUSAL if one.env.su else ANY
                    )

    def test_no_file_is_added_to_it(self):
        """Neither new, nor moved, nor with a message beside it."""
        Attachment = self.env["ir.attachment"]
        loose = Attachment.create({"name": "b.txt", "raw": b"loose"})
        for kind, record in self.each("attachment"):
            place = {"res_model": record._name, "res_id": record.id}
            new = {"name": "b.txt", "raw": b"new", **place}
            for user in (self.env.user, self.admin):
                files = Attachment.with_user(user)
                calls = [
                    lambda files=files, new=new: files.create(new),
                    lambda user=user, to=place: loose.with_user(user).write(to),
                ]
                if hasattr(record, "message_post"):
                    one = record.with_user(user).sudo()
                    calls.append(
                        lambda one=one: one.message_post(
                            body=WORDS, attachments=[("c.txt", b"beside")]
                        )
                    )
                for number, call in enumerate(calls):
                    with self.subTest(kind, user=user.login, call=number):
                        # Odoo first checks the right to write on the record.
                        self.assert_refused(loose, call, ANY, at_once=False)
            domain = [*((name, "=", value) for name, value in place.items())]
            self.assertFalse(Attachment.sudo().search(domain))
