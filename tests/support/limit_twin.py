"""The limiters of HERA written a second time: the sliding window in whole milliseconds, and the plain log it must obey."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

Slot = tuple[int, int]  # Start of a stretch, and what was taken in it.


@dataclass(frozen=True)
class Step:
    """What one call makes of the registers of a window."""

    admitted: bool
    taken: int
    place: int
    slot: Slot
    cleared: tuple[int, ...]
    ahead: bool


def window_step(slots: tuple[Slot, ...], now: int, window: int, limit: int, cost: int = 1) -> Step:
    """One call on a ring of registers, one more than the window has stretches."""
    width = -(-window // (len(slots) - 1))
    start, place = now // width * width, now // width % len(slots)
    counts = {number: slot for number, slot in enumerate(slots) if slot[0] + width + window > now and slot[1]}
    taken = sum(count for _, count in counts.values())
    ahead = tuple(number for number, slot in counts.items() if slot[0] > start)
    here = sum(count for number, (_, count) in counts.items() if number in ahead or number == place)
    admitted = taken + max(cost, 1) <= limit
    return Step(
        admitted,
        taken,
        place,
        (start, min(here + (cost if admitted else 0), 2**20 - 1)),
        tuple(number for number in ahead if number != place),
        bool(ahead),
    )


def write(slots: tuple[Slot, ...], step: Step) -> tuple[Slot, ...]:
    """The registers after the call has written all it writes."""
    if not (step.admitted or step.ahead):
        return slots
    return tuple(
        step.slot if number == step.place else (0, 0) if number in step.cleared else slot
        for number, slot in enumerate(slots)
    )


@dataclass
class Log:
    """Times of all that was taken."""

    times: list[tuple[int, int]] = field(default_factory=list)

    def within(self, now: int, length: int) -> int:
        """Taken in the stretch of this length that ends now, its beginning left out."""
        return sum(cost for at, cost in self.times if now - length < at <= now)


def most_in_any(times: list[tuple[float, float]], length: float) -> int:
    """Most calls that surely lie within one window, each between two moments: for an audit from outside."""
    begins = sorted(times)
    most = 0
    for number, (begin, _) in enumerate(begins):
        count = 0
        for before, after in islice(begins, number, None):
            if before >= begin + length:
                break
            count += after < begin + length
        most = max(most, count)
    return most
