"""A shop with tax codes, and the documents that it makes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from support.databases import Connection
from support.office import Office, submit, value

CENT = Decimal("0.01")


def line(account: str, side: str, amount: Any, code: str | None = None, **fields: Any) -> dict[str, Any]:
    """A stated line."""
    return {"account": account, "side": side, "amount": amount} | ({"tax_code": code} if code else {}) | fields


def supply(*lines: dict[str, Any], kind: str = "bill", day: str = "2026-03-10", **fields: Any) -> dict[str, Any]:
    """A document that states its lines."""
    return {"transaction_type": kind, "transaction_date": day, "lines": list(lines), **fields}


class Shop:
    """A British organization and its accountant."""

    def __init__(self, office: Office, name: str, **options: Any) -> None:
        self.office = office
        self.organization = office.organization(name, **({"chart": "uk"} | options))
        self.caller = office.connect(office.login(self.organization))
        roles = dict(
            self.caller.execute("SELECT role, code FROM hera.list_accounts(%s)", [self.organization]).fetchall()
        )
        self.purchases, self.sales = roles["purchases"], roles["sales"]
        self.payable, self.receivable = roles["payable"], roles["receivable"]
        self.input, self.output, self.bank = roles["input_tax"], roles["output_tax"], roles["bank"]

    def submit(self, request: dict[str, Any]) -> dict[str, Any]:
        return submit(self.caller, self.organization, request)

    def posted(self, request: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Account, side, amount and tax code of what a request posts."""
        outcome = self.submit(request)
        assert outcome["status"] == "posted", outcome
        return [(x["account"], x["side"], Decimal(str(x["amount"])), x.get("tax_code")) for x in outcome["posting"]]

    def bill(self, net: Any, code: str, gross: Any, **fields: Any) -> dict[str, Any]:
        return supply(line(self.purchases, "debit", net, code), line(self.payable, "credit", gross), **fields)

    def sale(self, net: Any, code: str, gross: Any, **fields: Any) -> dict[str, Any]:
        lines = line(self.sales, "credit", net, code), line(self.receivable, "debit", gross)
        return supply(*lines, kind="invoice", **fields)

    def report(
        self, first: str | None = None, last: str | None = None, unit: str | None = None
    ) -> list[tuple[Any, ...]]:
        """Section, code, side, rate, net and tax of every row with something in it."""
        return self.caller.execute(
            "SELECT section, tax_code, side, rate, net, tax FROM hera.tax_report(%s, %s, %s, %s)"
            " WHERE tax <> 0 OR net <> 0 OR documents > 0",
            [self.organization, first, last, unit],
        ).fetchall()

    def movement(self, account: str, unit: str | None = None) -> Decimal:
        """Debit less credit of an account."""
        found: Decimal = value(
            self.caller,
            "SELECT coalesce(sum(balance), 0) FROM hera.account_balance(%s, %s, NULL, %s)",
            [self.organization, account, unit],
        )
        return found

    def agrees(self, unit: str | None = None) -> None:
        """The tax of all rows is the movement of the tax accounts."""
        rows = self.caller.execute(
            "SELECT side, sum(tax) FROM hera.tax_report(%s, NULL, NULL, %s) GROUP BY side", [self.organization, unit]
        ).fetchall()
        assert dict(rows) == {"input": self.movement(self.input, unit), "output": -self.movement(self.output, unit)}


def found_by_verify(shop: Shop, admin: Connection) -> str | None:
    """Detail of the check of tax."""
    detail = value(
        admin,
        "SELECT detail FROM hera.verify(%s) WHERE check_name = 'tax is that of its codes'",
        [shop.organization],
    )
    assert detail is None or isinstance(detail, str)
    return detail
