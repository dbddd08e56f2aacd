"""Partitions are made ahead of time, one month a run, and nobody waits for it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, journal, refused, submit, submit_patiently, value

TABLES = (
    "hera.universal_transaction_lines", "hera.universal_transactions", "hera_internal.transaction_text",
    "hera_internal.audit_leaf",
)  # fmt: skip


def forget(admin: Connection, months_ahead: int) -> str:
    """Drop the partitions of one month as if they had never been made; returns the suffix of their names."""
    suffix = value(
        admin,
        "SELECT to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => %s), '_YYYY_MM')",
        [months_ahead],
    )
    for table in TABLES:
        admin.execute(f"ALTER TABLE {table} DETACH PARTITION {table}{suffix}".encode())
        admin.execute(f"DROP TABLE {table}{suffix}".encode())
        admin.execute("DELETE FROM hera_internal.storage_object WHERE name = %s", [f"{table}{suffix}"])
    return str(suffix)


def guards_are_whole(admin: Connection) -> bool:
    return admin.execute("SELECT detail FROM hera_internal.verify_guards() WHERE NOT ok").fetchall() == []


def test_one_month_a_run_until_two_years_are_there(office: Office) -> None:
    for months in (24, 23, 22):
        forget(office.admin, months)
    assert value(office.admin, "SELECT min(months_ahead) FROM hera.partition_status()") == 21
    for months in (22, 23, 24):
        made = office.admin.execute("SELECT made, attempts FROM hera_internal.extend_partitions()").fetchall()
        assert made == [(4, 1)]
        assert value(office.admin, "SELECT min(months_ahead) FROM hera.partition_status()") == months
    assert office.admin.execute("SELECT * FROM hera_internal.extend_partitions()").fetchall() == []
    assert guards_are_whole(office.admin)


def test_a_gap_is_seen_and_filled_first(office: Office) -> None:
    """Months ahead count up to the first that is missing: a later one is no help when the gap is reached."""
    forget(office.admin, 24)
    forget(office.admin, 2)
    status = office.admin.execute("SELECT DISTINCT months_ahead, status FROM hera.partition_status()").fetchall()
    assert status == [(1, "critical")]
    forget(office.admin, 1)
    wanted = value(office.admin, "SELECT (date_trunc('month', now()) + interval '1 month')::date")
    assert value(office.admin, "SELECT month FROM hera_internal.extend_partitions()") == wanted
    for _ in range(2):
        office.admin.execute("SELECT * FROM hera_internal.extend_partitions()")
    assert value(office.admin, "SELECT min(months_ahead) FROM hera.partition_status()") == 24
    assert guards_are_whole(office.admin)


class Submitter(Thread):
    """Submits documents of new counterparties; a lock that it waits for longer than 250 ms is an error."""

    def __init__(self, office: Office, organization: UUID, number: int, stop: Event) -> None:
        super().__init__()
        self.connection = office.connect(office.login(organization), options="-c lock_timeout=250ms")
        self.organization, self.number, self.stop = organization, number, stop
        self.longest, self.done = 0.0, 0
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            for count in itertools.count():
                if self.stop.is_set():
                    return
                began = time.monotonic()
                outcome = submit_patiently(
                    self.connection, self.organization, journal(counterparty=f"New {self.number} {count}")
                )
                self.longest = max(self.longest, time.monotonic() - began)
                assert outcome["status"] == "posted", outcome
                self.done += 1
        except Exception as error:
            self.failure = error


def test_nobody_waits_beside_an_open_transaction(office: Office, record_figure: Callable[..., None]) -> None:
    """A transaction that has written to every table stays open: the job gives way, again and again, and then succeeds."""
    admin = office.admin
    forget(admin, 24)
    organization = office.organization("Partitions")
    holder = office.connect(office.login(organization), autocommit=False)
    assert submit(holder, organization, journal(counterparty="Holder"))["status"] == "posted"
    stop = Event()
    submitters = [Submitter(office, organization, number, stop) for number in range(2)]
    made: list[Any] = []

    def extend() -> None:
        with office.database.connect() as connection:
            made.extend(connection.execute("SELECT made, attempts FROM hera_internal.extend_partitions()").fetchall())

    job = Thread(target=extend)
    for thread in [*submitters, job]:
        thread.start()
    time.sleep(3)
    assert not made, "the job did not wait for the open transaction"
    holder.commit()
    job.join(60)
    stop.set()
    for submitter in submitters:
        submitter.join(60)
        assert submitter.failure is None, submitter.failure
        assert submitter.done > 0
    assert made and made[0][0] == 4 and made[0][1] > 1, made
    record_figure(
        "longest submit beside the making of partitions and an open transaction",
        round(max(submitter.longest for submitter in submitters) * 1000),
        "ms",
        "no lock is waited for longer than 250 ms",
    )


def test_only_administrators_ask(office: Office) -> None:
    organization = office.organization("Asks")
    caller = office.connect(office.login(organization, "owner"))
    with refused("42501"):
        caller.execute("SELECT * FROM hera.partition_status()")


@pytest.fixture(autouse=True)
def _sound(office: Office) -> Any:
    yield
    while office.admin.execute("SELECT * FROM hera_internal.extend_partitions()").fetchall():
        pass
