"""A server of its own for these tests: they install versions that the session's server must not see."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from hera.server.cluster import Cluster
from hera.server.place import Place
from support.databases import FAST_SETTINGS, Connection
from support.releases import copy_tree, must_build, put_scripts, stage_of, start_cluster
from support.sample import OLD, change_python, list_retired, make_new, make_old
from support.scratch import remove_cluster
from support.staged import FIRST, two_releases

_numbers = itertools.count(1)
SETTINGS = FAST_SETTINGS | {"shared_buffers": "64MB", "max_connections": "40", "wal_level": "replica"}


@dataclass
class Server:
    """A cluster, and the scripts that it can install."""

    cluster: Cluster
    place: Place

    def database(self, template: str = "template0") -> str:
        """Copy a database, an empty one unless told otherwise, and return the copy's name."""
        name = f"p{next(_numbers)}"
        with self.connect("postgres") as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected."""
        with self.connect("postgres") as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def migrated(self, version: str | None = None) -> str:
        """Make a database with HERA in it and return its name."""
        name = self.database()
        clause = sql.SQL("VERSION {}").format(sql.Literal(version)) if version else sql.SQL("")
        with self.connect(name) as connection:
            connection.execute(sql.SQL("CREATE EXTENSION hera {} CASCADE").format(clause))
            connection.execute("SELECT * FROM hera.migrate()")
        return name

    def connect(self, database: str, user: str = "postgres", autocommit: bool = True) -> Connection:
        """A connection to one of its databases."""
        return psycopg.connect(self.cluster.dsn(database, user), autocommit=autocommit)


@dataclass
class Releases:
    """Built scripts of the present sources and of two versions made from them."""

    present: Path
    old: Path
    new: Path


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Releases:
    """Build the present sources, a released version and its successor, each by its own build."""
    folder = tmp_path_factory.mktemp("releases")
    present = must_build(copy_tree(checkout, folder / "present"))
    tree = copy_tree(checkout, folder / "sample")
    make_old(tree)
    shutil.copytree(must_build(tree), folder / "old")
    make_new(tree)
    change_python(tree)
    list_retired(tree)
    return Releases(present, folder / "old", must_build(tree))


@pytest.fixture(scope="session")
def packaging_home(place: Place) -> Iterator[Path]:
    """Where these tests keep clusters: the server's account can reach it, pytest's own directory it cannot."""
    if not place.stage.is_dir():
        pytest.skip("this server takes extensions only from its own directories")
    home = place.home / "test" / f"packaging-{id(object())}"
    home.mkdir(parents=True)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def new_server(place: Place, packaging_home: Path) -> Iterator[Callable[..., Server]]:
    """Makes servers from folders of scripts."""
    made: list[Cluster] = []

    def make(*folders: Path, settings: dict[str, str] | None = None) -> Server:
        home = packaging_home / f"s{len(made)}"
        own = stage_of(place, home)
        put_scripts(own, *folders)
        made.append(start_cluster(own, f"packaging{len(made)}", SETTINGS | (settings or {})))
        return Server(made[-1], own)

    yield make
    for cluster in made:
        remove_cluster(cluster)


@pytest.fixture(scope="session")
def server(new_server: Callable[..., Server], releases: Releases) -> Server:
    """A server that can install the present version."""
    return new_server(releases.present)


@pytest.fixture(scope="session")
def upgrade_server(new_server: Callable[..., Server], releases: Releases) -> Server:
    """A server that can install the sample's old version and upgrade it."""
    return new_server(releases.old, releases.new)


@pytest.fixture(scope="session")
def installed_template(server: Server) -> str:
    """A database with the present version, migrated, to copy."""
    return server.migrated()


@pytest.fixture
def installed(server: Server, installed_template: str) -> Iterator[tuple[Server, str, Connection]]:
    """A fresh database with the present version, migrated."""
    name = server.database(installed_template)
    with server.connect(name) as connection:
        yield server, name, connection
    server.drop(name)


@pytest.fixture(scope="session")
def old_template(upgrade_server: Server) -> str:
    """A database with the sample's old version, to copy."""
    return upgrade_server.migrated(OLD)


@pytest.fixture
def old(upgrade_server: Server, old_template: str) -> Iterator[Connection]:
    """A database with the sample's old version, which has a binding of every kind, and a row in it."""
    name = upgrade_server.database(old_template)
    with upgrade_server.connect(name) as connection:
        connection.execute("INSERT INTO hera_internal.sample VALUES (1, 21)")
        yield connection
    upgrade_server.drop(name)


@pytest.fixture(scope="session")
def staged(
    new_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory, checkout: Path
) -> tuple[Server, str]:
    """A server with two releases whose second changes tables in every way, and a database with the first and rows."""
    server = new_server(*two_releases(checkout, tmp_path_factory.mktemp("staged")))
    name = server.migrated(FIRST)
    with server.connect(name) as connection:
        connection.execute(
            "INSERT INTO hera_internal.lot SELECT g, g, repeat('x', 50) FROM generate_series(1, 4000) AS g"
        )
        connection.execute("INSERT INTO hera_internal.split SELECT g, g FROM generate_series(0, 299) AS g")
    return server, name


@pytest.fixture
def lots(staged: tuple[Server, str]) -> Iterator[tuple[Server, str, Connection]]:
    """A copy of that database."""
    server, template = staged
    name = server.database(template)
    with server.connect(name) as connection:
        yield server, name, connection
    server.drop(name)
