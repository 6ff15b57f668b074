"""Texts of confidential cases, unreadable in the database and in its backups.

AES-GCM with a key kept beside the database, in a file of Odoo's data folder that only
the server's account reads. Each text is bound to its place: moved to another row, it no
longer opens.
"""

import base64
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from odoo.tools import config

KEY_NAME = "code_social_cases.key"
_NONCE = 12
_MARK = 8


class CannotOpen(Exception):
    """The key is absent, is another one, or the text was altered."""


def key_path():
    """Return where the key is: one for all the databases of this server."""
    return Path(config["data_dir"]) / KEY_NAME


def _read_key():
    try:
        return key_path().read_bytes()
    except FileNotFoundError:
        return b""


def _make_key():
    """Write a new key, once: of two processes, the second takes that of the first."""
    folder = key_path().parent
    folder.mkdir(parents=True, exist_ok=True)
    # mkstemp gives mode 600; a link never replaces what is already there.
    handle, name = tempfile.mkstemp(dir=folder, prefix=".case-")
    with os.fdopen(handle, "wb") as file:
        file.write(AESGCM.generate_key(bit_length=256))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(name, key_path())
    except FileExistsError:
        return
    finally:
        os.unlink(name)


def _mark(key):
    return hashlib.sha256(b"code_social" + key).digest()[:_MARK]


def lock_up(text, place):
    """Return the text encrypted for this place (a text), in base 64."""
    if not _read_key():
        _make_key()
    key, nonce = _read_key(), secrets.token_bytes(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), place.encode())
    return base64.b64encode(_mark(key) + nonce + sealed).decode()


def open_up(locked, place):
    """Return the text of :func:`lock_up`; raise CannotOpen otherwise."""
    key, data = _read_key(), base64.b64decode(locked or "")
    mark, nonce = data[:_MARK], data[_MARK : _MARK + _NONCE]
    if not key or mark != _mark(key):
        raise CannotOpen
    try:
        opened = AESGCM(key).decrypt(nonce, data[_MARK + _NONCE :], place.encode())
    except InvalidTag as error:
        raise CannotOpen from error
    return opened.decode()
