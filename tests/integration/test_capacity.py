"""Capacity: what is not known is not green, growth has a date, sizes have units, promises are measured."""

from __future__ import annotations

import json
import math
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.types.json import Jsonb

from hera.cli.main import cli
from hera.jobs.perform import perform
from hera.operations.host import memory_facts
from support.office import Office, journal, refused, submit_batch, value

GIB = 1024**3
FACTS = {
    "cpu_count": 4, "cpu_load": 1.2, "memory_bytes": 16 * GIB, "memory_available_bytes": 8 * GIB,
    "disk_size_bytes": 1000 * GIB, "disk_free_bytes": 500 * GIB,
}  # fmt: skip


def states(office: Office) -> dict[str, str]:
    return dict(office.admin.execute("SELECT name, state FROM hera.capacity()").fetchall())


def report(office: Office, **changes: Any) -> None:
    office.admin.execute("SELECT hera.report_host(%s)", [Jsonb(FACTS | changes)])


def forget(office: Office) -> None:
    with office.database.connect() as superuser:
        superuser.execute("DELETE FROM hera_internal.host_fact")
        superuser.execute("DELETE FROM hera_internal.capacity_sample")


def samples(office: Office, days: int, gib_per_day: float) -> None:
    with office.database.connect() as superuser:
        superuser.execute(
            "INSERT INTO hera_internal.capacity_sample (sampled_at, database_bytes, documents, connections,"
            " connection_limit, waiting) SELECT now() - (%s - d) * interval '1 day', (100 + d * %s) * %s, 0, 1, 100, 0"
            " FROM generate_series(0, %s) AS d",
            [days, Decimal(gib_per_day), GIB, days],
        )


def test_what_nobody_reported_is_unknown(office: Office) -> None:
    forget(office)
    found = states(office)
    for name in ("storage", "storage_headroom", "cpu", "memory"):
        assert found[name] == "unknown"
    assert found["connections"] == "ok"


def test_a_report_goes_stale(office: Office) -> None:
    forget(office)
    report(office)
    assert states(office)["memory"] == "ok"
    with office.database.connect() as superuser:
        superuser.execute("UPDATE hera_internal.host_fact SET reported_at = reported_at - interval '11 minutes'")
    assert states(office)["memory"] == "unknown"


@pytest.mark.parametrize(
    ("name", "changes", "state"),
    [
        ("storage", {"disk_free_bytes": 251 * GIB}, "ok"),
        ("storage", {"disk_free_bytes": 250 * GIB}, "warning"),
        ("storage", {"disk_free_bytes": 100 * GIB}, "critical"),
        ("cpu", {"cpu_load": 2.79}, "ok"),
        ("cpu", {"cpu_load": 2.8}, "warning"),
        ("cpu", {"cpu_load": 4}, "critical"),
        ("memory", {"memory_available_bytes": 4 * GIB}, "ok"),
        ("memory", {"memory_available_bytes": 3 * GIB}, "warning"),
        ("memory", {"memory_available_bytes": GIB}, "critical"),
    ],
)
def test_thresholds(office: Office, name: str, changes: dict[str, Any], state: str) -> None:
    report(office, **changes)
    assert states(office)[name] == state


@pytest.mark.parametrize(("free", "days", "state"), [(500, 250, "ok"), (160, 80, "warning"), (50, 25, "critical")])
def test_growth_has_a_date(office: Office, free: int, days: int, state: str) -> None:
    forget(office)
    samples(office, 10, 2)
    report(office, disk_free_bytes=free * GIB)
    row = office.admin.execute(
        "SELECT value, state, detail, current_date + %s FROM hera.capacity() WHERE name = 'storage_headroom'", [days]
    ).fetchone()
    assert row is not None
    assert (round(row[0]), row[1]) == (days, state)
    assert row[2] == f"2048 MB a day; full on {row[3]}"


def test_growth_is_unknown_from_samples_of_less_than_a_day(office: Office) -> None:
    forget(office)
    report(office)
    for _ in range(3):
        office.admin.execute("SELECT * FROM hera.sample_capacity()")
    assert states(office)["storage_headroom"] == "unknown"
    assert value(office.admin, "SELECT count(*) FROM hera.scaling_advice() WHERE subject = 'storage_headroom'") == 1


def test_a_database_that_does_not_grow_has_no_end(office: Office) -> None:
    forget(office)
    samples(office, 5, 0)
    report(office)
    assert states(office)["storage_headroom"] == "ok"


def test_own_thresholds(office: Office) -> None:
    report(office)
    office.admin.execute("SELECT hera.set_capacity_threshold('memory', 40, 60)")
    assert states(office)["memory"] == "warning"
    with refused("ZHV10"):
        office.admin.execute("SELECT hera.set_capacity_threshold('memory', 60, 40)")
    office.admin.execute("SELECT hera.set_capacity_threshold('memory', NULL, NULL)")
    assert states(office)["memory"] == "ok"


def test_costs_and_promises(office: Office) -> None:
    large, small = office.organization("Large"), office.organization("Small")
    submit_batch(office.admin, large, [journal(n + 1) for n in range(30)])
    submit_batch(office.admin, small, [journal(n + 1) for n in range(10)])
    office.admin.execute("SELECT hera.reserve_capacity(%s, 20)", [small])
    counted = office.admin.execute("SELECT * FROM hera.count_usage()").fetchall()
    assert counted
    rows = {row[0]: row[1:] for row in office.admin.execute(
        "SELECT organization_id, documents, lines, bytes, share FROM hera.organization_costs()"
    )}  # fmt: skip
    assert rows[large][:2] == (30, 60)
    assert rows[small][:2] == (10, 20)
    assert math.isclose(rows[large][2], 3 * rows[small][2], rel_tol=0.01)
    assert abs(sum(row[3] for row in rows.values()) - 100) < 1
    covered = "SELECT documents, coverage FROM hera.reservation_coverage() WHERE organization_id = %s"
    assert office.admin.execute(covered, [small]).fetchone() == (10, Decimal("50.0"))
    office.admin.execute("SELECT hera.reserve_capacity(%s, 10)", [small])
    assert states(office)["reservations"] == "critical"
    office.admin.execute("SELECT hera.reserve_capacity(%s, NULL)", [small])
    assert office.admin.execute(covered, [small]).fetchone() is None


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        # 10,000 documents a day of 3 lines, 365 days: 3.65 million x (2,700 + 3 x 320) bytes = 13.359 GB; 30 % stay free.
        ("size_storage_bytes(10000, 3, 365)", 19_084_285_715),
        # 28,800 documents in 8 hours are one a second; three at the peak.
        ("size_requests_per_second(28800)", 3),
        # 200 a second of 10 ms each are two at once; twice that.
        ("size_connections(200, 0.01)", 4),
        ("size_connections(1, 0.001)", 1),
        # 240 a second of 2.5 ms are 0.6 processors busy, which is all of one at 60 %.
        ("size_processors(240)", 1),
        ("size_processors(241)", 2),
        # 1 GiB of buffers, 100 connections of 16 MiB and two sorts of 4 MiB, 1 GiB for the system.
        ("size_memory_bytes(100, 1073741824)", 2 * GIB + 100 * 24 * 1024**2),
        ("size_wal_bytes_per_day(10000, 3)", 41_800_000),
    ],
)
def test_sizes_have_units(office: Office, call: str, wanted: int) -> None:
    assert value(office.admin, f"SELECT hera.{call}") == wanted


def test_the_job_reports_this_machine(office: Office) -> None:
    from threading import Event

    forget(office)
    with office.database.connect() as connection:
        done = perform(connection, "report_host", Event())
    assert done.outcome == "done", done.result
    found = states(office)
    assert "unknown" not in {found["cpu"], found["memory"], found["storage"]}


def test_memory_is_read_in_bytes() -> None:
    text = "MemTotal:       24689764 kB\nMemFree:  1 kB\nMemAvailable:   20000000 kB\nHugePages_Total:       0\n"
    assert memory_facts(text) == {"memory_bytes": 24689764 * 1024, "memory_available_bytes": 20000000 * 1024}


def tool(office: Office, *arguments: str) -> Any:
    dsn = office.database.cluster.dsn(office.database.name)
    return CliRunner().invoke(cli, ["--dsn", dsn, "--output", "json", *arguments])


@pytest.mark.parametrize("name", ["now", "advice", "costs", "reservations", "unused-indexes"])
def test_every_report_of_the_command(office: Office, name: str) -> None:
    report(office)
    result = tool(office, "capacity", name)
    assert result.exit_code in (0, 3), result.output
    assert isinstance(json.loads(result.stdout), list)


def test_preflight_names_what_is_wrong(office: Office) -> None:
    with office.database.connect() as superuser:
        superuser.execute("ALTER TABLE hera_internal.incident_event DISABLE TRIGGER incident_event_guard")
        try:
            result = tool(office, "preflight", "--allow-unknown")
            wrong = [row for row in json.loads(result.stdout) if row["ok"] is False]
            assert result.exit_code == 3
            assert any("incident_event" in row["check_name"] + str(row["detail"]) for row in wrong)
        finally:
            superuser.execute("ALTER TABLE hera_internal.incident_event ENABLE ALWAYS TRIGGER incident_event_guard")
    rows = json.loads(tool(office, "preflight").stdout)
    assert not [row for row in rows if row["ok"] is False and row["check_name"].startswith(("contract", "security"))]


def test_only_operators_look(office: Office) -> None:
    member = office.connect(office.login(office.organization("No operator"), "owner"))
    for name in ("capacity()", "preflight()", "organization_costs()", "scaling_advice()"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            member.execute(f"SELECT * FROM hera.{name}".encode())


def test_samples_are_kept_for_a_time(office: Office) -> None:
    forget(office)
    samples(office, 3, 1)
    with office.database.connect() as superuser:
        superuser.execute(
            "UPDATE hera_internal.capacity_sample SET sampled_at = sampled_at - %s", [timedelta(days=399)]
        )
    office.admin.execute("SELECT * FROM hera.sample_capacity()")
    # Of four samples 399 to 402 days old, those of 400 and more are gone.
    assert value(office.admin, "SELECT count(*) FROM hera_internal.capacity_sample") == 1 + 1
