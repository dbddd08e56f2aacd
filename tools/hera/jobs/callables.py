"""Jobs that are written in Python, by the name in ``hera_internal.job.call``.

A function gets a connection of its own in autocommit mode and an event that is set when the process is to stop; it
returns what the history shows, or raises. It is to look at the event between its portions of work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]
JobFunction = Callable[[Connection, Event], Any]


def train_due(connection: Connection, stop: Event) -> list[str]:
    """Train what is due; scikit-learn is loaded by the first run, not by every start of the tool."""
    from hera.learning import due
    from hera.learning.client import find_libraries

    said: list[str] = []
    find_libraries()
    for organization, model, version, status, seconds in due.train_due(connection, said.append):
        said.append(f"{organization}: model {model}, version {version}, {status}, {seconds} s")
        if stop.is_set():
            break
    return said


def seal_audit(connection: Connection, stop: Event) -> dict[str, Any]:
    """Seal the audit trail and keep the checkpoint outside; a directory that cannot be written fails the run, not the seal."""
    from hera.audit.checkpoints import keep, keep_keys, sign
    from hera.audit.keys import known_keys, require_in_force

    # In a transaction before the seal, so that the seal has them.
    connection.execute("SELECT hera.record_role_changes()")
    row = connection.execute("SELECT hera.seal_audit(), hera.audit_status() ->> 'checkpoint_directory'").fetchone()
    assert row is not None
    checkpoint, directory = row
    said = {"seal": checkpoint["seal"], "leaves": checkpoint["tree_size"]}
    if directory:
        if key := os.environ.get("HERA_AUDIT_KEY"):
            checkpoint = sign(checkpoint, Path(key))
            require_in_force(connection, checkpoint)
            keep_keys(known_keys(connection), Path(directory))
        said["file"] = str(keep(checkpoint, Path(directory)))
    return said


def maintain(connection: Connection, stop: Event) -> dict[str, Any]:
    """Run the maintenance plan while the window is open; says when it opens next where it is closed."""
    from hera.maintenance.perform import perform

    window = connection.execute("SELECT is_open, opens_at FROM hera.maintenance_window()").fetchone()
    assert window is not None
    if not window[0]:
        return {"opens_at": window[1]}
    said: list[str] = []
    done = perform(connection, stop, said.append)
    return {"statements": done.statements, "failures": done.failures, "left": done.left, "said": said}


def report_host(connection: Connection, stop: Event) -> dict[str, float]:
    """Tell the database what can be seen of its host from here; nothing where it is another machine."""
    from psycopg.types.json import Jsonb

    from hera.operations.host import host_facts

    facts = host_facts(connection)
    connection.execute("SELECT hera.report_host(%s)", [Jsonb(facts)])
    return facts


def archive_due(connection: Connection, stop: Event) -> dict[str, Any]:
    """Take the months out that retention asks for, in the window, into the setting archive_directory; nothing is dropped."""
    from hera.archive.work import take_out

    directory = _setting(connection, "archive_directory")
    window = connection.execute("SELECT is_open, opens_at FROM hera.maintenance_window()").fetchone()
    assert window is not None
    if not directory or not window[0]:
        return {"directory": directory or None, "opens_at": window[1]}
    due = connection.execute(
        "SELECT month, blockers FROM hera.retention_due() WHERE step = 'archive' AND due_on <= CURRENT_DATE ORDER BY month"
    ).fetchall()
    said: list[str] = []
    for month, blockers in due:
        # Each month waits for those before it.
        if blockers or stop.is_set():
            said.append(f"{month:%Y-%m}: {'; '.join(blockers or ['stopped'])}")
            break
        take_out(connection, month, Path(directory), said.append)
    return {"directory": directory, "said": said}


def verify_backup(connection: Connection, stop: Event) -> dict[str, Any]:
    """Restore the newest backup of the setting backup_directory to a scratch server and check it there; raises when wrong."""
    from hera.backup import proof, record

    directory = _setting(connection, "backup_directory")
    if not directory:
        return {"directory": None}
    identity = os.environ.get("HERA_BACKUP_IDENTITY")
    backup = record.chosen(Path(directory))
    known = record.recorded_sums(connection, backup.name)
    found = proof.verify(backup, identity=Path(identity) if identity else None, known=known)
    record.record_proof(connection, found)
    if not found.ok:
        raise RuntimeError(
            f"{found.backup}: " + "; ".join(f"{check}: {why}" for check, ok, why in found.checks if not ok)
        )
    return {
        "backup": found.backup,
        "recovery_point_seconds": found.recovery_point_seconds,
        "recovery_time_seconds": found.recovery_time_seconds,
    }


def _setting(connection: Connection, name: str) -> str:
    row = connection.execute("SELECT hera.get_server_setting(%s)", [name]).fetchone()
    return str(row[0] or "") if row else ""


CALLABLES: dict[str, JobFunction] = {
    "train_due": train_due,
    "seal_audit": seal_audit,
    "report_host": report_host,
    "maintain": maintain,
    "archive_due": archive_due,
    "verify_backup": verify_backup,
}
