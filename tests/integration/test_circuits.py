"""Circuit breakers: the protocol against a twin, and what rollback, concurrency and held locks do to them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from support.circuit_twin import Circuit
from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, value

NEXT = "SELECT n.value, n.answer FROM hera_internal.next_circuit(%s, %s, %s, %s) AS n"
START = 1_790_000_000_000


def protected(office: Office, **changes: int) -> tuple[UUID, Connection]:
    """An organization with a circuit named bank, and a connection of a member."""
    organization = office.organization("Circuits")
    for name, number in changes.items():
        office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, str(number), organization])
    office.admin.execute("SELECT hera.define_circuit(%s, 'bank')", [organization])
    return organization, office.connect(office.login(organization))


def allow(connection: Connection, organization: UUID) -> tuple[Any, ...]:
    row = connection.execute(
        "SELECT allowed, state, probe FROM hera.circuit_allow(%s, 'bank')", [organization]
    ).fetchone()
    assert row is not None
    return row


def report(connection: Connection, organization: UUID, success: bool) -> Any:
    return value(connection, "SELECT hera.circuit_report(%s, 'bank', %s)", [organization, success])


def test_the_protocol_is_that_of_its_twin(office: Office, scaled: Callable[[int], int]) -> None:
    steps = st.lists(
        st.tuples(st.sampled_from(["allow", "success", "failure", "look"]), st.integers(-5_000, 40_000)), max_size=40
    )

    @settings(max_examples=scaled(10_000), deadline=None)
    @given(steps, st.integers(1, 8), st.integers(1, 4))
    def check(steps: list[tuple[str, int]], threshold: int, needed: int) -> None:
        twin = Circuit(threshold, 60_000, 30_000, needed)
        rule = json.dumps({
            "ai_circuit_breaker_threshold": threshold, "circuit_breaker_window": 60_000,
            "circuit_breaker_open": 30_000, "circuit_breaker_successes": needed,
        })  # fmt: skip
        now, register = START, 0
        for step, later in steps:
            now += later
            register, answer = office.admin.execute(NEXT, [register, step, now, rule]).fetchone() or (0, "")
            state, failures, successes, allowed, probe, _ = answer.strip("()").split(",")
            if step == "allow":
                before = twin.state
                assert (allowed == "t") == twin.allow(now)
                assert (probe == "t") == (before != "closed" and allowed == "t")
            elif step == "success":
                twin.success()
            elif step == "failure":
                twin.failure(now)
            assert state == twin.state
            if state == "closed":
                assert int(failures) == twin.count(now)
            elif state == "half_open":
                assert int(successes) == twin.successes

    check()


def test_five_failures_open_it_and_three_probes_close_it(office: Office) -> None:
    organization, connection = protected(office, circuit_breaker_open=300)
    for _ in range(4):
        assert report(connection, organization, False) == "closed"
        assert allow(connection, organization) == (True, "closed", False)
    assert report(connection, organization, False) == "open"
    assert allow(connection, organization)[0] is False
    time.sleep(0.35)
    for number in range(3):
        assert allow(connection, organization) == (True, "half_open", True)
        assert allow(connection, organization)[0] is False
        assert report(connection, organization, True) == ("closed" if number == 2 else "half_open")
    assert allow(connection, organization) == (True, "closed", False)


def test_a_failed_probe_opens_it_again_and_a_lost_one_is_given_anew(office: Office) -> None:
    organization, connection = protected(office, circuit_breaker_open=200, ai_circuit_breaker_threshold=1)
    assert report(connection, organization, False) == "open"
    time.sleep(0.25)
    assert allow(connection, organization)[2] is True
    assert report(connection, organization, False) == "open"
    time.sleep(0.25)
    assert allow(connection, organization)[2] is True
    assert allow(connection, organization)[0] is False
    time.sleep(0.25)
    assert allow(connection, organization) == (True, "half_open", True)


def test_failures_count_although_the_caller_rolls_back(office: Office) -> None:
    organization, connection = protected(office)
    for _ in range(5):
        with connection.transaction(force_rollback=True):
            report(connection, organization, False)
    assert allow(connection, organization)[1] == "open"
    other, elsewhere = protected(office)
    assert allow(elsewhere, other)[1] == "closed"


def test_of_many_at_once_one_gets_the_probe(office: Office) -> None:
    organization, connection = protected(office, circuit_breaker_open=400, ai_circuit_breaker_threshold=1)
    login, clients = office.login(organization), 8
    report(connection, organization, False)
    barrier = threading.Barrier(clients)

    def ask(_: int) -> list[tuple[Any, ...]]:
        with office.database.connect(login) as client:
            allow(client, organization)
            barrier.wait()
            time.sleep(0.45)
            barrier.wait()
            return [allow(client, organization) for _ in range(5)]

    with ThreadPoolExecutor(clients) as pool:
        answers = [answer for some in pool.map(ask, range(clients)) for answer in some]
    known = [answer for answer in answers if answer[1] != "unknown"]
    assert sum(answer[2] for answer in known) == 1
    assert sum(answer[0] for answer in known) == 1


def test_failures_at_once_are_all_counted(office: Office) -> None:
    organization, _ = protected(office, ai_circuit_breaker_threshold=90)
    login, clients = office.login(organization), 4
    barrier = threading.Barrier(clients)

    def fail(_: int) -> int:
        with office.database.connect(login) as client:
            allow(client, organization)
            barrier.wait()
            return sum(report(client, organization, False) != "unknown" for _ in range(3))

    with ThreadPoolExecutor(clients) as pool:
        reported = sum(pool.map(fail, range(clients)))
    row = office.admin.execute(
        "SELECT failures FROM hera.circuit_status(%s) WHERE name = 'bank'", [organization]
    ).fetchone()
    assert row == (reported,)


def test_a_lock_that_somebody_holds_stalls_nobody_for_long(office: Office) -> None:
    organization, connection = protected(office)
    register = value(office.admin, "SELECT register FROM hera_internal.circuit WHERE organization_id = %s AND name = 'bank'",
                     [organization])  # fmt: skip
    with office.database.connect(office.login(None)) as holder:
        holder.execute("SELECT pg_advisory_lock(1212502593, %s)", [register])
        assert allow(connection, organization) == (True, "closed", False)
        assert report(connection, organization, False) == "unknown"
    assert value(connection, "SELECT current_setting('lock_timeout')") == "0"


def test_where_nothing_can_be_written(office: Office) -> None:
    organization, connection = protected(office, ai_circuit_breaker_threshold=1)
    with connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        assert allow(connection, organization) == (True, "closed", False)
        assert report(connection, organization, False) == "unknown"


def test_names_and_rights(office: Office) -> None:
    organization, connection = protected(office)
    office.admin.execute("SELECT hera.define_circuit(%s, 'bank')", [organization])
    rows = office.admin.execute("SELECT name, state FROM hera.circuit_status(%s)", [organization]).fetchall()
    assert rows == [("bank", "closed"), ("classification", "closed")]
    with refused("ZHZ01"):
        connection.execute("SELECT hera.define_circuit(%s, 'other')", [organization])
    with refused("ZHV10"):
        office.admin.execute("SELECT hera.define_circuit(%s, 'No')", [organization])
    with refused("ZHV10"):
        connection.execute("SELECT * FROM hera.circuit_allow(%s, 'nothing')", [organization])
    stranger = office.connect(office.login(office.organization("Elsewhere")))
    with refused("ZHZ01"):
        stranger.execute("SELECT * FROM hera.circuit_allow(%s, 'bank')", [organization])


def test_a_broken_model_lets_intake_go_on(office: Office) -> None:
    organization = office.organization("Broken model")
    connection = office.connect(office.login(organization))
    with office.database.connect() as owner:
        owner.execute("ALTER FUNCTION hera_internal.choose_account RENAME TO choose_account_kept")
        try:
            outcomes = [
                submit(connection, organization, bill(counterparty=f"Shop {n}", description="x")) for n in range(6)
            ]
            stated = submit(connection, organization, journal())
        finally:
            owner.execute("ALTER FUNCTION hera_internal.choose_account_kept RENAME TO choose_account")
    for outcome in outcomes:
        assert outcome["status"] == "manual_required"
        assert [fault["code"] for fault in outcome["errors"]] == ["CB_001"]
    reasons = [outcome["explanation"]["circuit"]["reason"] for outcome in outcomes]
    assert all(reason.startswith("42883") for reason in reasons[:5])
    assert reasons[5].startswith("next try in")
    assert (stated["status"], stated["errors"]) == ("posted", [])
    state = office.admin.execute(
        "SELECT state FROM hera.circuit_status(%s) WHERE name = 'classification'", [organization]
    ).fetchone()
    assert state == ("open",)
    office.admin.execute("SELECT hera.set_setting('circuit_breaker_open', '10', %s)", [organization])
    time.sleep(0.05)
    healed = [submit(connection, organization, bill(counterparty=f"Shop {n}", description="x")) for n in range(3)]
    assert [outcome["errors"] for outcome in healed] == [[]] * 3
    state = office.admin.execute(
        "SELECT state FROM hera.circuit_status(%s) WHERE name = 'classification'", [organization]
    ).fetchone()
    assert state == ("closed",)
