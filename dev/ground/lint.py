"""Running the gates on the checkout, and proving that each one can fail."""

import shutil
from pathlib import Path

from . import tree
from .gates import GATES
from .paths import CHECKOUT, DEV
from .shell import say

SEEDS = DEV / "selftest"
CONFIGS = (".pylintrc", ".oca_hooks.cfg", ".prettierrc.json", "eslint.config.mjs")


def gates(tally, environment):
    """Run every gate on a copy of the checkout."""
    with tree.copy(CHECKOUT) as folder:
        for name, gate in GATES.items():
            say(f"lint: {name}")
            tally.check(name, gate(folder, environment))


def selftest(tally, environment):
    """A sound small add-on passes every gate, and each seeded error fails its own.

    `dev/selftest/addon` is the sound one. `dev/selftest/seeds/GATE/` holds what is
    laid over it: the files of the error, and `expect`, a word the gate's report must
    contain.
    """
    with tree.copy(SEEDS / "addon") as folder:
        _configure(folder)
        for name, gate in GATES.items():
            tally.check(f"{name} on a sound add-on", gate(folder, environment))
    for seed in sorted((SEEDS / "seeds").iterdir()):
        tally.check(f"seeded error {seed.name}", _missed(seed, environment))
    unproved = set(GATES) - {seed.name.split(".")[0] for seed in _seeds()}
    tally.check("gates without a seeded error", sorted(unproved))


def _seeds():
    return (SEEDS / "seeds").iterdir()


def _configure(folder):
    for name in CONFIGS:
        shutil.copy(CHECKOUT / name, folder / name)
    shutil.copy(CHECKOUT / "pyproject.toml", folder / "pyproject.toml")


def _missed(seed, environment):
    """Return why the gate did not report the seed, as a list of lines."""
    expected = (seed / "expect").read_text(encoding="utf-8").strip()
    with tree.copy(SEEDS / "addon") as folder:
        _configure(folder)
        shutil.copytree(seed, folder, dirs_exist_ok=True)
        (folder / "expect").unlink()
        _activate(folder)
        report = "\n".join(GATES[seed.name.split(".")[0]](folder, environment))
    if expected in report:
        return []
    return [f"its report should contain “{expected}” and was:", *report.splitlines()]


def _activate(folder):
    """Seeds are stored with `.seed` at the end, so that no gate sees them in place."""
    for path in list(Path(folder).rglob("*.seed")):
        text = path.read_text(encoding="utf-8").replace("@@", "")
        path.with_suffix("").write_text(text, encoding="utf-8")
        path.unlink()
