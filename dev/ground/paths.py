"""Where things are: the checkout, the state folder, and one clone's corner of it."""

import hashlib
import os
from pathlib import Path

MODULE = "code_social"
CHECKOUT = Path(__file__).resolve().parents[2]
DEV = CHECKOUT / "dev"


def _state_folder():
    chosen = os.environ.get("CODE_SOCIAL_HOME")
    if chosen:
        return Path(chosen).absolute()
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache).absolute() / "code-social"


STATE = _state_folder()
CLONE_ID = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
CLONE = STATE / "clones" / CLONE_ID
ADDONS = CLONE / "addons"
LINK = ADDONS / MODULE
DATA = STATE / "data"
FILESTORE = DATA / "filestore"


def digest(*parts):
    """Twelve hexadecimal digits naming the given strings, bytes or files."""
    sha = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes()
        elif isinstance(part, str):
            part = part.encode()
        sha.update(hashlib.sha256(part).digest())
    return sha.hexdigest()[:12]


def link_checkout():
    """Make the link named `code_social` through which every tool sees the add-on."""
    ADDONS.mkdir(parents=True, exist_ok=True)
    if LINK.is_symlink() and LINK.readlink() == CHECKOUT:
        return LINK
    fresh = ADDONS.parent / f"link.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(CHECKOUT)
    fresh.replace(LINK)
    return LINK
