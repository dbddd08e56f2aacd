"""Budgets: loaded with all faults at once, compared per period with what was posted, of one unit or of all."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.entry import faults
from support.office import Office, refused, submit, value


class Plan:
    """An organization, its accountant and short ways to plan and post."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.organization = office.organization(name)
        self.caller = office.connect(office.login(self.organization, "owner", groups=("hera_app", "hera_bi")))

    def call(self, expression: str, *values: Any) -> Any:
        return value(self.caller, f"SELECT hera.{expression}", [self.organization, *values])

    def budget(self, account: str, period: str, amount: Any, **options: Any) -> None:
        names = "".join(f", p_{name} => %s" for name in options)
        self.call(f"set_budget(%s, %s, %s, %s{names})", account, period, amount, *options.values())

    def load(self, *lines: Any, version: str = "current") -> int:
        return int(self.call("load_budget(%s, %s, %s)", Jsonb(list(lines)), version))

    def spend(self, account: str, amount: Any, day: str, unit: str | None = None) -> None:
        lines = [
            {"account": account, "side": "debit", "amount": amount},
            {"account": "1000", "side": "credit", "amount": amount},
        ]
        request = {"transaction_type": "journal", "transaction_date": day, "lines": lines}
        outcome = submit(self.caller, self.organization, request | ({"unit": unit} if unit else {}))
        assert outcome["status"] == "posted", outcome

    def report(self, first: str, last: str | None = None, unit: str | None = None, version: str = "current") -> Any:
        return self.caller.execute(
            "SELECT period, account_code, budget, actual, difference, percent, assessment"
            " FROM hera.budget_report(%s, %s, %s, %s, %s)",
            [self.organization, first, last, unit, version],
        ).fetchall()


@pytest.fixture
def plan(office: Office) -> Plan:
    return Plan(office, "Plan")


def test_budget_and_actual_side_by_side(plan: Plan) -> None:
    plan.budget("5000", "2026-01", 100)
    plan.budget("5000", "2026-02", 80)
    plan.budget("4000", "2026-01", 500)
    plan.spend("5000", 120, "2026-01-31")
    plan.spend("5000", 60, "2026-02-01")
    plan.spend("6100", 7, "2026-02-28")
    plan.spend("1100", 5, "2026-02-28")
    assert plan.report("2026-01", "2026-02") == [
        ("2026-01", "4000", 500, 0, -500, -100, "unfavourable"),
        ("2026-01", "5000", 100, 120, 20, 20, "unfavourable"),
        ("2026-02", "5000", 80, 60, -20, -25, "favourable"),
        ("2026-02", "6100", 0, 7, 7, None, "unfavourable"),
    ]
    plan.office.admin.execute("SELECT * FROM hera.refresh_balances(%s)", [plan.organization])
    assert [row[3] for row in plan.report("2026-02")] == [60, 7]
    plan.budget("4000", "2026-01", None)
    assert [row[1] for row in plan.report("2026-01")] == ["5000"]


def test_units_and_versions(plan: Plan) -> None:
    plan.budget("5000", "2026-01", 10, unit="north")
    plan.budget("5000", "2026-01", 20, unit="south")
    plan.budget("5000", "2026-01", 99, version="optimistic")
    plan.spend("5000", 12, "2026-01-05", "north")
    plan.spend("5000", 3, "2026-01-05")
    assert plan.report("2026-01", unit="north") == [("2026-01", "5000", 10, 12, 2, 20, "unfavourable")]
    assert plan.report("2026-01", unit="south") == [("2026-01", "5000", 20, 0, -20, -100, "favourable")]
    assert plan.report("2026-01") == [("2026-01", "5000", 30, 15, -15, -50, "favourable")]
    assert plan.report("2026-01", version="optimistic")[0][2:4] == (99, 15)


def test_all_faults_of_a_load_at_once(plan: Plan) -> None:
    good = {"account": "5000", "period": "2026-01", "amount": "10.50"}
    lines = [
        good,
        good | {"account": "nowhere", "colour": "red"},
        good | {"period": "2026-77"},
        good | {"amount": 1.005, "account": "5010"},
        good | {"amount": "much"},
        good | {"currency": "QQQ"},
        good,
        7,
        {"amount": None},
        good | {"account": "nowhere"},
    ]
    with pytest.raises(psycopg.Error) as caught:
        plan.load(*lines)
    assert caught.value.sqlstate == "ZHG01"
    assert faults(caught.value) == sorted([
        ("VAL_004", "lines[1].colour"), ("VAL_010", "lines[2].period"), ("VAL_008", "lines[3].amount"),
        ("VAL_006", "lines[4].amount"), ("VAL_010", "lines[5].currency"), ("VAL_011", "lines[6].account"),
        ("VAL_003", "lines[7]"), ("VAL_002", "lines[8].account"), ("VAL_002", "lines[8].amount"),
        ("VAL_002", "lines[8].period"), ("LED_002", "lines[9].account"),
    ])  # fmt: skip
    assert plan.report("2026-01") == []
    with refused("ZHG01"):
        plan.budget("5000", "2026-13", 1)
    with refused("ZHG01"):
        plan.budget("5000", "2026-01", Decimal("NaN"))
    with refused("ZHV10"):
        plan.report("2026-02", "2026-01")
    with refused("ZHV10"):
        plan.report("2001-01", "2026-01")
    with refused("ZHV13"):
        plan.load(*[1] * 20_001)
    assert plan.load(good, good | {"period": "2026-02", "currency": "EUR", "unit": "x"}) == 2
    assert plan.load(good | {"amount": -1}) == 1
    assert plan.report("2026-01")[0][2] == -1


def test_the_periods_are_those_of_the_calendar(plan: Plan) -> None:
    plan.call("set_calendar(%s, '04-06', 1)")
    plan.budget("5000", "2026-04", 10)
    with refused("ZHG01"):
        plan.budget("5000", "2027-13", 10)
    plan.spend("5000", 1, "2026-04-05")
    plan.spend("5000", 2, "2026-05-05")
    assert [row[2:4] for row in plan.report("2026-04")] == [(10, 2)]
    plan.call("set_calendar(%s, '04-01', 1)")
    assert [row[2:4] for row in plan.report("2026-04")] == [(10, 1)]
    shown = plan.caller.execute("SELECT actual_amount FROM hera_bi.budgets").fetchall()
    assert shown == []
    quarter = [{"period": "2026/Q", "starts_on": "2026-04-01", "ends_on": "2027-03-31"}]
    with refused("ZHL35"):
        plan.call("define_year(%s, 2027, %s)", Jsonb(quarter))


def test_a_closed_year_keeps_its_actual_amounts(plan: Plan) -> None:
    plan.budget("5000", "2025-12", 10)
    plan.spend("5000", 7, "2025-12-31")
    plan.call("close_period(%s, '2025-12')")
    plan.call("close_year(%s, 2025)")
    assert [row[2:4] for row in plan.report("2025-12")] == [(10, 7)]
    assert seen(plan, "2025-12") == [("5000", None, 10, 7)]


def seen(plan: Plan, period: str) -> list[tuple[Any, ...]]:
    """What BI reads of a period."""
    with plan.caller.transaction():
        plan.caller.execute("SELECT hera.set_context(%s, %s)", [plan.organization, plan.caller.info.user])
        return plan.caller.execute(
            "SELECT account_code, unit, budget_amount, actual_amount FROM hera_bi.budgets WHERE period = %s ORDER BY 1, 2",
            [period],
        ).fetchall()


def test_bi_sees_its_organization_and_the_same_figures(office: Office, rng: random.Random) -> None:
    plan, other = Plan(office, "Seen"), Plan(office, "Unseen")
    other.budget("5000", "2026-01", 1)
    for account in ("5000", "6100"):
        for unit in ("north", "south"):
            plan.budget(account, "2026-01", rng.randint(1, 100), unit=unit)
    for number in range(30):
        plan.spend(
            rng.choice(["5000", "6100"]),
            rng.randint(1, 9),
            f"2026-01-{number % 28 + 1:02}",
            rng.choice(["north", "south"]),
        )
        if number == 15:
            office.admin.execute("SELECT * FROM hera.refresh_balances(%s)", [plan.organization])
    reported = sorted(
        (row[1], unit, row[2], row[3]) for unit in ("north", "south") for row in plan.report("2026-01", unit=unit)
    )
    assert seen(plan, "2026-01") == reported
    plan.budget("6100", "2026-01", 5)
    assert seen(plan, "2026-01")[-1][3] == sum(row[3] for row in reported if row[0] == "6100")


def test_rights_and_audit(office: Office, plan: Plan) -> None:
    plan.budget("5000", "2026-01", 1)
    for role in ("viewer", "approver", "auditor", "integration"):
        caller = office.connect(office.login(plan.organization, role))
        for call in ("set_budget(%s, '5000', '2026-01', 2)", "load_budget(%s, '[]')"):
            with refused("ZHZ01"):
                caller.execute(f"SELECT hera.{call}".encode(), [plan.organization])
    stranger: Connection = Plan(office, "Stranger").caller
    with refused("ZHZ01"):
        stranger.execute("SELECT * FROM hera.budget_report(%s, '2026-01')", [plan.organization])
    found = office.admin.execute(
        "SELECT event, detail FROM hera_internal.audit_leaf WHERE organization_id = %s AND event LIKE 'budget%%'",
        [plan.organization],
    ).fetchall()
    assert [(event, json.loads(json.dumps(detail))) for event, detail in found] == [
        ("budget.set", {"account": "5000", "period": "2026-01", "amount": 1, "version": "current"})
    ]
