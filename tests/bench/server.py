"""The server of a speed run, and what its processes spend."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from hera.install import Installer
from hera.server.cluster import Cluster
from hera.server.place import Place

DATABASE = "bench"
# Durable as installed: fsync, full_page_writes and synchronous_commit keep their defaults.
SETTINGS = {
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "max_connections": "50",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def bench_server(place: Place, keep: bool = False) -> Iterator[Cluster]:
    """A started server with HERA in the database bench; removed at the end unless it is to be kept."""
    cluster = Cluster(place, place.home / "bench" / str(os.getpid()), SETTINGS)
    cluster.remove()
    cluster.init()
    cluster.start()
    try:
        with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        with psycopg.connect(cluster.dsn(DATABASE), autocommit=True) as connection:
            Installer(connection).run()
        yield cluster
    finally:
        if keep:
            print(f"kept: {cluster.dsn(DATABASE)}")
        else:
            cluster.remove()
            cluster.directory.rmdir()


def server_version(connection: psycopg.Connection[tuple[object, ...]]) -> str:
    """Version of the server, short."""
    row = connection.execute("SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)").fetchone()
    assert row is not None
    return str(row[0])


def server_cpu(cluster: Cluster) -> float:
    """Seconds of CPU, user and system, of all processes of the server since its start, ended ones included."""
    postmaster = cluster.pid()
    assert postmaster is not None, "the server does not run"
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The name in parentheses may hold spaces: the numbers begin after its end.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(entry.name) == postmaster:
            total += sum(map(int, fields[11:15]))
        elif int(fields[1]) == postmaster:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS
