"""A login for reports reads the organizations it was given, all at once, and does nothing else."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

SEEN = "SELECT array_agg(DISTINCT organization_id ORDER BY organization_id) FROM hera_bi.{}"


def three(office: Office) -> tuple[list[UUID], str]:
    """Organizations with a document each, and a login for reports."""
    organizations = sorted(office.organization(f"Reports {number}") for number in range(3))
    for organization in organizations:
        assert submit(office.admin, organization, journal())["status"] == "posted"
    return organizations, office.login(groups=("hera_bi",))


def grant(office: Office, login: str, organizations: list[UUID]) -> None:
    office.admin.execute("SELECT hera.grant_bi(%s::name, %s)", [login, organizations])


def seen(connection: Connection, view: str = "transactions") -> list[UUID]:
    return value(connection, SEEN.format(view)) or []


def test_it_reads_what_it_was_given_without_a_context(office: Office) -> None:
    (one, two, three_), login = three(office)
    connection = office.connect(login)
    assert seen(connection) == []
    grant(office, login, [one, three_])
    for view in ("transactions", "transaction_lines", "accounts", "organizations"):
        assert seen(connection, view) == [one, three_], view
    grant(office, login, [two])
    assert seen(connection) == [two]
    grant(office, login, [])
    assert seen(connection) == []


def test_a_context_narrows_it_and_a_forged_one_shows_nothing(office: Office) -> None:
    (one, two, _), login = three(office)
    grant(office, login, [one, two])
    connection = office.connect(login)
    office.admin.execute("SELECT hera.grant_access(%s, %s::name, 'reports', 'viewer')", [two, login])
    with connection.transaction():
        connection.execute("SELECT hera.set_context(%s, 'reports')", [two])
        assert seen(connection) == [two]
    with connection.transaction():
        connection.execute("SELECT set_config('hera.context', repeat('0', 64) || %s || 'x', true)", [str(two)])
        assert seen(connection) == []
    assert seen(connection) == [one, two]


def test_it_only_reads(office: Office) -> None:
    (one, *_), login = three(office)
    grant(office, login, [one])
    connection = office.connect(login)
    for statement in (
        "INSERT INTO hera_internal.bi_grant VALUES (gen_random_uuid(), 'x', now(), 'x')",
        "UPDATE hera_bi.accounts SET account_name = 'x'",
        "DELETE FROM hera.universal_transactions",
    ):
        with refused("42501"):
            connection.execute(statement.encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT hera.submit(%s, %s)", [one, Jsonb(journal())])


def test_another_role_does_not_inherit_it(office: Office) -> None:
    (one, *_), login = three(office)
    grant(office, login, [one])
    member = office.login(groups=("hera_bi", login))
    connection = office.connect(member)
    assert seen(connection) == []
    connection.execute(f"SET ROLE {login}".encode())
    assert seen(connection) == [one]


def test_who_may_be_given_what(office: Office) -> None:
    (one, two, _), login = three(office)
    with refused("ZHV10"):
        grant(office, "nobody_at_all", [one])
    with refused("ZHV10"):
        grant(office, office.login(), [one])
    with refused("ZHZ01"):
        grant(office, login, [uuid4()])
    with refused("42501"):
        office.connect(office.login(one, "owner")).execute("SELECT hera.grant_bi(%s::name, %s)", [login, [one]])
    events = (
        "SELECT array_agg(event ORDER BY id) FROM hera_internal.audit_leaf"
        " WHERE organization_id = %s AND detail ->> 'role' = 'bi'"
    )
    grant(office, login, [one, one])
    grant(office, login, [one])
    grant(office, login, [two])
    assert value(office.admin, events, [one]) == ["access.granted", "access.revoked"]


def test_the_index_is_used(office: Office) -> None:
    (one, two, _), login = three(office)
    grant(office, login, [one, two])
    with office.connect(login) as connection, connection.transaction():
        connection.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(
            row[0]
            for row in connection.execute("EXPLAIN SELECT count(*) FROM hera_bi.accounts WHERE account_code = '5000'")
        )
    assert "Index Cond: ((organization_id = ANY" in plan
