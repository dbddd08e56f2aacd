"""The row of a login says what the tables of members, permissions and organizations say, whoever changes them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

# As requests once asked the tables themselves.
WANTED = (
    "SELECT b.organization_id, b.login, m.role, (SELECT array_agg(p.permission ORDER BY p.permission)"
    " FROM hera_internal.role_permission AS p WHERE p.role = m.role), o.limit_register, o.limit_requests, o.limit_interval,"
    " o.limit_tolerance FROM hera_internal.login_binding AS b LEFT JOIN hera_internal.organization_member AS m"
    " ON m.organization_id = b.organization_id AND m.actor = b.actor LEFT JOIN hera.core_organizations AS o"
    " ON o.organization_id = b.organization_id AND NOT o.has_rate_limits AND EXISTS (SELECT"
    " FROM hera_internal.role_permission AS p WHERE p.role = m.role AND p.permission = 'transactions.read')"
    " WHERE b.organization_id = ANY (%s) ORDER BY 1, 2"
)
FOUND = (
    "SELECT b.organization_id, b.login, b.role, b.permissions, b.limit_register, b.limit_requests, b.limit_interval,"
    " b.limit_tolerance FROM hera_internal.login_binding AS b WHERE b.organization_id = ANY (%s) ORDER BY 1, 2"
)
ROLES = ("owner", "accountant", "approver", "auditor", "viewer", "integration", "clerk", "blind")
CHECK = "SELECT remaining FROM hera.check_rate_limit(%s)"


def access(admin: Connection, *organizations: UUID) -> list[Any]:
    """What the rows of logins say, which is what the tables say."""
    found = admin.execute(FOUND, [list(organizations)]).fetchall()
    assert found == admin.execute(WANTED, [list(organizations)]).fetchall()
    assert value(admin, "SELECT count(*) FROM hera_internal.stale_access()") == 0
    return found


def actor_of(office: Office, organization: UUID, login: str) -> str:
    return str(
        value(office.admin, "SELECT actor FROM hera.list_access(%s) WHERE %s = ANY (logins)", [organization, login])
    )


def change(rng: random.Random, organization: UUID, logins: list[str]) -> tuple[str, list[Any]]:
    """One change of what the rows are derived from, through functions or behind them."""
    actor, login = rng.choice("abcd"), rng.choice(logins)
    grant = "SELECT hera.grant_access(%s, %s::name, %s, %s)"
    behind = "UPDATE hera_internal.{} WHERE organization_id = %s AND {} = %s"
    changes: list[tuple[str, list[Any]]] = [
        (grant, [organization, login, actor, rng.choice(ROLES)]),
        (grant, [organization, None, actor, rng.choice(ROLES)]),
        ("SELECT hera.revoke_access(%s, %s::name)", [organization, login]),
        ("SELECT hera.revoke_access(%s, %s::name, %s)", [organization, login, actor]),
        ("SELECT hera.trust_login(%s::name, %s)", [login, [organization]]),
        ("SELECT hera.copy_login(%s::name, %s::name)", [login, rng.choice(logins)]),
        ("SELECT hera.set_setting('rate_limit_max_requests', %s, %s)", [str(rng.randint(1, 9)), organization]),
        ("SELECT hera.set_setting('rate_limit_burst', %s)", [str(rng.randint(1, 9))]),
        ("SELECT hera.set_setting('rate_limit_window', %s, %s)", [rng.choice(("1000", "2000", None)), organization]),
        ("SELECT hera.set_setting('rate_limit_algorithm', %s, %s)", [rng.choice(("gcra", "sliding_window")), organization]),
        ("SELECT hera.set_setting('rate_limit_actor_max_requests', %s, %s)", [rng.choice("0005"), organization]),
        ("SELECT hera.set_rate_limit(%s, %s, p_operation => 'export')", [organization, rng.choice((None, 5))]),
        ("DELETE FROM hera_internal.role_permission WHERE role = %s AND permission < %s", [rng.choice(ROLES), rng.choice("bmz")]),
        ("INSERT INTO hera_internal.role_permission SELECT %s, unnest('{audit.read,transactions.read}'::text[])"
         " ON CONFLICT DO NOTHING", [rng.choice(ROLES[:6])]),
        (behind.format(f"organization_member SET role = '{rng.choice(ROLES)}'", "actor"), [organization, actor]),
        (behind.format("login_binding SET permissions = '{access.manage}', limit_requests = 7", "login"), [organization, login]),
        ("DELETE FROM hera_internal.login_binding WHERE organization_id = %s AND login = %s", [organization, login]),
    ]  # fmt: skip
    return rng.choice(changes)


def test_rows_follow_every_change(office: Office, seed: int, scaled: Any) -> None:
    rng = random.Random(seed)
    organizations = [office.organization(f"Follow {number}") for number in range(3)]
    logins = [office.login(organizations[0]) for _ in range(4)]
    for organization in organizations:
        for role in ("clerk", "blind"):
            office.admin.execute("SELECT hera.define_role(%s, %s, '{transactions.read}')", [organization, role])
    said = set()
    # What HERA's roles permit is put back at the end.
    with office.admin.transaction(force_rollback=True):
        for _ in range(max(scaled(5_000), 250)):
            statement, parameters = change(rng, rng.choice(organizations), logins)
            try:
                with office.admin.transaction(force_rollback=rng.random() < 0.1):
                    office.admin.execute(statement.encode(), parameters)
            except psycopg.Error as error:
                # Nothing to take away, or the same login twice.
                assert error.sqlstate == "ZHV10", (statement, parameters, error)
            said |= {str(row[2:4] + row[5:6]) for row in access(office.admin, *organizations)}
    assert len(said) > 8
    access(office.admin, *organizations)


@contextmanager
def two(office: Office, isolation: psycopg.IsolationLevel) -> Iterator[tuple[Connection, Connection]]:
    """Two operators whose transactions stay open, the second one at this level."""
    with office.database.connect() as first, office.database.connect() as second:
        second.isolation_level = isolation
        for connection in (first, second):
            connection.autocommit = False
        yield first, second
        for connection in (first, second):
            connection.rollback()


LEVELS = (psycopg.IsolationLevel.READ_COMMITTED, psycopg.IsolationLevel.REPEATABLE_READ)
# What a second operator does while a first one binds a login to the actor, by functions and behind them.
MEANWHILE = {
    "grant": "SELECT hera.grant_access(%(org)s, NULL, %(actor)s, 'viewer')",
    "role": "UPDATE hera_internal.organization_member SET role = 'viewer' WHERE organization_id = %(org)s AND actor = %(actor)s",
    "limit": "SELECT hera.set_setting('rate_limit_max_requests', '77', %(org)s)",
    "server": "SELECT hera.set_setting('rate_limit_max_requests', '78')",
    "limits": "SELECT hera.set_rate_limit(%(org)s, 5, p_operation => 'export')",
}


def second_waits(waiting: Future[Any], first: Connection, second: Connection, level: psycopg.IsolationLevel) -> None:
    """What the second connection does waits for the first, and fails where it cannot see what that did."""
    with pytest.raises(TimeoutError):
        waiting.result(timeout=0.3)
    first.commit()
    if level is psycopg.IsolationLevel.READ_COMMITTED:
        waiting.result(timeout=30)
        second.commit()
    else:
        with pytest.raises(psycopg.errors.SerializationFailure):
            waiting.result(timeout=30)


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("bind", ["insert", "update"])
def test_who_is_bound_meanwhile_is_not_missed(
    office: Office, bind: str, what: str, level: psycopg.IsolationLevel
) -> None:
    """A change that cannot see the binding waits for it, and then sees it or fails."""
    organization = office.organization("Meanwhile", limited=True)
    login = office.login()
    office.admin.execute("SELECT hera.grant_access(%s, NULL, 'a', 'accountant')", [organization])
    office.admin.execute("SELECT hera.grant_access(%s, NULL, 'b', 'auditor')", [organization])
    if bind == "update":
        office.admin.execute("SELECT hera.grant_access(%s, %s::name, 'b', 'auditor')", [organization, login])
    behind = (
        "INSERT INTO hera_internal.login_binding (organization_id, login, actor, granted_at, granted_by)"
        " VALUES (%s, %s, 'a', now(), '') ON CONFLICT (organization_id, login) DO UPDATE SET actor = excluded.actor"
    )
    with two(office, level) as (first, second), ThreadPoolExecutor() as pool:
        assert value(second, "SELECT count(*) FROM hera_internal.login_binding WHERE login = %s", [login]) in (0, 1)
        first.execute(behind, [organization, login])
        waiting = pool.submit(second.execute, MEANWHILE[what].encode(), {"org": organization, "actor": "a"})
        second_waits(waiting, first, second, level)
    office.admin.execute("SELECT hera.set_setting('rate_limit_max_requests', NULL)")
    assert login in [row[1] for row in access(office.admin, organization)]


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
@pytest.mark.parametrize("what", MEANWHILE)
def test_who_is_bound_after_a_change_that_is_not_committed_waits_for_it(
    office: Office, what: str, level: psycopg.IsolationLevel
) -> None:
    organization = office.organization("After", limited=True)
    login = office.login()
    office.admin.execute("SELECT hera.grant_access(%s, NULL, 'a', 'accountant')", [organization])
    bind = (
        "INSERT INTO hera_internal.login_binding (organization_id, login, actor, granted_at, granted_by)"
        " VALUES (%s, %s, 'a', now(), '')"
    )
    with two(office, level) as (first, second), ThreadPoolExecutor() as pool:
        second.execute("SELECT 1 FROM hera_internal.login_binding LIMIT 1")
        first.execute(MEANWHILE[what].encode(), {"org": organization, "actor": "a"})
        waiting = pool.submit(second.execute, bind.encode(), [organization, login])
        second_waits(waiting, first, second, level)
    office.admin.execute("SELECT hera.set_setting('rate_limit_max_requests', NULL)")
    access(office.admin, organization)


def test_role_and_limit_that_change_at_once_both_count(office: Office) -> None:
    organization = office.organization("At once", limited=True)
    login = office.login(organization, "owner")
    actor = actor_of(office, organization, login)
    for order, (role, limit) in enumerate((("viewer", 55), ("auditor", 66))):
        changes = [
            (
                "UPDATE hera_internal.organization_member SET role = %s WHERE organization_id = %s AND actor = %s",
                [role, organization, actor],
            ),
            ("SELECT hera.set_setting('rate_limit_max_requests', %s, %s)", [str(limit), organization]),
        ]
        one, other = changes if order == 0 else reversed(changes)
        with two(office, LEVELS[0]) as (first, second), ThreadPoolExecutor() as pool:
            first.execute(one[0].encode(), one[1])
            waiting = pool.submit(second.execute, other[0].encode(), other[1])
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
            first.commit()
            waiting.result(timeout=30)
            second.commit()
        row = next(row for row in access(office.admin, organization) if row[1] == login)
        assert (row[2], row[5]) == (role, limit)


@pytest.mark.parametrize("how", ["revoke", "role", "version", "member"])
def test_what_is_taken_away_counts_at_the_next_statement(office: Office, how: str) -> None:
    """Inside a transaction that is open, for the limiter and for a request, and also where foreign keys are switched off."""
    organization = office.organization("Taken away")
    login = office.login(organization, "integration")
    actor = actor_of(office, organization, login)
    connection = office.connect(login)
    taken = {
        "revoke": "SELECT hera.revoke_access(%(org)s, %(login)s::name)",
        "role": "UPDATE hera_internal.organization_member SET role = 'none'"
        " WHERE organization_id = %(org)s AND actor = %(actor)s",
        "version": "DELETE FROM hera_internal.role_permission WHERE role = 'integration'",
        "member": "SET LOCAL session_replication_role = replica;"
        " DELETE FROM hera_internal.organization_member WHERE organization_id = {org} AND actor = {actor}",
    }[how]
    permissions = office.admin.execute("SELECT role, permission FROM hera_internal.role_permission").fetchall()
    with connection.transaction():
        assert value(connection, CHECK, [organization]) is not None
        assert submit(connection, organization, journal())["status"] == "posted"
        with office.admin.transaction():
            if how == "member":
                statement = psycopg.sql.SQL(taken).format(org=organization, actor=actor)  # type: ignore[arg-type]
                office.admin.execute(statement)
            else:
                office.admin.execute(taken.encode(), {"org": organization, "login": login, "actor": actor})
        with refused("ZHA01" if how == "member" else "ZHZ01"), connection.transaction():
            value(connection, CHECK, [organization])
        codes = [fault["code"] for fault in submit(connection, organization, journal())["errors"]]
        assert codes == ["AUTH_001" if how == "member" else "AUTHZ_001"]
    with office.admin.transaction():
        for row in permissions:
            office.admin.execute(
                "INSERT INTO hera_internal.role_permission VALUES (%s, %s) ON CONFLICT DO NOTHING", row
            )
        if how == "member":
            office.admin.execute("DELETE FROM hera_internal.login_binding WHERE login = %s", [login])
    access(office.admin, organization)


def test_nobody_writes_into_the_row_what_is_not_so(office: Office) -> None:
    organization = office.organization("Hostile")
    login = office.login(organization, "viewer")
    before = access(office.admin, organization)
    forged = (
        "UPDATE hera_internal.login_binding SET role = 'owner', permissions = '{access.manage,transactions.submit}',"
        " limit_register = 1, limit_requests = 1000000 WHERE organization_id = %s"
    )
    with office.admin.transaction():
        office.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(organization)])
        office.admin.execute("SET LOCAL ROLE hera_api")
        assert office.admin.execute(forged, [organization]).rowcount == 2
    with office.admin.transaction():
        office.admin.execute("SET LOCAL session_replication_role = replica")
        office.admin.execute(forged, [organization])
    assert access(office.admin, organization) == before
    codes = [fault["code"] for fault in submit(office.connect(login), organization, journal())["errors"]]
    assert codes == ["AUTHZ_001"]


# What somebody may write behind the trigger.
HARM = ("role = 'owner'", "permissions = permissions || '{access.manage}'", "permissions = NULL", "limit_register = 1",
        "limit_requests = limit_requests + 1", "limit_interval = 2", "limit_tolerance = limit_tolerance * 2",
        "limit_register = NULL, limit_requests = NULL")  # fmt: skip


def test_a_row_that_says_what_is_not_so_is_named_and_mended(office: Office) -> None:
    organization = office.organization("Named")
    login = office.login(organization, "viewer")
    before = access(office.admin, organization)
    for harm in HARM:
        with office.admin.transaction(force_rollback=True):
            office.admin.execute("ALTER TABLE hera_internal.login_binding DISABLE TRIGGER login_binding_access")
            office.admin.execute(f"UPDATE hera_internal.login_binding SET {harm} WHERE login = %s".encode(), [login])
            failed = office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall()
            assert f"login {login} of {organization}" in str(failed), harm
            assert "login_binding_access" in str(failed), harm
            done = office.admin.execute("SELECT name, detail FROM hera.migrate() WHERE step = 'access'").fetchall()
            assert done == [("hera_internal.login_binding", "1 logins")]
            assert access(office.admin, organization) == before
            assert office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
            assert office.admin.execute("SELECT * FROM hera.migrate()").fetchall() == []


def test_a_login_that_has_other_limits_takes_the_long_way(office: Office) -> None:
    organization = office.organization("Long way", limited=True)
    login = office.login(organization)
    office.set_limit(organization, 10)
    limit = (
        "SELECT limit_register IS NOT NULL FROM hera_internal.login_binding WHERE organization_id = %s AND login = %s"
    )
    assert value(office.admin, limit, [organization, login])
    office.admin.execute(
        "SELECT hera.set_rate_limit(%s, 3, p_actor => %s)", [organization, actor_of(office, organization, login)]
    )
    assert not value(office.admin, limit, [organization, login])
    assert value(office.connect(login), CHECK, [organization]) == 2
    office.admin.execute(
        "SELECT hera.set_rate_limit(%s, NULL, p_actor => %s)", [organization, actor_of(office, organization, login)]
    )
    assert value(office.admin, limit, [organization, login])
