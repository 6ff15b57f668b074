"""Rows, methods and fields of this part of the add-on: see tests/access/table.py."""

from datetime import timedelta

SECRET = "Unspoken (test)"

MEMBERS = (
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
#: What is open to the community is read by all of it, and written by methods alone.
OPEN = dict.fromkeys((*MEMBERS, "publisher", "accountant", "manager"), "r")
#: Parties and active seats: `acknowledger` plays the other party, `sage` the seat.
CASE = {"party": "r", "acknowledger": "r", "sage": "r"}

ROWS = {
    "code.social.initiative": {"coherence": OPEN, "not now": OPEN},
    "code.social.coherence": {"": OPEN},
    "code.social.tension": {"open": OPEN, "closed": OPEN},
    "code.social.arbitration": {"heard": OPEN, "ruled": OPEN},
    "code.social.arbitration.seat": {"": OPEN},
    "code.social.experiment": {"running": OPEN, "lapsed": OPEN},
    "code.social.case": {"": CASE},
    "code.social.case.part": {
        "statement": {"party": "r", "sage": "r"},
        "the other's facts": {"acknowledger": "r", "sage": "r"},
    },
    "code.social.case.seat": {"active": CASE, "recused": CASE},
    "code.social.case.log": {"": CASE},
}
ABSTRACT = {"code.social.case.mixin", "code.social.open.mixin"}
DIALOGS = {}
FIELDS = {}

_REFUSED = ("refused", "refused")
#: A member of the community may.
_MEMBER = ("refused", "harmless")

METHODS = {
    "code.social.initiative.action_support": _MEMBER,
    "code.social.initiative.action_unsupport": _MEMBER,
    **dict.fromkeys(
        (
            # Without a sentence; what it does with one is in the room's own tests.
            "code.social.initiative.launch",
            "code.social.initiative.action_submit",
            "code.social.initiative.action_answer_accept",
            "code.social.initiative.action_answer_not_now",
            "code.social.initiative.action_answer_merge",
            "code.social.initiative.action_make_result",
            "code.social.coherence.action_give_opinion",
            "code.social.coherence.action_answer",
            "code.social.coherence.action_answer_yes",
            "code.social.coherence.action_answer_no",
            "code.social.tension.raise_tension",
            "code.social.tension.action_hear",
            "code.social.tension.action_harmonise",
            "code.social.tension.action_close",
            "code.social.arbitration.action_put",
            "code.social.arbitration.action_recuse",
            "code.social.arbitration.action_hear",
            "code.social.arbitration.action_rule",
            "code.social.arbitration.action_agree",
            "code.social.arbitration.action_execution",
            "code.social.arbitration.action_executed",
            "code.social.experiment.start",
            "code.social.experiment.action_adapt",
            "code.social.experiment.action_abandon",
            "code.social.experiment.action_perpetuate",
            "code.social.case.open_case",
            "code.social.case.seat",
            "code.social.case.action_say",
            "code.social.case.action_seat",
            "code.social.case.action_declare",
            "code.social.case.action_recuse",
            "code.social.case.action_rule",
            "code.social.case.action_close",
        ),
        _REFUSED,
    ),
}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    return {
        **_initiatives(world, world.amina),
        **_tensions(world, world.amina),
        **_arbitrations(world, world.amina),
        **_experiments(world, world.amina),
    }


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    return _case(world, party)


def _make(world, model, **values):
    company = {} if model.endswith("seat") else {"company_id": world.company_a.id}
    return world.env[model]._by_method().create({**company, **values})


def _initiatives(world, party):
    common = {
        "name": SECRET,
        "opened_by_id": party.partner_id.id,
        "carrier_ids": party.partner_id.ids,
        "project_id": world.project.id,
        "answer_by": world.today,
    }
    model = "code.social.initiative"
    waiting = _make(world, model, **common, state="coherence")
    refused = _make(world, model, **common, state="not_now", answer=SECRET)
    coherence = _make(
        world,
        "code.social.coherence",
        initiative_id=waiting.id,
        project_id=world.project.id,
        due_on=world.today,
        opened_by_id=party.partner_id.id,
    )
    return {
        (model, "coherence"): waiting,
        (model, "not now"): refused,
        ("code.social.coherence", ""): coherence,
    }


def _tensions(world, party):
    return {
        ("code.social.tension", state): _make(
            world,
            "code.social.tension",
            name=SECRET,
            description=SECRET,
            state=state,
            opened_by_id=party.partner_id.id,
        )
        for state in ("open", "closed")
    }


def _arbitrations(world, party):
    model = "code.social.arbitration"
    rows = {
        (model, state): _make(
            world,
            model,
            name=SECRET,
            question=SECRET,
            opened_by_id=party.partner_id.id,
        )
        for state in ("heard", "ruled")
    }
    mandate = world.env["code.social.mandate"].create(
        {
            "partner_id": world.sage.partner_id.id,
            "role_id": world.env.ref("code_social.role_sage").id,
            "commission_id": world.env["code.social.commission"]
            .create({"name": SECRET, "company_id": world.company_a.id})
            .id,
            "date_end": world.today + timedelta(days=30),
        }
    )
    seat = _make(
        world,
        f"{model}.seat",
        arbitration_id=rows[model, "heard"].id,
        partner_id=world.sage.partner_id.id,
        mandate_id=mandate.id,
    )
    for (_model, state), row in rows.items():
        row._by_method().write({"state": state})
    return {**rows, (f"{model}.seat", ""): seat}


def _experiments(world, party):
    model = "code.social.experiment"
    return {
        (model, situation): _make(
            world,
            model,
            name=SECRET,
            hypothesis=SECRET,
            tried=SECRET,
            owner_id=party.partner_id.id,
            opened_by_id=party.partner_id.id,
            date_start=world.today,
            date_end=world.today,
            state=state,
        )
        for situation, state in (("running", "experimentation"), ("lapsed", "lapsed"))
    }


def _case(world, party):
    case = (
        world.env["code.social.case"]
        .with_user(party)
        .open_case(
            {
                "facts": SECRET,
                "statement": SECRET,
                "other_id": world.rosa.partner_id.id,
            }
        )
        .sudo()
    )
    seats = {
        state: _make(
            world,
            "code.social.case.seat",
            case_id=case.id,
            partner_id=user.partner_id.id,
            state=state,
        )
        for state, user in (("active", world.sage), ("recused", world.noe))
    }
    model = "code.social.case"
    return {
        (model, ""): case,
        (f"{model}.part", "statement"): case.part_ids.filtered(
            lambda part: part.kind == "statement"
        ),
        (f"{model}.part", "the other's facts"): case.part_ids.filtered(
            lambda part: part.party_id == world.rosa.partner_id
        ),
        (f"{model}.seat", "active"): seats["active"],
        (f"{model}.seat", "recused"): seats["recused"],
        (f"{model}.log", ""): case.log_ids,
    }
