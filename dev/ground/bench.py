"""Measuring the pages of a real server on the demo community."""

import statistics
import time
import urllib.error
import urllib.request

from .databases import Databases, own
from .live import Server

PAGES = ("/web/login", "/my", "/web/health")
ROUNDS = 30


def main(environment):
    """Print the median and the slowest tenth of each page, in milliseconds."""
    name = own("bench")
    Databases(environment).ready(name, demo=True)
    server = Server(environment, name)
    server.start()
    try:
        print(f"{'page':<24} {'median ms':>10} {'p90 ms':>8}")
        for page in PAGES:
            times = sorted(_seconds(server.url + page) for _round in range(ROUNDS))
            median, slow = statistics.median(times), times[int(ROUNDS * 0.9)]
            print(f"{page:<24} {median * 1000:>10.1f} {slow * 1000:>8.1f}")
    finally:
        server.stop()


def _seconds(address):
    start = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - start
