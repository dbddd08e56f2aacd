"""One key, one document: repeated, in parallel, after a rollback, at every isolation level."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import IsolationLevel

from support.databases import Connection
from support.office import Office, bill, faults, journal, refused, submit, submit_patiently, value


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Keys")


@pytest.fixture(scope="module")
def login(office: Office, organization: UUID) -> str:
    return office.login(organization)


@pytest.fixture(scope="module")
def caller(office: Office, login: str) -> Connection:
    return office.connect(login)


def documents(office: Office, organization: UUID) -> int:
    query = "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = %s"
    count = value(office.admin, query, [organization])
    assert isinstance(count, int)
    return count


@pytest.mark.parametrize("request_body", [journal(11), bill(12, counterparty="Waits for a person")])
def test_repeat_gives_the_first_outcome(
    office: Office, caller: Connection, organization: UUID, request_body: dict[str, Any]
) -> None:
    body = {**request_body, "idempotency_key": f"repeat {request_body['transaction_type']}", "request_id": "first"}
    first = submit(caller, organization, body)
    before = documents(office, organization)
    again = submit(caller, organization, {**body, "request_id": "second", "raise_on_error": True})
    assert again["replayed"] is True
    assert again["rate_limit"] is None
    assert set(again) == set(first)
    for name in set(first) - {"replayed", "rate_limit", "timings"}:
        assert again[name] == first[name], name
    assert documents(office, organization) == before


def test_repeat_in_another_spelling(caller: Connection, organization: UUID) -> None:
    """JSON has no order of fields, and null is absent."""
    first = '{"idempotency_key": "spelling", "transaction_type": "bill", "account": "5000", "total_amount": 5}'
    again = '{"total_amount": 5, "account": "5000",  "transaction_type": "bill", "unit": null, "idempotency_key": "spelling"}'
    query = "SELECT hera.submit(%s, %s::jsonb)"
    identifier = value(caller, query, [organization, first])["transaction_id"]
    outcome = value(caller, query, [organization, again])
    assert (outcome["replayed"], outcome["transaction_id"]) == (True, identifier)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"total_amount": 121}, "total_amount"),
        ({"description": "another"}, "description"),
        ({"account": None}, "account"),
        ({"metadata": {"a": 2}}, "metadata"),
        ({"unit": "x", "total_amount": 7}, "total_amount"),
        ({"nonsense": 1}, "nonsense"),
    ],
)
def test_other_body_names_the_field(
    office: Office, caller: Connection, organization: UUID, change: dict[str, Any], path: str
) -> None:
    body = bill(account="5000", idempotency_key="differs", metadata={"a": 1})
    submit(caller, organization, body)
    before = documents(office, organization)
    assert faults(submit(caller, organization, {**body, **change})) == [("VAL_012", path)]
    with refused("ZHV12"):
        submit(caller, organization, {**body, **change, "raise_on_error": True})
    assert documents(office, organization) == before


LINES = journal()["lines"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"lines": [{**LINES[0], "amount": 11}, LINES[1]]}, "lines[0].amount"),
        ({"lines": [LINES[0], {**LINES[1], "unit": "north"}]}, "lines[1].unit"),
        ({"lines": [LINES[0], {**LINES[1], "side": "debit", "account": "4010"}]}, "lines[1].account"),
        ({"lines": [*LINES, LINES[1]]}, "lines[2]"),
        ({"lines": LINES[:1]}, "lines[1]"),
        ({"lines": [7, LINES[1]]}, "lines[0]"),
        ({"lines": "none"}, "lines"),
        ({"description": "another", "lines": []}, "description"),
    ],
)
def test_other_line_is_named_with_its_path(
    caller: Connection, organization: UUID, change: dict[str, Any], path: str
) -> None:
    body = journal(idempotency_key="differs inside")
    submit(caller, organization, body)
    assert faults(submit(caller, organization, {**body, **change})) == [("VAL_012", path)]


def test_long_arrays_are_named_as_a_whole(caller: Connection, organization: UUID) -> None:
    """Digests inside are kept for 200 items: a large request does not make a large key."""
    body = journal(idempotency_key="long", lines=[*LINES] * 150)
    submit(caller, organization, body)
    assert faults(submit(caller, organization, {**body, "lines": [*LINES] * 149 + [LINES[1], LINES[0]]})) == [
        ("VAL_012", "lines")
    ]


def age(office: Office, organization: UUID, key: str, days: float) -> None:
    query = (
        "UPDATE hera_internal.idempotency_key SET created_at = now() - make_interval(secs => %s * 86400)"
        " WHERE organization_id = %s AND key = %s"
    )
    assert office.admin.execute(query, [days, organization, key]).rowcount == 1


def test_keys_live_for_ninety_days(office: Office, caller: Connection, organization: UUID) -> None:
    body = journal(idempotency_key="old")
    first = submit(caller, organization, body)["transaction_id"]
    age(office, organization, "old", 89.9)
    assert submit(caller, organization, body)["transaction_id"] == first
    age(office, organization, "old", 90.1)
    second = submit(caller, organization, body)
    assert second["replayed"] is False
    assert second["transaction_id"] != first
    assert submit(caller, organization, body)["transaction_id"] == second["transaction_id"]
    office.admin.execute("SELECT hera.set_setting('idempotency_days', '1', %s)", [organization])
    try:
        age(office, organization, "old", 1.1)
        assert submit(caller, organization, {**body, "unit": "x"})["status"] == "posted"
    finally:
        office.admin.execute("SELECT hera.set_setting('idempotency_days', NULL, %s)", [organization])


def test_an_old_key_is_bound_once(office: Office, login: str, organization: UUID) -> None:
    body = journal(idempotency_key="old and many")
    submit(office.connect(login), organization, body)
    age(office, organization, "old and many", 91)
    before = documents(office, organization)
    barrier = threading.Barrier(10)

    def work(_: int) -> dict[str, Any]:
        with office.database.connect(login) as connection:
            barrier.wait()
            return submit_patiently(connection, organization, body)

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(work, range(10)))
    assert len({outcome["transaction_id"] for outcome in outcomes}) == 1
    assert documents(office, organization) == before + 1


def test_purge_deletes_what_is_too_old(office: Office) -> None:
    """Of the organization only, the oldest first, as many as asked for; documents stay."""
    organization, other = office.organization("Purged"), office.organization("Not purged")
    for books in (organization, other):
        for number in range(4):
            submit(office.admin, books, journal(idempotency_key=f"key {number}"))
            if number:
                age(office, books, f"key {number}", 90 + number)
    owner = office.connect(office.login(organization, "owner"))
    left = "SELECT array_agg(key ORDER BY key) FROM hera_internal.idempotency_key WHERE organization_id = %s"
    assert value(owner, "SELECT hera.purge_idempotency_keys(%s, 2)", [organization]) == 2
    assert value(office.admin, left, [organization]) == ["key 0", "key 1"]
    assert value(owner, "SELECT hera.purge_idempotency_keys(%s)", [organization]) == 1
    assert value(owner, "SELECT hera.purge_idempotency_keys(%s)", [organization]) == 0
    assert len(value(office.admin, left, [other])) == 4
    with refused("ZHZ01"):
        owner.execute("SELECT hera.purge_idempotency_keys()")
    assert value(office.admin, "SELECT hera.purge_idempotency_keys()") >= 3
    assert value(office.admin, left, [other]) == ["key 0"]
    assert documents(office, organization) == 4


def test_keys_belong_to_an_organization(office: Office, caller: Connection, organization: UUID) -> None:
    other = office.organization("Same key")
    body = journal(idempotency_key="shared")
    ids = {submit(office.admin, identifier, body)["transaction_id"] for identifier in (other,)}
    ids.add(submit(caller, organization, body)["transaction_id"])
    assert len(ids) == 2


def test_parallel_calls_make_one_row(office: Office, login: str, organization: UUID) -> None:
    before = documents(office, organization)
    barrier = threading.Barrier(50)

    def work(_: int) -> dict[str, Any]:
        with office.database.connect(login) as connection:
            barrier.wait()
            return submit_patiently(connection, organization, journal(5, idempotency_key="fifty at once"))

    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(work, range(50)))
    assert {outcome["status"] for outcome in outcomes} == {"posted"}
    assert len({outcome["transaction_id"] for outcome in outcomes}) == 1
    assert sum(outcome["replayed"] for outcome in outcomes) == 49
    assert documents(office, organization) == before + 1


def second_call(office: Office, login: str, organization: UUID, body: dict[str, Any], commit: bool) -> dict[str, Any]:
    """The outcome of a call that waits for a first one with the same key, which then commits or rolls back."""
    with office.database.connect(login, autocommit=False) as first, ThreadPoolExecutor(1) as pool:
        submit(first, organization, body)
        with office.database.connect(login) as second:
            waiting = pool.submit(submit, second, organization, body)
            for _ in range(500):
                blocked = "SELECT cardinality(pg_blocking_pids(%s)) > 0, pg_sleep(0.01)"
                if value(office.admin, blocked, [second.info.backend_pid]):
                    break
            first.commit() if commit else first.rollback()
            return waiting.result()


@pytest.mark.parametrize("commit", [True, False])
def test_second_call_waits_for_the_first(office: Office, login: str, organization: UUID, commit: bool) -> None:
    before = documents(office, organization)
    outcome = second_call(office, login, organization, journal(idempotency_key=f"waits {commit}"), commit)
    assert outcome["status"] == "posted"
    assert outcome["replayed"] is commit
    assert documents(office, organization) == before + 1


@pytest.mark.parametrize("level", [IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE])
def test_old_snapshot(office: Office, login: str, organization: UUID, level: IsolationLevel) -> None:
    """A transaction that cannot see the first call's key must not store a second document: it may be told to retry."""
    body = journal(idempotency_key=f"old snapshot {level.name}")
    with office.database.connect(login, autocommit=False) as old, office.database.connect(login) as new:
        old.isolation_level = level
        old.execute("SELECT hera.list_accounts(%s)", [organization])
        first = submit(new, organization, body)
        with pytest.raises(psycopg.errors.SerializationFailure):
            submit(old, organization, body)
        old.rollback()
        again = submit(old, organization, body)
        assert (again["replayed"], again["transaction_id"]) == (True, first["transaction_id"])


def test_replay_outlives_the_rate_limit(office: Office) -> None:
    """A repeat spends no token, so a client that is over its limit can still learn what became of its request."""
    organization = office.organization("Over", limited=True)
    office.set_limit(organization, 1, 86_400_000)
    body = journal(idempotency_key="the only one")
    first = submit(office.admin, organization, body)
    assert faults(submit(office.admin, organization, journal())) == [("RL_001", "")]
    for _ in range(3):
        assert submit(office.admin, organization, body)["transaction_id"] == first["transaction_id"]


def test_request_is_not_kept(office: Office, caller: Connection, organization: UUID) -> None:
    """The key is bound to digests: no name and no text of the request is stored beside it."""
    submit(caller, organization, bill(account="5000", description="very secret words", idempotency_key="digests"))
    kept = value(
        office.admin,
        "SELECT row_to_json(k)::text FROM hera_internal.idempotency_key AS k WHERE key = 'digests' AND organization_id = %s",
        [organization],
    )
    assert "secret" not in kept
    assert "Acme" not in kept
