"""hera access."""

from __future__ import annotations

from typing import Any

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.cli.output import fetch, show, tell


@click.group(
    epilog="""\b
Examples:
  hera access list ORGANIZATION
  hera access grant ORGANIZATION ann accountant --login ann
  hera access grant ORGANIZATION bob approver            a member that a trusted login speaks for
  hera access trust shop ORGANIZATION...
  hera access revoke ORGANIZATION --login ann --actor ann
"""
)
def access() -> None:
    """Say who may do what in an organization, and which logins speak for whom."""


ORGANIZATION = click.argument("organization", metavar="ORGANIZATION", type=click.UUID)


@access.command("list")
@ORGANIZATION
@click.pass_obj
def list_access(settings: Settings, organization: Any) -> None:
    """List members with their roles and logins; trusted logins come last, without an actor."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.list_access(%s)", [organization]), settings.output)


@access.command()
@ORGANIZATION
@click.argument("actor")
@click.argument("role")
@click.option("--login", help="Login that speaks for the actor; without it those that are trusted do.")
@click.pass_obj
def grant(settings: Settings, organization: Any, actor: str, role: str, login: str | None) -> None:
    """Give an actor a role: owner, accountant, approver, auditor, viewer, integration, or one of the organization's own."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.grant_access(%s, %s::name, %s, %s)", [organization, login, actor, role])
    tell(settings.output, f"{actor}: {role}", organization_id=organization, actor=actor, role=role, login=login)


@access.command()
@ORGANIZATION
@click.option("--login", help="Login that speaks for nobody any more.")
@click.option("--actor", help="Actor that is no member any more.")
@click.pass_obj
def revoke(settings: Settings, organization: Any, login: str | None, actor: str | None) -> None:
    """Take a login's binding away, and with --actor the membership and every binding to it."""
    if login is None and actor is None:
        raise click.UsageError("name --login, --actor or both")
    with connect(settings) as connection:
        connection.execute("SELECT hera.revoke_access(%s, %s::name, %s)", [organization, login, actor])
    tell(settings.output, f"{actor or login}: revoked", organization_id=organization, actor=actor, login=login)


@access.command()
@click.argument("login")
@click.argument("organizations", metavar="ORGANIZATION...", nargs=-1, required=True, type=click.UUID)
@click.pass_obj
def trust(settings: Settings, login: str, organizations: tuple[Any, ...]) -> None:
    """Let a login, such as that of an application server, name the members of organizations it speaks for."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.trust_login(%s::name, %s)", [login, list(organizations)])
    tell(settings.output, f"{login}: trusted", login=login, organizations=[str(one) for one in organizations])
