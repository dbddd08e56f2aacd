"""hera metrics."""

from __future__ import annotations

import sys

import click

from hera.cli.connection import connect
from hera.cli.main import Settings


@click.command(
    epilog="""\b
Examples:
  hera metrics
  hera metrics | promtool check metrics
  hera run --listen 127.0.0.1:9464        serves them, and probes
"""
)
@click.pass_obj
def metrics(settings: Settings) -> None:
    """Print metrics in the text format of Prometheus."""
    with connect(settings, connect_timeout=5) as connection:
        row = connection.execute("SELECT hera.metrics()").fetchone()
    assert row is not None
    sys.stdout.write(row[0])
