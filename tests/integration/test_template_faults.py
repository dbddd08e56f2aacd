"""Templates that are not saved, and who may save them."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from support.desk import Desk
from support.office import Office, bill, faults, refused, submit
from support.templates import BILL, SERVICE, define, fault


@pytest.fixture
def books(desk: Desk) -> Desk:
    """An organization with the account that a template names by its code."""
    desk.call(desk.owner, "create_account(%s, '2590', 'Retentions', 'liability')")
    return desk


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([("gross", "net")], ("LED_090", "p_lines")),
        ([("quantity * rate", "gross")], ("LED_090", "p_lines")),
        ([("gross * 0.333", "gross / 3")], ("LED_090", "p_lines")),
        ([("min(gross, tax)", "tax")], ("LED_090", "p_lines")),
        ([("rest", "rest")], ("LED_090", "p_lines")),
        ([("rest + 1", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("gross", "gross gross")], ("LED_091", "p_lines[1].amount")),
        ([("gross / 0", "gross / 0")], ("LED_091", "p_lines[0].amount")),
        ([("pg_sleep(1)", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("gross; DROP TABLE x", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("1e5", "1e5")], ("LED_091", "p_lines[0].amount")),
        ([("", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("(gross", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("min(gross)", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("round(gross, tax)", "gross")], ("LED_091", "p_lines[0].amount")),
        ([("gross" + "+gross" * 40, "gross")], ("LED_091", "p_lines[0].amount")),
        ([("*".join(["gross"] * 7), "gross")], ("LED_091", "p_lines[0].amount")),
        ([("1 end", "1")], ("LED_091", "p_lines[0].amount")),
    ],
)
def test_what_is_not_saved(books: Desk, lines: Any, wanted: Any) -> None:
    made = [
        {"account": account, "side": side, "amount": amount}
        for pair in lines
        for amount, account, side in zip(pair, ("chosen", "bank"), ("debit", "credit"), strict=True)
    ]
    with pytest.raises(psycopg.Error) as caught:
        define(books.accountant, books.organization, BILL, made)
    assert fault(caught.value) == wanted, caught.value
    assert caught.value.diag.message_hint


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"account": "wealth"}, ("LED_002", "p_lines[0].account")),
        ({"code": "nowhere", "account": None}, ("LED_002", "p_lines[0].code")),
        ({"code": "1000"}, ("VAL_002", "p_lines[0]")),
        ({"account": None}, ("VAL_002", "p_lines[0]")),
        ({"side": "left"}, ("VAL_010", "p_lines[0].side")),
        ({"amount": 5}, ("VAL_003", "p_lines[0]")),
        ({"colour": "red"}, ("VAL_004", "p_lines[0].colour")),
    ],
)
def test_lines_that_are_not_well_formed(books: Desk, change: dict[str, Any], wanted: Any) -> None:
    line = {"account": "chosen", "side": "debit", "amount": "gross", **change}
    lines = [{k: v for k, v in line.items() if v is not None}, {"account": "bank", "side": "credit", "amount": "gross"}]
    with pytest.raises(psycopg.Error) as caught:
        define(books.accountant, books.organization, BILL, lines)
    assert fault(caught.value) == wanted, caught.value


def test_arguments_of_define_template(books: Desk) -> None:
    good = [SERVICE[0], {"account": "bank", "side": "credit", "amount": "rest"}]
    for code, lines, name, role, state in (
        (BILL, "text", "x", None, "ZHV03"), (BILL, [], "x", None, "ZHV13"), (BILL, good * 11, "x", None, "ZHV13"),
        (BILL, good, " ", None, "ZHV05"), (f"{BILL}.v1", good, "x", None, "ZHV10"), (f"{BILL}.v3", good, "x", None, "ZHV10"),
        ("HERA.NEW.ONE", good, "x", None, "ZHV02"), ("HERA.NEW.ONE", good, "x", "wealth", "ZHL02"),
        ("nonsense", good, "x", None, "ZHS02"), ("HERA.SALES.INV.VIP", good, "x", None, "ZHV10"),
        ("HERA.JOURNAL.MANUAL.AUTO", good, "x", "sales", "ZHV10"),
    ):  # fmt: skip
        with refused(state):
            define(books.accountant, books.organization, code, lines, name, role)
    assert define(books.accountant, books.organization, "HERA.NEW.ONE", good, role="sales") == "HERA.NEW.ONE.AUTO.v1"


def test_who_may_define_templates(books: Desk) -> None:
    for person in (books.approver, books.auditor, books.viewer, books.integration):
        with refused("ZHZ01"):
            define(person, books.organization, BILL, SERVICE)
        with refused("ZHZ01"):
            books.call(person, "retire_template(%s, 'x')")
    assert define(books.owner, books.organization, BILL, SERVICE) == f"{BILL}.v2"


def test_templates_are_the_organizations_own(books: Desk, office: Office) -> None:
    other = Desk(office)
    define(books.accountant, books.organization, BILL, SERVICE)
    outcome = submit(other.integration, other.organization, bill(100, account="5000"))
    assert outcome["smart_code"] == f"{BILL}.v1"
    refusal = submit(other.integration, other.organization, bill(100, account="5000", smart_code=f"{BILL}.v2"))
    assert faults(refusal) == [("VAL_010", "smart_code")]
    with refused("ZHZ01"):
        define(other.accountant, books.organization, BILL, SERVICE)
    rows = other.accountant.execute("SELECT * FROM hera.list_templates(%s) WHERE origin = 'own'", [other.organization])
    assert rows.fetchall() == []


def test_templates_name_only_roles_that_every_chart_must_have(office: Office) -> None:
    """Charts that are imported are completed by the same list."""
    query = """
        SELECT t.smart_code, r.role FROM hera_internal.posting_template AS t
        CROSS JOIN LATERAL (
            SELECT l ->> 'account' AS role FROM jsonb_array_elements(t.lines) AS l UNION SELECT t.default_role
        ) AS r
        WHERE r.role <> 'chosen' AND r.role NOT IN (SELECT c.role FROM hera_internal.chart_roles() AS c)
    """
    assert office.admin.execute(query).fetchall() == []
