"""The next draft, put together from the amendments that were retained."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    can_take_up = fields.Boolean(compute="_compute_can_take_up")

    @api.depends("state", "amendment_ids")
    @api.depends_context("uid")
    def _compute_can_take_up(self):
        for version in self:
            version.can_take_up = version._can_take_up()

    def _waiting(self):
        """Return what was retained and is in no version yet, superuser."""
        domain = Domain("charter_id", "in", self.sudo().charter_id.ids)
        domain &= Domain("state", "=", "retained") & Domain("version_id", "=", False)
        amendments = self.env["code.social.amendment"].sudo()
        return amendments.search(domain, order="answered_on, id")

    def _apply_amendments(self):
        """Take up in this draft (one) what was retained and waits: each as written."""
        by_uid = {article.uid: article for article in self.sudo().article_ids}
        for amendment in self._waiting():
            amendment._apply(self, by_uid)

    def _can_take_up(self):
        """A guarantor, while a draft lacks what was retained meanwhile."""
        self.ensure_one()
        draft = self.sudo().state == "draft" and self._is_guarantor()
        return draft and bool(self._waiting())

    def action_take_up(self):
        """Take up in this draft (one) the amendments retained since it was made.

        :raise AccessError: not a guarantor, not a draft, or nothing waits
        :raise UserError: what waits clashes with what is there
        """
        self.ensure_one()
        self._require(
            self._can_take_up(),
            self.env._("A guarantor takes up in a draft what was retained and waits."),
        )
        self.sudo().charter_id.lock_for_update()
        before = self.sudo().amendment_ids
        self._apply_amendments()
        taken = self.sudo().amendment_ids - before
        if not taken:
            raise UserError(
                self.env._(
                    "What waits is about articles that changed meanwhile: those who"
                    " carry it say first whether it still holds."
                )
            )
        self.env["code.social.event"]._record(
            self, "charter.take_up", None, {"amendments": taken.mapped("uid")}
        )
        return True


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    def _clashes(self, version):
        """Tell whether what this (one) changes has itself changed meanwhile."""
        others = version.sudo().amendment_ids - self
        taken = others.article_id.mapped("uid")
        return self.article_id.uid in taken or self._is_stale()
