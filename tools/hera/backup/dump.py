"""A backup by pg_dump: complete, or none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import IsolationLevel

from hera.backup import counts, store
from hera.backup.programs import environment, program, run
from hera.cli.errors import NOT_VERIFIED, HeraError

DUMP = "hera.dump"

_FACTS = """
SELECT clock_timestamp(), current_database(), (SELECT system_identifier::text FROM pg_control_system()),
    current_setting('server_version_num')::integer, hera_internal.bundle_version(),
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text,
    hera.audit_checkpoint(), pg_export_snapshot()
"""


def require_all_rows(connection: psycopg.Connection[Any]) -> None:
    """Refuse a role that row security would show a part of the books."""
    row = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    if row != (True,):
        raise HeraError(
            "this role does not see all rows: row security would leave the books out of the dump",
            hint="Use a superuser, or a role with BYPASSRLS and pg_read_all_data.",
        )


def create(connection: psycopg.Connection[Any], directory: Path, recipient: str | None = None) -> store.Manifest:
    """Dump the database into a new backup below ``directory`` and count what is in the file against the database.

    Raises HeraError when they differ, and leaves nothing behind then.
    """
    require_all_rows(connection)
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    variables = environment(connection)
    version = connection.info.server_version
    with store.new_backup(directory, name) as draft:
        dump = draft / DUMP
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        with connection.transaction():
            row = connection.execute(_FACTS).fetchone()
            assert row is not None
            *facts, checkpoint, snapshot = row
            # Rows of unlogged tables are gone after a crash anyway, and a standby has none.
            run([program("pg_dump", version), "--format=custom", "--no-unlogged-table-data", f"--snapshot={snapshot}",
                 f"--file={dump}"], variables)  # fmt: skip
            wanted = counts.of_database(connection)
        wrong = counts.differences(wanted, counts.of_dump(program("pg_restore", version), dump, variables))
        if wrong:
            raise HeraError("the dump is not whole: " + "; ".join(wrong[:5]), exit_code=NOT_VERIFIED)
        if recipient:
            store.encrypt(dump, dump.with_suffix(".dump.age"), recipient)
        taken_at, database, system, server_version, hera_version, lsn = facts
        manifest = store.Manifest(
            name, "pg_dump", taken_at.isoformat(), database, system, server_version, hera_version, lsn,
            DUMP + (".age" if recipient else ""), bool(recipient), wanted, checkpoint,
        )  # fmt: skip
        store.write_manifest(draft, manifest)
    return manifest
