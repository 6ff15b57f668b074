"""The Makefile's targets, one function each."""

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path

from . import bench, lint, odootests, quick, screenshots, serve, tools, wheel
from .databases import Databases, own
from .gates import format_checkout
from .odoo import Environment
from .paths import CHECKOUT, DEV
from .pytests import tally_alone
from .shell import GroundError, output, run, say
from .tally import Tally

TARGETS = {}
OFF = ("", "0", "no", "false")


def target(function):
    """Register `function` as the target of its name."""
    TARGETS[function.__name__.strip("_").replace("_", "-")] = function
    return function


def main(arguments):
    """Run the target named first; a GroundError is told without a traceback."""
    name = arguments[0] if arguments else ""
    os.environ.update(item.split("=", 1) for item in arguments[1:] if "=" in item)
    signal.signal(signal.SIGTERM, _interrupted)  # so that no child outlives us
    if name not in TARGETS:
        sys.exit(f"error: there is no target “{name}”; see make help")
    try:
        sys.exit(TARGETS[name]())
    except GroundError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _interrupted(_number, _frame):
    raise KeyboardInterrupt


def option(name, default=""):
    """Return the value of NAME=… given to make."""
    return os.environ.get(name, "").strip() or default


def _port():
    chosen = option("PORT", str(serve.DEFAULT_PORT))
    if not chosen.isdigit():
        raise GroundError(f"PORT must be a number, not “{chosen}”.")
    return int(chosen)


@target
def demo():
    """Serve the demo community in the foreground."""
    return serve.in_foreground(_environment_with_reports(), _port())


@target
def up():
    """Serve the demo community in the background."""
    serve.in_background(_environment_with_reports(), _port())


def _environment_with_reports():
    environment = Environment()
    tools.ensure_reports()
    return environment


@target
def down():
    """Stop what `up` started."""
    say("stopped" if serve.stop() else "the demo community was not being served")


@target
def reset():
    """Forget this clone's databases; the next demo starts from nothing."""
    serve.stop()
    databases = Databases(Environment())
    for name in databases.of_this_clone():
        databases.drop(name)
        say(f"dropped {name}")


@target
def db():
    """Make a fresh database with the add-on installed."""
    name = option("DB")
    if not name:
        raise GroundError("Name the database: make db DB=mine [DEMO=1].")
    Databases(Environment()).fresh(name, option("DEMO").lower() not in OFF)
    say(f"{name} is ready: dev/odoo server -d {name} --http-port 8070")


@target
def _import():
    """Import FILE into the database DB, and print the report the wizard shows."""
    file = Path(option("FILE")).expanduser()
    if not option("FILE") or not file.is_file():
        raise GroundError("Name the file to import: make import FILE=path [DB=name].")
    environment = Environment()
    name = option("DB") or serve.demo_database(environment)
    if not Databases(environment).exists(name):
        raise GroundError(f"There is no database “{name}”: make db DB={name} makes it.")
    variables = {**environment.variables(), "FILE": str(file.absolute()), "DB": name}
    with open(DEV / "import_file.py", encoding="utf-8") as script:
        done = environment.run(
            *["shell", "-d", name, "--no-http", "--log-level=warn"],
            stdin=script,
            env=variables,
        )
    return done.returncode


@target
def _quick():
    """Run the tests matching K with pytest-odoo."""
    return quick.quick(Environment(), option("K"))


@target
def _lint():
    """Run every gate on the checkout, then every seeded error."""
    return _tallied(("lint", lint.gates), ("seeded errors", lint.selftest))


@target
def fmt():
    """Let ruff and prettier lay the checkout out."""
    print("\n".join(format_checkout(CHECKOUT, Environment())))


def ground_tests(tally, environment):
    """Run the tests of the set-up itself."""
    tally_alone(tally, environment, "dev/tests")


def pure_tests(tally, environment):
    """Run the tests of the pure mathematics, without Odoo."""
    tally_alone(tally, environment, "tests/pure")


def live_tests(tally, environment):
    """Run the tests that need a real server, real browsers and real kills."""
    tools.ensure("chromium")
    tally_alone(tally, environment, "tests/live")


@target
def test():
    """Run everything; the last line printed is `N passed, N failed`."""
    return _tallied(
        ("lint", lint.gates),
        ("seeded errors", lint.selftest),
        ("the set-up itself", ground_tests),
        ("pure mathematics", pure_tests),
        ("the add-on's tests", odootests.own_tests),
        ("install with demo data", odootests.demo_tests),
        ("wheel", wheel.check),
        ("a sample of Odoo's own tests", odootests.core_tests),
        ("real server and browsers", live_tests),
    )


@target
def test_live():
    """Run the tests in tests/live."""
    return _tallied(("real server and browsers", live_tests))


@target
def core_tests():
    """Compare Odoo's own tests with and without the add-on."""
    return odootests.compare_core(Environment())


def _tallied(*steps):
    tally = Tally()
    try:
        environment = Environment()
    except GroundError as error:
        tally.fail(f"set-up: {error}")
        return tally.close()
    for name, function in steps:
        tally.step(name, lambda total, step=function: step(total, environment))
    return tally.close()


@target
def i18n():
    """Write what the add-on says into i18n, and list what has no French yet."""
    environment = Environment()
    export = odootests.exported(environment, quick.prepared(environment))
    command = [environment.python, DEV / "merge_po.py", CHECKOUT, export]
    print(output(command) or "All of it is in French.")


@target
def _wheel():
    """Build the wheel of the last commit and print its path."""
    print(wheel.build(Environment()))


@target
def _bench():
    """Measure the pages and print a table."""
    return bench.main(Environment())


@target
def _screenshots():
    """Photograph the pages of the demo community into docs/img."""
    environment = Environment()
    if find_spec("playwright") is None:
        # The browser's library is with Odoo's own Python.
        again = [environment.python, DEV / "run", "screenshots"]
        run(again, what="Photographing the pages", quiet=False)
        return 0
    return screenshots.main(environment)


@target
def setup():
    """Set everything up without starting anything."""
    environment = Environment()
    Databases(environment).template()
    run([environment.python, "-c", "import odoo"], what="Importing Odoo")
    say(f"ready: databases of this clone begin with {own('')}")
