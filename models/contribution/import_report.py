"""The report of an import: one content, shown as a page and printed as text."""

from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_date

SHOWN_ERRORS = 100


class Import(models.Model):
    _inherit = "code.social.import"

    @api.model
    def _report_of(self, plan, made=None):
        """Return the report of a plan as plain JSON.

        :param made: number of contributions created, None while nothing is written
        """
        natures = {}
        browse = self.env["code.social.nature"].sudo().browse
        for item in plan.items:
            nature_id = item["vals"]["nature_id"]
            natures[nature_id] = natures.get(nature_id, 0) + 1
        whos = {item["who"] for item in plan.items}
        return {
            "kind": plan.kind,
            "applied": made is not None,
            "as_of": plan.settings.as_of.isoformat() if plan.settings.as_of else "",
            "project": plan.project.name or plan.settings.project_name,
            "project_is_new": not plan.project,
            "in_file": plan.count,
            "added": len(plan.items) if made is None else made,
            "known": plan.known,
            "people": len(plan.people),
            "people_added": len(whos & set(plan.new_people)),
            "natures": sorted(
                ([browse(id_).name, count] for id_, count in natures.items()),
                key=lambda one: (-one[1], one[0]),
            ),
            "unknown": sorted(plan.unknown.items(), key=lambda one: (-one[1], one[0])),
            "notes": plan.notes,
            "errors": [
                [self._where(plan.kind, line), sentence]
                for line, sentence in plan.errors[:SHOWN_ERRORS]
            ],
            "error_count": len(plan.errors),
        }

    @api.model
    def _where(self, kind, line):
        if not line:
            return ""
        if kind == "credits":
            return self.env._("Contributor %(rank)s", rank=line)
        return self.env._("Line %(number)s", number=line)

    # --- Sentences, the same everywhere ---

    @api.model
    def _report_head(self, report):
        """Return (level, sentence): what it comes to."""
        if report["error_count"]:
            return "danger", self.env._(
                "Nothing is stored. To mend: %(count)s", count=report["error_count"]
            )
        if not report["added"]:
            return "info", self.env._(
                "Nothing new: everything in this file was imported before."
            )
        if report["applied"]:
            return "success", self.env._(
                "Done. Contributions added: %(count)s", count=report["added"]
            )
        return "success", self.env._("The file is right. Nothing is stored yet.")

    @api.model
    def _report_figures(self, report):
        """Return [(label, figure)] in order."""
        added = (
            self.env._("Contributions added")
            if report["applied"]
            else self.env._("Contributions to add")
        )
        project = report["project"]
        if report["project_is_new"] and report["added"]:
            project = self.env._("%(name)s (new)", name=project)
        return [
            (added, report["added"]),
            (self.env._("Imported before, left as they are"), report["known"]),
            (self.env._("People in the file"), report["people"]),
            (self.env._("New contacts, without login"), report["people_added"]),
            (self.env._("Project"), project),
            (self.env._("As of"), format_date(self.env, report["as_of"])),
        ]

    @api.model
    def _report_notes(self, report):
        notes = list(report["notes"])
        if report["unknown"]:
            kinds = ", ".join(f"{kind}: {count}" for kind, count in report["unknown"])
            notes.append(
                self.env._(
                    "Kinds that are not published, kept under “Other”: %(kinds)s",
                    kinds=kinds,
                )
            )
        return notes

    @api.model
    def _report_more(self, report):
        """Return what to say of the errors that are not listed, or ""."""
        hidden = report["error_count"] - len(report["errors"])
        return self.env._("… and %(count)s more.", count=hidden) if hidden > 0 else ""

    # --- Text and page ---

    @api.model
    def _report_text(self, report):
        """Return the report as lines of text, for a terminal."""
        lines = [self._report_head(report)[1]]
        if report["kind"] and not report["error_count"]:
            figures = self._report_figures(report)
            lines += [f"  {self._what_and_value(*row)}" for row in figures]
            lines += [f"    {self._what_and_value(*row)}" for row in report["natures"]]
        lines += [f"  {note}" for note in self._report_notes(report)]
        for where, sentence in report["errors"]:
            lines.append(
                f"  {self._what_and_value(where, sentence) if where else sentence}"
            )
        if more := self._report_more(report):
            lines.append(f"  {more}")
        return "\n".join(lines)

    @api.model
    def _what_and_value(self, what, value):
        """Return "what: value" as the reader's language writes it."""
        return self.env._("%(what)s: %(value)s", what=what, value=value)

    @api.model
    def _report_html(self, report):
        """Return the report as a safe page: everything from the file is escaped."""
        level, head = self._report_head(report)
        parts = [Markup('<div class="alert alert-%s">%s</div>') % (level, head)]
        parts += [
            Markup('<div class="alert alert-warning">%s</div>') % note
            for note in self._report_notes(report)
        ]
        if report["errors"]:
            parts.append(self._rows_html(report["errors"]))
        if more := self._report_more(report):
            parts.append(Markup('<p class="text-muted">%s</p>') % more)
        if report["kind"] and not report["error_count"]:
            parts.append(self._rows_html(self._report_figures(report), end=True))
        if report["natures"] and not report["error_count"]:
            parts.append(Markup("<h3>%s</h3>") % self.env._("By nature"))
            parts.append(self._rows_html(report["natures"], end=True))
        return Markup("").join(parts)

    @api.model
    def _rows_html(self, rows, end=False):
        side = "text-end" if end else ""
        cells = Markup('<tr><td>%s</td><td class="%s">%s</td></tr>')
        body = Markup("").join(cells % (first, side, last) for first, last in rows)
        return Markup('<table class="table table-sm">%s</table>') % body
