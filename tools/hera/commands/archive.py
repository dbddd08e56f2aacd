"""hera archive list, due, export, verify, drop, restore, hold and release."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import click

from hera.cli.connection import connect
from hera.cli.errors import HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show, tell


class Month(click.ParamType[date]):
    """A month, such as 2024-03."""

    name = "month"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m").date()
        except ValueError:
            self.fail(f"{value!r} is no month: give YYYY-MM", param, ctx)


MONTH = Month()
directory_option = click.option(
    "--directory",
    envvar="HERA_ARCHIVE",
    show_envvar=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where archives are: a directory for each month below it.",
)


def _directory(directory: Path | None) -> Path:
    if directory is None:
        raise click.UsageError("--directory says where archives are")
    return directory


@click.group(
    epilog="""\b
Examples:
  hera archive due
  hera archive export 2024-03 --directory /mnt/worm/hera
  hera archive drop 2024-03
  hera archive verify 2024-03 --directory /mnt/worm/hera
  hera archive restore 2024-03 --directory /mnt/worm/hera
  hera archive hold --from 2024-01-01 --to 2024-12-31 --reason "case 4711"
"""
)
def archive() -> None:
    """Take months out of the books into Parquet files, check them, bring them back."""


@archive.command("list")
@click.pass_obj
def list_archives(settings: Settings) -> None:
    """List archived months with their state."""
    query = """
        SELECT to_char(month, 'YYYY-MM') AS month, state, documents, lines, leaves, bytes, exported_at, verified_at,
            dropped_at, destroy_on, held, manifest_hash
        FROM hera.list_archives()
    """
    with connect(settings) as connection:
        show(fetch(connection, query), settings.output)


@archive.command()
@click.option("--all", "everything", is_flag=True, help="Also months that are not due yet.")
@click.pass_obj
def due(settings: Settings, everything: bool) -> None:
    """List what retention asks for, and what is in the way of it."""
    query = """
        SELECT to_char(month, 'YYYY-MM') AS month, step, due_on, ready, array_to_string(blockers, '; ') AS blockers
        FROM hera.retention_due()
        WHERE %s OR due_on <= CURRENT_DATE
    """
    with connect(settings) as connection:
        show(fetch(connection, query, [everything]), settings.output)


@archive.command()
@click.argument("month", type=MONTH)
@directory_option
@click.pass_obj
def export(settings: Settings, month: date, directory: Path | None) -> None:
    """Take a month out of the books, write it to files and verify them.

    A month that is out already is written again. Nothing is deleted: that is hera archive drop.
    """
    from hera.archive import work

    target = _directory(directory)
    with connect(settings) as connection:
        path = work.take_out(connection, month, target, progress)
    tell(settings.output, f"{month:%Y-%m}: verified, {path}", month=f"{month:%Y-%m}", directory=str(path))


@archive.command()
@click.argument("month", type=MONTH)
@directory_option
@click.option("--offline", is_flag=True, help="Hold the files against their manifest only, without a database.")
@click.pass_obj
def verify(settings: Settings, month: date, directory: Path | None, offline: bool) -> None:
    """Read an archive back and check every row of it; exit 3 when it is not whole.

    Files against the manifest, documents and audit leaves against the sealed tree, lines against the balances that were
    brought forward. The database notes and attests that it was done.
    """
    from hera.archive import work

    target = _directory(directory)
    if offline:
        found = work.verify(None, month, target)
    else:
        with connect(settings) as connection:
            found = work.verify(connection, month, target)
    show(Rows(["table", "rows"], [[name, rows] for name, rows in found["rows"].items()]), settings.output)
    progress(f"{month:%Y-%m}: whole" + (", by its own manifest" if offline else ""))


@archive.command()
@click.argument("month", type=MONTH)
@click.pass_obj
def drop(settings: Settings, month: date) -> None:
    """Drop the tables of a month, for good; refused without a verified archive and under a legal hold."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.drop_archive(%s)", [month])
    tell(settings.output, f"{month:%Y-%m}: dropped", month=f"{month:%Y-%m}", state="dropped")


@archive.command()
@click.argument("month", type=MONTH)
@directory_option
@click.pass_obj
def restore(settings: Settings, month: date, directory: Path | None) -> None:
    """Bring a month back into the books, from its files when its tables were dropped."""
    from hera.archive import work

    with connect(settings) as connection:
        known = connection.execute("SELECT state FROM hera.list_archives() WHERE month = %s", [month]).fetchone()
        if known is None:
            raise HeraError(f"{month:%Y-%m} is not archived", hint="hera archive list shows what is.")
        if known[0] == "dropped":
            work.load(connection, month, _directory(directory), progress)
        connection.execute("SELECT hera.restore_archive(%s)", [month])
    tell(settings.output, f"{month:%Y-%m}: back in the books", month=f"{month:%Y-%m}", state="restored")


@archive.command()
@click.option("--organization", metavar="UUID", type=click.UUID, help="One organization instead of all.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day that is held.")
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day that is held.")
@click.option("--reason", required=True, help="Why, such as the number of the case.")
@click.pass_obj
def hold(
    settings: Settings, organization: UUID | None, start: datetime | None, end: datetime | None, reason: str
) -> None:
    """Set a legal hold and print its id."""
    days = [day.date() if day else None for day in (start, end)]
    with connect(settings) as connection:
        row = connection.execute("SELECT hera.set_legal_hold(%s, %s, %s, %s)", [organization, *days, reason]).fetchone()
    assert row is not None
    if settings.output == "table":
        click.echo(row[0])
    else:
        show(Rows(["hold"], [row]), settings.output)


@archive.command()
@click.argument("hold", type=click.UUID)
@click.option("--reason", required=True, help="Why it ends.")
@click.pass_obj
def release(settings: Settings, hold: UUID, reason: str) -> None:
    """End a legal hold."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.release_legal_hold(%s, %s)", [hold, reason])
    tell(settings.output, f"{hold}: released", hold=hold)
