"""Import a file of contributions from a shell of Odoo, and print its report.

Fed to `dev/odoo shell -d DB` by `make import FILE=… [DB=…] [DATE=…] [PROJECT=…]`.
Reads from the environment: FILE, a CSV, XLSX or .all-contributorsrc file; AS_OF (or
DATE), the day for which it holds, today when empty; PROJECT, the name of the
community project it goes into, created when there is none; SOURCE, the register a
table comes from, the file's own name when empty. Exits with 1 when nothing was
stored because of an error.
"""

import datetime
import os
import sys
from pathlib import Path


def read_settings(env, path):
    """Return the Settings of the file, as the environment asks."""
    Import = env["code.social.import"]
    as_of = os.environ.get("AS_OF") or os.environ.get("DATE")
    return Import._settings_of_file(
        path.name,
        path.read_bytes(),
        datetime.date.fromisoformat(as_of) if as_of else datetime.date.today(),
        project_name=os.environ.get("PROJECT") or "",
        source=os.environ.get("SOURCE") or "",
    )


def run(env):
    """Import, print the report and return the exit code."""
    path = Path(os.environ.get("FILE") or "")
    if not path.is_file():
        print(f"There is no file “{path}”.")
        return 2
    admin = env.ref("base.user_admin")
    env = env(user=admin, context={"lang": admin.lang, "tz": admin.tz or "UTC"})
    record = env["code.social.import"]._start(read_settings(env, path))
    record._run(tell=lambda done, total: print(f"  … {done}/{total}", file=sys.stderr))
    env.cr.commit()
    print(env["code.social.import"]._report_text(record.report))
    return 0 if record.state == "done" else 1


code = run(env)  # noqa: F821
sys.stdout.flush()
os._exit(code)
