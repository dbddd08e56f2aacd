"""The threshold of a baseline: the best one on its own past, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from evaluation.schedule import week_starts

#: With fewer outcomes above a threshold its share of errors says nothing.
MINIMUM = 50


def best_threshold(outcomes: Sequence[tuple[float, bool]], budget: float) -> float | None:
    """Lowest score from which the share of wrong outcomes is within the budget; None where there is none."""
    wrong = 0
    found = None
    ranked = sorted(outcomes, key=lambda outcome: -outcome[0])
    for number, (score, right) in enumerate(ranked, 1):
        wrong += not right
        # Equal scores are posted together or not at all.
        if number < len(ranked) and ranked[number][0] == score:
            continue
        if number >= MINIMUM and wrong <= budget * number:
            found = score
    return found


def post_by_past(days: Sequence[date], outcomes: Sequence[tuple[float, bool]], budget: float) -> list[bool]:
    """Which documents are posted when the threshold is chosen anew every week from all outcomes before it."""
    starts = week_starts(days)
    posted: list[bool] = []
    for start, end in zip(starts, [*starts[1:], len(days)], strict=True):
        threshold = best_threshold(outcomes[:start], budget)
        posted.extend(threshold is not None and score >= threshold for score, _ in outcomes[start:end])
    return posted
