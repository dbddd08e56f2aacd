"""hera report, review and refresh on a database with books in it."""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from hera.cli.main import cli
from hera.commands.report import REPORTS
from support.office import Office, bill, journal, submit, value

OPTIONS = {
    "as_of": "2030-12-31", "from": "2020-01-01", "to": "2030-12-31", "account": "5000", "kind": "payable",
    "unit": "north",
}  # fmt: skip


@pytest.fixture(scope="module")
def books(office: Office) -> UUID:
    organization = office.organization("Command line")
    assert submit(office.admin, organization, journal())["status"] == "posted"
    return organization


def run(office: Office, *arguments: str, output: str = "json") -> Result:
    dsn = office.database.cluster.dsn(office.database.name)
    return CliRunner().invoke(cli, ["--dsn", dsn, "--output", output, *arguments])


def rows(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_report_with_all_it_takes(office: Office, books: UUID, name: str) -> None:
    office.admin.execute("SELECT hera.seal_audit()")
    needed, possible = REPORTS[name]
    # A time of this machine, as the command reads one without an offset.
    values = OPTIONS | {"known_at": datetime.now().isoformat(timespec="seconds")}
    if name == "budget-report":
        values |= {"from": "2026-01", "to": "2026-12"}
    time.sleep(1)
    for options in (needed, needed + possible):
        given = [f"--{option.replace('_', '-')}={values[option]}" for option in options]
        assert isinstance(rows(run(office, "report", name, f"--organization={books}", *given)), list)


def test_a_report_says_what_the_function_says(office: Office, books: UUID) -> None:
    found = rows(run(office, "report", "trial-balance", f"--organization={books}"))
    wanted = value(office.admin, "SELECT json_agg(t) FROM hera.trial_balance(%s) AS t", [books])
    assert [row["account_code"] for row in found] == [row["account_code"] for row in wanted]
    assert found


def test_wrong_use(office: Office, books: UUID) -> None:
    for arguments, message in (
        (["report", "balance-sheet", f"--organization={books}"], "needs --as-of"),
        (["report", "trial-balance", f"--organization={books}", "--kind=payable"], "takes no --kind"),
        (["report", "trial-balance"], "--organization"),
        (["report", "nothing", f"--organization={books}"], "nothing"),
    ):
        result = run(office, *arguments)
        assert result.exit_code == 2, arguments
        assert message in result.output


def test_review(office: Office, books: UUID) -> None:
    for number in range(3):
        submit(office.admin, books, bill(counterparty=f"Unheard Of {number}", description="x"))
    waiting = rows(run(office, "review", "list", f"--organization={books}"))
    assert len(waiting) == 3
    first, second, third = (row["transaction_id"] for row in waiting)
    done = rows(run(office, "review", "correct", f"--organization={books}", first, "--account=5000"))
    assert (done[0]["status"], done[0]["account"]) == ("posted", "5000")
    assert run(office, "review", "approve", f"--organization={books}", first).exception is not None
    assert len(rows(run(office, "review", "list", f"--organization={books}", "--claim"))) == 2
    corrected = rows(run(office, "review", "correct", f"--organization={books}", second, "--account=5000"))
    assert corrected[0]["status"] == "posted"
    assert third


def test_refresh(office: Office, books: UUID) -> None:
    submit(office.admin, books, journal())
    found = rows(run(office, "refresh", f"--organization={books}"))
    assert [row["organization_id"] for row in found] == [str(books)]
    assert found[0]["lines"] > 0
    assert (
        value(office.admin, "SELECT count(*) FROM hera_internal.balance_tail WHERE organization_id = %s", [books]) == 0
    )
    assert rows(run(office, "refresh", f"--organization={books}"))[0]["lines"] == 0
