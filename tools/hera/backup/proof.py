"""Proof of a backup: it is restored to a scratch server, and everything that can be checked is."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from hera.backup import counts, store
from hera.backup.programs import environment, program, run
from hera.cli.errors import HeraError
from hera.server.cluster import Cluster
from hera.server.place import find_place

Say = Callable[[str], None]
DATABASE = "hera"
# Nothing of a scratch server has to survive a crash.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "4GB"}


@dataclass
class Proof:
    """What was found: rows of check, whether it is well, detail; seconds of the recovery, and how old the books are then."""

    backup: str
    recovery_point_seconds: float = 0
    recovery_time_seconds: float = 0
    checks: list[tuple[str, bool, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return bool(self.checks) and all(ok for _, ok, _ in self.checks)

    def say(self, check: str, wrong: list[str]) -> None:
        """Add a check with what is wrong."""
        self.checks.append((check, not wrong, "; ".join(wrong[:5])))


@contextmanager
def scratch_cluster() -> Iterator[Cluster]:
    """A place for a server of its own, which is gone after the block."""
    place = find_place()
    home = Path(os.environ.get("HERA_SCRATCH") or place.home)
    home.mkdir(parents=True, exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix="restore-", dir=home))
    # The account of the server must be able to look through it.
    directory.chmod(0o711)
    cluster = Cluster(place, directory, SETTINGS)
    try:
        yield cluster
    finally:
        cluster.remove()
        shutil.rmtree(directory, ignore_errors=True)


def verify(backup: Path, *, identity: Path | None = None, known: str | None = None, say: Say = lambda _: None) -> Proof:
    """Check the sums of a backup, restore it to a scratch server and check the books there.

    ``identity``: file with the age identity of an encrypted backup; ``known``: the sum that was recorded when it was made.
    """
    proof = Proof(backup.name)
    proof.say("files are as they were written", store.wrong_sums(backup, known))
    if not proof.ok:
        return proof
    manifest = store.read_manifest(backup)
    proof.recovery_point_seconds = round(manifest.age, 1)
    began = time.monotonic()
    with scratch_cluster() as cluster:
        say("restoring to a scratch server")
        cluster.init()
        cluster.start()
        try:
            restore(manifest, backup, cluster, identity)
        except HeraError as error:
            proof.say("it can be restored", [str(error)])
            return proof
        proof.say("it can be restored", [])
        proof.recovery_time_seconds = round(time.monotonic() - began, 1)
        with psycopg.connect(cluster.dsn(DATABASE), autocommit=True) as connection:
            say("checking the books")
            # Counted first: the checks write certificates and leaves of their own.
            proof.say("every table has its rows", counts.differences(manifest.counts, counts.of_database(connection)))
            check_books(connection, manifest.checkpoint, proof)
    return proof


def restore(manifest: store.Manifest, backup: Path, cluster: Cluster, identity: Path | None) -> None:
    """Restore a dump into a new database of a server that has never seen HERA; its roles come with CREATE EXTENSION."""
    dump = backup / manifest.file
    with tempfile.TemporaryDirectory() as clear:
        if manifest.encrypted:
            if identity is None:
                raise HeraError("the backup is encrypted", hint="Name the file of the age identity: --identity FILE")
            dump = Path(clear) / "hera.dump"
            store.decrypt(backup / manifest.file, dump, identity)
        with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE roles")
            with psycopg.connect(cluster.dsn("roles"), autocommit=True) as scratch:
                scratch.execute("CREATE EXTENSION hera CASCADE")
            connection.execute("DROP DATABASE roles")
            connection.execute(f"CREATE DATABASE {DATABASE}")
            variables = environment(connection) | {"PGDATABASE": DATABASE}
            restore_program = program("pg_restore", connection.info.server_version)
            run([restore_program, "--exit-on-error", f"--dbname={DATABASE}", str(dump)], variables)


def check_books(connection: psycopg.Connection[Any], checkpoint: dict[str, Any] | None, proof: Proof) -> None:
    """Storage, books, the audit trail, tables and indexes of a restored database."""
    connection.execute("SELECT * FROM hera.migrate()")
    # The trail says that it was restored; what was sealed before must be in it all the same.
    connection.execute("SELECT hera.seal_audit()")
    for name, query, parameters in (
        ("storage is as migrations make it", "SELECT check_name, detail FROM hera.migration_verify() WHERE NOT ok", []),
        ("the books are right", "SELECT check_name, detail FROM hera.verify() WHERE NOT ok", []),
        (
            "the audit trail holds the last seal",
            "SELECT check_name, detail FROM hera.verify_audit(%s) WHERE NOT ok",
            [Jsonb(checkpoint) if checkpoint else None],
        ),
    ):
        rows = connection.execute(query.encode(), parameters).fetchall()
        proof.say(name, [f"{check}: {detail}" for check, detail in rows])
    proof.say("tables and indexes are sound", amcheck(connection))


def amcheck(connection: psycopg.Connection[Any]) -> list[str]:
    """What pg_amcheck finds in the database of a connection."""
    command = [
        program("pg_amcheck", connection.info.server_version), "--install-missing", "--heapallindexed", "--no-strict-names",
        f"--database={connection.info.dbname}",
    ]  # fmt: skip
    done = subprocess.run(
        command, env=environment(connection), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return (
        [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines() or [f"exit {done.returncode}"]
    )
