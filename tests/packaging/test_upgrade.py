"""An upgrade with data, with changed signatures, and with a user's objects in the way."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from support.catalog import difference, members, snapshot
from support.databases import Connection
from support.sample import NEW, OLD


@pytest.fixture(scope="module")
def fresh(upgrade_server: Any) -> tuple[list[str], list[str]]:
    """Snapshot and members of a fresh install of the new version."""
    name = upgrade_server.database()
    with upgrade_server.connect(name) as connection:
        connection.execute(f"CREATE EXTENSION hera VERSION '{NEW}' CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        return snapshot(connection), members(connection)


def upgrade(connection: Connection) -> None:
    """The three steps, in one transaction."""
    with connection.transaction():
        connection.execute("SELECT * FROM hera.migrate_prepare()")
        connection.execute("ALTER EXTENSION hera UPDATE")
        connection.execute("SELECT * FROM hera.migrate()")


def test_upgrade_keeps_data_and_equals_fresh(old: Connection, fresh: tuple[list[str], list[str]]) -> None:
    upgrade(old)
    assert old.execute("SELECT id, amount, doubled FROM hera_bi.sample_view").fetchall() == [(1, 21, 42)]
    assert members(old) == fresh[1]
    assert old.execute("SELECT (hera_internal.sample_typed((1, 'x')))[1].b").fetchone() == ("x",)
    # ALTER COLUMN TYPE and CREATE TABLE give the same column, so not even that differs.
    assert difference(fresh[0], snapshot(old)) == []
    assert old.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []


def test_update_alone_takes_retired_signatures_away(old: Connection, fresh: tuple[list[str], list[str]]) -> None:
    old.execute("ALTER EXTENSION hera UPDATE")
    old.execute("SELECT * FROM hera.migrate()")
    assert difference(fresh[0], snapshot(old)) == []


def test_new_code_runs_before_migrate(old: Connection) -> None:
    """Code of one version works on the storage of the version before."""
    old.execute("ALTER EXTENSION hera UPDATE")
    states = dict(old.execute("SELECT name, state FROM hera.migration_status()").fetchall())
    assert states["create_sample"] == "applied"
    assert states["widen_sample"] == "pending"
    assert old.execute("SELECT hera_internal.bundle_version()").fetchone() == (NEW,)


def test_rights_of_users_survive(old: Connection) -> None:
    old.execute("DROP ROLE IF EXISTS packaging_reader")
    old.execute("CREATE ROLE packaging_reader")
    old.execute("GRANT EXECUTE ON FUNCTION hera_internal.sample_kept(integer) TO packaging_reader")
    upgrade(old)
    query = "SELECT has_function_privilege(%s, 'hera_internal.sample_kept(integer)', 'EXECUTE')"
    assert old.execute(query, ["packaging_reader"]).fetchone() == (True,)
    # The new version takes a right away from one of HERA's roles.
    assert old.execute(query, ["hera_app"]).fetchone() == (False,)
    old.execute("DROP OWNED BY packaging_reader")
    old.execute("DROP ROLE packaging_reader")


def test_user_view_on_retired_signature_is_named(old: Connection) -> None:
    old.execute("CREATE VIEW public.totals AS SELECT hera.sample_total(amount) AS t FROM hera_internal.sample")
    before = snapshot(old)
    with pytest.raises(psycopg.Error, match=r"public\.totals|totals") as caught:
        upgrade(old)
    assert caught.value.sqlstate == "ZHD04"
    assert difference(before, snapshot(old)) == []
    old.execute("DROP VIEW public.totals")
    upgrade(old)


def test_user_view_on_changed_view_is_named(old: Connection) -> None:
    old.execute("CREATE VIEW public.mine AS SELECT total FROM hera_bi.sample_view")
    before = snapshot(old)
    with pytest.raises(psycopg.Error, match="mine") as caught:
        upgrade(old)
    assert caught.value.sqlstate == "ZHD04"
    assert difference(before, snapshot(old)) == []
    old.execute("DROP VIEW public.mine")
    upgrade(old)


def test_old_code_refuses_newer_storage(old: Connection, upgrade_server: Any) -> None:
    upgrade(old)
    old.execute("DROP EXTENSION hera CASCADE")
    old.execute(f"CREATE EXTENSION hera VERSION '{OLD}'")
    with pytest.raises(psycopg.Error, match="newer version") as caught:
        old.execute("SELECT * FROM hera.migrate()")
    assert caught.value.sqlstate == "ZHD02"


def test_python_of_a_session_is_replaced(old: Connection) -> None:
    """A session that ran the old modules runs the new ones after the update, without connecting again."""
    try:
        old.execute(f"CREATE EXTENSION hera_plpython VERSION '{OLD}' CASCADE")
    except (psycopg.errors.UndefinedFile, psycopg.errors.FeatureNotSupported) as error:
        pytest.skip(f"no PL/Python on this server: {error}")
    query = "SELECT component FROM hera.describe_model_environment()"
    assert old.execute(query).fetchall()[0] == ("python",)
    upgrade(old)
    assert old.execute(query).fetchall()[0] == ("python",)
    old.execute("ALTER EXTENSION hera_plpython UPDATE")
    assert old.execute(query).fetchall()[0] == ("changed",)
