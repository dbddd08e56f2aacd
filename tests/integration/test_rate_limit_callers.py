"""The short way of hera.check_rate_limit refuses and answers what the long one does, and changes of rights count at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, refused, value

DAY = 86_400_000
CHECK = 'SELECT limited, "limit", remaining, retry_after FROM hera.check_rate_limit(%s)'
# To name the caller takes the long way.
NAMED = 'SELECT limited, "limit", remaining, retry_after FROM hera.check_rate_limit(%s, %s)'


def check(connection: Connection, organization: UUID, actor: str | None = None) -> tuple[Any, ...]:
    row = connection.execute(
        (NAMED if actor else CHECK).encode(), [organization, actor] if actor else [organization]
    ).fetchone()
    assert row is not None
    return row


def limited(office: Office, limit: int = 100) -> UUID:
    organization = office.organization("Short way", limited=True)
    office.set_limit(organization, limit, DAY)
    return organization


def taken(office: Office, organization: UUID) -> int:
    """Tokens that are gone."""
    query = (
        "SELECT ceil(greatest(pg_sequence_last_value(('hera_internal.register_' || limit_register)::regclass)"
        " - extract(epoch FROM clock_timestamp()) * 1000000, 0) / limit_interval)"
        " FROM hera.core_organizations WHERE organization_id = %s"
    )
    return int(value(office.admin, query, [organization]) or 0)


def test_both_ways_take_from_the_same_tokens(office: Office) -> None:
    organization = limited(office, 6)
    login = office.login(organization)
    actor = value(office.admin, "SELECT actor FROM hera.list_access(%s) WHERE %s = ANY (logins)", [organization, login])
    connection = office.connect(login)
    answers = [check(connection, organization, actor if number % 2 else None) for number in range(8)]
    assert [answer[:3] for answer in answers] == [(False, 6, 5 - n) for n in range(6)] + [(True, 6, 0)] * 2
    assert all(answer[3] is None for answer in answers[:6])
    assert all(0 < answer[3] <= DAY / 6000 for answer in answers[6:])


def test_costs_and_arguments_that_are_none(office: Office) -> None:
    organization = limited(office, 10)
    connection = office.connect(office.login(organization))
    call = "SELECT limited, remaining FROM hera.check_rate_limit(%s, p_cost => %s)"
    assert connection.execute(call, [organization, 7]).fetchone() == (False, 3)
    assert connection.execute(call, [organization, 7]).fetchone() == (True, 3)
    assert connection.execute(call, [organization, 0]).fetchone() == (False, 3)
    for cost in (-1, 1_000_001, None):
        with refused("ZHV10"):
            connection.execute(call, [organization, cost])
    with refused("ZHV10"):
        connection.execute("SELECT hera.check_rate_limit(%s, p_peek => NULL)", [organization])
    assert connection.execute(call, [organization, 3]).fetchone() == (False, 0)


def test_who_may_not_is_refused_and_takes_nothing(office: Office) -> None:
    organization, other = limited(office), limited(office)
    stranger = office.connect(office.login(None))
    member_elsewhere = office.connect(office.login(other))
    trusted = office.connect(office.trusted(organization, other))
    for connection in (stranger, member_elsewhere):
        with refused("ZHZ01"):
            check(connection, organization)
    with refused("ZHA01"):
        check(trusted, organization)
    for missing in (None, UUID(int=9)):
        with refused("ZHZ01"):
            stranger.execute(CHECK.encode(), [missing])
    login = office.login(organization)
    actor = value(office.admin, "SELECT actor FROM hera.list_access(%s) WHERE %s = ANY (logins)", [organization, login])
    with trusted.transaction():
        trusted.execute("SELECT hera.set_context(%s, %s)", [organization, actor])
        with refused("ZHZ02"), trusted.transaction():
            check(trusted, other)
        assert check(trusted, organization)[2] == 99
    bound = office.connect(login)
    with bound.transaction():
        # A context that says another organization holds for a bound login as well.
        office.admin.execute("SELECT hera.grant_access(%s, %s::name, %s, 'viewer')", [other, login, actor])
        bound.execute("SELECT hera.set_context(%s, %s)", [other, actor])
        with refused("ZHZ02"), bound.transaction():
            check(bound, organization)
    assert (taken(office, organization), taken(office, other)) == (1, 0)


def test_rights_that_change_count_at_the_next_statement(office: Office) -> None:
    organization = limited(office)
    login = office.login(organization, "viewer")
    connection = office.connect(login)
    actor = value(office.admin, "SELECT actor FROM hera.list_access(%s) WHERE %s = ANY (logins)", [organization, login])
    with connection.transaction():
        assert check(connection, organization)[2] == 99
        office.admin.execute("SELECT hera.define_role(%s, 'blind', '{settings.read}')", [organization])
        office.admin.execute("SELECT hera.grant_access(%s, %s::name, %s, 'blind')", [organization, login, actor])
        with refused("ZHZ01"), connection.transaction():
            check(connection, organization)
        # A role of the organization's own that reads goes the long way.
        office.admin.execute("SELECT hera.define_role(%s, 'blind', '{transactions.read}')", [organization])
        assert check(connection, organization)[2] == 98
        office.admin.execute("SELECT hera.revoke_access(%s, %s::name, %s)", [organization, login, actor])
        with refused("ZHZ01"), connection.transaction():
            check(connection, organization)
    assert taken(office, organization) == 2


def test_a_delegated_permission_counts_here_too(office: Office) -> None:
    organization = limited(office)
    login, owner = office.login(organization, "viewer"), office.login(organization, "owner")
    names = dict(
        office.admin.execute(
            "SELECT l.login, a.actor FROM hera.list_access(%s) AS a CROSS JOIN unnest(a.logins) AS l (login)",
            [organization],
        ).fetchall()
    )
    office.admin.execute("SELECT hera.define_role(%s, 'blind', '{settings.read}')", [organization])
    office.admin.execute("SELECT hera.grant_access(%s, %s::name, %s, 'blind')", [organization, login, names[login]])
    connection = office.connect(login)
    with refused("ZHZ01"):
        check(connection, organization)
    office.connect(owner).execute(
        "SELECT hera.delegate(%s, %s, %s, '{transactions.read}', now(), now() + interval '1 hour', 'away')",
        [organization, names[owner], names[login]],
    )
    assert check(connection, organization)[:3] == (False, 100, 99)


def test_a_suspended_organization_can_be_asked(office: Office) -> None:
    organization = limited(office)
    connection = office.connect(office.login(organization))
    office.admin.execute(
        "UPDATE hera.core_organizations SET status = 'suspended' WHERE organization_id = %s", [organization]
    )
    assert check(connection, organization)[:3] == (False, 100, 99)


def test_settings_that_change_count_at_the_next_statement(office: Office) -> None:
    organization = limited(office)
    connection = office.connect(office.login(organization))
    with connection.transaction():
        assert check(connection, organization)[1:3] == (100, 99)
        office.set_limit(organization, 1000, DAY)
        assert check(connection, organization)[1] == 1000
        office.admin.execute("SELECT hera.set_rate_limit(%s, 1, p_operation => 'submit')", [organization])
        office.admin.execute("SELECT hera.set_setting('rate_limit_actor_max_requests', '1', %s)", [organization])
        assert [check(connection, organization)[0] for _ in range(2)] == [False, True]


def test_columns_of_the_limit_follow_the_settings(office: Office) -> None:
    """Generated from the settings, as hera_internal.cell_interval has it."""
    organization = office.organization("Columns")
    for limit, window, burst in ((7, 1000, 0), (100_000_000, 1, 3), (1, DAY, 1_000_000)):
        office.set_limit(organization, limit, window)
        office.admin.execute("SELECT hera.set_setting('rate_limit_burst', %s, %s)", [str(burst), organization])
        row = office.admin.execute(
            "SELECT limit_requests, limit_interval, limit_tolerance, hera_internal.cell_interval(%s, %s)"
            " FROM hera.core_organizations WHERE organization_id = %s", [window, limit, organization],
        ).fetchone()  # fmt: skip
        assert row is not None
        assert row[:3] == (limit, row[3], row[3] * (burst or limit))


@pytest.mark.parametrize("mode", ["read only", "read write"])
def test_where_registers_cannot_be_written_nothing_is_known(office: Office, mode: str) -> None:
    organization = limited(office)
    connection = office.connect(office.login(organization))
    with connection.transaction():
        connection.execute(f"SET TRANSACTION {mode.upper()}")
        assert check(connection, organization)[:3] == ((None, 100, None) if mode == "read only" else (False, 100, 99))
