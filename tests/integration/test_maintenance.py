"""Maintenance runs in its window, where it is needed, and goes on after an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from threading import Event
from typing import Any

import psycopg
import pytest

from hera.cli.errors import HeraError
from hera.errors import MNT_001
from hera.jobs.callables import maintain
from hera.maintenance.perform import Done, perform
from support.databases import Connection, Database
from support.office import Office, journal, refused, submit, value

ALWAYS = "Mon,Tue,Wed,Thu,Fri,Sat,Sun 00:00-24:00 UTC"


@pytest.fixture
def admin(clone: Database) -> Iterator[Connection]:
    """An administrator of a database of this test, with a window that is always open."""
    with clone.connect() as connection:
        connection.execute("SELECT hera.set_setting('maintenance_window', %s)", [ALWAYS])
        yield connection


def run(connection: Connection, emergency: str | None = None) -> tuple[Done, list[str]]:
    said: list[str] = []
    return perform(connection, Event(), said.append, emergency), said


class Beaten:
    """A connection on which somebody else does what was planned, between the plan and its first statement."""

    def __init__(self, connection: Connection, other: Connection, statement: str) -> None:
        self.connection, self.other, self.statement = connection, other, statement

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def execute(self, query: str, *parameters: Any) -> Any:
        found = self.connection.execute(query, *parameters)
        if "FROM hera.maintenance_plan()" in query:
            self.other.execute(self.statement)
        return found


def shut(connection: Connection) -> None:
    """A window of another day than today."""
    connection.execute(
        "SELECT hera.set_setting('maintenance_window', to_char(now() + interval '3 days', 'Dy') || ' 02:00-04:00 UTC')"
    )


def wear(connection: Connection, rows: int = 5000) -> None:
    """Rows that were deleted, as years of settings and leases leave them, in a table that nobody reads here."""
    connection.execute("ALTER TABLE hera_internal.work_done SET (autovacuum_enabled = off)")
    connection.execute(
        "INSERT INTO hera_internal.work_done (name, done_at, done_by)"
        " SELECT 'x', '2020-01-01'::timestamptz + make_interval(secs => n), 'x' FROM generate_series(1, %s) AS n",
        [rows],
    )
    connection.execute("DELETE FROM hera_internal.work_done")
    connection.execute("SELECT pg_stat_force_next_flush()")


def planned(connection: Connection, task: str | None = None) -> set[str]:
    rows = connection.execute("SELECT task, target FROM hera.maintenance_plan()").fetchall()
    return {target for kind, target in rows if task in (None, kind)}


@pytest.mark.parametrize(
    ("window", "moment", "opens", "closes"),
    [
        ("Sun 02:00-04:00 UTC", "2026-11-29 03:00+00", "2026-11-29 02:00+00", "2026-11-29 04:00+00"),
        ("Sun 02:00-04:00 UTC", "2026-11-29 04:00+00", "2026-12-06 02:00+00", "2026-12-06 04:00+00"),
        ("Sat 22:00-02:00 UTC", "2026-11-29 01:00+00", "2026-11-28 22:00+00", "2026-11-29 02:00+00"),
        ("Mon,Wed 22:00-24:00 Asia/Tokyo", "2026-11-29 00:00+00", "2026-11-30 13:00+00", "2026-11-30 15:00+00"),
        # Clocks go forward at 02:00 that day: the window is an hour shorter.
        ("Sun 01:00-04:00 Europe/Rome", "2026-03-29 00:30+00", "2026-03-29 00:00+00", "2026-03-29 02:00+00"),
    ],
)
def test_windows(db: Connection, window: str, moment: str, opens: str, closes: str) -> None:
    found = db.execute("SELECT * FROM hera_internal.read_window(%s, %s)", [window, moment]).fetchone()
    assert found == tuple(datetime.fromisoformat(text) for text in (opens, closes))


@pytest.mark.parametrize(
    "window", ["", "Sun", "Sonntag 02:00-04:00 UTC", "Sun 2:00-4:00 UTC", "Sun 02:00-04:00 Mars/Base"]
)
def test_no_windows(db: Connection, window: str) -> None:
    with pytest.raises(psycopg.Error) as caught, db.transaction():
        db.execute("SELECT * FROM hera_internal.read_window(%s, now())", [window])
    assert caught.value.sqlstate == "ZHV10"


def test_what_is_worn_is_mended_once(admin: Connection) -> None:
    wear(admin)
    assert "hera_internal.work_done" in planned(admin, "vacuum")
    done, said = run(admin)
    assert done.failures == 0 and done.statements >= 1 and done.left == 0, said
    assert "VACUUM (ANALYZE) hera_internal.work_done: done" in said
    assert planned(admin) == set()
    assert value(admin, "SELECT n_dead_tup FROM pg_stat_all_tables WHERE relname = 'work_done'") < 100
    assert value(admin, "SELECT status FROM hera.maintenance_calendar() WHERE name = 'maintenance window'") == "done"


def test_outside_the_window_only_an_emergency(admin: Connection) -> None:
    wear(admin)
    shut(admin)
    with refused(MNT_001):
        admin.execute("SELECT * FROM hera.start_maintenance('vacuum', 'hera_internal.work_done')")
    done, said = run(admin)
    assert done.closed and done.statements == 0 and "opens at" in said[0]
    assert list(maintain(admin, Event())) == ["opens_at"]
    done, said = run(admin, "disk is full")
    assert not done.closed and done.statements >= 1, said
    assert (
        value(
            admin,
            "SELECT detail ->> 'reason' FROM hera_internal.audit_leaf WHERE event = 'maintenance.emergency' LIMIT 1",
        )
        == "disk is full"
    )
    assert value(admin, "SELECT emergency FROM hera.maintenance_history() LIMIT 1") == "disk is full"


def test_a_statement_ends_with_the_window_and_is_tried_again(admin: Connection, clone: Database) -> None:
    """One that cannot have its lock fails, the others are done, and the next run takes it up."""
    wear(admin)
    admin.execute(
        "UPDATE hera_internal.setting_definition SET default_value = '1' WHERE name = 'maintenance_task_seconds'"
    )
    with clone.connect(autocommit=False) as holder:
        holder.execute("LOCK TABLE hera_internal.work_done IN SHARE UPDATE EXCLUSIVE MODE")
        done, said = run(admin)
        assert done.failures == 1, said
        assert any("work_done: canceling statement" in line for line in said), said
    assert "hera_internal.work_done" in planned(admin, "vacuum")
    assert value(admin, "SHOW statement_timeout") == "0"
    done, said = run(admin)
    assert (done.statements, done.failures) == (1, 0), said
    outcomes = admin.execute(
        "SELECT outcome FROM hera.maintenance_history() WHERE target = 'hera_internal.work_done' ORDER BY run"
    ).fetchall()
    assert outcomes == [("failed",), ("done",)]


def test_one_process_at_a_time(admin: Connection, clone: Database) -> None:
    with clone.connect() as other:
        other.execute("SELECT pg_advisory_lock(hashtextextended('hera maintenance', 0))")
        assert run(admin)[1] == ["another session is at it"]


def test_bloat_is_measured_before_an_index_is_built_anew(admin: Connection) -> None:
    if not admin.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pgstattuple'").fetchone():
        pytest.skip("pgstattuple is not there")
    index = "hera_internal.work_done_pk"
    wear(admin, 60_000)
    admin.execute("INSERT INTO hera_internal.work_done SELECT 'restore test', now() - interval '1 year', 'x'")
    admin.execute("VACUUM hera_internal.work_done")
    assert index not in planned(admin, "reindex"), "an estimate is not acted on"
    assert value(admin, "SELECT detail FROM hera.index_report() WHERE kind = 'bloated' AND name = %s", [index])
    admin.execute("CREATE EXTENSION pgstattuple SCHEMA public")
    admin.execute("GRANT pg_stat_scan_tables TO hera_owner")
    try:
        assert index in planned(admin, "reindex")
        before = value(admin, "SELECT pg_relation_size(%s::regclass)", [index])
        done, said = run(admin)
        assert done.failures == 0, said
        assert value(admin, "SELECT pg_relation_size(%s::regclass)", [index]) < before / 10
        assert admin.execute("SELECT detail FROM hera_internal.verify_guards() WHERE NOT ok").fetchall() == []
    finally:
        admin.execute("REVOKE pg_stat_scan_tables FROM hera_owner")


def test_what_an_interrupted_reindex_left_is_dropped(admin: Connection) -> None:
    admin.execute("CREATE INDEX work_done_pk_ccnew ON hera_internal.work_done (name, done_at)")
    admin.execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'hera_internal.work_done_pk_ccnew'::regclass"
    )
    assert (
        value(admin, "SELECT name FROM hera.index_report() WHERE kind = 'invalid'")
        == "hera_internal.work_done_pk_ccnew"
    )
    assert planned(admin, "drop_index") == {"hera_internal.work_done_pk_ccnew"}
    run(admin)
    assert value(admin, "SELECT to_regclass('hera_internal.work_done_pk_ccnew')") is None


def test_indexes_are_reported(admin: Connection) -> None:
    admin.execute("CREATE INDEX twin_ix ON hera_internal.settlement (organization_id, settled_id)")
    admin.execute("CREATE INDEX prefix_ix ON hera_internal.settlement (organization_id)")
    report = admin.execute("SELECT kind, name FROM hera.index_report()").fetchall()
    twins = {name for kind, name in report if kind == "duplicate"}
    assert {"hera_internal.prefix_ix", "hera_internal.twin_ix"} <= twins
    assert "hera_internal.settlement_settled_id_ix" not in twins, "of two equal ones the younger is the duplicate"
    assert ("unused", "hera_internal.prefix_ix") in report
    # A partitioned index is one row, whatever its partitions.
    assert not [name for _, name in report if "_20" in name]


def test_wraparound_and_statistics(admin: Connection) -> None:
    oldest = admin.execute("SELECT relation, xid_age, left_transactions FROM hera.wraparound_report(1)").fetchone()
    assert oldest is not None and oldest[1] + oldest[2] == 2**31
    admin.execute("ALTER TABLE hera_internal.work_done SET (autovacuum_enabled = off)")
    rows: list[tuple[Any, ...]] = admin.execute(
        "SELECT * FROM hera.maintenance_plan() WHERE task = 'statistics'"
    ).fetchall()
    assert rows == []


def test_the_calendar_knows_what_is_due(admin: Connection) -> None:
    assert {row[0] for row in admin.execute("SELECT DISTINCT status FROM hera.maintenance_calendar()")} == {"due"}
    admin.execute("SELECT hera.record_work('restore test', '12 minutes')")
    status = "SELECT status FROM hera.maintenance_calendar() WHERE name = 'restore test'"
    assert value(admin, status) == "done"
    for age, wanted in (("89 days", "done"), ("100 days", "due"), ("120 days", "overdue")):
        admin.execute("UPDATE hera_internal.work_done SET done_at = now() - %s::interval", [age])
        assert value(admin, status) == wanted
    with refused("ZHV10"):
        admin.execute("SELECT hera.record_work('something else')")


def test_who_may_not_vacuum_is_told(office: Office) -> None:
    """A login of hera_admin plans, the owner of the tables works."""
    office.admin.execute("CREATE ROLE planner LOGIN IN ROLE hera_admin")
    try:
        with office.database.connect("planner") as planner:
            planner.execute("SELECT * FROM hera.maintenance_plan()")
            with pytest.raises(HeraError, match="owner of the tables"):
                run(planner)
        organization = office.organization("Maintained")
        assert submit(office.admin, organization, journal())["status"] == "posted"
        clerk = office.connect(office.login(organization, "owner"))
        for call in ("maintenance_plan()", "maintenance_window()", "index_report()", "record_work('archive')"):
            with refused("42501"):
                clerk.execute(f"SELECT * FROM hera.{call}".encode())
    finally:
        office.admin.execute("DROP ROLE planner")


def test_what_autovacuum_did_meanwhile_is_passed_over(admin: Connection, clone: Database) -> None:
    wear(admin)
    plan = [tuple(row) for row in admin.execute("SELECT task, target, statement FROM hera.maintenance_plan()")]
    worn = [statement for _, target, statement in plan if target == "hera_internal.work_done"]
    assert worn, plan
    said: list[str] = []
    with clone.connect() as other:
        beaten: Any = Beaten(admin, other, worn[0])
        done = perform(beaten, Event(), said.append, None)
    assert [line for line in said if "hera_internal.work_done: not needed any more" in line], said
    assert (done.failures, done.closed, done.left) == (0, False, 0)
