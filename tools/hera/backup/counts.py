"""Rows by table: of a database, and of a dump."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hera.cli.errors import HeraError

Counts = dict[str, int]

# Tables whose rows a dump holds: those of extensions are made by the extension, those of unlogged tables are left out.
_TABLES = """
SELECT n.nspname, c.relname
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
ORDER BY 1, 2
"""
_COPY = re.compile(rb"^COPY (.+?) \(.*\) FROM stdin;$")


def of_database(connection: psycopg.Connection[Any]) -> Counts:
    """Rows of every table, in the snapshot of the connection's transaction."""
    counts = {}
    for schema, table in connection.execute(_TABLES).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))).fetchone()
        assert row is not None
        counts[f"{schema}.{table}"] = row[0]
    return counts


def of_script(lines: Iterable[bytes]) -> Counts:
    """Rows of every table in the text of a dump: in COPY a row is a line."""
    counts: Counts = {}
    table: str | None = None
    for line in lines:
        if table is None:
            if match := _COPY.match(line.rstrip(b"\r\n")):
                table = match[1].decode().replace('"', "")
                counts[table] = 0
        elif line.rstrip(b"\r\n") == b"\\.":
            table = None
        else:
            counts[table] += 1
    if table is not None:
        raise HeraError(f"the dump ends within the rows of {table}")
    return counts


def of_dump(pg_restore: str, dump: Path, variables: dict[str, str]) -> Counts:
    """Rows of every table in a dump, read to its end and not kept.

    Raises HeraError when it cannot be read.
    """
    command = [pg_restore, "--data-only", "--file=-", str(dump)]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        counts = of_script(process.stdout)
        said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode != 0:
        raise HeraError(f"the dump cannot be read: {said}")
    return counts


def differences(wanted: Counts, found: Counts) -> list[str]:
    """What is not equal, in words."""
    return [
        f"{table}: {wanted.get(table, 'no table')} rows wanted, {found.get(table, 'no table')} found"
        for table in sorted(wanted.keys() | found.keys())
        if wanted.get(table) != found.get(table)
    ]
