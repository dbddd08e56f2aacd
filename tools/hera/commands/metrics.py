"""hera metrics."""

from __future__ import annotations

import re
import sys

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.cli.output import Rows, show


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
    if settings.output == "table":
        sys.stdout.write(row[0])
    else:
        show(read_samples(row[0]), settings.output)


def read_samples(text: str) -> Rows:
    """The samples of a text of Prometheus: name, labels, value."""
    samples = re.findall(r"^([a-z_]+)(?:\{(.*)\})? (\S+)$", text, re.MULTILINE)
    return Rows(
        ["name", "labels", "value"],
        [[name, dict(re.findall(r'([a-z_]+)="([^"]*)"', labels)), float(value)] for name, labels, value in samples],
    )
