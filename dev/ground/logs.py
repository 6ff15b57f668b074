"""Reading what Odoo's test runner wrote."""

import re

SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
RECORD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (\w+) ")
SKIPPED = re.compile(r"skipped (\S+)(?: (?::|in subtest))? ?(.*)")
FAILED = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?([A-Z]\w+\.\w+)")
# Lines that say nothing about the add-on.
HARMLESS = (
    r"Killing chrome descendants-or-self",
    r"Running as user 'root' is a security risk",
    r"Chrome executable terminated",
    r"wkhtmltopdf",
    # Odoo makes every bundle before the tests; Debian's package lacks this file.
    r"Could not get content for mail/static/lib/selfie_segmentation/",
)


def count(log):
    """Return (tests run, tests failed) summed over the runner's summaries."""
    found = [tuple(map(int, match)) for match in SUMMARY.findall(log)]
    failed = sum(fails + errors for fails, errors, _total in found)
    return sum(total for _fails, _errors, total in found), failed


def failures(log):
    """Return the names of the tests that failed, in order, once each."""
    return list(dict.fromkeys(FAILED.findall(log)))


def skips(log):
    """Return the log lines telling of a skipped test."""
    return [line for line in log.splitlines() if ": skipped " in line]


def complaints(log):
    """Return the records of level WARNING and above, each with its continuation."""
    found, keep = [], False
    for line in log.splitlines():
        record = RECORD.match(line)
        if record:
            keep = record.group(1) in ("WARNING", "ERROR", "CRITICAL")
            keep = keep and not any(re.search(text, line) for text in HARMLESS)
        if keep:
            found.append(line)
    return found
