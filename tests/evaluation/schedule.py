"""When what is learned: the one calendar that HERA and the baselines share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def training_days(days: Sequence[date], first: int, growth: float) -> list[int]:
    """Numbers n of documents after which is trained, on documents 0 to n - 1; ``days`` are their dates in order.

    Always at the end of a day, when at least ``first`` labels, and the share ``growth`` of those known at the last
    training, are new. So trainings are frequent while little is known, and their cost stays proportional to the last.
    """
    trained: list[int] = []
    last = 0
    for number in range(1, len(days)):
        if days[number] != days[number - 1] and number - last >= max(first, growth * last):
            trained.append(number)
            last = number
    return trained


def week_starts(days: Sequence[date]) -> list[int]:
    """Numbers of the first document of every calendar week that has documents."""
    return [
        number
        for number, day in enumerate(days)
        if number == 0 or day.isocalendar()[:2] != days[number - 1].isocalendar()[:2]
    ]
