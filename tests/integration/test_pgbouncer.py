"""Two tenants share one server connection of a real PgBouncer in transaction mode."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, faults, journal, refused, submit, submit_batch, value
from support.pgbouncer import PgBouncer, program, version

pytestmark = pytest.mark.skipif(program() is None, reason="pgbouncer is not installed")

CONTEXT = "SELECT coalesce(current_setting('hera.context', true), '')"
NOBODY = [("AUTH_001", "p_organization_id")]


@dataclass
class Pool:
    """Organizations, a trusted login for them, a bound login, and connections through the pool."""

    office: Office
    organizations: list[UUID]
    trusted: str
    bound: str
    bouncer: PgBouncer
    connections: list[Connection]

    def connect(self, login: str | None = None, **options: Any) -> Connection:
        """A connection through the pool that never prepares statements unless asked to."""
        options = {"prepare_threshold": None, **options}
        connection = self.bouncer.connect(self.office.database.name, login or self.trusted, **options)
        self.connections.append(connection)
        return connection


@pytest.fixture(scope="module")
def shared(office: Office) -> Iterator[Pool]:
    """One PgBouncer for the module."""
    organizations = [office.organization("One"), office.organization("Two")]
    for organization in organizations:
        office.admin.execute("SELECT hera.grant_access(%s, NULL, 'ann', 'accountant')", [organization])
    trusted, bound = office.trusted(*organizations), office.login(organizations[0])
    settings: dict[str, Any] = {"max_prepared_statements": "50"} if version() >= (1, 21) else {}
    bouncer = PgBouncer(office.database.cluster, [trusted, bound], **settings)
    yield Pool(office, organizations, trusted, bound, bouncer, [])
    bouncer.stop()


@pytest.fixture
def pool(shared: Pool) -> Iterator[Pool]:
    """The pool; connections are closed after the test."""
    yield shared
    while shared.connections:
        shared.connections.pop().close()


def test_two_tenants_share_one_connection(pool: Pool, rng: random.Random) -> None:
    clients = [pool.connect() for _ in range(4)]
    backends = {value(client, "SELECT pg_backend_pid()") for client in clients}
    assert len(backends) == 1
    for step in range(40):
        client, organization = rng.choice(clients), rng.choice(pool.organizations)
        assert value(client, CONTEXT) == ""
        assert value(client, "SELECT hera_internal.current_org()") is None
        with client.transaction():
            client.execute("SELECT hera.set_context(%s, 'ann')", [organization])
            outcome = submit(client, organization, journal(idempotency_key=f"interleaved {step}"))
            assert outcome["status"] == "posted"
            assert value(client, "SELECT hera_internal.current_org()") == organization
        other = rng.choice(clients)
        assert faults(submit(other, organization, journal())) == NOBODY
    counted = [
        value(pool.office.admin, "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = %s", [o])
        for o in pool.organizations
    ]
    assert sum(counted) == 40
    assert min(counted) > 0


def test_concurrent_clients_never_mix(pool: Pool) -> None:
    """Threads wait for the one server connection; each sees its own organization only."""
    failures: list[str] = []

    def work(client: Connection, organization: UUID) -> None:
        try:
            for _ in range(10):
                with client.transaction():
                    client.execute("SELECT hera.set_context(%s, 'ann')", [organization])
                    if submit(client, organization, journal())["status"] != "posted":
                        failures.append("not posted")
                    if value(client, "SELECT hera_internal.current_org()") != organization:
                        failures.append("another organization")
                if value(client, CONTEXT) != "":
                    failures.append("context left behind")
        except psycopg.Error as error:
            failures.append(str(error))

    threads = [
        threading.Thread(target=work, args=(pool.connect(), organization))
        for organization in pool.organizations
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_context_of_a_single_statement_is_gone(pool: Pool) -> None:
    client = pool.connect()
    client.execute("SELECT hera.set_context(%s, 'ann')", [pool.organizations[0]])
    assert faults(submit(client, pool.organizations[0], journal())) == NOBODY


def test_setting_left_in_the_session_opens_nothing(pool: Pool) -> None:
    """A client that keeps its context with a session SET hands it to the next one, to whom it is worthless."""
    first, second = pool.connect(), pool.connect()
    with first.transaction():
        first.execute("SELECT hera.set_context(%s, 'ann')", [pool.organizations[0]])
        kept = value(first, CONTEXT)
        first.execute("SELECT set_config('hera.context', %s, false)", [kept])
        first.execute("SELECT set_config('hera.organization_id', %s, false)", [str(pool.organizations[0])])
    assert value(second, CONTEXT) == kept
    assert value(second, "SELECT hera_internal.current_org()") is None
    assert faults(submit(second, pool.organizations[0], journal())) == NOBODY
    with second.transaction():
        second.execute("SELECT hera.set_context(%s, 'ann')", [pool.organizations[1]])
        assert submit(second, pool.organizations[1], journal())["status"] == "posted"
    second.execute("RESET ALL")


def test_bound_login_needs_no_context(pool: Pool) -> None:
    first, second = pool.connect(pool.bound), pool.connect(pool.bound)
    one, two = pool.organizations
    assert submit(first, one, journal())["status"] == "posted"
    assert faults(submit(second, two, journal())) == [("AUTHZ_001", "p_organization_id")]
    assert [outcome["status"] for outcome in submit_batch(second, one, [journal(), journal()])] == ["posted"] * 2


def test_failed_transaction_leaves_nothing(pool: Pool) -> None:
    first, second = pool.connect(), pool.connect()
    with refused("22012"), first.transaction():
        first.execute("SELECT hera.set_context(%s, 'ann')", [pool.organizations[0]])
        first.execute("SELECT 1 / 0")
    assert value(second, CONTEXT) == ""


@pytest.mark.skipif(
    program() is not None and version() < (1, 21), reason="prepared statements came with PgBouncer 1.21"
)
def test_protocol_prepared_statements(pool: Pool) -> None:
    clients = [pool.connect(prepare_threshold=0) for _ in pool.organizations]
    for client, organization in zip(clients, pool.organizations, strict=True):
        for _ in range(3):
            with client.transaction():
                client.execute("SELECT hera.set_context(%s, 'ann')", [organization])
                assert submit(client, organization, journal())["status"] == "posted"
