"""The replay: every payment through hera.submit, every business day reviewed by hera.record_feedback."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.types.json import Jsonb

from hera.cli.errors import HeraError
from hera.demo.payers import Payment, business_days, request_of
from hera.demo.stage import Connection, Logins, Organization

# Called after each payment with what happened to it.
Tick = Callable[[Organization, str], None]


@dataclass
class Timing:
    """What one replay of one organization took: its duration and each new request's round trip, in microseconds."""

    seconds: float = 0.0
    verdicts: int = 0
    latencies: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Stored:
    """What an earlier, perhaps interrupted, replay has left: payments stored and payments reviewed, by id."""

    submitted: frozenset[str]
    reviewed: frozenset[str]


def read_stored(admin: Connection, organization: UUID) -> Stored:
    """Which payments of an organization are stored, and which of those a person has judged."""
    rows = admin.execute(
        "SELECT k.key, EXISTS ("
        " SELECT FROM hera.ai_posting_feedback AS f"
        " WHERE f.organization_id = k.organization_id AND f.transaction_id = k.transaction_id)"
        " FROM hera_internal.idempotency_key AS k WHERE k.organization_id = %s",
        [organization],
    ).fetchall()
    return Stored(frozenset(key for key, _ in rows), frozenset(key for key, reviewed in rows if reviewed))


def verdict_of(proposed: str | None, truth: str) -> tuple[str, dict[str, str] | None]:
    """What the reviewer says of a proposal: approved when it was right, else corrected with the true account."""
    return ("approved", None) if proposed == truth else ("corrected", {"account": truth})


class Replay:
    """Replays organizations over a few connections; ``stop`` ends it after the requests under way."""

    def __init__(self, conninfo: str, logins: Logins, tick: Tick, connections: int = 2) -> None:
        self.conninfo = conninfo
        self.logins = logins
        self.tick = tick
        self.connections = connections
        self.stop = threading.Event()
        self.timings: dict[UUID, Timing] = {}

    def run(self, work: Sequence[tuple[Organization, Stored]]) -> None:
        """Replay what is not stored yet. An interruption (Ctrl-C) is raised after the requests under way have ended."""
        with ThreadPoolExecutor(self.connections, thread_name_prefix="replay") as pool:
            futures = [pool.submit(self._replay, organization, stored) for organization, stored in work]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                self.stop.set()
                raise

    def _replay(self, organization: Organization, stored: Stored) -> None:
        if self.stop.is_set():
            return
        timing = self.timings.setdefault(organization.id, Timing())
        try:
            with self._connect(self.logins.submitter) as submitter, self._connect(self.logins.reviewer) as reviewer:
                started = time.perf_counter()
                try:
                    for _, payments in business_days(organization.selected):
                        self._business_day(organization, payments, stored, timing, submitter, reviewer)
                        if self.stop.is_set():
                            return
                finally:
                    timing.seconds = time.perf_counter() - started
        except BaseException:
            self.stop.set()
            raise

    def _connect(self, login: str) -> Connection:
        return psycopg.connect(
            make_conninfo(self.conninfo, user=login), autocommit=True, application_name=f"hera demo ({login})"
        )

    def _business_day(
        self,
        organization: Organization,
        payments: Sequence[Payment],
        stored: Stored,
        timing: Timing,
        submitter: Connection,
        reviewer: Connection,
    ) -> None:
        """Submit the payments of one day, then have each of them reviewed."""
        outcomes = []
        for payment in payments:
            if payment.id in stored.reviewed:
                continue
            if self.stop.is_set():
                return
            started = time.perf_counter_ns()
            outcome = _submit(submitter, organization, payment)
            # A repeat of what an interrupted run has stored is answered from memory: it says nothing about speed.
            if not outcome["replayed"]:
                timing.latencies.append((time.perf_counter_ns() - started) // 1000)
            outcomes.append((payment, outcome))
            self.tick(organization, outcome["posting_status"])
        for payment, outcome in outcomes:
            if self.stop.is_set():
                return
            _review(reviewer, organization, payment, outcome)
            timing.verdicts += 1


def _submit(connection: Connection, organization: Organization, payment: Payment) -> dict[str, Any]:
    row = connection.execute(
        "SELECT hera.submit(%s, %s)",
        [organization.id, Jsonb(request_of(organization.payer, payment))],
        prepare=True,
    ).fetchone()
    assert row is not None
    outcome: dict[str, Any] = row[0]
    if outcome["status"] == "rejected":
        fault = outcome["errors"][0]
        raise HeraError(
            f"{organization.payer.name}: payment {payment.id} was refused: {fault['code']} {fault['message']}"
            f" ({fault['path']})",
            hint=fault.get("hint"),
        )
    return outcome


def _review(connection: Connection, organization: Organization, payment: Payment, outcome: dict[str, Any]) -> None:
    verdict, correction = verdict_of(outcome["account"], organization.codes[payment.account])
    connection.execute(
        "SELECT hera.record_feedback(%s, %s, %s, %s)",
        [organization.id, outcome["transaction_id"], verdict, None if correction is None else Jsonb(correction)],
        prepare=True,
    )
