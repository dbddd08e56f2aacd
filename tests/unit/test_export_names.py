"""Account names and texts that other programs accept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hera.export.formats import beancount, hledger
from hera.export.names import AccountNames, beancount_name, hledger_name, plain
from hera.export.read import Line

LINE = Line(
    "line", date(2026, 1, 1), None, 1, "bill", None, None, None, "5000", "Purchases", "expense", "debit",
    Decimal("1.50"), "GBP", None, None,
)  # fmt: skip
BEANCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses):[A-Z0-9][A-Za-z0-9-]*")
HLEDGER = re.compile(r"(asset|liabilit|equity|income|expense)\w*:[^\s:;|(\[*!=](?:[^\s:;|]| (?! ))*")


@given(code=st.text(max_size=20), name=st.text(max_size=40))
def test_every_name_is_valid(code: str, name: str) -> None:
    line = replace(LINE, account_code=code, account_name=name)
    assert BEANCOUNT.fullmatch(beancount_name(line))
    assert HLEDGER.fullmatch(hledger_name(line))


def test_no_two_accounts_have_one_name() -> None:
    names = AccountNames(beancount_name)
    lines = [replace(LINE, account_code=code, account_name="") for code in ("1 0", "1-0", "1.0", "1 0")]
    assert [names.name(line) for line in lines] == [
        "Expenses:1-0", "Expenses:1-0-2", "Expenses:1-0-3", "Expenses:1-0",
    ]  # fmt: skip


@given(st.text())
def test_plain_text_stands_on_one_line(text: str) -> None:
    assert len(plain(text).splitlines()) <= 1
    assert plain(plain(text)) == plain(text)


def test_what_formats_look_like() -> None:
    credit = replace(LINE, side="credit", account_code="2000", account_name="Payables", account_type="liability")
    lines = [replace(LINE, counterparty='A "B" | C', unit="x: y, z"), replace(credit, tax_code="T1")]
    assert "".join(text for text, _ in beancount(iter(lines))).splitlines()[2:] == [
        "2026-01-01 open Expenses:5000-Purchases",
        '  code: "5000"',
        "2026-01-01 open Liabilities:2000-Payables",
        '  code: "2000"',
        '2026-01-01 * "A \\"B\\" | C" "bill"',
        "  Expenses:5000-Purchases  1.50 GBP",
        '    unit: "x: y, z"',
        "  Liabilities:2000-Payables  -1.50 GBP",
        '    tax-code: "T1"',
    ]
    assert "".join(text for text, _ in hledger(iter(lines))).splitlines()[2:] == [
        "account expenses:5000 Purchases  ; type: X",
        "account liabilities:2000 Payables  ; type: L",
        '2026-01-01 * A "B" / C | bill',
        "    expenses:5000 Purchases  1.50 GBP  ; unit: x  y  z",
        "    liabilities:2000 Payables  -1.50 GBP  ; tax_code: T1",
    ]
