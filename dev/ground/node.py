"""Prettier and eslint, installed from a lock file outside the checkout."""

import shutil
from pathlib import Path

from . import debian, stages
from .paths import DEV, STATE, digest
from .shell import GroundError, output, run, timed

MANIFESTS = (DEV / "package.json", DEV / "package-lock.json")
OLDEST = 18


def modules():
    """Return the node_modules folder, installed if missing.

    :raises GroundError: when Node.js is missing or too old and may not be installed
    """
    folder = STATE / f"node-{digest(*MANIFESTS)}"
    return stages.build(folder, _install) / "node_modules"


def _install(folder):
    _ensure_node()
    for manifest in MANIFESTS:
        shutil.copy(manifest, folder)
    options = ["--no-audit", "--no-fund", "--ignore-scripts"]
    with timed("installing prettier and eslint"):
        run(["npm", "ci", *options], what="npm ci", cwd=folder)


def _ensure_node():
    if not (shutil.which("node") and shutil.which("npm")):
        if not debian.can_install():
            raise GroundError(
                "Node.js and npm are needed to check XML and JavaScript: install "
                "Debian's packages nodejs and npm and run the command again."
            )
        debian.install("nodejs", "npm")
    version = output(["node", "--version"])
    if int(version.lstrip("v").split(".")[0]) < OLDEST:
        raise GroundError(f"Node.js {OLDEST} or newer is needed; this is {version}.")


def program(name):
    """Return the path of an installed command-line tool."""
    return Path(modules()) / ".bin" / name
