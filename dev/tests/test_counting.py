"""A run that tested nothing, skipped, or complained is never called a success."""

import pytest

from ground import logs, odootests
from ground.shell import GroundError
from ground.tally import Tally

STAMP = "2026-01-01 10:00:00,000 1 "
NOTHING = STAMP + "INFO db odoo.tests.result: 0 failed, 0 error(s) of 0 tests when …\n"
GOOD = STAMP + "INFO db odoo.tests.result: 0 failed, 0 error(s) of 7 tests when …\n"
BAD = (
    STAMP + "ERROR db odoo.addons.code_social.tests.test_x: FAIL: TestX.test_y\n"
    "Traceback (most recent call last):\n"
    + STAMP
    + "ERROR db odoo.tests.result: 1 failed, 1 error(s) of 7 tests when …\n"
)
SKIP = STAMP + "INFO db odoo.addons.x: skipped TestTour.test_z : Chrome not found\n"
WARNING = STAMP + "WARNING db odoo.models: The model x has no _description\n  more\n"


def _tally(log, code=0):
    tally = Tally()
    odootests._tally(tally, "run", code, log)
    return tally


def test_a_sound_run_counts_its_tests():
    tally = _tally(GOOD)
    assert tally.failed == 0
    assert tally.passed == 7 + 2  # and the two checks of its log


@pytest.mark.parametrize("log", [NOTHING, "", GOOD + SKIP, GOOD + WARNING])
def test_nothing_run_skips_and_warnings_fail(log):
    assert _tally(log).failed == 1


def test_failures_and_errors_are_added_up(capsys):
    tally = _tally(BAD, code=1)
    assert (tally.passed, tally.failed) == (5 + 1, 2)
    assert "TestX.test_y" in capsys.readouterr().out


def test_an_exit_code_without_a_failed_test_fails():
    assert _tally(GOOD, code=255).failed == 1


def test_a_warning_is_shown_with_its_continuation():
    assert len(logs.complaints(GOOD + WARNING + GOOD)) == 2


def test_a_step_that_does_nothing_fails():
    tally = Tally()
    tally.step("empty", lambda total: None)
    assert tally.failed == 1


def test_a_step_that_cannot_run_fails_and_the_next_still_runs(capsys):
    def broken(_total):
        raise GroundError("Chromium must be installed.")

    tally = Tally()
    tally.step("broken", broken)
    tally.step("sound", lambda total: total.ok(3))
    assert tally.close() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 1 failed"


def test_a_run_without_any_step_fails(capsys):
    assert Tally().close() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"
