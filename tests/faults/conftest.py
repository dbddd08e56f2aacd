"""A durable server of their own for tests that kill it: fsync on, page checksums, nothing switched off for speed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from hera.install import Installer
from hera.server.cluster import Cluster
from hera.server.place import Place
from support.databases import Database
from support.office import Office
from support.people import LoginFactory, OrganizationFactory

DURABLE = {
    "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "max_connections": "60",
    "shared_buffers": "64MB", "max_wal_size": "256MB", "timezone": "UTC", "log_timezone": "UTC",
    "deadlock_timeout": "200ms", "restart_after_crash": "off",
}  # fmt: skip
DATABASE = "books"


@pytest.fixture
def durable(place: Place, request: pytest.FixtureRequest) -> Iterator[Callable[..., Cluster]]:
    """durable(directory, settings, environment) -> a started cluster with HERA installed in database books."""
    made: list[tuple[Cluster, Path]] = []

    def make(
        directory: Path | None = None, settings: dict[str, str] | None = None, environment: dict[str, str] | None = None
    ) -> Cluster:
        # The name ends with this process, or another session would take it for abandoned.
        directory = directory or place.home / "test" / f"faults-{id(request):x}-{len(made)}-{os.getpid()}"
        cluster = Cluster(place, directory, DURABLE | (settings or {}))
        cluster.environment = environment or {}
        made.append((cluster, directory))
        cluster.init()
        cluster.start()
        with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {DATABASE}")
        with psycopg.connect(cluster.dsn(DATABASE), autocommit=True) as connection:
            Installer(connection).run()
        return cluster

    yield make
    for cluster, directory in made:
        cluster.remove()
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def open_office() -> Iterator[Callable[[Cluster], Office]]:
    """open_office(cluster) -> an office in its database."""
    offices: list[Office] = []

    def make(cluster: Cluster) -> Office:
        database = Database(cluster, DATABASE)
        admin = database.connect()
        offices.append(Office(database, admin, OrganizationFactory(admin), LoginFactory(admin, [])))
        return offices[-1]

    yield make
    for office in offices:
        office.close()
        office.admin.close()
