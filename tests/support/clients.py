"""Clients that submit until told to stop, remember what was acknowledged and repeat what was not."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from support.databases import Connection, Database


@dataclass
class Clients:
    """Threads that submit documents with idempotency keys to one organization, whatever happens to the server.

    A key that was not answered is submitted again until it is: an application that does so has every document once.
    """

    database: Database
    organization: UUID
    login: str
    seed: int
    number: int = 6
    vanish: float = 0.0
    acknowledged: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    retries: int = 0
    vanished: int = 0
    last: str = ""

    def __post_init__(self) -> None:
        self.stop = threading.Event()
        self.give_up = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, args=(n,), daemon=True) for n in range(self.number)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def finish(self, timeout: float = 120) -> None:
        """Let every client have the answer to its last key, then end."""
        self.stop.set()
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.1, until - time.monotonic()))
        alive = [thread for thread in self._threads if thread.is_alive()]
        self.give_up.set()
        assert not alive, f"{len(alive)} clients never had an answer: {self.errors} {self.last}"

    def wait_for(self, count: int, timeout: float = 120) -> None:
        """Until so many documents were acknowledged."""
        until = time.monotonic() + timeout
        while len(self.acknowledged) < count:
            assert time.monotonic() < until, f"{len(self.acknowledged)} of {count}: {self.errors} {self.last}"
            time.sleep(0.005)

    def check(self, connection: Connection) -> dict[str, int]:
        """Nothing acknowledged is lost, nothing is there twice, and the certificate is clean; the counts seen."""
        assert self.wrong == []
        rows = connection.execute(
            "SELECT k.key, k.transaction_id::text FROM hera_internal.idempotency_key AS k WHERE k.organization_id = %s",
            [self.organization],
        ).fetchall()
        stored = dict(rows)
        lost = [key for key, identifier in self.acknowledged.items() if stored.get(key) != identifier]
        assert not lost, f"{len(lost)} acknowledged documents are lost: {lost[:5]}"
        row = connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE posting_status = 'posted') FROM hera.universal_transactions"
            " WHERE organization_id = %s",
            [self.organization],
        ).fetchone()
        assert row == (len(self.acknowledged), len(self.acknowledged)), (row, len(self.acknowledged))
        findings = connection.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [self.organization]).fetchall()
        assert findings == []
        return {"acknowledged": len(self.acknowledged), "retries": self.retries}

    def _work(self, number: int) -> None:
        choose = random.Random(self.seed * 1000 + number)
        connection: Connection | None = None
        count = 0
        while not self.stop.is_set():
            count += 1
            key = f"{number}-{count}"
            kind, account = choose.choice([("invoice", "4000"), ("bill", "5000"), ("expense", "6100")])
            request = {
                "transaction_type": kind, "transaction_date": "2026-01-15", "total_amount": choose.randint(1, 900),
                "account": account, "idempotency_key": key,
            }  # fmt: skip
            while not self.give_up.is_set():
                try:
                    connection = connection or self.database.connect(self.login, connect_timeout=10)
                    if choose.random() < self.vanish:
                        self._vanish(connection, request, choose)
                        connection = None
                        continue
                    row = connection.execute(
                        "SELECT hera.submit(%s, %s)", [self.organization, Jsonb(request)]
                    ).fetchone()
                    assert row is not None
                except psycopg.Error as error:
                    connection = self._after(connection, error)
                    continue
                if self._answered(key, row[0]):
                    break
        if connection is not None:
            connection.close()

    def _answered(self, key: str, outcome: dict[str, Any]) -> bool:
        codes = [fault["code"] for fault in outcome["errors"]]
        if codes in (["RL_002"], ["RL_001"]):
            return False
        with self._lock:
            if outcome["status"] == "posted":
                self.acknowledged[key] = outcome["transaction_id"]
            else:
                self.wrong.append(f"{key}: {outcome['status']} {codes}")
        return True

    def _after(self, connection: Connection | None, error: psycopg.Error) -> Connection | None:
        with self._lock:
            self.errors[error.sqlstate or type(error).__name__] += 1
            self.last = str(error)
            self.retries += 1
        if connection is not None and (connection.closed or connection.broken):
            connection.close()
            connection = None
        time.sleep(0.02 if connection else 0.1)
        return connection

    def _vanish(self, connection: Connection, request: dict[str, Any], choose: random.Random) -> None:
        """Send the request and be gone before, while or after the server works on it."""
        connection.pgconn.send_query_params(
            b"SELECT hera.submit($1::uuid, $2::jsonb)",
            [str(self.organization).encode(), json.dumps(request).encode()],
        )
        connection.pgconn.flush()
        time.sleep(choose.choice([0, 0.001, 0.004, 0.02]))
        connection.pgconn.finish()
        with self._lock:
            self.vanished += 1
            self.retries += 1
