"""A refusal says why in a sentence, and what is stored stays as it was."""

import contextlib

from odoo.exceptions import UserError
from odoo.tools import SQL

#: What a refusal of ours says; another error would prove nothing of the seal.
REFUSAL = (
    r"is sealed|sealed record|no longer|cannot be written directly|are written|written"
    r" by|never deleted|only grows|is kept|part of the history|mandate is confirmed"
)


class _Undone(Exception):
    """Undoes what was tried, so that other cases are not touched."""


class Unchanged:
    """Checks of refusals, for a TransactionCase or an HttpCase."""

    def stored(self, record):
        """Return what the database holds of a record: its row and its relations."""
        self.env.flush_all()
        query = SQL(
            "SELECT to_jsonb(t) FROM %s t WHERE id = %s",
            SQL.identifier(record._table),
            record.id,
        )
        found = [self.env.execute_query(query)]
        for field in record._fields.values():
            if field.type == "many2many" and field.store:
                query = SQL(
                    "SELECT %(theirs)s FROM %(table)s WHERE %(mine)s = %(id)s"
                    " ORDER BY 1",
                    theirs=SQL.identifier(field.column2),
                    table=SQL.identifier(field.relation),
                    mine=SQL.identifier(field.column1),
                    id=record.id,
                )
                found.append((field.name, self.env.execute_query(query)))
        return found

    def assert_refused(self, record, call, says=REFUSAL, at_once=True):
        """Check that the call raises what a person reads, and changes nothing.

        :param at_once: nothing is written even before the transaction is undone;
            False for what is checked once written, as a sum over rows is
        """
        before = self.stored(record)
        refusal, after = None, before
        with contextlib.suppress(_Undone), self.env.cr.savepoint():
            try:
                call()
                self.env.flush_all()
            except UserError as error:
                refusal = error
                after = self.stored(record) if at_once else before
            raise _Undone
        self.env.invalidate_all()
        self.assertIsNotNone(refusal, "accepted")
        self.assertRegex(str(refusal), says)
        self.assertEqual(after, before)
        self.assertEqual(self.stored(record), before)
