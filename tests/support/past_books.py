"""Books with a past: a server whose clock was turned back while they grew, and copies of them to work on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from hera.install import Installer
from hera.server.cluster import Cluster
from hera.server.place import Place
from support.clock import Clock, find_clock
from support.databases import FAST_SETTINGS, Connection, Database, create_database, drop_database
from support.people import OrganizationFactory
from support.random_books import RandomBooks
from support.schemas import check
from support.scratch import remove_cluster, scratch_directory

TEMPLATE = "past"
# Later than the two years that documents stay; audit leaves stay with them.
NOW = datetime(2028, 12, 15)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


class PastBooks:
    """Two organizations with random documents of four months, closed, certified and sealed, long ago."""

    def __init__(self, place: Place, seed: int, steps: int) -> None:
        self.clock: Clock = find_clock(place, f"clock-{os.getpid()}")
        self.cluster = Cluster(place, scratch_directory("past"), FAST_SETTINGS | {"max_connections": "60"})
        self.cluster.environment = self.clock.environment
        self.clock.go_to(datetime(2026, 1, 10))
        self.cluster.init()
        self.cluster.start()
        with psycopg.connect(self.cluster.dsn("postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {TEMPLATE}")
        with psycopg.connect(self.cluster.dsn(TEMPLATE), autocommit=True) as connection:
            Installer(connection).run()
            self.organizations = self._grow(connection, seed, steps)
            self.clock.go_to(NOW)
            connection.execute("SELECT * FROM hera_internal.make_partitions((now() + interval '24 months')::date)")
            for organization in self.organizations:
                connection.execute("SELECT hera.close_period(%s, '2026-12')", [organization])
            connection.execute("SELECT * FROM hera.verify_since()")
            connection.execute("SELECT hera.seal_audit()")
            connection.execute("CREATE ROLE operator LOGIN IN ROLE hera_admin")

    def _grow(self, connection: Connection, seed: int, steps: int) -> list[UUID]:
        make = OrganizationFactory(connection)
        books = [RandomBooks(connection, make(f"Past {number}"), random.Random(seed + number)) for number in range(2)]
        for month in MONTHS:
            self.clock.go_to(datetime(2026, int(month[-2:]), 20, 12))
            for own in books:
                own.grow(steps)
        return [own.organization for own in books]

    @contextmanager
    def copy(self) -> Iterator[Copy]:
        """A database with these books, dropped afterwards."""
        database = create_database(self.cluster, TEMPLATE)
        with database.connect() as admin:
            yield Copy(database, admin, self.organizations)
        drop_database(database)

    def remove(self) -> None:
        """Stop the server and delete it."""
        remove_cluster(self.cluster)
        self.clock.file.unlink(missing_ok=True)


class Copy:
    """One copy of the books."""

    def __init__(self, database: Database, admin: Connection, organizations: list[UUID]) -> None:
        self.database = database
        self.admin = admin
        self.organizations = organizations

    def value(self, query: str, *parameters: Any) -> Any:
        """The first column of the first row."""
        row = self.admin.execute(query.encode(), parameters).fetchone()
        return row[0] if row else None

    def archive(self, *months: str) -> None:
        """Take months out of the books, as the database does it."""
        for month in months:
            self.admin.execute("SELECT hera.archive_month(%s)", [f"{month}-01"])
            # The leaf that says so.
            self.admin.execute("SELECT hera.seal_audit()")

    def tool(self, *arguments: str | Path, code: int = 0) -> str:
        """Run the tool as an operator that is no superuser; what it printed."""
        done = self._run(*arguments, code=code)
        return done.stdout + done.stderr

    def rows(self, name: str, *arguments: str | Path) -> Any:
        """Run a command for programs; what it printed, held against the schema of that name."""
        return check(name, self._run("--output", "json", *arguments).stdout)

    def _run(self, *arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [Path(sys.executable).parent / "hera", "--dsn", self.database.cluster.dsn(self.database.name, "operator"),
             *arguments],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def faults(self) -> list[tuple[str, str]]:
        """Everything that is not as it should be, in the books and in the audit trail."""
        return self.admin.execute(
            "SELECT check_name, detail FROM hera.verify() WHERE NOT ok"
            " UNION ALL SELECT check_name, detail FROM hera.verify_audit() WHERE NOT ok"
        ).fetchall()

    def guards(self) -> list[tuple[str, str]]:
        """Guards that are not as they should be."""
        return self.admin.execute(
            "SELECT check_name, detail FROM hera_internal.verify_guards() WHERE NOT ok"
        ).fetchall()

    def reports(self) -> dict[str, Any]:
        """What every report says that is to be the same with and without archived months."""
        said: dict[str, Any] = {}
        for organization in self.organizations:
            for day in (None, "2026-02-15", "2026-12-31"):
                for query in (
                    "trial_balance(%s, %s)", "trial_balance_base(%s, %s)", "balance_sheet(%s, %s)",
                    "account_balance(%s, '1000', %s)", "account_balance(%s, '2000', %s, 'north')",
                    "trial_balance(%s, %s, clock_timestamp())",
                ):  # fmt: skip
                    said[f"{query} {organization} {day}"] = self._rows(query, organization, day)
                for kind in ("receivable", "payable"):
                    said[f"aged {kind} {organization} {day}"] = self.admin.execute(
                        "SELECT transaction_id, transaction_type, transaction_date, due_date, counterparty, currency,"
                        " amount, open_amount, days_overdue, bucket FROM hera.aged_items(%s, %s, %s)",
                        [organization, kind, day],
                    ).fetchall()
            for name, query in SUMS.items():
                said[f"{name} {organization}"] = self.admin.execute(query.encode(), {"org": organization}).fetchall()
        return said

    def _rows(self, call: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self.admin.execute(f"SELECT * FROM hera.{call}".encode(), parameters).fetchall()


# Reports that list lines say of archived days only what they moved: sums and last balances are to be the same.
SUMS = {
    "general ledger": """
        SELECT account_code, currency, nullif(sum(debit), 0), nullif(sum(credit), 0),
            (array_agg(balance ORDER BY number DESC))[1]
        FROM (
            SELECT g.*, row_number() OVER () AS number FROM hera.general_ledger(%(org)s, '2026-01-15', '2026-05-01') AS g
        ) AS g
        GROUP BY 1, 2 ORDER BY 1, 2
    """,
    "statement": """
        SELECT entry, currency, debit, credit, balance
        FROM hera.account_statement(%(org)s, '1100', '2026-01-15', '2026-05-01') WHERE entry IN ('opening', 'closing')
    """,
    "closing balances": "SELECT hera_internal.closing_balances(%(org)s, '2026-04-30', 1)",
    "year transfer": "SELECT hera_internal.year_transfer(%(org)s, '2026-04-30', '3200')",
    "group balances": "SELECT * FROM hera_internal.group_balances(%(org)s, '2026-04-30', NULL) ORDER BY 1",
    "derived balances": """
        SELECT * FROM hera_internal.derive_balances(%(org)s) ORDER BY unit, grain, starts_on, account_id, currency
    """,
    "open items": """
        SELECT transaction_id, open_amount FROM hera_internal.open_item WHERE organization_id = %(org)s ORDER BY 1
    """,
}
