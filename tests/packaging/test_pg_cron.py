"""hera jobs install --pg-cron, with the real pg_cron."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hera.jobs.cron import find_version
from support.databases import Connection
from support.releases import ask_pg_config
from support.schemas import check


@pytest.fixture(scope="module")
def cron(new_server: Callable[..., Any], releases: Any, place: Any) -> Iterator[tuple[Any, str, Connection]]:
    """A server with pg_cron in its database postgres, and books in another one."""
    if not (Path(ask_pg_config(place, "--pkglibdir")) / "pg_cron.so").exists():
        pytest.skip("pg_cron is not installed on this machine")
    settings = {
        "shared_preload_libraries": "pg_cron",
        "cron.use_background_workers": "on",
        "max_worker_processes": "20",
    }
    server = new_server(releases.present, settings=settings)
    name = server.migrated()
    with server.connect("postgres") as admin:
        admin.execute("CREATE EXTENSION pg_cron")
        yield server, name, admin


def jobs(server: Any, name: str, checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: text for key, text in os.environ.items() if not key.startswith("PG")}
    return subprocess.run(
        [sys.executable, "-m", "hera", "--dsn", server.cluster.dsn(name), "--output", "json", "jobs", *arguments],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env=environment | {"PYTHONPATH": str(checkout / "tools")},
    )  # fmt: skip


def test_jobs_are_installed_run_and_taken_out(cron: tuple[Any, str, Connection], checkout: Path) -> None:
    server, name, admin = cron
    dsn = server.cluster.dsn("postgres")
    # Somebody else's job stays.
    admin.execute("SELECT cron.schedule('mine', '0 0 1 1 *', 'SELECT 1')")
    for _ in range(2):
        done = jobs(server, name, checkout, "install", "--pg-cron", "--cron-dsn", dsn)
        assert done.returncode == 0, done.stderr
    rows = {row["name"]: (row["schedule"], row["command"]) for row in check("jobs-install", done.stdout)}
    assert rows["seal_audit"] == (None, "stays with hera run: it is written in Python")
    found = admin.execute(
        "SELECT jobname, schedule, command, database FROM cron.job WHERE jobname <> 'mine'"
    ).fetchall()
    with server.connect(name) as connection:
        wanted = {
            f"hera {name} {job}"
            for (job,) in connection.execute("SELECT name FROM hera.list_jobs() WHERE language = 'sql'").fetchall()
        }
        assert {row[0] for row in found} == wanted
        assert {row[3] for row in found} == {name}
        # pg_cron looks once a minute where it knows no seconds.
        runs = "SELECT DISTINCT name FROM hera.job_history() WHERE runner = 'pg_cron' AND outcome = 'done'"
        for _ in range(240):
            seen = {job for (job,) in connection.execute(runs.encode()).fetchall()}
            if {"refresh_balances", "sample_service"} <= seen:
                break
            time.sleep(1)
        assert {"refresh_balances", "sample_service"} <= seen
        failed = connection.execute("SELECT name, result FROM hera.job_history() WHERE outcome <> 'done'").fetchall()
        assert failed == []
    done = jobs(server, name, checkout, "uninstall", "--pg-cron", "--cron-dsn", dsn)
    assert done.returncode == 0, done.stderr
    assert check("jobs-uninstall", done.stdout) == [{"removed": len(wanted)}]
    assert admin.execute("SELECT jobname FROM cron.job").fetchall() == [("mine",)]


def test_a_database_without_pg_cron_is_named(cron: tuple[Any, str, Connection], checkout: Path) -> None:
    server, name, admin = cron
    assert find_version(admin) >= (1, 4)
    done = jobs(server, name, checkout, "install", "--pg-cron")
    assert done.returncode == 1
    assert "--cron-dsn" in done.stderr
