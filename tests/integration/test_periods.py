"""Closes, soft locks and freezes hold on every path and against every race; calendars tile all days."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

DAY = {"transaction_date": "2026-01-15"}
ADJUSTMENT = {"period": "2025-13"}
# What shuts the door, what it refuses, and the SQLSTATE of the refusal.
DOORS: dict[str, tuple[str, dict[str, Any], str]] = {
    "close": ("hera.close_period(%s, '2026-01')", DAY, "ZHL12"),
    "adjustment": ("hera.close_period(%s, '2025-13')", ADJUSTMENT, "ZHL12"),
    "soft lock": ("hera.lock_period(%s, '2026-01', 'month end')", DAY, "ZHL30"),
    "freeze": ("hera.freeze_account(%s, '1000', '2026-01-31', 'counted')", DAY, "ZHL31"),
}
HEADER = """
    INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type, transaction_date,
        posting_status, currency, total_amount, submitted_by, posted_by, posted_at, line_count, period)
    SELECT %(org)s, i.id, hera_internal.uuid_time(i.id), 'journal', %(day)s, 'posted', 'GBP', 1, 'raw', %(by)s,
        '2000-01-01', 2, %(period)s
    FROM hera_internal.new_id() AS i (id)
"""
UPDATE = """
    UPDATE hera.universal_transactions
    SET posting_status = 'posted', posted_at = now(), posted_by = %(by)s, line_count = 2, proposal = NULL
    WHERE organization_id = %(org)s AND id = %(id)s
"""
LINES = """
    INSERT INTO hera.universal_transaction_lines (organization_id, transaction_id, line_number, line_count, created_at,
        account_id, side, amount, base_amount, currency, transaction_date, posted_at)
    SELECT t.organization_id, t.id, n, 2, t.created_at, a.id, CASE n WHEN 1 THEN 'debit' ELSE 'credit' END, 1, 1, 'GBP',
        t.transaction_date, t.posted_at
    FROM hera.universal_transactions AS t
    CROSS JOIN generate_series(1, 2) AS n
    JOIN hera_internal.ledger_account AS a
        ON a.organization_id = t.organization_id AND a.code = CASE n WHEN 1 THEN '1000' ELSE '4000' END
    WHERE t.organization_id = %(org)s AND t.submitted_by = 'raw'
"""


def opened(office: Office, name: str) -> tuple[UUID, str, str]:
    """Books with 2025 closed but for its adjustment period; an owner and an accountant."""
    organization = office.organization(name)
    owner, accountant = office.login(organization, "owner"), office.login(organization, "accountant")
    with office.database.connect(owner) as connection:
        connection.execute("SELECT hera.set_calendar(%s, '01-01', 1)", [organization])
        connection.execute("SELECT hera.close_period(%s, '2025-12')", [organization])
    return organization, owner, accountant


def shut(connection: Connection, organization: UUID, door: str) -> None:
    connection.execute(f"SELECT {DOORS[door][0]}".encode(), [organization])


def unverified(office: Office, organization: UUID) -> dict[str, str]:
    rows = office.admin.execute(
        "SELECT check_name, detail FROM hera.verify(%s) WHERE NOT ok", [organization]
    ).fetchall()
    return {str(name): str(detail) for name, detail in rows}


@pytest.mark.parametrize("door", DOORS)
def test_closer_waits_for_a_posting_and_the_next_is_refused(office: Office, door: str) -> None:
    organization, owner, accountant = opened(office, f"Waits {door}")
    _, fields, sqlstate = DOORS[door]
    with office.database.connect(accountant, autocommit=False) as slow, ThreadPoolExecutor(1) as pool:
        assert submit(slow, organization, journal(**fields))["status"] == "posted"
        closer = office.connect(owner)
        waiting = pool.submit(shut, closer, organization, door)
        for _ in range(500):
            if value(
                office.admin, "SELECT cardinality(pg_blocking_pids(%s)) > 0, pg_sleep(0.01)", [closer.info.backend_pid]
            ):
                break
        assert not waiting.done()
        slow.commit()
        waiting.result(timeout=30)
        outcome = submit(slow, organization, journal(**fields))
        assert outcome["status"] == "rejected"
        query = "SELECT sqlstate FROM hera_internal.error_code WHERE code = %s"
        assert value(office.admin, query, [outcome["errors"][0]["code"]]) == sqlstate
        slow.rollback()
    assert unverified(office, organization) == {}


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize("door", DOORS)
def test_what_was_judged_before_is_refused_at_commit(office: Office, door: str, isolation: str) -> None:
    """A document that waited takes no lock before COMMIT: the database looks again, with an old snapshot too."""
    organization, owner, accountant = opened(office, f"Overtaken {door} {isolation}")
    _, fields, sqlstate = DOORS[door]
    waits = {"transaction_type": "bill", "total_amount": 1, "counterparty": "Nobody", **fields}
    waiting = submit(office.connect(accountant), organization, waits)["transaction_id"]
    values = {"org": organization, "by": accountant, "id": waiting}
    with office.database.connect(autocommit=False) as slow:
        slow.execute("SET ROLE hera_owner")
        slow.commit()
        slow.isolation_level = psycopg.IsolationLevel[isolation.replace(" ", "_")]
        slow.execute(UPDATE, values)
        slow.execute(LINES.replace("t.submitted_by = 'raw'", "t.id = %(id)s"), values)
        shut(office.connect(owner), organization, door)
        with pytest.raises(psycopg.Error) as caught:
            slow.commit()
        assert caught.value.sqlstate in (sqlstate, "40001")
    assert unverified(office, organization) == {}


@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_late_under_load(
    office: Office, door: str, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    """Many connections post while the door is shut: what committed after it was refused, every time."""
    rounds = scaled(200)
    _, fields, sqlstate = DOORS[door]
    for number in range(rounds):
        organization, owner, accountant = opened(office, f"Load {door} {number}")
        stop, late = threading.Event(), threading.Event()

        def post(
            organization: UUID = organization, login: str = accountant, stop: threading.Event = stop,
            late: threading.Event = late,
        ) -> int:  # fmt: skip
            posted = 0
            with office.database.connect(login, autocommit=False) as connection:
                while not stop.is_set():
                    shut_before = late.is_set()
                    try:
                        outcome = submit(connection, organization, journal(**fields))
                        connection.commit()
                    except psycopg.Error as error:
                        connection.rollback()
                        assert error.sqlstate == sqlstate, error
                        continue
                    assert not (shut_before and outcome["status"] == "posted"), outcome
                    posted += outcome["status"] == "posted"
            return posted

        with ThreadPoolExecutor(4) as pool, office.database.connect(owner) as closer:
            workers = [pool.submit(post) for _ in range(4)]
            count = "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = %s"
            while value(office.admin, count, [organization]) < 10:
                assert not any(worker.done() for worker in workers)
            shut(closer, organization, door)
            late.set()
            for _ in range(20):
                value(office.admin, count, [organization])
            stop.set()
            assert sum(worker.result() for worker in workers) >= 10
        assert unverified(office, organization) == {}
    record_figure(f"doors shut ({door}) while 4 connections post", rounds, "times", "no late document")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["hera_owner", "postgres", "replica"])
def test_owner_of_the_tables_is_refused_too(office: Office, door: str, role: str) -> None:
    organization, owner, accountant = opened(office, f"Raw {door} {role}")
    shut(office.connect(owner), organization, door)
    _, fields, sqlstate = DOORS[door]
    values = {
        "org": organization, "by": accountant, "day": fields.get("transaction_date", "2025-12-31"),
        "period": fields.get("period"),
    }  # fmt: skip
    with office.database.connect(autocommit=False) as raw:
        raw.execute("SET session_replication_role = replica" if role == "replica" else f"SET ROLE {role}".encode())
        raw.execute(HEADER, values)
        raw.execute(LINES, values)
        with refused(sqlstate):
            raw.commit()


def test_verify_finds_what_was_written_without_the_guard(office: Office) -> None:
    """Dated back with a false posting time, so that only the balances of the close tell."""
    organization, _, accountant = opened(office, "Forged")
    values = {"org": organization, "by": accountant, "day": "2025-06-30", "period": None}
    with office.database.connect(autocommit=False) as raw:
        raw.execute("ALTER TABLE hera.universal_transactions DISABLE TRIGGER universal_transactions_lines")
        raw.execute(HEADER, values)
        raw.execute(LINES, values)
        raw.execute("ALTER TABLE hera.universal_transactions ENABLE ALWAYS TRIGGER universal_transactions_lines")
        raw.commit()
    found = unverified(office, organization)
    assert "1000 GBP was 0, is 1" in found["closed periods keep the balances of their close"]


def test_verify_finds_a_row_that_hides_a_close(office: Office) -> None:
    organization, owner, _ = opened(office, "Hidden")
    with office.database.connect(owner) as connection:
        shut(connection, organization, "soft lock")
    check = "requests see closes, locks, freezes and series as they are"
    for column, hidden in (
        ("soft_locks", "NULL"), ("closed_through", "'2024-12-31'"), ("frozen_through", "'2024-12-31'"),
        ("number_series", "'{}'"),
    ):  # fmt: skip
        with office.database.connect(autocommit=False) as raw:
            raw.execute(
                f"UPDATE hera.core_organizations SET {column} = {hidden} WHERE organization_id = %s".encode(),
                [organization],
            )
            row = raw.execute(
                "SELECT detail FROM hera.verify(%s) WHERE check_name = %s AND NOT ok", [organization, check]
            ).fetchone()
            assert row is not None
            assert f"{column} of {organization}" in row[0]
            raw.rollback()


CALLS = {
    "close_period": ("hera.close_period(%s, '2026-01')", {"owner", "accountant"}),
    "override": ("hera.close_period(%s, '2026-01', 'known')", {"owner"}),
    "reopen_period": ("hera.reopen_period(%s, '2025-12', 'late')", {"owner", "accountant"}),
    "lock_period": ("hera.lock_period(%s, '2026-01', 'x')", {"owner", "accountant"}),
    "freeze_account": ("hera.freeze_account(%s, '1000', '2026-01-31', 'x')", {"owner", "accountant"}),
    "close_year": ("hera.close_year(%s, 2024)", {"owner", "accountant"}),
    "set_calendar": ("hera.set_calendar(%s, '01-01', 2)", {"owner"}),
    "define_year": (
        "hera.define_year(%s, 2030, '[{\"period\": \"x\", \"starts_on\": \"2030-01-01\", \"ends_on\": \"2030-12-31\"}]')",
        {"owner"},
    ),
    "define_number_series": ("hera.define_number_series(%s, 'X', ARRAY['x'])", {"owner"}),
    "purge_idempotency_keys": ("hera.purge_idempotency_keys(%s)", {"owner"}),
    "import_opening_balances": (
        "hera.import_opening_balances(%s, '2026-01-01', '[{\"account\": \"1000\", \"side\": \"debit\", \"amount\": 1}]', '3900')",
        {"owner", "accountant"},
    ),
    "list_periods": ("count(*) FROM hera.list_periods(%s, 2026)", {"owner", "accountant", "approver", "auditor", "viewer"}),
    "check_period": (
        "count(*) FROM hera.check_period(%s, '2026-01')", {"owner", "accountant", "approver", "auditor", "viewer"}
    ),
}  # fmt: skip


def test_permissions_of_every_role(office: Office) -> None:
    organization, _, _ = opened(office, "Permissions")
    foreign = office.login(office.organization("Foreign"), "owner")
    for role in ("owner", "accountant", "approver", "auditor", "viewer", "integration", "foreign"):
        login = foreign if role == "foreign" else office.login(organization, role)
        for name, (call, roles) in CALLS.items():
            with office.database.connect(login, autocommit=False) as connection:
                if role in roles:
                    connection.execute(f"SELECT {call}".encode(), [organization])
                else:
                    with pytest.raises(psycopg.Error) as caught:
                        connection.execute(f"SELECT {call}".encode(), [organization])
                    assert caught.value.sqlstate == "ZHZ01", (role, name, caught.value)
                connection.rollback()


def test_a_second_import_waits_for_the_first(office: Office) -> None:
    organization, _, accountant = opened(office, "Imports")
    lines = Jsonb([{"account": "1000", "side": "debit", "amount": 1}])
    barrier = threading.Barrier(8)

    def bring_in(_: int) -> str:
        with office.database.connect(accountant) as connection:
            barrier.wait()
            query = "SELECT hera.import_opening_balances(%s, '2026-01-01', %s, '3900') ->> 'status'"
            return str(value(connection, query, [organization, lines]))

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(bring_in, range(8))) == ["posted"] + ["rejected"] * 7


YEARS = st.integers(1990, 2060)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    month=st.integers(1, 12), day=st.integers(1, 28), adjustments=st.integers(0, 4), year=YEARS,
    shift=st.integers(-20, 20), cuts=st.lists(st.integers(1, 340), max_size=6, unique=True),
    days=st.lists(st.dates(date(1990, 1, 1), date(2060, 1, 1)), min_size=3, max_size=6),
)  # fmt: skip
def test_every_day_has_one_period(
    db: Connection, month: int, day: int, adjustments: int, year: int, shift: int, cuts: list[int], days: list[date]
) -> None:
    """Whatever the rule and a defined year between years that follow it."""
    with db.transaction(force_rollback=True):
        organization = value(db, "SELECT hera.create_organization('Tiles')")
        db.execute("SELECT hera.set_calendar(%s, %s, %s)", [organization, f"{month:02}-{day:02}", adjustments])
        start = date(year if (month, day) == (1, 1) else year - 1, month, day) + timedelta(shift)
        edges = [start, *sorted(start + timedelta(cut) for cut in cuts), start + timedelta(364)]
        periods = [
            {"period": f"P{number}", "starts_on": str(first), "ends_on": str(last - timedelta(1))}
            for number, (first, last) in enumerate(itertools.pairwise(edges))
        ]
        db.execute("SELECT hera.define_year(%s, %s, %s)", [organization, year, Jsonb(periods)])
        for when in [*days, start, start - timedelta(1), start + timedelta(363), start + timedelta(364)]:
            rows = db.execute(
                "SELECT y, p.period FROM generate_series(%s::integer, %s) AS y"
                " CROSS JOIN LATERAL hera_internal.year_periods(%s, y) AS p"
                " WHERE NOT p.adjustment AND %s BETWEEN p.starts_on AND p.ends_on",
                [when.year - 2, when.year + 2, organization, when],
            ).fetchall()
            assert len(rows) == 1, (when, rows)
            found = value(db, "SELECT hera_internal.year_of(%s, %s)", [organization, when])
            assert rows[0][0] == found
            assert (
                value(db, "SELECT (hera_internal.find_period(%s, %s)).fiscal_year", [organization, rows[0][1]]) == found
            )
