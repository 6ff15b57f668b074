"""Adding up what passed and failed over all steps of a test run."""

import time

from .shell import GroundError, say


class Tally:
    """Runs steps, keeps counts, and prints the closing line."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.rows = []

    def step(self, name, function):
        """Run `function(tally)`; whatever it raises counts as one failure."""
        before = (self.passed, self.failed)
        start = time.monotonic()
        say(f"=== {name}")
        try:
            function(self)
        except GroundError as error:
            self.fail(f"{name}: {error}")
        passed, failed = self.passed - before[0], self.failed - before[1]
        if not passed and not failed:
            self.fail(f"{name}: nothing was executed")
            failed = 1
        self.rows.append((name, passed, failed, time.monotonic() - start))

    def ok(self, count=1):
        """Count `count` passes."""
        self.passed += count

    def fail(self, message, count=1):
        """Count `count` failures and show why."""
        self.failed += count
        print(f"FAILED {message}", flush=True)

    def check(self, name, problems):
        """Count one pass if `problems` (list of str) is empty, else one failure."""
        if problems:
            shown = "\n    ".join(problems[:40])
            self.fail(f"{name} ({len(problems)} lines)\n    {shown}")
        else:
            self.ok()

    def close(self):
        """Print the table and the closing line; return the exit code."""
        print()
        for name, passed, failed, seconds in self.rows:
            print(f"{name:<34} {passed:>5} passed {failed:>4} failed {seconds:>6.0f} s")
        if not self.passed:
            self.failed = self.failed or 1
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0
