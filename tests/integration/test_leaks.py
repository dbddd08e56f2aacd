"""No way leads to another tenant's rows: whatever a login says, nothing of the victim's comes back.

Relations and functions are those of the catalog, and tables are filled from it (support/leaks), so that what is added is
covered the day it is added. How long an answer takes is not looked at.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import uuid4

import pytest
from psycopg import sql

from support.leaks.canaries import TENANT_TABLES
from support.leaks.ways import all_ways
from support.leaks.world import Answer, Attempt, World, quote
from support.office import Office, value
from support.patience import patient

ATTEMPTS = 200_000


@pytest.fixture(scope="module")
def world(office: Office, seed: int) -> World:
    return World(office, random.Random(seed))


def test_every_table_of_tenants_has_rows_of_the_victim(world: World) -> None:
    admin = world.office.admin
    tables = [row[0] for row in admin.execute(TENANT_TABLES).fetchall()]
    query = "SELECT count(*) FROM {} WHERE organization_id = %s"
    empty = [
        table
        for table in tables
        if value(admin, query.format(table), [world.victim.organization]) == 0
    ]  # fmt: skip
    assert len(tables) > 60
    assert empty == []


def test_the_scan_finds_what_leaks(world: World) -> None:
    """A test that cannot fail shows nothing: what the victim's own login sees is full of secrets."""
    found = world.secrets.found
    victim = world.connect(world.victim.login)
    rows = value(victim, "SELECT jsonb_agg(t)::text FROM hera.list_transactions(%s) AS t", [world.victim.organization])
    assert len(found(rows)) > 10
    assert found(f"x{world.mark}x") and found(world.mark.upper()) and found(world.mark.encode().hex())
    row = value(
        world.office.admin,
        "SELECT encode(convert_to('ab ' || counterparty_name || ' c', 'UTF8'), 'base64') FROM hera_internal.transaction_text"
        " WHERE organization_id = %s AND counterparty_name LIKE %s LIMIT 1",
        [world.victim.organization, f"%{world.mark}%"],
    )
    assert found(row), row
    assert not found(f"{uuid4()} 2026-01-01 12:00:00.123456 98765432123 {world.own_mark}")


def test_the_comparison_finds_what_tells(world: World) -> None:
    """An answer that differs for what exists is found, also where nothing of it is shown."""
    admin = world.office.admin
    with admin.transaction(force_rollback=True):
        admin.execute(
            "CREATE FUNCTION pg_temp.exists(uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER"
            " AS 'SELECT EXISTS (SELECT FROM hera.core_entities AS e WHERE e.id = $1)'"
        )
        query = "SELECT min(id::text) FROM hera.core_entities WHERE organization_id = %s"
        mine = value(admin, query, [world.victim.organization])
        shapes = [
            world.shape(Answer("00000", ("", "", "", ""), str(value(admin, f"SELECT pg_temp.exists({quote(item)})"))))
            for item in (mine, world.disguise(mine))
        ]
    assert shapes[0] != shapes[1]
    assert world.disguise(f"{mine} {world.mark} {world.own}").endswith(str(world.own))


@patient
def test_no_way_leads_to_another_tenant(
    world: World, scaled: Callable[[int], int], record_figure: Callable[..., None], seed: int
) -> None:
    total = scaled(ATTEMPTS)
    ways = all_ways(world)
    for way in ways:
        world.run(way.name, way.attempts, way.count(total))
    for way in ways:
        record_figure(f"leaks: {way.name}", world.attempts[way.name], "attempts", "0 leaks")
    made = sum(world.attempts.values())
    record_figure("leaks: attempts of all ways", made, f"attempts, seed {seed}", ">= 200,000 x scale, 0 leaks")
    assert len(ways) >= 15
    assert made >= total
    assert not world.leaks, f"{len(world.leaks)} leaks with HERA_SEED={seed}:\n" + "\n".join(world.leaks[:20])
    # Refusals alone would prove little: calls and queries of the attacker's own organization do answer.
    for name in ("functions, own organization", "views", "unique and foreign keys", "leaky operators"):
        assert world.answered[f"{name} 00000"] > 0, name


def test_public_executes_nothing(world: World) -> None:
    """Whatever is in the schemas of HERA, a role without any group calls nothing of it and reads nothing."""
    admin = world.office.admin
    nobody = world.connect(world.office.login(groups=()))
    names = admin.execute(
        """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
            AND has_function_privilege(%(login)s::name, p.oid, 'EXECUTE')
        UNION ALL
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND has_table_privilege(%(login)s::name, c.oid,
                'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        """,
        {"login": nobody.info.user},
    ).fetchall()
    assert names == []
    answers, _ = world.ask(nobody, [Attempt("", "SELECT hera.list_charts()"), Attempt("", "TABLE hera.core_clients")])
    assert [answer.state for answer in answers] == ["42501", "42501"]


def test_copy_gives_rows_of_ones_own_only(world: World) -> None:
    """COPY cannot run inside a function: whole statements, of every relation that some login reads."""
    relations = world.office.admin.execute(
        "SELECT c.oid::regclass::text FROM pg_class AS c WHERE has_table_privilege('hera_auditor', c.oid, 'SELECT')"
        " AND c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)"
    ).fetchall()
    assert len(relations) > 15
    copied = 0
    for login in ("bi", "auditor", "nobody"):
        connection = world.connect(world.names[login])
        for (name,) in relations:
            for statement in (
                "COPY (SELECT * FROM {}) TO STDOUT",
                "COPY (TABLE {}) TO STDOUT WITH (FORMAT csv, HEADER)",
            ):
                copy = sql.SQL(statement).format(sql.SQL(name))
                try:
                    with connection.cursor() as cursor, cursor.copy(copy) as rows:
                        text = b"".join(bytes(row) for row in rows).decode()
                except Exception as error:
                    assert getattr(error, "sqlstate", None) == "42501", error
                    continue
                copied += text.count("\n")
                assert not world.secrets.found(text), (login, name)
    assert copied > 100
