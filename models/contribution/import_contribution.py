from odoo import api, fields, models
from odoo.fields import Command

from ..community.membership import QUIET
from .project import STAFF

BATCH = 200


class Contribution(models.Model):
    """Contributions that a source published, and that were imported from it."""

    _inherit = "code.social.contribution"

    import_id = fields.Many2one(
        "code.social.import",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups=STAFF,
    )

    @api.model
    def _create_imported(self, vals_list, tell=None):
        """Create acknowledged contributions and return them, as superuser.

        They arrive acknowledged because their source published them: nobody is
        named as the one who did it. One event is recorded for the whole file, by
        the import.

        :param vals_list: values, each with its `share_ids`, `import_key`, `import_id`
        :param tell: called with the number of those made, after each batch
        """
        writer = self.with_context(**QUIET)._by_method()
        me = self.env.user.partner_id.id
        made = writer.browse()
        for start in range(0, len(vals_list), BATCH):
            made += writer.create(
                [
                    {
                        **vals,
                        "state": "declared",
                        "origin": "import",
                        "entered_by_id": me,
                    }
                    for vals in vals_list[start : start + BATCH]
                ]
            )
            made[start:]._store_partners()
            made[start:].share_ids._sync_lines()
            if tell:
                tell(len(made))
        # Shares cannot be added to what is acknowledged: it comes last.
        made.write({"state": "acknowledged", "acknowledged_on": fields.Datetime.now()})
        made.partner_ids._update_level()
        return made

    def _store_partners(self):
        """Store the contributors of many contributions in one query.

        The computation assigns them record by record, a query each.
        """
        field = self._fields["partner_ids"]
        self.env.remove_to_compute(field, self)
        field.write_batch(
            [(one, [Command.set(one.share_ids.partner_id.ids)]) for one in self]
        )
