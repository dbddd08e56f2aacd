"""PL/Python's connection to its own server, as training wants a connection. ``plpy`` is handed in, never imported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from hera_udfs.errors import TrainingError

ROWS_AT_ONCE = 1_000


class Server:
    """The session's own database."""

    def __init__(self, plpy: Any) -> None:
        self.plpy = plpy

    def call(self, function: str, types: Sequence[str], arguments: Sequence[Any]) -> Iterator[Sequence[Any]]:
        """Rows of a function of the schema hera, fetched in portions."""
        marks = ", ".join(f"${place}" for place in range(1, len(types) + 1))
        plan = self.plpy.prepare(f"SELECT * FROM hera.{function}({marks})", list(types))
        cursor = self.plpy.cursor(plan, list(arguments))
        while rows := cursor.fetch(ROWS_AT_ONCE):
            for row in rows:
                yield tuple(row.values())

    def check(self) -> None:
        """Let a cancellation or a timeout through: Python alone cannot be interrupted, a statement can."""
        self.plpy.execute("SELECT 1")

    def fail(self, error: TrainingError) -> None:
        """Raise an error of training as one of HERA's."""
        self.plpy.error(
            str(error), sqlstate=error.sqlstate, hint=error.hint, detail=json.dumps({"code": error.code, "path": None})
        )
