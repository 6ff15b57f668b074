"""Programs of the system that tests and reports need."""

import os
import shutil

from . import debian
from .shell import GroundError, say

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure(*packages):
    """Install the Debian packages whose program is missing, when root.

    :raises GroundError: naming the package an administrator has to install
    """
    missing = [name for name in packages if not _present(name)]
    if not missing:
        return
    if debian.can_install():
        debian.install(*missing)
    missing = [name for name in missing if not _present(name)]
    if missing:
        names = " and ".join(missing)
        raise GroundError(
            f"{names} must be installed for this (as root: apt-get install "
            f"{' '.join(missing)}), then run the command again."
        )


def ensure_reports():
    """Install wkhtmltopdf if possible; without it only PDF reports are missing."""
    try:
        ensure("wkhtmltopdf")
    except GroundError as error:
        say(f"PDF reports will not work: {error}")


def _present(name):
    names = CHROMIUM if name == "chromium" else (name,)
    return any(shutil.which(candidate) for candidate in names)


def chromium():
    """Return the path of the system's Chromium."""
    ensure("chromium")
    chosen = os.environ.get("CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, CHROMIUM)))
