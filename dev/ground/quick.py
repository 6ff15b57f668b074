"""The inner loop: pytest-odoo on a database kept up to date, in seconds."""

from .databases import Databases, installed_stamp, loaded_files, own
from .paths import LINK, MODULE
from .pytests import NOTHING_COLLECTED, run_pytest
from .shell import GroundError, timed


def prepared(environment):
    """Return this clone's quick database, updated if the add-on changed."""
    name = own("quick")
    stamp = installed_stamp(name)
    databases, wanted = Databases(environment), loaded_files()
    if not databases.exists(name) or not stamp.exists():
        stamp.unlink(missing_ok=True)
        databases.ready(name)
    elif stamp.read_text() != wanted:
        stamp.unlink()
        with timed(f"updating {MODULE} in {name}"):
            databases.update(name)
    stamp.write_text(wanted)
    return name


def quick(environment, keyword=""):
    """Run the tests whose name matches `keyword`; return pytest's exit code.

    :raises GroundError: when no test matches
    """
    name = prepared(environment)
    arguments = [f"--odoo-database={name}", f"--odoo-config={environment.config}"]
    arguments += ["--odoo-http", f"--ignore={LINK / 'tests/live'}"]
    if keyword:
        arguments += ["-k", keyword]
    code, counts = run_pytest(environment, *arguments, LINK / "tests")
    if code == NOTHING_COLLECTED or not counts["tests"]:
        raise GroundError(
            f"No test was collected{f' for K={keyword}' * bool(keyword)}."
        )
    return code
