"""What a good request becomes: balanced lines by the template of its smart code, an outcome, one audit leaf."""

from __future__ import annotations

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, bill, faults, journal, refused, set_rates, submit, submit_patiently, value

OUTCOME = {
    "status", "transaction_id", "smart_code", "posting_status", "account", "confidence", "posting", "explanation",
    "errors", "rate_limit", "replayed", "timings", "document_number", "dynamic_code", "dimensions",
}  # fmt: skip
# What two outcomes of one request differ in; the second is suspected to be a duplicate of the first.
UNLIKE = {"transaction_id", "document_number", "timings", "rate_limit", "dynamic_code", "dimensions"}


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Posting")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization, actor="ann"))


@pytest.fixture(scope="module")
def roles(office: Office, organization: UUID) -> dict[str, str]:
    """Account code of each control role."""
    rows = office.admin.execute(
        "SELECT role, code FROM hera_internal.ledger_account WHERE organization_id = %s AND role IS NOT NULL",
        [organization],
    ).fetchall()
    return dict(rows)


def sides(posting: list[dict[str, Any]]) -> set[tuple[str, str, Decimal]]:
    return {(line["side"], line["account"], Decimal(str(line["amount"]))) for line in posting}


# Type, account role of the choice, and the lines of a document of 120 with 20 tax.
TEMPLATES = [
    ("bill", "purchases", [("debit", "purchases", 100), ("debit", "input_tax", 20), ("credit", "payable", 120)]),
    ("card_purchase", "purchases",
     [("debit", "purchases", 100), ("debit", "input_tax", 20), ("credit", "card_clearing", 120)]),
    ("expense", "purchases", [("debit", "purchases", 100), ("debit", "input_tax", 20), ("credit", "bank", 120)]),
    ("invoice", "sales", [("debit", "receivable", 120), ("credit", "sales", 100), ("credit", "output_tax", 20)]),
    ("sale", "sales", [("debit", "cash", 120), ("credit", "sales", 100), ("credit", "output_tax", 20)]),
    ("customer_payment", None, [("debit", "bank", 120), ("credit", "receivable", 120)]),
    ("payment", None, [("debit", "payable", 120), ("credit", "bank", 120)]),
    ("payroll", None,
     [("debit", "payroll_expense", 120), ("credit", "payroll_tax", 20), ("credit", "payroll_payable", 100)]),
    ("inventory_receipt", None, [("debit", "inventory", 100), ("debit", "input_tax", 20), ("credit", "payable", 120)]),
    ("tax_payment", None, [("debit", "output_tax", 120), ("credit", "bank", 120)]),
    ("bank_fee", "purchases", [("debit", "purchases", 120), ("credit", "bank", 120)]),
]  # fmt: skip


@pytest.mark.parametrize("credit_note", [False, True])
@pytest.mark.parametrize(("kind", "choice", "lines"), TEMPLATES, ids=[row[0] for row in TEMPLATES])
def test_templates(
    caller: Connection, organization: UUID, roles: dict[str, str],
    kind: str, choice: str | None, lines: list[tuple[str, str, int]], credit_note: bool,
) -> None:  # fmt: skip
    sign = -1 if credit_note else 1
    request = {"transaction_type": kind, "total_amount": 120 * sign, "tax_amount": 20 * sign}
    if choice:
        request["account"] = roles[choice]
    outcome = submit(caller, organization, request)
    swap = {"debit": "credit", "credit": "debit"}
    wanted = {(swap[side] if credit_note else side, roles[role], Decimal(amount)) for side, role, amount in lines}
    assert set(outcome) == OUTCOME
    assert (outcome["status"], outcome["posting_status"]) == ("posted", "posted")
    assert outcome["confidence"] is None
    assert outcome["errors"] == []
    assert outcome["replayed"] is False
    assert set(outcome["timings"]) == {"admit", "validate", "classify", "post", "total"}
    assert set(outcome["rate_limit"]) == {"limit", "remaining", "retry_after", "reset_after"}
    assert sides(outcome["posting"]) == wanted
    stored = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
    assert sides(stored["posting"]) == wanted
    assert stored["credit_note"] is credit_note
    assert stored["total_amount"] == 120


def test_smart_code_states_its_default_account(caller: Connection, organization: UUID, roles: dict[str, str]) -> None:
    outcome = submit(caller, organization, bill(60, smart_code="HERA.PROCUREMENT.CARD.AUTO.v1"))
    assert outcome["status"] == "posted"
    assert sides(outcome["posting"]) == {
        ("debit", roles["purchases"], Decimal(60)),
        ("credit", roles["card_clearing"], Decimal(60)),
    }
    assert outcome["explanation"] == {"stage": "stated", "field": "smart_code"}


@pytest.mark.parametrize(
    ("currency", "good", "bad"),
    [
        ("JPY", "1000", "1000.5"), ("KWD", "10.123", "10.1234"), ("GBP", "10.12", "10.123"), ("CLF", "1.2345", "1.23456"),
        ("JPY", "1000.000", "0.1"), ("BHD", "0.001", "0.0001"),
    ],
)  # fmt: skip
def test_decimals_of_currencies(caller: Connection, organization: UUID, currency: str, good: str, bad: str) -> None:
    rate = "1" if currency == "GBP" else "0.79"
    request = {"transaction_type": "bill", "account": "5000", "currency": currency, "exchange_rate": rate}
    outcome = submit(caller, organization, {**request, "total_amount": good})
    assert outcome["status"] == "posted"
    for line in outcome["posting"]:
        assert Decimal(str(line["amount"])) == Decimal(good)
        assert line["currency"] == currency
    assert faults(submit(caller, organization, {**request, "total_amount": bad})) == [("VAL_008", "total_amount")]
    lines = journal(good, currency=currency, exchange_rate=rate)
    assert submit(caller, organization, lines)["status"] == "posted"
    assert faults(submit(caller, organization, journal(bad, currency=currency, exchange_rate=rate))) == [
        ("VAL_008", "lines[0].amount"),
        ("VAL_008", "lines[1].amount"),
    ]


def test_amounts_are_exact(caller: Connection, organization: UUID) -> None:
    """A JSON number is decimal; a string is taken as it stands."""
    for text in ("0.1", "999999999999999.99", "123456789012345.67", "0.01"):
        for raw in (text, f'"{text}"'):
            body = '{"transaction_type": "bill", "account": "5000", "total_amount": %s}' % raw  # noqa: UP031
            identifier = value(caller, "SELECT hera.submit(%s, %s::jsonb) ->> 'transaction_id'", [organization, body])
            lines = caller.execute(
                "SELECT l ->> 'amount' FROM jsonb_array_elements(hera.get_transaction(%s, %s) -> 'posting') AS l",
                [organization, identifier],
            ).fetchall()
            assert {Decimal(line[0]) for line in lines} == {Decimal(text)}


def test_stated_lines_in_several_currencies(office: Office, caller: Connection, organization: UUID) -> None:
    set_rates(office, organization, JPY="0.008")
    lines: list[dict[str, Any]] = [
        {"account": "1000", "side": "credit", "amount": "100.00", "currency": "GBP"},
        {"account": "6630", "side": "debit", "amount": 100, "currency": "GBP", "unit": "north", "tax_code": "ZERO"},
        {"account": "1000", "side": "debit", "amount": 12500, "currency": "JPY", "description": "yen bought"},
        {"account": "6630", "side": "credit", "amount": 12500, "currency": "JPY"},
    ]
    outcome = submit(caller, organization, {"transaction_type": "journal", "lines": lines, "unit": "head office"})
    assert outcome["status"] == "posted"
    stored = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
    assert [line["currency"] for line in stored["posting"]] == ["GBP", "GBP", "JPY", "JPY"]
    assert [line["unit"] for line in stored["posting"]] == ["head office", "north", "head office", "head office"]
    assert stored["posting"][1]["tax_code"] == "ZERO"
    assert Decimal(str(stored["total_amount"])) == 100
    lines[2]["amount"] = 12501
    assert faults(submit(caller, organization, {"transaction_type": "journal", "lines": lines})) == [
        ("LED_001", "lines")
    ]


def test_outcome_can_be_sent_back(caller: Connection, organization: UUID) -> None:
    """The code and the posting of an outcome are a valid request again."""
    first = submit(caller, organization, journal(3))
    again = submit(
        caller,
        organization,
        {"transaction_type": "journal", "smart_code": first["smart_code"], "lines": first["posting"]},
    )
    assert (again["status"], again["posting"], again["smart_code"]) == ("posted", first["posting"], first["smart_code"])
    request = bill(account="5000", smart_code="HERA.JOURNAL.MANUAL.AUTO.v1")
    assert faults(submit(caller, organization, request)) == [("VAL_010", "smart_code")]


def test_defaults(office: Office, caller: Connection, organization: UUID) -> None:
    outcome = submit(caller, organization, bill(account="5000"))
    stored = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
    assert stored["currency"] == "GBP"
    assert stored["tax_amount"] == 0
    assert stored["metadata"] == {}
    assert stored["submitted_by"] == "ann"
    assert stored["transaction_date"] == str(value(office.admin, "SELECT (now() AT TIME ZONE 'UTC')::date"))
    far = office.organization("Kiritimati", timezone="Pacific/Kiritimati", currency="AUD")
    outcome = submit(office.admin, far, bill(account="5000"))
    stored = value(office.admin, "SELECT hera.get_transaction(%s, %s)", [far, outcome["transaction_id"]])
    assert stored["currency"] == "AUD"
    assert stored["transaction_date"] == str(
        value(office.admin, "SELECT (now() AT TIME ZONE 'Pacific/Kiritimati')::date")
    )


def test_every_field_is_kept(caller: Connection, organization: UUID) -> None:
    given = {
        "transaction_type": "bill", "transaction_date": "2026-03-04", "document_date": "2026-03-01",
        "due_date": "2026-03-31", "currency": "EUR", "exchange_rate": 0.86, "total_amount": 120, "tax_amount": 20,
        "counterparty": "Café Zoë GmbH & Co", "description": "coffee ☕", "reference_number": "R-17", "account": "5000",
        "unit": "kitchen", "metadata": {"a": None, "b": [1, {"c": "d"}]}, "request_id": "req-1",
    }  # fmt: skip
    outcome = submit(caller, organization, given)
    stored = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
    given.pop("idempotency_key", None)
    assert {name: stored[name] for name in given} == given
    by_id = submit(caller, organization, {**given, "counterparty": stored["counterparty_id"]})
    again = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, by_id["transaction_id"]])
    assert (again["counterparty_id"], again["counterparty"]) == (stored["counterparty_id"], stored["counterparty"])


def test_one_counterparty_whatever_its_spelling(office: Office, caller: Connection, organization: UUID) -> None:
    names = ["Blue  Ltd", "blue ltd", " BLUE LTD "]
    ids = set()
    for name in names:
        outcome = submit(caller, organization, bill(account="5000", counterparty=name))
        stored = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
        ids.add(stored["counterparty_id"])
    assert len(ids) == 1


def test_exactly_one_audit_leaf_a_document(office: Office, organization: UUID, caller: Connection) -> None:
    """Its hash is RFC 6962 over a canonical form that Python can write too."""
    for request in (journal(request_id="r"), bill(counterparty="Somebody new"), bill(account="5000")):
        outcome = submit(caller, organization, request)
        leaves = office.admin.execute(
            "SELECT id, event, subject_id, actor, login, request_id, detail::text, leaf_hash, organization_id"
            " FROM hera_internal.audit_leaf WHERE organization_id = %s AND subject_id = %s",
            [organization, outcome["transaction_id"]],
        ).fetchall()
        assert len(leaves) == 1
        (identifier, event, subject, actor, login, request_id, detail, leaf_hash, owner) = leaves[0]
        posted = outcome["status"] == "posted"
        assert event == ("transaction.posted" if posted else "transaction.submitted")
        parts = [json.dumps(str(owner)), json.dumps(str(identifier)), json.dumps(event), json.dumps(str(subject)),
                 json.dumps(actor), json.dumps(login), json.dumps(request_id), detail]  # fmt: skip
        canonical = "[" + ", ".join(parts) + "]"
        assert hashlib.sha256(b"\x00" + canonical.encode()).digest() == leaf_hash
        kept = json.loads(detail)
        assert kept["posting"] == (outcome["posting"] or None)
        assert "Somebody new" not in detail


def test_no_leaf_for_a_refusal(office: Office, organization: UUID, caller: Connection) -> None:
    count = "SELECT count(*) FROM hera_internal.audit_leaf WHERE organization_id = %s"
    before = value(office.admin, count, [organization])
    submit(caller, organization, {})
    assert value(office.admin, count, [organization]) == before


def test_nothing_known_goes_to_a_person(caller: Connection, organization: UUID) -> None:
    outcome = submit(caller, organization, bill(counterparty="Never met before", description="odd words"))
    assert (outcome["status"], outcome["account"], outcome["posting"]) == ("manual_required", None, [])
    assert outcome["explanation"]["stage"] == "none"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("owner", True), ("accountant", True), ("integration", True), ("approver", False), ("auditor", False), ("viewer", False)],
)  # fmt: skip
def test_who_may_submit(office: Office, organization: UUID, role: str, allowed: bool) -> None:
    connection = office.connect(office.login(organization, role))
    outcome = submit(connection, organization, journal())
    if allowed:
        assert outcome["status"] == "posted"
    else:
        assert faults(outcome) == [("AUTHZ_001", "p_organization_id")]
        with refused("ZHZ01"):
            submit(connection, organization, journal(raise_on_error=True))
        with refused("ZHZ01"):
            connection.execute("SELECT * FROM hera.submit_batch(%s, '[]')", [organization])


def test_a_transaction_that_rolls_back_leaves_nothing(office: Office, caller: Connection, organization: UUID) -> None:
    with caller.transaction(force_rollback=True):
        outcome = submit(caller, organization, journal(idempotency_key="undone"))
    with refused("ZHL08"):
        caller.execute("SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
    assert submit(caller, organization, journal(idempotency_key="undone"))["replayed"] is False


SETTINGS = {
    "DateStyle": "German, DMY", "IntervalStyle": "sql_standard", "TimeZone": "Pacific/Kiritimati", "bytea_output": "escape",
    "extra_float_digits": "-15", "lc_numeric": "C", "array_nulls": "off", "transform_null_equals": "on",
    "quote_all_identifiers": "on", "search_path": "pg_temp, public", "default_transaction_isolation": "serializable",
    "enable_indexscan": "off", "jit": "on", "row_security": "on",
}  # fmt: skip


def test_settings_of_a_session_change_nothing(office: Office, organization: UUID) -> None:
    """Whatever a login may set for itself, and objects of its own that hide those of the catalog."""
    requests = [
        bill(120, tax_amount=20, account="5000", transaction_date="2026-02-03", counterparty="Settings Ltd"),
        journal("0.01", currency="EUR", exchange_rate="0.85", transaction_date="2026-12-01"),
        bill("1.001", due_date="2026-02-30"),
        bill(50, counterparty="Settings unknown", description="words of its own"),
    ]
    login = office.login(organization)
    plain, odd = office.connect(login), office.connect(login)
    for name, text in SETTINGS.items():
        odd.execute("SELECT set_config(%s, %s, false)", [name, text])
    odd.execute("CREATE TABLE pg_temp.universal_transactions (id int)")
    odd.execute("CREATE TABLE pg_temp.error_code (code text)")
    odd.execute("CREATE FUNCTION pg_temp.now() RETURNS date LANGUAGE sql AS $$SELECT date '2000-01-01'$$")
    for request in requests:
        one, other = submit(plain, organization, request), submit(odd, organization, request)
        for name in set(one) - UNLIKE:
            assert one[name] == other[name], name
        if one["transaction_id"]:
            query = "SELECT hera.get_transaction(%s, %s)"
            documents = [value(plain, query, [organization, outcome["transaction_id"]]) for outcome in (one, other)]
            for name in ("transaction_date", "currency", "total_amount", "posting", "due_date", "counterparty_id"):
                assert documents[0][name] == documents[1][name], name
    odd.execute("SET row_security = off")
    with refused("42501"):
        submit(odd, organization, requests[0])


def test_first_meeting_of_a_counterparty_in_two_sessions(office: Office, organization: UUID) -> None:
    """Both wait for each other and agree on one entity."""
    login = office.login(organization)
    barrier = threading.Barrier(6)

    def work(_: int) -> str:
        with office.database.connect(login) as connection:
            barrier.wait()
            outcome = submit_patiently(connection, organization, bill(account="5000", counterparty="Met at once"))
            query = "SELECT hera.get_transaction(%s, %s) ->> 'counterparty_id'"
            return str(value(connection, query, [organization, outcome["transaction_id"]]))

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(work, range(6)))) == 1


def test_books_verify(office: Office, organization: UUID) -> None:
    """Runs last: everything the tests above have posted."""
    assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []
    sums = office.admin.execute(
        "SELECT currency, sum(debit) - sum(credit) FROM hera.trial_balance(%s) GROUP BY currency", [organization]
    ).fetchall()
    assert len(sums) > 3
    assert all(difference == 0 for _, difference in sums)
