"""Posting metrics: a refresh equals counting everything anew, whatever is written meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, value

ROLLUP = """
    SELECT organization_id, metric_hour, total_transactions, auto_posted, pending_review, manual_required,
        confidence_total, confidence_count
    FROM hera_internal.posting_hour ORDER BY 1, 2
"""
# Written anew here, from the documents: what the rollup must hold.
COUNTED = """
    SELECT organization_id, date_trunc('hour', created_at, 'UTC'), count(*),
        sum((posting_status = 'auto_posted')::integer), sum((posting_status = 'pending_review')::integer),
        sum((posting_status = 'manual_required')::integer), coalesce(sum(ai_confidence_score), 0), count(ai_confidence_score)
    FROM hera.universal_transactions GROUP BY 1, 2 ORDER BY 1, 2
"""


@pytest.fixture(autouse=True)
def forget(office: Office) -> None:
    """What other tests have moved in time."""
    office.admin.execute("TRUNCATE hera_internal.posting_refresh, hera_internal.posting_hour")


def refresh(admin: Connection) -> None:
    admin.execute("SELECT hera.refresh_posting_metrics()")


def assert_equal(admin: Connection) -> None:
    assert admin.execute(ROLLUP.encode()).fetchall() == admin.execute(COUNTED.encode()).fetchall()


def shift(admin: Connection, interval: str) -> None:
    """As if the refreshes so far had been that long ago."""
    admin.execute("UPDATE hera_internal.posting_refresh SET refreshed_at = refreshed_at - %s::interval", [interval])


def test_a_refresh_counts_what_came_and_what_was_decided(office: Office) -> None:
    organization = office.organization("Metrics")
    connection = office.connect(office.login(organization))
    for _ in range(3):
        submit(connection, organization, journal())
    waiting = submit(connection, organization, bill(counterparty="Nobody Ltd"))
    assert waiting["status"] in ("pending_review", "manual_required")
    refresh(office.admin)
    assert_equal(office.admin)
    # Two days on the hour is far behind the horizon, but it has a document that waits.
    shift(office.admin, "2 days")
    refresh(office.admin)
    connection.execute("SELECT hera.record_feedback(%s, %s, 'corrected', '{\"account\": \"6000\"}')",
                       [organization, waiting["transaction_id"]])  # fmt: skip
    refresh(office.admin)
    assert_equal(office.admin)
    row = office.admin.execute(
        "SELECT sum(total_transactions), sum(waiting) FROM hera_internal.posting_hour WHERE organization_id = %s",
        [organization],
    ).fetchone()
    assert row == (4, 0)


def test_a_transaction_that_ran_during_a_refresh_is_counted_by_a_later_one(office: Office) -> None:
    """It had its id before the refresh and commits long after: the horizon may not pass it."""
    organization = office.organization("Long")
    login = office.login(organization)
    with office.database.connect(login, autocommit=False) as slow:
        submit(slow, organization, journal())
        for _ in range(3):
            refresh(office.admin)
            shift(office.admin, "3 hours")
        # Many refreshes and hours later it ends.
        slow.commit()
    refresh(office.admin)
    assert_equal(office.admin)


def test_hours_that_are_complete_are_not_counted_again(office: Office) -> None:
    """Two hours of yesterday that hold what no documents say: the one without anything that waits stays."""
    organization = office.organization("Done")
    refresh(office.admin)
    for hours, waiting in ((30, 0), (31, 1)):
        office.admin.execute(
            "INSERT INTO hera_internal.posting_hour VALUES"
            " (%s, date_trunc('hour', now(), 'UTC') - %s::interval, 5, 0, 0, 0, %s, 0, 0, '2000-01-01')",
            [organization, f"{hours} hours", waiting],
        )
    submit(office.connect(office.login(organization)), organization, journal())
    refresh(office.admin)
    rows = office.admin.execute(
        "SELECT total_transactions FROM hera_internal.posting_hour WHERE organization_id = %s ORDER BY metric_hour",
        [organization],
    ).fetchall()
    assert rows == [(5,), (5,), (1,)]


def test_a_clock_that_was_set_back_hides_nothing(office: Office) -> None:
    organization = office.organization("Clock")
    refresh(office.admin)
    shift(office.admin, "-3 hours")
    submit(office.connect(office.login(organization)), organization, journal())
    refresh(office.admin)
    assert_equal(office.admin)


@pytest.mark.soak
def test_a_refresh_equals_a_recount_under_concurrent_writes(
    office: Office, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    organizations = [office.organization(f"Writer {number}") for number in range(3)]
    count = scaled(6000)
    stop = threading.Event()
    faults: list[BaseException] = []

    def write(organization: UUID, login: str) -> None:
        try:
            with office.database.connect(login) as connection:
                for number in range(count):
                    with connection.transaction(force_rollback=number % 7 == 0):
                        submit(
                            connection, organization, bill(counterparty=f"Payee {number}") if number % 3 else journal()
                        )
        except BaseException as error:
            faults.append(error)

    def keep_refreshing() -> None:
        with office.database.connect() as admin:
            while not stop.is_set():
                refresh(admin)

    writers = [threading.Thread(target=write, args=(o, office.login(o))) for o in organizations]
    refresher = threading.Thread(target=keep_refreshing)
    for thread in (*writers, refresher):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    refresher.join()
    assert faults == []
    refresh(office.admin)
    assert_equal(office.admin)
    (documents,) = office.admin.execute(
        "SELECT sum(total_transactions) FROM hera_internal.posting_hour"
    ).fetchone() or (0,)
    record_figure("documents whose posting metrics equal a recount", int(documents), "of them", "all")


def test_the_materialized_view_has_its_columns_and_can_be_read_while_it_is_refreshed(office: Office) -> None:
    organization = office.organization("View")
    submit(office.connect(office.login(organization)), organization, journal())
    refresh(office.admin)
    columns = office.admin.execute(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = 'hera.ai_posting_metrics_mv'::regclass AND attnum > 0"
    ).fetchall()
    assert [name for (name,) in columns][:5] == [
        "organization_id", "metric_hour", "total_transactions", "avg_confidence", "auto_posted",
    ]  # fmt: skip
    with office.database.connect(autocommit=False) as reader:
        reader.execute("SELECT * FROM hera.ai_posting_metrics_mv")
        submit(office.connect(office.login(organization)), organization, journal())
        office.admin.execute("SET lock_timeout = '5s'")
        refresh(office.admin)
        office.admin.execute("RESET lock_timeout")
    same = """
        SELECT total_transactions FROM {} WHERE organization_id = %s
    """
    for relation in ("hera.ai_posting_metrics_mv", "hera_internal.posting_hour"):
        assert office.admin.execute(same.format(relation).encode(), [organization]).fetchall() == [(2,)]


def test_who_may_see_what(office: Office) -> None:
    mine, other = office.organization("Mine"), office.organization("Other")
    for organization in (mine, other):
        submit(office.connect(office.login(organization)), organization, journal())
    refresh(office.admin)
    login = office.login(groups=("hera_bi",))
    office.admin.execute("SELECT hera.grant_bi(%s::name, %s)", [login, [mine]])
    reader = office.connect(login)
    rows = reader.execute("SELECT DISTINCT organization_id FROM hera_bi.posting_metrics").fetchall()
    assert rows == [(mine,)]
    for who in (reader, office.connect(office.login(mine))):
        with refused("42501"):
            who.execute("SELECT * FROM hera.ai_posting_metrics_mv")
    with refused("42501"):
        reader.execute("SELECT hera.refresh_posting_metrics()")
    operator = office.connect(office.login(groups=("hera_admin",)))
    assert operator.execute("SELECT count(*) > 0 FROM hera.ai_posting_metrics_mv").fetchone() == (True,)


def test_the_nightly_proof_finds_an_hour_that_differs(office: Office) -> None:
    organization = office.organization("Proof")
    submit(office.connect(office.login(organization)), organization, journal())
    assert value(office.admin, "SELECT hera.prove_posting_metrics()") >= 0
    differing = "SELECT organization_id FROM hera_internal.differing_hours('infinity') WHERE NOT same"
    assert office.admin.execute(differing.encode()).fetchall() == []
    office.admin.execute(
        "UPDATE hera_internal.posting_hour SET total_transactions = total_transactions + 1 WHERE organization_id = %s",
        [organization],
    )
    assert office.admin.execute(differing.encode()).fetchall() == [(organization,)]


def test_the_proof_fails_aloud(office: Office) -> None:
    """Of an hour that the refresh leaves alone; here there is none yet, so the horizon is replaced."""
    organization = office.organization("Aloud")
    submit(office.connect(office.login(organization)), organization, journal())
    refresh(office.admin)
    with office.admin.transaction(force_rollback=True):
        office.admin.execute(
            "UPDATE hera_internal.posting_hour SET total_transactions = 77 WHERE organization_id = %s", [organization]
        )
        office.admin.execute(
            "CREATE OR REPLACE FUNCTION hera_internal.posting_horizon() RETURNS timestamptz LANGUAGE sql"
            " AS $$ SELECT now() + interval '2 hours' $$"
        )
        with pytest.raises(psycopg.Error, match="posting metrics differ") as caught:
            office.admin.execute("SELECT hera.prove_posting_metrics()")
    assert caught.value.sqlstate == "ZHD03"
    assert str(organization) in str(caught.value)


def test_a_database_whose_transactions_began_anew_counts_everything(office: Office) -> None:
    organization = office.organization("Restored")
    submit(office.connect(office.login(organization)), organization, journal())
    refresh(office.admin)
    office.admin.execute("UPDATE hera_internal.posting_refresh SET next_xid = '9000000000'::xid8")
    office.admin.execute("UPDATE hera_internal.posting_hour SET total_transactions = 99 WHERE organization_id = %s",
                         [organization])  # fmt: skip
    found: Any = value(office.admin, "SELECT hera_internal.posting_horizon()::text")
    assert found == "-infinity"
    refresh(office.admin)
    assert_equal(office.admin)
