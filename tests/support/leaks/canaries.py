"""A row in every table of tenants, made from the catalog alone, so that a new table has its canaries the day it is added."""

from __future__ import annotations

import itertools
import random
from typing import Any
from uuid import UUID

from psycopg import sql

from support.databases import Connection

TENANT_TABLES = """
    SELECT c.oid::regclass::text
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
    ORDER BY 1
"""
_COLUMNS = """
    SELECT a.attname, format_type(b.oid, NULL),
        CASE WHEN t.typbasetype = 0 THEN a.atttypmod ELSE t.typtypmod END, a.attnotnull, b.typcategory::text
    FROM pg_attribute AS a
    JOIN pg_type AS t ON t.oid = a.atttypid
    JOIN pg_type AS b ON b.oid = CASE WHEN t.typbasetype = 0 THEN t.oid ELSE t.typbasetype END
    WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    ORDER BY a.attnum
"""
_CHECKS = """
    SELECT CASE WHEN c.contypid = 0 THEN 'TABLE ' || c.conrelid::regclass ELSE 'DOMAIN ' || c.contypid::regtype END,
        c.conname, pg_get_constraintdef(c.oid)
    FROM pg_constraint AS c
    WHERE c.contype = 'c' AND c.coninhcount = 0
        AND c.connamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
"""
_TRIGGERS = """
    SELECT t.tgrelid::regclass::text, t.tgname, CASE t.tgenabled WHEN 'A' THEN 'ALWAYS ' WHEN 'R' THEN 'REPLICA ' ELSE '' END
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgparentid = 0
        AND c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
"""


class Canaries:
    """Writes rows whose every column tells whose it is, past checks, keys and guards, in a database for tests only."""

    def __init__(self, admin: Connection, mark: str, rng: random.Random) -> None:
        self.admin = admin
        self.mark = mark
        self.rng = rng
        self.count = itertools.count(1)

    def fill(self, organization: UUID, rows: int = 2) -> None:
        """Rows of an organization in every table; one whose key is the organization alone may have its row already."""
        admin = self.admin
        with admin.transaction():
            admin.execute("SET LOCAL session_replication_role = replica")
            checks = admin.execute(_CHECKS).fetchall()
            triggers = admin.execute(_TRIGGERS).fetchall()
            for owner, name, _ in checks:
                admin.execute(f'ALTER {owner} DROP CONSTRAINT "{name}"'.encode())
            for table, name, _ in triggers:
                admin.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"'.encode())
            for (table,) in admin.execute(TENANT_TABLES).fetchall():
                for _ in range(rows):
                    self._insert(table, organization)
            for table, name, state in triggers:
                admin.execute(f'ALTER TABLE {table} ENABLE {state}TRIGGER "{name}"'.encode())
            for owner, name, definition in checks:
                text = definition if definition.endswith("NOT VALID") else f"{definition} NOT VALID"
                admin.execute(f'ALTER {owner} ADD CONSTRAINT "{name}" {text}'.encode())

    def _insert(self, table: str, organization: UUID) -> None:
        columns = self.admin.execute(_COLUMNS, [table]).fetchall()
        # A register is a sequence, whose number tells nothing: the metrics read it.
        known = {"organization_id": organization, "register": 1, "limit_register": 1}
        values = [known.get(name) or self._value(table, *column) for name, *column in columns]
        statement = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({}) ON CONFLICT DO NOTHING").format(
            sql.SQL(table),
            sql.SQL(", ").join(sql.Identifier(column[0]) for column in columns),
            sql.SQL(", ").join(
                sql.SQL("%s::text::{}").format(sql.SQL(_exact(kind, size))) for _, kind, size, *_ in columns
            ),
        )
        self.admin.execute(statement, [None if value is None else str(value) for value in values])

    def _value(self, table: str, kind: str, size: int, required: bool, category: str) -> Any:
        """Text of a value of this type; a type that nobody has thought of yet fails with its name."""
        number = next(self.count)
        if category == "A":
            inner = self._value(table, kind.removesuffix("[]"), -1, True, "?")
            return None if inner is None else "{" + str(inner) + "}"
        made: dict[str, Any] = {
            "uuid": lambda: UUID(int=self.rng.getrandbits(128)),
            "text": lambda: f"{self.mark} canary {number}",
            "name": lambda: f"{self.mark}_canary_{number}",
            "character varying": lambda: f"{self.mark} canary {number}",
            "character": lambda: f"{self.mark} canary"[: max(size - 4, 1)],
            "jsonb": lambda: f'{{"canary": "{self.mark} canary {number}"}}',
            "numeric": lambda: self.rng.randrange(10 ** min(9, _digits(size))),
            "bigint": lambda: self.rng.randrange(10**12, 10**13),
            "integer": lambda: self.rng.randrange(10**8, 10**9),
            "smallint": lambda: self.rng.randrange(10_000, 30_000),
            "real": lambda: self.rng.random(),
            "double precision": lambda: self.rng.random(),
            "boolean": lambda: "false",
            "date": lambda: f"2026-{self.rng.randrange(1, 12):02}-{self.rng.randrange(1, 28):02}",
            "timestamp with time zone": lambda: (
                f"2026-11-0{self.rng.randrange(1, 9)} 01:02:03.{self.rng.randrange(10**6):06}+00"
            ),
            "interval": lambda: f"{number} seconds",
            "bytea": lambda: "\\x" + self.rng.randbytes(32).hex(),
            "xid8": lambda: self.rng.randrange(10**12, 10**13),
        }
        if kind in made:
            return made[kind]()
        if "vector" in kind:
            return "[" + ",".join(str(self.rng.random()) for _ in range(max(size, 1))) + "]"
        label = self.admin.execute(
            "SELECT min(enumlabel) FROM pg_enum WHERE enumtypid = to_regtype(%s)", [kind]
        ).fetchone()
        if label and label[0]:
            return label[0]
        assert not required, f"{table} has a column of type {kind}: support/leaks/canaries.py cannot make one"
        return None


def _digits(size: int) -> int:
    """Digits before the point that a numeric of this type modifier holds."""
    return 9 if size < 0 else ((size - 4) >> 16) - ((size - 4) & 0x7FF)


def _exact(kind: str, size: int) -> str:
    if kind == "character":
        return f"character({max(size - 4, 1)})"
    return kind
