"""A refused request names every fault at once, each with its code and path."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from support.databases import Connection
from support.office import Office, faults, journal, refused, submit, value

ID = "00000000-0000-7000-8000-000000000000"
LINE = {"account": "1000", "side": "debit", "amount": 1}
OTHER = {"account": "4000", "side": "credit", "amount": 1}


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Faults")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization))


def line(**fields: Any) -> dict[str, Any]:
    return journal(lines=[{**LINE, **fields}, OTHER])


def request(**fields: Any) -> dict[str, Any]:
    return {"transaction_type": "bill", "total_amount": 100, "account": "5000", **fields}


# One fault a row: what is wrong, and the code and path it must give.
SINGLE: list[tuple[Any, str, str]] = [
    ([], "VAL_003", ""),
    ("text", "VAL_003", ""),
    (7, "VAL_003", ""),
    (True, "VAL_003", ""),
    (request(transaction_type=None), "VAL_002", "transaction_type"),
    (request(transaction_type=""), "VAL_006", "transaction_type"),
    (request(transaction_type="Bill"), "VAL_006", "transaction_type"),
    (request(transaction_type="bill\n"), "VAL_006", "transaction_type"),
    (request(transaction_type="x" * 64), "VAL_005", "transaction_type"),
    (request(transaction_type=5), "VAL_003", "transaction_type"),
    (request(transaction_type="no_such_type"), "VAL_010", "transaction_type"),
    (request(transaction_type="journal"), "VAL_002", "lines"),
    (request(total_amount=None), "VAL_002", "total_amount"),
    (request(total_amount=0), "VAL_009", "total_amount"),
    (request(total_amount="0.00"), "VAL_009", "total_amount"),
    (request(total_amount="-0"), "VAL_009", "total_amount"),
    (request(total_amount="1.001"), "VAL_008", "total_amount"),
    (request(total_amount="1e3"), "VAL_006", "total_amount"),
    (request(total_amount="NaN"), "VAL_006", "total_amount"),
    (request(total_amount="Infinity"), "VAL_006", "total_amount"),
    (request(total_amount=" 1"), "VAL_006", "total_amount"),
    (request(total_amount="1,5"), "VAL_006", "total_amount"),
    (request(total_amount="١"), "VAL_006", "total_amount"),
    (request(total_amount="1" * 16), "VAL_006", "total_amount"),
    (request(total_amount="1" * 41), "VAL_005", "total_amount"),
    (request(total_amount=True), "VAL_003", "total_amount"),
    (request(total_amount=[1]), "VAL_003", "total_amount"),
    (request(tax_amount=101), "VAL_011", "tax_amount"),
    (request(tax_amount=-1), "VAL_011", "tax_amount"),
    (request(tax_amount="0.001"), "VAL_008", "tax_amount"),
    (request(total_amount=-100, tax_amount=1), "VAL_011", "tax_amount"),
    (request(currency="gbp"), "VAL_006", "currency"),
    (request(currency="POUND"), "VAL_005", "currency"),
    (request(currency="QQQ"), "VAL_010", "currency"),
    (request(currency="DEM"), "VAL_010", "currency"),
    (request(currency="XXX", exchange_rate="2"), "VAL_010", "currency"),
    (request(currency="XAU", exchange_rate="2"), "VAL_010", "currency"),
    (request(currency="JPY", exchange_rate="0.005", total_amount="100.5"), "VAL_008", "total_amount"),
    (request(currency="KWD", exchange_rate=2, total_amount="100.5555"), "VAL_008", "total_amount"),
    (request(exchange_rate=0), "VAL_009", "exchange_rate"),
    (request(exchange_rate=-1), "VAL_006", "exchange_rate"),
    (request(exchange_rate="0.85"), "VAL_011", "exchange_rate"),
    (request(currency="EUR"), "FX_001", "exchange_rate"),
    (request(currency="EUR", exchange_rate=0), "VAL_009", "exchange_rate"),
    (journal(5, lines=[{**LINE, "currency": "CHF"}, {**OTHER, "currency": "CHF"}, LINE, OTHER]), "FX_001", "lines"),
    (request(transaction_date="2026-02-30"), "VAL_007", "transaction_date"),
    (request(transaction_date="1899-12-31"), "VAL_007", "transaction_date"),
    (request(transaction_date="3000-01-01"), "VAL_007", "transaction_date"),
    (request(transaction_date="2026-13-01"), "VAL_007", "transaction_date"),
    (request(transaction_date="2026-00-01"), "VAL_007", "transaction_date"),
    (request(document_date="2025-02-29"), "VAL_007", "document_date"),
    (request(due_date="2026-06-31"), "VAL_007", "due_date"),
    (request(due_date="31.12.2026"), "VAL_006", "due_date"),
    (request(due_date="2026-1-1"), "VAL_006", "due_date"),
    (request(due_date=20260101), "VAL_003", "due_date"),
    (request(document_date="2026-02-01", due_date="2026-01-31"), "VAL_011", "due_date"),
    (request(counterparty=ID), "VAL_010", "counterparty"),
    (request(counterparty="x" * 201), "VAL_005", "counterparty"),
    (request(counterparty=" "), "VAL_010", "counterparty"),
    (request(counterparty="\t"), "VAL_010", "counterparty"),
    (request(counterparty={"name": "x"}), "VAL_003", "counterparty"),
    (request(description="x" * 10001), "VAL_005", "description"),
    (request(reference_number="x" * 201), "VAL_005", "reference_number"),
    (request(smart_code="HERA.NO.SUCH.CODE.v1"), "VAL_010", "smart_code"),
    (request(smart_code="HERA"), "VAL_006", "smart_code"),
    (request(smart_code="'; DROP TABLE x; --"), "VAL_006", "smart_code"),
    (request(account="99999"), "LED_002", "account"),
    (request(account=""), "LED_002", "account"),
    (request(account=5000), "VAL_003", "account"),
    (request(unit="x" * 201), "VAL_005", "unit"),
    (request(metadata=[]), "VAL_003", "metadata"),
    (request(metadata="{}"), "VAL_003", "metadata"),
    (request(idempotency_key="x" * 201), "VAL_005", "idempotency_key"),
    (request(idempotency_key=" "), "VAL_006", "idempotency_key"),
    (request(idempotency_key=1), "VAL_003", "idempotency_key"),
    (request(request_id={}), "VAL_003", "request_id"),
    (request(raise_on_error="yes"), "VAL_003", "raise_on_error"),
    (request(amount=1), "VAL_004", "amount"),
    (request(**{"Total_Amount": 1}), "VAL_004", "Total_Amount"),
    (request(**{"": 1}), "VAL_004", ""),
    (request(**{"organization_id": ID}), "VAL_004", "organization_id"),
    (request(lines=[LINE, OTHER], total_amount=1), "VAL_011", "account"),
    (journal(lines=[]), "VAL_013", "lines"),
    (journal(lines=[LINE]), "VAL_013", "lines"),
    (journal(lines=[LINE, OTHER] * 501), "VAL_013", "lines"),
    (request(lines={}), "VAL_003", "lines"),
    (journal(lines=[7, OTHER]), "VAL_003", "lines[0]"),
    (line(account=None), "VAL_002", "lines[0].account"),
    (line(account="nowhere"), "LED_002", "lines[0].account"),
    (line(side=None), "VAL_002", "lines[0].side"),
    (line(side="left"), "VAL_006", "lines[0].side"),
    (line(amount=None), "VAL_002", "lines[0].amount"),
    (line(amount=0), "VAL_009", "lines[0].amount"),
    (line(amount=-1), "VAL_006", "lines[0].amount"),
    (line(amount="1.005"), "VAL_008", "lines[0].amount"),
    (line(currency="QQQ"), "VAL_010", "lines[0].currency"),
    (line(memo="x"), "VAL_004", "lines[0].memo"),
    (line(tax_code="x" * 51), "VAL_005", "lines[0].tax_code"),
    (line(amount=2), "LED_001", "lines"),
    (line(currency="EUR"), "LED_001", "lines"),
    (journal(5, total_amount=6), "VAL_011", "total_amount"),
    (journal(5, tax_amount=6), "VAL_011", "tax_amount"),
    (
        journal(5, currency="EUR", exchange_rate=1, lines=[{**LINE, "currency": "GBP"}, {**OTHER, "currency": "GBP"}]),
        "VAL_011", "lines",
    ),
    (request(settles={}), "VAL_003", "settles"),
    (request(settles=[1]), "VAL_003", "settles[0]"),
    (request(settles=[{"transaction_id": ID, "amount": 1}]), "LED_008", "settles[0].transaction_id"),
    (request(settles=[{"transaction_id": "x", "amount": 1}]), "VAL_006", "settles[0].transaction_id"),
    (request(settles=[{"transaction_id": ID, "amount": 1}] * 1001), "VAL_013", "settles"),
    (request(description="x", metadata={"a": "x" * 1_100_000}), "VAL_001", ""),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "path"), SINGLE, ids=[f"{c}-{p}-{n}" for n, (_, c, p) in enumerate(SINGLE)])
def test_single_fault(caller: Connection, organization: UUID, body: Any, code: str, path: str) -> None:
    outcome = submit(caller, organization, body)
    assert faults(outcome) == [(code, path)]
    for fault in outcome["errors"]:
        assert set(fault) == {"code", "path", "message", "hint"}
        assert fault["message"]
        assert fault["hint"]


# Many faults at once: nothing hides behind another.
SEVERAL: list[tuple[Any, list[tuple[str, str]]]] = [
    ({}, [("VAL_002", "total_amount"), ("VAL_002", "transaction_type")]),
    (
        {
            "transaction_type": "Bill!", "total_amount": "abc", "currency": "QQQ", "due_date": "2026-02-30",
            "document_date": 5, "account": "99999", "smart_code": "HERA.NO.SUCH.CODE.v1", "colour": "red",
            "counterparty": ID, "exchange_rate": 0, "settles": [{}], "metadata": 1,
        },
        [
            ("LED_002", "account"), ("VAL_002", "settles[0].amount"), ("VAL_002", "settles[0].transaction_id"),
            ("VAL_003", "document_date"), ("VAL_003", "metadata"), ("VAL_004", "colour"),
            ("VAL_006", "total_amount"), ("VAL_006", "transaction_type"), ("VAL_007", "due_date"),
            ("VAL_009", "exchange_rate"), ("VAL_010", "counterparty"), ("VAL_010", "currency"),
            ("VAL_010", "smart_code"),
        ],
    ),
    (
        journal(lines=[
            {**LINE, "x": 1}, {"account": "no", "side": "credit", "amount": "1.234"}, 7, {},
            {**OTHER, "amount": 0, "currency": "QQQ"},
        ], total_amount="5.555"),
        [
            ("LED_002", "lines[1].account"), ("VAL_002", "lines[3].account"), ("VAL_002", "lines[3].amount"),
            ("VAL_002", "lines[3].side"), ("VAL_003", "lines[2]"), ("VAL_004", "lines[0].x"),
            ("VAL_008", "lines[1].amount"), ("VAL_008", "total_amount"), ("VAL_009", "lines[4].amount"),
            ("VAL_010", "lines[4].currency"),
        ],
    ),
    (
        request(transaction_type="payment", settles=[
            {"transaction_id": ID, "amount": "0"}, {"amount": "x"}, {"transaction_id": ID, "amount": "1.005"},
        ]),
        [
            ("LED_008", "settles[0].transaction_id"), ("LED_008", "settles[2].transaction_id"),
            ("VAL_002", "settles[1].transaction_id"), ("VAL_006", "settles[1].amount"),
            ("VAL_008", "settles[2].amount"), ("VAL_009", "settles[0].amount"),
        ],
    ),
    (
        request(transaction_date="2026-02-30", document_date="2026-02-30", due_date="2026-02-30"),
        [("VAL_007", "document_date"), ("VAL_007", "due_date"), ("VAL_007", "transaction_date")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), SEVERAL)
def test_all_faults_at_once(caller: Connection, organization: UUID, body: Any, wanted: list[tuple[str, str]]) -> None:
    assert faults(submit(caller, organization, body)) == wanted


def test_nothing_of_a_refused_request_is_kept(office: Office, caller: Connection, organization: UUID) -> None:
    counts = " + ".join(
        f"(SELECT count(*) FROM {table} WHERE organization_id = %(o)s)"
        for table in (
            "hera.universal_transactions", "hera.core_entities", "hera_internal.audit_leaf",
            "hera_internal.idempotency_key", "hera_internal.transaction_text",
        )
    )  # fmt: skip
    query = f"SELECT {counts}".encode()
    before = office.admin.execute(query, {"o": organization}).fetchone()
    key = "never bound"
    assert faults(submit(caller, organization, request(account="0", counterparty="Never stored", idempotency_key=key)))
    assert office.admin.execute(query, {"o": organization}).fetchone() == before
    assert submit(caller, organization, journal(idempotency_key=key))["replayed"] is False


def test_null_request(caller: Connection, organization: UUID) -> None:
    outcome = value(caller, "SELECT hera.submit(%s, NULL)", [organization])
    assert faults(outcome) == [("VAL_003", "")]
    assert faults(value(caller, "SELECT hera.submit(%s, 'null')", [organization])) == [("VAL_003", "")]


@pytest.mark.parametrize(
    ("body", "sqlstate"),
    [
        (request(account="99999"), "ZHL02"),
        (request(total_amount=0), "ZHV09"),
        ({}, "ZHV02"),
        (line(amount=2), "ZHL01"),
        (request(metadata={"a": "x" * 1_100_000}), "ZHV01"),
    ],
)
def test_exceptions_on_request(caller: Connection, organization: UUID, body: Any, sqlstate: str) -> None:
    body = {**body, "raise_on_error": True}
    with refused(sqlstate):
        submit(caller, organization, body)
    body["raise_on_error"] = False
    assert submit(caller, organization, body)["status"] == "rejected"


def test_exception_carries_every_fault(caller: Connection, organization: UUID) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011
        submit(caller, organization, {"raise_on_error": True})
    diagnosis = caught.value.diag  # type: ignore[attr-defined]
    assert [(fault["code"], fault["path"]) for fault in json.loads(diagnosis.message_detail)] == [
        ("VAL_002", "transaction_type"),
        ("VAL_002", "total_amount"),
    ]
    assert diagnosis.message_hint


def test_limits_are_settings(office: Office) -> None:
    organization = office.organization("Small")
    for name, limit in (("max_lines", 2), ("max_request_bytes", 1024)):
        office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, str(limit), organization])
    third = {"account": "1000", "side": "debit", "amount": 1}
    body = journal(1)
    assert faults(submit(office.admin, organization, {**body, "lines": [*body["lines"], third]})) == [
        ("VAL_013", "lines")
    ]
    noise = "".join(str(uuid4()) for _ in range(60))
    assert faults(submit(office.admin, organization, journal(description=noise))) == [("VAL_001", "")]


def test_hostile_sizes_end_quickly(caller: Connection, organization: UUID) -> None:
    """Nothing is cast or matched before its length is known, and nothing is quadratic."""
    caller.execute("SET statement_timeout = '8s'")
    digits = "9" * 131_000
    body = json.dumps(request(total_amount=1)).replace('"total_amount": 1', f'"total_amount": {digits}')
    assert faults(value(caller, "SELECT hera.submit(%s, %s::jsonb)", [organization, body])) == [
        ("VAL_005", "total_amount")
    ]
    many = [{"transaction_id": str(uuid4()), "amount": 1} for _ in range(9_000)]
    assert faults(submit(caller, organization, request(settles=many))) == [("VAL_013", "settles")]
    assert faults(submit(caller, organization, journal(lines=[LINE] * 12_000))) == [("VAL_013", "lines")]
    unknown = {f"k{number}": 1 for number in range(5_000)}
    assert len(submit(caller, organization, request(**unknown))["errors"]) == 100
    key = {"k" * 500_000: 1}
    assert len(submit(caller, organization, request(**key))["errors"]) == 1
    caller.execute("RESET statement_timeout")
