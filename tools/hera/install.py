"""Installs HERA in a database and brings it up to date.

The engine is ``hera.migrate()`` in the database. What remains for the tool is to get the functions there: as an
extension where the server has its files, through pg_tle where that is present, else by loading the same bundle as
plain SQL. Everything happens in one transaction, but for migrations that wait to run outside one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql

from hera import __version__
from hera.bundle import migrations, script
from hera.cli.errors import HeraError
from hera.cli.output import Rows, fetch
from hera.migrations.attempts import attempt

MODES = ("auto", "extension", "pgtle", "plain")
Connection = psycopg.Connection[tuple[Any, ...]]


class Installer:
    """Installation and update of one database."""

    def __init__(
        self,
        connection: Connection,
        *,
        mode: str = "auto",
        lock_timeout: str = "5s",
        attempts: int = 1,
        batch: int = 5000,
        pause: float = 0.0,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.connection = connection
        self.mode = mode
        self.lock_timeout = lock_timeout
        self.attempts = attempts
        self.batch = batch
        self.pause = pause
        self.say = say

    def run(self, *, dry_run: bool = False, with_plpython: bool = False) -> Rows:
        """Install or update the functions, then migrate the storage; returns the rows of ``hera.migrate()``.

        A dry run returns what a run would do, and changes nothing. ``with_plpython`` also creates ``hera_plpython`` where
        the server has PL/Python. The transaction is tried ``attempts`` times when a lock is not granted. Raises
        psycopg.Error with the database's message; the transaction is undone.
        """
        rows = attempt(
            lambda: self._run("SELECT * FROM hera.migrate(%s)", [dry_run], with_plpython, undo=dry_run),
            attempts=self.attempts, say=self.say,
        )  # fmt: skip
        done = sum(1 for action in rows.column("action") if action not in ("up to date", "unchanged", "waits"))
        self.say(f"migrate: {done} steps {'to do' if dry_run else 'done'}" if done else "migrate: up to date")
        if not dry_run and "waits" in rows.column("action"):
            rows = self._run_outside(rows)
        return rows

    def rehearse(self) -> Rows:
        """Do everything that a run does in its transaction, roll it back, and return the locks and times of migrations."""
        return attempt(
            lambda: self._run("SELECT * FROM hera.migration_rehearsal()", [], False, undo=True),
            attempts=self.attempts, say=self.say,
        )  # fmt: skip

    def pending(self) -> tuple[list[tuple[int, str, str, str]], Rows]:
        """Pending migrations (number, name, body, state) and the rows of ``hera.migrate(true)``, without any lock on a table.

        Where an update of the functions comes first, an extension is asked in a transaction that is rolled back; what is
        not an extension of the server's files is what this tool brings.
        """
        with self.connection.transaction(force_rollback=True):
            self.connection.execute("SELECT set_config('lock_timeout', %s, true)", [self.lock_timeout])
            source = "SELECT version, name, body FROM hera.pending_migrations()"
            if self._mode() != "extension":
                source = (
                    f"SELECT s.version, s.name, s.body FROM ({migrations()}) AS s (version, name, body, verify, sha256)"
                    " WHERE s.version NOT IN (SELECT p.version FROM hera.migration_status() AS p"
                    " WHERE p.state IN ('applied', 'changed'))"
                )
            elif self.outdated():
                target = self._target_version()
                self.connection.execute(sql.SQL("ALTER EXTENSION hera UPDATE TO {}").format(sql.Literal(target)))
                self.say(f"extension hera: an update to {target} comes first")
            found = self.connection.execute(
                f"SELECT x.version, x.name, x.body, CASE WHEN starts_with(x.body, '-- outside a transaction')"
                f" THEN 'waits' ELSE 'would apply' END FROM ({source}) AS x ORDER BY x.version".encode()
            ).fetchall()
            return found, fetch(self.connection, "SELECT * FROM hera.migrate(true)")  # type: ignore[return-value]

    def _run(self, query: str, parameters: list[Any], with_plpython: bool, *, undo: bool) -> Rows:
        mode = self._mode()
        with self.connection.transaction(force_rollback=undo):
            self.connection.execute("SELECT set_config('lock_timeout', %s, true)", [self.lock_timeout])
            action = {"extension": self._extension, "pgtle": self._pgtle, "plain": self._plain}[mode]()
            self.say(action)
            if with_plpython or self._installed_version("hera_plpython"):
                self._plpython()
            return fetch(self.connection, query, parameters)

    def _run_outside(self, rows: Rows) -> Rows:
        """Run what waits; then, in a transaction again, what comes after it, and so on as long as something was done."""
        from hera.migrations.outside import Outside

        outside = Outside(
            self.connection, batch=self.batch, pause=self.pause, lock_timeout=self.lock_timeout,
            attempts=max(self.attempts, 2), say=self.say,
        )  # fmt: skip
        done = [row for row in rows.rows if row[2] != "waits"]
        while taken := outside.run():
            done += [["migration", name, "applied", time] for name, time in taken]
            rows = attempt(
                lambda: self._run("SELECT * FROM hera.migrate()", [], False, undo=False),
                attempts=self.attempts, say=self.say,
            )  # fmt: skip
            done += [row for row in rows.rows if row[2] != "waits"]
        return Rows(rows.columns, done)

    def installed(self) -> bool:
        """Whether hera.migrate() exists, whatever brought it."""
        found = self.connection.execute(
            "SELECT 1 FROM pg_proc WHERE proname = 'migrate' AND pronamespace = to_regnamespace('hera')"
        ).fetchone()
        return found is not None

    def outdated(self) -> bool:
        """Whether the functions are of another version than a run would bring."""
        return self._installed_version("hera") not in (None, self._target_version())

    def _mode(self) -> str:
        if self.mode != "auto":
            return self.mode
        if self._installed_version("hera"):
            return "pgtle" if self._registered_in_pgtle() else "extension"
        if self.installed():
            return "plain"
        if self._available("hera"):
            return "extension"
        return "pgtle" if self._installed_version("pg_tle") else "plain"

    def _installed_version(self, name: str) -> str | None:
        found = self.connection.execute("SELECT extversion FROM pg_extension WHERE extname = %s", [name]).fetchone()
        return str(found[0]) if found else None

    def _available(self, name: str) -> bool:
        # Not pg_available_extensions: it does not look into extension_destdir, where the private server keeps them.
        try:
            with self.connection.transaction():
                self.connection.execute("SELECT FROM pg_extension_update_paths(%s)", [name])
        except (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile):
            return False
        return True

    def _target_version(self) -> str:
        found = self.connection.execute(
            "SELECT default_version FROM pg_available_extensions WHERE name = 'hera'"
        ).fetchone()
        if found:
            return str(found[0])
        # Where the server does not say, what is newer than this tool stays.
        have = self._installed_version("hera") or __version__
        return max(have, __version__, key=lambda version: [int(part) for part in version.split(".")])

    def _require_vector(self) -> None:
        if self._installed_version("vector"):
            return
        if not self._available("vector"):
            raise HeraError(
                "this server has no pgvector",
                hint="Install the package postgresql-N-pgvector (0.8.0 or newer) on the server.",
            )
        self.connection.execute("CREATE EXTENSION vector")

    def _extension(self) -> str:
        target = self._target_version()
        have = self._installed_version("hera")
        if have is None:
            self._require_vector()
            self.connection.execute("CREATE EXTENSION hera")
            return f"extension hera {self._installed_version('hera')}: created"
        return self._update(have, target, f"extension hera {have}: reused")

    def _update(self, have: str, target: str, unchanged: str) -> str:
        if have == target:
            return unchanged
        self.connection.execute("SELECT hera.migrate_prepare()")
        self.connection.execute(sql.SQL("ALTER EXTENSION hera UPDATE TO {}").format(sql.Literal(target)))
        return f"extension hera: updated from {have} to {target}"

    def _registered_in_pgtle(self) -> bool:
        if not self._installed_version("pg_tle"):
            return False
        found = self.connection.execute("SELECT 1 FROM pgtle.available_extensions() WHERE name = 'hera'").fetchone()
        return found is not None

    def _pgtle(self) -> str:
        if not self._installed_version("pg_tle"):
            raise HeraError("pg_tle is not installed in this database", hint="CREATE EXTENSION pg_tle;")
        have = self._installed_version("hera")
        if have is not None:
            if have != __version__:
                self.connection.execute(
                    "SELECT pgtle.install_update_path('hera', %s, %s, %s)",
                    [have, __version__, script(f"hera--{have}--{__version__}.sql")],
                )
                self.connection.execute("SELECT pgtle.set_default_version('hera', %s)", [__version__])
            return self._update(have, __version__, f"extension hera {have} (pg_tle): reused")
        self._require_vector()
        if not self._registered_in_pgtle():
            self.connection.execute(
                "SELECT pgtle.install_extension('hera', %s, 'Multi-tenant business ledger', %s, ARRAY['vector'])",
                [__version__, script(f"hera--{__version__}.sql")],
            )
        # pg_tle knows no "schema" of a control file.
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS hera")
        self.connection.execute("CREATE EXTENSION hera SCHEMA hera")
        return f"extension hera {__version__}: created through pg_tle"

    def _plain(self) -> str:
        have = self._installed_version("hera")
        if have is not None:
            raise HeraError(
                f"hera {have} is installed as an extension here; plain SQL would not replace it",
                hint="Leave out --mode plain.",
            )
        text = script("hera-plain.sql")
        before = self.installed()
        self._require_vector()
        if before:
            self.connection.execute("SELECT hera.migrate_prepare()")
        self.connection.execute(text.encode())
        return f"hera {__version__} as plain SQL: {'replaced' if before else 'loaded'}"

    def _plpython(self) -> None:
        if self._installed_version("hera_plpython"):
            with self.connection.transaction():
                self.connection.execute("ALTER EXTENSION hera_plpython UPDATE")
            return
        if not (self._available("plpython3u") and self._available("hera_plpython")):
            self.say("extension hera_plpython: left out, the server has no PL/Python or not its files")
            return
        self.connection.execute("CREATE EXTENSION IF NOT EXISTS plpython3u")
        self.connection.execute("CREATE EXTENSION hera_plpython")
        self.say("extension hera_plpython: created")
