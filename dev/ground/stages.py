"""Steps of the set-up that are either wholly there or not at all."""

import contextlib
import fcntl
import os
import shutil

from .paths import STATE
from .shell import say

STAMP = ".complete"
_held = []


@contextlib.contextmanager
def lock():
    """Let one set-up work at a time; the next one waits, then finds all done."""
    if _held:
        yield
        return
    STATE.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(STATE / "lock", "w") as handle:
        _take(handle)
        _held.append(True)
        try:
            yield
        finally:
            _held.clear()


def _take(handle):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("another set-up is running; waiting for it")
        fcntl.flock(handle, fcntl.LOCK_EX)


def is_complete(folder):
    """Whether `folder` was built to its end."""
    return (folder / STAMP).exists()


def build(folder, make, in_place=False):
    """Return `folder`, built by `make(path)` if it is not complete.

    The folder's name holds a digest of its inputs, so a change of inputs is another
    folder. An interrupted build leaves no stamp and is begun again from nothing.

    :param in_place: for what cannot be moved afterwards (a virtual environment)
    """
    if is_complete(folder):
        return folder
    with lock():
        if not is_complete(folder):
            _build(folder, make, in_place)
    return folder


def _build(folder, make, in_place):
    part = folder if in_place else folder.with_name(f"{folder.name}.part")
    for old in {part, folder}:
        shutil.rmtree(old, ignore_errors=True)
    part.mkdir(parents=True)
    make(part)
    (part / STAMP).touch()
    os.sync()
    if part != folder:
        part.rename(folder)
