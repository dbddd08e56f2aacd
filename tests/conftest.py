"""Fixtures of all tests. One cluster and one migrated template a session; see tests/support."""

from __future__ import annotations

import os
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import core as hypothesis_core

from hera.server.cluster import Cluster
from hera.server.place import Place, find_place
from support.coverage import Coverage
from support.databases import (
    SHARED,
    TEMPLATE,
    Connection,
    Database,
    create_database,
    create_template,
    drop_database,
    has_plpgsql_check,
    session_cluster,
    session_user,
)
from support.figures import Figures
from support.people import LoginFactory, OrganizationFactory
from support.scratch import remove_cluster, scratch_home

SCALE = pytest.StashKey[float]()
SEED = pytest.StashKey[int]()
COVERAGE = pytest.StashKey[Coverage]()
FIGURES = pytest.StashKey[Figures]()
SERVER = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed of the session and give it to every source of randomness."""
    seed = int(os.environ.get("HERA_SEED") or random.SystemRandom().randrange(1, 2**31))
    # Workers of pytest-xdist are started with this environment: one seed for all of them.
    os.environ["HERA_SEED"] = str(seed)
    config.stash[SEED] = seed
    config.stash[SCALE] = float(os.environ.get("HERA_SCALE", "0.01"))
    config.stash[COVERAGE] = Coverage()
    config.stash[FIGURES] = Figures()
    config.stash[SERVER] = "none"
    unpacked = config.rootpath / ".hera" / "charts"
    if (unpacked / ".complete").exists():
        os.environ.setdefault("HERA_CHARTS_ROOT", str(unpacked))
    hypothesis_core.global_force_seed = seed  # type: ignore[assignment]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Folders whose files are long and few come first, so that no worker has one of them left when the others are done."""
    first = {name: rank for rank, name in enumerate(("faults", "packaging", "integration", "pgtap", "unit"))}
    tests = config.rootpath / "tests"
    if all(item.path.is_relative_to(tests) for item in items):
        items.sort(key=lambda item: first.get(item.path.relative_to(tests).parts[0], 0))


def pytest_report_header(config: pytest.Config) -> str:
    """Say how to repeat this run."""
    return f"HERA_SEED={config.stash[SEED]} HERA_SCALE={config.stash[SCALE]:g}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands on what it saw; its fixtures are closed by now."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        stash = session.config.stash
        output["hera"] = (stash[COVERAGE].packed(), stash[FIGURES].packed(), stash[SERVER])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take in what a worker saw."""
    if "hera" in (output := getattr(node, "workeroutput", {})):
        coverage, figures, server = output["hera"]
        node.config.stash[COVERAGE].merge(coverage)
        node.config.stash[FIGURES].merge(figures)
        node.config.stash[SERVER] = server


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Coverage and figures, before pytest's own closing line."""
    coverage = config.stash[COVERAGE].report()
    if coverage:
        terminalreporter.section("PL/pgSQL coverage")
        terminalreporter.write_line("\n".join(coverage))
    figures = config.stash[FIGURES]
    if figures.rows:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(figures.lines()))
    if (target := os.environ.get("HERA_FIGURES")) and figures.rows:
        figures.write(
            config.rootpath / target,
            seed=config.stash[SEED],
            scale=config.stash[SCALE],
            server=config.stash[SERVER],
        )
    if terminalreporter.stats.get("failed") or terminalreporter.stats.get("error"):
        terminalreporter.write_line(f"repeat with HERA_SEED={config.stash[SEED]}")


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> int:
    """Seed of the session, printed in the header."""
    return request.config.stash[SEED]


@pytest.fixture
def rng(request: pytest.FixtureRequest, seed: int) -> random.Random:
    """Randomness of one test: the same for the same seed, whatever other tests run."""
    return random.Random(seed ^ zlib.crc32(request.node.nodeid.encode()))


@pytest.fixture(scope="session")
def scaled(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Turns a full count into the one of this run (a hundredth unless HERA_SCALE says otherwise)."""
    scale = request.config.stash[SCALE]
    return lambda count: max(1, round(count * scale))


@pytest.fixture(scope="session")
def record_figure(request: pytest.FixtureRequest) -> Callable[..., None]:
    """record_figure(name, value, unit, wanted): shown at the end, written to docs/figures.md by make soak."""
    return request.config.stash[FIGURES].record


@pytest.fixture(scope="session")
def place() -> Place:
    """Where the checkout and the server's programs are."""
    return find_place()


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest, place: Place) -> Iterator[Cluster]:
    """A server for this session, with an empty postgres database only."""
    # Backups are proved on servers that are thrown away too.
    os.environ.setdefault("HERA_SCRATCH", str(scratch_home()))
    profile = has_plpgsql_check(place) and os.environ.get("HERA_COVERAGE", "1") != "0"
    cluster = session_cluster(place, os.environ.get("PYTEST_XDIST_WORKER", "main"), profile)
    with psycopg.connect(cluster.dsn("postgres")) as connection:
        row = connection.execute("SELECT split_part(version(), ' on ', 1)").fetchone()
        request.config.stash[SERVER] = row[0] if row else ""
    yield cluster
    remove_cluster(cluster)


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest, cluster: Cluster) -> str:
    """Name of the template database: HERA installed and migrated."""
    create_template(cluster)
    if _profiles(cluster):
        request.config.stash[COVERAGE].collect(cluster.dsn(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def shared_database(request: pytest.FixtureRequest, cluster: Cluster, template: str) -> Iterator[Database]:
    """The database of the tests that roll back."""
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {SHARED} TEMPLATE {template} STRATEGY file_copy")
    database = Database(cluster, SHARED)
    yield database
    if _profiles(cluster):
        request.config.stash[COVERAGE].collect(database.dsn)
        request.config.stash[COVERAGE].count_statements(database.dsn)


@pytest.fixture(scope="session")
def collect_coverage(request: pytest.FixtureRequest, cluster: Cluster) -> Callable[[Database], None]:
    """Keeps what the profiler saw in a database that is about to be dropped."""
    coverage = request.config.stash[COVERAGE]
    return lambda database: coverage.collect(database.dsn) if _profiles(cluster) else None


def _profiles(cluster: Cluster) -> bool:
    return "plpgsql_check.profiler" in cluster.settings


@pytest.fixture
def db(shared_database: Database) -> Iterator[Connection]:
    """An administrator's connection in a transaction that is rolled back after the test.

    Use ``with db.transaction():`` around statements that are expected to fail.
    """
    with (
        psycopg.connect(shared_database.dsn, autocommit=True) as connection,
        connection.transaction(force_rollback=True),
    ):
        yield connection


@pytest.fixture
def new_logins(cluster: Cluster) -> Iterator[list[str]]:
    """Names of logins a test has made; those that were committed are dropped after its databases."""
    names: list[str] = []
    yield names
    if names:
        with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
            for (name,) in admin.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [names]).fetchall():
                admin.execute(f'DROP ROLE "{name}"')


@pytest.fixture
def new_database(
    request: pytest.FixtureRequest, cluster: Cluster, new_logins: list[str]
) -> Iterator[Callable[[str], Database]]:
    """Makes databases from a template by name (``template0`` for an empty one), dropped after the test."""
    made: list[Database] = []

    def make(template: str) -> Database:
        made.append(create_database(cluster, template))
        return made[-1]

    yield make
    for database in made:
        drop_database(database)


@pytest.fixture
def clone(request: pytest.FixtureRequest, template: str, new_database: Callable[[str], Database]) -> Iterator[Database]:
    """A fresh database with HERA in it, for tests that commit, race or reconnect."""
    database = new_database(template)
    yield database
    if _profiles(database.cluster):
        request.config.stash[COVERAGE].collect(database.dsn)


@pytest.fixture
def organization(request: pytest.FixtureRequest) -> OrganizationFactory:
    """organization(name, currency=, timezone=, chart=, client_id=, connection=) -> id.

    Works on ``db`` unless another connection is given.
    """
    return OrganizationFactory(_default_connection(request))


@pytest.fixture
def login(request: pytest.FixtureRequest, new_logins: list[str]) -> LoginFactory:
    """login(organization_id, role, actor=, groups=, connection=) -> name of a new LOGIN role."""
    return LoginFactory(_default_connection(request), new_logins)


def _default_connection(request: pytest.FixtureRequest) -> Connection:
    """The test's ``db``, or for a test that has only a clone one administrator's connection to that."""
    if "db" in request.fixturenames or "clone" not in request.fixturenames:
        connection: Connection = request.getfixturevalue("db")
    else:
        connection = request.getfixturevalue("clone_admin")
    return connection


@pytest.fixture
def clone_admin(clone: Database) -> Iterator[Connection]:
    """An administrator's autocommit connection to the clone."""
    with clone.connect() as connection:
        yield connection


@pytest.fixture
def as_login(db: Connection) -> Callable[[str], AbstractContextManager[Connection]]:
    """``with as_login(name) as connection:`` runs statements of ``db`` as that login, inside a savepoint."""
    return partial(session_user, db)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Root of the checkout."""
    return Path(__file__).resolve().parent.parent
