"""Runs a pgTAP file inside the caller's transaction and reads its TAP."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

_LINE = re.compile(r"^(?P<not>not )?ok (?P<number>\d+)(?: - )?(?P<rest>.*)$", re.DOTALL)
_PLAN = re.compile(r"^1\.\.(?P<count>\d+)$")


@dataclass
class TapResult:
    """Outcome of one file."""

    planned: int | None = None
    passed: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def ran(self) -> int:
        """Assertions that were run."""
        return self.passed + len(self.failures)

    def problems(self) -> list[str]:
        """Everything that makes the file fail; empty when it passed."""
        found = list(self.failures)
        if self.planned is None:
            found.append("no plan: end the file with SELECT * FROM finish();")
        elif self.planned != self.ran:
            found.append(f"planned {self.planned} assertions, ran {self.ran}")
        return found


def parse(lines: list[str]) -> TapResult:
    """Read TAP lines; a failed assertion keeps the diagnostics that follow it. TODO and SKIP count as passed."""
    result = TapResult()
    for line in lines:
        if plan := _PLAN.match(line):
            result.planned = int(plan["count"])
        elif found := _LINE.match(line):
            directive = re.search(r"#\s*(TODO|SKIP)\b", found["rest"], re.IGNORECASE)
            if found["not"] and not directive:
                result.failures.append(line)
            else:
                result.passed += 1
        elif line.startswith("#") and result.failures:
            result.failures[-1] += "\n" + line
    return result


def run_file(connection: psycopg.Connection[Any], path: Path) -> TapResult:
    """Execute a file (no transaction control in it) with pgTAP on the search path.

    Raises psycopg.Error when a statement of the file itself fails.
    """
    connection.execute("SET LOCAL search_path = public, tap")
    cursor = connection.execute(path.read_bytes())
    lines: list[str] = []
    while True:
        if cursor.description:
            for row in cursor.fetchall():
                if isinstance(row[0], str):
                    lines += _lines(row[0])
        if not cursor.nextset():
            break
    return parse(lines)


def _lines(text: str) -> list[str]:
    # One pgTAP call may answer an assertion and its diagnostics in one value.
    return re.split(r"\n(?=(?:not )?ok \d|#|1\.\.)", text)
