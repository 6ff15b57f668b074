"""Wordings of intents, and artists' looks: see tests/access/table.py."""

AS_ODOO = None
REFUSED = "refused"
SECRET = "Unspoken (test)"

_MEMBERS = (
    "party",
    "other",
    "acknowledger",
    "evaluator",
    "co_evaluator",
    "facilitator",
    "auditor",
    "sage",
    "guarantor",
)
_STAFF = dict.fromkeys(("publisher", "accountant", "manager"), "r")
#: Open to whom the project is; added by methods, never changed.
READ = {**dict.fromkeys(_MEMBERS, "r"), **_STAFF}

ROWS = {
    "code.social.intent": {"": READ, "closed project": _STAFF},
    "code.social.artist.eye": {"": READ, "closed project": _STAFF},
}
ABSTRACT = {"code.social.resilience"}
DIALOGS = {}
FIELDS = {
    "project.project": {
        "can_write_intent": AS_ODOO,
        "eye_ids": AS_ODOO,
        "intent_ids": AS_ODOO,
    },
}
METHODS = {
    "project.project.action_look": (REFUSED, REFUSED),
    "project.project.action_open_write_intent": (REFUSED, REFUSED),
    "project.project.action_write_intent": (REFUSED, REFUSED),
}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    rows = {}
    for situation, privacy in (("", "portal"), ("closed project", "followers")):
        project = world._create_project(
            SECRET, world.company_a, privacy_visibility=privacy, initial_intent=SECRET
        )
        project.artist_id = world.rosa.partner_id
        rows["code.social.intent", situation] = project.intent_ids
        rows["code.social.artist.eye", situation] = project._add_look(SECRET)
    return {key: record.sudo(False).with_env(world.env) for key, record in rows.items()}


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party: none."""
    return {}


def calls(test):
    """Return {"model.method": (records, arguments)}: on somebody else's rows."""
    project = test.common["code.social.intent", ""].project_id
    return {
        "project.project.action_look": (project, ["Mine"]),
        "project.project.action_open_write_intent": (project, []),
        "project.project.action_write_intent": (project, ["Mine"]),
    }
