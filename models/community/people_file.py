"""What a file of people says, line by line: no database here."""

import dataclasses

from odoo.tools import LazyTranslate
from odoo.tools.mail import email_normalize

from ...tools.cells import normalise
from .file_table import FileRefused

_lt = LazyTranslate(__name__)

#: {column: headings that name it, without accents and in lower case}
HEADINGS = {
    "name": ("name", "full name", "nom", "nom complet", "prenom et nom", "person"),
    "email": ("email", "e-mail", "mail", "courriel", "adresse e-mail"),
    "phone": ("phone", "telephone", "tel", "mobile", "portable"),
    "city": ("city", "town", "ville", "commune"),
    "talents": ("talents", "talent", "skills", "savoir-faire"),
    "lang": ("language", "langue", "lang"),
}
MAX_TEXT = 200


@dataclasses.dataclass
class Person:
    """One line: what it says of a person, and what is to be mended.

    `email` is normalised or ""; `problems` are lazy sentences.
    """

    line: int
    name: str = ""
    email: str = ""
    phone: str = ""
    city: str = ""
    talents: list = dataclasses.field(default_factory=list)
    lang: str = ""
    problems: list = dataclasses.field(default_factory=list)

    @property
    def key(self):
        """What tells this person from the others of a file."""
        return ("email", self.email) if self.email else ("name", compact(self.name))


def compact(text):
    """Return a text as it is compared: case, accents and spaces left out."""
    return " ".join(normalise(text).split())


def read_people(table):
    """Return the Persons of a Table, each with its problems.

    :raise FileRefused: no heading names the people
    """
    columns = _columns(table.headers)
    if "name" not in columns:
        raise FileRefused(
            _lt(
                "No heading is “name”. The first line must hold headings: name, email,"
                " phone, city, talents, language."
            ),
            1,
        )
    broken = {}
    for line, sentence in table.errors:
        broken.setdefault(line, []).append(sentence)
    people = [_person(line, cells, columns) for line, cells in table.rows]
    seen = {}
    for person in people:
        person.problems += broken.get(person.line, [])
        _check_repeated(person, seen)
    return people


def _columns(headers):
    """Return {column: index} of the headings that are known."""
    found = {}
    for index, heading in enumerate(headers):
        plain = compact(heading)
        for column, names in HEADINGS.items():
            if plain in names:
                found.setdefault(column, index)
    return found


def _person(line, cells, columns):
    def cell(column):
        index = columns.get(column)
        held = cells[index] if index is not None and index < len(cells) else ""
        return " ".join(str(held or "").split())

    person = Person(
        line=line,
        name=cell("name"),
        phone=cell("phone"),
        city=cell("city"),
        lang=cell("lang"),
        talents=_several(cell("talents")),
    )
    _check_lengths(person)
    if not person.name:
        person.problems.append(_lt("This line names nobody."))
    typed = cell("email")
    person.email = email_normalize(typed) or ""
    if typed and not (person.email and "." in person.email.partition("@")[2]):
        person.problems.append(
            _lt("“%(email)s” is not an e-mail address.", email=typed[:60])
        )
    return person


def _check_lengths(person):
    texts = (person.name, person.phone, person.city, *person.talents)
    if any(len(text) > MAX_TEXT for text in texts):
        person.problems.append(
            _lt("A cell of this line has more than %(limit)s letters.", limit=MAX_TEXT)
        )


def _several(text):
    """Return the talents of a cell, each once, in their order."""
    found = {}
    for part in text.split("|"):
        if part.strip():
            found.setdefault(compact(part), part.strip())
    return list(found.values())


def _check_repeated(person, seen):
    if not person.name and not person.email:
        return
    first = seen.setdefault(person.key, person.line)
    if first == person.line:
        return
    if person.email:
        sentence = _lt(
            "This e-mail is already on line %(line)s. One line a person: if two people"
            " share it, leave it empty for one of them.",
            line=first,
        )
    else:
        sentence = _lt(
            "This name is already on line %(line)s, and neither has an e-mail to tell"
            " them apart.",
            line=first,
        )
    person.problems.append(sentence)
