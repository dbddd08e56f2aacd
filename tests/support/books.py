"""A small set of books for tests that carry a database from one place to another."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

# One day for a whole run, also for one that goes on over midnight: what is repeated must be the same.
TODAY = datetime.now(UTC).date().isoformat()
Connection = psycopg.Connection[tuple[Any, ...]]


def open_books(connection: Connection) -> UUID:
    """Create an organization that is ready to work; the caller owns it."""
    client = _one(connection, "SELECT hera.create_client('A client')", [])
    organization = _one(connection, "SELECT hera.create_organization('An organization', p_client_id => %s)", [client])
    assert isinstance(organization, UUID)
    return organization


def submit(connection: Connection, organization: UUID, number: int) -> Any:
    """Submit a document that states its posting, so that it posts whatever classification knows."""
    accounts = dict(
        connection.execute(
            "SELECT role, code FROM hera_internal.ledger_account WHERE organization_id = %s AND role IS NOT NULL",
            [organization],
        ).fetchall()
    )
    request = {
        "transaction_type": "journal",
        "transaction_date": TODAY,
        "currency": "GBP",
        "total_amount": number,
        "idempotency_key": f"document {number}",
        "lines": [
            {"account": accounts["bank"], "side": "debit", "amount": number},
            {"account": accounts["sales"], "side": "credit", "amount": number},
        ],
    }
    return _one(connection, "SELECT hera.submit(%s, %s)", [organization, Jsonb(request)])


def trial_balance(connection: Connection, organization: UUID) -> list[tuple[Any, ...]]:
    """The trial balance of today."""
    return connection.execute(
        "SELECT account_code, currency, debit, credit FROM hera.trial_balance(%s, current_date) ORDER BY 1, 2",
        [organization],
    ).fetchall()


def _one(connection: Connection, query: str, parameters: list[Any]) -> Any:
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
