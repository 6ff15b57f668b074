"""Calls for talents, mutual aid and draws: see tests/access/table.py."""

from datetime import timedelta

AS_ODOO = None
REFUSED = "refused"
HARMLESS = "harmless"
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
OPEN = dict.fromkeys((*_MEMBERS, "publisher", "accountant", "manager"), "r")
#: Prepared by those who look after the community.
DRAFT = {"publisher": "rwcd", "manager": "rwcd"}
#: `acknowledger` plays who calls, the other person of an aid, and a witness.
TWO = {"party": "r", "acknowledger": "r"}

ROWS = {
    "code.social.talent.call": {"draft": DRAFT, "open": OPEN, "closed": OPEN},
    "code.social.talent.match": {
        "asked": {"party": "r"},
        "no": {"party": "r"},
        "yes": TWO,
        "together": OPEN,
    },
    "code.social.aid": {"open": OPEN, "agreed": TWO, "thanked": TWO},
    "code.social.draw": {
        "draft": DRAFT,
        "committed": {
            "acknowledger": "r",
            "sage": "r",
            "publisher": "r",
            "manager": "r",
        },
        "published": OPEN,
    },
    "code.social.draw.witness": {"given": {"acknowledger": "r"}, "over": OPEN},
}
ABSTRACT = set()
DIALOGS = {}
FIELDS = {
    "project.project": {"talent_match_ids": AS_ODOO, "talent_call_count": AS_ODOO}
}

_REFUSED = (REFUSED, REFUSED)
#: A member of the community may.
_MEMBER = (REFUSED, HARMLESS)

METHODS = {
    "code.social.talent.call.action_offer": _MEMBER,
    "code.social.aid.action_match": _MEMBER,
    "code.social.draw.replay": _MEMBER,
    "code.social.draw.action_replay": _MEMBER,
    "project.project.action_view_talent_calls": (HARMLESS, HARMLESS),
    **dict.fromkeys(
        (
            # Without a sentence; what they do with one is in the room's own tests.
            "code.social.talent.call.launch",
            "code.social.aid.ask",
            "code.social.talent.call.action_open",
            "code.social.talent.call.action_close",
            "code.social.talent.match.action_accept",
            "code.social.talent.match.action_decline",
            "code.social.aid.action_accept",
            "code.social.aid.action_decline",
            "code.social.aid.action_thank",
            "code.social.aid.action_withdraw",
            "code.social.draw.action_commit",
            "code.social.draw.action_reveal",
            "code.social.draw.action_start_again",
            "code.social.draw.witness.action_give",
            "code.social.draw.witness.action_open",
        ),
        _REFUSED,
    ),
}


def common(world):
    """Return {(model, situation): record} of the rows that all may read, or none."""
    together = _match(world, world.noe, "accepted")
    together.call_id._by_method().write({"state": "closed"})
    return {
        **{
            ("code.social.talent.call", state): _call(world, state)
            for state in ("draft", "open", "closed")
        },
        ("code.social.talent.match", "together"): together,
        ("code.social.aid", "open"): _aid(world, world.theo, "open"),
        **_draws(world),
    }


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    answers = {"asked": "proposed", "no": "declined", "yes": "accepted"}
    ways = {"agreed": "matched", "thanked": "thanked"}
    return {
        **{
            ("code.social.talent.match", situation): _match(world, party, state)
            for situation, state in answers.items()
        },
        **{
            ("code.social.aid", situation): _aid(world, party, state)
            for situation, state in ways.items()
        },
    }


def calls(test):
    """Return {"model.method": (records, arguments)}: on somebody else's rows."""
    drawn = test.common["code.social.draw", "published"]
    given = test.common["code.social.draw.witness", "given"]
    opened = test.common["code.social.talent.call", "open"]
    asked = test.rows["code.social.talent.match", "asked"]
    return {
        "code.social.talent.match.action_accept": (asked, []),
        "code.social.talent.match.action_decline": (asked, []),
        "code.social.talent.call.action_offer": (opened, []),
        "code.social.talent.call.action_close": (opened, []),
        "code.social.aid.action_match": (test.common["code.social.aid", "open"], []),
        "project.project.action_view_talent_calls": (test.project, []),
        "code.social.draw.replay": (drawn, []),
        "code.social.draw.action_replay": (drawn, []),
        "code.social.draw.witness.action_give": (given, ["A sentence of mine"]),
        "code.social.draw.witness.action_open": (given, ["A sentence of mine"]),
    }


def _make(world, model, **values):
    return world.env[model]._by_method().create(values)


def _call(world, state):
    return _make(
        world,
        "code.social.talent.call",
        name=SECRET,
        project_id=world.project.id,
        until=world.today + timedelta(days=3),
        opened_by_id=world.rosa.partner_id.id,
        company_id=world.company_a.id,
        state=state,
    )


def _match(world, party, state):
    return _make(
        world,
        "code.social.talent.match",
        call_id=_call(world, "open").id,
        partner_id=party.partner_id.id,
        state=state,
    )


def _aid(world, party, state):
    return _make(
        world,
        "code.social.aid",
        kind="need",
        name=SECRET,
        until=world.today,
        opened_by_id=party.partner_id.id,
        company_id=world.company_a.id,
        other_id=world.rosa.partner_id.id if state != "open" else False,
        state=state,
    )


def _draws(world):
    rows = {}
    witnesses = world.rosa.partner_id | world.sage.partner_id
    for state in ("draft", "committed", "published"):
        draw = _make(
            world,
            "code.social.draw",
            name=SECRET,
            purpose=SECRET,
            reveal_by=world.today + timedelta(days=3),
            opened_by_id=world.publisher.partner_id.id,
            company_id=world.company_a.id,
            witness_ids=witnesses.ids,
        )
        rows["code.social.draw", state] = draw
        if state == "draft":
            continue
        secret = _make(
            world,
            "code.social.draw.witness",
            draw_id=draw.id,
            partner_id=world.rosa.partner_id.id,
            commitment="4a54" * 16,
        )
        situation = "given" if state == "committed" else "over"
        rows["code.social.draw.witness", situation] = secret
        draw._by_method().write({"state": state})
    return rows
