from odoo import api, fields, models


class ImportIdentity(models.Model):
    """How a source names a person: it finds the same contact a second time.

    Never by the name alone: two people may share one.
    """

    _name = "code.social.import.identity"
    _description = "Imported Identity"
    _inherit = ["code.social.guard.mixin"]
    _rec_name = "key"
    _method_fields = frozenset({"source", "key", "partner_id", "company_id"})

    source = fields.Char(required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)

    _once = models.UniqueIndex(
        "(company_id, source, key)", "This source already names somebody so."
    )

    @api.model
    def _people(self, whos):
        """Return {(source, key): contact} for those already known here.

        :param whos: pairs (source, key)
        """
        whos = set(whos)
        known = self.sudo().search_fetch(
            [
                ("company_id", "=", self.env.company.id),
                ("source", "in", list({source for source, _key in whos})),
                ("key", "in", list({key for _source, key in whos})),
            ],
            ["source", "key", "partner_id"],
        )
        return {
            (one.source, one.key): one.partner_id
            for one in known
            if (one.source, one.key) in whos
        }

    @api.model
    def _remember(self, people):
        """Keep which contact each (source, key) is.

        :param people: {(source, key): contact}
        """
        self._by_method().create(
            [
                {
                    "source": source,
                    "key": key,
                    "partner_id": partner.id,
                    "company_id": self.env.company.id,
                }
                for (source, key), partner in people.items()
            ]
        )
