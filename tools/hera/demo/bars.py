"""Progress of the replay on standard error: a bar per organization, or lines where there is no terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from hera.demo.replay import Tick
from hera.demo.stage import Organization

SECONDS_BETWEEN_LINES = 10.0


@dataclass
class _Count:
    done: int = 0
    auto_posted: int = 0

    def add(self, status: str) -> None:
        self.done += 1
        self.auto_posted += status == "auto_posted"

    @property
    def auto(self) -> str:
        return f"{self.auto_posted / self.done:.0%}" if self.done else ""


@contextmanager
def show_progress(work: Sequence[tuple[Organization, int]]) -> Iterator[Tick]:
    """Yields the function the replay calls after each payment; ``work`` says how many are to come."""
    if sys.stderr.isatty():
        with _bars(work) as tick:
            yield tick
    else:
        yield _Lines(sum(count for _, count in work)).tick


@contextmanager
def _bars(work: Sequence[tuple[Organization, int]]) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    progress = Progress(
        TextColumn("{task.description:<36}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("auto-posted {task.fields[auto]:>4}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        refresh_per_second=4,
    )
    counts = {organization.id: _Count() for organization, _ in work}
    tasks = {
        organization.id: progress.add_task(organization.payer.name, total=count, start=False, auto="")
        for organization, count in work
    }
    total = progress.add_task("all", total=sum(count for _, count in work), auto="")
    everything = _Count()
    lock = threading.Lock()

    def tick(organization: Organization, status: str) -> None:
        with lock:
            count = counts[organization.id]
            if count.done == 0:
                progress.start_task(tasks[organization.id])
            count.add(status)
            everything.add(status)
            progress.update(tasks[organization.id], advance=1, auto=count.auto)
            progress.update(total, advance=1, auto=everything.auto)

    with progress:
        yield tick


@dataclass
class _Lines:
    total: int
    count: _Count = field(default_factory=_Count)
    shown: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tick(self, organization: Organization, status: str) -> None:
        """Count one payment and say where we are when ten seconds have passed."""
        with self.lock:
            self.count.add(status)
            now = time.monotonic()
            if now - self.shown < SECONDS_BETWEEN_LINES and self.count.done != self.total:
                return
            self.shown = now
            print(
                f"  {self.count.done:>6,} of {self.total:,} payments ({self.count.done / self.total:.0%}),"
                f" {self.count.auto} auto-posted",
                file=sys.stderr,
                flush=True,
            )
