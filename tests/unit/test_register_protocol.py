"""The protocol of the registers, checked in every interleaving of a few callers.

A caller takes the lock, reads clock and register, decides, writes, and lets the lock go; it may be cancelled or killed
between any two of these, which lets the lock go too and leaves what was written. The clock goes on between any two steps,
and may be set back once. What is checked is what ``hera_internal.limit_request`` and the short way of
``hera.check_rate_limit`` do, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

CALLERS = 4
LAST = 4  # The clock stops here, so that there is an end.
INTERVAL = 2
BURST = 1
TOLERANCE = INTERVAL * BURST

# Program counter of a caller.
START, LOCKED, READ, WRITTEN, DONE = range(5)


@dataclass(frozen=True, order=True)
class Caller:
    """Where a caller is, what it read, and whether it holds the lock."""

    pc: int = START
    read_at: int = 0
    now: int = 0
    register: int = 0
    holds: bool = False


@dataclass(frozen=True)
class State:
    """One moment. Callers are alike, so they are kept sorted; the clock shows the true time less what it was set back by."""

    callers: tuple[Caller, ...] = (Caller(),) * CALLERS
    true: int = 0
    back: int = 0
    register: int = 0
    admitted: tuple[int, ...] = ()

    def put(self, number: int, caller: Caller) -> tuple[Caller, ...]:
        return tuple(sorted((*self.callers[:number], caller, *self.callers[number + 1 :])))

    @property
    def locked(self) -> bool:
        return any(caller.holds for caller in self.callers)


def decide(now: int, register: int) -> int | None:
    """The arrival time that is written when the call is admitted, else None."""
    arrival = min(max(register, now), now + TOLERANCE)
    return None if arrival + INTERVAL > now + TOLERANCE else arrival + INTERVAL


def steps(state: State, *, locking: bool = True, early: bool = False) -> Iterator[State]:
    """All states that one step leads to; without the lock, or with the lock let go before the write, the wrong ones."""
    if state.true < LAST:
        yield replace(state, true=state.true + 1)
    if state.back == 0 and state.true > 1:
        yield replace(state, back=state.true)
    for number, caller in enumerate(state.callers):
        if caller.pc not in (START, DONE):
            yield replace(state, callers=state.put(number, Caller(DONE)))
        if caller.pc == START and not (locking and state.locked):
            yield replace(state, callers=state.put(number, Caller(LOCKED, holds=locking)))
        elif caller.pc == LOCKED:
            found = Caller(READ, state.true, state.true - state.back, state.register, caller.holds and not early)
            yield replace(state, callers=state.put(number, found))
        elif caller.pc == READ:
            arrival = decide(caller.now, caller.register)
            done = state.put(number, Caller(WRITTEN, holds=caller.holds))
            if arrival is None:
                yield replace(state, callers=done)
            else:
                admitted = tuple(sorted((*state.admitted, caller.read_at)))
                yield replace(state, callers=done, register=arrival, admitted=admitted)
        elif caller.pc == WRITTEN:
            yield replace(state, callers=state.put(number, Caller(DONE)))


def explore(**faults: bool) -> tuple[set[State], State | None]:
    """All states there are, or those up to the first in which more was admitted than the limit and the burst."""
    seen = {State()}
    todo = [State()]
    while todo:
        for following in steps(todo.pop(), **faults):
            if following not in seen:
                if too_many(following):
                    return seen, following
                seen.add(following)
                todo.append(following)
    return seen, None


def too_many(state: State) -> bool:
    """Of calls by when they read the clock: more than the burst and one for each interval in some stretch of true time.

    Where the clock jumped another burst is granted.
    """
    jump = BURST if state.back else 0
    return any(
        sum(start <= at <= end for at in state.admitted) > BURST + jump + (end - start + INTERVAL - 1) // INTERVAL
        for start in range(LAST + 1)
        for end in range(start, LAST + 1)
    )


def test_no_interleaving_admits_too_many_and_the_lock_always_goes() -> None:
    states, broken = explore()
    assert len(states) > 1_000
    assert broken is None
    assert not any(state.locked for state in states if all(caller.pc == DONE for caller in state.callers))


@pytest.mark.parametrize("fault", [{"locking": False}, {"early": True}])
def test_the_checker_finds_what_is_wrong(fault: dict[str, bool]) -> None:
    assert explore(**fault)[1] is not None
