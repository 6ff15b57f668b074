"""Small forms of the pages, as plain dicts that one template shows."""

import uuid


def field(name, label, kind="area", **more):
    """Return a field: area, text, number, date, select, checks or hidden.

    `options` of a select is [(value, label)], of checks [(name of the box, label)];
    `value` is what it holds at first; `help` a line under it.
    """
    return {
        "name": name,
        "label": label,
        "kind": kind,
        "value": "",
        "options": [],
        "help": "",
        **more,
    }


def form(verb, button, *fields, **more):
    """Return a form that calls `verb`; `title` above it, `note` under it.

    `plain` keeps its button as quiet as the others, where none is to be favoured.
    """
    return {
        "verb": verb,
        "button": button,
        "fields": list(fields),
        "title": "",
        "note": "",
        "plain": False,
        **more,
    }


def token():
    """Return the hidden field by which a form sent twice counts once."""
    return field("token", "", "hidden", value=str(uuid.uuid4()))
