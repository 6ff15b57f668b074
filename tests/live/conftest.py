"""Fixtures of the live tests: a real server and real browsers (`make test-live`)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "dev"))

from ground import browser as browsing
from ground.databases import Databases, own
from ground.live import Server
from ground.odoo import Environment


@pytest.fixture(scope="session")
def environment():
    """Odoo's environment: `run`, `must_run`, `variables`."""
    return Environment()


@pytest.fixture(scope="session")
def database(environment):
    """Return the name of a fresh, committed database with the demo community."""
    name = own("live")
    Databases(environment).ready(name, demo=True)
    return name


@pytest.fixture(scope="session")
def psql(environment, database):
    """Return `psql(sql)`, which answers with the rows as text."""
    return lambda sql: Databases(environment).psql(sql, database)


@pytest.fixture(scope="session")
def server(environment, database):
    """Return a running server: `url`, `pids()`, `kill_worker()`."""
    running = Server(environment, database)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """Return the system's Chromium, driven by Playwright."""
    with browsing.chromium() as running:
        yield running


@pytest.fixture
def visit(server, browser):
    """Return `visit(login=None, size=None)`: a new page, logged in as a persona."""
    pages = []

    def open_page(login=None, size=None, password=None):
        page = browsing.new_page(browser, size)
        pages.append(page)
        if login:
            browsing.log_in(page, server.url, login, password)
        return page

    yield open_page
    for page in pages:
        page.context.close()
