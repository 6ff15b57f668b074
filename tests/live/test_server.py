"""The real server answers, in French, with two workers, and outlives a killed one."""

import time
import urllib.request


def _status(server):
    with urllib.request.urlopen(f"{server.url}/web/login", timeout=60) as answer:
        return answer.status


def test_login_page_is_french(server, visit):
    page = visit()
    page.goto(f"{server.url}/web/login")
    page.get_by_role("button", name="Se connecter").first.wait_for()
    assert "Mot de passe" in page.inner_text("form.oe_login_form")


def test_administrator_logs_in(server, visit):
    page = visit("admin")
    page.wait_for_selector(".o_main_navbar")
    assert "/odoo" in page.url


def test_killed_worker_is_replaced(server):
    before = server.pids()
    assert len(before) == 2
    killed = server.kill_worker()
    assert _status(server) == 200
    deadline = time.monotonic() + 30
    while len(server.pids()) < 2 and time.monotonic() < deadline:
        time.sleep(0.5)
    after = server.pids()
    assert len(after) == 2
    assert killed not in after
