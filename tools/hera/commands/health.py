"""hera health."""

from __future__ import annotations

import json
import sys

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import Rows, progress, show


@click.command(
    epilog="""\b
Examples:
  hera health
  hera health liveness
  hera --output json health detailed
"""
)
@click.argument("kind", type=click.Choice(["liveness", "readiness", "startup", "detailed"]), default="readiness")
@click.pass_obj
def health(settings: Settings, kind: str) -> None:
    """Ask the database how it is; exit 3 when something critical is wrong, 4 when it does not answer.

    For exec probes of Kubernetes. A warning does not fail a probe: it is shown, and the exit code is 0. With --output
    json prints what hera.health() returns.
    """
    with connect(settings, connect_timeout=5) as connection:
        row = connection.execute("SELECT hera.health(%s)", [kind]).fetchone()
    assert row is not None
    found = row[0]
    if settings.output == "json":
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        columns = ["name", "ok", "severity", "value", "detail"]
        show(Rows(columns, [[check[name] for name in columns] for check in found["checks"]]), settings.output)
    progress(f"{kind}: {found['status']}")
    if found["status"] == "failed":
        raise click.exceptions.Exit(NOT_VERIFIED)
