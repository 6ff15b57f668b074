"""The access table of the design, compared with the live rules."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from . import table
from .world import WorldMixin

MODULE = "code_social"


def installed_in(record):
    """Tell whether a model or a field comes from our module, alone or with others."""
    return MODULE in (record.modules or "").replace(" ", "").split(",")


@tagged("post_install", "-at_install", "code_social")
class TestAccessTable(WorldMixin, TransactionCase):
    """Each difference is printed as: persona, model, operation, expected, got."""

    maxDiff = None

    # === What must be in the table ===

    def test_every_model_is_in_the_table(self):
        models = self.env["ir.model"].search([("model", "=like", "code.social.%")])
        known = {*table.ROWS, *table.ABSTRACT, *table.DIALOGS}
        self.assertEqual(set(models.mapped("model")), known)
        for name in table.ABSTRACT:
            self.assertTrue(self.env[name]._abstract)
        for name in table.DIALOGS:
            self.assertTrue(self.env[name].is_transient())

    def test_every_field_we_add_to_odoo_is_in_the_table(self):
        found = {}
        for field in self.env["ir.model.fields"].search([]):
            model = self.env.get(field.model)
            if not installed_in(field) or model is None or model._abstract:
                continue
            if not field.model.startswith("code.social."):
                own = model._fields[field.name]
                # Those of res.users mirror those of the person.
                if not own.inherited and field.name not in ("id", "display_name"):
                    found.setdefault(field.model, set()).add(field.name)
        expected = {model: set(fields) for model, fields in table.FIELDS.items()}
        self.assertEqual(found, expected)

    def test_odoos_records_are_copied_without_our_closed_fields(self):
        # Copying reads every field that is copied, as whoever copies.
        closed = {
            f"{model}.{name}"
            for model, fields in table.FIELDS.items()
            for name in fields
            if self.env[model]._fields[name].groups
            and self.env[model]._fields[name].copy
        }
        # Left out by its copy_data() for who may not read it.
        self.assertEqual(closed, {"project.project.talent_needed_ids"})

    def test_every_situation_has_its_row(self):
        situations = {
            (model, situation)
            for model, cells in table.ROWS.items()
            for situation in cells
        }
        for rows in self.sets:
            self.assertEqual({*self.common, *rows} - {"people"}, situations)
            self.assertEqual(set(rows["people"]), set(table.PERSONAS))

    # === Rows ===

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_rows(self):
        differences = []
        for people, cells, record, label in self.shown_rows():
            self.assertEqual(len(record), 1, label)
            for persona, users in people.items():
                letters = cells.get(persona, "")
                for user in users:
                    where = f"{persona} ({user.login}) · {label}"
                    differences += self.compare(record, user, letters, where)
        self.assertFalse(differences, "\n" + "\n".join(differences))

    def compare(self, record, user, letters, label):
        """Return the differences between a cell of the table and the live rules."""
        mine = self.as_user(record, user)
        got = {name: self.attempt(call, mine) for name, call in READS.items()}
        for name, letter in WRITES.items():
            got[name] = mine.has_access(letter)
        expected = dict.fromkeys(READS, "r" in letters)
        may_export = user.has_group("base.group_allow_export")
        expected["export_data"] = expected["export_data"] and may_export
        expected.update(
            {name: name[0] in letters for name in ("write", "create")},
            unlink="d" in letters,
        )
        return [
            f"{label} · {name}: expected {expected[name]}, got {got[name]}"
            for name in expected
            if bool(got[name]) != expected[name]
        ]

    def attempt(self, call, record):
        """Return what a call gives, or False when it is refused."""
        try:
            return call(record)
        except UserError:
            return False

    # === Messages and files ===

    def shown_rows(self):
        """Return (people, cells, record, label) of each situation."""
        both = {
            persona: self.sets[0]["people"][persona] | users
            for persona, users in self.sets[1]["people"].items()
        }
        found = []
        for people, rows in (
            (both, self.common),
            *((rows["people"], rows) for rows in self.sets),
        ):
            for key in rows.keys() - {"people"}:
                model, situation = key
                cells = table.ROWS[model][situation]
                found.append((people, cells, rows[key], f"{model} [{situation}]"))
        return sorted(found, key=lambda row: row[3])

    def readers(self, people, cells):
        """Return the users who may read a row."""
        return self.env["res.users"].union(
            *(one for name, one in people.items() if "r" in cells.get(name, ""))
        )

    def test_messages(self):
        messages = self.env["mail.message"]
        may = {}
        for people, cells, record, label in self.shown_rows():
            if hasattr(record, "message_post"):
                said = f"Said of {label} (test)"
                message = record.sudo().message_post(
                    body=said,
                    subtype_xmlid="mail.mt_comment",
                    message_type="comment",
                )
                messages |= message
                for user in self.readers(people, cells):
                    may.setdefault(user, []).append(message.id)
        self.assertTrue(messages)
        for user in self.everybody():
            mine = self.as_user(messages, user)
            found = mine.search([("id", "in", messages.ids)])
            self.assert_exactly(found, messages, may.get(user, []), user, "body")

    def test_files(self):
        files = self.env["ir.attachment"]
        may = {}
        for people, cells, record, _label in self.shown_rows():
            if record._auto:
                file = self.file_of(record)
                files |= file
                for user in self.readers(people, cells):
                    may.setdefault(user, []).append(file.id)
        for user in self.everybody():
            # Odoo shows no file to portal people but by its address: theirs is
            # `/my/evidence`, and the predicate below.
            expected = may.get(user, []) if user._is_internal() else []
            if user == self.settings:
                continue
            mine = self.as_user(files, user)
            if not mine.browse().has_access("read"):
                self.assertFalse(expected)
                continue
            found = mine.search([("id", "in", files.ids)])
            self.assert_exactly(found, files, expected, user, "datas")

    def test_evidence(self):
        for rows in self.sets:
            work = rows["code.social.contribution", "in rounds"]
            cells = table.ROWS[work._name]["in rounds"]
            may = self.readers(rows["people"], cells)
            for user in self.everybody(rows):
                mine = self.as_user(work, user)
                with self.subTest(user=user.login):
                    if user in may:
                        self.assertTrue(mine._evidence())
                    else:
                        with self.assertRaises(AccessError):
                            mine._evidence()

    def assert_exactly(self, found, records, expected, user, name):
        """These and no others are found, and the others refuse to be read."""
        labels = {
            one.id: (one.model if "model" in one else one.res_model)
            for one in records.sudo()
        }
        wrong = set(found.ids) ^ set(expected)
        self.assertFalse([labels[one] for one in wrong], user.login)
        if found:
            self.assertTrue(all(row[name] for row in found.read([name])))
        for hidden in records.with_user(user) - found:
            with self.assertRaises(AccessError, msg=user.login):
                hidden.read([name])

    def everybody(self, rows=None):
        rows = [rows] if rows else self.sets
        return self.env["res.users"].union(
            *(users for one in rows for users in one["people"].values())
        )

    def file_of(self, record):
        """Return the evidence of a contribution, or a file put with the record."""
        if record == self.sets[0]["code.social.contribution", "in rounds"]:
            return record._evidence()
        return self.filed(record).sudo()

    # === Dialogs ===

    def test_dialogs(self):
        rows = self.sets[0]
        people = rows["people"]
        work = rows["code.social.contribution", "declared"]
        values = {
            "code.social.contribution.log": {
                "name": "Bread",
                "partner_id": self.amina.partner_id.id,
                "nature_id": self.transmission.id,
            },
            "code.social.contribution.acknowledge": {"contribution_ids": work.ids},
            "code.social.contribution.return": {
                "contribution_ids": work.ids,
                "reason": "Which day?",
            },
            "code.social.valuation.maintain": {
                "valuation_id": rows["code.social.valuation", "closed"].id,
                "reason": "Heard",
            },
            "code.social.contribution.import": {},
            "code.social.reason.wizard": {
                "res_model": "res.partner",
                "res_id": self.amina.partner_id.id,
                "method": "action_leave",
            },
        }
        lines = {
            "code.social.contribution.log.share": (
                "code.social.contribution.log",
                "log_id",
                {"partner_id": self.noe.partner_id.id, "share": 50},
            ),
            "code.social.contribution.import.column": (
                "code.social.contribution.import",
                "wizard_id",
                {"index": 0},
            ),
        }
        dialogs = {}
        for model, persona in table.DIALOGS.items():
            owner = people[persona]
            if model in lines:
                parent, name, line = lines[model]
                line = {name: dialogs[parent].id, **line}
                dialog = self.env[model].with_user(owner).create(line)
            else:
                dialog = self.env[model].with_user(owner).create(values.get(model, {}))
            dialogs[model] = dialog
            self.assertTrue(dialog.read(), model)
            for name, users in people.items():
                for user in users - owner:
                    with self.subTest(model, persona=name, user=user.login):
                        mine = self.as_user(dialog, user)
                        self.assertFalse(mine.has_access("read"))
                        self.assertFalse(mine.has_access("write"))
                        with self.assertRaises(AccessError):
                            mine.read()

    # === What we add to Odoo's own models ===

    def test_fields(self):
        differences = []
        for rows in self.sets:
            people = rows["people"]
            for model, fields in table.FIELDS.items():
                record = self.bearer(model, people["party"])
                for persona, users in people.items():
                    if self.is_shared_by_odoo(record, persona):
                        continue
                    for user in users:
                        differences += self.compare_fields(
                            record, user, persona, fields
                        )
        self.assertFalse(differences, "\n" + "\n".join(sorted(differences)))

    def is_shared_by_odoo(self, record, persona):
        """Odoo shows the contacts of internal users to every company it hosts."""
        return record._name == "res.partner" and (
            persona.endswith("_b") and not record.partner_share
        )

    def bearer(self, model, party):
        """Return the record of Odoo's that bears our fields."""
        if model == "res.partner":
            return party.partner_id
        if model == "project.project":
            return self.project
        if model == "account.analytic.line":
            work = self.Contribution.sudo().search(
                [("partner_ids", "in", party.partner_id.ids)], limit=1
            )
            return work.share_ids.line_id
        return self.env["ir.attachment"].create({"name": "plain"})

    def compare_fields(self, record, user, persona, fields):
        mine = self.as_user(record, user)
        differences = []
        for name, cells in fields.items():
            if cells is table.AS_ODOO:
                continue
            letters = cells.get(persona, "")
            field = mine._fields[name]
            got = {
                "read": self.attempt(lambda one, f=name: one.read([f]), mine),
                # One's own row may be read, and never searched on.
                "search": self.attempt(lambda one, f=name: self.sort(one, f), mine),
            }
            expected = {
                "read": "r" in letters,
                "search": "r" in letters and persona in table.STAFF,
            }
            if field.type != "one2many":
                # Those lines have their own rules, seen above.
                expected["write"] = "w" in letters
                got["write"] = not field.readonly and (
                    mine._has_field_access(field, "write") and mine.has_access("write")
                )
            differences += [
                f"{persona} ({user.login}) · {record._name}.{name} · {operation}:"
                f" expected {wanted}, got {got[operation]}"
                for operation, wanted in expected.items()
                if bool(got[operation]) != wanted
            ]
        return differences

    def sort(self, record, name):
        """Search on a field, sort and group by it: what a person then finds."""
        field = record._fields[name]
        records = record.browse()
        if not records._has_field_access(field, "read"):
            with self.assertRaises(AccessError):
                if field.relational:
                    records.search([(name, "=", False)])
                records.search([], order=name if field.store else "id")
                records.read([name])
                records._check_field_access(field, "read")
            return False
        if field.store:
            records.search([(name, "=", False)], limit=1)
        if field.store and not field.relational:
            day = ":day" if field.type == "date" else ""
            records.search([], order=name, limit=1)
            records.formatted_read_group([], [name + day])
        return records.search(_exists(record))


def _readable(record):
    """Return the names of all fields, but two which Odoo computes for nobody else."""
    return [
        name
        for name, field in record._fields.items()
        if not name.startswith("activity_exception_")
        and record.browse()._has_field_access(field, "read")
    ]


def _exists(record):
    return [("id", "=", record.id)]


#: Each as a remote client calls it; what comes out is empty, or the call is refused.
READS = {
    "read": lambda record: record.read(_readable(record)),
    "web_read": lambda record: record.web_read({"display_name": {}}),
    "search": lambda record: record.search(_exists(record)),
    "search_read": lambda record: record.search_read(_exists(record), ["id"]),
    "search_count": lambda record: record.search_count(_exists(record)),
    "read_group": lambda record: record.formatted_read_group(
        _exists(record), [], ["__count"]
    )[0]["__count"],
    "name_search": lambda record: record.name_search("", _exists(record)),
    "export_data": lambda record: record.export_data([".id"])["datas"],
}
WRITES = {"write": "write", "create": "create", "unlink": "unlink"}
