"""An organization that the state machine works on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office
from support.state_model import Books


class Tenant:
    """An organization, two connections of its accountant, and its model."""

    calls = 0

    def __init__(self, office: Office) -> None:
        self.id: UUID = office.organization("Machine")
        login = office.login(self.id)
        self.connections = [office.database.connect(login, autocommit=False) for _ in range(2)]
        roles = office.admin.execute(
            "SELECT role, code FROM hera.list_accounts(%s) WHERE role IS NOT NULL", [self.id]
        ).fetchall()
        self.books = Books(dict(roles), datetime.now(UTC).date())

    def call(self, expression: str, *values: Any, connection: Connection | None = None, commit: bool = True) -> Any:
        """The answer, or the code of the error; commits unless told otherwise."""
        connection = connection or self.connections[0]
        Tenant.calls += 1
        try:
            row = connection.execute(f"SELECT hera.{expression}".encode(), [self.id, *values]).fetchone()
            if commit:
                connection.commit()
        except psycopg.Error as error:
            connection.rollback()
            assert error.diag.message_detail, error
            return json.loads(error.diag.message_detail)["code"]
        assert row is not None
        return row[0]

    def submit(self, request: dict[str, Any], **options: Any) -> Any:
        """The outcome of a request, or the code of its first fault."""
        outcome = self.call("submit(%s, %s)", Jsonb(request, dumps=lambda x: json.dumps(x, default=str)), **options)
        return outcome["errors"][0]["code"] if outcome["status"] == "rejected" else outcome
