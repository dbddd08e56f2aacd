"""Calls entry functions of one organization by name, with the caller's connection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass
class Entry:
    """``Entry(connection, organization).create_entity(p_code=..., ...)`` calls ``hera.create_entity``."""

    connection: Connection
    organization: UUID

    def __getattr__(self, function: str) -> Any:
        def call(**arguments: Any) -> Any:
            rows = self.rows(function, **arguments)
            return rows[0][0] if rows else None

        return call

    def rows(self, function: str, **arguments: Any) -> list[tuple[Any, ...]]:
        """All rows of an entry function that returns a table."""
        values = {
            name: Jsonb(value, dumps=_dumps) if isinstance(value, dict) else value for name, value in arguments.items()
        }
        statement = sql.SQL("SELECT * FROM hera.{}({})").format(
            sql.Identifier(function),
            sql.SQL(", ").join(
                sql.SQL("{} => {}").format(sql.Identifier(name), sql.Placeholder(name))
                for name in ("p_organization_id", *values)
            ),
        )
        return self.connection.execute(statement, {"p_organization_id": self.organization, **values}).fetchall()


def faults(error: psycopg.Error) -> list[tuple[str, str]]:
    """Code and path of every fault that HERA put into the detail of an error."""
    detail = json.loads(error.diag.message_detail or "[]")
    found = detail if isinstance(detail, list) else [detail]
    return sorted((fault["code"], fault["path"]) for fault in found)


def _dumps(value: Any) -> str:
    # Decimals travel as JSON strings, which number fields take exactly.
    return json.dumps(value, default=lambda item: str(item) if isinstance(item, Decimal) else _unknown(item))


def _unknown(item: Any) -> Any:
    return item.isoformat()
