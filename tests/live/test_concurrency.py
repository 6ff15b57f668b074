"""What two requests at the same instant do to each other, on two real workers."""

import uuid
from datetime import date, timedelta

import pytest
from rpc import Refused, Session, at_once

CONTRIBUTION = "code.social.contribution"
MANDATE = "code.social.mandate"


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


def seated(setter, role, count, **values):
    """Draft mandates of this role for `count` members; return their ids."""
    domain = [
        ("community_level", "in", ("core", "contributor", "sympathiser")),
        ("user_ids.login", "not in", ("admin", "editeur")),
    ]
    people = setter.call("res.partner", "search", domain, limit=count)
    rows = [{"partner_id": one, "role_id": role, **values} for one in people]
    return setter.call(MANDATE, "create", rows)


def test_two_people_confirmed_at_once_do_not_share_one_seat(server, database):
    setter = Session(server.url, database, "admin")
    values = {"name": f"Seat {uuid.uuid4()}", "seats": 1}
    drafts = seated(setter, setter.call("code.social.role", "create", values), 4)
    editors = [Session(server.url, database, "editeur") for _ in drafts]
    results = at_once(
        *[
            lambda s=s, one=one: s.call(MANDATE, "action_confirm", [one])
            for s, one in zip(editors, drafts, strict=True)
        ]
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert [one.name for one in refused] == ["odoo.exceptions.UserError"] * 3
    states = setter.call(MANDATE, "read", drafts, ["state"])
    assert sorted(row["state"] for row in states) == ["active", *["draft"] * 3]


def test_two_people_renew_at_once_and_one_draft_follows(server, database):
    setter = Session(server.url, database, "admin")
    role = setter.call("code.social.role", "create", {"name": f"Term {uuid.uuid4()}"})
    end = (date.today() + timedelta(days=30)).isoformat()
    mandate = seated(setter, role, 1, date_end=end)
    editors = [Session(server.url, database, "editeur") for _ in range(3)]
    editors[0].call(MANDATE, "action_confirm", mandate)
    results = at_once(
        *[lambda s=s: s.call(MANDATE, "action_renew", mandate) for s in editors]
    )
    assert sum(isinstance(result, Refused) for result in results) == 2
    following = setter.call(MANDATE, "search_count", [("previous_id", "in", mandate)])
    assert following == 1


CHARTER, VERSION = "code.social.charter", "code.social.charter.version"


@pytest.fixture(scope="module")
def guarantors(server, database, psql):
    """Two sessions of each of the two guarantors of the demo community."""
    logins = psql(
        "SELECT DISTINCT u.login FROM res_users u"
        " JOIN res_groups_users_rel r ON r.uid = u.id"
        " JOIN ir_model_data d ON d.res_id = r.gid AND d.model = 'res.groups'"
        " WHERE d.name = 'group_guarantor' AND u.active ORDER BY u.login LIMIT 2"
    ).splitlines()
    for login in logins:
        # Odoo hashes it at the first login.
        query = "UPDATE res_users SET password = login WHERE login = '{}'"
        psql(query.format(login))
    return [[Session(server.url, database, one) for _ in range(2)] for one in logins]


def test_two_guarantors_prepare_at_once_and_one_draft_is_made(psql, guarantors):
    (first, _), (second, _) = guarantors
    charter = first.call(CHARTER, "search", [])[:1]
    drafts = (
        "SELECT COUNT(*), COUNT(DISTINCT (charter_id, number))"
        " FROM code_social_charter_version"
    )
    before = int(psql(drafts).split("|")[0])
    results = at_once(
        *[
            lambda s=s: s.call(CHARTER, "action_new_version", charter)
            for s in (first, second)
        ]
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert psql(drafts) == f"{before + 1}|{before + 1}"


def test_a_version_is_adopted_once_whoever_confirms_at_once(psql, guarantors):
    mine, others = guarantors
    draft = mine[0].call(VERSION, "search", [("state", "=", "draft")])
    mine[0].call(VERSION, "action_consult", draft)
    # The time to read it is not what is tried here.
    psql("UPDATE code_social_charter_version SET consultation_until = NULL")
    mine[0].call(VERSION, "action_adopt", draft)
    results = at_once(
        *[lambda s=s: s.call(VERSION, "action_adopt", draft) for s in (*mine, *others)]
    )
    assert sum(result is True for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 3
    events = (
        "SELECT COUNT(*) FROM code_social_event"
        " WHERE model = '{}' AND res_id = {} AND action = '{}'"
    )
    for action in ("charter.adopted", "charter.confirm"):
        assert psql(events.format(VERSION, draft[0], action)) == "1"
    in_force = "SELECT id FROM code_social_charter_version WHERE state = 'adopted'"
    assert psql(in_force) == str(draft[0])
    charter = mine[0].call(CHARTER, "search", [])
    assert not mine[0].call(CHARTER, "integrity", charter)["broken"]
