"""The system's Chromium driven by Playwright, with a login for a persona."""

import contextlib

from . import tools

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FIRST_PAGE = 90_000  # ms
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1400, "height": 900}


@contextlib.contextmanager
def chromium():
    """Yield a running browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = tools.chromium()
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser, size=None, language="fr-FR"):
    """Return a page in a profile of its own, speaking `language`."""
    context = browser.new_context(viewport=size or DESK, locale=language)
    # The first page of a fresh database waits for its bundles to be compiled.
    context.set_default_timeout(FIRST_PAGE)
    return context.new_page()


def log_in(page, url, login, password=None):
    """Log in as the user `login`, whose password is the same unless given."""
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password or login)
    page.click("form.oe_login_form button[type=submit]", no_wait_after=True)
    page.wait_for_url(lambda now: "/web/login" not in now, wait_until="commit")
    return page
