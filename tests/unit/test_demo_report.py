"""The arithmetic of the demonstration's report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from rich.console import Console

from hera.demo import show
from hera.demo.payers import Payment
from hera.demo.replay import Timing, verdict_of
from hera.demo.report import (
    Decision,
    currency_totals,
    differences,
    expected_balances,
    is_ok,
    learning,
    pace,
    share,
    summarize,
)
from hera.demo.timings import add_timing, load_timing, percentile

ORGANIZATION = UUID("0198c0de-0000-7000-8000-000000000001")


def paid(amount: str, account: str, tax: str | None = None) -> Payment:
    """A payment of which only the money matters."""
    return Payment(
        "x", date(2020, 1, 1), "P", "", Decimal(amount), "GBP", None if tax is None else Decimal(tax), "", account, ""
    )


def test_summary_counts_by_status_and_stage() -> None:
    decisions = [
        Decision("auto_posted", "memory", True),
        Decision("auto_posted", "memory", True),
        Decision("auto_posted", "neighbours", False),
        Decision("pending_review", "memory", True),
        Decision("pending_review", "neighbours", False),
        Decision("manual_required", "neighbours", True),
        Decision("manual_required", "none", False),
        Decision("manual_required", "none", False),
    ]
    summary = summarize(decisions)
    assert (summary["submitted"], summary["auto_posted"], summary["sent_to_review"], summary["manual"]) == (8, 3, 2, 3)
    assert summary["auto_posted_share"] == pytest.approx(0.375)
    assert summary["precision"] == pytest.approx(0.6667)
    assert summary["review_precision"] == pytest.approx(0.5)
    assert [(row["stage"], row["decided"], row["right"], row["precision"]) for row in summary["stages"]] == [
        ("memory", 3, 3, 1.0),
        ("neighbours", 3, 1, 0.0),
        ("none", 2, 0, None),
    ]


def test_summary_of_nothing() -> None:
    summary = summarize([])
    assert summary["precision"] is None
    assert summary["learning"] == []
    assert share(0, 0) is None


@pytest.mark.parametrize("count", [1, 5, 24, 25, 1000])
def test_learning_covers_every_payment_once(count: int) -> None:
    everything = [Decision("auto_posted", "memory", True)] * count
    assert learning(everything) == [1.0] * min(count, 24)


def test_learning_goes_from_first_to_last() -> None:
    decisions = [Decision("manual_required", "none", False)] * 10 + [Decision("auto_posted", "memory", True)] * 10
    assert learning(decisions, parts=4) == [0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("values", "wanted", "expected"),
    [
        ([], 0.95, None),
        ([7], 0.95, 7),
        ([2, 1], 0.5, 1),
        ([3, 1, 2], 0.5, 2),
        (list(range(1, 101)), 0.95, 95),
        (list(range(1, 102)), 0.95, 96),
        ([1, 2, 3], 1.0, 3),
        ([1, 2, 3], 0.0, 1),
    ],
)
def test_percentile(values: Sequence[int], wanted: float, expected: int | None) -> None:
    assert percentile(values, wanted) == expected


def test_pace_counts_submissions_and_verdicts() -> None:
    speed = pace(Timing(seconds=2.0, verdicts=4, latencies=[1000, 2000, 3000, 4000]))
    assert speed["requests"] == 8
    assert speed["requests_per_second"] == pytest.approx(4.0)
    assert speed["submit_p50_ms"] == pytest.approx(2.0)
    assert speed["submit_p95_ms"] == pytest.approx(4.0)
    assert pace(Timing())["requests_per_second"] is None


def test_timings_of_an_interrupted_replay_add_up(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert load_timing(ORGANIZATION, folder) == Timing()
    add_timing(ORGANIZATION, Timing(1.5, 2, [10, 20]), folder)
    add_timing(ORGANIZATION, Timing(0.5, 1, [30]), folder)
    add_timing(ORGANIZATION, Timing(9.0), folder)
    assert load_timing(ORGANIZATION, folder) == Timing(2.0, 3, [10, 20, 30])


def test_verdicts() -> None:
    assert verdict_of("X-001", "X-001") == ("approved", None)
    assert verdict_of("X-002", "X-001") == ("corrected", {"account": "X-001"})
    assert verdict_of(None, "X-001") == ("corrected", {"account": "X-001"})


def test_balances_are_net_of_tax_and_of_credits() -> None:
    payments = [paid("120.00", "A", "20.00"), paid("-30.00", "A"), paid("5.00", "B")]
    assert expected_balances(payments, {"A": "X-1", "B": "X-2"}) == {"X-1": Decimal("70.00"), "X-2": Decimal("5.00")}


def test_differences_name_both_sides() -> None:
    found = differences({"A": Decimal(1), "B": Decimal(2)}, {"A": Decimal("1.00"), "C": Decimal(3)})
    assert [row["account_code"] for row in found] == ["B", "C"]
    assert differences({"A": Decimal(0)}, {}) == []


def balance(code: str, debit: str, credit: str) -> dict[str, Any]:
    """A row of a trial balance."""
    return {
        "account_code": code,
        "account_name": f"Account {code}",
        "currency": "GBP",
        "debit": Decimal(debit),
        "credit": Decimal(credit),
    }


def report(**changes: Any) -> dict[str, Any]:
    """A report of one organization."""
    trial_balance = [balance(f"X-{number:03}", f"{number}.00", "0") for number in range(1, 12)]
    trial_balance.append(balance("9200", "0", "66.00"))
    organization = {
        "name": "X Council",
        "payer": "x",
        "organization_id": str(ORGANIZATION),
        "from": "2020-01-01",
        "to": "2020-02-03",
        "payee": "O'HARA LTD",
        **summarize([Decision("auto_posted", "memory", True), Decision("manual_required", "none", False)]),
        **pace(Timing(1.0, 1, [1500])),
        "gates": [],
        "trial_balance": trial_balance,
        "totals": currency_totals(trial_balance),
        "differences_from_payer": [],
    }
    return {
        "organizations": [organization | changes],
        "verify": [{"check_name": "every posted document balances", "ok": True, "detail": None}],
    }


def test_totals_per_currency() -> None:
    rows = [balance("A", "5.00", "0"), balance("B", "0", "4.00"), balance("C", "1", "0") | {"currency": "EUR"}]
    assert [(row["currency"], row["difference"]) for row in currency_totals(rows)] == [("EUR", 1), ("GBP", 1)]


def test_ok_needs_every_check() -> None:
    assert is_ok(report())
    assert is_ok(report(differences_from_payer=None))
    assert not is_ok(report(differences_from_payer=[{"account_code": "X-001", "expected": "1", "found": "2"}]))
    assert not is_ok(report(totals=[{"currency": "GBP", "difference": Decimal("0.01")}]))
    failed = report()
    failed["verify"][0]["ok"] = None
    assert not is_ok(failed)


def test_the_printed_report(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(
        show, "Console", lambda **options: Console(file=written, highlight=False, width=show.WIDTH, no_color=True)
    )
    show.show_report(report(), "hera")
    lines = written.getvalue().splitlines()
    text = "\n".join(lines)
    assert "Trial balance of X Council, 3 February 2020" in lines
    assert any("X Council" in line and "50.0%" in line and "100.0%" in line for line in lines)
    assert "4 more accounts" in text
    assert any(line.split() == ["total", "GBP", "66.00", "66.00"] for line in lines)
    assert "debit less credit: 0.00 GBP; every account as the payer's own staff had it" in text
    assert "1.50 ms" in text
    assert "O''HARA LTD" in text
    assert max(len(line) for line in lines if not line.startswith("    hera psql")) <= show.WIDTH


def test_gates_say_why() -> None:
    console = Console(file=io.StringIO(), width=118)
    gates = [
        {"family": "HERA.A.B", "is_open": True, "threshold": Decimal("0.9000"), "reason": "1 error of 300"},
        {"family": "HERA.A.C", "is_open": False, "threshold": None, "reason": "label noise"},
    ]
    console.print(show.gates_table([{"name": "Council", "gates": gates}, {"name": "Office", "gates": []}]))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert [part.strip() for part in printed.splitlines()[2].split("  ") if part] == [
        "Council",
        "open",
        "0.90",
        "1 error of 300",
    ]
    assert "closed" in printed
    assert "label noise" in printed
    assert "Office" not in printed
