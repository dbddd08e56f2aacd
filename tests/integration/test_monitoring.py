"""Health, metrics and the server that shows them."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from hera.monitoring.serve import Server
from support.office import Office, bill, journal, refused, submit, value

KINDS = ("liveness", "startup", "readiness", "detailed")


def health(connection: psycopg.Connection[Any], kind: str) -> dict[str, Any]:
    found = value(connection, "SELECT hera.health(%s)", [kind])
    assert isinstance(found, dict)
    return found


def samples(text: str) -> dict[str, float]:
    """Metric and labels -> value."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, _, number in lines}


def checks(found: dict[str, Any]) -> dict[str, Any]:
    return {check["name"]: check for check in found["checks"]}


def test_each_kind_holds_the_checks_of_those_before(office: Office) -> None:
    found = [health(office.admin, kind) for kind in KINDS]
    names = [set(checks(one)) for one in found]
    assert names[0] < names[1] < names[2] < names[3]
    assert [one["status"] for one in found[:3]] == ["ok"] * 3
    headings = {
        line.removeprefix("## ").replace(" ", "-")
        for line in (office.database.cluster.place.root / "docs" / "health.md").read_text().splitlines()
        if line.startswith("## ")
    }
    for check in found[3]["checks"]:
        page, _, heading = check["runbook"].partition("#")
        assert page == "docs/health.md"
        assert heading in headings, check["name"]
    with refused("ZHV10"):
        health(office.admin, "fine")


def test_who_may_ask(office: Office) -> None:
    connection = office.connect(office.login())
    assert health(connection, "readiness")["status"] == "ok"
    with refused("ZHZ01"):
        health(connection, "detailed")
    with refused("42501"):
        connection.execute("SELECT hera.metrics()")


def test_it_answers_in_a_read_only_transaction(office: Office) -> None:
    with office.database.connect() as connection, connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        assert {health(connection, kind)["kind"] for kind in KINDS} == set(KINDS)
        assert "database_size_bytes" in value(connection, "SELECT hera.metrics()")


def test_what_is_wrong_is_named(office: Office) -> None:
    with office.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("UPDATE hera_internal.migration SET sha256 = 'x' WHERE version = 1")
        found = health(connection, "startup")
        assert found["status"] == "failed"
        assert checks(found)["migrations"]["ok"] is False
    with office.database.connect() as connection, connection.transaction(force_rollback=True):
        month = value(connection, "SELECT to_char(now() AT TIME ZONE 'UTC' + interval '2 months', 'YYYY_MM')")
        for table in ("hera.universal_transaction_lines", "hera.universal_transactions"):
            rows = connection.execute(
                "SELECT i.inhrelid::regclass::text FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid"
                " WHERE i.inhparent = %s::regclass AND right(c.relname, 7) >= %s ORDER BY c.relname DESC",
                [table, month],
            ).fetchall()
            for (partition,) in rows:
                connection.execute(f"ALTER TABLE {table} DETACH PARTITION {partition}".encode())
        found = health(connection, "readiness")
        assert (found["status"], checks(found)["partitions"]["value"]) == ("degraded", "2")
    with office.database.connect() as connection, connection.transaction(force_rollback=True):
        organization = office.make_organization(connection=connection)
        connection.execute(
            "INSERT INTO hera_internal.alert VALUES (%s, hera_internal.new_id(), 'gate.drift', 'X.Y.Z', 'x', now())",
            [organization],
        )
        assert "gate.drift" in checks(health(connection, "detailed"))["alerts"]["detail"]


def test_requests_are_counted_whatever_becomes_of_them(office: Office) -> None:
    organization = office.organization("Metrics")
    connection = office.connect(office.login(organization))
    before = samples(value(office.admin, "SELECT hera.metrics()"))
    for _ in range(3):
        with connection.transaction(force_rollback=True):
            assert submit(connection, organization, journal())["status"] == "posted"
    submit(connection, organization, bill(counterparty="Nobody Ltd"))
    assert submit(connection, organization, journal(draft=True))["status"] == "draft"
    submit(connection, organization, {})
    with refused("ZHV02"):
        submit(connection, organization, {"raise_on_error": True})
    after = samples(value(office.admin, "SELECT hera.metrics()"))
    grown = {name: after[name] - before.get(name, 0) for name in after}
    assert grown['operations_success_total{operation="submit"}'] == 5
    assert grown['hera_documents_total{posting_status="draft"}'] == 1
    assert grown['operations_error_total{operation="submit"}'] == 2
    assert grown['ai_classifications_total{stage="stated"}'] == 4
    assert grown["operation_duration_seconds_count"] == 4
    assert grown['operation_duration_seconds_bucket{le="+Inf"}'] == 4
    assert grown['hera_waiting_documents{posting_status="manual_required"}'] == 1
    bounds = [after[name] for name in after if name.startswith("operation_duration_seconds_bucket")]
    assert bounds == sorted(bounds)


def test_breakers_that_are_open_are_shown(office: Office) -> None:
    organization = office.organization("Broken")
    office.admin.execute("SELECT hera.define_circuit(%s, 'bank')", [organization])
    name = f'circuit_breaker_state{{organization_id="{organization}",circuit="bank"}}'
    assert name not in samples(value(office.admin, "SELECT hera.metrics()"))
    for _ in range(5):
        office.admin.execute("SELECT hera.circuit_report(%s, 'bank', false)", [organization])
    found = samples(value(office.admin, "SELECT hera.metrics()"))
    assert found[name] == 1
    assert found['hera_circuit_breakers{state="open"}'] >= 1


def test_every_metric_is_documented_and_has_a_help(office: Office) -> None:
    text = value(office.admin, "SELECT hera.metrics()")
    for line in text.splitlines():
        if line.startswith("# HELP"):
            name, _, description = line.removeprefix("# HELP ").partition(" ")
            assert description.endswith(".")
            assert f"# TYPE {name} " in text
    rows = office.admin.execute("SELECT name FROM hera_internal.metric").fetchall()
    page = (office.database.cluster.place.root / "docs" / "metrics.md").read_text()
    assert all(f"`{name}`" in page for (name,) in rows)


def test_promtool_accepts_them(office: Office) -> None:
    unpacked = office.database.cluster.place.home / "promtool" / "usr" / "bin" / "promtool"
    promtool = shutil.which("promtool") or (str(unpacked) if unpacked.exists() else None)
    if promtool is None:
        pytest.skip("promtool is not installed (apt install prometheus)")
    text = value(office.admin, "SELECT hera.metrics()")
    done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    # A name of the operations guide that others' dashboards use, whatever its suffix.
    remarks = [line for line in (done.stdout + done.stderr).splitlines() if "database_connection_count" not in line]
    assert remarks == []


@pytest.fixture
def server(office: Office) -> Iterator[Server]:
    server = Server(office.database.connect, "127.0.0.1", 0)
    server.start()
    yield server
    server.close()


def get(server: Server, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=120) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_over_http(server: Server) -> None:
    status, text = get(server, "/metrics")
    assert status == 200
    assert samples(text)["database_connection_limit"] > 0
    for path in ("/livez", "/readyz?verbose", "/startupz"):
        status, text = get(server, path)
        assert (status, json.loads(text)["status"]) == (200, "ok")
    assert get(server, "/")[0] == 404


def test_a_database_that_does_not_answer_is_unavailable() -> None:
    def fail() -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect("host=/nowhere", connect_timeout=1)

    server = Server(fail, "127.0.0.1", 0)
    server.start()
    try:
        assert get(server, "/livez")[0] == 503
        assert get(server, "/metrics")[0] == 503
    finally:
        server.close()


def test_the_commands(office: Office) -> None:
    dsn = office.database.cluster.dsn(office.database.name)
    runner = CliRunner()
    done = runner.invoke(cli, ["--dsn", dsn, "--output", "json", "health", "startup"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["status"] == "ok"
    assert "# TYPE operations_success_total counter" in runner.invoke(cli, ["--dsn", dsn, "metrics"]).stdout
    assert runner.invoke(cli, ["--dsn", dsn, "run", "--listen", "nonsense"]).exit_code == 2


def test_confidence_of_guesses_is_counted(office: Office) -> None:
    organization = office.organization("Confidence")
    first = submit(office.admin, organization, bill(counterparty="City Water", description="Water"))
    office.admin.execute(
        "SELECT hera.record_feedback(%s, %s, 'corrected', '{\"account\": \"5000\"}')",
        [organization, first["transaction_id"]],
    )
    before = samples(value(office.admin, "SELECT hera.metrics()"))
    outcome = submit(office.admin, organization, bill(counterparty="City Water", description="Water"))
    after = samples(value(office.admin, "SELECT hera.metrics()"))
    assert 0.5 < outcome["confidence"] < 1
    for bound in ("0.5", "0.6", "0.7", "0.8", "0.85", "0.9", "0.95", "0.99", "1", "+Inf"):
        name = f'ai_confidence_score_bucket{{le="{bound}"}}'
        assert after[name] - before[name] == (float(bound) >= outcome["confidence"]), bound
