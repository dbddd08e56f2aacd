"""Every command prints with --output json what its schema in docs/schemas says."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from support.office import Office, bill, journal, submit, value
from support.schemas import DIRECTORY, check, leaves

# Commands without a schema, and why.
TEXT = {
    "psql": "is psql",
    "export": "its format is what --format names",
}
Call = Callable[..., Any]


@pytest.fixture
def call(office: Office) -> Call:
    """Run a command and hold what it prints against its schema."""

    def run(name: str, *arguments: str, codes: tuple[int, ...] = (0,)) -> Any:
        done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "--output", "json", *arguments])
        assert done.exit_code in codes, (name, done.output, done.exception)
        return check(name, done.stdout)

    return run


def test_every_command_has_a_schema_that_a_test_holds_it_against(checkout: Path) -> None:
    commands = {name for name, _ in leaves(cli)}
    files = {path.stem for path in DIRECTORY.glob("*.json")}
    assert TEXT.keys() <= commands
    # Where what a command prints depends on an argument, the name of the schema ends with it.
    variants = {
        file: next((name for name in commands if file.startswith(f"{name}-")), None) for file in files - commands
    }
    assert None not in variants.values(), variants
    assert commands - files - set(variants.values()) == TEXT.keys()
    tests = [path.read_text(encoding="utf-8") for path in (checkout / "tests").rglob("test_*.py")]
    tests = [text for text in tests if re.search(r"^from support[.](schemas|past_books) import", text, re.MULTILINE)]
    assert {file for file in files if not any(f'"{file}"' in text for text in tests)} == set()


@pytest.mark.parametrize("path", sorted(DIRECTORY.glob("*.json")), ids=lambda path: path.stem)
def test_a_schema_names_every_field_with_its_type(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"].startswith("hera ")
    item = schema.get("items", schema)
    assert item["required"]
    assert set(item["required"]) <= item["properties"].keys()
    assert all({"type", "enum", "const", "items"} & field.keys() for field in item["properties"].values())
    # One that takes anything would find nothing.
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{}] if schema["type"] == "array" else {}, schema)


def test_migrations_and_checks(call: Call, office: Office) -> None:
    organization = office.organization("Checked")
    submit(office.admin, organization, journal())
    assert call("migrate-status", "migrate", "status")
    assert call("migrate-history", "migrate", "history")
    assert call("migrate-verify", "migrate", "verify")
    call("migrate-plan", "migrate", "plan")
    with office.database.connect() as admin:
        admin.execute("ALTER TABLE hera_internal.incident DISABLE TRIGGER incident_guard")
    assert call("migrate-plan", "migrate", "plan")
    assert call("migrate-up", "migrate", "up", "--no-dump")
    assert call("verify", "verify", codes=(0, 3))
    assert call("health", "health", "detailed", codes=(0, 3))
    assert call("metrics", "metrics")
    since = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    assert call("rollback-decision", "rollback-decision", "--since", since, codes=(0, 1, 3))
    assert call("seal-audit", "seal-audit")
    assert call("verify-audit", "verify-audit")
    identifier = str(submit(office.admin, organization, journal())["transaction_id"])
    proof = ["audit-proof", "--organization", str(organization), "--id", identifier]
    assert call("audit-proof", *proof)["leaves"]


def test_operations(call: Call, office: Office) -> None:
    office.admin.execute("SELECT hera.report_host(jsonb_build_object('backup_finished_at', 1))")
    office.admin.execute("SELECT * FROM hera.evaluate_alerts()")
    assert call("alerts", "alerts", "--all", codes=(0, 3))
    assert call("alerts-history", "alerts", "--history")
    assert call("service-levels", "service-levels", codes=(0, 3))
    assert call("morning", "morning", codes=(0, 3))
    assert call("doctor", "doctor", "--all", codes=(0, 3))
    organization = office.organization("Reserved")
    office.admin.execute("SELECT hera.reserve_capacity(%s, 20)", [organization])
    office.admin.execute("SELECT * FROM hera.count_usage()")
    for name in (
        "capacity-now", "capacity-advice", "capacity-costs", "capacity-reservations", "capacity-unused-indexes",
    ):  # fmt: skip
        assert call(name, "capacity", name.removeprefix("capacity-"), codes=(0, 3)), name
    assert call("preflight", "preflight", codes=(0, 3))
    assert call("pools-list", "pools", "list", codes=(0, 3))
    call("pools-apply", "pools", "apply", "--dry-run")
    assert call("refresh", "refresh", "--organization", str(organization)) is not None


def test_jobs_and_maintenance(call: Call, office: Office) -> None:
    assert call("jobs-list", "jobs", "list")
    assert call("jobs-run", "jobs", "run", "purge_cache")
    assert call("jobs-history", "jobs", "history", "purge_cache")
    assert call("jobs-schedule", "jobs", "schedule", "purge_cache", "--period", "5 minutes")
    assert call("jobs-pause", "jobs", "pause", "purge_cache")
    assert call("jobs-resume", "jobs", "resume", "purge_cache")
    office.admin.execute("ALTER TABLE hera_internal.alert_event SET (autovacuum_enabled = false)")
    office.admin.execute(
        "INSERT INTO hera_internal.alert_event (name, state, detail, at)"
        " SELECT 'x', 'firing', '', now() FROM generate_series(1, 20000)"
    )
    office.admin.execute("SELECT pg_stat_force_next_flush()")
    office.admin.execute("SELECT pg_stat_clear_snapshot()")
    call("maintenance-plan", "maintenance", "plan")
    assert call("maintenance-run", "maintenance", "run", "--emergency", "a test")
    call("maintenance-history", "maintenance", "history")
    assert call("maintenance-calendar", "maintenance", "calendar")
    assert call("maintenance-done", "maintenance", "done", "restore test", "--note", "12 minutes")
    assert call("maintenance-indexes", "maintenance", "indexes")
    assert call("maintenance-wraparound", "maintenance", "wraparound")


def test_people_and_incidents(call: Call, office: Office) -> None:
    incident = call("incident-open", "incident", "open", "sev3", "A report is slow")[0]["id"]
    assert call("incident-record", "incident", "record", incident, "acknowledged")
    assert call("incident-list", "incident", "list")
    assert call("incident-timeline", "incident", "timeline", incident)
    rota = ["--rota", "printed"]
    assert call("oncall-set", "oncall", "set", "ann", "bob", *rota)
    assert call("oncall-escalation", "oncall", "escalation", "15:next", *rota)
    stands_in = ["eve", "2026-12-01T00:00:00+0000", "2026-12-02T00:00:00+0000", "--reason", "training"]
    assert call("oncall-override", "oncall", "override", *stands_in, *rota)
    assert call("oncall-show", "oncall", "show", "--at", "2036-12-01T00:00:00+0000", *rota)
    organization = str(office.organization("Featured"))
    assert call("feature-set", "feature", "set", "printed", "--percentage", "5", "--description", "A test")
    assert call("feature-override", "feature", "override", "printed", organization, "on")
    assert call("feature-list", "feature", "list")


def test_access(call: Call, office: Office) -> None:
    identifier, login = office.organization("Granted"), office.login()
    organization = str(identifier)
    assert call("access-grant", "access", "grant", organization, "ann", "accountant", "--login", login)
    assert submit(office.connect(login), identifier, journal())["status"] == "posted"
    assert call("access-trust", "access", "trust", office.login(), organization)
    rows = call("access-list", "access", "list", organization)
    assert [(row["actor"], row["role"], row["logins"]) for row in rows[:1]] == [("ann", "accountant", [login])]
    assert call("access-revoke", "access", "revoke", organization, "--login", login, "--actor", "ann")
    assert "ann" not in {row["actor"] for row in call("access-list", "access", "list", organization)}
    assert CliRunner().invoke(cli, ["access", "revoke", organization]).exit_code == 2


def test_books(call: Call, office: Office) -> None:
    organization = office.organization("Reported")
    chosen = ["--organization", str(organization)]
    submit(office.admin, organization, journal(7, transaction_date="2026-11-02"))
    waiting = submit(office.admin, organization, bill(100))
    days = ["--from", "2026-11-01", "--to", "2026-11-30"]
    office.admin.execute("SELECT hera.seal_audit()")
    # The option knows seconds: the first one that is after the seal.
    sealed = datetime.fromisoformat(value(office.admin, "SELECT hera.audit_checkpoint() ->> 'sealed_at'"))
    known_at = (sealed + timedelta(seconds=1)).replace(microsecond=0)
    while datetime.now(UTC) <= known_at:
        time.sleep(0.05)
    submit(office.admin, organization, journal(8, transaction_date="2026-11-03"))
    taxed = bill(120, tax_amount=20, account="5020", transaction_date="2026-11-02")
    assert submit(office.admin, organization, taxed)["status"] == "posted"
    office.admin.execute("SELECT hera.set_budget(%s, '5020', '2026-11', 100)", [organization])
    for name, options in {
        "report-trial-balance": [],
        "report-general-ledger": days,
        "report-account-statement": [*days, "--account", "1000"],
        "report-balance-sheet": ["--as-of", "2026-11-30"],
        "report-income-statement": days,
        "report-aged-items": ["--kind", "payable"],
        "report-tax-report": days,
        "report-budget-report": ["--from", "2026-11"],
        "report-changes-since": ["--known-at", f"{known_at.astimezone():%Y-%m-%dT%H:%M:%S}"],
    }.items():
        assert call(name, "report", name.removeprefix("report-"), *chosen, *options), name
    assert call("review-list", "review", "list", *chosen)
    assert call("review-correct", "review", "correct", *chosen, waiting["transaction_id"], "--account", "5020")
    waiting = submit(office.admin, organization, bill(100))
    assert waiting["status"] == "pending_review"
    assert call("review-approve", "review", "approve", *chosen, waiting["transaction_id"])
    call("train", "train", "--due")
    assert call("archive-list", "archive", "list") == []
    call("archive-due", "archive", "due", "--all")
    hold = call("archive-hold", "archive", "hold", "--from", "2024-01-01", "--to", "2024-12-31", "--reason", "a case")
    assert call("archive-release", "archive", "release", hold[0]["hold"], "--reason", "settled")


def test_keys(call: Call, tmp_path: Path) -> None:
    assert call("rotate-signing-key", "rotate", "signing-key")
    (tmp_path / "key").write_text(json.dumps({"kty": "oct", "k": "ab" * 30}))
    options = ["--jwk", str(tmp_path / "key"), "--issuer", "https://id.example"]
    assert call("rotate-token-key", "rotate", "token-key", "k1", *options)
    pytest.importorskip("cryptography")
    assert call("rotate-checkpoint-key", "rotate", "checkpoint-key", "--key-file", str(tmp_path / "audit.pem"))
    assert call("rotate-list", "rotate", "list", codes=(0, 3))
