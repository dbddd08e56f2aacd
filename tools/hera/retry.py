"""Calls that are repeated when the server asked for it, and only then.

For applications in Python: ``retry(connect, work)`` runs ``work(connection)`` in a transaction and repeats it after
serialization failures, deadlocks and locks that were not to be had. A connection that was lost says nothing of whether its
COMMIT was done, so that is repeated only where a repetition does no harm: ``submit`` asks for an idempotency key.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import tenacity
from psycopg.types.json import Jsonb

Connection = psycopg.Connection[tuple[Any, ...]]
Result = TypeVar("Result")

log = logging.getLogger(__name__)

# serialization_failure, deadlock_detected, lock_not_available: rolled back by the server, and likely to pass next time.
TRANSIENT = frozenset({"40001", "40P01", "55P03"})
# admin_shutdown, crash_shutdown, cannot_connect_now; class 08 is the connection itself.
LOST = frozenset({"57P01", "57P02", "57P03"})


def is_transient(error: BaseException, *, repeatable: bool) -> bool:
    """Whether to try again after this error; ``repeatable`` says that a second COMMIT of the same does no harm."""
    if not isinstance(error, psycopg.Error):
        return False
    if error.sqlstate in TRANSIENT:
        return True
    lost = (error.sqlstate is None and isinstance(error, psycopg.OperationalError)) or (
        error.sqlstate is not None and (error.sqlstate in LOST or error.sqlstate.startswith("08"))
    )
    return lost and repeatable


def retry(
    connect: Callable[[], Connection],
    work: Callable[[Connection], Result],
    *,
    attempts: int = 5,
    longest: float = 2.0,
    repeatable: bool = False,
    on_attempt: Callable[[int, BaseException, float], None] | None = None,
) -> Result:
    """Run ``work`` in a transaction of a connection of its own, again after a transient error.

    Waits a random time up to 0.05, 0.1, 0.2, ... seconds (full jitter), at most ``longest``; ``on_attempt`` gets the number
    of the attempt that failed, its error and the seconds until the next, which are logged too. Raises the last error.
    """

    def tell(state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        wait = state.next_action.sleep if state.next_action else 0.0
        if error is not None:
            first = str(error).partition("\n")[0]
            log.warning("attempt %d of %d failed (%s), next in %.2f s", state.attempt_number, attempts, first, wait)
            if on_attempt is not None:
                on_attempt(state.attempt_number, error, wait)

    def once() -> Result:
        with connect() as connection, connection.transaction():
            return work(connection)

    return tenacity.Retrying(
        stop=tenacity.stop_after_attempt(attempts),
        wait=tenacity.wait_random_exponential(multiplier=0.05, max=longest),
        retry=tenacity.retry_if_exception(lambda error: is_transient(error, repeatable=repeatable)),
        before_sleep=tell,
        reraise=True,
    )(once)


def submit(
    connect: Callable[[], Connection], organization: UUID, request: Mapping[str, Any], **options: Any
) -> dict[str, Any]:
    """The outcome of ``hera.submit``, exactly once although connections are lost: the request needs an idempotency key.

    Takes the options of ``retry``. Raises ValueError for a request without ``idempotency_key``.
    """
    if not request.get("idempotency_key"):
        raise ValueError("a request that may be repeated needs an idempotency_key")

    def call(connection: Connection) -> dict[str, Any]:
        row = connection.execute("SELECT hera.submit(%s, %s)", [organization, Jsonb(dict(request))]).fetchone()
        assert row is not None
        outcome: dict[str, Any] = row[0]
        return outcome

    return retry(connect, call, repeatable=True, **options)
