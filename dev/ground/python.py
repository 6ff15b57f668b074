"""The virtual environment: pinned packages, and Odoo as an installed distribution."""

import os
import re
import shutil
import sys
from pathlib import Path

from . import debian, stages
from .paths import DEV, STATE, digest
from .shell import GroundError, output, run, timed

LOCK = DEV / "requirements.txt"
BUILD_LOCK = DEV / "requirements-build.txt"
LAUNCHER = """\
import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
"""
WRONG_SERIES = (
    "{where} holds Odoo {found}, and this add-on needs Odoo 19.0: set ODOO_HOME to "
    "an Odoo 19.0 source folder, or unset it to have Odoo 19.0 fetched."
)


def odoo_sources():
    """Return the folder to put on `sys.path` so that `import odoo` finds Odoo 19.0.

    ODOO_HOME comes first, then an installed `odoo` of that series, then Debian's
    package unpacked in the state folder.
    """
    chosen = os.environ.get("ODOO_HOME")
    if chosen:
        return _checked(Path(chosen).absolute())
    return _installed() or debian.odoo_root() / "usr/lib/python3/dist-packages"


def _checked(home):
    for folder in (home, home / "usr/lib/python3/dist-packages"):
        if (folder / "odoo" / "release.py").exists():
            found = series(folder)
            if found == "19.0":
                return folder
            raise GroundError(WRONG_SERIES.format(where="ODOO_HOME", found=found))
    raise GroundError(
        f"ODOO_HOME is {home}, where no odoo/release.py is: set it to the folder of "
        "Odoo 19.0's sources that holds odoo-bin."
    )


def series(folder):
    """Return the series ('19.0') of the Odoo sources in `folder`, read as text."""
    text = (folder / "odoo" / "release.py").read_text(encoding="utf-8")
    match = re.search(r"version_info\s*=\s*\((.+?),", text)
    rest = re.search(r"version_info\s*=\s*\(.+?,\s*(\d+)", text)
    major = match.group(1).strip("'\" ") if match else "?"
    return f"{major}.{rest.group(1) if rest else '?'}"


def _installed():
    """Return the folder of an installed `odoo` 19.0, or None."""
    code = (
        "import importlib.metadata as m; print(m.distribution('odoo').locate_file(''))"
    )
    try:
        folder = Path(output([sys.executable, "-I", "-c", code]))
    except GroundError:
        return None
    found = (folder / "odoo" / "release.py").exists() and series(folder) == "19.0"
    return folder if found else None


def environment():
    """Return the virtual environment's folder, made if missing."""
    sources = odoo_sources()
    name = digest(LOCK, BUILD_LOCK, str(sources), sys.version)
    return stages.build(STATE / f"venv-{name}", _maker(sources), in_place=True)


def _maker(sources):
    def make(folder):
        with timed("installing the pinned Python packages"):
            _create(folder)
            pip = [folder / "bin/python", "-m", "pip", "install", "-q", "--no-deps"]
            pip += ["--require-hashes", "--no-compile", "--disable-pip-version-check"]
            run([*pip, "-r", BUILD_LOCK], what="pip")
            run([*pip, "--no-build-isolation", "-r", LOCK], what="pip")
        (_site(folder) / "odoo-sources.pth").write_text(f"{sources}\n")
        (folder / "bin/odoo").write_text(LAUNCHER, encoding="utf-8")

    return make


def _create(folder):
    shutil.rmtree(folder)
    try:
        run([sys.executable, "-m", "venv", folder], what="Making a Python environment")
    except GroundError as error:
        if not debian.can_install():
            raise GroundError(
                "Python's venv module is incomplete here: install the package "
                "python3-venv and run the command again."
            ) from error
        debian.install("python3-venv")
        run([sys.executable, "-m", "venv", "--clear", folder], what="python3 -m venv")


def _site(folder):
    return next((folder / "lib").glob("python3*/site-packages"))
