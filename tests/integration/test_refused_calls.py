"""Calls refused for who made them: counted whatever becomes of the call, one record a user, code and minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

PLATFORM = UUID(int=0)
DOCUMENTS = """
    SELECT count(*) FROM hera.universal_transactions
    WHERE transaction_type = 'auth_failure' AND metadata ->> 'user_id' = %s AND metadata ->> 'code' = %s
"""


@dataclass
class Door:
    """Two organizations, and what is counted of refusals."""

    office: Office
    first: UUID
    second: UUID

    @property
    def admin(self) -> Connection:
        return self.office.admin

    def failures(self, user: str) -> list[tuple[Any, ...]]:
        return self.admin.execute(
            "SELECT organization_id, failures, codes FROM hera.failed_authentications(24, 0) WHERE user_id = %s", [user]
        ).fetchall()

    def actor(self, organization: UUID, login: str) -> str:
        found = value(
            self.admin, "SELECT actor FROM hera.list_access(%s) WHERE %s = ANY (logins)", [organization, login]
        )
        return str(found)

    def clear(self) -> None:
        self.admin.execute("SELECT setval('hera_internal.sign_in_count_' || n, 0) FROM generate_series(0, 63) AS n")
        self.admin.execute("DELETE FROM hera_internal.sign_in_failure")


@pytest.fixture(scope="module")
def both(office: Office) -> Door:
    return Door(office, office.organization("Door"), office.organization("Next door"))


@pytest.fixture
def door(both: Door) -> Iterator[Door]:
    both.clear()
    yield both
    both.office.close()


def test_who_lacks_a_permission_is_counted_as_actor(door: Door) -> None:
    login = door.office.login(door.first, "viewer")
    connection = door.office.connect(login)
    assert submit(connection, door.first, journal())["errors"][0]["code"] == "AUTHZ_001"
    with refused("ZHZ01"):
        submit(connection, door.first, journal(raise_on_error=True))
    with refused("ZHZ01"):
        connection.execute("SELECT * FROM hera.submit_batch(%s, '[]')", [door.first])
    with refused("ZHZ01"):
        connection.execute("SELECT hera.approve(%s, %s)", [door.first, UUID(int=1)])
    assert door.failures(door.actor(door.first, login)) == [(door.first, 4, ["AUTHZ_001"])]


def test_a_stranger_is_counted_as_login(door: Door) -> None:
    login = door.office.login(None)
    connection = door.office.connect(login)
    submit(connection, door.first, journal())
    with refused("ZHZ01"):
        connection.execute("SELECT * FROM hera.check_rate_limit(%s)", [door.second])
    with refused("ZHZ01"):
        connection.execute("SELECT * FROM hera.trial_balance(%s, '2026-11-30')", [UUID(int=7)])
    assert door.failures(login) == [(None, 3, ["AUTHZ_001"])]


def test_who_has_not_said_who_and_who_speaks_for_another(door: Door) -> None:
    login = door.office.trusted(door.first, door.second)
    member = door.actor(door.first, door.office.login(door.first, "accountant"))
    connection = door.office.connect(login)
    assert submit(connection, door.first, journal())["errors"][0]["code"] == "AUTH_001"
    with connection.transaction():
        connection.execute("SELECT hera.set_context(%s, %s)", [door.first, member])
        assert submit(connection, door.second, journal())["errors"][0]["code"] == "AUTHZ_002"
        assert submit(connection, door.first, journal())["status"] == "posted"
    assert door.failures(login) == [(None, 2, ["AUTHZ_002", "AUTH_001"])]
    assert door.failures(member) == []


def test_one_record_a_user_code_and_minute_survives_the_rollback(door: Door) -> None:
    login = door.office.login(None)
    connection = door.office.connect(login)
    with pytest.raises(ZeroDivisionError), connection.transaction():
        for _ in range(40):
            submit(connection, door.first, journal())
        raise ZeroDivisionError
    assert value(door.admin, DOCUMENTS, [login, "AUTHZ_001"]) == 0
    assert value(door.admin, "SELECT hera.record_sign_ins()") >= 1
    assert value(door.admin, "SELECT hera.record_sign_ins()") == 0
    minutes = value(door.admin, DOCUMENTS, [login, "AUTHZ_001"])
    assert minutes in (1, 2)
    # A register counts to 31 in a minute.
    assert 31 <= door.failures(login)[0][1] <= 40
    leaf = "SELECT count(*) FROM hera_internal.audit_leaf WHERE event = 'access.refused' AND actor = %s"
    assert value(door.admin, leaf, [login]) == minutes


def test_refused_calls_lock_nobody_out(door: Door) -> None:
    login = door.office.login(door.first, "viewer")
    connection = door.office.connect(login)
    for _ in range(12):
        submit(connection, door.first, journal())
    assert value(door.admin, "SELECT hera.unlock_actor(%s, %s)", [door.first, door.actor(door.first, login)]) is False
    connection.execute("SELECT * FROM hera.list_transactions(%s)", [door.first])


def test_what_is_no_matter_of_rights_is_not_counted(door: Door) -> None:
    login = door.office.login(door.first)
    connection = door.office.connect(login)
    assert submit(connection, door.first, {})["status"] == "rejected"
    door.admin.execute(
        "UPDATE hera.core_organizations SET status = 'suspended' WHERE organization_id = %s", [door.first]
    )
    try:
        assert submit(connection, door.first, journal())["errors"][0]["code"] == "AUTHZ_003"
    finally:
        door.admin.execute(
            "UPDATE hera.core_organizations SET status = 'active' WHERE organization_id = %s", [door.first]
        )
    assert door.failures(login) == door.failures(door.actor(door.first, login)) == []


def test_nothing_is_counted_where_nothing_can_be_written(door: Door) -> None:
    login = door.office.login(None)
    connection = door.office.connect(login)
    with refused("ZHZ01"), connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        connection.execute("SELECT * FROM hera.list_transactions(%s)", [door.first])
    assert door.failures(login) == []
