"""Rotation of the two login roles of an application: ``name_a`` and ``name_b``, one in force, the other at rest."""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hera.cli.errors import NOT_VERIFIED, HeraError

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass
class State:
    """The role in force and the one that is still accepted; None where there is none."""

    active: str | None
    draining: str | None


def state_of(connection: Connection, name: str) -> State:
    """What the database remembers of the last rotation; without one a role ``name_a`` or ``name_b`` that may log in."""
    row = connection.execute(
        "SELECT active, draining FROM hera.rotations() WHERE kind = 'role' AND subject = %s", [name]
    ).fetchone()
    if row is not None:
        return State(row[0], row[1])
    found = connection.execute(
        "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname IN (%s, %s) AND rolcanlogin ORDER BY rolname",
        [f"{name}_a", f"{name}_b"],
    ).fetchall()
    return State(found[0][0] if found else None, None)


def rotate(connection: Connection, name: str, password_file: Path, groups: tuple[str, ...]) -> State:
    """Give the role at rest a new password and what the one in force may do; both are accepted until ``drain``.

    The password is written to the file, for its owner only, before the server knows it; the server gets a SCRAM verifier.
    """
    before = state_of(connection, name)
    if before.draining is not None:
        raise HeraError(
            f"{before.draining} is still accepted", hint=f"hera rotate role {name} --finish", exit_code=NOT_VERIFIED
        )
    new = f"{name}_b" if before.active == f"{name}_a" else f"{name}_a"
    if before.active is None and not groups:
        raise HeraError(f"there is no role {name}_a or {name}_b yet", hint="name its groups: --group hera_app")
    password = secrets.token_urlsafe(32)
    _write(password_file, password)
    with connection.transaction():
        _set_password(connection, new, password)
        for group in groups or _groups_of(connection, before.active):
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(new)))
        if before.active is not None:
            _copy_settings(connection, before.active, new)
            connection.execute("SELECT hera.copy_login(%s::name, %s::name)", [before.active, new])
        connection.execute("SELECT hera.record_role_rotation(%s, %s::name, %s::name)", [name, new, before.active])
    return State(new, before.active)


def drain(connection: Connection, name: str, seconds: float = 0) -> State:
    """Revoke the role that is still accepted once it has no session; HeraError (exit 3) while it has.

    It may not log in any more from the moment it had none; a session that came in between lets it back.
    """
    state = state_of(connection, name)
    if state.draining is None:
        raise HeraError(f"no login role of {name} is to be revoked", hint=f"hera rotate role {name}")
    end = time.monotonic() + seconds
    while (open_sessions := sessions_of(connection, state.draining)) and time.monotonic() < end:
        time.sleep(min(1, max(0, end - time.monotonic())))
    if not open_sessions:
        old = sql.Identifier(state.draining)
        # Locked out first, then looked again: who came in meanwhile is not cut off.
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(old))
        open_sessions = sessions_of(connection, state.draining)
        if open_sessions:
            connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(old))
        else:
            with connection.transaction():
                connection.execute(sql.SQL("ALTER ROLE {} PASSWORD NULL").format(old))
                connection.execute("SELECT hera.record_role_rotation(%s, %s::name)", [name, state.active])
            return State(state.active, None)
    raise HeraError(
        f"{state.draining} has {len(open_sessions)} sessions: {', '.join(open_sessions[:5])}",
        hint=f"let applications connect as {state.active}, then: hera rotate role {name} --finish",
        exit_code=NOT_VERIFIED,
    )


def sessions_of(connection: Connection, role: str) -> list[str]:
    """Sessions of a role, by process and application."""
    rows = connection.execute(
        "SELECT format('%%s (%%s)', pid, coalesce(nullif(application_name, ''), '-'))"
        " FROM pg_catalog.pg_stat_activity WHERE usename = %s ORDER BY pid",
        [role],
    ).fetchall()
    return [str(row[0]) for row in rows]


def _set_password(connection: Connection, role: str, password: str) -> None:
    # Computed here: in clear it would stand in the log of the server and in pg_stat_activity.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    exists = connection.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if exists else "CREATE")
    connection.execute(verb + sql.SQL(" ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier)))


def _groups_of(connection: Connection, role: str | None) -> list[str]:
    rows = connection.execute(
        "SELECT g.rolname FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS g ON g.oid = m.roleid"
        " JOIN pg_catalog.pg_roles AS r ON r.oid = m.member WHERE r.rolname = %s ORDER BY 1",
        [role],
    ).fetchall()
    return [str(row[0]) for row in rows]


def _copy_settings(connection: Connection, old: str, new: str) -> None:
    """Connection limit, and settings for all databases and for this one."""
    row = connection.execute("SELECT rolconnlimit FROM pg_catalog.pg_roles WHERE rolname = %s", [old]).fetchone()
    assert row is not None
    target = sql.Identifier(new)
    connection.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}").format(target, sql.Literal(row[0])))
    rows = connection.execute(
        "SELECT d.datname, c.setting FROM pg_catalog.pg_db_role_setting AS s"
        " JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole AND r.rolname = %s"
        " LEFT JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase"
        " CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)",
        [old],
    ).fetchall()
    for database, setting in rows:
        name, _, value = str(setting).partition("=")
        place = sql.SQL(" IN DATABASE {}").format(sql.Identifier(database)) if database else sql.SQL("")
        connection.execute(
            sql.SQL("ALTER ROLE {}{} SET {} TO {}").format(
                target, place, sql.SQL(".").join(sql.Identifier(part) for part in name.split(".")), sql.Literal(value)
            )
        )


def _write(path: Path, password: str) -> None:
    """A new file that only its owner reads; never over one that is there."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise HeraError(f"{path} exists", hint="move it away: it may hold the password in force") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        target.write(f"{password}\n")
