"""Check that i18n/fr.po translates every string of the add-on's template.

Usage: python check_po.py FOLDER [EXPORT]. EXPORT is what Odoo exported from a database,
compared instead of the template. French keeps `:`, `;`, `!`, `?` and quotation marks
on the line of their word: the space beside them must be unbreakable. Prints one line a
problem and exits with 1 if any.
"""

import re
import sys
from pathlib import Path

import polib

TAG = re.compile(r"<[^>]*>")
BREAKABLE = re.compile("« | [;:!?»]")


def problems(folder, export=None):
    """Return one sentence for each untranslated, fuzzy or missing string."""
    catalogue = folder / "i18n" / "fr.po"
    template = export or folder / "i18n" / "code_social.pot"
    missing = [path for path in (catalogue, template) if not path.exists()]
    if missing:
        return [f"i18n/{path.name} is missing" for path in missing]
    french = polib.pofile(str(catalogue))
    known = {(entry.msgctxt, entry.msgid) for entry in french if not entry.obsolete}
    found = [f"fr.po: untranslated: {e.msgid!r}" for e in french.untranslated_entries()]
    found += [f"fr.po: fuzzy: {e.msgid!r}" for e in french.fuzzy_entries()]
    found += [
        f"fr.po: a space where a line may break: {entry.msgstr!r}"
        for entry in french.translated_entries()
        if BREAKABLE.search(TAG.sub("", entry.msgstr))
    ]
    found += [
        f"fr.po: not there, though the add-on says it: {entry.msgid!r}"
        for entry in polib.pofile(str(template))
        if (entry.msgctxt, entry.msgid) not in known
    ]
    return found


if __name__ == "__main__":
    lines = problems(*map(Path, sys.argv[1:]))
    print("\n".join(lines))
    sys.exit(bool(lines))
