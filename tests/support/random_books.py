"""Random books in the database and the same in memory."""

from __future__ import annotations

import random
from uuid import UUID

from psycopg.types.json import Jsonb

from support.databases import Connection
from support.ledger_model import BASE, RATES, LedgerModel, RequestMaker


class RandomBooks:
    """An organization that gets random documents, with its model."""

    def __init__(self, connection: Connection, organization: UUID, choose: random.Random) -> None:
        self.connection = connection
        self.organization = organization
        accounts = connection.execute(
            "SELECT code, role, account_type FROM hera.list_accounts(%s)", [organization]
        ).fetchall()
        connection.execute("SELECT hera.set_setting('rate_limit_max_requests', '1000000', %s)", [organization])
        for currency, rate in RATES.items():
            connection.execute(
                "SELECT hera.set_exchange_rate(%s, %s, %s, '1900-01-01', %s, 'test')",
                [organization, currency, BASE, rate],
            )
        self.model = LedgerModel(
            {role: code for code, role, _ in accounts if role}, {code: kind for code, _, kind in accounts}
        )
        self.maker = RequestMaker(choose, self.model)
        self.choose = choose

    def grow(self, steps: int) -> None:
        """Post documents; about one in eight is a reversal."""
        for _ in range(steps):
            reversal = self.maker.reversal() if self.choose.random() < 0.13 else None
            if reversal is not None:
                original, day = reversal
                outcome = self._call("SELECT hera.reverse(%s, %s, 'wrong', %s)", original.id, day)
                self.model.reverse(UUID(outcome["transaction_id"]), original, day)
            else:
                request = self.maker.request()
                outcome = self._call("SELECT hera.submit(%s, %s)", Jsonb(request))
                assert outcome["status"] == "posted", (request, outcome)
                self.model.add(UUID(outcome["transaction_id"]), request)

    def _call(self, query: str, *parameters: object) -> dict[str, str]:
        row = self.connection.execute(query.encode(), [self.organization, *parameters]).fetchone()
        assert row is not None
        outcome: dict[str, str] = row[0]
        return outcome
