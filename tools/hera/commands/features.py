"""hera feature."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.cli.output import fetch, show, tell


@click.group(
    epilog="""\b
Examples:
  hera feature set new-page --percentage 5 --description "The new page of balances"
  hera feature set new-page --percentage 25
  hera feature set new-page --off
  hera feature override new-page ORGANIZATION on
  hera feature list
"""
)
def feature() -> None:
    """Give features to a share of the organizations, the same ones as the share grows."""


@feature.command("list")
@click.pass_obj
def list_features(settings: Settings) -> None:
    """List features and how many organizations have them."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.list_features()"), settings.output)


@feature.command("set")
@click.argument("name")
@click.option("--percentage", type=click.IntRange(0, 100), help="Share of the organizations.")
@click.option("--on/--off", "enabled", default=None, help="Whether anybody has it.")
@click.option("--description", help="What it changes; needed for a new one.")
@click.pass_obj
def set_feature(
    settings: Settings, name: str, percentage: int | None, enabled: bool | None, description: str | None
) -> None:
    """Make a feature or change it."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.set_feature(%s, %s, %s, %s)", [name, percentage, enabled, description])
    tell(settings.output, f"{name}: set", name=name, percentage=percentage, enabled=enabled)


@feature.command()
@click.argument("name")
@click.argument("organization", type=click.UUID)
@click.argument("state", type=click.Choice(["on", "off", "share"]))
@click.pass_obj
def override(settings: Settings, name: str, organization: str, state: str) -> None:
    """Give an organization a feature, take it, or leave it to the share."""
    enabled = {"on": True, "off": False, "share": None}[state]
    with connect(settings) as connection:
        connection.execute("SELECT hera.override_feature(%s, %s, %s)", [organization, name, enabled])
    tell(settings.output, f"{name}: {state} for {organization}", name=name, organization_id=organization, state=state)
