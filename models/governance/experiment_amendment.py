"""What was tried and kept goes to the charter, which says where it came from."""

from odoo import fields, models

_ORIGINS = ("experiment_id", "tension_id", "initiative_id")


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    experiment_id = fields.Many2one(
        "code.social.experiment",
        "Tried in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    tension_id = fields.Many2one(
        "code.social.tension",
        "From the tension",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    initiative_id = fields.Many2one(
        "code.social.initiative",
        "From the initiative",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    def _guarded(self, names):
        # Beside those of the charter room: another class may add its own too.
        return sorted({*super()._guarded(names), *set(_ORIGINS).intersection(names)})

    def _origin_payload(self):
        """The hash covers where it came from."""
        origins = {
            name.removesuffix("_id"): self[name].id for name in _ORIGINS if self[name]
        }
        return {**super()._origin_payload(), **origins}


class Experiment(models.Model):
    _inherit = "code.social.experiment"

    amendment_ids = fields.One2many(
        "code.social.amendment", "experiment_id", "Amendments", readonly=True
    )

    def _can_perpetuate(self):
        return self._can_steer()

    def action_perpetuate(
        self, wording=None, reasons=None, title=None, article_id=None
    ):
        """Propose for the charter what was tried: an amendment is made.

        :param wording: the words proposed, as plain text
        :param reasons: what it taught; also kept as its conclusion
        :param title: by default its name
        :param article_id: the article it changes; without one, a new article
        :return: the amendment, proposed by the user
        :raise AccessError: not by who looks after it or the publisher, or not a member
        :raise UserError: ended, without words, or without reasons
        """
        self._require_steer(self._can_perpetuate())
        this = self.sudo()
        reasons = self._words(reasons, self.env._("Say what it taught."))
        amendment = self.env["code.social.amendment"].propose(
            {
                "kind": "change" if article_id else "new",
                "article_id": article_id,
                "title": title or this.name,
                "wording": wording,
                "reasons": reasons,
            }
        )
        amendment._by_method().write(
            {
                "experiment_id": this.id,
                "tension_id": this.tension_id.id,
                "initiative_id": this.initiative_id.id,
            }
        )
        self._end("perpetuated", reasons)
        return amendment
