"""Every chart of the installed packages becomes one that organizations can be created with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from psycopg.types.json import Jsonb

from hera.charts.packages import PACKAGES
from support.databases import Connection, Database
from support.people import OrganizationFactory
from support.schemas import check

#: A folder that packages were unpacked into (dpkg -x) instead of being installed.
ROOT = Path(os.environ.get("HERA_CHARTS_ROOT", "/"))

SAMPLE = """
SELECT account__save(NULL,'1060','Bank','A','', NULL, false, false, string_to_array('AR_paid', ':'), false, false);
SELECT account__save(NULL,'4010','Sales','I','', NULL, false, false, string_to_array('IC_sale', ':'), false, false);
"""


@pytest.mark.parametrize("source", PACKAGES)
def test_every_installed_chart_imports(db: Connection, source: str) -> None:
    package = PACKAGES[source]
    directory = ROOT / package.directory.relative_to("/")
    if not directory.is_dir():
        pytest.skip(f"the Debian package {package.debian} is not installed")
    templates = package.templates(directory)
    assert len(templates) > 40
    assert len({template.code for template in templates}) == len(templates)
    for template in templates:
        chart = template.read()
        db.execute(
            "SELECT hera.import_chart(%s, %s, %s, %s)",
            [template.code, chart.name, chart.country, Jsonb(chart.as_json())],
        )
    incomplete = db.execute(
        """
        SELECT c.code FROM hera_internal.chart AS c
        WHERE (SELECT count(*) FROM hera_internal.chart_account AS a
               WHERE a.chart_code = c.code AND a.role IS NOT NULL)
            <> (SELECT count(*) FROM hera_internal.chart_roles())
        """
    ).fetchall()
    assert incomplete == []
    imported = db.execute("SELECT count(*) FROM hera.list_charts() WHERE imported_at IS NOT NULL").fetchone()
    assert imported == (len(templates),)


def test_an_organization_starts_with_an_imported_chart(db: Connection, organization: OrganizationFactory) -> None:
    db.execute(
        "SELECT hera.import_chart('kiosk', 'Kiosk', 'DE', %s)",
        [Jsonb([{"code": "8400", "name": "Erlöse", "type": "income", "role": "sales"}])],
    )
    made = organization("Kiosk am Markt", currency="EUR", chart="kiosk")
    accounts = db.execute(
        "SELECT code, role FROM hera_internal.ledger_account WHERE organization_id = %s", [made]
    ).fetchall()
    assert ("8400", "sales") in accounts
    assert len(accounts) == 18


def test_the_command_lists_and_imports(clone: Database, tmp_path: Path) -> None:
    (tmp_path / "us" / "chart").mkdir(parents=True)
    (tmp_path / "us" / "chart" / "General.sql").write_text(SAMPLE, encoding="utf-8")

    tool = [str(Path(sys.executable).parent / "hera"), "--dsn", clone.dsn, "--output", "json", "charts"]

    def hera(name: str, *arguments: str) -> list[dict[str, object]]:
        done = subprocess.run(
            [*tool, name.removeprefix("charts-"), *arguments, "--from", "ledgersmb", "--directory", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, object]] = check(name, done.stdout)
        return rows

    assert hera("charts-list") == [{"locale": "us", "chart": "General", "default_code": "us_general"}]
    (outcome,) = hera("charts-import", "--locale", "us", "--chart", "General", "--as", "shop")
    assert (outcome["chart"], outcome["name"], outcome["accounts"]) == ("shop", "US General", 18)
    assert "bank" not in str(outcome["completed_roles"]).split(", ")
