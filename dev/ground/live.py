"""A real server for live tests: two workers, an evented port, and a proxy before them.

Browsers need one address for pages and for the websocket, which Odoo's workers answer
on two ports; a plain TCP proxy joins them, as nginx does in production.
"""

import asyncio
import os
import signal
import subprocess
import threading
from pathlib import Path

from .odoo import free_ports
from .paths import CLONE
from .serve import wait_for

BUFFER = 65536


class Server:
    """Odoo with `workers` processes on a committed database, for one test session."""

    def __init__(self, environment, name, workers=2):
        self.environment = environment
        self.name = name
        self.workers = workers
        self.log = CLONE / "logs" / f"{name}.log"
        self.process = None
        self.pages, self.events, port = free_ports(3)
        self.url = f"http://localhost:{port}"
        self._proxy = Proxy(port, self.pages, self.events)

    def start(self):
        """Start the server and wait for its first answer."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        options = [f"--workers={self.workers}", f"--db-filter=^{self.name}$"]
        ports = [f"--http-port={self.pages}", f"--gevent-port={self.events}"]
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self.environment.command("server", "-d", self.name, *options, *ports),
                env=self.environment.variables(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._proxy.start()
        wait_for(f"{self.url}/web/login", self.process, self.log)

    def stop(self):
        """End the server and everything it started."""
        self._proxy.stop()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(15)

    def pids(self):
        """Return the pids of the children that serve pages (not crons, not events)."""
        listening = _inodes_listening(self.pages)
        return [pid for pid in _children(self.process.pid) if _holds(pid, listening)]

    def kill_worker(self):
        """Kill one page worker with SIGKILL and return its pid."""
        pid = self.pids()[0]
        os.kill(pid, signal.SIGKILL)
        return pid


def _children(parent):
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in found]


def _inodes_listening(port):
    wanted, listen = f":{port:04X}", "0A"
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
    fields = [row.split() for row in rows]
    found = [row for row in fields if row[1].endswith(wanted) and row[3] == listen]
    return {f"socket:[{row[9]}]" for row in found}


def _holds(pid, sockets):
    try:
        folder = Path(f"/proc/{pid}/fd")
        return any(os.readlink(link) in sockets for link in folder.iterdir())
    except OSError:  # it ended meanwhile
        return False


class Proxy:
    """Sends each connection to the pages' or the events' port by its first line."""

    def __init__(self, port, pages, events):
        self.port, self.pages, self.events = port, pages, events
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self):
        """Listen on the port, from a thread of its own."""
        self._thread.start()
        listening = asyncio.start_server(self._serve, "127.0.0.1", self.port)
        asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)

    def stop(self):
        """Stop listening and drop every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _serve(self, reader, writer):
        try:
            head = await reader.read(BUFFER)
            events = head.startswith(b"GET /websocket")
            port = self.events if events else self.pages
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            far_writer.write(head)
            ways = (_pump(reader, far_writer), _pump(far_reader, writer))
            await asyncio.gather(*ways)
        except OSError:
            writer.close()


async def _pump(reader, writer):
    try:
        while data := await reader.read(BUFFER):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
