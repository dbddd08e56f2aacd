"""Every alert and every check names a section of docs/ that says what to do."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from support.office import Office
from support.runbooks import fault, sections

# Functions with a column runbook that need an argument, and a call that gives rows.
CALLS = {
    "hera.health": "SELECT c ->> 'runbook' FROM jsonb_array_elements(hera.health('detailed') -> 'checks') AS c",
    "hera.list_incidents": "SELECT runbook FROM hera.list_incidents(false)",
}


@pytest.fixture
def asked(office: Office) -> list[str]:
    """Functions that give runbooks, found in the catalog."""
    rows = office.admin.execute(
        "SELECT 'hera.' || p.proname FROM pg_proc AS p"
        " WHERE p.pronamespace = 'hera'::regnamespace AND 'runbook' = ANY (p.proargnames)"
    ).fetchall()
    return [row[0] for row in rows]


def test_every_alert_and_check_names_its_section(office: Office, asked: list[str]) -> None:
    admin = office.admin
    admin.execute("SELECT hera.open_incident('sev4', 'A blemish', 'none')")
    # Something wrong, so that the preflight names more than what is right.
    admin.execute('SELECT hera.report_host(\'{"cpu_count": 1, "cpu_load": 99}\')')
    assert {"hera.alerts", "hera.capacity", "hera.doctor", "hera.morning", "hera.preflight"} <= set(asked)
    for name in [*asked, "hera.health"]:
        query = CALLS.get(name, f"SELECT runbook FROM {name}()")
        found = {row[0] for row in admin.execute(query.encode()).fetchall()}
        assert found, name
        assert [problem for problem in map(fault, found) if problem] == [], name


def test_the_preflight_names_a_section_for_whatever_is_wrong(office: Office) -> None:
    """Rows of parts that are well stand for many checks: their functions are asked one by one."""
    rows = office.admin.execute(
        "SELECT c.name FROM hera_internal.server_checks() AS c UNION ALL SELECT c.name FROM hera_internal.ledger_checks() AS c"
    ).fetchall()
    names = [row[0] for row in rows] + ["replication"]
    assert [problem for name in names if (problem := fault(f"docs/health.md#{name.replace(' ', '-')}"))] == []
    with office.database.connect() as superuser:
        superuser.execute("ALTER TABLE hera_internal.incident_event DISABLE TRIGGER incident_event_guard")
        wrong = superuser.execute("SELECT runbook FROM hera.preflight() WHERE NOT ok").fetchall()
        superuser.execute("ALTER TABLE hera_internal.incident_event ENABLE ALWAYS TRIGGER incident_event_guard")
    assert "docs/verify.md#what-each-check-means-and-what-to-do" in {row[0] for row in wrong}
    assert [problem for row in wrong if (problem := fault(row[0]))] == []


def test_every_check_of_the_books_has_its_line(office: Office) -> None:
    text = sections("docs/verify.md")["what-each-check-means-and-what-to-do"]
    listed = {
        name.strip() for line in text.splitlines() if line.startswith("| ") for name in line.split("|")[1].split(", ")
    }
    names = {row[0] for row in office.admin.execute("SELECT check_name FROM hera.verify()").fetchall()}
    whole = {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")}
    missing = {name for name in names if name not in listed | whole and not any(name in line for line in whole)}
    assert missing == set()


@pytest.mark.parametrize("command", [["verify"], ["verify-audit"], ["migrate", "verify"]], ids=" ".join)
def test_commands_that_check_name_it(office: Office, command: list[str]) -> None:
    done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "--output", "json", *command])
    runbooks = {row["runbook"] for row in json.loads(done.stdout)}
    assert [problem for problem in map(fault, runbooks) if problem] == []


def test_a_page_without_the_section_is_found() -> None:
    assert fault("docs/alerts.md#no-such-thing") is not None
    assert fault("docs/no-such-page.md#server") is not None
    assert fault(None) is not None
    assert fault("docs/alerts.md#server") is None
