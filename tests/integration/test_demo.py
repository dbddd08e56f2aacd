"""The demonstration on a small slice: counted independently, repeated, interrupted."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from support.databases import Database
from support.schemas import check

ROWS = 300
PAYERS = {"leeds": "Leeds City Council", "calderdale": "Calderdale Council purchasing cards"}

Demo = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def demo(clone: Database, new_logins: list[str], tmp_path: Path) -> Demo:
    """demo(*arguments) starts ``hera demo`` on the clone with logins of this test."""
    name = f"demo_{clone.name}"
    new_logins += [name, f"{name}_reviewer"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [Path(sys.executable).parent / "hera", "--dsn", clone.dsn, "demo", "--login", name, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment | {"HERA_HOME": str(tmp_path)},
            # A session started in the background ignores Ctrl-C, and its children would inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    return start


def finish(process: subprocess.Popen[str], code: int = 0) -> tuple[str, str]:
    """Standard output and error of a demonstration that ends with this exit code."""
    output, errors = process.communicate(timeout=240)
    assert process.returncode == code, output + errors
    return output, errors


def two_payers(*arguments: str) -> list[str]:
    """Arguments for the slice of these tests."""
    return ["--payer", "leeds", "--payer", "calderdale", *arguments]


def fixture_rows(checkout: Path, payer: str, count: int) -> list[dict[str, str]]:
    """The first payments of a payer, read without the demonstration's own code."""
    with gzip.open(checkout / "tests/fixtures" / f"{payer}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[:count]


def rows(connection: psycopg.Connection[Any], query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return connection.execute(query.encode(), parameters).fetchall()


def test_a_slice_agrees_with_an_independent_count(clone: Database, demo: Demo, checkout: Path) -> None:
    # A slice is too short to show an error below 3 %: with a wide budget and less certainty the gates open in it.
    with clone.connect() as admin:
        admin.execute("SELECT hera.set_setting('error_budget', '0.2'), hera.set_setting('error_certainty', '0.8')")
    output, errors = finish(demo(*two_payers("--rows", str(ROWS), "--output", "json")))
    report = check("demo", output)
    assert report["ok"] is True
    assert "replaying 600 payments" in errors
    assert all(row["ok"] for row in report["verify"])
    with clone.connect() as admin:
        for organization in report["organizations"]:
            _check_organization(admin, organization, fixture_rows(checkout, organization["payer"], ROWS))


def _check_organization(
    admin: psycopg.Connection[Any], organization: dict[str, Any], payments: list[dict[str, str]]
) -> None:
    identifier = organization["organization_id"]
    assert organization["name"] == PAYERS[organization["payer"]]
    truth = {payment["id"]: payment["account"] for payment in payments}
    # What was decided at submission: the feedback rows keep it, one per payment.
    decided = rows(
        admin,
        "SELECT k.key, f.was_posted, f.confidence, p.name, c.name FROM hera.ai_posting_feedback AS f"
        " JOIN hera_internal.idempotency_key AS k USING (organization_id, transaction_id)"
        " LEFT JOIN hera_internal.ledger_account AS p"
        "   ON p.organization_id = f.organization_id AND p.code = f.predicted_account"
        " JOIN hera_internal.ledger_account AS c"
        "   ON c.organization_id = f.organization_id AND c.code = f.final_account"
        " WHERE f.organization_id = %s",
        identifier,
    )
    assert {key: final for key, _, _, _, final in decided} == truth
    assert len(decided) == organization["submitted"] == ROWS
    posted = [(key, predicted) for key, was_posted, _, predicted, _ in decided if was_posted]
    assert len(posted) == organization["auto_posted"] > 0
    right = sum(truth[key] == predicted for key, predicted in posted)
    assert organization["precision"] == pytest.approx(right / len(posted), abs=1e-4)
    between = sum(
        not was_posted and confidence is not None and confidence >= 0.6 for _, was_posted, confidence, *_ in decided
    )
    assert organization["sent_to_review"] == between
    assert organization["manual"] == ROWS - len(posted) - between
    _check_books(admin, identifier, payments)
    assert [Decimal(total["difference"]) for total in organization["totals"]] == [0]
    # Wrong ones were reversed and posted anew, everything by the two logins.
    documents = rows(
        admin,
        "SELECT submitted_by, posting_status FROM hera.universal_transactions WHERE organization_id = %s",
        identifier,
    )
    assert len(documents) == ROWS + 2 * (len(posted) - right)
    submitters = Counter(login.endswith("_reviewer") for login, _ in documents)
    assert submitters[False] == ROWS
    assert {status for _, status in documents} <= {"posted", "auto_posted"}


def _check_books(admin: psycopg.Connection[Any], identifier: str, payments: list[dict[str, str]]) -> None:
    expected: Counter[str] = Counter()
    for payment in payments:
        expected[payment["account"]] += Decimal(payment["amount"])  # type: ignore[assignment]
    found = dict(
        rows(
            admin,
            "SELECT a.name, sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END)"
            " FROM hera.universal_transaction_lines AS l JOIN hera_internal.ledger_account AS a"
            "   ON a.organization_id = l.organization_id AND a.id = l.account_id"
            " WHERE l.organization_id = %s AND a.role IS NULL GROUP BY a.name HAVING"
            " sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) <> 0",
            identifier,
        )
    )
    assert found == {account: total for account, total in expected.items() if total}


def test_repeats_reuse_what_is_stored(clone: Database, demo: Demo) -> None:
    first, _ = finish(demo("--payer", "leeds", "--rows", "60", "--output", "json"))
    again, errors = finish(demo("--payer", "leeds", "--rows", "60", "--output", "json"))
    assert "nothing to replay" in errors
    assert "60 payments stored, 60 of them reviewed: reused" in errors
    assert json.loads(again) == json.loads(first)
    longer, errors = finish(demo("--payer", "leeds", "--rows", "80", "--output", "json"))
    assert "replaying 20 payments" in errors
    assert json.loads(longer)["organizations"][0]["submitted"] == 80
    fresh, errors = finish(demo("--payer", "leeds", "--rows", "60", "--fresh", "--output", "json"))
    assert "organization Leeds City Council: created" in errors
    decided = [json.loads(text)["organizations"][0] for text in (first, fresh)]
    assert decided[0]["organization_id"] != decided[1]["organization_id"]
    # The same payments in the same order are decided the same way.
    for name in ("submitted", "auto_posted", "sent_to_review", "manual", "precision", "stages"):
        assert decided[0][name] == decided[1][name]
    # Eighty payments are too few for a gate to open, and the report says so.
    (gate,) = decided[0]["gates"]
    assert gate["is_open"] is False
    assert "too little evidence" in gate["reason"]


def test_an_interrupted_replay_goes_on(clone: Database, demo: Demo) -> None:
    running = demo("--payer", "gla")
    deadline = time.monotonic() + 60
    with clone.connect() as admin:
        count = "SELECT count(*) FROM hera_internal.idempotency_key"
        while rows(admin, count)[0][0] < 40 and running.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, errors = finish(running, 130)
        assert "goes on from here" in errors
        assert "Traceback" not in errors
        stored = rows(admin, count)[0][0]
        assert 40 <= stored < 5_000
        _, errors = finish(demo("--payer", "gla", "--rows", str(stored + 25)))
        assert f"{stored} payments stored" in errors
        assert rows(admin, count)[0][0] == stored + 25
        reviewed = rows(admin, "SELECT count(*), count(DISTINCT transaction_id) FROM hera.ai_posting_feedback")
        assert reviewed == [(stored + 25, stored + 25)]


def test_a_failed_check_is_3_and_the_report_is_printed(clone: Database, demo: Demo) -> None:
    finish(demo("--payer", "leeds", "--rows", "20"))
    with clone.connect() as admin:
        admin.execute("ALTER FUNCTION hera.submit(uuid, jsonb) RESET ALL")
    output, _ = finish(demo("--payer", "leeds", "--rows", "20"), 3)
    assert "FAILED" in output
    assert "Trial balance of Leeds City Council" in output
    assert "every account as the payer's own staff had it" in output


def test_a_privileged_login_is_refused(clone: Database, new_logins: list[str]) -> None:
    name = f"demo_root_{clone.name}"
    new_logins.append(name)
    with clone.connect() as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN SUPERUSER")
    done = subprocess.run(
        [Path(sys.executable).parent / "hera", "--dsn", clone.dsn, "demo", "--login", name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "not an ordinary login" in done.stderr
