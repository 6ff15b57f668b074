"""Reading CSV: which encoding, which separator, and which line is wrong."""

import codecs
import csv
import io
import re

from odoo.tools import LazyTranslate

from .file_table import FileRefused, as_table, check_size

_lt = LazyTranslate(__name__)

SEPARATORS = ";,\t|"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_csv(data):
    """Return the Table of a CSV file given as bytes.

    :raise FileRefused: unreadable, with the line where there is one
    """
    check_size(data)
    text, notes = decode(data)
    damaged = CONTROL.search(text)
    if damaged:
        raise FileRefused(
            _lt("This is not a text file: a character cannot be shown."),
            text.count("\n", 0, damaged.start()) + 1,
        )
    first, separator = _told_separator(text)
    body = text[first:]
    separator = separator or guess_separator(body)
    offset = text.count("\n", 0, first)
    return as_table("csv", _rows(body, separator, offset), notes)


def _told_separator(text):
    """Return (where the table begins, the separator told by a first line)."""
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    return (told.end(), told[1]) if told else (0, None)


def _rows(text, separator, offset):
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=separator, strict=True)
    line = offset + 1
    try:
        for cells in reader:
            yield line, cells
            line = offset + reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            _lt("From this line on a quote is opened and never closed, or misplaced."),
            line,
        ) from None


def guess_separator(text):
    """Return the separator that the first filled line holds most often.

    >>> guess_separator('what;"a,b,c,d";when')
    ';'
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count)


def decode(data):
    """Return (text, notes) of bytes in UTF-8, UTF-16 or Windows-1252.

    :raise FileRefused: in none of them, or partly in one and partly in another
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strict(data, "utf-32"), []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16"), []
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data, "utf-8-sig"), []
    if b"\0" in data:
        return _strict(data, _bare_utf16(data)), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _windows(data, error)


def _bare_utf16(data):
    """Return the UTF-16 variant of text that carries no mark of it."""
    half = len(data) // 2
    if data[1::2].count(0) > half / 2:
        return "utf-16-le"
    if data[0::2].count(0) > half / 2:
        return "utf-16-be"
    raise FileRefused(_lt("This is not a text file."))


def _strict(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error) from None


def _unreadable(data, error):
    before = data[: error.start]
    newline = "\n".encode(error.encoding.replace("utf-8-sig", "utf-8"))[-4:]
    if error.encoding.startswith(("utf-16", "utf_16", "utf-32", "utf_32")):
        newline = b"\n"
    return FileRefused(
        _lt(
            "A character of this line cannot be read. Save the file again as “CSV"
            " UTF-8”."
        ),
        before.count(newline) + 1,
    )


def _windows(data, error):
    """Read as Windows-1252, unless the file is UTF-8 with damage in it."""
    lenient = data.decode("utf-8", "surrogateescape")
    if any(ord(c) > 127 and not 0xDC80 <= ord(c) <= 0xDCFF for c in lenient):
        raise _unreadable(data, error)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as other:
        raise _unreadable(data, other) from None
    return text, [
        _lt(
            "The file is written in Windows-1252, not in UTF-8: have a look at the"
            " accents below."
        )
    ]
