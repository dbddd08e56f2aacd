"""The protocol of the strict window, checked in every interleaving of a few callers.

As in ``test_register_protocol``, but a window has several registers: a caller writes one, and where the clock went back it
then empties others, and may be killed in between. A window must never have more than the limit in true time, also when the
clock is set back. What one caller decides is ``limit_twin.window_step``, which is compared with SQL elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from support.limit_twin import Slot, Step, window_step, write

CALLERS = 4
LAST = 6  # The clock stops here, so that there is an end.
BEGIN = 20  # What the clock shows at first: registers start with stretches that are over.
WINDOW = 2
LIMIT = 2

START, LOCKED, READ, WRITTEN, DONE = range(5)


@dataclass(frozen=True)
class Caller:
    """Where a caller is, what it decided and has not written yet, and whether it holds the lock."""

    pc: int = START
    at: int = 0
    step: Step | None = None
    holds: bool = False

    @property
    def order(self) -> tuple[int, int, str, bool]:
        return self.pc, self.at, repr(self.step), self.holds


@dataclass(frozen=True)
class State:
    """One moment. Callers are alike, so they are kept sorted; the clock shows the true time less what it was set back by."""

    callers: tuple[Caller, ...] = (Caller(),) * CALLERS
    true: int = 0
    back: int = 0
    slots: tuple[Slot, ...] = ((0, 0),) * 3
    admitted: tuple[int, ...] = ()

    def put(self, number: int, caller: Caller) -> tuple[Caller, ...]:
        return tuple(sorted((*self.callers[:number], caller, *self.callers[number + 1 :]), key=lambda each: each.order))

    def write(self, place: int, slot: Slot) -> tuple[Slot, ...]:
        return (*self.slots[:place], slot, *self.slots[place + 1 :])

    @property
    def locked(self) -> bool:
        return any(caller.holds for caller in self.callers)


def steps(state: State, *, locking: bool = True, empty_first: bool = False, forget: bool = False) -> Iterator[State]:
    """All states that one step leads to; without the lock, or with registers emptied too early or for nothing."""
    if state.true < LAST:
        yield replace(state, true=state.true + 1)
    if state.back == 0 and state.true > 1:
        for back in (1, 3):
            yield replace(state, back=back)
    for number, caller in enumerate(state.callers):
        if caller.pc not in (START, DONE):
            yield replace(state, callers=state.put(number, Caller(DONE)))
        if caller.pc == START and not (locking and state.locked):
            yield replace(state, callers=state.put(number, Caller(LOCKED, holds=locking)))
        elif caller.pc == LOCKED:
            step = window_step(state.slots, BEGIN + state.true - state.back, WINDOW, LIMIT)
            if forget and step.cleared:
                step = replace(step, slot=(step.slot[0], 1))
            if empty_first and step.cleared:
                slots = state.write(step.cleared[0], (0, 0))
                step = replace(step, cleared=())
                yield replace(
                    state, slots=slots, callers=state.put(number, Caller(READ, state.true, step, caller.holds))
                )
            else:
                yield replace(state, callers=state.put(number, Caller(READ, state.true, step, caller.holds)))
        elif caller.pc == READ:
            yield from written(state, number, caller)
        elif caller.pc == WRITTEN:
            yield from emptied(state, number, caller)


def written(state: State, number: int, caller: Caller) -> Iterator[State]:
    """The register that the call counts in; from here on it is admitted, if it was."""
    step = caller.step
    assert step is not None
    after = replace(state, callers=state.put(number, replace(caller, pc=WRITTEN)))
    if step.admitted:
        yield replace(
            after, slots=state.write(step.place, step.slot), admitted=tuple(sorted((*state.admitted, caller.at)))
        )
    else:
        yield replace(after, slots=state.write(step.place, step.slot)) if step.ahead else after


def emptied(state: State, number: int, caller: Caller) -> Iterator[State]:
    """One more register that was ahead of the clock, or the end."""
    step = caller.step
    assert step is not None
    if step.cleared:
        following = replace(step, cleared=step.cleared[1:])
        yield replace(
            state,
            slots=state.write(step.cleared[0], (0, 0)),
            callers=state.put(number, replace(caller, step=following)),
        )
    else:
        yield replace(state, callers=state.put(number, Caller(DONE)))


def explore(**faults: bool) -> tuple[set[State], State | None]:
    """All states there are, or those up to the first in which some window of true time has more than the limit."""
    seen = {State()}
    todo = [State()]
    while todo:
        for following in steps(todo.pop(), **faults):
            if following not in seen:
                if any(
                    sum(start <= at < start + WINDOW for at in following.admitted) > LIMIT
                    for start in following.admitted
                ):
                    return seen, following
                seen.add(following)
                todo.append(following)
    return seen, None


def test_no_interleaving_admits_more_than_the_limit_in_a_window() -> None:
    states, broken = explore()
    assert len(states) > 10_000
    assert broken is None
    assert not any(state.locked for state in states if all(caller.pc == DONE for caller in state.callers))


def test_nobody_is_shut_out_after_the_clock_went_back() -> None:
    """The first call counts what lies ahead as taken now; a window and a stretch later it is forgotten."""
    late = [state for state in explore()[0] if state.true == LAST and state.back and not state.locked]
    assert late
    for state in late:
        now = BEGIN + LAST - state.back
        slots = write(state.slots, window_step(state.slots, now, WINDOW, LIMIT))
        assert window_step(slots, now + WINDOW + 1, WINDOW, LIMIT).taken == 0


@pytest.mark.parametrize("fault", ["locking", "empty_first", "forget"])
def test_the_checker_finds_what_is_wrong(fault: str) -> None:
    assert explore(**{fault: fault != "locking"})[1] is not None
