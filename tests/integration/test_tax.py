"""Tax codes: lines with a code are net, their tax is posted or checked, and the report agrees with the tax accounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.office import Office, faults, refused, value
from support.shop import CENT, Shop, found_by_verify, line, supply


@pytest.fixture
def shop(office: Office) -> Shop:
    return Shop(office, "Shop")


def test_tax_is_added_on_the_side_of_the_account(shop: Shop) -> None:
    assert shop.posted(shop.bill(100, "STANDARD", 120)) == [
        (shop.purchases, "debit", 100, "STANDARD"),
        (shop.payable, "credit", 120, None),
        (shop.input, "debit", 20, "STANDARD"),
    ]
    assert shop.posted(shop.sale("99.99", "REDUCED", "104.99"))[-1] == (shop.output, "credit", 5, "REDUCED")
    assert len(shop.posted(shop.bill(7, "ZERO", 7))) == 2
    assert shop.report() == [
        ("code", "STANDARD", "input", 20, 100, 20),
        ("code", "ZERO", "input", 0, 7, 0),
        ("code", "REDUCED", "output", 5, Decimal("99.99"), 5),
    ]
    shop.agrees()


def test_header_totals_come_from_the_lines(shop: Shop) -> None:
    outcome = shop.submit(shop.bill(100, "STANDARD", 120))
    stored = value(shop.caller, "SELECT hera.get_transaction(%s, %s)", [shop.organization, outcome["transaction_id"]])
    assert [Decimal(str(stored[name])) for name in ("total_amount", "tax_amount")] == [120, 20]
    assert shop.submit(shop.bill(100, "STANDARD", 120, total_amount=120, tax_amount=20))["status"] == "posted"


@pytest.mark.parametrize(
    ("fields", "path", "words"),
    [
        ({"total_amount": 100}, "total_amount", ["100", "120"]),
        ({"total_amount": 130}, "total_amount", ["larger"]),
        ({"tax_amount": 19}, "tax_amount", ["19", "20"]),
    ],
)
def test_totals_that_contradict_the_lines(shop: Shop, fields: dict[str, Any], path: str, words: list[str]) -> None:
    outcome = shop.submit(shop.bill(100, "STANDARD", 120, **fields))
    assert faults(outcome) == [("VAL_011", path)]
    assert all(word in outcome["errors"][0]["message"] for word in words)


def test_stated_tax_is_checked_and_kept(shop: Shop) -> None:
    def bill(tax: Any, gross: Any, code: str | None) -> dict[str, Any]:
        return supply(
            line(shop.purchases, "debit", "33.33", "STANDARD"),
            line(shop.purchases, "debit", "33.33", "STANDARD"),
            line(shop.input, "debit", tax, code),
            line(shop.payable, "credit", gross),
        )

    # 20 % of 66.66 is 13.33; rounded for each line it is 13.34, which the issuer may do.
    for code in ("STANDARD", None):
        assert shop.posted(bill("13.34", "80.00", code))[2] == (shop.input, "debit", Decimal("13.34"), "STANDARD")
    outcome = shop.submit(bill("13.36", "80.02", "STANDARD"))
    assert faults(outcome) == [("TAX_003", "lines")]
    assert "13.36" in outcome["errors"][0]["message"] and "13.33" in outcome["errors"][0]["message"]
    # Tax on an import comes without the net amount.
    shop.posted(supply(line(shop.input, "debit", 50, "STANDARD"), line(shop.bank, "credit", 50)))
    shop.agrees()


def test_faults_are_found_together(shop: Shop) -> None:
    shop.caller.execute("SELECT hera.define_tax_code(%s, 'NEW', 'No rate yet')", [shop.organization])
    request = supply(
        line(shop.purchases, "debit", 1, "NOWHERE"),
        line(shop.purchases, "debit", 1, "NEW"),
        line(shop.payable, "credit", 2),
    )
    assert faults(shop.submit(request)) == [("TAX_001", "lines[0].tax_code"), ("TAX_002", "lines[1].tax_code")]
    assert faults(shop.submit(shop.bill(100, "STANDARD", 100))) == [("LED_001", "lines")]


def test_rounding_per_document_and_per_line(shop: Shop) -> None:
    request = supply(
        *[line(shop.purchases, "debit", "0.02", "STANDARD", unit=unit) for unit in ("a", "b", "c")],
        line(shop.payable, "credit", "0.07"),
    )
    # Three times 0.004 is 0.012: one penny, whoever of the units takes it.
    tax = [x for x in shop.posted(request) if x[0] == shop.input]
    assert [x[2] for x in tax] == [CENT]
    shop.office.admin.execute("SELECT hera.set_setting('tax_rounding_by_line', 'true', %s)", [shop.organization])
    request["lines"][-1]["amount"] = "0.06"
    assert [x for x in shop.posted(request) if x[0] == shop.input] == []
    shop.agrees()
    for unit in ("a", "b", "c"):
        shop.agrees(unit)


def test_rates_are_those_of_the_day_on_the_document(shop: Shop) -> None:
    old = shop.bill(100, "STANDARD", "117.50", day="2011-01-20", document_date="2010-12-31")
    assert shop.posted(old)[-1][2] == Decimal("17.5")
    assert faults(shop.submit(old | {"document_date": "2011-01-04"})) == [("LED_001", "lines")]


def test_what_was_used_is_never_changed(shop: Shop) -> None:
    def rate(percent: Any, first: str) -> None:
        shop.caller.execute("SELECT hera.set_tax_rate(%s, 'STANDARD', %s, %s)", [shop.organization, percent, first])

    identifier = shop.submit(shop.bill(100, "STANDARD", 120, day="2026-03-10"))["transaction_id"]
    for percent, first in ((21, "2011-01-04"), (21, "2026-03-10"), (21, "2025-01-01")):
        with refused("ZHW04"):
            rate(percent, first)
    rate(20, "2011-01-04")
    rate(25, "2026-03-11")
    rate(22, "2026-03-11")
    assert shop.posted(shop.bill(100, "STANDARD", 122, day="2026-03-11"))[-1][2] == 22
    # A reversal on a later day gives back what was taken, and keeps nobody from setting rates.
    reversal = value(
        shop.caller,
        "SELECT hera.reverse(%s, %s, 'wrong', '2026-05-01')",
        [shop.organization, identifier],
    )
    assert reversal["status"] == "posted"
    assert (shop.report("2026-05-01", "2026-05-01")) == [("code", "STANDARD", "input", 20, -100, -20)]
    rate(23, "2026-05-01")
    with refused("ZHW04"):
        shop.caller.execute("SELECT hera.define_tax_code(%s, 'STANDARD', 'x', 'input')", [shop.organization])
    shop.agrees()


def test_corrections_and_drafts_state_no_more_than_a_request(shop: Shop) -> None:
    identifier = shop.submit(shop.bill(100, "STANDARD", 120))["transaction_id"]
    outcome = value(
        shop.caller,
        "SELECT hera.correct(%s, %s, '{\"description\": \"better\"}', 'text')",
        [shop.organization, identifier],
    )
    assert outcome["status"] == "posted", outcome
    assert shop.report() == [("code", "STANDARD", "input", 20, 100, 20)]
    rate, part = outcome["posting"][-1]["tax_rate"], outcome["posting"][-1]["tax_part"]
    assert (rate, part) == (20, "input_tax")


def test_a_person_may_code_what_waits_line_by_line(shop: Shop) -> None:
    waiting = shop.submit({"transaction_type": "bill", "total_amount": 120, "counterparty": "Nobody knows"})
    assert waiting["status"] == "manual_required"
    correction = {
        "lines": [
            line(shop.purchases, "debit", 100, "STANDARD"),
            line(shop.payable, "credit", 120),
        ]
    }
    outcome = value(
        shop.caller,
        "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
        [shop.organization, waiting["transaction_id"], Jsonb(correction)],
    )
    assert outcome["status"] == "posted", outcome
    assert shop.report() == [("code", "STANDARD", "input", 20, 100, 20)]


def test_a_part_of_a_pending_document_has_its_part_of_the_tax(shop: Shop) -> None:
    held = shop.submit(shop.bill("99.99", "STANDARD", "119.99", pending=True))
    assert held["status"] == "pending", held
    assert shop.report() == []
    posted = value(shop.caller, "SELECT hera.post_pending(%s, %s, 40)", [shop.organization, held["transaction_id"]])
    assert posted["status"] == "posted", posted
    ((_, code, side, rate, net, tax),) = shop.report()
    assert (code, side, rate, net + tax) == ("STANDARD", "input", 20, 40)
    assert abs(tax - net / 5) < CENT
    shop.agrees()
    assert found_by_verify(shop, shop.office.admin) is None


def test_what_has_no_code_is_said(shop: Shop) -> None:
    shop.submit({"transaction_type": "bill", "account": shop.purchases, "total_amount": 60, "tax_amount": 10,
                 "transaction_date": "2026-03-01"})  # fmt: skip
    shop.submit({"transaction_type": "invoice", "account": shop.sales, "total_amount": -24, "tax_amount": -4,
                 "transaction_date": "2026-03-02"})  # fmt: skip
    shop.submit({"transaction_type": "tax_payment", "total_amount": 7, "transaction_date": "2026-03-03"})
    assert shop.report() == [
        ("no code", None, "input", None, 50, 10),
        ("no code", None, "output", None, -20, -4),
        ("not explained", None, "output", None, None, -7),
    ]
    shop.agrees()


def test_kinds_and_accounts(shop: Shop) -> None:
    shop.caller.execute("SELECT hera.create_account(%s, '2299', 'Tax on assets', 'liability')", [shop.organization])
    shop.caller.execute(
        "SELECT hera.define_tax_code(%s, 'ASSET', 'Assets sold', 'output', p_output_account => '2299')",
        [shop.organization],
    )
    shop.caller.execute("SELECT hera.set_tax_rate(%s, 'ASSET', 20, '2020-01-01')", [shop.organization])
    request = supply(line(shop.bank, "debit", 120), line("0040", "credit", 100, "ASSET"), kind="journal")
    outcome = shop.submit(request)
    if outcome["status"] == "rejected":
        shop.caller.execute("SELECT hera.create_account(%s, '0040', 'Vehicles', 'asset')", [shop.organization])
        outcome = shop.submit(request)
    assert outcome["posting"][-1]["account"] == "2299"
    assert shop.report() == [("code", "ASSET", "output", 20, 100, 20)]
    with refused("ZHV11"):
        shop.caller.execute("SELECT hera.define_tax_code(%s, 'X', 'x', 'both', '2299', '2299')", [shop.organization])
    with refused("ZHW01"):
        shop.caller.execute("SELECT hera.set_tax_rate(%s, 'NONE', 1, '2020-01-01')", [shop.organization])


def test_another_currency_is_reported_in_the_organizations(shop: Shop) -> None:
    shop.posted(shop.bill(100, "STANDARD", 120, currency="EUR", exchange_rate="0.8512"))
    header = {"transaction_type": "bill", "account": shop.purchases, "currency": "EUR", "exchange_rate": "0.5"}
    outcome = shop.submit(header | {"total_amount": 24, "tax_amount": 4, "counterparty": "Nord GmbH"})
    assert outcome["status"] == "posted", outcome
    assert shop.report() == [
        ("code", "STANDARD", "input", 20, Decimal("85.12"), Decimal("17.02")),
        ("no code", None, "input", None, 10, 2),
    ]
    base = "SELECT debit - credit FROM hera.trial_balance_base(%s) WHERE account_code = %s"
    assert value(shop.caller, base, [shop.organization, shop.input]) == Decimal("19.02")


def test_packaged_sets(office: Office) -> None:
    for chart, rates in (
        ("uk", {20, 5, 0}),
        ("council", {20, 5, 0}),
        ("general", {None, 0}),
        ("restaurant", {None, 0}),
    ):
        shop = Shop(office, f"Set of {chart}", chart=chart)
        found = shop.caller.execute(
            "SELECT code, rate FROM hera.list_tax_codes(%s, '2026-01-01')", [shop.organization]
        ).fetchall()
        assert [code for code, _ in found] == ["EXEMPT", "OUTSIDE", "REDUCED", "STANDARD", "ZERO"]
        assert {rate for _, rate in found} == rates
    assert value(shop.caller, "SELECT hera.load_tax_codes(%s, 'uk')", [shop.organization]) == 5
    assert shop.posted(shop.bill(100, "STANDARD", 120))[-1] == (shop.input, "debit", 20, "STANDARD")


def test_an_organization_without_codes_keeps_labels(shop: Shop) -> None:
    for table in ("tax_rate", "tax_code"):
        shop.office.admin.execute(
            f"DELETE FROM hera_internal.{table} WHERE organization_id = %s".encode(), [shop.organization]
        )
    assert shop.posted(shop.bill(100, "anything", 100))[0] == (shop.purchases, "debit", 100, "anything")
    assert faults(shop.submit(shop.bill(100, "anything", 120))) == [("LED_001", "lines")]
    assert shop.report() == []
