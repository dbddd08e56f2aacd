"""Keys of programs, failed sign-ins that are counted whatever becomes of the call, lock-out, the organization platform."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

PLATFORM = UUID(int=0)
WRONG = "hera_0123456789abcdef_" + "0" * 64
# The guide's report, as it stands there: users whose sign-ins failed, by the documents of the platform.
GUIDE = """
    SELECT metadata ->> 'user_id' AS user_id, count(*) AS failed, max(created_at) AS last_failed
    FROM hera.universal_transactions
    WHERE transaction_type = 'auth_failure' AND created_at > now() - interval '24 hours'
    GROUP BY metadata ->> 'user_id'
"""


@dataclass
class Gate:
    """An organization, a login whose programs sign in by key, and the means to make failures."""

    office: Office
    organization: UUID
    login: str
    connections: dict[str, Connection] = field(default_factory=dict)

    @property
    def admin(self) -> Connection:
        return self.office.admin

    def connect(self) -> Connection:
        return self.office.connect(self.login)

    def key(self, actor: str, role: str | None = "integration", expires: str | None = None) -> str:
        query = "SELECT hera.create_api_key(%s, %s, %s, now() + %s::interval)"
        return str(value(self.admin, query, [self.organization, actor, role, expires]))

    def failures(self, user: str) -> list[tuple[Any, ...]]:
        return self.admin.execute(
            "SELECT failures, codes FROM hera.failed_authentications(24, 0) WHERE user_id = %s", [user]
        ).fetchall()

    def clear(self) -> None:
        """Forget what registers and tables hold of failures: tests must not lock each other out."""
        self.admin.execute(
            "SELECT setval('hera_internal.lock_out_' || n, 0), setval('hera_internal.sign_in_count_' || n, 0)"
            " FROM generate_series(0, 63) AS n"
        )
        self.admin.execute("DELETE FROM hera_internal.sign_in_failure")


@pytest.fixture(scope="module")
def everything(office: Office) -> Gate:
    organization = office.organization("Keys")
    login = office.login()
    office.admin.execute("SELECT hera.allow_tokens(%s::name, %s)", [login, [organization]])
    return Gate(office, organization, login)


@pytest.fixture
def gate(everything: Gate) -> Iterator[Gate]:
    everything.clear()
    yield everything
    everything.admin.execute(
        "SELECT hera.set_setting('lockout_' || n, NULL) FROM unnest('{window,duration,threshold}'::text[]) AS n"
    )
    everything.office.close()


def sign_in(connection: Connection, key: str) -> dict[str, Any]:
    answer = value(connection, "SELECT hera.authenticate_key(%s)", [key])
    assert isinstance(answer, dict)
    return answer


def fail(connection: Connection, key: str = WRONG, times: int = 1, state: str = "ZHA07") -> None:
    for _ in range(times):
        with refused(state), connection.transaction():
            sign_in(connection, key)


def wrong(key: str) -> str:
    """The same key with another secret."""
    return key[:-1] + ("0" if key[-1] != "0" else "1")


def test_a_key_acts_as_its_actor_and_only_its_hash_is_kept(gate: Gate) -> None:
    key = gate.key("robot")
    connection = gate.connect()
    with connection.transaction():
        answer = sign_in(connection, key)
        assert (answer["actor"], answer["role"], answer["organization_id"]) == (
            "robot", "integration", str(gate.organization),
        )  # fmt: skip
        assert submit(connection, gate.organization, journal())["status"] == "posted"
        shown = value(connection, "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        assert key not in shown
    with refused("ZHA01"), connection.transaction():
        submit(connection, gate.organization, journal(raise_on_error=True))
    listed = gate.admin.execute(
        "SELECT prefix, actor, in_force, last_used_at > now() - interval '1 hour' FROM hera.list_api_keys(%s)",
        [gate.organization],
    ).fetchall()
    assert (key.split("_")[1], "robot", True, True) in listed
    # Nowhere in any table, not even its secret part.
    tables = gate.admin.execute(
        "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind = 'r'"
        " AND c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
    ).fetchall()
    secret = key.split("_")[2]
    for (table,) in tables:
        query = f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s"
        assert value(gate.admin, query, [f"%{secret}%"]) == 0, table
    event = "SELECT count(*) FROM hera_internal.audit_leaf WHERE event = 'access.signed_in' AND detail ->> 'kid' = %s"
    sign_in(connection, key)
    assert value(gate.admin, event, [key.split("_")[1]]) == 1


def test_keys_that_are_accepted_no_more(gate: Gate) -> None:
    connection = gate.connect()
    key, short, once = gate.key("robot"), gate.key("robot", expires="0.3 s"), gate.key("gone", role="viewer")
    prefix = key.split("_")[1]
    sign_in(connection, short)
    gate.admin.execute("SELECT hera.revoke_api_key(%s, %s)", [gate.organization, prefix])
    with refused("ZHV10"):
        gate.admin.execute("SELECT hera.revoke_api_key(%s, %s)", [gate.organization, prefix])
    time.sleep(0.4)
    for bad in (key, short, wrong(gate.key("robot")), WRONG, key.upper(), key + " ", "hera_", "", "x" * 100_000):
        fail(connection, bad)
    gate.admin.execute("SELECT hera.revoke_access(%s, NULL, 'gone')", [gate.organization])
    fail(connection, once, state="ZHZ01")
    with refused("ZHZ01"):
        sign_in(gate.office.connect(gate.office.login()), gate.key("robot"))
    for actor, role, expires in (("stranger", None, None), ("robot", "king", None), ("robot", None, "-1 s")):
        with refused("ZHV10"):
            gate.key(actor, role, expires)
    gate.admin.execute("SELECT hera.record_sign_ins()")
    free = "SELECT count(*) FROM hera_internal.register WHERE purpose = %s"
    assert value(gate.admin, free, [f"key {prefix}"]) == 0


def test_other_members_make_no_keys(gate: Gate) -> None:
    other = gate.office.connect(gate.office.login(gate.organization, "accountant"))
    for call in ("create_api_key(%s, 'robot')", "revoke_api_key(%s, 'x')", "unlock_actor(%s, 'robot')"):
        with refused("ZHZ01"):
            other.execute(f"SELECT hera.{call}".encode(), [gate.organization])
    with refused("42501"):
        other.execute("SELECT * FROM hera_internal.api_key")


@pytest.mark.parametrize("exists", [True, False])
def test_repeated_failure_locks_out_and_does_not_tell_what_exists(gate: Gate, exists: bool) -> None:
    good = gate.key("robot")
    bad = wrong(good) if exists else WRONG
    connection = gate.connect()
    fail(connection, bad, 5)
    fail(connection, bad, state="ZHA06")
    if exists:
        fail(connection, good, state="ZHA06")
        sign_in(connection, gate.key("robot"))  # Another key of the same actor is not locked.
        assert value(gate.admin, "SELECT hera.unlock_actor(%s, 'robot')", [gate.organization]) is True
        sign_in(connection, good)
        assert value(gate.admin, "SELECT hera.unlock_actor(%s, 'robot')", [gate.organization]) is False


def test_a_lock_ends_and_a_window_forgets(gate: Gate) -> None:
    for name in ("lockout_window", "lockout_duration"):
        gate.admin.execute("SELECT hera.set_setting(%s, '1')", [name])
    good = gate.key("robot")
    connection = gate.connect()
    fail(connection, wrong(good), 4)
    time.sleep(2.1)
    fail(connection, wrong(good), 4)
    sign_in(connection, good)
    gate.admin.execute("SELECT hera.set_setting('lockout_window', '60')")
    fail(connection, wrong(good))
    fail(connection, good, state="ZHA06")
    time.sleep(2.1)
    sign_in(connection, good)


def test_failures_survive_the_rollback_and_are_written_once(gate: Gate) -> None:
    good = gate.key("rolled_back")
    connection = gate.connect()
    with pytest.raises(ZeroDivisionError), connection.transaction():
        for _ in range(3):
            with refused("ZHA07"), connection.transaction():
                sign_in(connection, wrong(good))
        # The one that writes its failure itself loses what it wrote, not what it counted.
        assert value(connection, "SELECT hera.try_authenticate(%s)", [wrong(good)])["errors"]
        raise ZeroDivisionError
    before = "SELECT count(*) FROM hera_internal.sign_in_failure WHERE user_id = 'rolled_back'"
    assert value(gate.admin, before) == 0
    written = value(gate.admin, "SELECT (hera.perform_job('record_sign_ins') -> 0 ->> 'written')::int")
    assert written >= 1
    assert gate.failures("rolled_back") == [(4, ["AUTH_007"])]
    assert value(gate.admin, "SELECT hera.record_sign_ins()") == 0
    assert value(gate.admin, "SELECT hera.record_sign_ins()") == 0
    assert gate.failures("rolled_back") == [(4, ["AUTH_007"])]


def test_a_call_that_commits_writes_its_failure_itself(gate: Gate) -> None:
    good = gate.key("caught")
    connection = gate.connect()
    query = "SELECT hera.try_authenticate(%s)"
    for _ in range(2):
        answer = value(connection, query, [wrong(good)])
        assert answer["errors"][0]["code"] == "AUTH_007"
    rows = gate.admin.execute("SELECT failures FROM hera_internal.sign_in_failure WHERE user_id = 'caught'").fetchall()
    assert rows in ([(2,)], [(1,), (1,)])
    gate.admin.execute("SELECT hera.record_sign_ins()")
    assert gate.failures("caught") == [(2, ["AUTH_007"])]
    with connection.transaction():
        assert value(connection, query, [good])["actor"] == "caught"
        assert value(connection, query, [wrong(good)])["errors"]
        # A refusal closes what was open.
        outcome = submit(connection, gate.organization, journal())
        assert outcome["errors"][0]["code"] == "AUTH_001"
    assert value(connection, query, ["no token"])["errors"][0]["code"] == "AUTH_002"
    assert gate.failures(gate.login) == [(2, ["AUTH_001", "AUTH_002"])]


def test_the_guide_reports_who_failed(gate: Gate) -> None:
    good = gate.key("noisy")
    connection = gate.connect()
    fail(connection, wrong(good), 5)
    fail(connection, wrong(good), 2, state="ZHA06")
    gate.admin.execute("SELECT hera.record_sign_ins()")
    found = {row[0]: row[1:] for row in gate.admin.execute(GUIDE.encode()).fetchall()}
    assert found["noisy"][0] in (2, 3, 4)  # One a code and minute.
    report = gate.admin.execute("SELECT user_id, failures FROM hera.failed_authentications()").fetchall()
    assert ("noisy", 7) in report
    assert gate.admin.execute("SELECT * FROM hera.failed_authentications(24, 7)").fetchall() == []
    for arguments in ([0, 5], [None, 5], [24, -1]):
        with refused("ZHV10"):
            gate.admin.execute("SELECT * FROM hera.failed_authentications(%s, %s)", arguments)


def test_what_nobody_proves_is_the_logins_and_locks_nobody_else_out(gate: Gate) -> None:
    connection = gate.connect()
    with refused("ZHZ01"):
        connection.execute("SELECT hera.set_context(%s, 'robot')", [gate.organization])
    fail(connection)
    gate.admin.execute("SELECT hera.record_sign_ins()")
    assert gate.failures(gate.login) == [(2, ["AUTHZ_001", "AUTH_007"])]
    assert gate.failures("robot") == []


def test_invented_names_do_not_use_the_registers_up(gate: Gate) -> None:
    good = gate.key("target")
    connection = gate.connect()
    fail(connection, wrong(good), 5)
    pool = "SELECT count(*) FROM hera_internal.register"
    before = value(gate.admin, pool)
    for number in range(300):
        fail(connection, f"hera_{number:016x}_{'0' * 64}")
    assert value(gate.admin, pool) == before
    fail(connection, good, state="ZHA06")


def test_failures_at_once_are_all_counted(gate: Gate) -> None:
    """By four connections: each is in the registers, or was dropped after its 50 ms and is counted there."""
    gate.admin.execute("SELECT hera.set_setting('lockout_threshold', '0')")
    bad = wrong(gate.key("crowd"))
    query = "SELECT coalesce(pg_sequence_last_value('hera_internal.sign_in_dropped'), 0)"
    dropped = value(gate.admin, query)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(fail, gate.connect(), bad, 5) for _ in range(4)]:
            done.result()
    gate.admin.execute("SELECT hera.set_setting('lockout_threshold', NULL)")
    counted = gate.failures("crowd")[0][0]
    assert counted + value(gate.admin, query) - dropped == 20


def test_nobody_holds_the_counting_up(gate: Gate) -> None:
    connection = gate.connect()
    with gate.office.database.connect() as holder:
        holder.execute("SELECT pg_advisory_lock(1212502594, 0)")
        fail(connection, times=2)
    dropped = value(gate.admin, "SELECT pg_sequence_last_value('hera_internal.sign_in_dropped')")
    assert dropped >= 2


def test_the_platform_keeps_no_books_and_shows_nothing_to_tenants(gate: Gate) -> None:
    fail(gate.connect(), wrong(gate.key("robot")))
    gate.admin.execute("SELECT hera.record_sign_ins()")
    rows = gate.admin.execute(
        "SELECT posting_status, line_count, number_series, period FROM hera.universal_transactions"
        " WHERE organization_id = %s", [PLATFORM],
    ).fetchall()  # fmt: skip
    assert set(rows) == {("voided", 0, None, None)}
    owner = gate.office.login(gate.organization, "owner")
    tenant = gate.office.connect(owner)
    with refused("ZHZ01"):
        tenant.execute("SELECT * FROM hera.list_transactions(%s)", [PLATFORM])
    with refused("42501"):
        tenant.execute("SELECT * FROM hera.failed_authentications()")
    gate.admin.execute("SELECT hera.grant_access(%s, %s::name, 'chief', 'owner')", [PLATFORM, owner])
    outcome = submit(tenant, PLATFORM, journal())
    assert outcome["errors"][0]["code"] == "AUTHZ_003"
    auditor = gate.office.login(PLATFORM, "auditor", groups=("hera_auditor",))
    gate.admin.execute("SELECT hera.revoke_access(%s, %s::name, 'chief')", [PLATFORM, owner])
    reader = gate.office.connect(auditor)
    with reader.transaction():
        reader.execute("SELECT hera.set_context(%s, %s)", [PLATFORM, auditor])
        assert value(reader, "SELECT count(*) FROM hera_bi.transactions WHERE transaction_type = 'auth_failure'") > 0
    failed = gate.admin.execute("SELECT check_name, detail FROM hera.verify(%s) WHERE NOT ok", [PLATFORM]).fetchall()
    assert failed == []
    with pytest.raises(psycopg.Error, match="changes|LED_003|never"):
        gate.admin.execute(
            "UPDATE hera.universal_transactions SET metadata = '{}' WHERE organization_id = %s", [PLATFORM]
        )
