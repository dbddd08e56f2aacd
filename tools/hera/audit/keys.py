"""The key that signs checkpoints: registered in the database, replaced on schedule, vouched for by the one before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from hera.audit.checkpoints import make_key, public_key_of, read_key
from hera.audit.offline import GRACE_SECONDS, key_statement
from hera.cli.errors import HeraError

Connection = psycopg.Connection[Any]


def known_keys(connection: Connection) -> list[dict[str, Any]]:
    """Keys as the database has them, oldest first; what keys.json holds."""
    cursor = connection.execute(
        "SELECT public_key, since, retired_at, signed_by, signature, reason FROM hera.checkpoint_keys()"
    )
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def require_in_force(connection: Connection, signed: dict[str, Any]) -> None:
    """Register the first key that signs; ValueError for one that is not the key in force, or was until a day ago."""
    public_key = signed["signature"]["public_key"]
    keys = known_keys(connection)
    if not keys:
        connection.execute("SELECT hera.add_checkpoint_key(%s, clock_timestamp())", [public_key])
        return
    key = next((key for key in keys if key["public_key"] == public_key), None)
    if key is None:
        raise ValueError("the key that signs is not registered: hera rotate checkpoint-key makes and registers keys")
    if key["retired_at"] is not None and _seconds_since(connection, key["retired_at"]) > GRACE_SECONDS:
        raise ValueError(f"the key that signs was retired at {key['retired_at']}: take the file of the new one")


def rotate(connection: Connection, key_file: Path, reason: str | None) -> dict[str, Any]:
    """Make a new key in the place of the one in the file, which vouches for it unless a reason says why it is lost.

    The new key is written beside the old one, registered, and takes its place; a run that was interrupted goes on with the
    key that it made.
    """
    draft = key_file.with_name(f"{key_file.name}.new")
    if not known_keys(connection) and key_file.exists():
        # It signs already: it is the first one.
        connection.execute("SELECT hera.add_checkpoint_key(%s, clock_timestamp())", [public_key_of(read_key(key_file))])
    keys = known_keys(connection)
    public_key = public_key_of(read_key(draft) if draft.exists() else make_key(draft))
    if public_key not in {known["public_key"] for known in keys}:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
        assert row is not None
        since, signature = row[0], None
        if keys and reason is None:
            statement = {"public_key": public_key, "since": _moment(since), "signed_by": keys[-1]["public_key"]}
            signature = _old_key(key_file, keys[-1]["public_key"], draft).sign(key_statement(statement)).hex()
        connection.execute(
            "SELECT hera.add_checkpoint_key(%s, %s, %s, %s)", [public_key, since, signature, reason if keys else None]
        )
    draft.replace(key_file)
    return known_keys(connection)[-1]


def _old_key(key_file: Path, public_key: str, draft: Path) -> Any:
    try:
        key = read_key(key_file)
        if public_key_of(key) == public_key:
            return key
        problem = f"{key_file} does not hold the key in force"
    except FileNotFoundError:
        problem = f"{key_file} is not there"
    draft.unlink()
    raise HeraError(problem, hint='When it is lost or was stolen, say so: --lost "why".')


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _seconds_since(connection: Connection, moment: str) -> float:
    row = connection.execute(
        "SELECT extract(epoch FROM clock_timestamp() - %s::timestamptz)::float8", [moment]
    ).fetchone()
    assert row is not None
    return float(row[0])
