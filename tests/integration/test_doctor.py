"""hera morning and hera doctor: what is planted is found, with evidence and a command; outputs keep their schemas."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from support.databases import Connection
from support.office import Office, refused, value
from support.schemas import check

SUBJECTS = ("latency", "classification", "connections", "locks", "security", "cis")
SCHEMAS = {
    "alerts": ["alerts", "--all"],
    "alerts-history": ["alerts", "--history"],
    "service-levels": ["service-levels"],
    "morning": ["morning"],
    "doctor": ["doctor", "--all"],
    "rotate-list": ["rotate", "list"],
}


def finding(connection: Connection, subject: str, name: str) -> dict[str, Any]:
    cursor = connection.execute("SELECT * FROM hera.doctor(%s) WHERE check_name = %s", [subject, name])
    row = cursor.fetchone()
    assert row is not None, name
    return dict(zip([column.name for column in cursor.description or ()], row, strict=True))


def morning(connection: Connection) -> dict[str, tuple[str, str]]:
    rows = connection.execute("SELECT check_name, state, detail FROM hera.morning()").fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {name: (state, detail) for name, state, detail in rows}


@pytest.mark.parametrize("name", SCHEMAS)
def test_output_keeps_its_schema(office: Office, name: str) -> None:
    office.admin.execute("SELECT hera.report_host(jsonb_build_object('backup_finished_at', 1))")
    office.admin.execute("SELECT * FROM hera.evaluate_alerts()")
    done = CliRunner().invoke(
        cli, ["--dsn", office.database.dsn, "--output", "json", *SCHEMAS[name]], standalone_mode=False
    )
    rows = check(name, done.stdout)
    assert rows
    with pytest.raises(jsonschema.ValidationError):
        check(name, json.dumps([{**rows[0], next(iter(rows[0])): 3.5}]))


def test_every_subject_has_a_page_and_every_finding_a_command(office: Office, checkout: Path) -> None:
    rows = office.admin.execute("SELECT subject, evidence, cause, command, runbook FROM hera.doctor()").fetchall()
    assert {row[0] for row in rows} == set(SUBJECTS)
    assert all(all(row) for row in rows), [row for row in rows if not all(row)]
    pages = {path.name: path.read_text(encoding="utf-8") for path in (checkout / "docs").glob("*.md")}
    runbooks = {row[4] for row in rows} | {row[0] for row in office.admin.execute("SELECT runbook FROM hera.morning()")}
    for runbook in runbooks:
        page, _, heading = runbook.removeprefix("docs/").partition("#")
        headings = {
            line.lstrip("#").strip().lower().replace(" ", "-")
            for line in pages[page].splitlines()
            if line.startswith("#")
        }
        assert heading in headings, runbook
    with refused("ZHV10"):
        office.admin.execute("SELECT * FROM hera.doctor('cooking')")


def test_who_waits_for_whom_is_found_with_the_command_that_ends_it(office: Office) -> None:
    with office.database.connect(autocommit=False) as holder, office.database.connect() as waiter:
        holder.execute("LOCK TABLE hera_internal.host_fact IN ACCESS EXCLUSIVE MODE")
        thread = threading.Thread(
            target=lambda: waiter.execute("SELECT count(*) FROM hera_internal.host_fact"), daemon=True
        )
        thread.start()
        with office.database.connect() as looker:
            looker.execute("SET lock_timeout = '60s'")
            for _ in range(2400):
                found = finding(looker, "locks", "waiting for a lock")
                if found["state"] != "ok":
                    break
                time.sleep(0.05)
        assert found["state"] == "warning"
        assert f"{waiter.info.backend_pid} waits for {{{holder.info.backend_pid}}}" in found["evidence"]
        assert "hera_internal.host_fact" in found["evidence"]
        # What it says ends it.
        assert found["command"] == f"SELECT pg_terminate_backend({holder.info.backend_pid});"
        office.admin.execute(found["command"].encode())
        thread.join(120)
        assert not thread.is_alive()
        holder.close()
    assert finding(office.admin, "locks", "waiting for a lock")["state"] == "ok"


def test_what_is_planted_is_found(office: Office) -> None:
    admin = office.admin
    pid = value(admin, "SELECT pg_backend_pid()")
    admin.execute(f"CREATE ROLE planted_{pid} LOGIN BYPASSRLS IN ROLE hera_app".encode())
    admin.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    admin.execute("CREATE FUNCTION public.planted() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
    try:
        assert f"planted_{pid}" in finding(admin, "cis", "4.7 row security passed by")["evidence"]
        assert f"planted_{pid}" in finding(admin, "cis", "5.5 connection limits")["evidence"]
        assert finding(admin, "cis", "4.10 schema public")["state"] == "warning"
        assert "planted()" in finding(admin, "cis", "4.4 SECURITY DEFINER")["evidence"]
        # The commands mend what they are for.
        for check in (
            "4.7 row security passed by",
            "5.5 connection limits",
            "4.10 schema public",
            "4.4 SECURITY DEFINER",
        ):
            command = finding(admin, "cis", check)["command"]
            admin.execute(command.encode())
            assert finding(admin, "cis", check)["state"] == "ok", check
    finally:
        admin.execute("DROP FUNCTION public.planted()")
        admin.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        admin.execute(f"DROP ROLE planted_{pid}".encode())
    with admin.transaction(force_rollback=True):
        admin.execute("ALTER TABLE hera_internal.settlement DISABLE TRIGGER ALL")
        assert finding(admin, "security", "guards")["state"] == "critical"
        assert morning(admin)["guards"][0] == "critical"
    with admin.transaction(force_rollback=True):
        admin.execute("SET LOCAL password_encryption = 'md5'")
        found = finding(admin, "cis", "5.12 password_encryption")
        assert (found["state"], found["evidence"]) == ("warning", "password_encryption = 'md5'")


def test_pg_hba_is_unknown_until_it_may_be_read(office: Office) -> None:
    admin = office.admin
    assert finding(admin, "cis", "5.x pg_hba.conf")["state"] == "unknown"
    with admin.transaction(force_rollback=True):
        admin.execute(finding(admin, "cis", "5.x pg_hba.conf")["command"].encode())
        found = finding(admin, "cis", "5.6 trust")
        assert (found["state"], "trust" in found["evidence"]) == ("critical", True)
        assert finding(admin, "cis", "5.7 md5 and password")["evidence"] == "no such line"


def test_a_full_disk_is_told_of_before(office: Office) -> None:
    for free, state in ((50, "critical"), (150, "warning"), (500, "ok")):
        office.admin.execute(
            "SELECT hera.report_host(jsonb_build_object('disk_size_bytes', 1000, 'disk_free_bytes', %s::integer))",
            [free],
        )
        assert finding(office.admin, "security", "disk")["state"] == state


def test_the_morning_shows_failed_jobs_and_has_one_exit_code(office: Office) -> None:
    admin = office.admin
    assert morning(admin)["jobs_failed"][0] == "ok"
    run = value(admin, "SELECT hera.start_job('purge_cache', 'test')")
    admin.execute("SELECT hera.finish_job(%s, 'failed', '{\"error\": \"no luck\"}')", [run])
    assert morning(admin)["jobs_failed"] == ("warning", "purge_cache: no luck")
    done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "morning"], standalone_mode=False)
    assert done.return_value == 3
    run = value(admin, "SELECT hera.start_job('purge_cache', 'test')")
    admin.execute("SELECT hera.finish_job(%s, 'done')", [run])
    assert morning(admin)["jobs_failed"][0] == "ok"


def test_a_healthy_morning_exits_with_0(office: Office) -> None:
    admin = office.admin
    admin.execute("SELECT hera.schedule_job(name, p_enabled => false) FROM hera.list_jobs()")
    admin.execute('SELECT hera.report_host(\'{"disk_size_bytes": 10, "disk_free_bytes": 9}\')')
    admin.execute(
        "SELECT hera.report_host(jsonb_build_object('backup_finished_at', extract(epoch FROM now())::bigint))"
    )
    admin.execute("SELECT hera.set_alert('readings_unknown', p_enabled => false)")
    admin.execute("SELECT hera.set_alert('cache_hit_low', 0.01)")
    admin.execute("SELECT * FROM hera.evaluate_alerts()")
    done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "--output", "json", "morning"], standalone_mode=False)
    wrong = [row for row in json.loads(done.stdout) if row["state"] not in ("ok", "unknown")]
    assert (done.return_value, wrong) == (None, [])
    admin.execute("SELECT hera.set_alert(name) FROM unnest('{readings_unknown,cache_hit_low}'::text[]) AS r (name)")


def test_operators_read_the_views(office: Office) -> None:
    operator = office.connect(office.login(groups=("hera_admin",)), application_name="the pool")
    pools = operator.execute("SELECT connections FROM hera_internal.connection_pool WHERE pool = 'the pool'").fetchall()
    assert pools == [(1,)]
    names = {row[0] for row in operator.execute("SELECT index_name FROM hera_internal.index_use")}
    assert "hera_internal.alert_rule_pk" in names
    assert operator.execute("SELECT count(*) > 50 FROM hera_internal.bloated_table").fetchone() == (True,)
    # pg_stat_statements is not loaded in the tests: empty, and the doctor says unknown.
    assert operator.execute("SELECT * FROM hera_internal.slow_query").fetchall() == []
    assert finding(operator, "latency", "slow statements")["state"] == "unknown"
    caller = office.connect(office.login(office.organization("Curious")))
    with refused("42501"):
        caller.execute("SELECT * FROM hera_internal.connection_pool")


def test_dead_rows_are_found(office: Office) -> None:
    admin = office.admin
    admin.execute("ALTER TABLE hera_internal.alert_event SET (autovacuum_enabled = false)")
    admin.execute(
        "INSERT INTO hera_internal.alert_event (name, state, detail, at)"
        " SELECT 'x', 'firing', '', now() FROM generate_series(1, 20000)"
    )
    admin.execute("DELETE FROM hera_internal.alert_event WHERE name = 'x'")
    for _ in range(600):
        admin.execute("SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()")
        found = finding(admin, "latency", "dead rows")
        if found["state"] == "warning":
            break
        time.sleep(0.1)
    assert "VACUUM (ANALYZE) hera_internal.alert_event;" in found["command"]
    admin.execute("ALTER TABLE hera_internal.alert_event RESET (autovacuum_enabled)")
