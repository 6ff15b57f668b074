"""Copies of the add-on in a folder named `code_social`, for tools that need one."""

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from .paths import CHECKOUT, MODULE
from .shell import run


def files(root=CHECKOUT):
    """Return the paths, relative to `root`, of the files git would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and (root / ".git").exists():
        names = {Path(name) for name in listed.stdout.split("\0") if name}
    else:
        names = {path.relative_to(root) for path in root.rglob("*")}
    kept = [name for name in names if (root / name).is_file()]
    return sorted(name for name in kept if "__pycache__" not in name.parts)


@contextlib.contextmanager
def copy(root=CHECKOUT):
    """Yield a copy of `root` named `code_social` inside an empty git repository.

    OCA's checks stop before the top of the repository, so the add-on may not be it.
    """
    with tempfile.TemporaryDirectory(prefix="code-social-") as folder:
        target = Path(folder) / MODULE
        for name in files(root):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name)
        run(["git", "init", "-q", folder], what="git init")
        yield target
