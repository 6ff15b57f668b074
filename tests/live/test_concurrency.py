"""What two requests at the same instant do to each other, on two real workers."""

import uuid
from datetime import date, timedelta

import pytest
from rpc import Refused, Session, at_once

CONTRIBUTION = "code.social.contribution"


@pytest.fixture(scope="module")
def member(server, database):
    return Session(server.url, database, "contributeur")


@pytest.fixture(scope="module")
def nature(member):
    return lambda code: member.call(
        "code.social.nature", "search", [("code", "=", code)]
    )[0]


def count(psql, title):
    # A title of ours, made of letters and a UUID.
    query = "SELECT COUNT(*) FROM code_social_contribution WHERE name = '{}'"
    return int(psql(query.format(title)))


def test_a_double_tap_stores_one_contribution(server, database, psql, nature):
    sessions = [Session(server.url, database, "contributeur") for _ in range(4)]
    title = f"Double tap {uuid.uuid4()}"
    values = {"name": title, "nature_id": nature("joy"), "token": str(uuid.uuid4())}
    at_once(*[lambda s=s: s.call(CONTRIBUTION, "log", values) for s in sessions])
    assert count(psql, title) == 1


def test_two_requests_cannot_make_a_day_longer(server, database, psql, nature):
    sessions = [Session(server.url, database, "contributeur") for _ in range(4)]
    day = (date.today() - timedelta(days=400)).isoformat()
    title = f"Long day {uuid.uuid4()}"
    values = {
        "name": title,
        "nature_id": nature("know_how"),
        "quantity": 13,
        "date": day,
    }
    results = at_once(
        *[lambda s=s: s.call(CONTRIBUTION, "log", values) for s in sessions]
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 3
    assert count(psql, title) == 1


def test_two_people_acknowledge_at_once_and_one_is_told(
    server, database, member, nature
):
    title = f"Thanked twice {uuid.uuid4()}"
    member.call(CONTRIBUTION, "log", {"name": title, "nature_id": nature("joy")})
    found = member.call(CONTRIBUTION, "search", [("name", "=", title)])
    editors = [Session(server.url, database, "editeur") for _ in range(2)]
    results = at_once(
        *[
            lambda s=s: s.call(CONTRIBUTION, "action_acknowledge", found)
            for s in editors
        ]
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    state = member.call(CONTRIBUTION, "read", found, ["state"])[0]["state"]
    assert state == "acknowledged"
