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


CALLABLES: dict[str, JobFunction] = {
    "train_due": train_due,
    "seal_audit": seal_audit,
    "report_host": report_host,
    "maintain": maintain,
}
