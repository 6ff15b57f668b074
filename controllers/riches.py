import csv
import io

import xlsxwriter

from odoo.http import content_disposition, request, route

from .community import CommunityPortal, member_page

PERIODS = ("season", "year", "all")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows of the home page before "see all".
HOME_ROWS = 3
THANKS_SHOWN = 2


class RichesPortal(CommunityPortal):
    """A person's own mirror: what they brought and how it was received."""

    def _home_values(self):
        values = super()._home_values()
        Matrix = request.env["code.social.wealth.matrix"]
        thanks = Matrix._thanks()
        season = Matrix._thanks("season")
        return dict(
            values,
            awaits=[
                *values["awaits"],
                *request.env["code.social.contribution"]._awaits(),
            ],
            season=request.env["code.social.contribution"]._season_label(),
            given=Matrix._riches("season")[:HOME_ROWS],
            received=Matrix._received("season")[: HOME_ROWS - bool(season)],
            thanked=self._thanked(len(season)),
            last_thanks=thanks[:1],
        )

    def _thanked(self, number):
        if number < 2:
            return request.env._("1 word of thanks") if number else ""
        return request.env._("%(n)s words of thanks", n=number)

    @route("/my/riches", type="http", auth="user", website=True, readonly=True)
    @member_page
    def riches(self, period="season", words="", **_kw):
        """Show one row a nature in its own unit, and what peers wrote."""
        period = period if period in PERIODS else "season"
        Matrix = request.env["code.social.wealth.matrix"]
        thanks = Matrix._thanks(period)
        return self._show(
            "portal_riches",
            {
                "tab": "riches",
                "period": period,
                "season": request.env["code.social.contribution"]._season_label(),
                "rows": Matrix._riches(period),
                "words": request.env["code.social.ballot"]._words_for_me(period),
                "thanks": thanks if words else thanks[:THANKS_SHOWN],
                "thanks_count": len(thanks),
                "thanks_label": request.env._("%(n)s received", n=len(thanks)),
                "person": request.env.user.partner_id._public_card(),
            },
        )

    @route(
        "/my/riches/sheet.<any(csv, xlsx):kind>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def riches_sheet(self, kind, period="all", **_kw):
        """Give the member their own rows as a sheet, read with their own rights."""
        header, rows = request.env["code.social.wealth.matrix"]._sheet(period)
        data = self._csv(header, rows) if kind == "csv" else self._xlsx(header, rows)
        name = f"{request.env._('my-riches')}.{kind}"
        headers = [
            ("Content-Type", "text/csv; charset=utf-8" if kind == "csv" else XLSX),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(data, headers)

    def _csv(self, header, rows):
        file = io.StringIO()
        csv.writer(file).writerows([header, *rows])
        # The mark tells spreadsheets that accents are written in UTF-8.
        return ("\ufeff" + file.getvalue()).encode()

    def _xlsx(self, header, rows):
        file = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(file, options) as book:
            sheet = book.add_worksheet(request.env._("My riches"))
            for number, row in enumerate([header, *rows]):
                sheet.write_row(number, 0, row)
        return file.getvalue()
