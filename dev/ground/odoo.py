"""Running Odoo in the environment: its configuration, ports and command line."""

import os
import socket
import subprocess

from . import postgres, python
from .paths import ADDONS, CLONE, DATA, STATE, link_checkout
from .shell import GroundError

CONFIG = """\
[options]
addons_path = {addons}
data_dir = {data}
db_host = {PGHOST}
db_port = {PGPORT}
db_user = {PGUSER}
http_interface = 127.0.0.1
server_wide_modules = base,rpc,web
"""


class Environment:
    """Everything an Odoo command needs, set up on creation."""

    def __init__(self):
        STATE.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.venv = python.environment()
        self.sources = python.odoo_sources()
        self.postgres = postgres.settings()
        link_checkout()
        self.config = self._write_config()

    @property
    def python(self):
        """Path of the environment's Python."""
        return self.venv / "bin" / "python"

    @property
    def core_addons(self):
        """Folders of Odoo's own add-ons."""
        folders = [self.sources / "odoo" / "addons", self.sources / "addons"]
        # Debian keeps every add-on whole in the first; a source tree uses both.
        if (folders[0] / "web" / "__manifest__.py").exists():
            return folders[:1]
        return folders

    def _write_config(self):
        DATA.mkdir(parents=True, exist_ok=True)
        addons = ",".join(str(path) for path in (*self.core_addons, ADDONS))
        text = CONFIG.format(addons=addons, data=DATA, **self.postgres)
        if os.environ.get("PGPASSWORD"):
            text += f"db_password = {os.environ['PGPASSWORD']}\n"
        path = CLONE / "odoo.conf"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.write_text(text, encoding="utf-8")
            fresh.chmod(0o600)
            fresh.replace(path)
        return path

    def variables(self):
        """Environment variables for Odoo, psql and pytest."""
        variables = {**os.environ, **postgres.client_variables(), **self.postgres}
        path = f"{self.venv / 'bin'}{os.pathsep}{variables.get('PATH', '')}"
        return {
            **variables,
            "ODOO_RC": str(self.config),
            "PATH": path,
            "PYTHONPYCACHEPREFIX": str(STATE / "pycache"),
            "VIRTUAL_ENV": str(self.venv),
        }

    def command(self, *arguments):
        """Return the command line running Odoo with `arguments`."""
        start = [str(self.python), str(self.venv / "bin" / "odoo")]
        arguments = [str(argument) for argument in arguments]
        return [*start, *arguments, *self._ports(arguments)]

    @staticmethod
    def _ports(arguments):
        serves = not arguments or arguments[0] in ("server", "shell")
        if not serves and not arguments[0].startswith("-"):
            return []
        given = " ".join(arguments)
        wanted = ("--http-port", "--gevent-port")
        missing = [name for name in wanted if name not in given and "-p " not in given]
        ports = free_ports(len(missing))
        pairs = zip(missing, ports, strict=True)
        return [f"{name}={port}" for name, port in pairs]

    def run(self, *arguments, **options):
        """Run Odoo with `arguments`; return the finished process."""
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("env", self.variables())
        return subprocess.run(self.command(*arguments), check=False, **options)

    def must_run(self, *arguments, what, **options):
        """Run Odoo quietly.

        :raises GroundError: with the end of the log when it fails
        """
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = self.run(*arguments, text=True, **options)
        if done.returncode:
            tail = "\n".join(done.stdout.splitlines()[-25:])
            raise GroundError(f"{what} failed:\n{tail}")
        return done.stdout


def free_ports(count):
    """Return `count` TCP ports free on 127.0.0.1 at this moment."""
    sockets = [socket.socket() for _index in range(count)]
    try:
        for sock in sockets:
            sock.bind(("127.0.0.1", 0))
        return [sock.getsockname()[1] for sock in sockets]
    finally:
        for sock in sockets:
            sock.close()
