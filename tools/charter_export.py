"""Verify the export of a charter with its history, without the database it came from.

The file is JSON: ``versions`` in order, each with its ``number``, ``previous_hash``,
``content_hash`` and ``text``, exactly what the hash covers; ``amendments`` with their
``uid``; ``head``, the hash of the last version.
"""

from collections.abc import Mapping

from .chain import link

#: What the file says it is.
FORMAT = "code_social.charter/1"


def verify_export(data, head=None):
    """Return what does not hold in an export, as sentences; an empty list if all does.

    :param data: the JSON once read, a dict
    :param head: hash of the last version known from elsewhere (a certificate, a
        printed version), or None: without it a whole chain made anew goes unseen
    :return: list of str

    >>> text = {"number": 1, "articles": [], "repealed": []}
    >>> version = {"number": 1, "previous_hash": "", "text": text,
    ...            "content_hash": link("", text)}
    >>> data = {"format": FORMAT, "versions": [version], "amendments": [],
    ...         "head": version["content_hash"]}
    >>> verify_export(data)
    []
    >>> text["number"] = 2
    >>> verify_export(data)
    ['version 1: its text is not the one its hash covers']
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        return [f"this is not a {FORMAT} file"]
    try:
        return _problems(data, head)
    except (AttributeError, KeyError, TypeError):
        return ["the file is incomplete"]


def _problems(data, head):
    problems, last = [], ""
    for version in data["versions"]:
        problems += _version_problems(version, last)
        last = version["content_hash"]
    problems += _missing_amendments(data)
    if data["head"] != last:
        problems.append("the last version is not the one the file announces")
    if head is not None and head != last:
        problems.append("the last version is not the one known from elsewhere")
    return problems


def _version_problems(version, last):
    name = f"version {version['number']}"
    if (version["previous_hash"] or "") != last:
        return [f"{name}: it does not follow the version before"]
    try:
        held = link(last, version["text"])
    except (TypeError, ValueError):
        held = None
    if (
        held != version["content_hash"]
        or version["text"]["number"] != version["number"]
    ):
        return [f"{name}: its text is not the one its hash covers"]
    return []


def _missing_amendments(data):
    """Return the amendments which a text comes from and the file does not tell."""
    told = {one["uid"] for one in data["amendments"]}
    problems = []
    for version in data["versions"]:
        text = version["text"]
        rows = [*text.get("repealed", ())]
        for article in text.get("articles", ()):
            rows += article.get("amendments", ())
        problems += [
            f"version {version['number']}: amendment {row['uid']} is missing"
            for row in rows
            if row["uid"] not in told
        ]
    return problems
