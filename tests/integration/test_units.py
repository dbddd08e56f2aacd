"""Every report of one unit is what its lines say, and the units together are the whole."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from support.office import Office, submit, value

UNITS = ["north", "south", None]
TYPES = {"1000": "asset", "1100": "asset", "2000": "liability", "4000": "income", "5000": "expense"}


class Branches:
    """Random documents, some of them in several units, and what their lines say."""

    def __init__(self, office: Office, rng: random.Random) -> None:
        self.office = office
        self.organization = office.organization("Branches")
        self.caller = office.connect(office.login(self.organization))
        self.lines: list[tuple[str, str | None, Decimal, str]] = []
        for number in range(40):
            day = f"2026-{rng.randint(1, 3):02}-{rng.randint(1, 28):02}"
            header = rng.choice(UNITS)
            stated = []
            accounts = rng.sample(sorted(TYPES), 2)
            for account, side in zip(accounts, ("debit", "credit"), strict=True):
                unit = rng.choice([*UNITS, header])
                stated.append(
                    {"account": account, "side": side, "amount": number + 1} | ({"unit": unit} if unit else {})
                )
                sign = 1 if side == "debit" else -1
                self.lines.append((account, unit or header, Decimal(sign * (number + 1)), day))
            request = {"transaction_type": "journal", "transaction_date": day, "lines": stated}
            outcome = submit(self.caller, self.organization, request | ({"unit": header} if header else {}))
            assert outcome["status"] == "posted", outcome
            if number == 20:
                office.admin.execute("SELECT * FROM hera.refresh_balances(%s)", [self.organization])

    def by_account(self, unit: str | None, last: str = "2026-12-31") -> dict[str, Decimal]:
        """Debit less credit of each account, of one unit or of all."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for account, of, amount, day in self.lines:
            if day <= last and unit in (None, of):
                sums[account] += amount
        return sums

    def rows(self, call: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.caller.execute(f"SELECT * FROM hera.{call}".encode(), [self.organization, *values]).fetchall()


@pytest.fixture(scope="module")
def branches(office: Office) -> Branches:
    return Branches(office, random.Random(7))


@pytest.mark.parametrize("unit", ["north", "south", None])
@pytest.mark.parametrize("sealed", [False, True])
def test_trial_balance(branches: Branches, unit: str | None, sealed: bool) -> None:
    known_at = None
    if sealed:
        branches.office.admin.execute("SELECT hera.seal_audit()")
        known_at = value(branches.office.admin, "SELECT clock_timestamp()")
    found = branches.rows("trial_balance(%s, '2026-02-15', %s, %s)", known_at, unit)
    assert {row[0]: row[3] - row[4] for row in found} == branches.by_account(unit, "2026-02-15")


@pytest.mark.parametrize("unit", ["north", "south", None])
def test_accounts(branches: Branches, unit: str | None) -> None:
    wanted = branches.by_account(unit)
    for account in TYPES:
        balance = branches.rows("account_balance(%s, %s, NULL, %s)", account, unit)
        assert sum(row[1] for row in balance) == wanted[account]
        statement = branches.rows("account_statement(%s, %s, '2026-02-01', '2026-03-31', %s)", account, unit)
        assert statement[-1][-1] == wanted[account]
        assert {row[7] for row in statement if row[0] == "line"} <= ({unit} if unit else set(UNITS))


@pytest.mark.parametrize("unit", ["north", "south"])
def test_balance_sheet_balances_for_a_unit(branches: Branches, unit: str) -> None:
    wanted = branches.by_account(unit)
    sheet = branches.rows("balance_sheet(%s, NULL, %s)", unit)
    totals = {row[2]: row[4] for row in sheet if row[5]}
    assert totals["Total assets"] == totals["Total liabilities and equity"] == wanted["1000"] + wanted["1100"]
    between = [row[4] for row in sheet if row[2] == "Due between units"]
    assert between == ([sum(wanted.values())] if sum(wanted.values()) else [])
    assert not [row for row in branches.rows("balance_sheet(%s, NULL)") if row[2] == "Due between units"]


def test_open_items_of_the_units_are_all_open_items(office: Office) -> None:
    organization = office.organization("Open")
    caller = office.connect(office.login(organization))

    def owed(amount: int, unit: str | None) -> str:
        request = {"transaction_type": "bill", "account": "5000", "total_amount": amount, "counterparty": "Acme",
                   "transaction_date": "2026-01-01"}  # fmt: skip
        return str(submit(caller, organization, request | ({"unit": unit} if unit else {}))["transaction_id"])

    north, _, _ = owed(100, "north"), owed(50, "south"), owed(7, None)
    payment = {"transaction_type": "payment", "total_amount": 30, "counterparty": "Acme", "unit": "south",
               "transaction_date": "2026-01-02", "settles": [{"transaction_id": north, "amount": 30}]}  # fmt: skip
    assert submit(caller, organization, payment)["status"] == "posted"

    def items(unit: str | None) -> list[Decimal]:
        rows = caller.execute(
            "SELECT open_amount FROM hera.aged_items(%s, 'payable', '2026-06-30', %s)", [organization, unit]
        ).fetchall()
        return sorted(row[0] for row in rows)

    assert items("north") == [70]
    assert items("south") == [50]
    assert items(None) == [7, 50, 70]
