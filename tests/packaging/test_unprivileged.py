"""The plain installation by a role that is no superuser but may create roles, as on managed servers."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from support.catalog import difference, snapshot


def _script(folder: Any) -> bytes:
    lines = (folder / "hera-plain.sql").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("\\")).encode()


def test_install_upgrade_and_leave_no_membership(new_server: Any, releases: Any) -> None:
    server = new_server(releases.present)
    name, reference = server.database(), server.database()
    with server.connect("postgres") as admin:
        admin.execute("CREATE ROLE installer LOGIN CREATEROLE")
        admin.execute(f"ALTER DATABASE {name} OWNER TO installer")
    with server.connect(name) as admin:
        admin.execute("CREATE EXTENSION vector")
    with server.connect(name, "installer") as connection:
        for _ in range(2):
            with connection.transaction():
                connection.execute(_script(releases.present))
        assert connection.execute("SELECT pg_has_role('hera_owner', 'USAGE')").fetchone() == (False,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM hera.migrate()")
    with server.connect("postgres") as admin:
        # From PostgreSQL 16 on, who made a role is a member already, but without its rights.
        options = " WITH INHERIT TRUE, SET TRUE" if server.place.major >= 16 else ""
        admin.execute(f"GRANT hera_admin TO installer{options}")
    with server.connect(name, "installer") as connection:
        assert connection.execute("SELECT * FROM hera.migrate()").fetchall()
        assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
    with server.connect(reference) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        wanted = snapshot(connection)
    with server.connect(name) as connection:
        assert difference(wanted, snapshot(connection)) == []


def test_message_when_roles_cannot_be_made(new_server: Any, releases: Any) -> None:
    server = new_server(releases.present)
    name = server.database()
    with server.connect("postgres") as admin:
        admin.execute("CREATE ROLE nobody_special LOGIN")
        admin.execute(f"ALTER DATABASE {name} OWNER TO nobody_special")
    with server.connect(name) as admin:
        admin.execute("CREATE EXTENSION vector")
    with server.connect(name, "nobody_special") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="role hera_owner is missing") as caught:
            connection.execute(_script(releases.present))
        assert "CREATEROLE" in (caught.value.diag.message_hint or "")
        assert connection.execute("SELECT to_regnamespace('hera')").fetchone() == (None,)


def test_message_outside_a_transaction(server: Any, releases: Any) -> None:
    """psql sends one statement after another; a failure would leave half a version."""
    name = server.database()
    text = _script(releases.present).decode()
    guard = text.index("DO $guard$")
    with server.connect(name) as connection:
        connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
        with pytest.raises(psycopg.Error, match="load this file in one transaction"):
            connection.execute(text[guard : text.index("$guard$;", guard) + 8].encode())
