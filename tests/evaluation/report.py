"""The table of an evaluation, on the terminal and as a section of the page of figures."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.results import BUDGETS, HERA, Row, Target
from support.figures import machine

HEADING = "## Classification"
COLUMNS = (
    "set",
    "method",
    "accuracy",
    "macro F1",
    *(title for budget in BUDGETS for title in (f"posted at {budget:.0%}", "its precision", "families")),
    "ECE",
    "ms/request",
    "trainings",
)


def cells(row: Row) -> list[str]:
    """A row as texts. A precision below what the budget allows is marked."""
    found = [row.labelled, row.method, f"{row.accuracy:.1%}", f"{row.macro_f1:.3f}"]
    for number, budget in enumerate(BUDGETS):
        posted = row.posted[number]
        mark = "" if posted.keeps(budget) else " !"
        found += [f"{posted.rate:.1%}", f"{posted.precision:.2%}{mark}" if posted.posted else "-"]
        found.append("{}/{}".format(*row.families[number]) if row.families else "-")
    found.append("-" if row.calibration_error is None else f"{row.calibration_error:.3f}")
    found.append(f"{row.milliseconds:.3f}")
    found.append(f"{row.trainings} in {row.training_seconds:,.0f} s" if row.trainings else "-")
    return found


def show(console: Console, rows: Sequence[Row], targets: Sequence[Target]) -> None:
    """Print the table, what the gates say, and what is reached."""
    table = Table(title=f"{machine()}")
    for number, title in enumerate(COLUMNS):
        table.add_column(title, justify="left" if number < 2 else "right", no_wrap=number < 2)
    for row in rows:
        table.add_row(*cells(row), end_section=row.method == HERA)
    console.print(table)
    for row in rows:
        for note in row.notes:
            console.print(f"{row.labelled} at {note}", markup=False, highlight=False)
    found = Table(title="to reach")
    for title in ("target", "got", "wanted", ""):
        found.add_column(title)
    for target in targets:
        found.add_row(target.name, target.got, target.wanted, "[green]ok[/]" if target.ok else "[red]missed[/]")
    console.print(found)


def write_section(path: Path, rows: Sequence[Row], targets: Sequence[Target], server: str, quick: bool) -> None:
    """Put the section into the page of figures, in the place of an older one."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Figures\n"
    before, _, rest = text.partition(f"{HEADING}\n")
    _, separator, after = rest.partition("\n## ")
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [
        HEADING,
        "",
        "Written by `make evaluate`. Payments of the excerpts in date order, tested first and then learned; the truth of a",
        "day becomes feedback at its end, and all methods are trained on the same days. The baselines read payee, text and",
        "unit and post from the threshold that was the best on their own past; `!` marks where a budget was broken. HERA",
        "posts what its gate allows; `HERA, no gate` is its score with the baselines' rule. See [evaluation.md](evaluation.md).",
        "",
        f"- Date: {now}",
        f"- Machine: {machine()}",
        f"- Server: {server}" + (", quick mode" if quick else ""),
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|---|---|" + "---:|" * (len(COLUMNS) - 2),
        *("| " + " | ".join(cells(row)) + " |" for row in rows),
        "",
        *(f"- {row.labelled} at {note}" for row in rows for note in row.notes),
        "",
        "| to reach | got | wanted | |",
        "|---|---:|---|---|",
        *(f"| {t.name} | {t.got} | {t.wanted} | {'ok' if t.ok else 'missed'} |" for t in targets),
    ]
    section = "\n".join(lines) + "\n"
    path.write_text(before.rstrip("\n") + "\n\n" + section + (f"\n## {after}" if separator else ""), encoding="utf-8")
