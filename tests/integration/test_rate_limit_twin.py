"""The arithmetic of both limiters against twins in Python and against plain logs of what was admitted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.databases import Connection
from support.limit_twin import Log, Slot, window_step, write
from support.office import Office

START = 1_790_000_000_000
EMPTY: tuple[Slot, ...] = ((0, 0),) * 9
WINDOW_STEP = """
SELECT (s.state).limited, (s.state).remaining, (s.state).retry_after, (s.state).reset_after, s.register, s.value, s.cleared,
    s.repair
FROM hera_internal.next_window(%s, %s, ROW(NULL, 'sliding_window', %s, %s, 0)::hera_internal.limit_rule, %s, true) AS s
"""
CELL_STEP = """
SELECT (s.state).limited, (s.state).remaining, (s.state).retry_after, s.value, s.repair
FROM hera_internal.next_cell(%s, %s, ROW(NULL, 'gcra', %s, %s, %s)::hera_internal.limit_rule, %s, true) AS s
"""
calls = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 4)), max_size=60)


def ask(connection: Connection, query: str, *parameters: Any) -> tuple[Any, ...]:
    row = connection.execute(query.encode(), list(parameters)).fetchone()
    assert row is not None
    return row


def packed(slots: tuple[Slot, ...]) -> list[int]:
    return [start << 20 | count for start, count in slots]


def test_the_window_is_that_of_its_twin(office: Office, scaled: Callable[[int], int]) -> None:
    """Also over steps of the clock to and fro, and changes of the window in between."""
    walk = st.lists(st.tuples(st.integers(-900, 900), st.integers(0, 3), st.sampled_from([800, 1000])), max_size=40)

    @settings(max_examples=scaled(10_000), deadline=None)
    @given(walk, st.integers(1, 8))
    def check(walk: list[tuple[int, int, int]], limit: int) -> None:
        slots, now = EMPTY, START
        for later, cost, window in walk:
            now += later
            step = window_step(slots, now, window, limit, cost)
            limited, remaining, _, _, place, value, cleared, repair = ask(
                office.admin, WINDOW_STEP, packed(slots), now * 1000 + 7, limit, window, cost
            )
            assert limited != step.admitted
            assert remaining == max(limit - step.taken - (cost if step.admitted else 0), 0)
            assert (place - 1, value) == (step.place, step.slot[0] << 20 | step.slot[1])
            assert (sorted(cleared), repair) == (sorted(number + 1 for number in step.cleared), step.ahead)
            slots = write(slots, step)

    check()


def test_no_window_has_more_than_the_limit_and_refusals_are_an_eighth_late(
    office: Office, scaled: Callable[[int], int]
) -> None:
    window = 800

    @settings(max_examples=scaled(10_000), deadline=None)
    @given(calls, st.integers(1, 9))
    def check(calls: list[tuple[int, int]], limit: int) -> None:
        slots, now, log = EMPTY, START, Log()
        for later, cost in calls:
            now += later
            step = window_step(slots, now, window, limit, cost)
            limited, remaining, retry, reset, *_ = ask(
                office.admin, WINDOW_STEP, packed(slots), now * 1000, limit, window, cost
            )
            if not limited:
                log.times.append((now, cost))
                assert log.within(now, window) <= limit
                assert retry is None
            else:
                assert log.within(now, window + window // 8) + max(cost, 1) > limit
            if retry is not None:
                # Not a millisecond too late or too early.
                wait = round(retry * 1000)
                asked = [ask(office.admin, WINDOW_STEP, packed(slots), (now + wait - early) * 1000, limit, window, cost)
                         for early in (0, 1)]  # fmt: skip
                assert [row[0] for row in asked] == [False, True]
            assert (limited and retry is None) == (max(cost, 1) > limit)
            slots = write(slots, step)
            gone = now + round(reset * 1000)
            assert ask(office.admin, WINDOW_STEP, packed(slots), gone * 1000, limit, window, 0)[1] == limit
            assert 0 <= remaining <= limit

    check()


def test_cells_keep_to_limit_and_burst(office: Office, scaled: Callable[[int], int]) -> None:
    """In no window more than the limit and the burst; the wait that is told is enough."""

    @settings(max_examples=scaled(10_000), deadline=None)
    @given(calls, st.integers(1, 9), st.integers(1, 5), st.sampled_from([700, 1000, 999]))
    def check(calls: list[tuple[int, int]], limit: int, burst: int, window: int) -> None:
        register, now, log = 0, START, Log()
        for later, cost in calls:
            now += later
            limited, remaining, retry, value, _ = ask(
                office.admin, CELL_STEP, register, now * 1000, limit, window, burst, cost
            )
            if not limited:
                log.times.append((now, cost))
                assert log.within(now, window) <= limit + burst
                register = value
            elif retry is not None:
                after = now * 1000 + round(retry * 1_000_000)
                assert not ask(office.admin, CELL_STEP, register, after, limit, window, burst, cost)[0]
            assert (limited and retry is None) == (max(cost, 1) > burst)
            assert 0 <= remaining <= burst

    check()


def test_more_calls_than_microseconds_do_not_pass_the_limit(office: Office) -> None:
    """The interval is rounded up: 600,000 a second are one in two microseconds, not one in one."""
    register, now, admitted = 0, START * 1000, 0
    for _ in range(10):
        now += 100_000
        limited, remaining, *_ = ask(office.admin, CELL_STEP, register, now, 600_000, 1000, 1_000_000, 0)
        register = ask(office.admin, CELL_STEP, register, now, 600_000, 1000, 1_000_000, remaining)[3]
        admitted += remaining
    assert not limited
    assert admitted <= 600_000 + 1_000_000
