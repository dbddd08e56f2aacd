"""Rows on standard output as a table, JSON or CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg


@dataclass
class Rows:
    """A result: column names and rows."""

    columns: list[str]
    rows: list[Sequence[Any]]

    def column(self, name: str) -> list[Any]:
        """All values of one column."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def add(self, name: str, value: Any) -> None:
        """Another column with the same value in every row."""
        self.columns.append(name)
        self.rows = [[*row, value] for row in self.rows]


def fetch(connection: psycopg.Connection[Any], query: str, parameters: Sequence[Any] = ()) -> Rows:
    """Run one query and keep its rows."""
    cursor = connection.execute(query.encode(), parameters)
    return Rows([column.name for column in cursor.description or ()], list(cursor.fetchall()))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dict, list)):
        return json.dumps(value, default=str, ensure_ascii=False)
    return str(value)


def show(rows: Rows, output: str) -> None:
    """Print rows in the format the user asked for. JSON is one array of objects."""
    if output == "json":
        objects = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
        json.dump(objects, sys.stdout, default=str, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif output == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(rows.columns)
        writer.writerows([_text(value) for value in row] for row in rows.rows)
    else:
        _show_table(rows)


def _show_table(rows: Rows) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in rows.columns:
        table.add_column(column, overflow="fold")
    for row in rows.rows:
        table.add_row(*(Text(_text(value)) for value in row))
    # A pipe has no width: do not wrap what another program will read.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 400)
    console.print(table)


def show_checks(rows: Rows, output: str, runbook: str) -> None:
    """Print checks with the page that says what to do about them; a person is told only when one is not ok."""
    if output != "table":
        rows.add("runbook", runbook)
    show(rows, output)
    if output == "table" and any(ok is not True for ok in rows.column("ok")):
        progress(f"what to do: {runbook}")


def tell(output: str, message: str, **fields: Any) -> None:
    """Say to a person that something was done, unless that was said already, and to a program what: one object."""
    if output != "table":
        show(Rows(list(fields), [list(fields.values())]), output)
    if message:
        progress(message)


def progress(message: str) -> None:
    """Tell the person what happens; standard output stays data."""
    print(message, file=sys.stderr, flush=True)
