"""Running commands, and the one exception a person sees."""

import shlex
import subprocess
import sys
import time


class GroundError(Exception):
    """A problem told in one sentence, with what to do about it."""


def say(text):
    """Print one line of progress on standard error, at once."""
    print(f"[code_social] {text}", file=sys.stderr, flush=True)


def run(command, *, what=None, quiet=True, **options):
    """Run `command` (list of str) to its end.

    :param what: what the command was for, used in the error sentence
    :param quiet: keep the output back and show its end only on failure
    :raises GroundError: when the command is missing or fails
    """
    command = [str(part) for part in command]
    if quiet:
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.STDOUT)
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("text", True)
    try:
        done = subprocess.run(command, check=False, **options)
    except OSError as error:
        raise GroundError(f"{what or command[0]} failed: {error}.") from error
    if done.returncode:
        raise GroundError(_failure(command, done, what))
    return done


def _failure(command, done, what):
    tail = "\n".join((done.stdout or "").strip().splitlines()[-15:])
    head = f"{what or command[0]} failed (exit code {done.returncode})"
    shown = shlex.join(command)
    return f"{head}: {shown[:300]}\n{tail}".rstrip()


def output(command, **options):
    """Return what `command` prints on standard output, stripped."""
    options.setdefault("stderr", subprocess.PIPE)
    return run(command, quiet=False, stdout=subprocess.PIPE, **options).stdout.strip()


class timed:
    """Say what begins and how many seconds it took."""

    def __init__(self, text):
        self.text = text

    def __enter__(self):
        self.start = time.monotonic()
        say(f"{self.text} …")

    def __exit__(self, kind, *_rest):
        if kind is None:
            say(f"{self.text}: {time.monotonic() - self.start:.0f} s")
