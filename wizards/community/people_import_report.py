"""What an import of people says, before and after: a page, and a table."""

from markupsafe import Markup

from odoo import api, models

SHOWN = 100
OUTCOMES = ("create", "fill", "known", "mend")


class PeopleImport(models.TransientModel):
    _inherit = "code.social.people.import"

    @api.model
    def _figures(self, plan):
        """Return {outcome: number of lines}, and how many join."""
        counts = dict.fromkeys(OUTCOMES, 0)
        for planned in plan:
            counts[planned.outcome] += 1
        return {**counts, "join": sum(one.joins for one in plan)}

    def _report_of(self, plan):
        """Return the report of a plan as plain JSON; `rows` has one row a line."""
        return {
            **self._figures(plan),
            "applied": False,
            "talents": sorted(self._new_talents(plan, self._talents()).values()),
            "rows": [
                [
                    one.person.line,
                    one.person.name,
                    one.person.email,
                    one.outcome,
                    " ".join(one.words),
                ]
                for one in plan
            ],
        }

    # --- Table ---

    @api.model
    def _template_headings(self):
        return [
            self.env._("name"),
            self.env._("email"),
            self.env._("phone"),
            self.env._("city"),
            self.env._("talents"),
            self.env._("language"),
        ]

    def _outcome_labels(self):
        done = bool(self.report and self.report["applied"])
        return {
            "create": self.env._("Created") if done else self.env._("To create"),
            "fill": self.env._("Completed") if done else self.env._("To complete"),
            "known": self.env._("Known already"),
            "mend": self.env._("To mend"),
        }

    def _report_rows(self):
        """Return the report as rows of a table, headings first."""
        labels = self._outcome_labels()
        headings = [
            self.env._("line"),
            self.env._("name"),
            self.env._("email"),
            self.env._("what becomes of it"),
            self.env._("why"),
        ]
        rows = self.report["rows"] if self.report else []
        return [
            headings,
            *(
                [line, name, email, labels[outcome], words]
                for line, name, email, outcome, words in rows
            ),
        ]

    # --- Page ---

    def _report_page(self, report):
        """Return the report as a safe page: what comes from the file is escaped."""
        level, head = self._report_head(report)
        parts = [Markup('<div class="alert alert-%s">%s</div>') % (level, head)]
        labels = self._outcome_labels()
        figures = [(labels[name], report[name]) for name in OUTCOMES]
        figures.append((self.env._("Join the community"), report["join"]))
        parts.append(self._table_html(figures))
        if report["talents"]:
            parts.append(
                Markup("<p>%s</p>")
                % self.env._(
                    "New talents: %(names)s", names=", ".join(report["talents"])
                )
            )
        for outcome in ("mend", "fill", "known"):
            parts.append(self._lines_html(report, outcome, labels[outcome]))
        return Markup("").join(parts)

    def _report_head(self, report):
        if report["mend"]:
            return "danger", self.env._(
                "Nothing is stored. Lines to mend: %(count)s", count=report["mend"]
            )
        if report["applied"]:
            return "success", self.env._(
                "Done. People added: %(count)s", count=report["create"]
            )
        if report["create"] or report["fill"] or report["join"]:
            return "success", self.env._("The file is right. Nothing is stored yet.")
        return "info", self.env._("Nothing new: everybody here is known already.")

    def _lines_html(self, report, outcome, title):
        """Return the lines of an outcome that have something to say."""
        rows = [row for row in report["rows"] if row[3] == outcome and row[4]]
        if not rows:
            return Markup()
        shown = [
            (self.env._("Line %(number)s", number=line), f"{name} – {words}")
            for line, name, _email, _outcome, words in rows[:SHOWN]
        ]
        page = Markup("<h3>%s</h3>%s") % (title, self._table_html(shown))
        if more := len(rows) - len(shown):
            page += Markup('<p class="text-muted">%s</p>') % self.env._(
                "… and %(count)s more, all in the report.", count=more
            )
        return page

    @api.model
    def _table_html(self, rows):
        cells = Markup('<tr><td class="text-nowrap">%s</td><td>%s</td></tr>')
        body = Markup("").join(cells % row for row in rows)
        return Markup('<table class="table table-sm">%s</table>') % body
