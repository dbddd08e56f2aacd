"""How fast replays were, kept beside the private server: the database keeps what happened, not how long it took."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from hera.demo.replay import Timing

FOLDER = Path(__file__).resolve().parents[3] / ".hera" / "demo"


def load_timing(organization: UUID, folder: Path = FOLDER) -> Timing:
    """What earlier replays of an organization took; nothing when there is no record."""
    try:
        stored = json.loads((folder / f"{organization}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Timing()
    return Timing(stored["seconds"], stored["verdicts"], stored["latencies"])


def add_timing(organization: UUID, timing: Timing, folder: Path = FOLDER) -> None:
    """Add one replay, also an interrupted one, to the record."""
    if not timing.latencies and not timing.verdicts:
        return
    earlier = load_timing(organization, folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{organization}.json").write_text(
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
