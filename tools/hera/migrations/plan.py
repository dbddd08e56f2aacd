"""What pending migrations would lock, on tables of what size, and who is in the way now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg

from hera.cli.output import Rows
from hera.migrations.rules import Effect, conflicts, drops_foreign_keys, effects
from hera.migrations.statements import split, squeeze

Connection = psycopg.Connection[tuple[Any, ...]]
COLUMNS = ["step", "name", "action", "detail", "relation", "lock", "work", "bytes", "now", "verdict"]
DEFAULT_BUDGET = 64 * 1024 * 1024
_UNITS = {"": 1, "B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30, "TB": 2**40}
# What putting a binding right takes of its table; views and rows of registries stop nobody.
_BINDINGS = {
    "trigger": Effect("", "ACCESS EXCLUSIVE"),
    "policy": Effect("", "ACCESS EXCLUSIVE"),
    "security": Effect("", "ACCESS EXCLUSIVE"),
    "constraint": Effect("", "ACCESS EXCLUSIVE", "scan"),
}
# A table with its partitions; an index counts as its table.
_TREE = """
    SELECT array_agg(t.relid::oid), sum(pg_relation_size(t.relid))::bigint
    FROM (SELECT coalesce(x.indrelid, c.oid) AS oid FROM pg_class AS c LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
        WHERE c.oid = to_regclass(%s)) AS r
    CROSS JOIN LATERAL (
        SELECT p.relid FROM pg_partition_tree(r.oid) AS p UNION SELECT r.oid::regclass
    ) AS t
"""
_LINKED = """
    SELECT DISTINCT x.relation::regclass::text
    FROM (SELECT to_regclass(%s)::oid AS oid) AS r
    JOIN pg_constraint AS c ON c.contype = 'f' AND c.conparentid = 0 AND r.oid IN (c.conrelid, c.confrelid)
    CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) AS x (relation)
    WHERE x.relation <> r.oid
    ORDER BY 1
"""
_HOLDERS = """
    SELECT a.pid, coalesce(a.usename, a.backend_type), a.state, min(l.mode),
        round(extract(epoch FROM clock_timestamp() - min(a.xact_start)))::integer, bool_and(l.granted)
    FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
    WHERE l.locktype = 'relation' AND l.relation = ANY (%s) AND l.mode = ANY (%s) AND l.pid <> pg_backend_pid()
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    GROUP BY a.pid, a.usename, a.backend_type, a.state
    ORDER BY min(a.xact_start)
"""


def read_size(text: str) -> int:
    """Bytes of a size such as 64MB. Raises ValueError."""
    found = re.fullmatch(r"\s*(\d+)\s*([KMGT]?B|)\s*", text, re.I)
    if found is None:
        raise ValueError(text)
    return int(found[1]) * _UNITS[found[2].upper()]


class Plan:
    """The rows of ``hera migrate plan``."""

    def __init__(self, connection: Connection, budget: int | None) -> None:
        self.connection = connection
        self.budget = budget

    def rows(self, migrations: list[tuple[int, str, str, str]], bindings: Rows) -> Rows:
        """Plan pending migrations (number, name, body, state) and the rows of ``hera.migrate(true)``."""
        found: list[list[Any]] = []
        for version, name, body, state in migrations:
            for number, statement in enumerate(split(body), 1):
                label = f"{version:04}_{name}.{number}"
                for effect in [*effects(statement), *self._linked(statement)] or [Effect("", "")]:
                    found.append(self._row("migration", label, state, squeeze(statement)[:100], effect))
        for step, name, action, detail in bindings.rows:
            if step == "migration":
                continue
            effect = _BINDINGS.get(step, Effect("", ""))
            relation = (name if step == "security" else detail) if effect.lock else ""
            found.append(self._row(step, name, action, detail, Effect(relation, effect.lock, effect.work)))
        return Rows(COLUMNS, found)  # type: ignore[arg-type]

    def _row(self, step: str, name: str, action: str, detail: str, effect: Effect) -> list[Any]:
        tree, size = self._tree(effect.relation)
        now = "; ".join(self._in_the_way(tree, effect.lock)) if tree else None
        verdict = self._verdict(effect, size, outside=action == "waits")
        lock = None if effect.work == "unknown" else effect.lock or None
        return [step, name, action, detail, effect.relation or None, lock, effect.work or None, size, now, verdict]

    def _linked(self, statement: str) -> list[Effect]:
        """Tables at the other end of foreign keys that the statement may drop."""
        if not drops_foreign_keys(statement):
            return []
        found = self.connection.execute(_LINKED.encode(), [effects(statement)[0].relation]).fetchall()
        return [Effect(relation, "ACCESS EXCLUSIVE") for (relation,) in found]

    def _tree(self, relation: str) -> tuple[list[int], int | None]:
        if not relation:
            return [], None
        row = self.connection.execute(_TREE.encode(), [relation]).fetchone()
        return (row[0], row[1]) if row and row[0] else ([], None)

    def _in_the_way(self, tree: list[int], lock: str) -> Iterator[str]:
        """Sessions that hold, or wait for, what this lock would have to wait for; they would wait for it as well."""
        modes = [mode.title().replace(" ", "") + "Lock" for mode in conflicts(lock)]
        for pid, user, state, mode, age, granted in self.connection.execute(_HOLDERS.encode(), [tree, modes]):
            yield f"{pid} {user} {'holds' if granted else 'waits for'} {mode}, {state}, {age} s"

    def _verdict(self, effect: Effect, size: int | None, *, outside: bool) -> str:
        if effect.work == "unknown":
            return "unknown: see --dry-run"
        if self.budget is None or not size or size <= self.budget:
            return "ok"
        if effect.work in ("scan", "build", "rewrite") and effect.stops_writes():
            return f"over: {effect.work} of {size} bytes under {effect.lock}"
        if effect.work == "rows" and not outside:
            return f"over: changes rows of {size} bytes in one transaction"
        return "ok"


def over(rows: Rows) -> list[str]:
    """What is over the budget, one line a row."""
    return [
        f"{name} on {relation}: {verdict.removeprefix('over: ')}"
        for name, relation, verdict in zip(
            rows.column("name"), rows.column("relation"), rows.column("verdict"), strict=True
        )
        if verdict.startswith("over")
    ]
