"""Pools: roles that are no superusers, with limits and timeouts that hold, through the PgBouncer of deploy/."""

from __future__ import annotations

import configparser
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from hera.cli.main import cli
from support.office import Office, value
from support.pgbouncer import PgBouncer, program

ROLES = ("hera_pool_api", "hera_pool_reporting", "hera_pool_admin")


def run(office: Office, *arguments: str) -> Result:
    dsn = office.database.cluster.dsn(office.database.name)
    return CliRunner().invoke(cli, ["--dsn", dsn, "--output", "json", "pools", *arguments])


@pytest.fixture
def pools(office: Office) -> Iterator[Office]:
    """The roles of the pools, gone afterwards: they belong to the whole server."""
    assert run(office, "apply").exit_code == 0
    for role in ROLES:
        office.admin.execute(f"ALTER ROLE {role} LOGIN".encode())
    yield office
    for role in ROLES:
        office.admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())


def test_roles_are_made_once_and_put_right(pools: Office) -> None:
    assert json.loads(run(pools, "apply", "--dry-run").stdout) == []
    assert run(pools, "list").exit_code == 0
    pools.admin.execute("ALTER ROLE hera_pool_api SUPERUSER CONNECTION LIMIT -1")
    pools.admin.execute("ALTER ROLE hera_pool_api SET statement_timeout = 0")
    pools.admin.execute("REVOKE hera_app FROM hera_pool_api")
    listed = run(pools, "list")
    assert listed.exit_code == 3
    findings = [row["finding"] for row in json.loads(run(pools, "apply", "--dry-run").stdout)]
    assert findings == [
        "has rights that pools have not", "another connection limit", "not in its group", "another statement_timeout",
    ]  # fmt: skip
    assert run(pools, "apply").exit_code == 0
    assert json.loads(run(pools, "apply").stdout) == []
    assert value(pools.admin, "SELECT rolsuper FROM pg_roles WHERE rolname = 'hera_pool_api'") is False


def test_timeouts_and_limits_hold(pools: Office) -> None:
    with pools.database.connect("hera_pool_api") as connection:
        assert value(connection, "SELECT current_setting('statement_timeout')") == "5s"
        assert value(connection, "SELECT current_setting('idle_in_transaction_session_timeout')") == "10s"
    pools.admin.execute("ALTER ROLE hera_pool_admin CONNECTION LIMIT 1")
    with (
        pools.database.connect("hera_pool_admin"),
        pytest.raises(psycopg.OperationalError, match="too many connections"),
    ):
        pools.database.connect("hera_pool_admin")


@pytest.mark.skipif(program() is None, reason="pgbouncer is not installed")
def test_the_configuration_of_deploy_works(pools: Office, checkout: Path) -> None:
    """With its pools and settings as they are; only places, TLS and passwords are those of this machine."""
    ini = configparser.ConfigParser(interpolation=None, comment_prefixes=(";",))
    ini.read(checkout / "deploy" / "pgbouncer" / "pgbouncer.ini")
    kept = {
        name: text for name, text in ini["pgbouncer"].items()
        if "tls" not in name and not name.startswith(("listen", "auth"))
    }  # fmt: skip
    cluster = pools.database.cluster
    databases = {
        name: text.replace("port=5432", "").replace("host=hera-rw", f"host={cluster.socket} port=5432")
        .replace("host=hera-ro", f"host={cluster.socket} port=5432").replace("dbname=hera", f"dbname={pools.database.name}")
        for name, text in ini["databases"].items()
    }  # fmt: skip
    bouncer = PgBouncer(cluster, ["anybody", *ROLES], databases=databases, **kept)
    try:
        found: dict[str, Any] = {}
        for name in databases:
            with bouncer.connect(name, "anybody") as connection:
                found[name] = connection.execute(
                    "SELECT session_user::text, current_setting('statement_timeout')"
                ).fetchone()
        assert found == {
            "hera_api": ("hera_pool_api", "5s"), "hera_reporting": ("hera_pool_reporting", "5min"),
            "hera_admin": ("hera_pool_admin", "1h"),
        }  # fmt: skip
    finally:
        bouncer.stop()
