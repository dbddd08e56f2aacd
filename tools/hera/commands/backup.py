"""hera backup."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
import psycopg

from hera.backup import store
from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED, HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show, show_checks, tell

DIRECTORY = click.option(
    "--directory", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where backups are kept."
)
IDENTITY = click.option(
    "--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="File with the age identity."
)
NAME = click.argument("name", required=False)
STANZA = click.option("--stanza", help="Stanza of pgBackRest.")
CONFIG = click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Configuration of pgBackRest."
)
ACCOUNT = click.option(
    "--account", default="postgres", show_default=True, help="Account that pgBackRest runs as when root calls."
)


@click.group(
    epilog="""\b
Examples:
  hera backup create --directory /var/backups/hera --recipient age1...
  hera backup verify --directory /var/backups/hera --identity /etc/hera/age.key
  hera backup create --method pgbackrest --stanza books
  hera backup list
"""
)
def backup() -> None:
    """Make backups, and prove that they can be restored."""


@backup.command()
@click.option("--method", type=click.Choice(["pg_dump", "pgbackrest"]), default="pg_dump", show_default=True)
@click.option(
    "--directory", type=click.Path(file_okay=False, path_type=Path), help="Where backups of pg_dump are kept."
)
@click.option("--recipient", help="Encrypt for this age recipient (age1...).")
@click.option("--keep", type=click.IntRange(1), help="Delete older backups of pg_dump beyond so many.")
@click.option("--type", "kind", type=click.Choice(["full", "diff", "incr"]), default="full", show_default=True)
@STANZA
@CONFIG
@ACCOUNT
@click.pass_obj
def create(
    settings: Settings, method: str, directory: Path | None, recipient: str | None, keep: int | None, kind: str,
    stanza: str | None, config: Path | None, account: str,
) -> None:  # fmt: skip
    """Make a backup; it fails unless the rows in it are those of the database, table by table."""
    if (method == "pg_dump") != (directory is not None) or (method == "pgbackrest") != (stanza is not None):
        raise click.UsageError("pg_dump takes --directory, pgbackrest takes --stanza")
    with connect(settings) as connection:
        if stanza is not None:
            from hera.backup import pgbackrest

            made = pgbackrest.create(pgbackrest.Stanza(stanza, config, account), kind)
        else:
            assert directory is not None
            made = _dump(connection, directory, recipient)
        query = "SELECT hera.record_backup(%s, %s, %s, %s, %s, %s)"
        connection.execute(
            query, [made[field] for field in ("name", "method", "taken_at", "location", "bytes", "sums")]
        )
    show(Rows(list(made), [list(made.values())]), settings.output)
    if keep is not None and directory is not None:
        _expire(directory, keep)


def _dump(connection: psycopg.Connection[Any], directory: Path, recipient: str | None) -> dict[str, Any]:
    from hera.backup import dump

    progress("dumping and counting")
    manifest = dump.create(connection, directory, recipient)
    made = directory / manifest.name
    return {
        "name": manifest.name, "method": "pg_dump", "taken_at": manifest.taken_at,
        "location": f"{os.uname().nodename}:{directory.resolve()}",
        "bytes": sum(path.stat().st_size for path in made.iterdir()), "sums": store.digest(made / store.SUMS),
        "tables": len(manifest.counts), "rows": sum(manifest.counts.values()), "encrypted": manifest.encrypted,
    }  # fmt: skip


def _expire(directory: Path, keep: int) -> None:
    for old in store.backups(directory)[:-keep]:
        for path in old.iterdir():
            path.unlink()
        old.rmdir()
        progress(f"{old.name}: deleted")


@backup.command("list")
@click.option("--limit", type=click.IntRange(1, 10000), default=50, show_default=True, help="Backups to show.")
@click.pass_obj
def list_backups(settings: Settings, limit: int) -> None:
    """List backups that were recorded, newest first, with their proofs."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.list_backups(%s)", [limit]), settings.output)


@backup.command()
@NAME
@click.option(
    "--directory", type=click.Path(file_okay=False, path_type=Path), help="Where backups of pg_dump are kept."
)
@STANZA
@CONFIG
@ACCOUNT
@IDENTITY
@click.option("--offline", is_flag=True, help="Do not ask the database what it recorded, and do not record the proof.")
@click.pass_obj
def verify(
    settings: Settings, name: str | None, directory: Path | None, stanza: str | None, config: Path | None, account: str,
    identity: Path | None, offline: bool,
) -> None:  # fmt: skip
    """Restore a backup (the newest) to a scratch server and check it there; exit 3 when anything is wrong.

    Checked are the sums of its files, rows of every table, storage, the books, the audit trail against the seal of then,
    and tables and indexes with pg_amcheck. Recovery point and time are measured and recorded.
    """
    from hera.backup import proof, record

    if (directory is None) == (stanza is None):
        raise click.UsageError("name --directory or --stanza")
    if stanza is not None:
        from hera.backup import pgbackrest

        with connect(settings) as connection:
            row = connection.execute("SELECT current_database(), hera.audit_checkpoint()").fetchone()
        assert row is not None
        database, checkpoint = row
        found = pgbackrest.verify(pgbackrest.Stanza(stanza, config, account), name, database, checkpoint, say=progress)
    else:
        assert directory is not None
        chosen = record.chosen(directory, name)
        known = None
        if not offline:
            with connect(settings) as connection:
                known = record.recorded_sums(connection, chosen.name)
        found = proof.verify(chosen, identity=identity, known=known, say=progress)
    if not offline:
        with connect(settings) as connection:
            record.record_proof(connection, found)
    checks = Rows(["check", "ok", "detail"], [list(check) for check in found.checks])
    show_checks(checks, settings.output, "docs/backup.md#prove-it")
    progress(f"{found.backup}: books {found.recovery_point_seconds} s old, restored in {found.recovery_time_seconds} s")
    if not found.ok:
        raise click.exceptions.Exit(NOT_VERIFIED)


@backup.command()
@NAME
@DIRECTORY
@IDENTITY
@click.option("--to", "target", metavar="FILE", type=click.Path(path_type=Path), required=True, help="Dump to write.")
@click.pass_obj
def extract(settings: Settings, name: str | None, directory: Path, identity: Path | None, target: Path) -> None:
    """Check the sums of a backup (the newest) and write its clear dump, for pg_restore."""
    from hera.backup import record

    chosen = record.chosen(directory, name)
    if wrong := store.wrong_sums(chosen):
        raise HeraError(f"{chosen.name}: {'; '.join(wrong)}", exit_code=NOT_VERIFIED)
    manifest = store.read_manifest(chosen)
    if target.exists():
        raise HeraError(f"{target} exists already")
    if not manifest.encrypted:
        target.write_bytes((chosen / manifest.file).read_bytes())
    elif identity is None:
        raise HeraError("the backup is encrypted", hint="Name the file of the age identity: --identity FILE")
    else:
        store.decrypt(chosen / manifest.file, target, identity)
    tell(
        settings.output, f"{target}: restore with pg_restore --dbname=... {target}", backup=chosen.name, file=str(target),
        bytes=target.stat().st_size,
    )  # fmt: skip
