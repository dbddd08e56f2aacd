"""Work that is tried again when a lock was not granted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import psycopg
import tenacity

Result = TypeVar("Result")

# lock_not_available, deadlock_detected: the attempt was undone, and who stood in the way is likely to be gone soon.
_LOCKS = frozenset({"55P03", "40P01"})


def attempt(work: Callable[[], Result], *, attempts: int, say: Callable[[str], None]) -> Result:
    """Do ``work``, again up to ``attempts`` times in all, a random time of 1, 2, 4 ... 30 seconds apart at most.

    Nothing is held or waited for in between, so that what queued up behind a request for a lock can pass. Raises the last
    error.
    """

    def tell(state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        wait = state.next_action.sleep if state.next_action else 0.0
        first = str(error).partition("\n")[0]
        say(f"attempt {state.attempt_number} of {attempts}: {first}; again in {wait:.1f} s")

    return tenacity.Retrying(
        stop=tenacity.stop_after_attempt(attempts),
        wait=tenacity.wait_random_exponential(multiplier=1, max=30),
        retry=tenacity.retry_if_exception(lambda error: isinstance(error, psycopg.Error) and error.sqlstate in _LOCKS),
        before_sleep=tell,
        reraise=True,
    )(work)
