"""Statement coverage of PL/pgSQL, from the profiler of plpgsql_check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg

_EXECUTED = """
SELECT p.oid::pg_catalog.regprocedure::text, array_agg(s.stmtid)
FROM tap.plpgsql_profiler_functions_all() AS f
JOIN pg_catalog.pg_proc AS p ON p.oid = f.funcoid
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
CROSS JOIN LATERAL tap.plpgsql_profiler_function_statements_tb(p.oid) AS s
WHERE n.nspname IN ('hera', 'hera_internal') AND s.exec_stmts > 0
GROUP BY 1
"""
# Called per function so that shared memory is not filled by databases that are about to be dropped.
_RESET = "SELECT tap.plpgsql_profiler_reset(f.funcoid) FROM tap.plpgsql_profiler_functions_all() AS f"
_ALL = """
SELECT p.oid::pg_catalog.regprocedure::text, count(*)
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
CROSS JOIN LATERAL tap.plpgsql_profiler_function_statements_tb(p.oid) AS s
WHERE n.nspname IN ('hera', 'hera_internal') AND l.lanname = 'plpgsql'
GROUP BY 1
"""


@dataclass
class Coverage:
    """Statements seen to run, merged over all databases of the session."""

    executed: dict[str, set[int]] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)

    def collect(self, dsn: str) -> None:
        """Merge what one database knows, then forget it there."""
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("SET plpgsql_check.profiler = off")
            for name, ids in connection.execute(_EXECUTED).fetchall():
                self.executed.setdefault(name, set()).update(ids)
            connection.execute(_RESET)

    def count_statements(self, dsn: str) -> None:
        """Learn how many statements every function has."""
        with psycopg.connect(dsn, autocommit=True) as connection:
            rows: list[Any] = connection.execute(_ALL).fetchall()
            self.statements = dict(rows)

    def packed(self) -> tuple[dict[str, list[int]], dict[str, int]]:
        """All of it in types that travel from a worker to the controller."""
        return {name: sorted(ids) for name, ids in self.executed.items()}, self.statements

    def merge(self, packed: tuple[dict[str, list[int]], dict[str, int]]) -> None:
        """Take in what another process has packed."""
        executed, statements = packed
        for name, ids in executed.items():
            self.executed.setdefault(name, set()).update(ids)
        self.statements.update(statements)

    def report(self, least: int = 12) -> list[str]:
        """Lines for the end of the test run: the total and the functions with most statements never run."""
        total = sum(self.statements.values())
        if not total:
            return []
        run = {name: len(self.executed.get(name, ())) for name in self.statements}
        covered = sum(run.values())
        missing = sorted(
            (
                (self.statements[name] - run[name], name)
                for name in self.statements
                if run[name] < self.statements[name]
            ),
            reverse=True,
        )
        lines = [f"{covered} of {total} PL/pgSQL statements in {len(run)} functions ran: {100 * covered / total:.1f} %"]
        lines += [f"  {count:4} not run  {name}" for count, name in missing[:least]]
        if len(missing) > least:
            lines.append(f"  ... and {len(missing) - least} more functions")
        return lines
