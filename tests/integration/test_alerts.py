"""hera.alerts: durations, unknown readings, overrides, what HERA raised, and who sees what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from psycopg.types.json import Jsonb

from hera.cli.main import cli
from support.databases import Connection
from support.office import Office, refused, value


def alert(connection: Connection, name: str) -> dict[str, Any]:
    """One rule as hera.alerts() shows it."""
    cursor = connection.execute("SELECT * FROM hera.alerts() WHERE name = %s", [name])
    row = cursor.fetchone()
    assert row is not None, name
    return dict(zip([column.name for column in cursor.description or ()], row, strict=True))


def judged(connection: Connection) -> list[tuple[str, str]]:
    """What a run of the job tells: name and firing or cleared."""
    rows = connection.execute("SELECT name, state FROM hera.evaluate_alerts()").fetchall()
    return [(name, state) for name, state in rows]


def pass_time(connection: Connection, name: str, minutes: float) -> None:
    """What is wrong has been so for longer."""
    connection.execute(
        "UPDATE hera_internal.alert_state SET breached_since = breached_since - make_interval(secs => 60 * %s) WHERE name = %s",
        [minutes, name],
    )


def report(connection: Connection, **facts: float) -> None:
    connection.execute("SELECT hera.report_host(%s)", [Jsonb(facts)])


@pytest.fixture
def admin(office: Office) -> Connection:
    """The administrator, with no memory of earlier tests."""
    for table in ("alert_state", "alert_event", "alert_override", "host_fact", "signal_sample", "service_sample"):
        office.admin.execute(f"TRUNCATE hera_internal.{table}".encode())
    return office.admin


def test_what_cannot_be_measured_is_unknown_never_ok(admin: Connection) -> None:
    states = dict(admin.execute("SELECT name, state FROM hera.alerts()").fetchall())
    for name in (
        "disk_low",
        "backup_old",
        "error_rate_high",
        "latency_critical",
        "read_latency_burn_fast",
        "confidence_low",
    ):
        assert states[name] == "unknown", name
    assert states["readings_unknown"] == "pending"
    assert "disk_free_share" in alert(admin, "readings_unknown")["detail"]
    assert "disk_free_share" not in value(admin, "SELECT hera.metrics()")


def test_every_rule_has_a_reading(admin: Connection) -> None:
    rows = admin.execute(
        "SELECT r.name FROM hera_internal.alert_rule AS r WHERE NOT EXISTS"
        " (SELECT FROM hera_internal.alert_readings() AS m WHERE m.reading = r.reading)"
    ).fetchall()
    assert rows == []
    twice = admin.execute(
        "SELECT reading FROM hera_internal.alert_readings() GROUP BY reading HAVING count(*) > 1"
    ).fetchall()
    assert twice == []


def test_it_fires_after_its_time_and_clears_at_once(admin: Connection) -> None:
    report(admin, disk_size_bytes=1000, disk_free_bytes=150)
    assert ("disk_low", "firing") not in judged(admin)
    assert alert(admin, "disk_low")["state"] == "pending"
    pass_time(admin, "disk_low", 4.9)
    assert alert(admin, "disk_low")["state"] == "pending"
    pass_time(admin, "disk_low", 0.2)
    # Whoever asks sees it, before the job looks again.
    found = alert(admin, "disk_low")
    assert (found["state"], float(found["value"]), found["code"]) == ("firing", 0.15, "disk_low")
    assert found["raised_at"] > found["since"]
    assert ("disk_low", "firing") in judged(admin)
    assert ("disk_low", "firing") not in judged(admin)
    assert alert(admin, "disk_critical")["state"] == "ok"
    report(admin, disk_free_bytes=300)
    assert alert(admin, "disk_low")["state"] == "ok"
    assert ("disk_low", "cleared") in judged(admin)
    history = admin.execute("SELECT name, state FROM hera.alert_history() WHERE name = 'disk_low'").fetchall()
    assert history == [("disk_low", "cleared"), ("disk_low", "firing")]
    # Wrong again: its time begins anew.
    report(admin, disk_free_bytes=150)
    assert alert(admin, "disk_low")["state"] == "pending"


def test_an_unknown_reading_does_not_clear_an_alert(admin: Connection) -> None:
    report(admin, disk_size_bytes=1000, disk_free_bytes=50)
    judged(admin)
    pass_time(admin, "disk_critical", 2)
    assert ("disk_critical", "firing") in judged(admin)
    admin.execute("UPDATE hera_internal.host_fact SET reported_at = now() - interval '11 minutes'")
    assert ("disk_critical", "cleared") not in judged(admin)
    assert alert(admin, "disk_critical")["state"] == "unknown"
    report(admin, disk_size_bytes=1000, disk_free_bytes=50)
    assert alert(admin, "disk_critical")["state"] == "firing"
    assert judged(admin).count(("disk_critical", "firing")) == 0


def test_an_installation_has_thresholds_of_its_own(admin: Connection) -> None:
    report(admin, backup_finished_at=value(admin, "SELECT extract(epoch FROM now())::bigint - 3600"))
    assert alert(admin, "backup_old")["state"] == "ok"
    admin.execute("SELECT hera.set_alert('backup_old', 1800, interval '1 minute')")
    assert alert(admin, "backup_old")["state"] == "pending"
    assert "> 1800" in value(admin, "SELECT hera.prometheus_rules()")
    admin.execute("SELECT hera.set_alert('backup_old', p_enabled => false)")
    assert admin.execute("SELECT 1 FROM hera.alerts() WHERE name = 'backup_old'").fetchone() is None
    assert "alert: backup_old" not in value(admin, "SELECT hera.prometheus_rules()")
    admin.execute("SELECT hera.set_alert('backup_old')")
    assert alert(admin, "backup_old")["state"] == "ok"
    for call in ("'nothing'", "'backup_old', 'NaN'", "'backup_old', 1, interval '-1 second'"):
        with refused("ZHV10"):
            admin.execute(f"SELECT hera.set_alert({call})".encode())


def test_the_database_gives_the_rules_that_are_released(admin: Connection, checkout: Path) -> None:
    text = (checkout / "deploy" / "prometheus" / "hera.rules.yml").read_text(encoding="utf-8")
    assert value(admin, "SELECT hera.prometheus_rules()") == text


@pytest.mark.parametrize("facts", ["[1]", '{"a": "1"}', '{"A": 1}', '{"a": null}', "1", '{"a b": 1}'])
def test_facts_are_names_and_numbers(admin: Connection, facts: str) -> None:
    with refused("ZHV10"):
        admin.execute("SELECT hera.report_host(%s::jsonb)", [facts])


def test_what_was_raised_for_an_organization_is_a_row_of_its_own(office: Office, admin: Connection) -> None:
    mine, other = office.organization("Mine"), office.organization("Other")
    for organization, code in ((mine, "gate.drift"), (other, "gate.drift"), (mine, "strange.thing")):
        admin.execute("SELECT hera_internal.raise_alert(%s, %s, 'X.Y.Z', 'seen')", [organization, code])
    rows = admin.execute(
        "SELECT name, severity, state, code, organization_id FROM hera.alerts() WHERE subject = 'X.Y.Z'"
    ).fetchall()
    assert set(rows) == {
        ("gate_drift", "warning", "firing", "gate.drift", mine),
        ("gate_drift", "warning", "firing", "gate.drift", other),
        ("raised_other", "warning", "firing", "strange.thing", mine),
    }
    assert admin.execute("SELECT count(*) FROM hera.alerts() WHERE name = 'gate_drift'").fetchone() == (2,)
    caller = office.connect(office.login(mine))
    seen = caller.execute("SELECT name, organization_id FROM hera.alerts()").fetchall()
    assert set(seen) == {("gate_drift", mine), ("raised_other", mine)}
    admin.execute("UPDATE hera_internal.alert SET cleared_at = now()")
    assert alert(admin, "gate_drift")["state"] == "ok"


def test_applications_may_only_look_at_their_own(office: Office) -> None:
    caller = office.connect(office.login(office.organization("Small")))
    assert caller.execute("SELECT * FROM hera.alerts()").fetchall() == []
    for call in ("evaluate_alerts()", "service_levels()", "morning()", "doctor()", "report_host('{}')", "rotations()"):
        with refused("42501"):
            caller.execute(f"SELECT * FROM hera.{call}".encode())


def test_it_answers_in_a_read_only_transaction(office: Office) -> None:
    with office.database.connect() as connection, connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        for call in ("alerts()", "service_levels()", "morning()", "doctor()", "rotations()", "alert_history()"):
            connection.execute(f"SELECT * FROM hera.{call}".encode())


def test_sessions_that_may_not_be_seen_are_unknown(admin: Connection) -> None:
    assert alert(admin, "transaction_old")["state"] == "ok"
    with admin.transaction(force_rollback=True):
        admin.execute("REVOKE pg_read_all_stats FROM hera_owner")
        assert alert(admin, "transaction_old")["state"] == "unknown"
        assert alert(admin, "connections_high")["state"] == "ok"
        assert "unknown" in {row[0] for row in admin.execute("SELECT state FROM hera.doctor('connections')")}


def test_an_old_transaction_of_another_login_is_seen(office: Office, admin: Connection) -> None:
    admin.execute("SELECT hera.set_alert('transaction_old', 0.05)")
    with office.database.connect(office.login(), autocommit=False) as forgotten:
        forgotten.execute("SELECT pg_sleep(0.1)")
        assert alert(admin, "transaction_old")["state"] == "firing"
    assert alert(admin, "transaction_old")["state"] == "ok"


def test_failed_sign_ins_of_one_user_add_up(office: Office, admin: Connection) -> None:
    with admin.transaction(force_rollback=True):
        for user, minutes, failures in (("mallory", 1, 3), ("mallory", 60, 3), ("ann", 1, 5), ("mallory", 1500, 9)):
            admin.execute(
                "INSERT INTO hera_internal.sign_in_failure SELECT o.organization_id, o.organization_id, %s, 'AUTH_003',"
                " date_trunc('minute', now()) - make_interval(mins => %s), %s FROM hera.core_organizations AS o LIMIT 1",
                [user, minutes, failures],
            )
        found = alert(admin, "failed_sign_ins")
        assert (found["state"], found["detail"]) == ("firing", "6 in 24 hours by mallory")
    assert alert(admin, "failed_sign_ins")["detail"] == "none in 24 hours"


def test_two_runs_at_once_tell_of_a_change_once(office: Office, admin: Connection) -> None:
    report(admin, backup_finished_at=1)
    with office.database.connect(autocommit=False) as first, office.database.connect(autocommit=False) as second:
        assert ("backup_critical", "firing") in judged(first)
        second.execute("SET lock_timeout = '100ms'")
        with refused("55P03"):
            judged(second)
        second.rollback()
        first.commit()
        assert ("backup_critical", "firing") not in judged(second)


def test_the_command_says_with_its_exit_code(office: Office, admin: Connection) -> None:
    arguments = ["--dsn", office.database.dsn, "--output", "json"]
    report(admin, backup_finished_at=1)
    judged(admin)
    done = CliRunner().invoke(cli, [*arguments, "alerts"], standalone_mode=False)
    assert done.return_value == 3
    rows = json.loads(done.stdout)
    assert {row["name"]: row["state"] for row in rows}["backup_critical"] == "firing"
    assert "ok" not in {row["state"] for row in rows}
    admin.execute("TRUNCATE hera_internal.host_fact")
    done = CliRunner().invoke(cli, [*arguments, "alerts", "--all"], standalone_mode=False)
    assert (done.return_value, "ok" in {row["state"] for row in json.loads(done.stdout)}) == (None, True)
    done = CliRunner().invoke(cli, [*arguments, "alerts", "--history"], standalone_mode=False)
    assert {row["name"] for row in json.loads(done.stdout)} >= {"backup_critical"}
