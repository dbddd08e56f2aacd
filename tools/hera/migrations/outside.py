"""Migrations that run outside a transaction, as a member of hera_owner: each statement commits by itself.

A statement with ``@batch@`` in it is repeated until it changes no row, each time in a transaction of its own. An index
that is built concurrently on a partitioned table is built on each partition, then attached. What was done is noted after
each statement, so that a run that was killed goes on where it was; an index that it left invalid is dropped first.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql

from hera.cli.errors import LOCK_TIMEOUT, HeraError
from hera.migrations.attempts import attempt
from hera.migrations.statements import split, squeeze

Connection = psycopg.Connection[tuple[Any, ...]]
BATCH = "@batch@"
_INDEX = re.compile(
    r"CREATE (?P<unique>UNIQUE )?INDEX CONCURRENTLY (?:IF NOT EXISTS )?(?P<name>\w+) ON (?P<table>[\w.]+) (?P<rest>.*)$",
    re.I | re.S,
)


class Outside:
    """Runs what waits. The connection is in autocommit mode and does nothing else meanwhile."""

    def __init__(
        self,
        connection: Connection,
        *,
        batch: int = 5000,
        pause: float = 0.0,
        lock_timeout: str = "5s",
        attempts: int = 5,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.connection = connection
        self.batch = batch
        self.pause = pause
        self.lock_timeout = lock_timeout
        self.attempts = attempts
        self.say = say

    def waiting(self) -> list[tuple[int, str]]:
        """Numbers and names of the migrations that wait."""
        rows = self.connection.execute(
            "SELECT version, name FROM hera.pending_migrations() WHERE outside ORDER BY version"
        ).fetchall()
        return [(int(version), str(name)) for version, name in rows]

    def run(self) -> list[tuple[str, str]]:
        """Run all that wait, in order; returns each with the time that it took."""
        waiting = self.waiting()
        if not waiting:
            return []
        self._become_owner()
        try:
            self._lock()
            return [(f"{version:04}_{name}", self._run(version, name)) for version, name in waiting]
        finally:
            if not self.connection.closed:
                self.connection.execute("SELECT pg_advisory_unlock_all()")
                self.connection.execute("RESET ALL")
                self.connection.execute("RESET ROLE")

    def _become_owner(self) -> None:
        try:
            self.connection.execute("SET ROLE hera_owner")
        except psycopg.errors.InsufficientPrivilege as error:
            raise HeraError(
                "migrations wait that run outside a transaction, and this role may not act as hera_owner",
                hint="GRANT hera_owner TO the role that migrates, or migrate as a superuser.",
            ) from error
        self.connection.execute("SELECT set_config('search_path', 'pg_catalog, pg_temp', false)")
        self.connection.execute("SELECT set_config('lock_timeout', %s, false)", [self.lock_timeout])

    def _lock(self) -> None:
        """One tool at a time. It asks again instead of waiting: an index that is built waits for whoever waits."""
        for number in range(self.attempts):
            row = self.connection.execute("SELECT pg_try_advisory_lock(hashtextextended('hera.migrate.outside', 0))")
            if row.fetchone() == (True,):
                return
            if number + 1 < self.attempts:
                time.sleep(1)
        raise HeraError("another hera migrate is running", exit_code=LOCK_TIMEOUT)

    def _run(self, version: int, name: str) -> str:
        row = self.connection.execute(
            "SELECT hera_internal.begin_outside_migration(%s), s.body FROM hera_internal.migration_source() AS s"
            " WHERE s.version = %s", [version, version],
        ).fetchone()  # fmt: skip
        assert row is not None
        done, body = row
        if done:
            self.say(f"migration {version:04}_{name}: goes on after {done} statements")
        for number, statement in enumerate(split(body), 1):
            if number <= done:
                continue
            self.say(f"migration {version:04}_{name}.{number}: {squeeze(statement)[:100]}")
            self._step(version, statement)
            self.connection.execute(
                "UPDATE hera_internal.migration_progress SET steps_done = %s WHERE version = %s", [number, version]
            )
        taken = self.connection.execute("SELECT hera_internal.finish_outside_migration(%s)::text", [version]).fetchone()
        assert taken is not None
        return str(taken[0])

    def _step(self, version: int, statement: str) -> None:
        index = _INDEX.match(squeeze(statement))
        if BATCH in statement:
            self._batches(version, statement)
        elif index:
            schema, _, table = index["table"].rpartition(".")
            self._attempt(
                lambda: self._index(index["unique"] or "", schema or "public", index["name"], table, index["rest"])
            )
        else:
            self._attempt(lambda: self.connection.execute(statement.encode()))

    def _attempt(self, work: Callable[[], Any]) -> None:
        attempt(work, attempts=self.attempts, say=self.say)

    def _batches(self, version: int, statement: str) -> None:
        text = statement.replace(BATCH, str(self.batch)).encode()
        total, told = 0, time.monotonic()

        def one() -> int:
            with self.connection.transaction():
                changed = self.connection.execute(text).rowcount
                self.connection.execute(
                    "UPDATE hera_internal.migration_progress SET rows_done = rows_done + %s WHERE version = %s",
                    [changed, version],
                )
            return changed

        while changed := attempt(one, attempts=self.attempts, say=self.say):
            total += changed
            if time.monotonic() - told > 2:
                self.say(f"  {total} rows")
                told = time.monotonic()
            time.sleep(self.pause)
        self.say(f"  {total} rows, done")

    def _index(self, unique: str, schema: str, name: str, table: str, rest: str) -> None:
        """Build an index that is not there, or that is there and invalid."""
        relation = sql.Identifier(schema, table)
        words = sql.SQL(f"CREATE {unique}INDEX {{}}{{}} ON {{}}{{}} {rest}")  # type: ignore[arg-type]
        state = self._state(schema, name, table)
        if state == "valid":
            return
        if self._kind(schema, table) == "p":
            if state is None:
                self.connection.execute(words.format(sql.SQL(""), sql.Identifier(name), sql.SQL("ONLY "), relation))
            for child_schema, child in self._children(schema, table):
                self._index_of_partition(unique, (schema, name), (child_schema, child), rest)
            return
        if state == "invalid":
            self.say(f"  {schema}.{name} is invalid: dropped and built anew")
            self._unhurried(sql.SQL("DROP INDEX CONCURRENTLY {}").format(sql.Identifier(schema, name)))
        self._unhurried(words.format(sql.SQL("CONCURRENTLY "), sql.Identifier(name), sql.SQL(""), relation))

    def _index_of_partition(self, unique: str, parent: tuple[str, str], child: tuple[str, str], rest: str) -> None:
        schema, table = child
        attached = self.connection.execute(
            "SELECT FROM pg_inherits AS i JOIN pg_index AS x ON x.indexrelid = i.inhrelid"
            " WHERE i.inhparent = format('%%I.%%I', %s::text, %s::text)::regclass"
            " AND x.indrelid = format('%%I.%%I', %s::text, %s::text)::regclass", [*parent, *child],
        ).fetchone()  # fmt: skip
        if attached is not None:
            return
        name = f"{table}_{parent[1]}"
        if len(name) > 63:
            name = f"{name[:54]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        self._index(unique, schema, name, table, rest)
        self.connection.execute(
            sql.SQL("ALTER INDEX {} ATTACH PARTITION {}").format(sql.Identifier(*parent), sql.Identifier(schema, name))
        )

    def _unhurried(self, statement: sql.Composed) -> None:
        """It waits for transactions that are older, not for a lock that others need: there is no hurry, and giving up would
        leave the index invalid."""
        self.connection.execute("SET lock_timeout = 0")
        try:
            self.connection.execute(statement)
        finally:
            if not self.connection.closed:
                self.connection.execute("SELECT set_config('lock_timeout', %s, false)", [self.lock_timeout])

    def _kind(self, schema: str, table: str) -> str:
        row = self.connection.execute(
            "SELECT relkind::text FROM pg_class WHERE oid = format('%%I.%%I', %s::text, %s::text)::regclass",
            [schema, table],
        ).fetchone()
        assert row is not None
        return str(row[0])

    def _children(self, schema: str, table: str) -> list[tuple[str, str]]:
        return self.connection.execute(
            "SELECT c.relnamespace::regnamespace::text, c.relname::text FROM pg_inherits AS i"
            " JOIN pg_class AS c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = format('%%I.%%I', %s::text, %s::text)::regclass ORDER BY c.relname", [schema, table],
        ).fetchall()  # type: ignore[return-value]  # fmt: skip

    def _state(self, schema: str, name: str, table: str) -> str | None:
        """Valid, invalid, or None where there is no such index; an index of that name elsewhere is an error."""
        row = self.connection.execute(
            "SELECT x.indisvalid, x.indrelid = format('%%I.%%I', %s::text, %s::text)::regclass FROM pg_index AS x"
            " WHERE x.indexrelid = to_regclass(format('%%I.%%I', %s::text, %s::text))", [schema, table, schema, name],
        ).fetchone()  # fmt: skip
        if row is None:
            return None
        if not row[1]:
            raise HeraError(f"index {schema}.{name} is there already, on another table")
        return "valid" if row[0] else "invalid"
