"""Running pytest and reading its counts from a JUnit file."""

import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from .paths import LINK

NOTHING_COLLECTED = 5


def run_pytest(environment, *arguments, alone=None, variables=None):
    """Run pytest on the add-on through its link; return (exit code, counts).

    Counts is a dict: tests, failures, errors, skipped (int) and failed, the set of
    names `Class::test` of what failed.

    :param alone: a folder whose tests are run without Odoo's plugin
    """
    root = LINK / alone if alone else LINK
    config = root / ("pytest.ini" if alone else "pyproject.toml")
    with tempfile.TemporaryDirectory(prefix="code-social-") as folder:
        report = Path(folder) / "junit.xml"
        command = [environment.python, "-m", "pytest", "-q", f"--junit-xml={report}"]
        command += ["-c", config, f"--rootdir={root}", *arguments]
        command += ["-p", "no:odoo", root] if alone else []
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env={**environment.variables(), **(variables or {})},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode, _counts(report)


def _counts(report):
    names = ("tests", "failures", "errors", "skipped")
    if not report.exists():
        return {**dict.fromkeys(names, 0), "failed": set()}
    root = ElementTree.parse(report).getroot()
    rows = [suite.attrib for suite in root.iter("testsuite")]
    counts = {name: sum(int(row.get(name, 0)) for row in rows) for name in names}
    return {**counts, "failed": _failed(root)}


def _failed(root):
    """Return the names `Class::test` of the cases that failed."""
    return {
        f"{case.get('classname').rpartition('.')[2]}::{case.get('name')}"
        for case in root.iter("testcase")
        if case.find("failure") is not None or case.find("error") is not None
    }


def tally_alone(tally, environment, folder):
    """Run the tests of `folder` as a step of a tally; a skip is a failure."""
    code, counts = run_pytest(environment, alone=folder)
    bad = counts["failures"] + counts["errors"]
    skipped = counts["skipped"]
    tally.ok(max(counts["tests"] - bad - skipped, 0))
    if bad:
        tally.fail(f"{folder}: {bad} tests, shown above", bad)
    elif code:
        tally.fail(f"{folder}: pytest ended with code {code}")
    if skipped:
        tally.fail(f"{folder}: {skipped} tests were skipped", skipped)
