"""Errors as psql shows them, and their exit codes."""

from __future__ import annotations

import sys

import psycopg

from hera.errors import DB_002, DB_003, DB_004

FAILED = 1
NOT_VERIFIED = 3
CANNOT_CONNECT = 4
LOCK_TIMEOUT = 5

# A changed migration, a drifted object, a user's object in the way.
_NOT_VERIFIED_STATES = frozenset({DB_002, DB_003, DB_004})


class HeraError(Exception):
    """A failure of the tool itself, with what to do about it and an exit code."""

    def __init__(self, message: str, *, hint: str | None = None, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.hint = hint
        self.exit_code = exit_code


def exit_code_of(failure: BaseException) -> int:
    """The documented exit code for an exception."""
    if isinstance(failure, HeraError):
        return failure.exit_code
    state = getattr(failure, "sqlstate", None)
    if state == "55P03":
        return LOCK_TIMEOUT
    if state in _NOT_VERIFIED_STATES:
        return NOT_VERIFIED
    # libpq reports a broken connection without an SQLSTATE; class 08 and 28 and a missing database carry one.
    if isinstance(failure, psycopg.OperationalError) and (
        state is None or state[:2] in ("08", "28") or state == "3D000"
    ):
        return CANNOT_CONNECT
    return FAILED


def report(failure: Exception) -> int:
    """Write an exception to standard error like psql does and return the exit code.

    Anything but an error of the database or of the tool is a defect and is raised again with its traceback.
    """
    if isinstance(failure, psycopg.Error):
        diagnostic = failure.diag
        message = diagnostic.message_primary or str(failure).strip()
        lines = [f"hera: error: {message}"]
        if diagnostic.sqlstate:
            lines[0] += f" (SQLSTATE {diagnostic.sqlstate})"
        lines += [
            f"{label}: {text}"
            for label, text in (
                ("DETAIL", diagnostic.message_detail),
                ("HINT", diagnostic.message_hint),
                ("CONTEXT", diagnostic.context),
            )
            if text
        ]
    elif isinstance(failure, HeraError):
        lines = [f"hera: error: {failure}"] + ([f"HINT: {failure.hint}"] if failure.hint else [])
    elif isinstance(failure, OSError):
        lines = [f"hera: error: {failure}"]
    else:
        raise failure
    print("\n".join(lines), file=sys.stderr)
    return exit_code_of(failure)
