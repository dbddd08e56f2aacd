"""hera import brings charts, opening balances and exchange rates in from CSV: all of a file or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from hera.cli.main import cli
from support.office import Office, value
from support.schemas import check

BALANCES = 'account,side,amount,description\n1000,debit,"5000.00",\n2000,credit,1250,"Supplier, ""old"""\n\n'
RATES = "from,to,date,rate,source\nUSD,GBP,2025-11-01,0.80,Bank of England\nGBP,EUR,2025-12-31,1.1500,ECB\n"


@pytest.fixture
def organization(office: Office) -> UUID:
    return office.organization("Import")


def run(office: Office, *arguments: str, given: str | None = None, output: str = "json") -> Result:
    return CliRunner().invoke(
        cli, ["--dsn", office.database.dsn, "--output", output, "import", *arguments], input=given
    )


def outcome(name: str, done: Result, code: int = 0) -> Any:
    assert done.exit_code == code, done.output
    (found,) = check(name, done.stdout)
    return found


def opened(office: Office, organization: UUID) -> Any:
    return value(
        office.admin, "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = %s", [organization]
    )


def test_opening_balances_are_posted_once(office: Office, organization: UUID) -> None:
    call = ("opening-balances", f"--organization={organization}", "--date=2026-02-01", "--difference-account=3900")
    tried = outcome("import-opening-balances", run(office, *call, "--dry-run", given=BALANCES))
    assert (tried["status"], tried["transaction_id"], tried["dry_run"]) == ("posted", None, True)
    assert opened(office, organization) == 0
    made = outcome("import-opening-balances", run(office, *call, given=BALANCES))
    assert (made["status"], made["lines"], made["errors"]) == ("posted", 2, [])
    query = "SELECT balance FROM hera.account_balance(%s, %s) WHERE currency = 'GBP'"
    assert [value(office.admin, query, [organization, code]) for code in ("1000", "2000", "3900")] == [
        5000,
        -1250,
        -3750,
    ]
    again = outcome("import-opening-balances", run(office, *call, given=BALANCES), 1)
    assert [(error["code"], error["line"], error["path"]) for error in again["errors"]] == [
        ("LED_037", 2, "lines[0].account"),
        ("LED_037", 3, "lines[1].account"),
    ]
    assert opened(office, organization) == 1


def test_balances_that_differ_are_refused(office: Office, organization: UUID) -> None:
    call = ("opening-balances", f"--organization={organization}", "--date=2026-02-01")
    refused = outcome("import-opening-balances", run(office, *call, given=BALANCES), 1)
    assert (refused["status"], refused["transaction_id"]) == ("rejected", None)
    assert {error["code"] for error in refused["errors"]} == {"LED_001"}
    assert opened(office, organization) == 0


def test_rates_are_stored_all_or_none(office: Office, organization: UUID, tmp_path: Path) -> None:
    call = ("rates", f"--organization={organization}")
    file = tmp_path / "rates.csv"
    # As a spreadsheet writes it.
    file.write_bytes(b"\xef\xbb\xbf" + RATES.replace("\n", "\r\n").encode())
    tried = outcome("import-rates", run(office, *call, "--dry-run", str(file)))
    assert (tried["status"], tried["changed"], tried["dry_run"]) == ("stored", 2, True)
    made = outcome("import-rates", run(office, *call, str(file)))
    assert (made["rates"], made["changed"], made["dry_run"]) == (2, 2, False)
    assert outcome("import-rates", run(office, *call, str(file)))["changed"] == 0
    wrong = RATES + "\nUSD,GBP,2025-02-30,0,ECB\n"
    refused = run(office, *call, given=wrong)
    assert [(error["code"], error["line"]) for error in outcome("import-rates", refused, 1)["errors"]] == [
        ("VAL_007", 5),
        ("VAL_009", 5),
    ]
    assert "line 5: date: VAL_007 there is no such day" in refused.stderr
    told = run(office, *call, "--dry-run", given=RATES, output="table")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "rates 2, changed 0" in told.stderr and "nothing was stored" in told.stderr


def test_a_chart_of_ones_own(office: Office) -> None:
    given = "code,name,type,role\n8400,Sales,income,sales\n1200,Bank,asset,bank\n"
    call = ("charts", "--as=kiosk", "--name=Kiosk", "--country=GB")
    assert outcome("import-charts", run(office, *call, "--dry-run", given=given))["accounts"] == 18
    charts = "SELECT count(*) FROM hera.list_charts() AS c WHERE to_json(c)::text LIKE '%%kiosk%%'"
    assert value(office.admin, charts, []) == 0
    assert outcome("import-charts", run(office, *call, given=given))["chart"] == "kiosk"
    assert value(office.admin, charts, []) == 1
    failed = run(office, *call, given=given.replace("income", "profit"))
    assert getattr(failed.exception, "sqlstate", None) == "ZHV80"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "line 1: the columns are not named"),
        ("from,to\n", "line 1: the columns are from, to"),
        ("from,to,date,rate,source,by\n", "line 1: unknown column 'by'"),
        (RATES.splitlines()[0], "there are no rows in the file"),
        (RATES + "USD,GBP,2025-11-02,0,80,Bank\n", "line 4: 6 cells in 5 columns"),
        (RATES + 'USD,GBP,2025-11-02,0.8,"Ba"nk\n', "line 4: ',' expected after '\"'"),
        (RATES.replace("ECB", "Bänk").encode("latin1"), "the file is not encoded in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(office: Office, organization: UUID, given: Any, said: str) -> None:
    failed = run(office, "rates", f"--organization={organization}", given=given)
    assert str(failed.exception) == said
    assert json.loads(failed.stdout or "null") is None
