"""A private PostgreSQL cluster on a Unix socket, or the server PG* variables name."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import debian, stages
from .paths import STATE, digest
from .shell import GroundError, output, run, say

ROLE = "odoo"
PORT = "5432"
SOCKET_LIMIT = 100
SETTINGS = """
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
effective_cache_size = 4GB
# Nothing here has to survive a crash of the machine: it can be made again.
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = 4GB
checkpoint_timeout = 30min
autovacuum_naptime = 5min
jit = off
wal_level = minimal
max_wal_senders = 0
log_min_messages = fatal
"""
NO_SERVER = (
    "PostgreSQL's server is not installed here: install Debian's package postgresql "
    "(as root: apt-get install postgresql), or name a running server in which you may "
    "create databases with PGHOST, PGPORT, PGUSER and PGPASSWORD."
)


def settings():
    """Return the connection as a dict of PG* variables, the server being up.

    :raises GroundError: when there is no server and none can be had
    """
    if os.environ.get("PGHOST") and not _is_private(os.environ["PGHOST"]):
        names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
        found = {name: os.environ[name] for name in names if os.environ.get(name)}
        return {"PGPORT": PORT, "PGUSER": ROLE, **found}
    Cluster().start()
    return {"PGHOST": str(Cluster().socket), "PGPORT": PORT, "PGUSER": ROLE}


def client_variables():
    """Return the variables with which psql is found and runs."""
    if os.environ.get("PGHOST") and not _is_private(os.environ["PGHOST"]):
        return {}
    folder = programs()
    variables = {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    return variables | _library_path(folder)


def _library_path(folder):
    """Return what an unpacked, not installed, server needs to find its libraries."""
    if STATE not in folder.parents:
        return {}
    root = folder.parents[4]
    found = {str(library.parent) for library in root.glob("usr/lib/*/lib*.so*")}
    known = os.environ.get("LD_LIBRARY_PATH")
    return {
        "LD_LIBRARY_PATH": os.pathsep.join([*sorted(found), *filter(None, [known])])
    }


def _is_private(host):
    return host == str(Cluster().socket)


def programs():
    """Return the folder of PostgreSQL's server programs, installed if missing."""
    found = _find()
    if found:
        return found
    if debian.can_install():
        debian.install("postgresql")
        found = _find()
    return found or _unpacked()


def _find():
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    found = [folder for folder in folders if (folder / "initdb").exists()]
    if found:
        return max(found, key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _unpacked():
    """Unpack Debian's own server for a user who may not install packages."""
    if not debian.is_debian():
        raise GroundError(NO_SERVER)
    suite = debian.codename()
    folder = STATE / f"postgresql-{digest(suite)}"
    stages.build(folder, lambda part: _fetch_server(part, suite))
    return next(folder.glob("usr/lib/postgresql/*/bin"))


def _fetch_server(folder, suite):
    """Unpack the suite's server, its client and the libraries they are linked with."""
    say("unpacking PostgreSQL for this user alone")
    found = debian.depended_on(suite, "postgresql", r"^(postgresql-(?:client-)?\d+)$")
    if not found:
        raise GroundError(NO_SERVER)
    # The compiler is left out: it is large, and only `jit`, which is off, needs it.
    libraries = debian.depended_on(
        suite, found[0], r"^(lib(?!c6|c-bin|llvm|gcc|stdc|perl|\w+-perl)[\w.+-]+)$"
    )
    packages = {name for name in libraries if not name.endswith("-perl")}
    debian.unpack(debian.download(suite, {*found, *packages}), folder)


class Cluster:
    """The private cluster: where it is, and starting and stopping it."""

    def __init__(self):
        self.home = self._home()
        self.data = self.home / "data"
        self.socket = self._socket()

    @staticmethod
    def _home():
        """Return a folder the server's user can reach (root's home is closed)."""
        if os.geteuid() or _reachable(STATE):
            return STATE / "postgresql"
        return Path("/var/lib/code-social") / digest(str(STATE))

    def _socket(self):
        inside = self.home / "socket"
        if len(str(inside)) <= SOCKET_LIMIT:
            return inside
        name = f"code-social-{os.geteuid()}-{digest(str(self.home))}"
        return Path(tempfile.gettempdir()) / name

    def start(self):
        """Make the cluster if missing and start it if it is not running."""
        if self.is_running():
            return
        with stages.lock():
            if not self.is_running():
                self._create()
                self._launch()

    def is_running(self):
        """Whether the recorded process is alive and its socket is there."""
        if not (self.socket / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n")[0])
            return "postgres" in Path(f"/proc/{pid}/cmdline").read_text()
        except (OSError, ValueError):
            return False

    def stop(self):
        """Stop the server, disconnecting whoever is connected."""
        if self.is_running():
            stop = ["stop", "-m", "fast"]
            self._as_owner([programs() / "pg_ctl", "-D", self.data, *stop])

    def _create(self):
        version = output([programs() / "postgres", "--version"]).split()[2]
        self._check_version(version.split(".")[0])
        self._make_folder(self.socket)
        if (self.home / "ready").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self._make_folder(self.home)
        say("making a private PostgreSQL cluster")
        locale = ["-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", ROLE, "-N"]
        self._as_owner([programs() / "initdb", "-D", self.data, *locale])
        self._write_settings()
        (self.home / "ready").touch()

    def _check_version(self, version):
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except OSError:
            return
        if found != version:
            raise GroundError(
                f"The databases in {self.data} were made by PostgreSQL {found} and "
                f"this machine has version {version}: install postgresql-{found}, or "
                f"remove that folder and {self.home / 'ready'} to start afresh."
            )

    def _write_settings(self):
        text = SETTINGS.format(port=PORT, socket=self.socket)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(text)

    def _launch(self):
        log = self.home / "postgresql.log"
        command = [programs() / "pg_ctl", "-D", self.data, "-l", log, "-w"]
        try:
            self._as_owner([*command, "-t", "60", "start"])
        except GroundError as error:
            said = log.read_text(errors="replace")[-600:] if log.exists() else ""
            raise GroundError(
                f"PostgreSQL did not start: {error}\n{said}\nIf its files are damaged, "
                f"remove {self.home}: every database in it can be made again."
            ) from error

    def _make_folder(self, folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True, mode=0o700)
        if os.geteuid() == 0:
            owner = _owner()
            os.chown(folder, owner.pw_uid, owner.pw_gid)

    def _as_owner(self, command):
        """Run as the unprivileged owner: PostgreSQL refuses to run as root."""
        variables = {**os.environ, **_library_path(programs())}
        options = {"cwd": self.home, "env": variables}
        if os.geteuid() == 0:
            owner = _owner()
            options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        # The server would keep a pipe open for ever: its output goes to its log.
        with tempfile.TemporaryFile("w+") as log:
            options |= {"stdout": log, "stderr": subprocess.STDOUT}
            try:
                run(command, quiet=False, what="PostgreSQL", **options)
            except GroundError as error:
                log.seek(0)
                raise GroundError(f"{error}\n{log.read()[-800:]}") from error


def _reachable(folder):
    existing = [path for path in (folder, *folder.parents) if path.exists()]
    return all(path.stat().st_mode & 0o001 for path in existing)


def _owner():
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise GroundError("No unprivileged user (postgres or nobody) to run PostgreSQL as.")
