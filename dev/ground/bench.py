"""Measuring the pages of a real server on the demo community.

Figures are ratios to Odoo's own portal home in the same run: milliseconds are those
of one machine, ratios hold on another.
"""

import http.cookiejar
import json
import statistics
import time
import urllib.request

from .databases import Databases, own
from .live import Server
from .paths import DEV

MEMBER = "contributeur"
BASELINE = "/my"
PAGES = (
    "/my/code-social",
    "/my/contributions/new",
    "/my/contributions",
    "/my/acknowledge",
    "/my/evaluate",
    "/my/riches",
)
ROUNDS = 30


def main(environment):
    """Print, for each page, its median, slowest tenth and ratio to Odoo's home.

    Return 1 when the resilience page is too slow beside its SQL, else 0.
    """
    name = own("bench")
    Databases(environment).ready(name, demo=True)
    server = Server(environment, name)
    server.start()
    try:
        opener = _session(server.url, name)
        base = statistics.median(_times(opener, server.url + BASELINE))
        print(f"{'page':<24} {'median ms':>10} {'p90 ms':>8} {'ratio to /my':>13}")
        for page in (BASELINE, *PAGES):
            times = sorted(_times(opener, server.url + page))
            median, slow = statistics.median(times), times[int(ROUNDS * 0.9)]
            row = f"{page:<24} {median * 1000:>10.1f} {slow * 1000:>8.1f}"
            print(f"{row} {median / base:>13.2f}")
    finally:
        server.stop()
    return resilience(environment, name)


def resilience(environment, name):
    """Print the resilience page's time beside its SQL's; return 1 if it is too long."""
    with open(DEV / "bench_resilience.py", encoding="utf-8") as script:
        done = environment.run(
            *["shell", "-d", name, "--no-http", "--log-level=warn"],
            stdin=script,
        )
    return done.returncode


def _session(url, database):
    """Return an opener logged in as a member."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    params = {"db": database, "login": MEMBER, "password": MEMBER}
    request = urllib.request.Request(
        f"{url}/web/session/authenticate",
        data=json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with opener.open(request, timeout=90) as answer:
        if "error" in json.load(answer):
            raise RuntimeError("the demo member could not log in")
    return opener


def _times(opener, address):
    """Return how long each of ROUNDS answers took, in seconds, after a first one."""
    opener.open(address, timeout=90).close()
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        with opener.open(address, timeout=60) as answer:
            answer.read()
        times.append(time.perf_counter() - start)
    return times
