"""One run of one job."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import dataclass
from threading import Event
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from hera.jobs.callables import CALLABLES, Connection


@dataclass
class Outcome:
    """How a run ended: done, failed, cancelled, or busy when another session runs the job."""

    name: str
    run: int | None
    outcome: str
    milliseconds: int
    result: Any


def runner_name() -> str:
    """What the history calls this process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def perform(connection: Connection, name: str, stop: Event) -> Outcome:
    """Run a job and record it. The connection is in autocommit mode and does nothing else meanwhile.

    An error of the job is an outcome; one of the connection, or a job that is not there, is raised.
    """
    started = time.monotonic()
    row = connection.execute("SELECT hera.start_job(%s, %s)", [name, runner_name()]).fetchone()
    run = row[0] if row else None
    if run is None:
        return Outcome(name, None, "busy", 0, None)
    try:
        outcome, result = "done", _call(connection, name, stop)
    except psycopg.errors.QueryCanceled as error:
        outcome, result = "cancelled", {"error": str(error)}
    except psycopg.Error as error:
        if connection.broken:
            raise
        outcome, result = "failed", {"error": str(error).strip(), "sqlstate": error.sqlstate}
    except Exception as error:
        outcome, result = "failed", {"error": f"{type(error).__name__}: {error}"}
    connection.execute("SELECT hera.finish_job(%s, %s, %s)", [run, outcome, Jsonb(result, dumps=_dumps)])
    return Outcome(name, run, outcome, round((time.monotonic() - started) * 1000), result)


def _call(connection: Connection, name: str, stop: Event) -> Any:
    row = connection.execute("SELECT language, call FROM hera.list_jobs() WHERE name = %s", [name]).fetchone()
    assert row is not None, name
    language, call = row
    if language == "sql":
        found = connection.execute("SELECT hera.perform_job(%s)", [name]).fetchone()
        return found[0] if found else None
    if call not in CALLABLES:
        raise LookupError(f"this version of the tool has no job function {call}")
    return CALLABLES[call](connection, stop)


def _dumps(value: Any) -> str:
    return json.dumps(value, default=str)
