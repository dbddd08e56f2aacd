"""pgBackRest, the real one: an encrypted repository, a proof with the log after the backup, a point in time."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner, Result

from hera.backup.pgbackrest import Stanza, await_recovery, restore
from hera.backup.proof import scratch_cluster
from hera.cli.errors import HeraError
from hera.cli.main import cli
from support.books import open_books, submit, trial_balance

pytestmark = pytest.mark.skipif(
    shutil.which("pgbackrest") is None, reason="pgbackrest is not installed (apt-get install pgbackrest)"
)


@pytest.fixture(scope="module")
def books(new_server: Callable[..., Any], releases: Any, packaging_home: Path) -> Iterator[tuple[Any, str, UUID, Path]]:
    """A server that archives its log, books in it, and the configuration of a stanza."""
    home = packaging_home / "pgbackrest"
    config = home / "pgbackrest.conf"
    archive = f"pgbackrest --config={config} --stanza=books archive-push %p"
    server = new_server(releases.present, settings={"archive_mode": "on", "archive_command": archive})
    owner = server.place.owner(server.cluster.data)
    for path in (home, home / "repo", home / "log", home / "lock", home / "spool"):
        path.mkdir(exist_ok=True)
    config.write_text(
        f"[global]\nrepo1-path={home}/repo\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=a long word for tests\n"
        f"log-path={home}/log\nlock-path={home}/lock\nspool-path={home}/spool\nlog-level-console=warn\nstart-fast=y\n"
        f"repo1-retention-full=2\n[books]\npg1-path={server.cluster.data}\npg1-socket-path={server.cluster.socket}\n"
        "pg1-port=5432\npg1-user=postgres\n"
    )
    if os.getuid() == 0:
        for path in [home, *home.rglob("*")]:
            os.chown(path, *owner)
    config.chmod(0o600)
    try:
        Stanza("books", config, server.place.user).run("stanza-create")
    except HeraError as error:
        # That of Debian 12 knows servers up to its own.
        if server.place.major <= 15 or "is this version of PostgreSQL supported" not in str(error):
            raise
        pytest.skip(f"this pgbackrest does not know PostgreSQL {server.place.major}")
    name = server.migrated()
    with server.connect(name) as connection:
        organization = open_books(connection)
        for number in range(1, 6):
            assert submit(connection, organization, number)["status"] == "posted"
        connection.execute("SELECT hera.seal_audit()")
    yield server, name, organization, config


def run(server: Any, name: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--dsn", server.cluster.dsn(name), "--output", "json", "backup", *arguments])


def test_a_backup_and_the_log_after_it_are_proved(books: tuple[Any, str, UUID, Path]) -> None:
    server, name, organization, config = books
    stanza = ["--stanza=books", f"--config={config}", f"--account={server.place.user}"]
    made = run(server, name, "create", "--method=pgbackrest", *stanza)
    assert made.exit_code == 0, (made.output, made.exception)
    with server.connect(name) as connection:
        assert submit(connection, organization, 6)["status"] == "posted"
        connection.execute("SELECT hera.seal_audit()")
        connection.execute("SELECT pg_switch_wal()")
    # The seal of now is in the log only: the proof fails unless that came back too.
    done = run(server, name, "verify", *stanza)
    assert done.exit_code == 0, (done.output, done.exception)
    assert {row["ok"] for row in json.loads(done.stdout)} == {True}
    listed = json.loads(run(server, name, "list").stdout)
    assert (listed[0]["method"], listed[0]["ok"]) == ("pgbackrest", True)
    assert float(listed[0]["recovery_point_seconds"]) < 600
    assert b"transactions" not in b"".join(
        path.read_bytes() for path in config.parent.glob("repo/backup/books/*/*.manifest")
    )


def test_books_of_a_moment_come_back(books: tuple[Any, str, UUID, Path]) -> None:
    server, name, organization, config = books
    stanza = Stanza("books", config, server.place.user)
    with server.connect(name) as connection:
        before = trial_balance(connection, organization)
        row = connection.execute("SELECT clock_timestamp()").fetchone()
        assert row is not None
        moment: datetime = row[0]
        for number in range(20, 24):
            assert submit(connection, organization, number)["status"] == "posted"
        assert trial_balance(connection, organization) != before
        connection.execute("SELECT pg_switch_wal()")
    label = stanza.backups()[-1]["label"]
    with scratch_cluster() as cluster:
        restore(
            stanza,
            label,
            cluster,
            "--type=time",
            f"--target={moment:%Y-%m-%d %H:%M:%S.%f%z}",
            "--target-action=promote",
        )
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            await_recovery(connection)
            assert trial_balance(connection, organization) == before
