"""Steps that use Odoo's own test runner: our tests, and the install with demo data."""

import re

from . import logs, tools
from .databases import Databases, installed_stamp, loaded_files, own
from .paths import CLONE, DEV, LINK, MODULE
from .pytests import run_pytest
from .shell import GroundError, run, say

LINT_TESTS = (
    "/test_lint:TestIndex",
    "/test_lint:TestLintOverrideSignatures",
    "/test_lint:RoutesLinter",
    "/test_lint:TestNaming",
    "/test_lint:TestDunderinit.test_dunderinit",
)
TESTED = ("server", "-i", MODULE, "--stop-after-init", "--max-cron-threads=0")


def _run(environment, name, *arguments):
    """Run Odoo on database `name`; return (exit code, its log), kept in a file too.

    When it went well, later steps copy the database instead of installing again.
    """
    stamp, installed = installed_stamp(name), loaded_files()
    stamp.unlink(missing_ok=True)
    folder = CLONE / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    with open(path, "w", encoding="utf-8") as log:
        done = environment.run(*arguments, "-d", name, stdout=log, stderr=log)
    if not done.returncode:
        stamp.write_text(installed)
    say(f"log: {path}")
    return done.returncode, path.read_text(encoding="utf-8", errors="replace")


def _tally(tally, name, code, log):
    """Count the tests of a log; skips and complaints are failures of their own."""
    total, failed = logs.count(log)
    tally.ok(total - failed)
    if failed:
        _show_failures(log)
        tally.fail(f"{name}: {', '.join(logs.failures(log)) or 'see its log'}", failed)
    elif code:
        tally.fail(f"{name}: Odoo ended with code {code}\n{log[-2500:]}")
    else:
        tally.check(f"{name}: warnings in the log", logs.complaints(log))
    if not total:
        tally.fail(f"{name}: the runner executed no test")
    tally.check(f"{name}: skipped tests", logs.skips(log))


def _show_failures(log):
    for line in logs.complaints(log)[:400]:
        print(line)


def own_tests(tally, environment):
    """Install the add-on on a fresh database and run all its tests."""
    tools.ensure("chromium")
    tools.ensure_reports()
    name, databases = own("test"), Databases(environment)
    databases.copy(databases.template(), name)
    tags = ",".join((f"/{MODULE}", *LINT_TESTS))
    code, log = _run(environment, name, *TESTED, "-u", "test_lint", "--test-tags", tags)
    _tally(tally, "tests", code, log)
    tally.check("translations", untranslated(environment, name))


def exported(environment, name):
    """Return the file of strings that the add-on installed in `name` exports."""
    export = CLONE / "logs" / "fr.po"
    export.parent.mkdir(parents=True, exist_ok=True)
    environment.must_run(
        *["i18n", "export", "-d", name, MODULE, "-l", "fr", "-o", export],
        what="Exporting the strings",
    )
    return export


def untranslated(environment, name):
    """Return what the installed add-on exports and i18n/fr.po does not translate."""
    export = exported(environment, name)
    command = [environment.python, DEV / "check_po.py", LINK, export]
    try:
        run(command, what="Comparing the catalogue")
    except GroundError as error:
        return str(error).splitlines()
    return []


def demo_tests(tally, environment):
    """Install with demo data: a clean log, and the tests about the demo community."""
    name, databases = own("demotest"), Databases(environment)
    databases.copy(databases.template(demo=True), name)
    tags = ("--with-demo", "--test-tags", f"{MODULE}_demo")
    code, log = _run(environment, name, *TESTED, *tags)
    _tally(tally, "tests with demo data", code, log)


def core_specs(path=DEV / "core_tests.txt"):
    """Return the lines of core_tests.txt: `module/tests/file.py[::Class[::test]]`."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    return text.split()


def core_counts(environment, name, specs):
    """Run Odoo's own tests `specs` on database `name` with every module loaded."""
    arguments = [f"--odoo-database={name}", f"--odoo-config={environment.config}"]
    paths = [environment.core_addons[0] / spec for spec in specs]
    return run_pytest(environment, *arguments, "--odoo-http", *paths)


def core_tests(tally, environment):
    """Run a sample of Odoo's own tests of the modules we extend.

    What fails is tried on Odoo without us: only what passes there is our failure.
    """
    databases, name, plain = Databases(environment), own("core"), own("coreplain")
    databases.ready(name)
    code, counts = core_counts(environment, name, core_specs())
    tally.ok(counts["tests"] - len(counts["failed"]) - counts["skipped"])
    if code and not counts["failed"]:
        tally.fail(f"Odoo's own tests: pytest ended with code {code}")
    known = set()
    if counts["failed"]:
        say("the same tests without the add-on")
        databases.copy(databases.template(), plain)
        suspects = [s for s in core_specs() if _holds(environment, s, counts["failed"])]
        known = core_counts(environment, plain, suspects)[1]["failed"]
        say(f"fails without the add-on too: {sorted(known) or 'nothing'}")
    tally.check("Odoo's own tests", sorted(counts["failed"] - known))


def _holds(environment, spec, failed):
    """Tell whether the file of `spec` has the class of one of these `Class::test`."""
    file = environment.core_addons[0] / spec.split("::")[0]
    text = file.read_text(encoding="utf-8")
    return any(f"class {name.split('::')[0]}(" in text for name in failed)


STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def _without_stripped_asset(environment, databases, name):
    """Take out of the bundles a file that Debian leaves out: every tour fails on it."""
    if not (environment.core_addons[0] / STRIPPED).exists():
        databases.psql(
            "INSERT INTO ir_asset (name, bundle, directive, path, active, sequence)"
            " VALUES ('stripped', 'web.assets_backend', 'remove',"
            f" '{STRIPPED}', true, 1)",
            name,
        )


CORE_MODULES = (
    "contacts",
    "project",
    "hr_timesheet",
    "sale_timesheet",
    "portal",
    "account",
)


def compare_core(environment):
    """Run all of Odoo's own tests of the modules we extend, plain and with us.

    Prints one row a module and what fails with us alone; returns 1 if anything does.
    """
    databases, worse = Databases(environment), set()
    plain, with_us = own("coreplain"), own("coreours")
    databases.copy(databases.template(), plain)
    databases.ready(with_us)
    for name in (plain, with_us):
        _without_stripped_asset(environment, databases, name)
    print(f"{'module':<16} {'tests':>6} {'plain: failed':>14} {'with us: failed':>16}")
    for module in CORE_MODULES:
        spec = [f"{module}/tests"]
        results = [core_counts(environment, db, spec)[1] for db in (plain, with_us)]
        before, after = (counts["failed"] for counts in results)
        number = results[1]["tests"]
        print(f"{module:<16} {number:>6} {len(before):>14} {len(after):>16}")
        worse |= after - before
        if results[0]["tests"] != number:
            worse.add(
                f"{module}: {results[0]['tests']} tests without us, {number} with"
            )
    print("\n".join(sorted(worse)) or "Nothing fails because of the add-on.")
    return 1 if worse else 0
