"""An organization with committed logins, for tests that open connections of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection, Database
from support.people import LoginFactory, OrganizationFactory

FAR_AWAY = 100_000_000


@dataclass
class Office:
    """Organizations of one database and connections of their logins."""

    database: Database
    admin: Connection
    make_organization: OrganizationFactory
    make_login: LoginFactory
    connections: list[Connection] = field(default_factory=list)

    def organization(self, name: str, *, limited: bool = False, **options: Any) -> UUID:
        """A new organization; its rate limit is out of the way unless asked for."""
        identifier = self.make_organization(name, **options)
        if not limited:
            self.set_limit(identifier, FAR_AWAY)
        return identifier

    def set_limit(self, organization: UUID, limit: int, window: int = 60_000) -> None:
        """Requests that an organization may make in a window of milliseconds."""
        for name, value in (("rate_limit_max_requests", limit), ("rate_limit_window", window)):
            self.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, str(value), organization])

    def login(self, organization: UUID | None = None, role: str = "accountant", **options: Any) -> str:
        """A new login, granted a role when an organization is given."""
        return self.make_login(organization, role, **options)

    def trusted(self, *organizations: UUID, groups: tuple[str, ...] = ("hera_app",)) -> str:
        """A new login that may name actors of these organizations."""
        name = self.make_login(None, groups=groups)
        self.admin.execute("SELECT hera.trust_login(%s::name, %s)", [name, list(organizations)])
        return name

    def connect(self, login: str, **options: Any) -> Connection:
        """A connection of a login, closed after the test."""
        self.connections.append(self.database.connect(login, **options))
        return self.connections[-1]

    def close(self) -> None:
        """Close what connect opened."""
        while self.connections:
            self.connections.pop().close()


def set_rates(office: Office, organization: UUID, **rates: str) -> None:
    """Exchange rates to the currency of the organization, from long ago on."""
    for currency, rate in rates.items():
        office.admin.execute(
            "SELECT hera.set_exchange_rate(%s, %s, o.currency, '1900-01-01', %s, 'test')"
            " FROM hera.core_organizations AS o WHERE o.organization_id = %s",
            [organization, currency, Decimal(rate), organization],
        )


def value(connection: Connection, query: str, parameters: list[Any] | None = None) -> Any:
    """The first column of the first row."""
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None, query
    return row[0]


def submit(connection: Connection, organization: UUID, request: Any) -> dict[str, Any]:
    """The outcome of a request."""
    outcome = value(connection, "SELECT hera.submit(%s, %s)", [organization, Jsonb(request, dumps=_dumps)])
    assert isinstance(outcome, dict)
    return outcome


def submit_patiently(connection: Connection, organization: UUID, request: Any) -> dict[str, Any]:
    """Submit until the limiter answers: many cold sessions at once keep it busy for longer than it lets anybody wait."""
    while True:
        outcome = submit(connection, organization, request)
        if [fault["code"] for fault in outcome["errors"]] != ["RL_002"]:
            return outcome


def submit_batch(connection: Connection, organization: UUID, requests: Any) -> list[dict[str, Any]]:
    """The outcomes of a batch, in order."""
    rows = connection.execute(
        "SELECT item, outcome FROM hera.submit_batch(%s, %s)", [organization, Jsonb(requests, dumps=_dumps)]
    ).fetchall()
    assert [row[0] for row in rows] == list(range(len(rows)))
    return [row[1] for row in rows]


def journal(amount: Any = 10, **fields: Any) -> dict[str, Any]:
    """A request that states its posting and so is posted whatever classification knows."""
    lines = [
        {"account": "1000", "side": "debit", "amount": amount},
        {"account": "4000", "side": "credit", "amount": amount},
    ]
    return {"transaction_type": "journal", "lines": lines, **fields}


def bill(amount: Any = 120, **fields: Any) -> dict[str, Any]:
    """A supplier bill that nobody has coded."""
    return {"transaction_type": "bill", "total_amount": amount, "counterparty": "Acme", **fields}


def faults(outcome: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and path of every fault of a rejected outcome."""
    assert outcome["status"] == "rejected", outcome
    return sorted((fault["code"], fault["path"]) for fault in outcome["errors"])


@contextmanager
def refused(sqlstate: str) -> Iterator[None]:
    """The statements inside fail with this SQLSTATE."""
    with pytest.raises(psycopg.Error) as caught:
        yield
    assert caught.value.sqlstate == sqlstate, f"{caught.value.sqlstate} instead of {sqlstate}: {caught.value}"


def _dumps(item: Any) -> str:
    return json.dumps(item, default=lambda x: str(x) if isinstance(x, (Decimal, UUID)) else x.isoformat())
