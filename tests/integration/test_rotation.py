"""Rotation: two login roles with drained sessions, the signing key under running transactions, keys of tokens."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from hera.cli.errors import HeraError
from hera.cli.main import cli
from hera.operations import roles
from support.databases import Connection
from support.office import Office, journal, refused, submit, value
from support.schemas import check

Run = Callable[..., Any]
# Commands whose output is held against their schemas here.
SCHEMAS = ("rotate-list", "rotate-role", "rotate-signing-key", "rotate-token-key", "rotate-encryption-key")


@pytest.fixture
def run(office: Office) -> Run:
    """The command line; exit code and rows."""

    def call(*arguments: str) -> tuple[int | None, Any]:
        done = CliRunner().invoke(
            cli, ["--dsn", office.database.dsn, "--output", "json", *arguments], standalone_mode=False
        )
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.return_value, check("-".join(arguments[:2]), done.stdout) if done.stdout else None

    return call


@pytest.fixture
def application(office: Office) -> Iterator[str]:
    """A name whose login roles are dropped after the test."""
    name = f"shop_{value(office.admin, 'SELECT pg_backend_pid()')}"
    yield name
    office.close()
    for role in (f"{name}_a", f"{name}_b"):
        for (database,) in office.admin.execute("SELECT datname FROM pg_database WHERE datname = current_database()"):
            if office.admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                office.admin.execute(f'ALTER ROLE "{role}" IN DATABASE "{database}" RESET ALL'.encode())
        office.admin.execute(f'DROP ROLE IF EXISTS "{role}"'.encode())
    office.admin.execute("DELETE FROM hera_internal.rotation WHERE kind = 'role'")


def events(admin: Connection) -> list[str]:
    rows = admin.execute(
        "SELECT event FROM hera_internal.audit_leaf WHERE event ~ '^(role|signing_key)[.](rotated|drained)'"
        " ORDER BY created_at, id"
    ).fetchall()
    return [row[0] for row in rows]


def test_two_login_roles_take_turns(office: Office, run: Run, application: str, tmp_path: Path) -> None:
    organization = office.organization("Rotated")
    first, second = f"{application}_a", f"{application}_b"
    with pytest.raises(HeraError, match="no role"):
        run("rotate", "role", application, "--password-file", str(tmp_path / "none"))
    (tmp_path / "none").unlink(missing_ok=True)
    code, rows = run("rotate", "role", application, "--group", "hera_app", "--password-file", str(tmp_path / "one"))
    assert rows == [{"name": application, "active": first, "draining": None}]
    office.admin.execute("SELECT hera.grant_access(%s, %s::name, 'shop', 'accountant')", [organization, first])
    office.admin.execute(f'ALTER ROLE "{first}" CONNECTION LIMIT 7'.encode())
    office.admin.execute(f'ALTER ROLE "{first}" SET statement_timeout = 7000'.encode())
    old = office.connect(first)
    assert submit(old, organization, journal())["status"] == "posted"

    code, rows = run("rotate", "role", application, "--password-file", str(tmp_path / "two"))
    assert rows == [{"name": application, "active": second, "draining": first}]
    assert stat.S_IMODE((tmp_path / "two").stat().st_mode) == 0o600
    # Both are accepted, and the new one may do what the old one may.
    new = office.connect(second)
    assert submit(new, organization, journal())["status"] == "posted"
    assert submit(old, organization, journal())["status"] == "posted"
    assert value(new, "SHOW statement_timeout") == "7s"
    assert value(office.admin, "SELECT rolconnlimit FROM pg_roles WHERE rolname = %s", [second]) == 7
    # A third rotation before the second is over would lock somebody out.
    with pytest.raises(HeraError, match="still accepted"):
        run("rotate", "role", application, "--password-file", str(tmp_path / "three"))
    with pytest.raises(HeraError, match="has 1 sessions") as failure:
        run("rotate", "role", application, "--finish")
    assert failure.value.exit_code == 3
    assert value(office.admin, "SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [first]) is True
    old.close()
    code, rows = run("rotate", "role", application, "--finish", "--wait", "10")
    assert rows == [{"name": application, "active": second, "draining": None}]
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        office.database.connect(first)
    assert submit(new, organization, journal())["status"] == "posted"
    assert events(office.admin)[-3:] == ["role.rotated", "role.rotated", "role.drained"]


def test_the_server_never_sees_the_password(
    office: Office, application: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    real = psycopg.Connection.execute

    def listen(self: Any, query: Any, *arguments: Any, **options: Any) -> Any:
        said.append(
            query if isinstance(query, str) else query.as_string(self) if hasattr(query, "as_string") else str(query)
        )
        return real(self, query, *arguments, **options)

    monkeypatch.setattr(psycopg.Connection, "execute", listen)
    with office.database.connect() as connection:
        roles.rotate(connection, application, tmp_path / "secret", ("hera_app",))
    password = (tmp_path / "secret").read_text().strip()
    assert len(password) >= 43
    assert not any(password in text for text in said)
    assert any("SCRAM-SHA-256$" in text for text in said)
    kept = value(office.admin, "SELECT rolpassword FROM pg_authid WHERE rolname = %s", [f"{application}_a"])
    assert kept.startswith("SCRAM-SHA-256$")


def test_a_password_file_is_never_written_over(office: Office, application: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("in force")
    with office.database.connect() as connection, pytest.raises(HeraError, match="exists"):
        roles.rotate(connection, application, tmp_path / "secret", ("hera_app",))
    assert (tmp_path / "secret").read_text() == "in force"
    assert office.admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [f"{application}_a"]).fetchone() is None


def test_running_transactions_keep_the_signing_key_they_began_with(office: Office, run: Run) -> None:
    organization = office.organization("Signed")
    login = office.trusted(organization)
    office.admin.execute("SELECT hera.grant_access(%s, NULL, 'ann', 'accountant')", [organization])
    running = office.connect(login, autocommit=False)
    running.execute("SELECT hera.set_context(%s, 'ann')", [organization])
    old = value(running, "SELECT current_setting('hera.context')")
    run("rotate", "signing-key")
    assert submit(running, organization, journal())["status"] == "posted"
    # The minute is over: what begins now is signed with the new key, what began before still is not.
    office.admin.execute("UPDATE hera_internal.context_key SET created_at = clock_timestamp() WHERE created_at > now()")
    assert submit(running, organization, journal())["status"] == "posted"
    running.commit()
    running.execute("SELECT hera.set_context(%s, 'ann')", [organization])
    assert submit(running, organization, journal())["status"] == "posted"
    running.commit()
    running.execute("SELECT set_config('hera.context', %s, true)", [old])
    assert submit(running, organization, journal())["errors"][0]["code"].startswith("AUTH")
    running.rollback()
    # Rotated twice within the minute the key that signed nothing is replaced; two are kept.
    for _ in range(2):
        run("rotate", "signing-key")
    assert value(office.admin, "SELECT count(*) FROM hera_internal.context_key") == 2
    assert value(office.admin, "SELECT min(created_at)::text FROM hera_internal.context_key") == "-infinity"
    assert events(office.admin)[-1] == "signing_key.rotated"


def test_a_clock_that_goes_back_finds_a_key(office: Office) -> None:
    office.admin.execute("UPDATE hera_internal.context_key SET created_at = 'infinity' WHERE created_at > '-infinity'")
    assert value(office.admin, "SELECT hera_internal.sign_context(gen_random_uuid(), 'x')") is not None
    office.admin.execute("SELECT hera.rotate_signing_key()")


def test_keys_of_tokens_overlap(office: Office, run: Run, tmp_path: Path) -> None:
    for kid in ("k1", "k2"):
        (tmp_path / kid).write_text(json.dumps({"kty": "oct", "k": kid * 30}))
        options = ["--jwk", str(tmp_path / kid), "--issuer", "https://id.example", "--keep", "2 days"]
        _, rows = run("rotate", "token-key", kid, *options)
    ends = {row["kid"]: row["valid_until"] for row in rows}
    assert ends["k2"] is None
    assert ends["k1"] is not None
    assert value(
        office.admin, "SELECT bool_and(in_force) FROM hera.list_token_keys() WHERE issuer = 'https://id.example'"
    )
    _, rows = run("rotate", "list")
    assert ("token_key", "https://id.example", "k2") in {(row["kind"], row["subject"], row["active"]) for row in rows}
    (tmp_path / "bad").write_text("secret text")
    with pytest.raises(HeraError, match="not JSON") as failure:
        run("rotate", "token-key", "k3", "--jwk", str(tmp_path / "bad"))
    assert "secret text" not in str(failure.value)


def test_what_is_overdue_is_an_alert(office: Office, run: Run) -> None:
    office.admin.execute(
        "UPDATE hera_internal.rotation SET rotated_at = now() - interval '181 days' WHERE kind = 'signing_key'"
    )
    code, rows = run("rotate", "list")
    assert (code, rows[0]["kind"], rows[0]["overdue"]) == (3, "signing_key", True)
    found = office.admin.execute("SELECT state, detail FROM hera.alerts() WHERE name = 'rotation_overdue'").fetchone()
    assert found == ("firing", "signing_key context")
    assert "hera rotate signing-key" in {
        row[0] for row in office.admin.execute("SELECT command FROM hera.doctor('security')")
    }
    office.admin.execute("SELECT hera.set_setting('rotation_days_signing_key', '365')")
    assert run("rotate", "list")[0] is None
    office.admin.execute("SELECT hera.set_setting('rotation_days_signing_key', NULL)")
    office.admin.execute("SELECT hera.rotate_signing_key()")


def test_names_that_are_no_login_roles_are_refused(office: Office) -> None:
    for call in (
        "record_role_rotation('x', 'postgres')",
        "record_role_rotation('x', 'x_a')",
        "copy_login('postgres', 'postgres')",
        "copy_login('nobody', 'postgres')",
    ):
        with refused("ZHV10"):
            office.admin.execute(f"SELECT hera.{call}".encode())


def test_the_encryption_key_is_replaced_by_its_owner(office: Office, run: Run, tmp_path: Path) -> None:
    if not office.admin.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pgcrypto'").fetchone():
        pytest.skip("pgcrypto is not installed (postgresql-contrib)")
    office.admin.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto")
    for name in ("first", "second"):
        (tmp_path / name).write_text(name * 10 + "\n")
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    assert run("rotate", "encryption-key", "--key-file", first)[1] == [{"wrapped": 0}]
    with refused("ZHT02"):
        run("rotate", "encryption-key", "--key-file", second)
    run("rotate", "encryption-key", "--key-file", second, "--old-key-file", first)
    _, rows = run("rotate", "list")
    assert ("encryption_key", "texts", False) in {(row["kind"], row["subject"], row["overdue"]) for row in rows}
