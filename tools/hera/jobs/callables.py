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
from psycopg.types.json import Jsonb

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
    from hera.audit.checkpoints import keep, sign

    # In a transaction before the seal, so that the seal has them.
    connection.execute("SELECT hera.record_role_changes()")
    row = connection.execute("SELECT hera.seal_audit(), hera.audit_status() ->> 'checkpoint_directory'").fetchone()
    assert row is not None
    checkpoint, directory = row
    said = {"seal": checkpoint["seal"], "leaves": checkpoint["tree_size"]}
    if directory:
        if key := os.environ.get("HERA_AUDIT_KEY"):
            checkpoint = sign(checkpoint, Path(key))
        said["file"] = str(keep(checkpoint, Path(directory)))
    return said


def report_host(connection: Connection, stop: Event) -> dict[str, Any] | str:
    """Report the machine when it is the server's own; otherwise what is not known stays unknown."""
    from hera.monitoring.host import facts, is_local

    if not is_local(connection):
        return "the server is on another machine"
    row = connection.execute("SELECT hera.data_path()").fetchone()
    said = facts(row[0] if row else None)
    connection.execute("SELECT hera.report_host(%s)", [Jsonb(said)])
    return said


CALLABLES: dict[str, JobFunction] = {"train_due": train_due, "seal_audit": seal_audit, "report_host": report_host}
