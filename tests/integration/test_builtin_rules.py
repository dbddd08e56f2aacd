"""The rules of HERA are rows: each of them is met by a document that breaks it, at its path and with its code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from support.office import Office, bill, journal, submit, value


class Court:
    """A British organization with everything that rules look at."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.organization = office.organization("Court", chart="uk")
        self.owner = office.connect(office.login(self.organization, "owner"))
        self.clerk = office.connect(office.login(self.organization, "accountant"))
        self.roles = dict(
            self.owner.execute("SELECT role, code FROM hera.list_accounts(%s)", [self.organization]).fetchall()
        )
        cash = self.roles["bank"]
        self.owed = self.submit(self.coded(100))["transaction_id"]
        for call, *values in (
            ("define_tax_code(%s, 'NEW', 'No rate yet')",),
            ("close_period(%s, '2019-12')",),
            ("lock_period(%s, '2020-02', 'counting')",),
            ("freeze_account(%s, %s, '2020-01-31', 'counted')", cash),
            ("set_account_limit(%s, %s, -5, 5)", self.roles["suspense"]),
        ):
            value(self.owner, f"SELECT hera.{call}", [self.organization, *values])

    def submit(self, request: Any) -> Any:
        return submit(self.clerk if hasattr(self, "owed") else self.owner, self.organization, request)

    def coded(self, amount: Any = 120, **fields: Any) -> dict[str, Any]:
        return bill(amount, account=self.roles["purchases"], **fields)

    def lines(self, *changes: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """A balanced journal, its lines changed one by one."""
        both = [
            {"account": self.roles["purchases"], "side": "debit", "amount": 10},
            {"account": self.roles["payable"], "side": "credit", "amount": 10},
        ]
        lines = [line | change for line, change in zip(both, [*changes, {}, {}], strict=False)]
        return {"transaction_type": "journal", "lines": lines, **fields}

    def payment(self, amount: Any = 10, document: Any = None, **settles: Any) -> dict[str, Any]:
        item = {"transaction_id": document or self.owed, "amount": amount, **settles}
        return {"transaction_type": "payment", "total_amount": 10, "settles": [item]}

    def taxed(self, tax: str) -> dict[str, Any]:
        purchases, payable, input_tax = (self.roles[role] for role in ("purchases", "payable", "input_tax"))
        return journal(
            lines=[
                {"account": purchases, "side": "debit", "amount": 100, "tax_code": "STANDARD"},
                {"account": input_tax, "side": "debit", "amount": tax, "tax_code": "STANDARD"},
                {"account": payable, "side": "credit", "amount": 100 + int(tax)},
            ]
        )


@pytest.fixture(scope="module")
def court(office: Office) -> Court:
    return Court(office)


def again_with_another_body(court: Court) -> Any:
    court.submit(court.coded(1, idempotency_key="k"))
    return court.submit(court.coded(2, idempotency_key="k"))


def of_another_context(court: Court) -> Any:
    other = court.office.organization("Other court")
    with court.owner.transaction():
        court.owner.execute("SELECT hera.set_context(%s, %s)", [court.organization, court.owner.info.user])
        return submit(court.owner, other, journal())


def suspended(court: Court) -> Any:
    organization = court.office.organization("Suspended court")
    query = "UPDATE hera.core_organizations SET status = 'suspended' WHERE organization_id = %s"
    court.office.admin.execute(query, [organization])
    return submit(court.office.admin, organization, journal())


def limited(court: Court) -> Any:
    organization = court.office.organization("Limited court", limited=True)
    court.office.set_limit(organization, 1, 86_400_000)
    submit(court.office.admin, organization, journal())
    return submit(court.office.admin, organization, journal())


def limiter_busy(court: Court) -> Any:
    query = "SELECT limit_register FROM hera.core_organizations WHERE organization_id = %s"
    register = value(court.office.admin, query, [court.organization])
    with court.office.database.connect() as holder:
        holder.execute("SELECT pg_advisory_lock(1212502593, %s)", [register])
        return court.submit(court.coded())


GOODS = {"transaction_type": "inventory_issue", "metadata": {"quantity": 2, "rate": 3}}

PROVOKE: dict[str, Callable[[Court], Any]] = {
    "caller_named": lambda c: submit(c.office.connect(c.office.trusted(c.organization)), c.organization, journal()),
    "caller_permitted": lambda c: submit(c.office.connect(c.office.login(None)), c.organization, journal()),
    "context_of_organization": of_another_context,
    "organization_active": suspended,
    "request_size": lambda c: c.submit(c.coded(metadata={"a": "x" * 1_100_000})),
    "key_of_same_request": again_with_another_body,
    "rate_limit": limited,
    "rate_limiter_answers": limiter_busy,
    "request_is_object": lambda c: c.submit([1]),
    "fields_known": lambda c: c.submit(c.coded(colour="red")),
    "metadata_bounded": lambda c: c.submit(c.coded(metadata={"n": 10**60})),
    "lines_are_objects": lambda c: c.submit(journal(lines=[1, 2])),
    "settlements_are_objects": lambda c: c.submit(c.payment() | {"settles": [1]}),
    "type_stated": lambda c: c.submit({"total_amount": 1}),
    "type_known": lambda c: c.submit(c.coded(transaction_type="gift")),
    "journal_has_lines": lambda c: c.submit({"transaction_type": "journal"}),
    "total_stated": lambda c: c.submit(c.coded(None)),
    "total_not_zero": lambda c: c.submit(c.coded(0)),
    "currency_known": lambda c: c.submit(c.coded(currency="QQQ")),
    "total_decimals": lambda c: c.submit(c.coded("1.001")),
    "tax_decimals": lambda c: c.submit(c.coded(1, tax_amount="0.001")),
    "tax_within_total": lambda c: c.submit(c.coded(1, tax_amount=2)),
    "exchange_rate_not_zero": lambda c: c.submit(c.coded(exchange_rate=0, currency="EUR")),
    "exchange_rate_of_own_currency": lambda c: c.submit(c.coded(exchange_rate=2)),
    "exchange_rate_known": lambda c: c.submit(c.coded(currency="EUR")),
    "transaction_date_exists": lambda c: c.submit(c.coded(transaction_date="2026-02-30")),
    "document_date_exists": lambda c: c.submit(c.coded(document_date="2026-13-01")),
    "due_date_exists": lambda c: c.submit(c.coded(due_date="3026-01-01")),
    "period_open": lambda c: c.submit(c.coded(transaction_date="2019-12-31")),
    "period_unlocked": lambda c: c.submit(c.coded(transaction_date="2020-02-15")),
    "period_known": lambda c: c.submit(c.coded(period="nowhere")),
    "date_within_period": lambda c: c.submit(c.coded(period="2020-05", transaction_date="2020-06-01")),
    "due_after_document": lambda c: c.submit(c.coded(due_date="2026-01-01", document_date="2026-01-02")),
    "smart_code_known": lambda c: c.submit(c.coded(smart_code="HERA.NO.SUCH.AUTO.v1")),
    "account_or_lines": lambda c: c.submit(c.lines(account=c.roles["bank"])),
    "account_known": lambda c: c.submit(bill(account="nowhere")),
    "counterparty_known": lambda c: c.submit(c.coded(counterparty=str(uuid4()))),
    "template_quantity": lambda c: c.submit(GOODS | {"metadata": {"rate": 3}}),
    "template_rate": lambda c: c.submit(GOODS | {"metadata": {"quantity": 3}}),
    "template_amounts": lambda c: c.submit(GOODS | {"metadata": {"quantity": 0, "rate": 3}}),
    "template_total": lambda c: c.submit(GOODS | {"total_amount": 7}),
    "draft_or_pending": lambda c: c.submit(c.coded(draft=True, pending=True)),
    "pending_fields": lambda c: c.submit(c.coded(pending={"x": 1})),
    "pending_expires_once": lambda c: c.submit(
        c.coded(pending={"expires_in": 1, "expires_at": "2999-01-01T00:00:00Z"})
    ),
    "pending_seconds": lambda c: c.submit(c.coded(pending={"expires_in": "soon"})),
    "pending_time": lambda c: c.submit(c.coded(pending={"expires_at": "soon"})),
    "pending_in_future": lambda c: c.submit(c.coded(pending={"expires_at": "2001-01-01T00:00:00Z"})),
    "line_count": lambda c: c.submit(journal(lines=[])),
    "line_account_stated": lambda c: c.submit(c.lines({"account": None})),
    "line_side_stated": lambda c: c.submit(c.lines({"side": None})),
    "line_amount_stated": lambda c: c.submit(c.lines({"amount": None})),
    "line_amount_not_zero": lambda c: c.submit(c.lines({"amount": 0})),
    "line_account_known": lambda c: c.submit(c.lines({"account": "nowhere"})),
    "line_currency_known": lambda c: c.submit(c.lines({"currency": "QQQ"})),
    "line_decimals": lambda c: c.submit(c.lines({"amount": "10.001"})),
    "lines_balance": lambda c: c.submit(c.lines({"amount": 11})),
    "lines_in_currency": lambda c: c.submit(c.lines({"currency": "EUR"}, {"currency": "EUR"})),
    "total_within_lines": lambda c: c.submit(c.lines(total_amount=11)),
    "line_tax_code_known": lambda c: c.submit(c.lines({"tax_code": "NO"})),
    "line_tax_rate_known": lambda c: c.submit(c.lines({"tax_code": "NEW"})),
    "line_tax_agrees": lambda c: c.submit(c.taxed("22")),
    "settlement_count": lambda c: c.submit(c.payment() | {"settles": c.payment()["settles"] * 1001}),
    "settled_stated": lambda c: c.submit(c.payment(transaction_id=None)),
    "settled_amount_stated": lambda c: c.submit(c.payment(None)),
    "settled_exists": lambda c: c.submit(c.payment(document=str(uuid4()))),
    "settled_once": lambda c: c.submit(c.payment() | {"settles": c.payment(1)["settles"] * 2}),
    "settled_not_zero": lambda c: c.submit(c.payment(0)),
    "settled_decimals": lambda c: c.submit(c.payment("1.001")),
    "settled_within_total": lambda c: c.submit(c.payment(11)),
    "account_not_frozen": lambda c: c.submit(c.lines({"account": c.roles["bank"]}, transaction_date="2020-01-15")),
    "account_limits": lambda c: c.submit(c.lines({"account": c.roles["suspense"]})),
    "settled_is_open": lambda c: c.submit(c.payment(150) | {"total_amount": 150}),
    "pending_is_certain": lambda c: c.submit(bill(counterparty="Nobody knows", pending=True)),
}


@pytest.mark.parametrize("name", PROVOKE)
def test_the_rule_is_met(court: Court, name: str) -> None:
    query = "SELECT code, path FROM hera_internal.builtin_rule WHERE name = %s"
    code, path = court.office.admin.execute(query, [name]).fetchall()[0]
    outcome = PROVOKE[name](court)
    assert outcome["status"] == "rejected", outcome
    pattern = ".*" if path == "*" else re.escape(path).replace(r"\[\]", r"\[\d+\]")
    found = [(fault["code"], fault["path"]) for fault in outcome["errors"]]
    assert any(fault[0] == code and re.fullmatch(pattern, fault[1]) for fault in found), (code, path, found)


def test_every_rule_has_its_document_and_is_listed_in_order(court: Court) -> None:
    rows = court.clerk.execute(
        "SELECT place, stage, name, kind, code, message FROM hera.list_validation_rules(%s)", [court.organization]
    ).fetchall()
    query = "SELECT name FROM hera_internal.builtin_rule ORDER BY position"
    wanted = [row[0] for row in court.office.admin.execute(query).fetchall()]
    assert set(PROVOKE) == set(wanted)
    assert [row[2] for row in rows if row[2] in PROVOKE] == wanted
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    order = ["context", "size", "replay", "limit", "schema", "business", "content", "posting"]
    stages = list(dict.fromkeys(row[1] for row in rows))
    assert stages == [stage for stage in order if stage in stages]
    assert ("request_total_amount_pattern", "pattern", "VAL_006") in [row[2:5] for row in rows]


def test_every_code_that_validation_tells_is_listed(court: Court) -> None:
    """A fault that a function of validation makes and no row lists would be a rule that nobody can look up."""
    rows = court.office.admin.execute(
        "SELECT p.proname, p.prosrc FROM pg_proc AS p WHERE p.pronamespace = 'hera_internal'::regnamespace"
        " AND p.proname IN ('document_faults', 'reference_faults', 'line_faults', 'settlement_faults', 'total_faults',"
        " 'balance_faults', 'period_faults', 'read_holding', 'holding_faults', 'tax_faults', 'posting_faults',"
        " 'enter_template', 'quantity_faults', 'decimals_fault', 'rate_fault', 'limit_fault', 'size_fault')"
    ).fetchall()
    assert len(rows) == 17
    listed = "SELECT code FROM hera.list_validation_rules(%s)"
    known = {row[0] for row in court.clerk.execute(listed, [court.organization]).fetchall()}
    for name, body in rows:
        told = set(re.findall(r"'([A-Z]+_[0-9]{3})'", body))
        assert told <= known, f"{name} tells {told - known}"
