"""How fast replays were, kept beside the private server: the database keeps what happened, not how long it took."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from hera.demo.replay import Timing


def default_folder() -> Path:
    """Beside the private server, under HERA_HOME or .hera/ of the checkout."""
    return Path(os.environ.get("HERA_HOME") or Path(__file__).resolve().parents[3] / ".hera") / "demo"


def load_timing(organization: UUID, folder: Path | None = None) -> Timing:
    """What earlier replays of an organization took; nothing when there is no record."""
    try:
        stored = json.loads(_file(organization, folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Timing()
    return Timing(stored["seconds"], stored["verdicts"], stored["latencies"])


def _file(organization: UUID, folder: Path | None) -> Path:
    return (folder or default_folder()) / f"{organization}.json"


def add_timing(organization: UUID, timing: Timing, folder: Path | None = None) -> None:
    """Add one replay, also an interrupted one, to the record."""
    if not timing.latencies and not timing.verdicts:
        return
    earlier = load_timing(organization, folder)
    file = _file(organization, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps(
            {
                "seconds": earlier.seconds + timing.seconds,
                "verdicts": earlier.verdicts + timing.verdicts,
                "latencies": earlier.latencies + timing.latencies,
            }
        ),
        encoding="utf-8",
    )


def percentile(values: Sequence[int], share: float) -> int | None:
    """The smallest value that at least this share of the values do not exceed."""
    if not values:
        return None
    ordered = sorted(values)
    rank = -int(-share * len(ordered) // 1)
    return ordered[max(rank, 1) - 1]
