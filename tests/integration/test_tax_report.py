"""The report of tax is the sum by hand of random documents."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.office import Office
from support.shop import CENT, Shop, line, supply

AMOUNT = st.decimals("0.01", "9999.99", places=2)
CODE = st.sampled_from(["STANDARD", "REDUCED", "ZERO", "EXEMPT", "OUTSIDE"])
RATES = {"STANDARD": 20, "REDUCED": 5, "ZERO": 0, "EXEMPT": 0, "OUTSIDE": 0}
DOCUMENT = st.tuples(
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(CODE, AMOUNT, st.sampled_from(["north", "south"])), min_size=1, max_size=4),
)


@pytest.fixture(scope="module")
def random_shops(office: Office) -> dict[bool, Shop]:
    shops = {by_line: Shop(office, f"Random {by_line}") for by_line in (False, True)}
    office.admin.execute("SELECT hera.set_setting('tax_rounding_by_line', 'true', %s)", [shops[True].organization])
    return shops


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(documents=st.lists(DOCUMENT, min_size=1, max_size=4), by_line=st.booleans(), reverse=st.booleans())
def test_the_report_is_the_sum_by_hand(
    random_shops: dict[bool, Shop], documents: list[Any], by_line: bool, reverse: bool
) -> None:
    """Random bills, invoices and credit notes of both; what is reversed nets to zero."""
    shop = random_shops[by_line]
    before = totals(shop)
    expected: dict[tuple[str, str], list[Decimal]] = {}
    identifiers: list[UUID] = []
    for buys, credit, items in documents:
        side = "debit" if buys is not credit else "credit"
        sign = -1 if credit else 1
        tax = Decimal(0)
        for code in {code for code, _, _ in items}:
            amounts = [amount for c, amount, _ in items if c == code]
            due = (
                sum((half_up(x * RATES[code] / 100) for x in amounts), Decimal(0))
                if by_line
                else half_up(sum(amounts, Decimal(0)) * RATES[code] / 100)
            )
            tax += due
            entry = expected.setdefault((code, "input" if buys else "output"), [Decimal(0), Decimal(0)])
            entry[0] += sign * sum(amounts, Decimal(0))
            entry[1] += sign * due
        account, control = (shop.purchases, shop.payable) if buys else (shop.sales, shop.receivable)
        gross = sum((amount for _, amount, _ in items), tax)
        outcome = shop.submit(supply(
            *[line(account, side, str(amount), code, unit=unit) for code, amount, unit in items],
            line(control, "credit" if side == "debit" else "debit", str(gross)),
            kind="bill" if buys else "invoice",
        ))  # fmt: skip
        assert outcome["status"] == "posted", outcome
        identifiers.append(outcome["transaction_id"])
    if reverse:
        expected = {}
        for identifier in identifiers:
            shop.caller.execute("SELECT hera.reverse(%s, %s, 'test')", [shop.organization, identifier])
    after = totals(shop)
    moved = {
        key: [a - b for a, b in zip(sums, before.get(key, (Decimal(0), Decimal(0))), strict=True)]
        for key, sums in after.items()
    }
    assert {key: sums for key, sums in moved.items() if any(sums)} == {
        key: sums for key, sums in expected.items() if any(sums)
    }
    shop.agrees()
    shop.agrees("north")
    shop.agrees("south")


def half_up(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def totals(shop: Shop) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Net and tax per code and side."""
    return {(code, side): (net, tax) for section, code, side, _, net, tax in shop.report() if section == "code"}
