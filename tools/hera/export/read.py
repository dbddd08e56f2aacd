"""Lines of the books, in batches from a cursor of the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    import psycopg

BATCH = 2000


@dataclass(frozen=True)
class Line:
    """A row of hera.export_lines."""

    entry: str
    transaction_date: date
    transaction_id: UUID | None
    line_number: int | None
    transaction_type: str | None
    counterparty: str | None
    reference_number: str | None
    description: str | None
    account_code: str
    account_name: str
    account_type: str
    side: str
    amount: Decimal
    currency: str
    unit: str | None
    tax_code: str | None

    @property
    def signed(self) -> Decimal:
        """Positive for debit, negative for credit."""
        return self.amount if self.side == "debit" else -self.amount


COLUMNS = [field.name for field in fields(Line)]


def read_lines(
    connection: psycopg.Connection[Any], organization: UUID, since: date | None, until: date | None
) -> Iterator[Line]:
    """Every line in order; no more than a batch is held at a time."""
    query = f"SELECT {', '.join(COLUMNS)} FROM hera.export_lines(%s, %s, %s)"
    with connection.transaction(), connection.cursor(name="hera_export") as cursor:
        cursor.itersize = BATCH
        cursor.execute(query.encode(), [organization, since, until])
        for row in cursor:
            yield Line(*row)


def documents(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The lines of one document at a time; the opening entries are one."""
    for _, group in groupby(lines, key=lambda line: line.transaction_id):
        yield list(group)
