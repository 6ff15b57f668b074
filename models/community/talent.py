from contextlib import contextmanager

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import mute_logger


class CodeSocialTalent(models.Model):
    """What people like to do and do well, from the general to the particular."""

    _name = "code.social.talent"
    _description = "Talent"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "code.social.talent",
        "Part of",
        index="btree_not_null",
        ondelete="restrict",
        help="Who has a talent is found by the broader one too.",
    )
    child_ids = fields.One2many("code.social.talent", "parent_id", "Finer talents")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: shared by all communities."
    )

    # The check below knows the names in one's language; this one knows two people
    # at once.
    _name_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(parent_id, 0),"
        " lower(btrim(name->>'en_US')))",
        "This talent is already there.",
    )

    @api.depends("name", "parent_id.name")
    def _compute_display_name(self):
        for talent in self:
            # No recursion: a cycle that is being refused has a name as well.
            above = talent.parent_id.name
            talent.display_name = f"{above} / {talent.name}" if above else talent.name

    @api.constrains("parent_id")
    def _check_no_cycle(self):
        for talent in self:
            if talent._has_cycle():
                raise ValidationError(
                    self.env._(
                        "“%(name)s” would be a part of itself: choose another broader "
                        "talent.",
                        name=talent.name,
                    )
                )

    @api.constrains("parent_id", "company_id")
    def _check_same_company(self):
        for talent in self | self.child_ids:
            above = talent.parent_id.company_id
            if above and above != talent.company_id:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” and its broader talent belong to two communities.",
                        name=talent.name,
                    )
                )

    @api.constrains("name", "parent_id", "company_id")
    def _check_name(self):
        """One name once under a parent, whatever its capitals, in one's language."""
        domain = Domain("parent_id", "in", [*self.parent_id.ids, False])
        siblings = self.with_context(active_test=False).search(domain)
        for talent in self:
            for other in siblings - talent:
                if talent._is_double(other):
                    raise ValidationError(
                        self.env._(
                            "“%(name)s” is already there, maybe in the archives.",
                            name=other.name,
                        )
                    )

    @contextmanager
    def _in_a_sentence(self):
        """Say in a sentence what the database refuses."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                yield
        except psycopg2.errors.UniqueViolation as error:
            raise ValidationError(
                self.env._("This talent is already there, maybe in the archives.")
            ) from error

    @api.model_create_multi
    def create(self, vals_list):
        with self._in_a_sentence():
            return super().create(vals_list)

    def write(self, vals):
        with self._in_a_sentence():
            return super().write(vals)

    def _is_double(self, other):
        companies = self.company_id | other.company_id
        return (
            self.parent_id == other.parent_id
            and (len(companies) < 2)
            and _plain(self.name) == _plain(other.name)
        )

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%(name)s (copy)", name=talent.name))
            for talent, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def _with_finer(self):
        """Return these talents and all that are parts of them."""
        return self.search(Domain("id", "child_of", self.ids)) if self else self


def _plain(name):
    return " ".join((name or "").split()).casefold()
