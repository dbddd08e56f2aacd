"""The limit admits exactly what it says: under concurrency, rollback and locks held by others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, faults, journal, refused, submit, value

DAY = 86_400_000
LOCK = "SELECT pg_advisory_lock(1212502593, limit_register) FROM hera.core_organizations WHERE organization_id = %s"
UNLOCK = "SELECT pg_advisory_unlock_all()"


def limited(office: Office, limit: int, window: int = DAY, burst: int = 0) -> tuple[UUID, str]:
    """An organization with a limit of its own, and a login."""
    organization = office.organization(f"Limit {limit} in {window}", limited=True)
    office.set_limit(organization, limit, window)
    office.admin.execute("SELECT hera.set_setting('rate_limit_burst', %s, %s)", [str(burst), organization])
    return organization, office.login(organization)


def peek(connection: Connection, organization: UUID, cost: int = 0) -> dict[str, Any]:
    row = connection.execute(
        'SELECT limited, "limit", remaining, retry_after, reset_after FROM hera.check_rate_limit(%s, p_cost => %s)',
        [organization, cost],
    ).fetchone()
    assert row is not None
    return dict(zip(("limited", "limit", "remaining", "retry_after", "reset_after"), row, strict=True))


def admitted(outcome: dict[str, Any]) -> bool:
    if outcome["status"] == "posted":
        return True
    assert faults(outcome) == [("RL_001", "")]
    return False


def test_hundred_a_minute_is_the_default(office: Office) -> None:
    organization = office.organization("Default", limited=True)
    started = time.monotonic()
    outcomes = [submit(office.admin, organization, journal()) for _ in range(100)]
    assert all(admitted(outcome) for outcome in outcomes)
    assert [outcome["rate_limit"]["limit"] for outcome in outcomes] == [100] * 100
    refilled = 0
    while admitted(outcome := submit(office.admin, organization, journal())):
        refilled += 1
    assert refilled <= (time.monotonic() - started) / 0.6
    limit = outcome["rate_limit"]
    assert limit["remaining"] == 0
    assert 0 < limit["retry_after"] <= 0.6
    assert 59 < limit["reset_after"] <= 60
    with refused("ZHR01"):
        submit(office.admin, organization, journal(raise_on_error=True))


def test_a_token_comes_back_when_it_was_promised(office: Office) -> None:
    organization, login = limited(office, 2, window=400)
    connection = office.connect(login)
    while admitted(outcome := submit(connection, organization, journal())):
        pass
    time.sleep(float(outcome["rate_limit"]["retry_after"]))
    assert admitted(submit(connection, organization, journal()))


def test_a_setting_of_the_organization(office: Office) -> None:
    organization, login = limited(office, 3)
    connection = office.connect(login)
    assert [admitted(submit(connection, organization, journal())) for _ in range(5)] == [True] * 3 + [False] * 2
    other, _ = limited(office, 3)
    assert admitted(submit(office.admin, other, journal()))
    office.set_limit(organization, 10, DAY)
    assert peek(connection, organization)["limit"] == 10


def test_burst(office: Office) -> None:
    organization, login = limited(office, 1000, burst=2)
    connection = office.connect(login)
    assert [admitted(submit(connection, organization, journal())) for _ in range(3)] == [True, True, False]


def test_server_setting_counts_where_there_is_no_other(office: Office) -> None:
    organization = office.organization("Server setting", limited=True)
    own, _ = limited(office, 5)
    for name, text in (("rate_limit_max_requests", "7"), ("rate_limit_window", str(DAY))):
        office.admin.execute("SELECT hera.set_setting(%s, %s)", [name, text])
    try:
        assert peek(office.admin, organization)["limit"] == 7
        assert peek(office.admin, own)["limit"] == 5
    finally:
        for name in ("rate_limit_max_requests", "rate_limit_window"):
            office.admin.execute("SELECT hera.set_setting(%s, NULL)", [name])
    assert peek(office.admin, organization)["limit"] == 100


def test_rollback_refunds_nothing(office: Office) -> None:
    organization, login = limited(office, 4)
    connection = office.connect(login)
    for _ in range(4):
        with connection.transaction(force_rollback=True):
            assert admitted(submit(connection, organization, journal()))
    assert not admitted(submit(connection, organization, journal()))
    with connection.transaction():
        with connection.transaction(force_rollback=True):
            submit(connection, organization, journal())
        assert peek(connection, organization)["remaining"] == 0


def test_what_spends_no_token(office: Office) -> None:
    """A caller without rights, a request that is too large, a replay; everything else does, also a faulty request."""
    organization, login = limited(office, 3)
    connection = office.connect(login)
    stranger = office.connect(office.login(None))
    submit(connection, organization, journal(idempotency_key="k"))
    for _ in range(3):
        submit(connection, organization, journal(idempotency_key="k"))
        submit(stranger, organization, journal())
        submit(connection, organization, journal(metadata={"a": "x" * 1_100_000}))
    assert peek(connection, organization)["remaining"] == 2
    assert faults(submit(connection, organization, {})) == [
        ("VAL_002", "total_amount"),
        ("VAL_002", "transaction_type"),
    ]
    assert peek(connection, organization)["remaining"] == 1


def test_looking_takes_nothing(office: Office) -> None:
    organization, login = limited(office, 2)
    connection = office.connect(login)
    for _ in range(5):
        assert peek(connection, organization)["remaining"] == 2
    assert peek(connection, organization, cost=1)["remaining"] == 1
    refused_call = peek(connection, organization, cost=2)
    assert (refused_call["limited"], refused_call["remaining"]) == (True, 1)
    assert refused_call["retry_after"] > 0
    assert peek(connection, organization, cost=1)["limited"] is False
    exhausted = peek(connection, organization)
    assert (exhausted["limited"], exhausted["remaining"]) == (True, 0)
    for cost in (-1, 1_000_001):
        with refused("ZHV10"):
            peek(connection, organization, cost=cost)
    with refused("ZHZ01"):
        connection.execute("SELECT * FROM hera.check_rate_limit(%s, 'somebody else')", [organization])


def test_exactly_the_limit_under_concurrency(office: Office, record_figure: Callable[..., None]) -> None:
    limit, clients = 100, 8
    organization, login = limited(office, limit)
    barrier = threading.Barrier(clients)

    def work(_: int) -> tuple[int, int]:
        passed = busy = 0
        with office.database.connect(login) as connection:
            peek(connection, organization)
            barrier.wait()
            for _ in range(40):
                outcome = submit(connection, organization, journal())
                if outcome["status"] != "posted" and faults(outcome) == [("RL_002", "")]:
                    busy += 1
                else:
                    passed += admitted(outcome)
        return passed, busy

    with ThreadPoolExecutor(clients) as pool:
        results = list(pool.map(work, range(clients)))
    passed = sum(result[0] for result in results)
    busy = sum(result[1] for result in results)
    assert passed == limit
    assert busy < 40 * clients - limit
    record_figure("rate limit: admitted of 320 by 8 connections", passed, "requests", "= 100")


def test_open_transactions_do_not_hold_the_limiter(office: Office) -> None:
    """The lock goes before the call returns, so a transaction that stays open keeps nobody waiting."""
    organization, login = limited(office, 100)
    with office.database.connect(login, autocommit=False) as slow, office.database.connect(login) as quick:
        assert admitted(submit(slow, organization, journal()))
        started = time.monotonic()
        assert admitted(submit(quick, organization, journal()))
        assert time.monotonic() - started < 1
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = %s"
        assert value(office.admin, locks, [slow.info.backend_pid]) == 0


def test_a_lock_held_by_somebody_stalls_for_a_moment_only(office: Office) -> None:
    """Any role may hold an advisory lock: the wait is bounded, the limiter refuses, and nothing else is harmed."""
    organization, login = limited(office, 100)
    with office.database.connect(office.login(None)) as holder, office.database.connect(login) as connection:
        peek(connection, organization)
        register = value(
            office.admin,
            "SELECT limit_register FROM hera.core_organizations WHERE organization_id = %s",
            [organization],
        )
        holder.execute("SELECT pg_advisory_lock(1212502593, %s)", [register])
        started = time.monotonic()
        assert faults(submit(connection, organization, journal())) == [("RL_002", "")]
        assert 0.04 < time.monotonic() - started < 1.5
        with refused("ZHR02"):
            submit(connection, organization, journal(raise_on_error=True))
        with refused("ZHR02"):
            peek(connection, organization)
        with refused("ZHR02"):
            connection.execute("SELECT * FROM hera.submit_batch(%s, '[]')", [organization])
        assert value(connection, "SELECT current_setting('lock_timeout')") == "0"
        holder.execute(UNLOCK)
        assert admitted(submit(connection, organization, journal()))
        assert peek(connection, organization)["remaining"] == 99


def test_read_only_transaction_says_unknown(office: Office) -> None:
    organization, login = limited(office, 3)
    connection = office.connect(login)
    with connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        state = peek(connection, organization)
        assert (state["limited"], state["limit"], state["remaining"]) == (None, 3, None)


def test_register_of_an_organization_that_never_was(office: Office) -> None:
    """A register is used anew after the creation that had taken it was rolled back."""
    with office.database.connect() as connection:
        with connection.transaction(force_rollback=True):
            organization = office.make_organization("Never", connection=connection)
            office_limit = "SELECT hera.set_setting('rate_limit_window', %s, %s)"
            connection.execute(office_limit, [str(DAY), organization])
            for _ in range(100):
                submit(connection, organization, journal())
            assert peek(connection, organization)["remaining"] == 0
        organization = office.make_organization("Second", connection=connection)
        assert peek(connection, organization)["remaining"] == 100


def test_registers_of_organizations_made_at_once_differ(office: Office) -> None:
    def work(number: int) -> UUID:
        with office.database.connect() as connection:
            return office.make_organization(f"At once {number}", connection=connection)

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(work, range(12)))
    query = "SELECT count(DISTINCT limit_register) FROM hera.core_organizations WHERE organization_id = ANY (%s)"
    assert value(office.admin, query, [made]) == 12


def test_registers_are_made_when_the_pool_is_empty(office: Office) -> None:
    with office.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL ROLE hera_owner")
        connection.execute("UPDATE hera_internal.register SET organization_id = gen_random_uuid(), purpose = 'taken'"
                           " WHERE organization_id IS NULL")  # fmt: skip
        connection.execute("RESET ROLE")
        organization = office.make_organization("One more", connection=connection)
        assert submit(connection, organization, journal())["status"] == "posted"


@pytest.mark.parametrize(("limit", "window"), [(100_000_000, 1), (1, DAY), (100_000_000, DAY), (1, 1)])
def test_extreme_settings(office: Office, limit: int, window: int) -> None:
    organization, login = limited(office, limit, window)
    connection = office.connect(login)
    first = submit(connection, organization, journal())
    assert admitted(first)
    assert 0 <= first["rate_limit"]["remaining"] <= limit
    assert first["rate_limit"]["reset_after"] >= 0
