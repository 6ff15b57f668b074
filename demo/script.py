"""The files in which the demo people's acts are written, as plain rows."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def rows(name):
    """Yield one dict a row of a file of this folder, in the order of the file."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def words(text):
    """Return the words of a list separated by commas."""
    return [word for word in (text or "").split(",") if word]
