"""The Makefile's targets, one function each."""

import os
import sys

from .databases import Databases
from .odoo import Environment
from .shell import GroundError, say

TARGETS = {}


def target(function):
    """Register `function` as the target of its name."""
    TARGETS[function.__name__.replace("_", "-")] = function
    return function


def main(arguments):
    """Run the target named first; a GroundError is told without a traceback."""
    name = arguments[0] if arguments else "help"
    os.environ.update(item.split("=", 1) for item in arguments[1:] if "=" in item)
    if name not in TARGETS:
        sys.exit(f"error: no target {name}; see make help")
    try:
        sys.exit(TARGETS[name]())
    except GroundError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def option(name, default=""):
    """Return the value of NAME=… given to make."""
    return os.environ.get(name, "").strip() or default


@target
def db():
    """Make a fresh database with the add-on installed."""
    name = option("DB")
    if not name:
        raise GroundError("Name the database: make db DB=mine [DEMO=1].")
    demo = option("DEMO", "0") not in ("0", "no")
    Databases(Environment()).fresh(name, demo)
    say(f"{name} is ready: dev/odoo server -d {name} --http-port 8070")
