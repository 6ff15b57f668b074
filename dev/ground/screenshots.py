"""Photographs of the demo community's pages, kept in docs/img."""

import csv

from .browser import DESK, PHONE, chromium, log_in, new_page
from .databases import Databases, own
from .live import Server
from .paths import CHECKOUT, DEV
from .shell import say

FOLDER = CHECKOUT / "docs" / "img"
SIZES = {"phone": PHONE, "desk": DESK}
READY = {"phone": "#wrapwrap", "desk": ".o_action_manager .o_action"}
SETTLED = 2500  # ms: animations and late bundles


def main(environment):
    """Photograph every page of dev/screenshots.csv.

    Columns: name, login, size (phone or desk), path, click (the selector of a link to
    follow from there, or nothing), full (anything: the whole page and not one screen).
    """
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
    page.wait_for_selector(READY[row["size"]])
    if row["click"]:
        page.locator(row["click"]).first.click()
    page.wait_for_timeout(SETTLED)
    target = FOLDER / f"{row['name']}.png"
    if row["full"]:
        # A taller screen and not a longer picture: bars stay at its bottom.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**SIZES[row["size"]], "height": height})
    page.screenshot(path=target)
    page.context.close()
    say(f"{target.relative_to(CHECKOUT)}")
