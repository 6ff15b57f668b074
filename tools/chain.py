"""Hash chains: each row's hash covers the row before it, so that nothing changes
unseen. A plain construction (Haber and Stornetta 1991) that anyone can recompute.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time, timezone
from decimal import Decimal
from fractions import Fraction


def canonical_json(payload):
    """Return the one JSON text of a payload: sorted keys, no spaces, UTF-8 letters.

    Times become ISO-8601 in UTC (one without a zone is UTC already), decimals and
    fractions become strings, tuples become lists, number keys become text. Raises
    ``ValueError`` for NaN, infinity, or two keys with the same text, ``TypeError``
    for what has no single form (sets, bytes, other objects).

    >>> canonical_json({"b": Decimal("1.50"), "a": [datetime(2026, 1, 2, 3, 4)]})
    '{"a":["2026-01-02T03:04:00Z"],"b":"1.50"}'
    """
    return json.dumps(
        _plain(payload),
        allow_nan=False,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def _plain(value):
    """Return a value made of what JSON knows only."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (float, Decimal)) and not math.isfinite(value):
        raise ValueError(f"{value!r} has no canonical form")
    if isinstance(value, float):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        return str(value)
    return _plain_time(value)


def _plain_mapping(mapping):
    plain = {}
    for key, value in mapping.items():
        if isinstance(key, bool) or not isinstance(key, (str, int)):
            raise TypeError(f"{key!r} cannot be a key")
        if str(key) in plain:
            raise ValueError(f"two keys are written {str(key)!r}")
        plain[str(key)] = _plain(value)
    return plain


def _plain_time(value):
    if isinstance(value, datetime):
        if value.tzinfo is None:
            value = value.replace(tzinfo=timezone.utc)
        in_utc = value.astimezone(timezone.utc).replace(tzinfo=None)
        return in_utc.isoformat() + "Z"
    if isinstance(value, date) or (isinstance(value, time) and value.tzinfo is None):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def link(previous_hash, payload):
    """Return the hash of a row: SHA-256 of the previous hex and the canonical JSON.

    :param previous_hash: 64 hex digits, or ``""`` (or ``None``) for the first row
    :param payload: see :func:`canonical_json`, which says what it refuses
    :return: str, 64 lower-case hex digits

    >>> link("", {"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()
    True
    """
    text = (previous_hash or "") + canonical_json(payload)
    return hashlib.sha256(text.encode()).hexdigest()


def verify(rows, previous_hash=""):
    """Return the index of the first row that breaks the chain, or ``None``.

    :param rows: iterable, in order, of ``(payload, hash)``, of ``(previous_hash,
        payload, hash)``, or of mappings with these keys; the previous hash a row
        states must be the one of the row before
    :param previous_hash: the hash before the first row, to verify the end of a chain

    >>> first = link("", {"n": 1})
    >>> second = link(first, {"n": 2})
    >>> verify([({"n": 1}, first), ({"n": 2}, second)]) is None
    True
    >>> verify([({"n": 1}, first), ({"n": 3}, second)])
    1
    """
    expected = previous_hash or ""
    for index, row in enumerate(rows):
        stated, payload, row_hash = _row(row, expected)
        if (stated or "") != expected or not _holds(expected, payload, row_hash):
            return index
        expected = row_hash
    return None


def _row(row, expected):
    """Return a row as (stated previous hash, payload, hash)."""
    if isinstance(row, Mapping):
        return row.get("previous_hash", expected), row["payload"], row["hash"]
    return row if len(row) == 3 else (expected, *row)


def _holds(previous_hash, payload, row_hash):
    """Tell whether the hash is the row's; what cannot be hashed never was."""
    try:
        return link(previous_hash, payload) == row_hash
    except (TypeError, ValueError):
        return False


def salted_hash(salt, value):
    """Return SHA-256(salt + value) in hex, to cover what may have to be erased.

    Once the salt and the value are emptied nothing can be guessed from the hash, and
    the chain that covers it still verifies. ``ValueError`` for an empty salt.

    >>> salted_hash("a", "b") == hashlib.sha256(b"ab").hexdigest()
    True
    """
    if not salt:
        raise ValueError("a salt is needed")
    return hashlib.sha256(f"{salt}{value}".encode()).hexdigest()
