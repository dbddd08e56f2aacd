"""Factories of organizations and logins."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

_numbers = itertools.count(1)
Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass
class OrganizationFactory:
    """Makes organizations through the entry functions an administrator uses."""

    default: Connection

    def __call__(
        self,
        name: str | None = None,
        *,
        currency: str = "GBP",
        timezone: str = "UTC",
        chart: str = "general",
        client_id: UUID | None = None,
        connection: Connection | None = None,
    ) -> UUID:
        """Create a client (unless one is given) and an organization that is ready to work; returns its id."""
        connection = connection or self.default
        name = name or f"Organization {next(_numbers)}"
        if client_id is None:
            client_id = _one(connection, "SELECT hera.create_client(%s)", [f"Client of {name}"])
        identifier = _one(
            connection,
            "SELECT hera.create_organization(p_name => %s, p_currency => %s, p_timezone => %s, p_chart => %s,"
            " p_client_id => %s)",
            [name, currency, timezone, chart, client_id],
        )
        assert isinstance(identifier, UUID)
        return identifier


@dataclass
class LoginFactory:
    """Makes login roles bound to an organization; remembers them for the clean-up."""

    default: Connection
    created: list[str]

    def __call__(
        self,
        organization_id: UUID | None = None,
        role: str = "accountant",
        *,
        actor: str | None = None,
        groups: tuple[str, ...] = ("hera_app",),
        connection: Connection | None = None,
    ) -> str:
        """Create a LOGIN role with the given group roles, grant it a role in the organization, return its name.

        Without an organization the login is nobody. In a test with the rolled-back connection the role goes with it;
        in a clone it is committed and dropped after the test.
        """
        connection = connection or self.default
        name = f"login_{os.getpid()}_{next(_numbers)}"
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        self.created.append(name)
        for group in groups:
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(name)))
        if organization_id is not None:
            connection.execute(
                "SELECT hera.grant_access(%s, %s::name, %s, %s)", [organization_id, name, actor or name, role]
            )
        return name


def _one(connection: Connection, query: str, parameters: list[Any]) -> Any:
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
