"""The same scripts through pg_tle, which keeps extensions in tables where the file system is out of reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from hera.install import Installer
from hera.server.place import Place
from support.catalog import difference, members, snapshot
from support.releases import ask_pg_config, put_scripts, stage_of, start_cluster
from support.scratch import remove_cluster


def _library(place: Place) -> Path | None:
    """pg_tle's library; it looks for its own control file in the server's directory and nowhere else."""
    library = Path(ask_pg_config(place, "--pkglibdir")) / "pg_tle.so"
    return library if library.exists() else None


@pytest.fixture(scope="module")
def cluster(place: Place, packaging_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server with pg_tle and pgvector, and without any file of HERA."""
    if _library(place) is None:
        pytest.skip("pg_tle is not installed on this server (github.com/aws/pg_tle)")
    own = stage_of(place, packaging_home / "pgtle")
    put_scripts(own, tmp_path_factory.mktemp("nothing"))
    made = start_cluster(
        own,
        "pgtle",
        {
            "shared_preload_libraries": "pg_tle",
            "fsync": "off",
            "shared_buffers": "64MB",
        },
    )
    yield made
    remove_cluster(made)


def test_install_through_pg_tle(cluster: Any, server: Any) -> None:
    """By the superuser and by a role that has pg_tle's own group only."""
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        wanted = (members(connection), snapshot(connection))
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
        admin.execute("CREATE EXTENSION pg_tle")
        admin.execute("CREATE EXTENSION vector")
        Installer(admin, mode="pgtle").run()
        assert members(admin) == wanted[0]
        assert difference(wanted[1], snapshot(admin)) == []
        assert admin.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
        assert Installer(admin).run().rows == []
