"""Articles as people type and compare them: lines, lists and words."""

import re
import unicodedata

from lxml import html
from markupsafe import Markup

_LISTS = ("ul", "ol")
_BREAKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_ITEM = re.compile(r"^\s*(?:(?P<ul>[-*•])|(?P<ol>\d{1,2}[.)]))\s+(?P<text>.*)$")


def blocks(body):
    """Return the blocks of an HTML text in order, as [(kind, plain text)].

    `kind` is "p" for a paragraph or a line, "ul" or "ol" for an item of a list.
    """
    rows = [["p", ""]]
    if body:
        _walk(html.fragment_fromstring(str(body), create_parent="div"), "p", rows)
    clean = [(kind, " ".join(text.split())) for kind, text in rows]
    return [(kind, text) for kind, text in clean if text]


def _walk(node, kind, rows):
    rows[-1][1] += node.text or ""
    for child in node:
        breaks = child.tag in _BREAKS
        if isinstance(child.tag, str):
            inner = child.tag if child.tag in _LISTS else kind
            if breaks:
                rows.append([inner, ""])
            _walk(child, inner, rows)
        if breaks:
            rows.append([kind, ""])
        rows[-1][1] += child.tail or ""


def to_text(body):
    """Return an HTML text as one types it: `- ` and `1. ` begin the items of lists."""
    lines, before, rank = [], None, 0
    for kind, text in blocks(body):
        rank = rank + 1 if kind == before else 1
        if lines and (kind == "p" or kind != before):
            lines.append("")
        lines.append({"p": "", "ul": "- ", "ol": f"{rank}. "}[kind] + text)
        before = kind
    return "\n".join(lines)


def to_html(text):
    """Return a typed text as safe HTML: the other way round of `to_text`."""
    groups, before = [], None
    for line in str(text or "").splitlines():
        found = _ITEM.match(line)
        kind, words = "p", line.strip()
        if found:
            kind, words = "ul" if found["ul"] else "ol", found["text"]
        if words and kind == before:
            groups[-1][1].append(words)
        elif words:
            groups.append((kind, [words]))
        before = kind if words else None
    return Markup("").join(_group(kind, lines) for kind, lines in groups)


def _group(kind, lines):
    if kind == "p":
        return Markup("<p>%s</p>") % Markup("<br/>").join(lines)
    items = Markup("").join(Markup("<li>%s</li>") % line for line in lines)
    return Markup(f"<{kind}>%s</{kind}>") % items


def folded(text):
    """Return a text without accents, capitals or typographic apostrophes."""
    text = unicodedata.normalize("NFKD", str(text or "").replace("’", "'"))
    return "".join(one for one in text if not unicodedata.combining(one)).casefold()
