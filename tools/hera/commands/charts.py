"""hera charts list and import."""

from __future__ import annotations

from pathlib import Path

import click

from hera.charts.packages import PACKAGES
from hera.cli.main import Settings
from hera.cli.output import Rows, progress, show

_source = click.option(
    "--from", "source", type=click.Choice(list(PACKAGES)), required=True, help="Program whose templates are read."
)
_directory = click.option(
    "--directory",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the templates, when it is not the one its Debian package installs.",
)


@click.group()
def charts() -> None:
    """Import charts of accounts from the templates of GnuCash or LedgerSMB.

    The templates come from the installed packages gnucash-common and ledgersmb, under their own licence.
    """


@charts.command("list")
@_source
@click.option("--locale", help="Only this locale (GnuCash) or country (LedgerSMB).")
@_directory
@click.pass_obj
def list_charts(settings: Settings, source: str, locale: str | None, directory: Path | None) -> None:
    """List the charts that can be imported."""
    rows = [
        [template.locale, template.chart, template.code]
        for template in PACKAGES[source].templates(directory)
        if locale in (None, template.locale)
    ]
    show(Rows(["locale", "chart", "default_code"], list(rows)), settings.output)


@charts.command(
    "import",
    epilog="""\b
Examples:
  hera charts import --from gnucash --locale de_DE --chart skr03 --as skr03
  hera charts import --from ledgersmb --locale us --chart General
  psql "$(hera dsn)" -c "SELECT hera.create_organization('Muster GmbH', 'EUR', p_chart => 'skr03')"
""",
)
@_source
@click.option("--locale", required=True, help="Locale (GnuCash) or country (LedgerSMB), as listed.")
@click.option("--chart", required=True, help="Name of the chart, as listed.")
@click.option("--as", "code", help="Code the chart gets in HERA; made of locale and name when not given.")
@_directory
@click.pass_obj
def import_chart(
    settings: Settings, source: str, locale: str, chart: str, code: str | None, directory: Path | None
) -> None:
    """Import one chart, so that organizations can be created with it."""
    from psycopg.types.json import Jsonb

    from hera.cli.connection import connect

    template = PACKAGES[source].find(locale, chart, directory)
    found = template.read()
    with connect(settings) as connection:
        row = connection.execute(
            "SELECT hera.import_chart(%s, %s, %s, %s)",
            [code or template.code, found.name, found.country, Jsonb(found.as_json())],
        ).fetchone()
    assert row is not None
    outcome = row[0]
    completed = ", ".join(outcome["completed"])
    show(
        Rows(
            ["chart", "name", "accounts", "completed_roles"],
            [[outcome["chart"], found.name, outcome["accounts"], completed]],
        ),
        settings.output,
    )
    progress(f"chart {outcome['chart']}: ready for hera.create_organization")
