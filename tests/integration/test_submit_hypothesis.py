"""Whatever is submitted, the outcome is complete, and what is posted balances."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.databases import Connection
from support.office import Office, value

OUTCOME = {
    "status", "transaction_id", "smart_code", "posting_status", "account", "confidence", "posting", "explanation",
    "errors", "rate_limit", "replayed", "timings", "document_number", "dynamic_code", "dimensions",
}  # fmt: skip
STATUSES = {"posted", "pending_review", "manual_required", "rejected"}
EXAMPLES = 10_000

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)
ACCOUNTS = st.sampled_from(["1000", "1100", "1150", "2000", "2200", "4000", "5000", "5010", "nowhere"])
CURRENCIES = st.sampled_from(["GBP", "EUR", "JPY", "KWD", "QQQ"])
MONEY = st.one_of(
    st.integers(1, 10**6),
    st.decimals("0.01", "99999", places=2).map(str),
    st.sampled_from(["0.001", "1000", "-5", "12.345", 0, "999999999999999.99", 1e20, "1e5", "NaN", -7]),
)
DATES = st.one_of(st.dates().map(str), st.sampled_from(["2026-02-30", "0001-01-01", "9999-12-31", "2026-1-1", ""]))
KINDS = st.sampled_from(
    [
        "bill",
        "invoice",
        "payment",
        "payroll",
        "sale",
        "card_purchase",
        "bank_fee",
        "journal",
        "tax_payment",
        "inventory_issue",
        "unknown",
    ]
)
LINE = st.fixed_dictionaries(
    {"account": ACCOUNTS, "side": st.sampled_from(["debit", "credit"]), "amount": MONEY},
    optional={"currency": CURRENCIES, "unit": TEXT, "tax_code": TEXT, "description": TEXT},
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip


@st.composite
def balanced_lines(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Lines that balance in each of one or two currencies."""
    lines = []
    for currency in draw(st.sampled_from([["GBP"], ["GBP", "EUR"], ["JPY"]])):
        amounts = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=3))
        account = draw(st.sampled_from(["1000", "4000", "5000"]))
        lines += [{"account": account, "side": "debit", "amount": n, "currency": currency} for n in amounts]
        lines.append({"account": "2000", "side": "credit", "amount": sum(amounts), "currency": currency})
    return draw(st.permutations(lines))


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "transaction_date": DATES,
    "document_date": DATES,
    "due_date": DATES,
    "currency": CURRENCIES,
    "exchange_rate": MONEY,
    "tax_amount": MONEY,
    "counterparty": st.one_of(TEXT, st.uuids().map(str), st.sampled_from(["Acme", "acme ", "Zoë"])),
    "description": TEXT,
    "reference_number": TEXT,
    "smart_code": st.sampled_from(["HERA.SALES.INV.AUTO.v1", "HERA.PAYMENT.OUT.AUTO.v1", "HERA.X.Y.v1", "no"]),
    "account": ACCOUNTS,
    "unit": TEXT,
    "settles": st.lists(
        st.fixed_dictionaries({"transaction_id": st.one_of(st.uuids().map(str), TEXT), "amount": MONEY}), max_size=3
    ),
    "lines": st.one_of(balanced_lines(), st.lists(LINE, max_size=5)),
    "metadata": st.one_of(
        st.dictionaries(TEXT, JSON, max_size=3),
        st.fixed_dictionaries({}, optional={"quantity": st.one_of(MONEY, JSON), "rate": st.one_of(MONEY, JSON)}),
    ),
    "idempotency_key": st.sampled_from(["a", "b", "c", "", " "]),
    "request_id": TEXT,
}
GOOD = st.fixed_dictionaries(
    {"transaction_type": st.just("journal"), "lines": balanced_lines()},
    optional={name: FIELDS[name] for name in ("description", "unit", "metadata", "request_id")},
) | st.fixed_dictionaries(
    {"transaction_type": KINDS, "total_amount": st.integers(1, 10**6)},
    optional={name: FIELDS[name] for name in ("account", "counterparty", "description", "unit", "reference_number")},
)
ANY = st.fixed_dictionaries(
    {"transaction_type": KINDS, "total_amount": MONEY}, optional={**FIELDS, "raise_on_error": st.just(True)}
)


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A request with some of its values replaced by any JSON, fields removed and fields added."""
    request = draw(ANY)
    for name in draw(st.lists(st.sampled_from(sorted(request)), max_size=2, unique=True)):
        if draw(st.booleans()):
            del request[name]
        else:
            request[name] = draw(JSON)
    if draw(st.booleans()):
        request[draw(TEXT)] = draw(JSON)
    return request


REQUESTS = st.one_of(GOOD, ANY, mutated(), JSON)


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Anything")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Iterator[Connection]:
    """A plain login, so that nothing works by way of a superuser."""
    with office.database.connect(office.login(organization)) as connection:
        yield connection


def assert_complete(outcome: dict[str, Any]) -> None:
    """Every field of the contract, and fields that agree with each other."""
    assert set(outcome) == OUTCOME
    assert outcome["status"] in STATUSES
    assert isinstance(outcome["replayed"], bool)
    assert isinstance(outcome["timings"], dict)
    if outcome["status"] == "rejected":
        assert outcome["errors"]
        assert outcome["transaction_id"] is None
        assert outcome["posting"] == []
        for fault in outcome["errors"]:
            assert set(fault) == {"code", "path", "message", "hint"}
            assert isinstance(fault["path"], str)
            assert fault["message"]
        assert not any(fault["code"].startswith(("DB_", "AUTH", "RL_")) for fault in outcome["errors"])
        return
    assert outcome["errors"] == []
    UUID(outcome["transaction_id"])
    assert isinstance(outcome["explanation"], dict)
    if outcome["status"] == "posted":
        assert len(outcome["posting"]) >= 2
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in outcome["posting"]:
        amount = Decimal(str(line["amount"]))
        assert amount > 0
        sums[line["currency"]] += amount if line["side"] == "debit" else -amount
    assert not any(sums.values()), sums


def test_submit_anything(
    office: Office,
    caller: Connection,
    organization: UUID,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    codes = {row[0] for row in office.admin.execute("SELECT sqlstate FROM hera_internal.error_code").fetchall()}
    examples = scaled(EXAMPLES)
    seen: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(REQUESTS)
    def check(request: Any) -> None:
        body = json.dumps(request)
        try:
            outcome = value(caller, "SELECT hera.submit(%s, %s::jsonb)", [organization, body])
        except psycopg.Error as error:
            # jsonb itself refuses numbers that no numeric can hold; everything else is documented.
            seen["raised"] += 1
            if error.sqlstate not in codes | {"22003"}:
                raise AssertionError(f"{error.sqlstate}: {error} for {body}") from error
            if error.sqlstate != "22003":
                assert request["raise_on_error"] is True
            return
        assert_complete(outcome)
        seen[outcome["status"]] += 1

    check()
    assert sum(seen.values()) >= examples
    assert seen["posted"] > 0
    assert seen["rejected"] > 0
    assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []
    record_figure("hypothesis: requests submitted", sum(seen.values()), "requests", ">= 10,000 x scale, no bare error")


def test_batch_of_anything(caller: Connection, organization: UUID, scaled: Callable[[int], int]) -> None:
    """As many outcomes as items, each complete, and the same whatever stands beside it."""

    @settings(max_examples=scaled(1000), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(REQUESTS, max_size=6))
    def check(requests: list[Any]) -> None:
        rows = caller.execute(
            "SELECT item, outcome FROM hera.submit_batch(%s, %s::jsonb)", [organization, json.dumps(requests)]
        ).fetchall()
        assert [row[0] for row in rows] == list(range(len(requests)))
        for _, outcome in rows:
            assert_complete(outcome)

    check()


def test_classify_says_what_submit_does(caller: Connection, organization: UUID, scaled: Callable[[int], int]) -> None:
    @settings(max_examples=scaled(1000), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(GOOD)
    def check(request: dict[str, Any]) -> None:
        body = json.dumps(request)
        said = value(caller, "SELECT hera.classify(%s, %s::jsonb)", [organization, body])
        done = value(caller, "SELECT hera.submit(%s, %s::jsonb)", [organization, body])
        assert said["status"] == done["status"], body
        for name in ("account", "smart_code", "posting", "confidence"):
            assert said[name] == done[name], (name, body)

    check()
