"""The process that runs jobs: one of several leads, the others wait to take its place."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
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


# A run of hours, such as that of maintenance, must not keep the audit trail from being sealed; so many go on side by side.
LANES = 4


@dataclass
class Run:
    """A job that runs in a thread, with its connection once there is one."""

    name: str
    thread: Thread
    connections: list[Connection]


class Runner:
    """Leads or waits, and runs jobs that are due until ``stop`` is set: one after the other, and a long one beside others.

    ``interval`` is how often it looks, a tenth more or less each time, so that several do not ask at once, and how long the
    others wait for a job that runs; ``grace`` is how long jobs may go on when the process is to stop; both in seconds.
    """

    def __init__(self, connect: Connect, *, stop: Event, interval: float = 5, grace: float = 10) -> None:
        self.connect = connect
        self.stop = stop
        self.interval = interval
        self.grace = grace
        self._session: Connection | None = None
        self._leads: bool | None = None
        self._runs: list[Run] = []

    def run(self, *, once: bool = False) -> None:
        """Run until stopped; ``once``: what is due now, if this process leads."""
        log("started", runner=runner_name(), interval=self.interval)
        try:
            while not self.stop.is_set():
                if self._lead():
                    self._run_due()
                if once:
                    while self._running() and not self.stop.is_set():
                        self._attend(self._runs[0])
                    return
                self.stop.wait(self.interval * random.uniform(0.9, 1.1))
        finally:
            self._end_runs()
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
            if name in self._running():
                continue
            while len(self._running()) >= LANES and not self.stop.is_set():
                self._attend(self._runs[0])
            # A job may have taken long: who leads is asked again before each.
            if self.stop.is_set() or not self._lead():
                return
            run = self._begin(str(name))
            self._attend(run)
            if run.thread.is_alive() and not self.stop.is_set():
                log("job goes on", job=run.name)

    def _running(self) -> set[str]:
        self._runs = [run for run in self._runs if run.thread.is_alive()]
        return {run.name for run in self._runs}

    def _begin(self, name: str) -> Run:
        """Start a job in a thread, so that a signal is heard and leadership watched while it runs."""
        connections: list[Connection] = []
        run = Run(name, Thread(target=self._work, args=(name, connections), name=name), connections)
        log("job started", job=name)
        self._runs.append(run)
        run.thread.start()
        return run

    def _attend(self, run: Run) -> None:
        """Wait for a job, for one interval at most, and ask for the leadership again after it."""
        until = time.monotonic() + self.interval
        while run.thread.is_alive() and not self.stop.is_set():
            run.thread.join(0.1)
            if time.monotonic() > until:
                self._lead()
                return

    def _end_runs(self) -> None:
        """Let what runs go on for the grace, and cancel it then, again and again until it ends."""
        until = time.monotonic() + self.grace
        while self._running():
            self._runs[0].thread.join(0.1)
            if time.monotonic() > until:
                for run in self._runs:
                    if run.thread.is_alive() and run.connections and not run.connections[0].closed:
                        log("job cancelled", "warning", job=run.name)
                        run.connections[0].cancel_safe(timeout=5)
                until = time.monotonic() + max(self.grace, 1)

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
