"""The process that runs jobs: one of several leads, the others wait to take its place."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import psycopg

from hera.jobs.callables import Connection
from hera.jobs.perform import Outcome, perform, runner_name

Connect = Callable[[], Connection]


def log(event: str, level: str = "info", **fields: Any) -> None:
    """One line of JSON on standard error."""
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "event": event, **fields}
    print(json.dumps(line, default=str, ensure_ascii=False), file=sys.stderr, flush=True)


class Runner:
    """Leads or waits, and runs jobs that are due, one after the other, until ``stop`` is set.

    ``interval`` is how often it looks, a tenth more or less each time, so that several do not ask at once; ``grace`` is how long
    a job may go on when the process is to stop; both in seconds.
    """

    def __init__(self, connect: Connect, *, stop: Event, interval: float = 5, grace: float = 10) -> None:
        self.connect = connect
        self.stop = stop
        self.interval = interval
        self.grace = grace
        self._session: Connection | None = None
        self._leads: bool | None = None

    def run(self, *, once: bool = False) -> None:
        """Run until stopped; ``once``: what is due now, if this process leads."""
        log("started", runner=runner_name(), interval=self.interval)
        try:
            while not self.stop.is_set():
                if self._lead():
                    self._run_due()
                if once:
                    return
                self.stop.wait(self.interval * random.uniform(0.9, 1.1))
        finally:
            self._leave()
            log("stopped", runner=runner_name())

    def _lead(self) -> bool:
        """Whether this process leads; connects again when its session was lost, and with it the lock."""
        try:
            if self._session is None or self._session.closed:
                self._session = self.connect()
            row = self._session.execute("SELECT hera.lead_jobs()").fetchone()
            leads = bool(row and row[0])
        except psycopg.OperationalError as error:
            log("connection lost", "error", error=str(error).strip())
            self._leave()
            leads = False
        if leads is not self._leads:
            log("leading" if leads else "waiting", runner=runner_name())
            self._leads = leads
        return leads

    def _leave(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _run_due(self) -> None:
        assert self._session is not None
        due = self._session.execute("SELECT name FROM hera.list_jobs() WHERE overdue").fetchall()
        for (name,) in due:
            # A job may have taken long: who leads is asked again before each.
            if self.stop.is_set() or not self._lead():
                return
            self._run_job(str(name))

    def _run_job(self, name: str) -> None:
        """Run one job in a thread, so that a signal is heard and leadership watched while it runs."""
        connection: list[Connection] = []
        thread = Thread(target=self._work, args=(name, connection), name=name)
        log("job started", job=name)
        thread.start()
        asked = time.monotonic()
        stopping: float | None = None
        while thread.is_alive():
            thread.join(0.1)
            now = time.monotonic()
            if self.stop.is_set():
                stopping = stopping or now
                if now - stopping > self.grace and connection and not connection[0].closed:
                    log("job cancelled", "warning", job=name)
                    connection[0].cancel_safe(timeout=5)
                    stopping = now
            elif now - asked > self.interval:
                self._lead()
                asked = now

    def _work(self, name: str, connections: list[Connection]) -> None:
        try:
            with self.connect() as connection:
                connections.append(connection)
                self._report(perform(connection, name, self.stop))
        except psycopg.Error as error:
            log("job failed", "error", job=name, error=str(error).strip())

    @staticmethod
    def _report(done: Outcome) -> None:
        if done.outcome == "busy":
            log("job skipped", job=done.name, reason="another session runs it")
            return
        level = "info" if done.outcome == "done" else "error"
        log(f"job {done.outcome}", level, job=done.name, run=done.run, ms=done.milliseconds, result=done.result)
