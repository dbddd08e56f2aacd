"""Limits of actors and operations beside the organization's, the strict window, peeking, and where registers come from."""

from __future__ import annotations

import json
import random
import time
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import FAR_AWAY, Office, faults, journal, refused, submit, submit_batch, value

DAY = 86_400_000
ANSWER = ("limited", "limit", "remaining", "retry_after", "reset_after")
NAMES = {"actor", "operation", "cost", "peek"}


def check(connection: Connection, organization: UUID, **arguments: Any) -> dict[str, Any]:
    """The answer of the limiter; arguments as of hera.check_rate_limit without p_."""
    assert set(arguments) <= NAMES
    given = "".join(f", p_{name} => %s" for name in arguments)
    row = connection.execute(
        f"SELECT * FROM hera.check_rate_limit(%s{given})".encode(), [organization, *arguments.values()]
    ).fetchone()
    assert row is not None
    return dict(zip(ANSWER, row, strict=True))


def limit(office: Office, organization: UUID, most: int | None, **arguments: Any) -> None:
    given = "".join(f", p_{name} => %s" for name in arguments)
    office.admin.execute(
        f"SELECT hera.set_rate_limit(%s, %s{given})".encode(), [organization, most, *arguments.values()]
    )


def setting(office: Office, organization: UUID | None, name: str, text: str | None) -> None:
    office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, text, organization])


def limits(office: Office, organization: UUID) -> list[tuple[Any, ...]]:
    return office.admin.execute("SELECT * FROM hera.list_rate_limits(%s)", [organization]).fetchall()


def registers(office: Office, organization: UUID, purpose: str) -> list[int]:
    rows = office.admin.execute(
        "SELECT number FROM hera_internal.register WHERE organization_id = %s AND purpose LIKE %s ORDER BY number",
        [organization, purpose],
    ).fetchall()
    return [row[0] for row in rows]


def has_more(office: Office, organization: UUID) -> bool:
    found = value(
        office.admin, "SELECT has_rate_limits FROM hera.core_organizations WHERE organization_id = %s", [organization]
    )
    assert isinstance(found, bool)
    return found


def test_every_actor_has_a_limit_of_its_own(office: Office) -> None:
    organization = office.organization("Actors")
    early = office.connect(office.login(organization))
    setting(office, organization, "rate_limit_window", str(DAY))
    setting(office, organization, "rate_limit_actor_max_requests", "3")
    late = office.connect(office.login(organization))
    for connection in (early, late):
        assert [submit(connection, organization, journal())["status"] for _ in range(4)] == ["posted"] * 3 + [
            "rejected"
        ]
        assert check(connection, organization)["limit"] == 3
    setting(office, organization, "rate_limit_actor_max_requests", "5")
    assert check(early, organization, peek=True)["limit"] == 5
    setting(office, organization, "rate_limit_actor_max_requests", None)
    assert not has_more(office, organization)
    assert check(early, organization, peek=True)["limit"] == FAR_AWAY


def test_the_organization_is_limited_beside_its_actors(office: Office) -> None:
    """A call that one limit refuses takes nothing from the other."""
    organization = office.organization("Both", limited=True)
    first, second = (office.connect(office.login(organization)) for _ in range(2))
    office.set_limit(organization, 5, DAY)
    setting(office, organization, "rate_limit_actor_max_requests", "3")
    assert [check(first, organization)["limited"] for _ in range(6)] == [False] * 3 + [True] * 3
    assert [check(second, organization)["limited"] for _ in range(4)] == [False] * 2 + [True] * 2
    assert check(second, organization)["limit"] == 5
    query = """
        SELECT pg_sequence_last_value(('hera_internal.register_' || registers[1])::regclass) / 1e6 - extract(epoch FROM now())
        FROM hera_internal.rate_limit WHERE organization_id = %s AND actor LIKE 'login%%' ORDER BY 1
    """
    ahead = [row[0] for row in office.admin.execute(query, [organization])]
    assert [round(each * 3 / 86_400) for each in ahead] == [2, 3]


def test_an_actor_that_is_named(office: Office) -> None:
    organization = office.organization("Named")
    login = office.login(organization)
    named, other = office.connect(login), office.connect(office.login(organization))
    actor = value(office.admin, "SELECT actor FROM hera.list_access(%s) WHERE %s = ANY (logins)", [organization, login])
    limit(office, organization, 2, actor=actor, window=DAY, burst=1)
    assert [check(named, organization)["limited"] for _ in range(2)] == [False, True]
    assert check(other, organization)["limited"] is False
    assert check(named, organization)["limit"] == 2
    limit(office, organization, None, actor=actor)
    assert check(named, organization)["limited"] is False
    with refused("ZHV10"):
        limit(office, organization, None, actor=actor)


def test_operations_are_limited_apart(office: Office) -> None:
    organization = office.organization("Operations")
    connection = office.connect(office.login(organization))
    limit(office, organization, 2, operation="submit", window=DAY)
    limit(office, organization, 1, operation="submit_batch", window=DAY)
    limit(office, organization, 1, operation="export", window=DAY)
    assert [submit(connection, organization, journal())["status"] for _ in range(3)] == ["posted"] * 2 + ["rejected"]
    submit_batch(connection, organization, [journal()])
    with refused("ZHR01"):
        submit_batch(connection, organization, [journal()])
    assert [check(connection, organization, operation="export")["limited"] for _ in range(2)] == [False, True]
    assert check(connection, organization)["limited"] is False
    assert faults(submit(connection, organization, journal())) == [("RL_001", "")]


def test_calls_that_need_a_permission_are_limited(office: Office) -> None:
    """Reports take no token of the organization, only of a limit that names them."""
    organization = office.organization("Reports", limited=True)
    connection = office.connect(office.login(organization))
    office.set_limit(organization, 1, DAY)
    limit(office, organization, 2, operation="reports.read", window=DAY)
    report = "SELECT * FROM hera.trial_balance(%s, '2026-11-30')"
    for _ in range(2):
        connection.execute(report, [organization])
    with refused("ZHR01"):
        connection.execute(report, [organization])
    assert check(connection, organization)["limited"] is False
    connection.execute("SELECT * FROM hera.list_transactions(%s)", [organization])
    with connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        connection.execute(report, [organization])
        assert check(connection, organization, operation="reports.read")["limited"] is None


def test_peeking_says_what_a_call_would_get(office: Office, rng: random.Random) -> None:
    organization = office.organization("Peek", limited=True)
    office.set_limit(organization, 12, DAY)
    connection = office.connect(office.login(organization))
    for algorithm in ("gcra", "sliding_window"):
        setting(office, organization, "rate_limit_algorithm", algorithm)
        for _ in range(30):
            cost = rng.randint(1, 4)
            before = check(connection, organization, cost=cost, peek=True)
            assert check(connection, organization, cost=cost, peek=True)["remaining"] == before["remaining"]
            after = check(connection, organization, cost=cost)
            assert after["limited"] == before["limited"]
            assert after["remaining"] == before["remaining"] - (0 if after["limited"] else cost)
        assert check(connection, organization, cost=13)["retry_after"] is None


def test_the_strict_window(office: Office) -> None:
    """All at once, then none until a window has passed, and at most an eighth more."""
    window = 1.6
    organization = office.organization("Strict", limited=True)
    office.set_limit(organization, 4, int(window * 1000))
    setting(office, organization, "rate_limit_algorithm", "sliding_window")
    connection = office.connect(office.login(organization))
    began = time.monotonic()
    assert [submit(connection, organization, journal())["status"] for _ in range(4)] == ["posted"] * 4
    last = time.monotonic()
    outcome = submit(connection, organization, journal())
    assert faults(outcome) == [("RL_001", "")]
    assert outcome["rate_limit"]["limit"] == 4
    while check(connection, organization, peek=True)["limited"]:
        time.sleep(0.02)
    freed = time.monotonic()
    assert freed > began + window
    assert freed < last + window * 9 / 8 + 1
    assert check(connection, organization)["limited"] is False


def test_two_ways_of_one_limit(office: Office, rng: random.Random) -> None:
    """The plain path of a request and the one over the table give the same from the same register."""
    organization = office.organization("Ways", limited=True)
    office.set_limit(organization, 40, DAY)
    connection = office.connect(office.login(organization))
    left = 40
    for _ in range(60):
        if rng.random() < 0.3:
            limit(office, organization, None if has_more(office, organization) else 9, operation="other")
        cost = rng.randint(0, 3)
        state = check(connection, organization, cost=cost)
        assert state["limited"] == (max(cost, 1) > left)
        left -= 0 if state["limited"] else cost
        assert (state["limit"], state["remaining"]) == (40, left)


def test_a_limit_that_is_set_anew_begins_anew(office: Office) -> None:
    organization = office.organization("Anew")
    connection = office.connect(office.login(organization))
    for algorithm in ("gcra", "sliding_window", "gcra"):
        limit(office, organization, 2, operation="export", window=DAY, algorithm=algorithm)
        assert [check(connection, organization, operation="export")["limited"] for _ in range(3)] == [
            False,
            False,
            True,
        ]
    assert len(registers(office, organization, "limit export%")) == 1
    assert limits(office, organization)[1:] == [(None, "export", "gcra", 2, DAY, 0, "postgres")]


def test_registers_stay_with_their_organization(office: Office) -> None:
    """A transaction that still sees an old limit may write to its registers: nobody else is given them."""
    organization = office.organization("Keeps")
    limit(office, organization, 2, operation="export", algorithm="sliding_window")
    kept = registers(office, organization, "limit export%")
    assert len(kept) == 9
    limit(office, organization, None, operation="export")
    assert registers(office, organization, "spare %") == kept
    other = office.organization("Other")
    limit(office, other, 2, operation="export", algorithm="sliding_window")
    assert not set(kept) & set(registers(office, other, "%"))
    limit(office, organization, 2, operation="import")
    assert registers(office, organization, "limit import%") == kept[:1]


def test_an_actor_that_leaves_gives_its_limits_back(office: Office) -> None:
    organization = office.organization("Leaves")
    setting(office, organization, "rate_limit_actor_max_requests", "3")
    office.admin.execute("SELECT hera.grant_access(%s, NULL, 'guest', 'viewer')", [organization])
    limit(office, organization, 1, actor="guest", operation="reports.read")
    assert len([row for row in limits(office, organization) if row[0] == "guest"]) == 2
    office.admin.execute("SELECT hera.revoke_access(%s, NULL, 'guest')", [organization])
    assert len([row for row in limits(office, organization) if row[0] == "guest"]) == 0


def test_an_organization_has_so_many_registers(office: Office) -> None:
    organization = office.organization("Many")
    setting(office, None, "rate_limit_registers", "10")
    try:
        limit(office, organization, 2, operation="first", algorithm="sliding_window")
        limit(office, organization, 2, operation="second")
        with refused("ZHR03"):
            limit(office, organization, 2, operation="third")
        limit(office, organization, None, operation="second")
        limit(office, organization, 2, operation="third")
    finally:
        setting(office, None, "rate_limit_registers", None)


def test_what_may_not_be_set(office: Office) -> None:
    organization = office.organization("Arguments")
    for arguments in (
        {}, {"actor": "nobody"}, {"operation": "Export"}, {"operation": "a" * 64},
        {"operation": "x", "window": 0}, {"operation": "x", "window": DAY + 1}, {"operation": "x", "burst": -1},
        {"operation": "x", "algorithm": "leaky"}, {"operation": "x", "window": None},
    ):  # fmt: skip
        with refused("ZHV10"):
            limit(office, organization, 1, **arguments)
    for most in (0, FAR_AWAY + 1):
        with refused("ZHV10"):
            limit(office, organization, most, operation="x")
    with refused("ZHV10"):
        setting(office, organization, "rate_limit_algorithm", "leaky")
    connection = office.connect(office.login(organization))
    asked: list[dict[str, Any]] = [{"operation": "Export"}, {"operation": ""}, {"peek": None}, {"cost": None}]
    for question in asked:
        with refused("ZHV10"):
            check(connection, organization, **question)
    with refused("ZHZ01"):
        connection.execute("SELECT hera.set_rate_limit(%s, 1, p_operation => 'x')", [organization])


def test_a_limit_is_written_to_the_audit_trail(office: Office) -> None:
    organization = office.organization("Audited")
    limit(office, organization, 7, operation="export")
    found = value(
        office.admin, "SELECT count(*) FROM hera.audit_search(%s) WHERE event = 'rate_limit.changed'", [organization]
    )
    assert found == 1


@pytest.mark.parametrize("changed", ["rate_limit_actor_max_requests", "rate_limit_algorithm"])
def test_a_setting_of_the_server_reaches_every_organization(office: Office, changed: str) -> None:
    organization = office.organization("Server")
    setting(office, None, changed, {"rate_limit_algorithm": "sliding_window"}.get(changed, "9"))
    try:
        assert has_more(office, organization)
        made_later = office.organization("Made later")
        assert has_more(office, made_later)
        found = limits(office, made_later)
        assert json.dumps(found, default=str)
        assert {row[2] for row in found} == {"sliding_window" if changed == "rate_limit_algorithm" else "gcra"}
    finally:
        setting(office, None, changed, None)
    assert not has_more(office, organization)
    assert not has_more(office, made_later)
