"""An organization whose documents are in other currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from support.office import Office, submit, value


class Books:
    """An organization in GBP with the login of its accountant."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.organization = office.organization("Currencies")
        self.caller = office.connect(office.login(self.organization, "owner"))

    def rate(self, currency: str, day: str, rate: str) -> None:
        self.call("set_exchange_rate(%s, %s, 'GBP', %s::date, %s::numeric, 'test')", currency, day, rate)

    def call(self, expression: str, *values: Any) -> Any:
        return value(self.caller, f"SELECT hera.{expression}", [self.organization, *values])

    def post(self, kind: str, day: str, amount: Any, **fields: Any) -> str:
        fields = {"currency": "USD", "counterparty": "Acme Inc", "settles": [], **fields}
        request = {"transaction_type": kind, "transaction_date": day, "total_amount": str(amount), **fields}
        outcome = submit(self.caller, self.organization, request)
        assert outcome["status"] == "posted", outcome
        assert outcome["posting"] == self.get(outcome["transaction_id"])["posting"]
        return str(outcome["transaction_id"])

    def pay(self, kind: str, day: str, amount: Any, *settled: tuple[str, Any], **fields: Any) -> str:
        settles = [{"transaction_id": identifier, "amount": str(part)} for identifier, part in settled]
        return self.post(kind, day, amount, settles=settles, **fields)

    def get(self, identifier: str) -> Any:
        return self.call("get_transaction(%s, %s)", identifier)

    def base(self, as_of: str | None = None) -> dict[str, Decimal]:
        """Debit less credit of each account that does not stand at zero, in GBP."""
        query = "SELECT account_code, debit - credit FROM hera.trial_balance_base(%s, %s::date) WHERE debit <> credit"
        rows = self.caller.execute(query, [self.organization, as_of]).fetchall()
        assert sum((row[1] for row in rows), Decimal()) == 0
        return dict(rows)

    def foreign(self, account: str) -> dict[str, Decimal]:
        query = "SELECT currency, balance FROM hera.account_balance(%s, %s) WHERE balance <> 0"
        return dict(self.caller.execute(query, [self.organization, account]).fetchall())

    def revalue(self, period: str, dry: bool = False) -> Any:
        return self.call("revalue(%s, %s, %s)", period, dry)

    def sound(self) -> None:
        rows = self.caller.execute("SELECT check_name, detail FROM hera.verify(%s) WHERE NOT ok", [self.organization])
        assert rows.fetchall() == []
