"""The payments of the demonstration: reading, days, accounts, requests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hera.cli.errors import HeraError
from hera.demo.payers import (
    PAYERS,
    Payer,
    Payment,
    account_type,
    accounts_of,
    business_days,
    read_payments,
    request_of,
)

CARD = Payer("x", "X", "card_purchase", "X")


def payment(**changes: object) -> Payment:
    """A payment with everything in it."""
    values: dict[str, object] = {
        "id": "x1",
        "date": date(2020, 1, 2),
        "payee": "SHOP",
        "text": "things",
        "amount": Decimal("12.50"),
        "currency": "GBP",
        "tax_amount": Decimal("2.08"),
        "unit": "Parks",
        "account": "Materials",
        "document": "D-1",
    }
    return Payment(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("payer", PAYERS, ids=lambda payer: payer.key)
def test_payments_are_in_date_order(payer: Payer) -> None:
    payments = read_payments(payer)
    assert len(payments) > 5_000
    assert [each.date for each in payments] == sorted(each.date for each in payments)
    assert read_payments(payer, limit=7) == payments[:7]


def test_the_demonstration_replays_at_least_20_000() -> None:
    assert sum(len(read_payments(payer)) for payer in PAYERS) >= 20_000


def test_missing_payments_say_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(HeraError) as failure:
        read_payments(PAYERS[0], folder=tmp_path)
    assert failure.value.hint is not None
    assert "make demo" in failure.value.hint


@pytest.mark.parametrize("payer", PAYERS, ids=lambda payer: payer.key)
def test_days_hold_every_payment_once(payer: Payer) -> None:
    payments = read_payments(payer)
    days = list(business_days(payments))
    assert [each for _, group in days for each in group] == payments
    assert len({day for day, _ in days}) == len(days)
    assert all(each.date == day for day, group in days for each in group)


def test_no_payments_are_no_days() -> None:
    assert list(business_days([])) == []


def test_account_codes_depend_on_labels_alone() -> None:
    one = [payment(account=label) for label in ("B", "A", "B", "C")]
    assert accounts_of(CARD, one) == accounts_of(CARD, one[::-1])
    assert [(each.code, each.name) for each in accounts_of(CARD, one)] == [
        ("X-001", "A"),
        ("X-002", "B"),
        ("X-003", "C"),
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("AGENCY STAFF", "expense"),
        ("PEST CONTROL", "expense"),
        ("Devolved Capital", "expense"),
        ("CL - OTHER PAYABLES - MOGS CREDITOR", "liability"),
        ("Client Catering & Hospitality", "expense"),
        ("AUC - Other Capital Expend", "asset"),
        ("CAPITAL EXPENDITURE - EQUIPMENT", "asset"),
        ("VAT - INPUT CONTROL", "asset"),
        ("Town Hall Trading Income", "income"),
    ],
)
def test_account_types(label: str, expected: str) -> None:
    assert account_type(label) == expected


def test_a_request_says_everything_but_the_account() -> None:
    assert request_of(CARD, payment()) == {
        "transaction_type": "card_purchase",
        "transaction_date": "2020-01-02",
        "counterparty": "SHOP",
        "total_amount": "12.50",
        "currency": "GBP",
        "idempotency_key": "x1",
        "description": "things",
        "unit": "Parks",
        "reference_number": "D-1",
        "tax_amount": "2.08",
    }


def test_a_request_leaves_out_what_the_source_does_not_say() -> None:
    request = request_of(CARD, payment(text="", unit="", document="", tax_amount=None, amount=Decimal("-3.00")))
    assert request["total_amount"] == "-3.00"
    assert not {"description", "unit", "reference_number", "tax_amount", "account"} & set(request)
