"""hera rollback-decision: yes, no or cannot tell, with its reasons."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from support.databases import Connection
from support.office import Office, refused

SINCE = "now() - interval '30 minutes'"
# requests, errors, commits, rollbacks, bucket of all durations, down_seconds
QUIET = (100, 1, 1000, 5, 4, 0)


def add(admin: Connection, ago: str, sample: tuple[int, int, int, int, int, float]) -> None:
    requests, errors, commits, rollbacks, bucket, down = sample
    durations = [0] * 13
    durations[bucket] = requests - errors
    admin.execute(
        "INSERT INTO hera_internal.service_sample (sampled_at, seconds, down_seconds, available, requests, errors, commits,"
        " rollbacks, durations, counters) VALUES (now() - %s::interval, 60, %s, true, %s, %s, %s, %s, %s, '{}')",
        [ago, down, requests, errors, commits, rollbacks, durations],
    )


def decide(office: Office) -> tuple[int, dict[str, Any], str]:
    row = office.admin.execute(f"SELECT ({SINCE})::text".encode()).fetchone()
    assert row is not None
    done = CliRunner().invoke(
        cli, ["--dsn", office.database.dsn, "--output", "json", "rollback-decision", "--since", row[0]]
    )
    rows = {line["check_name"]: line["ok"] for line in json.loads(done.stdout)}
    return done.exit_code, rows, done.stderr


@pytest.fixture
def samples(office: Office) -> Office:
    """A quiet day before, and a quiet quarter of an hour since."""
    office.admin.execute("DELETE FROM hera_internal.service_sample")
    for minutes in (300, 200, 100):
        add(office.admin, f"{minutes} minutes", QUIET)
    add(office.admin, "20 minutes", QUIET)
    return office


def test_quiet_is_no(samples: Office) -> None:
    code, rows, said = decide(samples)
    assert code == 0, said
    assert set(rows.values()) == {True}
    assert "no, leave it" in said


@pytest.mark.parametrize(
    ("sample", "reason"),
    [
        ((100, 12, 1000, 5, 4, 0), "error rate"),
        ((100, 1, 100, 400, 4, 0), "rolled back transactions"),
        ((300, 1, 1000, 5, 8, 0), "95th percentile"),
        ((100, 1, 1000, 5, 4, 20), "availability"),
    ],
)
def test_each_reason_alone_is_yes(samples: Office, sample: tuple[int, int, int, int, int, float], reason: str) -> None:
    add(samples.admin, "10 minutes", sample)
    code, rows, said = decide(samples)
    assert code == 3
    assert [name for name, ok in rows.items() if not ok] == [reason]
    assert f"yes, roll back: {reason}" in said


def test_what_is_critical_is_yes(samples: Office) -> None:
    samples.admin.execute("UPDATE hera_internal.migration SET sha256 = sha256 || 'x' WHERE version = 1")
    try:
        code, rows, _ = decide(samples)
    finally:
        samples.admin.execute("UPDATE hera_internal.migration SET sha256 = rtrim(sha256, 'x') WHERE version = 1")
    assert code == 3
    assert rows["critical alerts"] is False


def test_a_critical_alert_that_fires_is_yes(samples: Office) -> None:
    with samples.admin.transaction():
        row = samples.admin.execute(
            "SELECT name FROM hera_internal.alert_rule WHERE severity = 'critical' LIMIT 1"
        ).fetchone()
        assert row is not None
        samples.admin.execute(
            "INSERT INTO hera_internal.alert_state (name, state, value, breached_since, changed_at, evaluated_at)"
            " VALUES (%s, 'firing', 1, now(), now(), now())", row,
        )  # fmt: skip
    try:
        code, rows, _ = decide(samples)
    finally:
        samples.admin.execute("DELETE FROM hera_internal.alert_state WHERE name = %s", row)
    assert (code, rows["critical alerts"]) == (3, False)


def test_roll_backs_that_were_as_many_before_are_no_reason(samples: Office) -> None:
    samples.admin.execute("UPDATE hera_internal.service_sample SET rollbacks = 300, commits = 700")
    assert decide(samples)[0] == 0


def test_without_samples_it_cannot_tell(samples: Office) -> None:
    samples.admin.execute("DELETE FROM hera_internal.service_sample")
    code, rows, said = decide(samples)
    assert code == 1
    assert rows["error rate"] is None
    assert "cannot tell" in said


def test_too_few_requests_are_not_compared(samples: Office) -> None:
    samples.admin.execute(
        "UPDATE hera_internal.service_sample SET requests = 3, errors = 0, durations = '{0,0,0,0,0,0,0,0,0,0,0,0,3}'"
        f" WHERE sampled_at > {SINCE}".encode()
    )
    code, rows, said = decide(samples)
    assert (code, rows["95th percentile"]) == (0, None)
    assert "not known: 95th percentile" in said


def test_operators_only(samples: Office) -> None:
    with refused("42501"):
        samples.connect(samples.login(groups=("hera_app",))).execute("SELECT * FROM hera.rollback_decision(now())")
    with refused("ZHV10"):
        samples.admin.execute("SELECT * FROM hera.rollback_decision(now() + interval '1 hour')")
