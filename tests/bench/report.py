"""Figures with what was wanted of them: on the terminal, as JSON, and as a section of the page of figures."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from support.figures import Figure, machine, table_rows

HEADING = "## Speed"


@dataclass(frozen=True)
class Gate:
    """One figure, and whether it is good enough; a figure without a bound is for orientation."""

    name: str
    got: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the figure is within its bound."""
        return (self.at_least is None or self.got >= self.at_least) and (
            self.at_most is None or self.got <= self.at_most
        )

    @property
    def wanted(self) -> str:
        """The bound, for a reader."""
        if self.at_least is not None:
            return f"at least {self.at_least:,g}"
        return "" if self.at_most is None else f"at most {self.at_most:,g}"


@dataclass
class Report:
    """All figures of a run."""

    seed: int
    quick: bool
    server: str
    gates: list[Gate] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(
        self, name: str, got: float, unit: str, *, at_least: float | None = None, at_most: float | None = None
    ) -> None:
        """Keep a figure with its bound."""
        self.gates.append(Gate(name, got, unit, at_least, at_most))

    @property
    def missed(self) -> list[Gate]:
        """Figures outside their bounds."""
        return [gate for gate in self.gates if not gate.ok]

    def show(self, console: Console) -> None:
        """Print the table."""
        table = Table(title=f"{machine()}, {self.server}, seed {self.seed}")
        for heading, justify in (
            ("figure", "left"),
            ("got", "right"),
            ("unit", "left"),
            ("wanted", "left"),
            ("", "left"),
        ):
            table.add_column(heading, justify=justify)  # type: ignore[arg-type]
        for gate in self.gates:
            verdict = "" if not gate.wanted else "[green]ok[/]" if gate.ok else "[red]missed[/]"
            table.add_row(gate.name, number(gate.got), gate.unit, gate.wanted, verdict)
        console.print(table)
        for fault in self.faults:
            console.print(f"[red]fault:[/] {fault}")

    def write_json(self, path: Path) -> None:
        """Write everything for programs."""
        document: dict[str, Any] = {
            "date": _now(),
            "machine": machine(),
            "server": self.server,
            "seed": self.seed,
            "quick": self.quick,
            "faults": self.faults,
            "figures": [{**asdict(gate), "ok": gate.ok} for gate in self.gates],
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")

    def write_section(self, path: Path) -> None:
        """Put the section of the speed runs into the page of figures, in the place of an older one."""
        text = path.read_text(encoding="utf-8") if path.exists() else "# Figures\n"
        before, _, rest = text.partition(f"{HEADING}\n")
        _, separator, after = rest.partition("\n## ")
        lines = [
            HEADING,
            "",
            "Written by `make bench`. Server and client share the machine; fsync is on.",
            "",
            f"- Date: {_now()}",
            f"- Machine: {machine()}",
            f"- Server: {self.server}",
            f"- Seed: {self.seed}" + (", quick mode" if self.quick else ""),
            "",
            *table_rows(Figure(gate.name, number(gate.got), gate.unit, gate.wanted) for gate in self.gates),
        ]
        section = "\n".join(lines) + "\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            before.rstrip("\n") + "\n\n" + section + (f"\n## {after}" if separator else ""), encoding="utf-8"
        )


def number(value: float) -> str:
    """A figure with as many digits as it deserves."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3f}"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
