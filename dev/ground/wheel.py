"""The wheel odoo-addon-code_social, and a proof that it installs and works."""

import os
import shutil
import tempfile
from pathlib import Path

from .databases import Databases, own
from .paths import CHECKOUT, CLONE, MODULE
from .shell import GroundError, output, run, timed

WHEELS = CLONE / "wheel"


def build(environment):
    """Build the wheel of the last commit and return its path.

    whool names the package after the folder, so it works in a clone of that name.

    :raises GroundError: when the checkout is not a git repository
    """
    if not (CHECKOUT / ".git").exists():
        raise GroundError("The wheel is built from a git clone, and this is not one.")
    shutil.rmtree(WHEELS, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="code-social-") as folder:
        clone = Path(folder) / MODULE
        run(["git", "clone", "-q", CHECKOUT, clone], what="git clone")
        pip = [environment.python, "-m", "pip", "wheel", "-q", "--no-deps"]
        variables = {
            **environment.variables(),
            "WHOOL_POST_VERSION_STRATEGY_OVERRIDE": "none",
        }
        command = [*pip, "--no-build-isolation", "-w", WHEELS, clone]
        run(command, what="Building the wheel", env=variables)
    return next(WHEELS.glob("odoo_addon_code_social-*.whl"))


def check(tally, environment):
    """Install the wheel in a scratch environment and the add-on from there."""
    with timed("building and installing the wheel"):
        path = build(environment)
        tally.check("wheel: its name", [] if "19.0." in path.name else [path.name])
        with tempfile.TemporaryDirectory(prefix="code-social-") as folder:
            scratch = _scratch(environment, Path(folder) / "venv", path)
            tally.check("wheel: installs", _install(environment, scratch))


def _scratch(environment, folder, wheel):
    """Return a new virtual environment that has Odoo and the wheel."""
    run([environment.python, "-m", "venv", "--without-pip", folder], what="venv")
    site = next(folder.glob("lib/python3*/site-packages"))
    shared = next(environment.venv.glob("lib/python3*/site-packages"))
    (site / "shared.pth").write_text(f"{shared}\n{environment.sources}\n")
    pip = [environment.python, "-m", "pip", "--python", folder, "install", "-q"]
    run([*pip, "--no-deps", "--no-index", wheel], what="Installing the wheel")
    return folder


def _install(environment, scratch):
    """Install the add-on from the wheel in a database; return problems as text."""
    name, databases = own("wheel"), Databases(environment)
    databases.copy(databases.template(), name)
    addons = ",".join(map(str, environment.core_addons))
    command = environment.command(
        *["server", "-d", name, "-i", MODULE, "--stop-after-init"],
        *[f"--addons-path={addons}", "--log-level=warn"],
    )
    command[0] = str(scratch / "bin/python")
    where = "import odoo.addons.code_social as a; print(a.__path__[0])"
    run(command, what="Installing the add-on from its wheel", env=_clean(environment))
    state = databases.installed(name)
    databases.drop(name)
    found = output([command[0], "-c", where], env=_clean(environment))
    inside = Path(found).is_relative_to(scratch)
    return [
        *([] if state == "installed" else [f"state is {state}"]),
        *([] if inside else [f"the add-on was taken from {found}"]),
    ]


def _clean(environment):
    variables = environment.variables()
    return {key: value for key, value in variables.items() if key != "VIRTUAL_ENV"} | {
        "TMPDIR": os.environ.get("TMPDIR", tempfile.gettempdir())
    }
