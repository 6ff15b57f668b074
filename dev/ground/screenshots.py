"""Photographs of the demo community's pages, kept in docs/img."""

import csv

from .browser import DESK, PHONE, chromium, log_in, new_page
from .databases import Databases, own
from .live import Server
from .paths import CHECKOUT, DEV
from .shell import say

FOLDER = CHECKOUT / "docs" / "img"
SIZES = {"phone": PHONE, "desk": DESK}


def main(environment):
    """Photograph every page of dev/screenshots.csv (name, login, size, path)."""
    name = own("pictures")
    Databases(environment).ready(name, demo=True)
    server = Server(environment, name)
    server.start()
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with chromium() as browser, open(DEV / "screenshots.csv") as file:
            for row in csv.DictReader(file):
                _photograph(browser, server.url, row)
    finally:
        server.stop()


def _photograph(browser, url, row):
    page = new_page(browser, SIZES[row["size"]])
    if row["login"]:
        log_in(page, url, row["login"])
    page.goto(url + row["path"])
    page.wait_for_load_state("networkidle")
    target = FOLDER / f"{row['name']}.png"
    page.screenshot(path=target)
    page.context.close()
    say(f"{target.relative_to(CHECKOUT)}")
