"""Every table and partition, from the catalog: row security is forced and nobody has more rights than was meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg import sql

from support.databases import Connection, Database
from support.office import Office, journal, refused, submit, value

TABLES = """
    SELECT c.oid::regclass::text FROM pg_class AS c
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind IN ('r', 'p')
"""
GROUPS = "'hera_app', 'hera_bi', 'hera_admin', 'hera_auditor'"


def names(db: Connection, query: str) -> list[str]:
    return [" ".join(str(item) for item in row) for row in db.execute(query.encode()).fetchall()]


def test_row_security_is_forced_everywhere(db: Connection) -> None:
    assert len(names(db, TABLES)) > 100
    assert names(db, f"{TABLES} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)") == []


def test_every_table_has_its_policies(db: Connection) -> None:
    """The owner sees all; hera_api and logins are held to one organization; a partition is closed to both."""
    assert names(db, f"{TABLES} AND NOT EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid)") == []
    policies = db.execute(
        """
        SELECT p.polrelid::regclass::text, c.relispartition, p.polcmd::text, p.polpermissive,
            ARRAY(SELECT r.rolname::text FROM pg_roles AS r WHERE r.oid = ANY (p.polroles) ORDER BY 1),
            pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), EXISTS (
                SELECT FROM pg_attribute AS a
                WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped)
        FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
        """
    ).fetchall()
    for table, partition, command, permissive, roles, condition, check, tenant in policies:
        assert permissive, table
        assert "public" not in roles, table
        if roles == ["hera_owner"]:
            assert (command, condition, check) == ("*", "true", None), table
            continue
        assert not partition, f"{table} is open to {roles}"
        if "hera_api" in roles:
            assert roles == ["hera_api"], table
            # What is written is held to the same organization as what is seen.
            for held in (condition, check) if check is not None else (condition,):
                assert not tenant or held.startswith("(organization_id = ("), table
                assert not tenant or "current_setting('hera.organization_id'" in held, table
        else:
            assert set(roles) <= {"hera_bi", "hera_auditor"}, table
            assert command == "r", table
            assert not tenant or "hera_internal.readable_organizations()" in condition, table
            assert check is None, table
    owned = {row[0] for row in policies if row[4] == ["hera_owner"]}
    assert owned == set(names(db, TABLES))


def test_owners(db: Connection) -> None:
    assert names(db, f"{TABLES} AND c.relowner <> 'hera_owner'::regrole") == []
    assert (
        names(
            db,
            "SELECT n.nspname FROM pg_namespace AS n"
            " WHERE n.nspname IN ('hera', 'hera_internal', 'hera_bi') AND n.nspowner <> 'hera_owner'::regrole",
        )
        == []
    )
    assert (
        names(
            db,
            "SELECT r.rolname FROM pg_roles AS r WHERE r.rolname LIKE 'hera\\_%' AND (r.rolcanlogin OR r.rolsuper"
            " OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)",
        )
        == []
    )


def test_nobody_belongs_to_the_owners(db: Connection) -> None:
    assert (
        names(
            db,
            "SELECT m.member::regrole FROM pg_auth_members AS m"
            " WHERE m.roleid IN ('hera_owner'::regrole, 'hera_api'::regrole)",
        )
        == []
    )


def test_rights_on_tables(db: Connection) -> None:
    """Beside its owner: hera_api, and SELECT for readers on whole tables, never on a partition or the key."""
    assert (
        names(
            db,
            """
            SELECT c.oid::regclass, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
            FROM pg_class AS c
            CROSS JOIN LATERAL aclexplode(c.relacl) AS a
            LEFT JOIN pg_roles AS r ON r.oid = a.grantee
            WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
                AND c.relkind IN ('r', 'p', 'S') AND a.grantee <> c.relowner
                AND NOT (r.rolname = 'hera_api' AND NOT c.relispartition AND NOT a.is_grantable)
                AND NOT (a.privilege_type = 'SELECT' AND r.rolname IN ('hera_bi', 'hera_auditor')
                    AND c.relkind <> 'S' AND NOT c.relispartition)
            """,
        )
        == []
    )
    assert (
        names(
            db,
            """
            SELECT c.oid::regclass, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
            WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND a.attacl IS NOT NULL
            """,
        )
        == []
    )


def test_append_only_tables_give_no_right_to_change(db: Connection) -> None:
    for table in (
        "hera.universal_transaction_lines", "hera_internal.audit_leaf", "hera.ai_posting_feedback",
        "hera_internal.reversal", "hera_internal.settlement",
    ):  # fmt: skip
        for right in ("UPDATE", "DELETE", "TRUNCATE"):
            assert not value(db, "SELECT has_table_privilege('hera_api', %s, %s)", [table, right]), (table, right)
    assert not value(db, "SELECT has_table_privilege('hera_api', 'hera.universal_transactions', 'DELETE')")
    assert not value(db, "SELECT has_table_privilege('hera_api', 'hera_internal.context_key', 'SELECT')")


def test_rights_on_functions(db: Connection) -> None:
    """PUBLIC executes nothing; a definer pins its path and belongs to hera_api or hera_owner."""
    functions = """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND NOT EXISTS (
            SELECT FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
            WHERE d.objid = p.oid AND d.deptype = 'e' AND e.extname = 'hera_plpython')
    """
    assert len(names(db, functions)) > 150
    assert (
        names(
            db,
            f"{functions} AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a"
            " WHERE a.grantee = 0)",
        )
        == []
    )
    assert names(db, f"{functions} AND p.proowner::regrole::text NOT IN ('hera_api', 'hera_owner')") == []
    pinned = "unnest(p.proconfig) AS s WHERE s ~ '^search_path=pg_catalog,( ?[a-z_\"]+,)? ?pg_temp$'"
    # Named expressions are held to their own contract (test_catalog_contract.py).
    expression = """
        p.pronamespace = 'hera_internal'::regnamespace AND NOT p.prosecdef AND p.proconfig IS NULL
        AND p.prolang = (SELECT l.oid FROM pg_language AS l WHERE l.lanname = 'sql')
    """
    assert names(db, f"{functions} AND NOT EXISTS (SELECT FROM {pinned}) AND NOT ({expression})") == []
    callable_by_login = f"""
        {functions} AND p.pronamespace = 'hera_internal'::regnamespace AND EXISTS (
            SELECT FROM aclexplode(p.proacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee
            WHERE r.rolname IN ({GROUPS}))
    """
    assert set(names(db, callable_by_login)) == {
        "hera_internal.current_org()",
        "hera_internal.readable_clients()",
        "hera_internal.readable_organizations()",
        "hera_internal.uuid_time(uuid)",
    }
    entry = f"""
        {functions} AND p.pronamespace = 'hera'::regnamespace AND NOT p.prosecdef AND EXISTS (
            SELECT FROM aclexplode(p.proacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee
            WHERE r.rolname IN ({GROUPS}))
    """
    assert names(db, entry) == []


def test_views_run_with_the_rights_of_the_reader(db: Connection) -> None:
    assert (
        names(
            db,
            """
            SELECT c.oid::regclass FROM pg_class AS c
            WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
                AND c.relkind = 'v' AND NOT 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}'))
            """,
        )
        == []
    )


@pytest.fixture(scope="module")
def watched(office: Office) -> Office:
    """Two organizations with documents, and every table readable by BI, as the widest grant allowed would make it."""
    for name in ("Left", "Right"):
        organization = office.organization(name)
        with office.database.connect(office.login(organization)) as connection:
            assert submit(connection, organization, journal(idempotency_key="1"))["status"] == "posted"
    for table in names(office.admin, f"{TABLES} AND NOT c.relispartition"):
        if table != "hera_internal.context_key":
            office.admin.execute(f"GRANT SELECT ON {table} TO hera_bi")
    office.admin.execute("GRANT USAGE ON SCHEMA hera_internal TO hera_bi")
    return office


@pytest.fixture
def nobody(watched: Office) -> Iterator[Connection]:
    """A login that is in every group and speaks for nobody."""
    login = watched.login(None, groups=("hera_app", "hera_bi", "hera_auditor"))
    with watched.database.connect(login) as connection:
        yield connection


def test_without_a_context_no_row_of_any_organization_is_seen(watched: Office, nobody: Connection) -> None:
    tables = names(
        watched.admin,
        f"""{TABLES} AND NOT c.relispartition AND (c.oid = 'hera.core_clients'::regclass OR EXISTS (
            SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'organization_id'))""",
    )
    filled = 0
    for table in tables:
        count = sql.SQL("SELECT count(*) FROM {}").format(sql.SQL(table))
        row = nobody.execute(count).fetchone()
        assert row == (0,), table
        row = watched.admin.execute(count).fetchone()
        filled += row is not None and row[0] > 0
    assert filled > 10


def test_views_without_a_context_are_empty(watched: Office, nobody: Connection) -> None:
    for view in names(
        watched.admin,
        "SELECT c.oid::regclass FROM pg_class AS c WHERE c.relnamespace = 'hera_bi'::regnamespace AND c.relkind = 'v'",
    ):
        assert nobody.execute(f"SELECT count(*) FROM {view}".encode()).fetchone() == (0,), view


def test_partitions_are_closed_to_logins(watched: Office, nobody: Connection) -> None:
    partitions = names(watched.admin, f"{TABLES} AND c.relispartition ORDER BY 1")
    assert len(partitions) >= 4 * 24
    for partition in partitions[:: max(1, len(partitions) // 20)]:
        for statement in (
            "SELECT FROM {}", "INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET created_at = now()", "DELETE FROM {}",
            "TRUNCATE {}", "COPY {} FROM STDIN",
        ):  # fmt: skip
            with refused("42501"):
                nobody.execute(sql.SQL(statement).format(sql.SQL(partition)))


def test_tables_are_never_written_by_logins(watched: Office, nobody: Connection) -> None:
    for table in names(watched.admin, f"{TABLES} AND NOT c.relispartition"):
        for statement in ("INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}"):
            with refused("42501"):
                nobody.execute(sql.SQL(statement).format(sql.SQL(table)))


def test_registers_are_closed_to_logins(nobody: Connection) -> None:
    for call in ("nextval('hera_internal.register_1')", "setval('hera_internal.register_1', 1)"):
        with refused("42501"):
            nobody.execute(f"SELECT {call}".encode())


def test_the_owner_without_a_superuser_is_held_to_policies(watched: Office) -> None:
    """FORCE counts for hera_api: it sees what it authorized, whatever a session has set before."""
    insert = "INSERT INTO hera_internal.organization_setting VALUES (%s, 'x', 'y', now(), 'z')"
    with watched.database.connect() as connection, connection.transaction(force_rollback=True):
        organizations = connection.execute("SELECT organization_id FROM hera.core_organizations LIMIT 2").fetchall()
        (mine,), (other,) = organizations
        connection.execute("SET LOCAL ROLE hera_api")
        assert value(connection, "SELECT count(*) FROM hera.universal_transactions") == 0
        for setting in ("", str(mine)):
            connection.execute("SELECT set_config('hera.organization_id', %s, true)", [setting])
            with refused("42501"), connection.transaction():
                connection.execute(insert, [other])
        connection.execute(insert, [mine])
        with refused("42501"), connection.transaction():
            connection.execute("UPDATE hera_internal.organization_setting SET organization_id = %s", [other])


def test_repair_of_row_security(watched: Office, office: Office) -> None:
    """What a careless administrator does to rights and policies is found and put right by hera.migrate()."""
    database: Database = office.database
    with database.connect() as admin, admin.transaction(force_rollback=True):
        partition = value(
            admin,
            "SELECT min(inhrelid)::regclass::text FROM pg_inherits"
            " WHERE inhparent = 'hera.universal_transactions'::regclass",
        )
        for statement in (
            "ALTER TABLE hera.core_entities DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE hera.core_organizations NO FORCE ROW LEVEL SECURITY",
            "DROP POLICY core_entities_login ON hera.core_entities",
            "CREATE POLICY open ON hera.core_entities USING (true)",
            "GRANT INSERT ON hera.universal_transaction_lines TO hera_app",
            "GRANT SELECT ON ALL TABLES IN SCHEMA hera_internal TO hera_bi",
            f"GRANT SELECT ON {partition} TO hera_bi",
            "GRANT SELECT ON hera.core_clients TO PUBLIC",
        ):
            admin.execute(statement.encode())
        admin.execute("SELECT * FROM hera.migrate()")
        test_row_security_is_forced_everywhere(admin)
        test_every_table_has_its_policies(admin)
        test_rights_on_tables(admin)
        assert not value(admin, "SELECT has_table_privilege('hera_bi', 'hera_internal.context_key', 'SELECT')")
        assert not value(admin, "SELECT has_table_privilege('hera_app', 'hera.universal_transaction_lines', 'INSERT')")
