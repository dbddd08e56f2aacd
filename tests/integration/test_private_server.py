"""Set-up and the private server, as a person uses them: idempotent, private, gone when removed."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from hera.server.place import Place
from support.schemas import check
from support.scratch import scratch_directory

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(place: Place) -> Iterator[Path]:
    """A home of its own for one private server, with the staged extensions."""
    home = scratch_directory("home")
    shutil.rmtree(home)
    home.mkdir()
    # Libraries are not loaded from a place for data: a link.
    (home / "pgroot").symlink_to(place.stage)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def hera(home: Path) -> Iterator[Run]:
    """Run the tool on that home; the server is stopped in the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_URL"))}
    if "PG_CONFIG" in os.environ:
        environment["PG_CONFIG"] = os.environ["PG_CONFIG"]
    environment["HERA_HOME"] = str(home)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).parent / "hera", *arguments],
            capture_output=True,
            text=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    yield run
    run("down", "--remove")


def test_up_dsn_psql_down(home: Path, hera: Run) -> None:
    assert hera("dsn").returncode == 4

    first = hera("up")
    assert first.returncode == 0, first.stderr
    assert "started" in first.stderr
    assert "created" in first.stderr
    assert first.stdout == ""

    second = hera("--output", "json", "up")
    assert second.returncode == 0, second.stderr
    assert check("up", second.stdout)[0]["installed"] is True
    assert "already running" in second.stderr
    assert "reused" in second.stderr

    dsn = hera("dsn").stdout.strip()
    assert check("dsn", hera("--output", "json", "dsn").stdout) == [{"dsn": dsn}]
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('data_checksums'), current_setting('fsync'),"
            " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
        ).fetchone()
    assert row == ("", "on", "on", True)

    # Without any connection setting the tool finds the private server.
    found = hera("psql", "-Atqc", "SELECT current_database()")
    assert found.stdout == "hera\n", found.stderr

    data = (home / "pg").stat()
    assert stat.S_IMODE(data.st_mode) == 0o700
    assert data.st_uid != 0
    socket = next(path for path in (home / "run", *Path("/tmp").glob(f"hera-{os.getuid()}-*")) if path.is_dir())
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700

    assert hera("down").returncode == 0
    assert hera("dsn").returncode == 4
    assert check("down", hera("--output", "json", "down", "--remove").stdout) == [{"state": "removed"}]
    assert not (home / "pg").exists()


def test_data_survives_a_restart(hera: Run) -> None:
    hera("up", "--bare")
    hera("psql", "-c", "CREATE TABLE public.kept AS SELECT 1 AS x")
    hera("down")
    hera("up", "--bare")
    assert hera("psql", "-Atqc", "SELECT x FROM public.kept").stdout == "1\n"


def cpu_seconds() -> float:
    """Processor time of all finished child processes: what the steps cost, whatever else the machine does."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_a_second_set_up_reuses_everything(checkout: Path) -> None:
    before = cpu_seconds()
    done = subprocess.run(
        [checkout / "tools" / "setup" / "run", "test"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    used = cpu_seconds() - before
    # A server that somebody built is said to be left alone.
    told = ("its files are in", "is no package")
    lines = [line for line in done.stderr.splitlines() if not any(words in line for words in told)]
    assert lines
    assert all(line.endswith("reused") for line in lines), done.stderr
    assert used < 2
