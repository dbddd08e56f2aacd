"""Figures that tests measure, and the page make soak writes."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured number and what was wanted."""

    name: str
    value: float | int | str
    unit: str
    wanted: str


@dataclass
class Figures:
    """All figures of a session."""

    rows: list[Figure] = field(default_factory=list)

    def record(self, name: str, value: float | int | str, unit: str = "", wanted: str = "") -> None:
        """Keep one figure; the test itself asserts what is wanted."""
        self.rows.append(Figure(name, value, unit, wanted))

    def packed(self) -> list[tuple[str, float | int | str, str, str]]:
        """All of it in types that travel from a worker to the controller."""
        return [(row.name, row.value, row.unit, row.wanted) for row in self.rows]

    def merge(self, packed: Iterable[tuple[str, float | int | str, str, str]]) -> None:
        """Take in what another process has packed."""
        self.rows.extend(Figure(*row) for row in packed)

    def lines(self) -> list[str]:
        """Plain lines for the terminal."""
        return [f"{row.name}: {_format(row.value)} {row.unit} (wanted: {row.wanted or '-'})" for row in self.rows]

    def write(self, path: Path, *, seed: int, scale: float, server: str) -> None:
        """Write the page, with date, machine and seed."""
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
        lines = [
            "# Figures",
            "",
            "Written by `make soak`. Every figure is asserted by the test that measured it.",
            "",
            f"- Date: {now}",
            f"- Machine: {machine()}",
            f"- Server: {server}",
            f"- Seed: {seed} (repeat with `HERA_SEED={seed} make soak`), scale {scale:g}",
            "",
            *table_rows(sorted(self.rows, key=lambda row: row.name)),
        ]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def table_rows(figures: Iterable[Figure]) -> list[str]:
    """The lines of a table in Markdown."""
    rows = [f"| {row.name} | {_format(row.value)} | {row.unit} | {row.wanted} |" for row in figures]
    return ["| figure | measured | unit | wanted |", "|---|---:|---|---|", *rows]


def _format(value: float | int | str) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return value


def machine() -> str:
    """Cores, memory and kernel of this machine."""
    cores = len(os.sched_getaffinity(0))
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores ({model}), {memory:.0f} GiB, {platform.system()} {platform.release()}"
