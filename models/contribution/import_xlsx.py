"""Reading XLSX: values only, no formula, no macro, no bomb."""

import datetime
import io
import zipfile

from odoo.tools import LazyTranslate

from ..community.file_table import (
    MAX_COLUMNS,
    MAX_UNPACKED,
    FileRefused,
    as_table,
    check_size,
)

_lt = LazyTranslate(__name__)

MAX_PARTS = 2_000
SHOWN_CELLS = 10


def read_xlsx(data):
    """Return the Table of the first visible sheet of an XLSX file (bytes).

    :raise FileRefused: macros, formulas, an archive that unpacks into too much, or
        not a workbook at all
    """
    check_size(data)
    _check_archive(data)
    # Slow to load, and only needed here.
    import openpyxl

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        return _read_sheet(sheets)
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused(
            _lt("This workbook is damaged: it cannot be opened.")
        ) from error


def _read_sheet(sheets):
    if not sheets:
        raise FileRefused(_lt("This workbook has no visible sheet."))
    sheet, formulas, rows, errors = sheets[0], [], [], []
    for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        formulas += [c.coordinate for c in cells if c.data_type == "f"]
        errors += [(line, _broken(c)) for c in cells if c.data_type == "e"]
        if any(cell.value is not None for cell in cells):
            rows.append((line, [_value(cell) for cell in cells]))
    if formulas:
        shown = ", ".join(formulas[:SHOWN_CELLS])
        raise FileRefused(
            _lt(
                "These cells hold formulas, whose results cannot be trusted:"
                " %(cells)s (%(count)s in all). Copy them, paste them as values, and"
                " save again.",
                cells=shown,
                count=len(formulas),
            )
        )
    notes = []
    if len(sheets) > 1:
        notes.append(
            _lt("Only the first sheet, “%(name)s”, is read.", name=sheet.title)
        )
    table = as_table("xlsx", rows, notes)
    table.errors += errors
    return table


def _broken(cell):
    return _lt("Cell %(cell)s holds an error of the spreadsheet.", cell=cell.coordinate)


def _value(cell):
    value = cell.value
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    return value


def _check_archive(data):
    """Refuse what unpacks into too much, and what carries code."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise FileRefused(
            _lt("This workbook is damaged: it cannot be opened.")
        ) from None
    with archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if "mimetype" in names:
            raise FileRefused(
                _lt("This is an OpenDocument file. Save it as XLSX or CSV.")
            )
        if "xl/workbook.xml" not in names:
            raise FileRefused(_lt("This is an archive, not an XLSX workbook."))
        if any("vbaproject" in name or "macrosheet" in name for name in names):
            raise FileRefused(
                _lt("This workbook carries macros. Save it as XLSX without macros.")
            )
        if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
            raise FileRefused(
                _lt("This workbook unpacks into too much to be a list of lines.")
            )
        _check_parts(archive, parts)


def _check_parts(archive, parts):
    """Refuse document types: they are how small XML files become huge ones."""
    for part in parts:
        try:
            # Never more than the announced size, which was checked.
            content = archive.read(part)
        except Exception as error:
            raise FileRefused(
                _lt("This workbook is damaged: it cannot be opened.")
            ) from error
        marks = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"))
        if any(mark in content for mark in (*marks, "<!DOCTYPE".encode("utf-16-be"))):
            raise FileRefused(_lt("This workbook is damaged: it cannot be opened."))
