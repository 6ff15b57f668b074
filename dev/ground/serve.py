"""Serving the demo community: in the foreground, or in the background with a pid."""

import csv
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from .databases import Databases, installed_stamp, loaded_files, own
from .paths import CLONE, DEV
from .shell import GroundError, say, timed

DEFAULT_PORT = 8069
PID = CLONE / "demo.pid"
LOG = CLONE / "logs" / "demo.log"


def demo_database(environment):
    """Return this clone's demo database, made or brought up to date if needed."""
    name, databases, wanted = own("demo"), Databases(environment), loaded_files()
    stamp = installed_stamp(name)
    if not databases.exists(name):
        databases.fresh(f"{name}_part", demo=True)
        databases.rename(f"{name}_part", name)
    elif not stamp.exists() or stamp.read_text() != wanted:
        with timed("the add-on changed: updating the demo community"):
            databases.update(name)
    stamp.write_text(wanted)
    return name


def check_port(port):
    """Refuse a port that something else listens on.

    :raises GroundError: naming the port and how to choose another
    """
    if not 1024 <= port <= 65535:
        raise GroundError(f"PORT must be between 1024 and 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise GroundError(
                f"Port {port} is taken by another program: stop it, or choose another "
                f"port, for example make demo PORT={port + 1}."
            ) from error


def greeting(environment, name, port):
    """Print the address and one login for each persona of the database."""
    users = Databases(environment).psql("SELECT login FROM res_users", name).split()
    print(f"\n  http://localhost:{port}\n")
    with open(DEV / "personas.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            absent = "" if row["login"] in users else "  (not in the demo data)"
            print(f"  {row['login']:<14} password: the same   {row['persona']}{absent}")
    print("  admin          password: admin      administrator\n", flush=True)


def _arguments(name, port):
    options = ["--workers=0", "--max-cron-threads=1", f"--http-port={port}"]
    return ["server", "-d", name, f"--db-filter=^{name}$", *options]


def in_foreground(environment, port):
    """Serve until interrupted; return Odoo's exit code."""
    process, name = _start(environment, port, start_new_session=False)
    signal.signal(signal.SIGTERM, lambda *_args: process.terminate())
    greeting(environment, name, port)
    say("serving; Ctrl-C stops it")
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Odoo received it too and is ending


def in_background(environment, port):
    """Start serving, wait for the first answer, and return."""
    process, name = _start(environment, port, start_new_session=True)
    PID.write_text(str(process.pid))
    greeting(environment, name, port)
    say("serving in the background; stop it with make down")


def _start(environment, port, **options):
    """Return (process, database) of a server that answers on `port`."""
    if running():
        raise GroundError("The demo community is already served: make down stops it.")
    check_port(port)
    name = demo_database(environment)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with open(LOG, "w", encoding="utf-8") as log:
        command = environment.command(*_arguments(name, port))
        process = subprocess.Popen(
            command,
            env=environment.variables(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **options,
        )
    wait_for(f"http://127.0.0.1:{port}/web/login", process, LOG)
    return process, name


def wait_for(address, process, log, seconds=120):
    """Wait until `address` answers.

    :raises GroundError: with the end of `log` if the process ends or is too slow
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
    tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise GroundError(f"Odoo did not answer:\n{tail}")


def running():
    """Return the pid of the server in the background, or None."""
    try:
        pid = int(PID.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except (OSError, ValueError):
        return None
    return pid if own("demo") in command else None


def stop():
    """Stop the server in the background; return whether there was one."""
    pid = running()
    if pid:
        os.kill(pid, signal.SIGTERM)
        _wait_end(pid)
    PID.unlink(missing_ok=True)
    return bool(pid)


def _wait_end(pid, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not running():
            return
        time.sleep(0.2)
    os.kill(pid, signal.SIGKILL)
