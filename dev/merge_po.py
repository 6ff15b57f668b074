"""Bring i18n/code_social.pot and i18n/fr.po up to date with an export.

Usage: python merge_po.py FOLDER EXPORT. What is translated stays, what the add-on no
longer says goes, and each string still to be translated is printed.
"""

import sys
from pathlib import Path

import polib

NEVER = "2026-01-01 00:00+0000"  # a date that moves would be a change of its own


def merge(folder, export):
    """Write both catalogues; return the strings that wait for a translation."""
    template = polib.pofile(str(export), wrapwidth=78)
    for entry in template:
        entry.msgstr = ""
    catalogue = folder / "i18n" / "fr.po"
    french = polib.pofile(str(catalogue), wrapwidth=78)
    french.merge(template)
    for entry in french.obsolete_entries():
        french.remove(entry)
    for file in (template, french):
        file.metadata["POT-Creation-Date"] = file.metadata["PO-Revision-Date"] = NEVER
        file.metadata["Content-Transfer-Encoding"] = "8bit"
    template.save(str(folder / "i18n" / "code_social.pot"))
    french.save(str(catalogue))
    return [entry.msgid for entry in french.untranslated_entries()]


if __name__ == "__main__":
    print("\n".join(merge(*map(Path, sys.argv[1:]))))
