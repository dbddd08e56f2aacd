"""Rules of dimensions beside the same rules in Python, and what is said of a counterparty before its first refresh."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, submit, value

ZONES = ["UTC", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]
RHYTHMS = {
    "DAILY": (1, 4),
    "WEEKLY": (6, 8),
    "FORTNIGHTLY": (13, 15),
    "MONTHLY": (27, 34),
    "QUARTERLY": (85, 97),
    "HALFYEARLY": (175, 190),
    "YEARLY": (355, 376),
}
TERMS = [
    (-1, "PREPAID"),
    (0, "ONRECEIPT"),
    (7, "NET7"),
    (14, "NET14"),
    (30, "NET30"),
    (45, "NET45"),
    (60, "NET60"),
    (90, "NET90"),
]


def answers(db: Connection, query: str, inputs: list[Any]) -> list[Any]:
    """One value for each input row."""
    with db.cursor() as cursor:
        return [cursor.execute(query.encode(), row).fetchone()[0] for row in inputs]  # type: ignore[index]


def bin_of(amount: Decimal, minor_unit: int) -> int | None:
    digits = str(int(amount.scaleb(minor_unit)))
    if amount <= 0 or digits == "0":
        return None
    return 900 * (len(digits) - 1) + int(digits.ljust(3, "0")[:3]) - 100


def rhythm(days: int) -> str | None:
    return next((name for name, (low, high) in RHYTHMS.items() if low <= days <= high), None)


def terms(day: date, due: date) -> str:
    days = (due - day).days
    after_next = (day.replace(day=1) + timedelta(days=62)).replace(day=1)
    if days > 0 and due == after_next - timedelta(days=1):
        return "NETMONTH"
    return next((name for most, name in TERMS if days <= most), "NETLONG")


def temporal(day: date, due: date | None, at: datetime, zone: str, year_end: int) -> str | None:
    local = at.astimezone(ZoneInfo(zone))
    if due is not None and (due - day).days <= 1:
        return "RUSH"
    if (day + timedelta(days=2)).month != day.month:
        if day.month == year_end:
            return "EOY"
        return "EOQ" if (day.month - year_end) % 3 == 0 else "EOM"
    if day.isoweekday() > 5:
        return "WEEKEND"
    return "EOD" if local.date() == day and local.hour >= 17 else None


def test_bins_of_amounts(db: Connection, rng: random.Random) -> None:
    inputs = [
        (Decimal(rng.randrange(-10, 10 ** rng.randint(1, 18))).scaleb(-rng.randint(0, 6)), rng.randint(0, 4))
        for _ in range(2000)
    ]
    got = answers(db, "SELECT hera_internal.amount_bin_of(%s, %s::smallint)", inputs)
    assert got == [bin_of(amount, minor_unit) for amount, minor_unit in inputs]


def test_rhythms(db: Connection) -> None:
    days = list(range(-5, 400))
    assert answers(db, "SELECT hera_internal.rhythm_token(%s)", [(n,) for n in days]) == [rhythm(n) for n in days]


def test_terms(db: Connection, rng: random.Random) -> None:
    inputs = []
    for _ in range(1000):
        day = date(2024, 1, 1) + timedelta(days=rng.randrange(1500))
        inputs.append((day, day + timedelta(days=rng.randrange(-3, 100))))
    got = answers(db, "SELECT hera_internal.payment_terms_dimension(NULL, %s, %s, NULL)", inputs)
    assert got == [terms(*row) for row in inputs]


def test_moments(db: Connection, rng: random.Random) -> None:
    inputs: list[tuple[date, date | None, datetime, str, int]] = []
    for _ in range(2000):
        at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(1_500_000))
        day = at.date() + timedelta(days=rng.choice([-400, -3, -1, 0, 0, 0, 1, 20]))
        due = rng.choice([None, None, day + timedelta(days=rng.randrange(-2, 5))])
        inputs.append((day, due, at, rng.choice(ZONES), rng.randint(1, 12)))
    got = answers(db, "SELECT hera_internal.temporal_dimension(%s, %s, %s, %s, 1, 17, 2, %s)", inputs)
    assert got == [temporal(*row) for row in inputs]


def test_a_counterparty_before_its_first_refresh(office: Office) -> None:
    organization = office.organization("Before")
    caller = office.connect(office.login(organization, "owner"))
    request = bill(20, counterparty="New", account="5000", transaction_date="2026-06-10")
    asked = value(caller, "SELECT hera.classify(%s, %s)", [organization, Jsonb(request)])
    first = submit(caller, organization, request)
    assert (asked["dimensions"], asked["smart_code"]) == (first["dimensions"], first["smart_code"])
    again = submit(caller, organization, bill(31, counterparty="New", account="5000", transaction_date="2026-06-11"))
    other = submit(caller, organization, bill(20, counterparty="Other", account="5000", transaction_date="2026-06-10"))
    assert [o["dimensions"][:1] for o in (first, again, other)] == [["NEW"]] * 3
    for outcome, novelty in ((first, "FIRSTEVER"), (again, "RARE"), (other, "FIRSTEVER")):
        assert {novelty, "FIRSTMONTH"} < set(outcome["dimensions"])
        assert len({"FIRSTEVER", "RARE"} & set(outcome["dimensions"])) == 1
    nobody = submit(caller, organization, bill(20, counterparty=None, account="5000", transaction_date="2026-06-10"))
    assert not {"NEW", "FIRSTEVER", "FIRSTMONTH", "RARE"} & set(nobody["dimensions"])
