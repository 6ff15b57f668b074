"""Databases: a prepared template, and fresh copies of it with the add-on installed."""

import re
import shutil

from . import stages, tree
from .paths import CHECKOUT, CLONE, CLONE_ID, FILESTORE, MODULE, digest
from .shell import GroundError, run, timed

NOT_LOADED = ("tests", "dev", "docs")
DEPENDS = "contacts,calendar,portal,hr_timesheet,sale_timesheet,account"
# The first is the default. A demo community speaks French; tests start from English,
# as Odoo's own do, and ask for French where they mean it.
LANGUAGES = {False: "en_US,fr_FR", True: "fr_FR,en_US"}


class Databases:
    """Creates, copies and drops databases of one environment."""

    def __init__(self, environment):
        self.environment = environment

    def psql(self, sql, database="postgres"):
        """Run `sql` and return its rows as lines of text."""
        command = ["psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", "-d", database]
        done = run([*command, "-c", sql], what="psql", env=self.environment.variables())
        return done.stdout.strip()

    def exists(self, name):
        """Whether a database of that name exists."""
        return bool(self.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def drop(self, name):
        """Drop the database and its files, if there."""
        check_name(name)
        self.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(FILESTORE / name, ignore_errors=True)

    def copy(self, source, name):
        """Make `name` a copy of `source`, replacing what was there."""
        self.drop(name)
        self.psql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        if (FILESTORE / source).exists():
            shutil.copytree(FILESTORE / source, FILESTORE / name)

    def rename(self, old, new):
        """Rename a database nobody is connected to, and its files."""
        self.drop(new)
        self.psql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
        if (FILESTORE / old).exists():
            (FILESTORE / old).rename(FILESTORE / new)

    def template(self, demo=False):
        """Return a database with Odoo's modules we depend on, made if missing."""
        version = digest(str(self.environment.sources), DEPENDS, LANGUAGES[demo])[:8]
        name = f"template_{'demo_' if demo else ''}{version}"
        if self.exists(name):
            return name
        with stages.lock():
            if not self.exists(name):
                self._make_template(name, demo)
        return name

    def _make_template(self, name, demo):
        part = f"{name}_part"
        self.drop(part)
        modules = DEPENDS if demo else f"{DEPENDS},test_lint"
        options = ["--with-demo"] if demo else []
        with timed("preparing Odoo's own modules, once"):
            self.environment.must_run(
                *[
                    "server",
                    "-d",
                    part,
                    "-i",
                    modules,
                    "--load-language",
                    LANGUAGES[demo],
                ],
                *["--stop-after-init", "--log-level=warn", *options],
                what="Installing Odoo's modules",
            )
        self.rename(part, name)

    def fresh(self, name, demo=False):
        """Make `name` a fresh database with the add-on installed; return the log."""
        check_name(name)
        self.copy(self.template(demo), name)
        with timed(f"installing {MODULE} in {name}"):
            log = self.environment.must_run(
                *["server", "-d", name, "-i", MODULE, "--stop-after-init"],
                what=f"Installing {MODULE}",
            )
        if self.installed(name) != "installed":
            raise GroundError(f"{MODULE} was not installed:\n{log[-3000:]}")
        return log

    def ready(self, name, demo=False):
        """Make `name` a database with the add-on installed, copied if one is known.

        `make test` leaves such a database behind; it serves as long as no file that
        Odoo loads has changed.
        """
        source = own("demotest" if demo else "test")
        stamp = installed_stamp(source)
        same = stamp.exists() and stamp.read_text() == loaded_files()
        if same and self.exists(source):
            self.copy(source, name)
        else:
            self.fresh(name, demo)

    def update(self, name):
        """Bring the add-on in that database up to date with the checkout."""
        self.environment.must_run(
            *["server", "-d", name, "-u", MODULE, "--stop-after-init"],
            what=f"Updating {MODULE}",
        )

    def of_this_clone(self):
        """Return the names of the databases made for this clone."""
        sql = f"SELECT datname FROM pg_database WHERE datname LIKE '{own('')}%'"
        return self.psql(sql).split()

    def installed(self, name):
        """Return the state Odoo keeps of the add-on in that database."""
        sql = f"SELECT state FROM ir_module_module WHERE name = '{MODULE}'"
        return self.psql(sql, name)


def loaded_files():
    """Return a digest of the files that decide what an installed database holds."""
    names = [name for name in tree.files() if name.parts[0] not in NOT_LOADED]
    return digest(*map(str, names), *(CHECKOUT / name for name in names))


def installed_stamp(name):
    """Return the file that holds `loaded_files()` as installed in database `name`."""
    return CLONE / f"{name}.stamp"


def check_name(name):
    """Refuse a database name that PostgreSQL or a file system would not take."""
    if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_-]{0,50}", name):
        raise GroundError(
            f"“{name}” cannot name a database: use at most 51 letters, digits, - and _."
        )


def own(purpose):
    """Return the name of this clone's database for `purpose` ('demo', 'test')."""
    return f"cs_{CLONE_ID}_{purpose}"
