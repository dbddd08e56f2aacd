"""The four payers, their payments and the chart of accounts their own staff used."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from hera.cli.errors import HeraError

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "fixtures"


@dataclass(frozen=True)
class Payer:
    """One public body: its fixture, its name, how its payments reach HERA and what its account codes begin with."""

    key: str
    name: str
    transaction_type: str
    prefix: str


PAYERS = (
    Payer("gla", "Greater London Authority", "bill", "GLA"),
    Payer("calderdale", "Calderdale Council purchasing cards", "card_purchase", "CAL"),
    Payer("leeds", "Leeds City Council", "bill", "LDS"),
    Payer("cabinetoffice", "Cabinet Office", "bill", "CO"),
)


@dataclass(frozen=True)
class Payment:
    """One payment as the payer published it. ``account`` is what the payer's staff chose: the truth."""

    id: str
    date: date
    payee: str
    text: str
    amount: Decimal
    currency: str
    tax_amount: Decimal | None
    unit: str
    account: str
    document: str


@dataclass(frozen=True)
class Account:
    """An account of a payer: a generated code and the payer's own label as its name."""

    code: str
    name: str
    account_type: str


def read_payments(payer: Payer, limit: int | None = None, folder: Path = FOLDER) -> list[Payment]:
    """The payer's payments in date order, only the first ``limit`` when given.

    Raises HeraError when the fixtures are not there, as in a tool installed without its checkout.
    """
    path = folder / f"{payer.key}.csv.gz"
    if not path.is_file():
        raise HeraError(
            f"the payments of {payer.name} are missing: {path}",
            hint="The demonstration runs from a checkout: make demo",
        )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        payments = [_payment(row) for row in csv.DictReader(file)]
    payments.sort(key=lambda payment: payment.date)
    return payments if limit is None else payments[:limit]


def _payment(row: dict[str, str]) -> Payment:
    return Payment(
        id=row["id"],
        date=date.fromisoformat(row["date"]),
        payee=row["payee"],
        text=row["text"],
        amount=Decimal(row["amount"]),
        currency=row["currency"],
        tax_amount=Decimal(row["tax_amount"]) if row["tax_amount"] else None,
        unit=row["unit"],
        account=row["account"],
        document=row["document"],
    )


def business_days(payments: Sequence[Payment]) -> Iterator[tuple[date, list[Payment]]]:
    """Payments by day, in order. The input is in date order."""
    for day, group in groupby(payments, key=lambda payment: payment.date):
        yield day, list(group)


def accounts_of(payer: Payer, payments: Sequence[Payment]) -> list[Account]:
    """One account for each label the payer used. The codes depend on the labels alone, not on their order."""
    labels = sorted({payment.account for payment in payments})
    return [
        Account(f"{payer.prefix}-{number:03}", label, account_type(label)) for number, label in enumerate(labels, 1)
    ]


def account_type(label: str) -> str:
    """Type of an account by its label: nearly all are spending; the few others say what they are."""
    words = label.upper().replace("-", " ").split()
    # CL: current liabilities, AUC: assets under construction, in the chart of British central government.
    if words[:1] == ["CL"]:
        return "liability"
    if words[:1] in (["AUC"], ["CAPITAL"]) or words[-2:] == ["INPUT", "CONTROL"]:
        return "asset"
    if words[-1:] == ["INCOME"]:
        return "income"
    return "expense"


def request_of(payer: Payer, payment: Payment) -> dict[str, Any]:
    """The request that goes to hera.submit: everything about a payment but its account."""
    request = {
        "transaction_type": payer.transaction_type,
        "transaction_date": payment.date.isoformat(),
        "counterparty": payment.payee,
        "total_amount": str(payment.amount),
        "currency": payment.currency,
        "idempotency_key": payment.id,
    }
    optional = {
        "description": payment.text,
        "unit": payment.unit,
        "reference_number": payment.document,
        "tax_amount": "" if payment.tax_amount is None else str(payment.tax_amount),
    }
    return request | {field: value for field, value in optional.items() if value}
