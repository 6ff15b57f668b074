"""Reading `.all-contributorsrc`: who brought which kinds of things to a project.

The format and its kinds are published by the All Contributors project:
https://allcontributors.org/docs/en/emoji-key
"""

import dataclasses
import json
from urllib.parse import urlsplit

from odoo.tools import LazyTranslate

from ..community.file_csv import decode
from ..community.file_table import MAX_ROWS, FileRefused, check_size

_lt = LazyTranslate(__name__)

#: {kind of the emoji key: code of our nature}
KINDS = {
    "a11y": "design",
    "audio": "creation",
    "blog": "blog",
    "bug": "bug",
    "business": "organisation",
    "code": "code",
    "content": "creation",
    "data": "know_how",
    "design": "design",
    "doc": "documentation",
    "eventOrganizing": "organisation",
    "example": "example",
    "financial": "money",
    "fundingFinding": "relation",
    "ideas": "idea",
    "infra": "infrastructure",
    "maintenance": "maintenance",
    "mentoring": "transmission",
    "platform": "platform",
    "plugin": "code",
    "projectManagement": "organisation",
    "promotion": "relation",
    "question": "question",
    "research": "know_how",
    "review": "review",
    "security": "maintenance",
    "talk": "transmission",
    "test": "test",
    "tool": "infrastructure",
    "translation": "translation",
    "tutorial": "tutorial",
    "userTesting": "test",
    "video": "video",
}
OTHER = "other"
HOSTS = {"github": "github.com", "gitlab": "gitlab.com"}
MAX_NAME = 200


@dataclasses.dataclass
class Credits:
    """People and the kinds of their contributions, from `.all-contributorsrc`.

    `people` are dicts with `line` (rank in the file), `login`, `name` and `kinds`;
    `custom` describes the kinds that the project defined itself; `errors` are pairs
    (rank, lazy sentence).
    """

    project: str
    owner: str
    host: str
    people: list
    custom: dict
    errors: list = dataclasses.field(default_factory=list)


def read_credits(data):
    """Return the Credits of an `.all-contributorsrc` file given as bytes.

    :raise FileRefused: not JSON, or not this format
    """
    check_size(data)
    text, _notes = decode(data)
    try:
        content = json.loads(text)
    except RecursionError:
        raise FileRefused(
            _lt("This file is nested too deeply to be a list of contributors.")
        ) from None
    except json.JSONDecodeError as error:
        raise FileRefused(
            _lt("This JSON file is damaged at line %(line)s.", line=error.lineno)
        ) from None
    except ValueError:
        raise FileRefused(_lt("This JSON file holds a number without end.")) from None
    return _credits(content)


def _credits(content):
    people = content.get("contributors") if isinstance(content, dict) else None
    if not isinstance(people, list):
        raise FileRefused(
            _lt(
                "This JSON file is not an .all-contributorsrc: it has no list of"
                " “contributors”."
            )
        )
    if not people:
        raise FileRefused(_lt("This file names no contributor."))
    if len(people) > MAX_ROWS:
        raise FileRefused(
            _lt("This file names more than %(limit)s people.", limit=MAX_ROWS)
        )
    custom = content.get("types")
    read, errors = [], []
    for rank, entry in enumerate(people, start=1):
        try:
            read.append(_person(rank, entry))
        except FileRefused as refusal:
            errors.append((rank, refusal.sentence))
    return Credits(
        project=_text(content.get("projectName")),
        owner=_text(content.get("projectOwner")),
        host=_host(content),
        people=read,
        custom=custom if isinstance(custom, dict) else {},
        errors=errors,
    )


def _host(content):
    """Return the name of the place where the logins are unique."""
    told = urlsplit(_text(content.get("repoHost"))).hostname
    kind = _text(content.get("repoType")).lower()
    return told or HOSTS.get(kind, "github.com")


def _person(rank, entry):
    if not isinstance(entry, dict):
        raise FileRefused(_lt("This contributor is not described as one."))
    login, kinds = _text(entry.get("login")), entry.get("contributions")
    if not login or len(login) > MAX_NAME:
        raise FileRefused(_lt("This contributor has no login."))
    if not isinstance(kinds, list):
        raise FileRefused(_lt("This contributor has no list of “contributions”."))
    return {
        "line": rank,
        "login": login,
        "name": _text(entry.get("name"))[:MAX_NAME] or login,
        "kinds": [_kind(kind) for kind in kinds],
    }


def _kind(kind):
    """Return a kind's name; the format also allows an object with its address."""
    if isinstance(kind, dict):
        kind = kind.get("type")
    name = _text(kind)
    if not name or len(name) > MAX_NAME:
        raise FileRefused(_lt("A contribution of this contributor has no kind."))
    return name


def _text(value):
    """Return a text without line breaks, or "" for anything else."""
    if not isinstance(value, str):
        return ""
    # A lone surrogate is valid JSON, yet no database stores it.
    clean = value.encode("utf-8", "replace").decode().replace("\0", "")
    return " ".join(clean.split())
