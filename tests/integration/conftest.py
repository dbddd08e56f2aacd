"""One database a module for the tests that commit: its tests make organizations of their own in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from hera.server.cluster import Cluster
from support.databases import Database, create_database, drop_database
from support.desk import Desk
from support.office import Office
from support.people import LoginFactory, OrganizationFactory


@pytest.fixture(scope="module")
def office(cluster: Cluster, template: str, collect_coverage: Callable[[Database], None]) -> Iterator[Office]:
    """A database for the tests of this module, with factories that commit."""
    database = create_database(cluster, template)
    logins: list[str] = []
    with database.connect() as admin:
        office = Office(database, admin, OrganizationFactory(admin), LoginFactory(admin, logins))
        yield office
        office.close()
    collect_coverage(database)
    drop_database(database)
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
        for name in logins:
            admin.execute(f'DROP ROLE IF EXISTS "{name}"')


@pytest.fixture
def desk(office: Office) -> Desk:
    """People of every role in an organization of this test."""
    return Desk(office)
