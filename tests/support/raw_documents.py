"""Headers and lines written as no entry function would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from support.databases import Connection

HEADER = """
    INSERT INTO {table} (organization_id, id, created_at, transaction_type, transaction_date, posting_status, currency,
        total_amount, submitted_by, line_count, posted_at)
    VALUES (%(organization)s, %(id)s, hera_internal.uuid_time(%(id)s), 'journal', '2026-05-04', %(status)s::text, 'GBP', 10,
        'raw', %(count)s, CASE WHEN %(status)s::text = 'posted' THEN timestamptz '2026-05-04 12:00+00' END)
"""
LINE = """
    INSERT INTO {table} (organization_id, transaction_id, line_number, line_count, created_at, account_id, side, amount,
        base_amount, currency, transaction_date, posted_at)
    VALUES (%(organization)s, %(id)s, %(number)s, %(count)s, hera_internal.uuid_time(%(id)s), %(account)s, %(side)s,
        %(amount)s, %(base)s, %(currency)s, %(date)s, %(posted_at)s)
"""
POSTED_AT = "2026-05-04 12:00+00"


@dataclass
class Raw:
    """Writes headers and lines as no entry function would."""

    connection: Connection
    organization: UUID
    account: UUID
    id: UUID
    headers: str = "hera.universal_transactions"
    lines: str = "hera.universal_transaction_lines"

    count: int = 2

    def header(self, status: str = "posted", count: int = 2) -> None:
        self.count = count
        self.run(HEADER, self.headers, status=status, count=count if status == "posted" else 0)

    def line(self, number: int, side: str, amount: Any, **fields: Any) -> None:
        values = {"currency": "GBP", "date": "2026-05-04", "posted_at": POSTED_AT, "count": self.count}
        values |= {"base": amount, **fields}
        self.run(LINE, self.lines, number=number, side=side, amount=amount, **values)

    def pair(self, debit: Any = 10, credit: Any = 10) -> None:
        self.line(1, "debit", debit)
        self.line(2, "credit", credit)

    def run(self, statement: str, table: str, **fields: Any) -> None:
        fields = {"organization": self.organization, "id": self.id, "account": self.account, **fields}
        self.connection.execute(statement.format(table=table).encode(), fields)
