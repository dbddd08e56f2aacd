"""A physical standby answers what only reads."""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import jwt
import psycopg
import pytest
from psycopg.types.json import Jsonb

from hera.server.cluster import Cluster
from support.books import open_books, submit, trial_balance
from support.databases import Connection
from support.scratch import remove_cluster, scratch_directory


@pytest.fixture(scope="module")
def pair(new_server: Any, releases: Any) -> Iterator[tuple[Any, str, Cluster, UUID]]:
    """A primary with books and a standby of it."""
    server = new_server(releases.present, settings={"max_wal_senders": "4", "hot_standby": "on"})
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        organization = open_books(connection)
        submit(connection, organization, 7)
    standby = Cluster(server.place, scratch_directory("standby"), {**server.cluster.settings})
    done = subprocess.run(
        [str(server.place.bindir / "pg_basebackup"), "-R", "-X", "stream", "-c", "fast", "-D", str(standby.data),
         "-d", server.cluster.dsn("postgres")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.fail(done.stderr)
    if os.getuid() == 0:
        for path in [standby.data, *standby.data.rglob("*")]:
            os.chown(path, *server.place.owner(server.cluster.data), follow_symlinks=False)
    standby.start()
    yield server, name, standby, organization
    remove_cluster(standby)


def follow(server: Any, name: str, standby: Connection) -> None:
    """Wait until the standby has seen all that the primary has done.

    What only read may have left log behind (a pruned page) that nothing writes out before the next COMMIT, so this commits."""
    with server.connect(name) as primary:
        primary.execute("SET synchronous_commit = on")
        primary.execute("SELECT pg_logical_emit_message(true, 'follow', '')")
        row = primary.execute("SELECT pg_current_wal_flush_lsn()::text").fetchone()
    assert row is not None
    for _ in range(600):
        if standby.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [row[0]]).fetchone() == (True,):
            return
        time.sleep(0.05)
    pytest.fail("the standby does not follow")


@pytest.fixture
def standby(pair: tuple[Any, str, Cluster, UUID]) -> Iterator[tuple[Connection, UUID]]:
    """A connection to the standby, which has seen everything."""
    server, name, cluster, organization = pair
    with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        follow(server, name, connection)
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        yield connection, organization


def test_reports_and_status(standby: tuple[Connection, UUID], pair: tuple[Any, str, Cluster, UUID]) -> None:
    connection, organization = standby
    server, name, _, _ = pair
    with server.connect(name) as primary:
        assert trial_balance(connection, organization) == trial_balance(primary, organization)
    assert trial_balance(connection, organization)
    states = connection.execute("SELECT DISTINCT state FROM hera.migration_status()").fetchall()
    assert states == [("applied",)]
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []


def test_transactions_can_be_listed(standby: tuple[Connection, UUID]) -> None:
    connection, organization = standby
    rows = connection.execute("SELECT * FROM hera.list_transactions(%s, '{}', NULL, 10)", [organization]).fetchall()
    assert len(rows) == 1


def test_alerts_and_the_doctor_answer(standby: tuple[Connection, UUID]) -> None:
    """What a standby cannot know is unknown: registers are not read there, the rest is."""
    connection, _ = standby
    states = dict(connection.execute("SELECT name, state FROM hera.alerts()").fetchall())
    assert (states["breaker_open"], states["standby_missing"], states["replication_lag"]) == ("unknown", "ok", "ok")
    for call in ("morning()", "doctor()", "service_levels()", "rotations()", "prometheus_rules()"):
        assert connection.execute(f"SELECT * FROM hera.{call}".encode()).fetchall()


def test_it_is_healthy_and_has_metrics(standby: tuple[Connection, UUID]) -> None:
    """What only counters and unlogged tables know is left out; nothing is an error."""
    connection, organization = standby
    for kind in ("liveness", "startup", "readiness", "detailed"):
        row = connection.execute("SELECT hera.health(%s)", [kind]).fetchone()
        assert row is not None
        checks = {check["name"]: check for check in row[0]["checks"]}
        assert row[0]["status"] != "failed"
        assert checks["server"]["value"] == "standby"
    row = connection.execute("SELECT hera.metrics()").fetchone()
    assert row is not None
    assert "database_size_bytes" in row[0]
    assert "operations_success_total" not in row[0]
    assert connection.execute("SELECT hera.cache_get(%s, 'x')", [organization]).fetchone() == (None,)
    asked = connection.execute("SELECT allowed, state FROM hera.circuit_allow(%s, 'classification')", [organization])
    assert asked.fetchone() == (True, "unknown")


def test_a_token_is_verified(pair: tuple[Any, str, Cluster, UUID], standby: tuple[Connection, UUID]) -> None:
    server, name, cluster, organization = pair
    secret = secrets.token_bytes(32)
    key = base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
    with server.connect(name) as primary:
        primary.execute("CREATE ROLE reader LOGIN")
        primary.execute("GRANT hera_app TO reader")
        primary.execute("SELECT hera.grant_access(%s, NULL, 'ann', 'viewer')", [organization])
        primary.execute("SELECT hera.allow_tokens('reader', %s)", [[organization]])
        primary.execute("SELECT hera.add_token_key('k', %s)", [Jsonb({"kty": "oct", "k": key})])
    follow(server, name, standby[0])
    claims = {"sub": "ann", "organization_id": str(organization), "exp": time.time() + 600}
    token = jwt.encode(claims, secret, "HS256", headers={"kid": "k"})
    with psycopg.connect(cluster.dsn(name, "reader")) as connection:
        for _ in range(2):
            connection.execute("SELECT hera.authenticate(%s)", [token])
        assert trial_balance(connection, organization)


def test_nothing_is_written(standby: tuple[Connection, UUID]) -> None:
    connection, organization = standby
    assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        submit(connection, organization, 8)
