"""What the readers of files give, and how they refuse one: no database here."""

import dataclasses

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 80 * 2**20
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 20_000


class FileRefused(Exception):
    """A whole file, a line or a cell cannot be read.

    :param sentence: a lazy translation, shown to the person
    :param line: number of the line in the file, where there is one
    """

    def __init__(self, sentence, line=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


@dataclasses.dataclass
class Table:
    """Rows of a CSV or XLSX file, as they stand there.

    `headers` are texts; `rows` are pairs (line number in the file, list of cells);
    `notes` are lazy sentences about how the file was read, `errors` are pairs (line
    number, lazy sentence).
    """

    kind: str
    headers: list
    rows: list
    notes: list = dataclasses.field(default_factory=list)
    errors: list = dataclasses.field(default_factory=list)


def check_size(data):
    """Raise FileRefused for an empty or a too large file (bytes)."""
    if not data.strip():
        raise FileRefused(_lt("This file is empty."))
    if len(data) > MAX_BYTES:
        raise FileRefused(
            _lt(
                "This file has %(size)s MB; at most %(limit)s MB are read. Split it"
                " into several files.",
                size=round(len(data) / 2**20, 1),
                limit=MAX_BYTES // 2**20,
            )
        )


def as_table(kind, rows, notes):
    """Return the Table of rows whose first one holds the headers.

    Empty lines are left out. `rows` are pairs (line number, cells).
    :raise FileRefused: no line at all, too many lines or columns
    """
    filled = []
    for line, cells in rows:
        cells = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
        if any(cell not in (None, "") for cell in cells):
            filled.append((line, cells))
        if len(filled) > MAX_ROWS + 1:
            raise FileRefused(
                _lt(
                    "This file has more than %(limit)s lines. Split it into several"
                    " files.",
                    limit=MAX_ROWS,
                )
            )
    if not filled:
        raise FileRefused(_lt("This file is empty."))
    if len(filled) == 1:
        raise FileRefused(_lt("This file holds headings and no line below them."))
    (_line, first), *rest = filled
    headers = [str(cell or "") for cell in first]
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > MAX_COLUMNS:
        raise FileRefused(
            _lt("This file has more than %(limit)s columns.", limit=MAX_COLUMNS)
        )
    return Table(kind, headers, rest, notes, list(_width_errors(headers, rest)))


def _width_errors(headers, rows):
    for line, cells in rows:
        if any(cell not in (None, "") for cell in cells[len(headers) :]):
            yield (
                line,
                _lt(
                    "This line has more cells than there are headings. Is a separator"
                    " missing its quotes?"
                ),
            )
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
            yield line, _lt("A cell of this line is longer than a page can be.")
