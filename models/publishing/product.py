from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """A work: what the community publishes, an author's own or a commons."""

    _inherit = "product.template"

    is_work = fields.Boolean("Work", index="btree_not_null")
    ownership = fields.Selection(
        [("author", "Author's own"), ("commons", "Commons")],
        default="author",
        help="A commons belongs to all: it carries no royalty.",
    )
    work_kind = fields.Selection(
        [
            ("book", "Book"),
            ("training", "Training"),
            ("conference", "Conference"),
            ("seminar", "Seminar"),
            ("analysis", "Analysis"),
            ("study", "Study"),
            ("content", "Content"),
            ("local", "Local information"),
        ],
        "Kind of work",
        default="book",
    )
    work_author_ids = fields.Many2many(
        "res.partner",
        "code_social_work_author_rel",
        "work_id",
        "partner_id",
        "Authors of the work",
        ondelete="restrict",
    )
    origin_project_id = fields.Many2one(
        "project.project",
        "Born in the project",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    licence = fields.Char(help="Under which words others may use it.")

    @api.constrains("is_work", "ownership")
    def _check_commons(self):
        commons = self.filtered(lambda one: one.is_work and one.ownership != "author")
        running = (
            self.env["code.social.agreement"]
            .sudo()
            .search(
                Domain("work_ids", "in", commons.ids)
                & Domain("tier_ids", "!=", False)
                & Domain("state", "!=", "ended"),
                limit=1,
            )
        )
        if running:
            raise ValidationError(
                self.env._(
                    "“%(name)s” has royalties under “%(agreement)s”: end it before "
                    "the work becomes a commons.",
                    name=(running.work_ids & commons)[0].name,
                    agreement=running.name,
                )
            )

    # === Pages: allow-listed values only ===

    @api.model
    def _commons(self, company_id=None):
        """Return the commons of a company (or of all), as superuser."""
        domain = Domain("is_work", "=", True) & Domain("ownership", "=", "commons")
        if company_id:
            domain &= Domain("company_id", "in", [False, company_id])
        return self.sudo().search(domain, order="name, id")

    @api.model
    def _works_for(self, partner):
        """Return (own works, the others) which a member sees, as superuser."""
        companies = [False, *self.env.user.company_ids.ids]
        works = self.sudo().search(
            Domain("is_work", "=", True) & Domain("company_id", "in", companies),
            order="name, id",
        )
        own = works.filtered(lambda one: partner in one.work_author_ids)
        return own, works - own

    def _work_cards(self):
        """Return what anybody may know of these works: a list of dicts.

        Keys: name, kind, ownership, authors (names), licence, words.
        """
        kinds = dict(self._fields["work_kind"]._description_selection(self.env))
        owners = dict(self._fields["ownership"]._description_selection(self.env))
        return [
            {
                "name": work.name,
                "kind": kinds.get(work.work_kind, ""),
                "ownership": owners.get(work.ownership, ""),
                "is_commons": work.ownership == "commons",
                "authors": ", ".join(
                    one._public_card()["name"] for one in work.work_author_ids
                ),
                "licence": work.licence or "",
                "words": work.description_sale or "",
            }
            for work in self.sudo()
        ]
