"""What the database remembers of backups: the sum of their sums when they were made, and their proofs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from hera.backup import store
from hera.backup.proof import Proof
from hera.cli.errors import HeraError

Connection = psycopg.Connection[Any]


def chosen(directory: Path, name: str | None = None) -> Path:
    """The backup of that name in a directory, or the newest."""
    there = store.backups(directory)
    if name is not None:
        there = [path for path in there if path.name == name]
    if not there:
        raise HeraError(f"{directory} has no backup{f' {name}' if name else ''}")
    return there[-1]


def recorded_sums(connection: Connection, name: str) -> str | None:
    """The sum of sums that was recorded when the backup was made."""
    row = connection.execute("SELECT b.sums FROM hera.list_backups(10000) AS b WHERE b.name = %s", [name]).fetchone()
    if row is None:
        raise HeraError(f"{name} was not recorded in this database", hint="Restored elsewhere? Use --offline.")
    return str(row[0])


def record_proof(connection: Connection, found: Proof) -> None:
    """Record what a proof found."""
    wrong = [f"{check}: {detail}" for check, ok, detail in found.checks if not ok]
    connection.execute(
        "SELECT hera.record_backup_proof(%s, %s, %s::numeric, %s::numeric, %s)",
        [found.backup, found.ok, found.recovery_point_seconds, found.recovery_time_seconds, Jsonb(wrong)],
    )
