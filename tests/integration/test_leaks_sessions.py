"""Nothing of a tenant at work reaches another session: not by notifications, locks, activity, a shared pool or dblink."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from support.databases import Connection
from support.leaks.world import World
from support.office import Office, faults, journal, refused, submit, value
from support.patience import patient
from support.pgbouncer import PgBouncer, program

ROUNDS = 1_000
WATCHED = (
    "pg_locks", "pg_stat_activity", "pg_prepared_xacts", "pg_cursors", "pg_prepared_statements", "pg_stat_progress_copy",
    "pg_stat_user_tables", "pg_stats", "pg_stats_ext", "pg_db_role_setting", "pg_stat_replication", "pg_stat_user_functions",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(office: Office, seed: int) -> World:
    return World(office, random.Random(seed ^ 1))


@contextmanager
def victim_at_work(world: World) -> Iterator[None]:
    """The victim submits all the time, with its marks in statements and parameters."""
    stop = threading.Event()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with world.office.database.connect(world.victim.login) as connection:
                number = 0
                while not stop.is_set():
                    number += 1
                    body = {"counterparty": f"{world.mark} busy", "description": f"{world.mark} {number}"}
                    request = {"transaction_type": "bill", "total_amount": 731_090_017, "account": "5000", **body}
                    with connection.transaction():
                        submit(connection, world.victim.organization, request)
                        connection.execute(f"SELECT '{world.mark} in a statement', pg_sleep(0.002)".encode())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()
    assert failures == []


def channels(admin: Connection) -> list[str]:
    """Every name that a function notifies of, and what one would guess."""
    rows = admin.execute(
        r"""
        SELECT DISTINCT m[1] FROM pg_proc AS p
        CROSS JOIN LATERAL regexp_matches(p.prosrc, '(?:pg_notify\(\s*''|NOTIFY\s+)([a-z_]+)', 'g') AS m
        WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
        """
    ).fetchall()
    return sorted({row[0] for row in rows} | {"hera", "hera_internal", "audit", "transactions", "documents", "cache"})


@patient
def test_nothing_is_heard_or_seen_of_a_tenant_at_work(
    world: World, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    listeners = {name: world.connect(world.names[name]) for name in ("owner", "bi", "auditor", "nobody")}
    for listener in listeners.values():
        for channel in channels(world.office.admin):
            listener.execute(f"LISTEN {channel}".encode())
    rounds = scaled(ROUNDS)
    seen = 0
    with victim_at_work(world):
        for number in range(max(rounds, len(WATCHED))):
            name, listener = world.rng.choice(list(listeners.items()))
            relation = WATCHED[number % len(WATCHED)]
            text = "\n".join(row[0] for row in listener.execute(f"SELECT r::text FROM {relation} AS r".encode()))
            assert not world.secrets.found(text), (name, relation)
            seen += len(text)
            for notification in listener.notifies(timeout=0):
                assert not world.secrets.found(f"{notification.channel} {notification.payload}")
    assert seen
    record_figure("leaks: statistics and locks of a tenant at work", max(rounds, len(WATCHED)), "looks", "0 leaks")


def test_dblink_leads_nowhere(world: World) -> None:
    """An administrator who installs dblink for everybody opens no way round the login."""
    admin = world.office.admin
    if admin.execute("SELECT FROM pg_available_extensions WHERE name = 'dblink'").fetchone() is None:
        pytest.skip("dblink is not installed")
    admin.execute("CREATE SCHEMA dblink")
    admin.execute("CREATE EXTENSION dblink SCHEMA dblink")
    admin.execute("GRANT USAGE ON SCHEMA dblink TO PUBLIC")
    database = world.office.database
    for login in ("owner", "bi", "nobody"):
        connection = world.connect(world.names[login])
        for user in ("postgres", "hera_owner", world.victim.login):
            target = f"host={database.cluster.socket} dbname={database.name} user={user}"
            for call, parameters in (
                ("dblink.dblink(%s, 'SELECT name FROM hera.core_entities') AS x (name text)", [target]),
                ("dblink.dblink_connect(%s)", [target]),
                ("dblink.dblink_connect_u(%s)", [target]),
            ):
                with pytest.raises(psycopg.Error) as caught:
                    connection.execute(f"SELECT * FROM {call}".encode(), parameters)
                assert caught.value.sqlstate in ("2F003", "42501"), caught.value


@patient
@pytest.mark.skipif(program() is None, reason="pgbouncer is not installed")
def test_a_shared_pool_gives_nothing_of_the_other_tenant(
    world: World, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    """One login of an application server for both tenants, one server connection: what a context left is not there."""
    office, victim = world.office, world.victim
    trusted = office.trusted(victim.organization, world.own, groups=("hera_app", "hera_bi"))
    bouncer = PgBouncer(office.database.cluster, [trusted])
    rounds = scaled(ROUNDS)
    try:
        theirs, mine = (bouncer.connect(office.database.name, trusted, prepare_threshold=None) for _ in range(2))
        backends = {value(client, "SELECT pg_backend_pid()") for client in (theirs, mine)}
        assert len(backends) == 1
        for _ in range(rounds):
            with theirs.transaction(force_rollback=world.rng.random() < 0.3):
                theirs.execute("SELECT hera.set_context(%s, %s)", [victim.organization, victim.actor])
                theirs.execute("SELECT count(*) FROM hera_bi.transactions")
            assert faults(submit(mine, victim.organization, journal())) == [("AUTH_001", "p_organization_id")]
            with mine.transaction():
                assert value(mine, "SELECT coalesce(current_setting('hera.context', true), '')") == ""
                if world.rng.random() < 0.5:
                    mine.execute("SELECT hera.set_context(%s, %s)", [world.own, world.attacker.actor])
                view = world.rng.choice(
                    ["transactions", "transaction_lines", "accounts", "organizations", "account_days"]
                )
                rows = mine.execute(f"SELECT r::text FROM hera_bi.{view} AS r".encode()).fetchall()
                assert not world.secrets.found("\n".join(row[0] for row in rows)), view
            with refused("42501"):
                mine.execute("SELECT * FROM hera_internal.context_key")
        record_figure("leaks: turns of a shared pool", rounds, "turns", "0 leaks")
        for client in (theirs, mine):
            client.close()
    finally:
        bouncer.stop()
