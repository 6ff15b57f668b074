"""The lint gates: each takes a copy of the tree and returns its problems as text."""

import os
import re
import subprocess

from . import node, tree
from .paths import DEV
from .shell import run

GATES = {}
LONGEST = 350
LIMITED = ("models", "controllers", "wizards", "tools", "reports")
# Addresses and paths of one machine have no place in the project. Written in pieces
# so that this file passes its own gate.
FORBIDDEN = (
    r"/" + r"(?:root|work|home/\w+|tmp/\w+)/",
    r"\b(?:deb|security|ftp|snapshot)\." + r"debian\.org",
    r"\b(?:files\.)?pythonhosted\." + r"org",
    r"\bpypi\." + r"(?:org|python\.org)/simple",
    r"\bregistry\." + r"(?:npmjs|yarnpkg)\.",
)
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff2", ".xlsx", ".pdf", ".zip"}


def gate(function):
    """Register a gate under its function's name."""
    GATES[function.__name__.replace("_", "-")] = function
    return function


def _tool(command, folder, environment):
    """Return the lines a linter printed if it failed, else nothing."""
    variables = {**environment.variables(), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.returncode:
        return []
    text = done.stdout + done.stderr
    lines = [line for line in text.splitlines() if line.strip()]
    return lines or [f"exit code {done.returncode}"]


def _matching(folder, *suffixes, under=""):
    return [
        str(name)
        for name in tree.files(folder)
        if name.suffix in suffixes and str(name).startswith(under)
    ]


@gate
def ruff_check(folder, environment):
    """Errors, imports, complexity and line length of Python."""
    command = ["ruff", "check", "--no-cache", "--output-format=concise", "."]
    return _tool(command, folder, environment)


@gate
def ruff_format(folder, environment):
    """Layout of Python."""
    return _tool(["ruff", "format", "--no-cache", "--check", "."], folder, environment)


@gate
def pylint_odoo(folder, environment):
    """Odoo's idioms, as OCA checks them."""
    command = ["pylint", f"--rcfile={folder / '.pylintrc'}", folder.name]
    return _tool(command, folder.parent, environment)


@gate
def oca_checks(folder, environment):
    """XML, CSV and PO files; OCA's checks need a repository above the add-on."""
    config = os.path.relpath(folder / ".oca_hooks.cfg", folder.parent)
    command = ["oca-checks-odoo-module", f"--config={config}", folder]
    return _tool(command, folder.parent, environment)


def prettier(folder, environment, mode="--check"):
    """Layout of XML, JavaScript and style sheets."""
    names = _matching(folder, ".xml", ".js", ".mjs", ".scss", ".css")
    if not names:
        return []
    plugin = node.modules() / "@prettier/plugin-xml/src/plugin.js"
    command = [node.program("prettier"), f"--plugin={plugin}", mode, *names]
    return _tool(command, folder, environment)


gate(prettier)


@gate
def eslint(folder, environment):
    """Errors in JavaScript."""
    names = _matching(folder, ".js", under="static/src") + _matching(
        folder, ".js", under="static/tests"
    )
    if not names:
        return []
    command = [node.program("eslint"), "-c", folder / "eslint.config.mjs", *names]
    return _tool([*command, "--max-warnings=0"], folder, environment)


@gate
def translations(folder, environment):
    """The French catalogue exists, is whole and has no fuzzy entry."""
    return _tool(["python", DEV / "check_po.py", folder], folder, environment)


@gate
def file_length(folder, _environment):
    """Files of models, controllers, wizards, tools and reports stay readable."""
    problems = []
    for name in tree.files(folder):
        if name.suffix != ".py" or name.parts[0] not in LIMITED:
            continue
        count = len((folder / name).read_text(encoding="utf-8").splitlines())
        if count > LONGEST:
            problems.append(f"{name}: {count} lines, more than {LONGEST}: split it")
    return problems


@gate
def forbidden_strings(folder, _environment):
    """No path of a machine and no host of a package mirror is written down."""
    pattern = re.compile("|".join(FORBIDDEN))
    problems = []
    for name in tree.files(folder):
        if name.suffix in BINARY:
            continue
        text = (folder / name).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                problems.append(f"{name}:{number}: {line.strip()[:100]}")
    return problems


def format_checkout(root, environment):
    """Let ruff and prettier write their layout into the checkout itself."""
    variables = environment.variables()
    run(
        ["ruff", "check", "--no-cache", "--fix-only", "-q", "."],
        cwd=root,
        env=variables,
    )
    run(["ruff", "format", "--no-cache", "-q", "."], cwd=root, env=variables)
    return prettier(root, environment, mode="--write")
