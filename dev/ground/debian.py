"""Debian's packages: Odoo 19.0 from suite sid, unpacked without being installed."""

import os
import re
import shutil
from pathlib import Path

from . import stages
from .paths import STATE, digest
from .shell import GroundError, output, run, say, timed

ODOO_PACKAGES = (
    "odoo-19",
    "fonts-font-awesome",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# sid has a newer Font Awesome and Inconsolata, whose files Odoo's links do not find.
FROM_SID = {"odoo-19", "fonts-montserrat"}
FONTS_SUITE = "bookworm"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
UNSUPPORTED = (
    "This system is not Debian, so Odoo 19.0 cannot be fetched for you: unpack Odoo "
    "19.0's source, set ODOO_HOME to the folder that holds its odoo-bin, and run the "
    "command again."
)


def is_debian():
    """Whether apt of a Debian system is at hand."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    return bool(re.search(r"^ID=\"?debian\"?$", release, re.M)) and bool(
        shutil.which("apt-get")
    )


def odoo_root():
    """Return the folder holding the unpacked Odoo (its `usr/` inside), made if missing.

    :raises GroundError: on a system without Debian's apt
    """
    folder = STATE / f"odoo-{digest(*ODOO_PACKAGES)}"
    if stages.is_complete(folder):
        return folder
    if not is_debian():
        raise GroundError(UNSUPPORTED)
    return stages.build(folder, _unpack_odoo)


def _unpack_odoo(folder):
    with timed("downloading Odoo 19.0 from Debian's suite sid"):
        files = download("sid", FROM_SID)
        files += download(FONTS_SUITE, set(ODOO_PACKAGES) - FROM_SID)
    with timed("unpacking Odoo 19.0"):
        unpack(files, folder)
    for file in files:
        file.unlink()
    for link in _broken_links(folder):
        say(f"Odoo misses a file: {link}")


def _broken_links(folder):
    links = (path for path in folder.rglob("*") if path.is_symlink())
    return sorted(str(link.relative_to(folder)) for link in links if not link.exists())


def unpack(files, folder):
    """Unpack the .deb `files` under `folder`, keeping absolute links inside it."""
    for file in files:
        run(["dpkg-deb", "-x", file, folder], what=f"Unpacking {file.name}")
    for path in folder.rglob("*"):
        if path.is_symlink() and os.readlink(path).startswith("/"):
            _keep_inside(path, folder)


def _keep_inside(link, folder):
    target = folder / os.readlink(link).lstrip("/")
    link.unlink()
    link.symlink_to(os.path.relpath(target, link.parent))


def mirrors():
    """Return the addresses of the package mirrors this machine is configured with."""
    sites = output(["apt-get", "indextargets", "--format", "$(SITE)"]).split()
    if not sites:  # no list was ever fetched: ask apt what it would fetch
        planned = output(["apt-get", "--print-uris", "update"])
        sites = re.findall(r"^'(.+?)/dists/", planned, re.M)
    unique = dict.fromkeys(site.rstrip("/") for site in sites)
    return sorted(unique, key=lambda site: "security" in site)


def download(suite, packages):
    """Download `packages` of `suite` and return the paths of their .deb files.

    apt checks the signature with Debian's own keyring. Works without root.
    """
    if not KEYRING.exists():
        raise GroundError(
            "Debian's signing keys are missing: install the package "
            "debian-archive-keyring and run the command again."
        )
    options = _refreshed(suite)
    work = _folder(suite)
    names = sorted(packages)
    run(
        ["apt-get", *options, "download", *names],
        what=f"Downloading from {suite}",
        cwd=work,
    )
    return [_only(work, name) for name in names]


def _only(work, name):
    files = sorted(work.glob(f"{name}_*.deb"), key=lambda file: file.stat().st_mtime)
    for older in files[:-1]:
        older.unlink()
    return files[-1]


def depended_on(suite, package, pattern):
    """Return the names matching `pattern` among all that `package` depends on."""
    kinds = ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")
    skipped = [f"--no-{kind}" for kind in kinds]
    command = ["apt-cache", *_refreshed(suite), "depends", "--recurse", *skipped]
    return sorted(set(re.findall(pattern, output([*command, package]), re.M)))


def codename():
    """Return the name of the suite this machine runs."""
    release = Path("/etc/os-release").read_text(encoding="utf-8")
    found = re.search(r"^VERSION_CODENAME=(\w+)", release, re.M)
    return found.group(1) if found else "sid"


def _folder(suite):
    return STATE / "apt" / suite


def _refreshed(suite):
    """Fetch the lists of `suite`; return the apt options to use them."""
    work = _folder(suite)
    for name in ("lists/partial", "cache/archives/partial", "parts"):
        (work / name).mkdir(parents=True, exist_ok=True)
    (work / "status").touch()
    options = _options(work)
    problem = None
    for site in mirrors():
        source = f"deb [signed-by={KEYRING}] {site} {suite} main\n"
        (work / "sources.list").write_text(source, encoding="utf-8")
        try:
            run(["apt-get", *options, "update"], what=f"Reading the lists of {suite}")
            return options
        except GroundError as error:
            problem = error
    raise problem or GroundError("apt is configured with no package mirror.")


def _options(work):
    values = {
        "Dir::Etc::sourcelist": work / "sources.list",
        "Dir::Etc::sourceparts": work / "parts",
        "Dir::State::lists": work / "lists",
        "Dir::State::status": work / "status",  # empty: what is installed is no matter
        "Dir::Cache": work / "cache",
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "",
        "APT::Update::Error-Mode": "any",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    return [part for item in values.items() for part in ("-o", "{}={}".format(*item))]


def can_install():
    """Whether this process may install system packages."""
    return os.geteuid() == 0 and is_debian()


def install(*packages):
    """Install system packages with apt-get (root only)."""
    say(f"installing Debian's packages {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    run(["apt-get", "-q", "update"], what="Updating Debian's lists", env=environment)
    run(command, what="Installing packages", env=environment)
