"""hera verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from hera import __version__
from hera.bundle import bodies
from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show_checks

if TYPE_CHECKING:
    import psycopg


@click.command(
    epilog="""\b
Examples:
  hera verify
  hera verify --organization 0198c0de-0000-7000-8000-000000000001
  hera --output json verify | jq '.[] | select(.ok | not)'
"""
)
@click.option("--organization", metavar="UUID", type=click.UUID, help="Only the books of one organization.")
@click.option("--failed", is_flag=True, help="Print only the checks that failed.")
@click.pass_obj
def verify(settings: Settings, organization: object, failed: bool) -> None:
    """Check the books and the catalog: one row per check; exit 3 when one is not ok.

    Holds the functions that check against the tool's own bundle first: the database cannot vouch for itself.
    """
    with connect(settings) as connection:
        code = check_code(connection)
        rows = fetch(connection, "SELECT check_name, ok, detail FROM hera.verify(%s::uuid)", [organization])
    if code is not None:
        rows.rows.append(code)
    bad = sum(1 for ok in rows.column("ok") if ok is not True)
    if failed:
        rows.rows = [row for row in rows.rows if row[1] is not True]
    show_checks(rows, settings.output, "docs/verify.md#what-each-check-means-and-what-to-do")
    progress(f"{bad} checks failed" if bad else "all checks passed")
    if bad:
        raise click.exceptions.Exit(NOT_VERIFIED)


def check_code(connection: psycopg.Connection[Any]) -> tuple[str, bool, str | None] | None:
    """Compare every function body with the tool's bundle; None where the database has another version."""
    present = connection.execute(
        "SELECT n.nspname || '.' || p.proname, md5(p.prosrc) FROM pg_catalog.pg_proc AS p"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname IN ('hera', 'hera_internal')"
        " JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang AND l.lanname IN ('sql', 'plpgsql')"
    ).fetchall()
    wanted, found = bodies(), {(name, digest) for name, digest in present}
    version = "hera_internal.bundle_version"
    if not any((version, digest) in found for digest in wanted[version]):
        progress(f"the database has another version than this tool, {__version__}: code not compared")
        return None
    changed = sorted(
        {name for name, digests in wanted.items() for digest in digests if (name, digest) not in found}
        | {name for name, digest in found if name in wanted and digest not in wanted[name]}
    )
    detail = f"{len(changed)} found: {', '.join(changed[:5])}" if changed else None
    return "functions are those of this tool's bundle", not changed, detail
