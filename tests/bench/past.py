"""An organization with a past: accounts in use, decisions that people took, and a model that was trained on them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from uuid import UUID

from bench.populate import LOGIN, Connection, _value, description, payee

CLASSES = 150
PAYEES_TO_A_CLASS = 20
TYPES = ("bill", "card_purchase")
UNITS = ("north", "south", "street works", "adult care", "schools", "leisure centre")
AT_ONCE = 1_000
# Of a hundred requests: a payee and a text that were met, a payee that was met with another text, a new payee.
KNOWN, NEW_TEXT = 70, 20


@dataclass(frozen=True)
class Training:
    """What a training took."""

    seconds: float
    peak_gb: float


class Past:
    """One organization, its accounts, and the habits by which its payees belong to them."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self.rng = random.Random(seed)
        self.id: UUID = _value(
            connection,
            "SELECT hera.create_organization('Bench past', p_chart => 'general',"
            " p_client_id => hera.create_client('Bench past'))",
        )
        connection.execute(
            "SELECT hera.set_setting('rate_limit_max_requests', '10000000', %s),"
            " hera.grant_access(%s, %s::name, 'bench', 'accountant')",
            [self.id, self.id, LOGIN],
        )
        self.accounts = [f"92{number:03}" for number in range(CLASSES)]
        for code in self.accounts:
            connection.execute("SELECT hera.create_account(%s, %s, %s, 'expense')", [self.id, code, f"Expense {code}"])
        names = CLASSES * PAYEES_TO_A_CLASS
        # Few payees are paid often, many seldom.
        self.weights = list(accumulate(1 / (place + 20) for place in range(names)))
        self.payees = [f"{payee(number)} {_word(self.rng)} {_word(self.rng)}" for number in range(names)]

    def request(self, *, news: bool = False) -> dict[str, Any]:
        """A request without an account; with news, some of a text or a payee that was never met."""
        rng = self.rng
        number = rng.choices(range(len(self.payees)), cum_weights=self.weights)[0]
        draw = rng.randrange(100) if news else 0
        request = {
            "transaction_type": TYPES[number % 3 // 2],
            "transaction_date": f"2026-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}",
            # A third of the payees is paid the same every time.
            "total_amount": 25 + number % 400 if number % 3 == 0 else rng.randint(500, 500_000) / 100,
            "tax_amount": 0,
            "currency": "GBP",
            "counterparty": self.payees[number] if draw < KNOWN + NEW_TEXT else f"{self.payees[number]} {_word(rng)}",
            "description": f"{description(rng.randrange(3) + number)}",
            "unit": UNITS[number % len(UNITS)],
        }
        if draw >= KNOWN:
            request["description"] = f"{request['description']} {_word(rng)} {_word(rng)}"
        return request

    def account(self, request: dict[str, Any]) -> str:
        """The account a person would choose: the payee's own, for some texts another, and now and then a slip."""
        if self.rng.random() < 0.03:
            return self.rng.choice(self.accounts)
        number = self.payees.index(request["counterparty"])
        other = 7 if "fees" in request["description"] or "hire" in request["description"] else 0
        return self.accounts[(number + other) % CLASSES]

    def fill(self, connection: Connection, decisions: int) -> None:
        """Post documents whose account is stated, and remember each as feedback would."""
        for start in range(0, decisions, AT_ONCE):
            requests = [self.request() for _ in range(min(AT_ONCE, decisions - start))]
            for request in requests:
                request["account"] = self.account(request)
            taken = connection.execute(
                "SELECT count(*) FILTER (WHERE outcome ->> 'status' = 'posted') FROM hera.submit_batch(%s, %s)",
                [self.id, json.dumps(requests)],
            ).fetchone()
            assert taken == (len(requests),)
        connection.execute("SET jit = off")
        for start in range(0, decisions, AT_ONCE):
            with connection.transaction():
                connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(self.id)])
                connection.execute(
                    "SELECT hera_internal.learn_account(s.organization_id, hera_internal.read_stored_document("
                    " s.organization_id, s.id, s.created_at), s.account_code, 1) FROM ("
                    " SELECT t.* FROM hera.universal_transactions AS t WHERE t.organization_id = %s"
                    " ORDER BY t.id OFFSET %s LIMIT %s) AS s",
                    [self.id, start, AT_ONCE],
                )
        connection.execute("VACUUM (ANALYZE)")

    def train(self, connection: Connection, dsn: str) -> Training:
        """Train as hera train does, in a process of its own, and let the model speak."""
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "hera", "--dsn", dsn, "train", "--organization", str(self.id)],
            stdout=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError("hera train failed")
        seconds = time.monotonic() - started
        connection.execute(
            "SELECT hera.promote_model(%s, m.id, 'speed run') FROM hera.ai_models AS m"
            " WHERE m.organization_id = %s AND m.status = 'shadow'",
            [self.id, self.id],
        )
        connection.execute("VACUUM (ANALYZE)")
        return Training(seconds, usage.ru_maxrss / 1024**2)


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("bcdfglmnprstv") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
