"""One file imported once: who, when, from where, and the report."""

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

KEPT_DAYS = 30


class Import(models.Model):
    """A file of contributions: checked whole, then written whole, or not at all."""

    _name = "code.social.import"
    _description = "Import of Contributions"
    _inherit = ["code.social.guard.mixin"]
    _order = "id desc"
    _method_fields = frozenset(
        {
            "name",
            "source",
            "as_of",
            "project_id",
            "project_name",
            "columns",
            "file",
            "sha256",
            "state",
            "report",
            "user_id",
            "company_id",
            "finished_on",
        }
    )

    name = fields.Char("File", required=True, readonly=True)
    source = fields.Char("Register", readonly=True)
    as_of = fields.Date("As of", required=True, readonly=True)
    project_id = fields.Many2one("project.project", readonly=True, index=True)
    project_name = fields.Char("New project", readonly=True)
    columns = fields.Json(readonly=True)
    file = fields.Binary(
        "Content", readonly=True, help="Kept until the lines are written, no longer."
    )
    sha256 = fields.Char("Fingerprint", readonly=True)
    state = fields.Selection(
        [("waiting", "In progress"), ("done", "Done"), ("failed", "Not imported")],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    report = fields.Json("Report figures", readonly=True)
    report_html = fields.Html("Report", compute="_compute_report_html", sanitize=False)
    progress_state = fields.Json(compute="_compute_progress_state")
    contribution_count = fields.Integer(compute="_compute_contribution_count")
    user_id = fields.Many2one("res.users", "Imported by", required=True, readonly=True)
    finished_on = fields.Datetime("Finished", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )

    _waiting = models.Index("(id) WHERE state = 'waiting'")

    @api.depends("report")
    @api.depends_context("lang")
    def _compute_report_html(self):
        for one in self:
            one.report_html = one._report_html(one.report) if one.report else False

    def _compute_progress_state(self):
        figures = self._progress_figures()
        for one in self:
            done, total = figures.get(one.id, (0, 0))
            one.progress_state = {"state": one.state, "done": done, "total": total}

    def _compute_contribution_count(self):
        groups = self.env["code.social.contribution"]._read_group(
            [("import_id", "in", self.ids)], ["import_id"], ["__count"]
        )
        counts = {one.id: count for one, count in groups}
        for one in self:
            one.contribution_count = counts.get(one.id, 0)

    # --- Who may, and what they start ---

    @api.model
    def _can_import(self):
        """Tell whether the user may import: the publisher and the manager."""
        user = self.env.user
        return user.has_group("code_social.group_publisher") or user.has_group(
            "code_social.group_manager"
        )

    @api.model
    def _require_import(self):
        self._require(
            self._can_import(),
            self.env._("Only the publisher and the manager import contributions."),
        )

    @api.model
    def _start(self, settings):
        """Put a file in the queue and return its record, as the user.

        :param settings: a Settings
        :raise AccessError: without the right to import
        """
        self._require_import()
        record = self._by_method().create(
            {
                "name": settings.name,
                "source": settings.source,
                "as_of": settings.as_of,
                "project_id": settings.project.id,
                "project_name": settings.project_name,
                "columns": {str(k): v for k, v in settings.columns.items()},
                "file": base64.b64encode(settings.data),
                "sha256": hashlib.sha256(settings.data).hexdigest(),
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
            }
        )
        self.env.ref("code_social.cron_import").sudo()._trigger()
        return self.browse(record.id)

    def action_run(self):
        """Import now, where the scheduler has not begun yet.

        :raise AccessError: without the right to import
        """
        self.ensure_one()
        self._require_import()
        self.check_access("read")
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(self.env._("This import has begun already.")) from None
        if self.state == "waiting":
            self._run()
        return True

    def action_view_contributions(self):
        """Open the contributions that this file brought."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_contribution_action"
        )
        return dict(action, domain=[("import_id", "=", self.id)], context={})

    # --- The scheduler, and how far it is ---

    def progress(self):
        """Return {"state", "done", "total"}: how far the import is, in lines.

        :raise AccessError: without the right to import
        """
        self.ensure_one()
        self._require_import()
        self.check_access("read")
        return self.progress_state

    @api.model
    def _cron_run(self):
        """Import the files that wait, one transaction each."""
        waiting = self.sudo().search([("state", "=", "waiting")], order="id")
        one = waiting.try_lock_for_update(allow_referencing=True, limit=1)
        if one:
            one._run(tell=one._tell_progress)
        self.env["ir.cron"]._commit_progress(
            len(one), remaining=len(waiting) - len(one)
        )

    def _tell_progress(self, done, total):
        """Show how far it is, from outside the transaction that does the work."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO code_social_import_progress (import_ref, done, total)
                    VALUES (%s, %s, %s)
                    ON CONFLICT (import_ref)
                    DO UPDATE SET done = EXCLUDED.done, total = EXCLUDED.total
                    """,
                    self.id,
                    done,
                    total,
                )
            )

    @api.autovacuum
    def _gc_files(self):
        """Forget the files refused long ago, and how far the others had come."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        old = self.sudo().search(
            Domain("state", "=", "failed") & Domain("finished_on", "<", limit)
        )
        old._by_method().write({"file": False})
        waiting = self.sudo().search([("state", "=", "waiting")])
        self.env["code.social.import.progress"].sudo().search(
            [("import_ref", "not in", waiting.ids)]
        ).unlink()

    def _progress_figures(self):
        """Return {id: (done, total)} for those in progress."""
        rows = (
            self.env["code.social.import.progress"]
            .sudo()
            .search_fetch(
                [("import_ref", "in", self.ids)], ["import_ref", "done", "total"]
            )
        )
        return {row.import_ref: (row.done, row.total) for row in rows}


class ImportProgress(models.Model):
    """How many lines of an import are written, readable before they are committed.

    A table of its own without a link to the import: the row of the import belongs
    to the transaction that does the work.
    """

    _name = "code.social.import.progress"
    _description = "Progress of an Import"
    _log_access = False
    _rec_name = "import_ref"

    import_ref = fields.Integer(required=True)
    done = fields.Integer()
    total = fields.Integer()

    _once = models.UniqueIndex("(import_ref)", "An import has one progress.")
