"""An organization whose documents are pending."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from support.office import Office, submit, value


class Desk:
    """An organization, a login of it, and what the tests ask of both."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.organization = office.organization(name)
        self.login = office.login(self.organization, "owner")
        self.connection = office.connect(self.login)

    def submit(self, request: Any) -> dict[str, Any]:
        return submit(self.connection, self.organization, request)

    def pending(self, amount: Any = 100, debit: str = "5000", credit: str = "1000", **fields: Any) -> str:
        """The id of a new pending journal."""
        outcome = self.submit(move(debit, credit, amount, **{"pending": True, **fields}))
        assert outcome["status"] == "pending", outcome
        return str(outcome["transaction_id"])

    def call(self, expression: str, *values: Any) -> Any:
        return value(self.connection, f"SELECT hera.{expression}", [self.organization, *values])

    def post(self, document: str, amount: Any = None) -> Any:
        return self.call("post_pending(%s, %s, %s)", document, amount)

    def void(self, document: str, reason: str = "not needed") -> Any:
        return self.call("void_pending(%s, %s, %s)", document, reason)

    def get(self, document: str) -> Any:
        return self.call("get_transaction(%s, %s)", document)

    def expire(self) -> list[tuple[UUID, int]]:
        query = "SELECT organization_id, voided FROM hera.expire_pending(%s)"
        return self.connection.execute(query, [self.organization]).fetchall()

    def reserved(self, account: str = "1000") -> list[tuple[Any, ...]]:
        query = "SELECT debit, credit, documents FROM hera.reserved(%s, %s)"
        return self.connection.execute(query, [self.organization, account]).fetchall()

    def balance(self, account: str = "1000") -> Decimal:
        query = "SELECT coalesce(sum(balance), 0) FROM hera.account_balance(%s, %s)"
        found: Decimal = value(self.connection, query, [self.organization, account])
        return found

    def limit(self, account: str = "1000", minimum: int | None = 0, maximum: int | None = None) -> None:
        self.call("set_account_limit(%s, %s, %s, %s)", account, minimum, maximum)


def move(debit: str, credit: str, amount: Any, **fields: Any) -> dict[str, Any]:
    """A journal from one account to another."""
    lines = [
        {"account": debit, "side": "debit", "amount": amount},
        {"account": credit, "side": "credit", "amount": amount},
    ]
    return {"transaction_type": "journal", "lines": lines, **fields}
