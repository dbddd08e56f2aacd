"""Posting templates: what is accepted balances for every document, what is refused does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.databases import Connection
from support.expressions import Document, documents, evaluate, is_polynomial, rounded, templates

COMPILE = "SELECT hera_internal.compile_template(%s::jsonb, 'p_lines')"
BUILD = """
    SELECT hera_internal.build_posting(
        NULL, %(accounts)s, jsonb_populate_record(NULL::hera_internal.document, %(document)s::jsonb), 'X', '5000'
    )::text
"""
ROLES = {"bank": "1000", "sales": "4000", "rounding": "8000"}
SIGNS = {"debit": 1, "credit": -1}
POINTS: list[Document] = [
    {"gross": Decimal(g), "tax": Decimal(t), "net": Decimal(g) - Decimal(t), "quantity": Decimal(q), "rate": Decimal(r)}
    for g, t, q, r in (
        ("101", "17", "3", "7"),
        ("13.5", "1.25", "11", "0.375"),
        ("1009", "0", "0.5", "29"),
        ("1", "1", "1", "1"),
    )
]


def compiled(db: Connection, lines: list[dict[str, str]]) -> Any:
    """The program, None for a plain template, or the error code and message."""
    try:
        with db.transaction():
            row = db.execute(COMPILE, [json.dumps(lines)]).fetchone()
            assert row is not None
            return row[0]
    except psycopg.Error as error:
        detail = json.loads(error.diag.message_detail or "{}")
        return detail["code"], error.diag.message_primary


def post(db: Connection, template: Any, document: Document, decimals: int) -> Any:
    """The posting of a document, or None where the template refuses it."""
    parts = {
        "total_amount": document["gross"], "tax_amount": document["tax"], "minor_unit": decimals, "currency": "GBP",
        "credit_note": False, "template_code": "X", "template_lines": template,
        "metadata": {"quantity": str(document["quantity"]), "rate": str(document["rate"])},
    }  # fmt: skip
    try:
        with db.transaction():
            row = db.execute(
                BUILD, {"accounts": json.dumps(ROLES), "document": json.dumps(parts, default=str)}
            ).fetchone()
    except psycopg.Error as error:
        assert error.sqlstate == "ZHL92", error
        return None
    assert row is not None
    return json.loads(row[0], parse_float=Decimal, parse_int=Decimal)


def exact_difference(lines: list[dict[str, str]], document: Document) -> Fraction:
    return sum((SIGNS[line["side"]] * evaluate(line["amount"], document) for line in lines), Fraction(0))


def side_sum(posting: list[dict[str, Any]], side: str) -> Decimal:
    return sum((line["amount"] for line in posting if line["side"] == side), Decimal(0))


def assert_refused_rightly(lines: list[dict[str, str]], message: str) -> None:
    """A sum of products that is refused has a document for which it does not balance, and the message shows one."""
    if not all(is_polynomial(line["amount"]) for line in lines):
        return
    assert any(exact_difference(lines, point) for point in POINTS), lines
    assert message.startswith("for gross "), message


def assert_balances(
    db: Connection, lines: list[dict[str, str]], program: Any, document: Document, decimals: int
) -> None:
    posting = post(db, program or lines, document, decimals)
    if posting is None:
        return
    assert side_sum(posting, "debit") == side_sum(posting, "credit") > 0, posting
    for line in posting:
        assert line["amount"] == round(line["amount"], decimals) > 0
    wanted = Fraction(0)
    for line in lines:
        if line["account"] == "bank" and line["amount"] != "rest":
            wanted += SIGNS[line["side"]] * rounded(evaluate(line["amount"], document), decimals)
    found = sum(
        (SIGNS[line["side"]] * Fraction(line["amount"]) for line in posting if line["account"] == "1000"), Fraction(0)
    )
    # A quotient of what varies is kept to 20 decimals; everything else is exact.
    if all(is_polynomial(line["amount"]) for line in lines):
        assert found == wanted, (lines, document, posting)
    rounding = [line for line in posting if line["account"] == "8000"]
    assert len(rounding) <= (program or {}).get("rounds", False)
    assert all(line["amount"] <= len(lines) * Decimal(1).scaleb(-decimals) / 2 for line in rounding)


@pytest.mark.parametrize("decimals", [2, 0, 3])
def test_accepted_templates_balance_and_refused_ones_do_not(
    db: Connection, decimals: int, scaled: Callable[[int], int]
) -> None:
    seen = {"accepted": 0, "refused": 0}

    @settings(
        max_examples=max(scaled(15_000), 100), deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )  # fmt: skip
    @given(templates(), st.lists(documents(decimals), min_size=2, max_size=4))
    def check(lines: list[dict[str, str]], these: list[Document]) -> None:
        program = compiled(db, lines)
        if isinstance(program, tuple):
            code, message = program
            if code == "LED_091":
                assert any(words in message for words in ("too large", "divides by zero", "200 characters")), (
                    lines,
                    message,
                )
                return
            seen["refused"] += 1
            assert code == "LED_090", program
            assert_refused_rightly(lines, message)
            return
        seen["accepted"] += 1
        for document in these:
            try:
                assert_balances(db, lines, program, document, decimals)
            except ZeroDivisionError:
                assert post(db, program, document, decimals) is None

    check()
    assert seen["accepted"] > 20
    assert seen["refused"] > 5


def test_no_text_is_anything_but_an_amount_or_a_fault(db: Connection) -> None:
    @settings(max_examples=300, deadline=None)
    @given(
        st.one_of(
            st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=300),
            st.lists(
                st.sampled_from(
                    ["gross", "net", "(", ")", ",", "+", "-", "*", "/", "min(", "round(", "2", "0.5", " ", "rest", "x"]
                ),
                max_size=30,
            ).map("".join),
        )
    )
    def check(text: str) -> None:
        lines = [{"account": "bank", "side": side, "amount": text} for side in SIGNS]
        result = compiled(db, lines)
        if isinstance(result, tuple):
            assert result[0] in ("LED_090", "LED_091"), result

    check()
