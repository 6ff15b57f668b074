"""Meetings and decisions: see tests/access/table.py."""

from datetime import datetime, timedelta

AS_ODOO = None
REFUSED = "refused"
HARMLESS = "harmless"
OWN = "own"
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
#: meeting, minutes, decision: read by all members and staff, written by methods
READ = dict.fromkeys((*_MEMBERS, "publisher", "accountant", "manager"), "r")

ROWS = {
    "code.social.meeting": {"closed": READ, "planned": READ},
    "code.social.agenda.item": {"": READ},
    "code.social.attendance": {"": READ},
    # One's own, and those of the meeting one facilitates: no staff, no other.
    "code.social.speaking.turn": {"": {"party": "r", "facilitator": "r"}},
    "code.social.decision": {"adopted": READ, "open": READ},
    "code.social.position": {"": READ},
}
ABSTRACT = set()
DIALOGS = {}
FIELDS = {
    "project.task": {"meeting_id": AS_ODOO, "action_owner_id": AS_ODOO},
}
METHODS = {
    "code.social.agenda.item.action_withdraw": (REFUSED, REFUSED),
    "code.social.commission.action_view_decisions": (HARMLESS, HARMLESS),
    "code.social.commission.action_view_meetings": (HARMLESS, HARMLESS),
    "code.social.decision.action_close": (REFUSED, REFUSED),
    "code.social.decision.action_conclude": (REFUSED, REFUSED),
    "code.social.decision.action_open": (REFUSED, REFUSED),
    "code.social.decision.action_open_page": (HARMLESS, HARMLESS),
    "code.social.decision.propose": (REFUSED, REFUSED),
    "code.social.decision.revise": (REFUSED, REFUSED),
    "code.social.decision.take_position": (REFUSED, OWN),
    "code.social.meeting.action_agree_minutes": (REFUSED, REFUSED),
    "code.social.meeting.action_approve_minutes": (REFUSED, REFUSED),
    "code.social.meeting.action_ask_correction": (REFUSED, REFUSED),
    "code.social.meeting.action_close": (REFUSED, REFUSED),
    "code.social.meeting.action_correct_minutes": (REFUSED, REFUSED),
    "code.social.meeting.action_open_page": (HARMLESS, HARMLESS),
    "code.social.meeting.action_propose_minutes": (REFUSED, REFUSED),
    "code.social.meeting.action_start": (REFUSED, REFUSED),
    "code.social.meeting.add_action": (REFUSED, REFUSED),
    "code.social.meeting.add_attendance": (REFUSED, REFUSED),
    "code.social.meeting.add_turn": (REFUSED, REFUSED),
    "code.social.meeting.my_speech": (REFUSED, REFUSED),
    "code.social.meeting.plan": (REFUSED, REFUSED),
    "code.social.meeting.propose_item": (REFUSED, OWN),
    "code.social.meeting.remove_attendance": (REFUSED, REFUSED),
    "code.social.meeting.remove_turn": (REFUSED, REFUSED),
    "code.social.meeting.replan": (REFUSED, REFUSED),
    "code.social.meeting.set_departure": (REFUSED, REFUSED),
    "code.social.meeting.speech_by_person": (REFUSED, REFUSED),
    "project.task.action_mark_done": (REFUSED, REFUSED),
}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    env = world.env
    world.life = env["code.social.commission"].create({"name": "Life (test)"})
    planned = _meeting(world, "planned")
    closed = _meeting(world, "in_session").with_user(world.facilitator)
    stretch = closed.add_attendance(world.sage.partner_id.id)
    closed.action_close()
    decision = _decision(world, "open")
    item = planned.with_user(world.rosa).propose_item("Bread (test)")
    world.action = env["project.task"].create(
        {
            "name": "Sow (test)",
            "project_id": world.project.id,
            "meeting_id": planned.id,
            "action_owner_id": world.rosa.partner_id.id,
        }
    )
    rows = {
        ("code.social.meeting", "planned"): planned,
        ("code.social.meeting", "closed"): closed,
        ("code.social.agenda.item", ""): item,
        ("code.social.attendance", ""): stretch,
        ("code.social.decision", "open"): decision,
        ("code.social.decision", "adopted"): _decision(world, "adopted"),
        ("code.social.position", ""): decision.with_user(world.amina).take_position(
            "concern", SECRET
        ),
    }
    return {key: record.with_env(env) for key, record in rows.items()}


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    meeting = _meeting(world, "in_session").with_user(world.facilitator)
    meeting.add_attendance(party.partner_id.id)
    turn = meeting.add_turn(party.partner_id.id, meeting.sudo().start, 60)
    meeting.action_close()
    return {("code.social.speaking.turn", ""): turn}


def calls(test):
    """Return {"model.method": (records, arguments)}: on somebody else's rows."""
    env = test.env
    planned = test.common["code.social.meeting", "planned"]
    closed = test.common["code.social.meeting", "closed"]
    decision = test.common["code.social.decision", "open"]
    person = test.amina.partner_id.id
    day = test.today + timedelta(days=3)
    stretch = test.common["code.social.attendance", ""].id
    turn = test.rows["code.social.speaking.turn", ""].id
    life = {"commission_id": test.life.id, "name": "Mine"}
    hour = datetime(2030, 1, 1, 18)
    when = {"start": hour, "stop": hour + timedelta(hours=1)}
    found = {
        "decision.action_conclude": (decision, [True, "Yes"]),
        "decision.action_open": (decision, []),
        "decision.action_close": (decision, []),
        "decision.propose": (
            decision.browse(),
            [{**life, "text": "Words", "closes_on": day}],
        ),
        "decision.revise": (decision, [{"name": "Mine"}]),
        "decision.take_position": (decision, ["agree"]),
        "meeting.action_agree_minutes": (closed, []),
        "meeting.action_approve_minutes": (closed, []),
        "meeting.action_ask_correction": (closed, ["Mend"]),
        "meeting.action_correct_minutes": (closed, ["Mine"]),
        "meeting.action_propose_minutes": (closed, ["Mine"]),
        "meeting.action_start": (planned, []),
        "meeting.add_action": (closed, ["Sow", person, day]),
        "meeting.add_attendance": (closed, [person]),
        "meeting.add_turn": (closed, [person, closed.start, 60]),
        "meeting.my_speech": (closed, []),
        "meeting.plan": (planned.browse(), [{**life, **when}]),
        "meeting.propose_item": (planned, ["Mine"]),
        "meeting.remove_attendance": (closed, [stretch]),
        "meeting.remove_turn": (closed, [turn]),
        "meeting.replan": (planned, [{"name": "Mine"}]),
        "meeting.set_departure": (closed, [stretch]),
        "meeting.speech_by_person": (closed, []),
    }
    return {
        **{f"code.social.{name}": call for name, call in found.items()},
        "project.task.action_mark_done": (
            env["project.task"].browse(test.action.id),
            [],
        ),
    }


def _meeting(world, state):
    start = datetime.combine(world.today, datetime.min.time())
    return (
        world.env["code.social.meeting"]
        ._by_method()
        .create(
            {
                "name": SECRET,
                "commission_id": world.life.id,
                "start": start,
                "stop": start + timedelta(hours=1),
                "facilitator_id": world.facilitator.partner_id.id,
                "state": state,
            }
        )
        .sudo(False)
        .with_env(world.env)
    )


def _decision(world, state):
    people = world.env["res.partner"].union(
        *(user.partner_id for user in (world.amina, world.ines, world.noe, world.ivan))
    )
    return (
        world.env["code.social.decision"]
        ._by_method()
        .create(
            {
                "name": SECRET,
                "text": SECRET,
                "commission_id": world.life.id,
                "carrier_id": world.rosa.partner_id.id,
                "closes_on": world.today + timedelta(days=3),
                "elector_ids": [(6, 0, people.ids)],
                "state": state,
            }
        )
        .sudo(False)
        .with_env(world.env)
    )
