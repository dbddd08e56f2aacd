"""The signed context opens one organization, to one login, in one transaction, and nothing else."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from support.databases import Connection
from support.office import Office, faults, journal, refused, submit, value

CONTEXT = "SELECT NULLIF(current_setting('hera.context', true), '')"
SEEN = "SELECT DISTINCT e.organization_id FROM hera.core_entities AS e"


class Spy:
    """Two organizations, a trusted login that may speak for both, and one that reads tables as BI does."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.one = office.organization("One")
        self.two = office.organization("Two")
        office.admin.execute("GRANT SELECT ON hera.core_entities, hera.universal_transactions TO hera_bi")
        office.admin.execute(
            "CREATE VIEW public.entity_count WITH (security_invoker = true) AS"
            " SELECT e.organization_id, count(*) AS entities FROM hera.core_entities AS e GROUP BY 1"
        )
        office.admin.execute("GRANT SELECT ON public.entity_count TO PUBLIC")
        for organization in (self.one, self.two):
            office.admin.execute("SELECT hera.grant_access(%s, NULL, 'ann', 'accountant')", [organization])
        self.trusted = office.trusted(self.one, self.two, groups=("hera_app", "hera_bi"))
        self.reader = office.trusted(self.one, groups=("hera_app", "hera_bi"))

    def connect(self, login: str | None = None) -> Connection:
        return self.office.connect(login or self.trusted)


@pytest.fixture(scope="module")
def everything(office: Office) -> Spy:
    return Spy(office)


@pytest.fixture
def spy(everything: Spy) -> Iterator[Spy]:
    yield everything
    everything.office.close()


def enter(connection: Connection, organization: UUID, actor: str = "ann") -> str:
    """Set the context and return the value it wrote."""
    connection.execute("SELECT hera.set_context(%s, %s)", [organization, actor])
    context = value(connection, CONTEXT)
    assert isinstance(context, str)
    return context


def put(connection: Connection, context: str) -> None:
    connection.execute("SELECT set_config('hera.context', %s, true)", [context])


def seen(connection: Connection) -> list[UUID]:
    return [row[0] for row in connection.execute(SEEN).fetchall()]


def refusals(connection: Connection, call: sql.Composed) -> set[str]:
    """Codes of the refusal of a call, as an exception or as an outcome."""
    try:
        row = connection.execute(call).fetchone()
    except psycopg.Error as error:
        return {json.loads(error.diag.message_detail or "{}").get("code", str(error))}
    return {fault["code"] for fault in row[0]["errors"]} if row else set()


def assert_closed(connection: Connection, spy: Spy) -> None:
    """Row security shows nothing and every call is refused."""
    assert value(connection, "SELECT hera_internal.current_org()") is None
    assert seen(connection) == []
    for organization in (spy.one, spy.two):
        assert faults(submit(connection, organization, journal())) in (
            [("AUTH_001", "p_organization_id")],
            [("AUTHZ_001", "p_organization_id")],
        )


def test_context_opens_its_organization_only(spy: Spy) -> None:
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
        assert seen(connection) == [spy.one]
        assert submit(connection, spy.one, journal())["status"] == "posted"
        enter(connection, spy.two)
        assert seen(connection) == [spy.two]


def test_nothing_without_a_context(spy: Spy) -> None:
    connection = spy.connect()
    assert_closed(connection, spy)
    with refused("ZHA01"):
        connection.execute("SELECT * FROM hera.trial_balance(%s)", [spy.one])


@pytest.mark.parametrize(
    "forge",
    [
        lambda own, other: secrets.token_hex(32) + own[64:],
        lambda own, other: own[:64] + str(other) + own[100:],
        lambda own, other: own[:64] + own[64:100] + "root",
        lambda own, other: own + "x",
        lambda own, other: own[:-1],
        lambda own, other: own.upper(),
        lambda own, other: "0" * 64 + str(other) + "ann",
        lambda own, other: str(other),
        lambda own, other: "'; SELECT 1; --",
        lambda own, other: own[:64] + own[64:100],
    ],
)
def test_forged_value_opens_nothing(spy: Spy, forge: object) -> None:
    connection = spy.connect()
    with connection.transaction():
        own = enter(connection, spy.one)
        put(connection, forge(own, spy.two))  # type: ignore[operator]
        assert_closed(connection, spy)


def test_value_of_another_session_opens_nothing(spy: Spy) -> None:
    first, second = spy.connect(), spy.connect()
    with first.transaction(), second.transaction():
        copied = enter(first, spy.one)
        put(second, copied)
        assert_closed(second, spy)
        assert seen(first) == [spy.one]


def test_value_of_another_role_opens_nothing(spy: Spy) -> None:
    """Both logins share one transaction, so that nothing but the role differs."""
    connection = spy.office.connect("postgres")
    with connection.transaction():
        connection.execute(sql.SQL("SET LOCAL SESSION AUTHORIZATION {}").format(sql.Identifier(spy.trusted)))
        copied = enter(connection, spy.one)
        assert seen(connection) == [spy.one]
        connection.execute(sql.SQL("SET LOCAL SESSION AUTHORIZATION {}").format(sql.Identifier(spy.reader)))
        assert value(connection, CONTEXT) == copied
        assert_closed(connection, spy)


def test_value_ends_with_its_transaction(spy: Spy) -> None:
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
    assert value(connection, "SELECT current_setting('hera.context', true)") == ""
    assert_closed(connection, spy)


def test_kept_value_opens_nothing_later(spy: Spy) -> None:
    connection = spy.connect()
    with connection.transaction():
        kept = enter(connection, spy.one)
    with connection.transaction():
        put(connection, kept)
        assert_closed(connection, spy)
    connection.execute("SELECT set_config('hera.context', %s, false)", [kept])
    assert_closed(connection, spy)


def test_rolled_back_context_is_gone(spy: Spy) -> None:
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
        with connection.transaction(force_rollback=True):
            enter(connection, spy.two)
            assert seen(connection) == [spy.two]
        assert seen(connection) == [spy.one]


def test_refused_set_context_closes_the_old_one(spy: Spy) -> None:
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
        with refused("ZHZ01"), connection.transaction():
            enter(connection, spy.two, "stranger")
        with refused("ZHZ01"), connection.transaction():
            enter(connection, uuid4())
        assert seen(connection) == [spy.one]


@pytest.mark.parametrize("group", ["hera_app", "hera_bi"])
def test_set_role_closes_the_context(spy: Spy, group: str) -> None:
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(group)))
        assert value(connection, "SELECT hera_internal.current_org()") is None
        if group == "hera_bi":
            assert seen(connection) == []
        else:
            assert faults(submit(connection, spy.one, journal())) == [("AUTHZ_001", "p_organization_id")]
            with refused("ZHZ01"), connection.transaction():
                enter(connection, spy.one)
        connection.execute("RESET ROLE")
        assert seen(connection) == [spy.one]


def test_nobody_becomes_an_owner(spy: Spy) -> None:
    connection = spy.connect()
    for role in ("hera_owner", "hera_api", "postgres"):
        with refused("42501"):
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def test_plain_setting_of_the_entry_functions_opens_nothing(spy: Spy) -> None:
    """hera.organization_id works for hera_api alone, and every call writes it first."""
    connection = spy.connect()
    with connection.transaction():
        connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(spy.two)])
        assert seen(connection) == []
        assert_closed(connection, spy)
        enter(connection, spy.one)
        connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(spy.two)])
        posted = submit(connection, spy.one, journal())["transaction_id"]
        assert value(connection, "SELECT transaction_id FROM hera.list_transactions(%s)", [spy.one]) == UUID(posted)


def test_every_call_refuses_another_organization(spy: Spy) -> None:
    """Every entry function of hera_app and hera_admin, found in the catalog, with the other's plain setting forged."""
    functions = spy.office.admin.execute(
        """
        SELECT p.proname, array_to_string(ARRAY(
            SELECT format('NULL::%s', format_type(a.type, NULL))
            FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, number) WHERE a.number > 1), ', ')
        FROM pg_proc AS p
        WHERE p.pronamespace = 'hera'::regnamespace AND p.prosecdef AND p.pronargs > 0
            AND (p.proargnames)[1] = 'p_organization_id' AND has_function_privilege('hera_app', p.oid, 'EXECUTE')
        """
    ).fetchall()
    assert len(functions) > 25
    connection = spy.connect()
    for name, nulls in functions:
        for organization, wanted in ((spy.two, "AUTHZ_002"), (None, "AUTHZ_001")):
            with connection.transaction(force_rollback=True):
                if name != "set_context":
                    enter(connection, spy.one)
                connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(spy.two)])
                call = sql.SQL("SELECT * FROM hera.{}({})").format(
                    sql.Identifier(name),
                    sql.SQL(", ").join([sql.Literal(organization), sql.SQL(nulls)][: 1 + bool(nulls)]),
                )
                codes = refusals(connection, call)
                assert codes, f"{name} did not refuse"
                assert codes <= {"AUTHZ_001", "AUTHZ_002"}, (name, codes)
                if name not in ("set_context", "verify") and organization is not None:
                    assert codes == {wanted}, name


def test_prepared_statements_follow_the_context(spy: Spy) -> None:
    connection = spy.connect()
    connection.execute(f"PREPARE look AS {SEEN}")
    connection.execute("PREPARE org AS SELECT hera_internal.current_org()")
    connection.execute("SET plan_cache_mode = force_generic_plan")
    for organization in (spy.one, spy.two, spy.one):
        with connection.transaction():
            assert connection.execute("EXECUTE look").fetchall() == []
            enter(connection, organization)
            assert connection.execute("EXECUTE look").fetchall() == [(organization,)]
            assert connection.execute("EXECUTE org").fetchall() == [(organization,)]
        assert connection.execute("EXECUTE look").fetchall() == []


def test_open_cursor_keeps_its_organization(spy: Spy) -> None:
    """A cursor reads the snapshot and the organization it was opened with."""
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
        connection.execute("DECLARE rows CURSOR FOR SELECT e.organization_id FROM hera.core_entities AS e")
        assert connection.execute("FETCH 3 FROM rows").fetchall() == [(spy.one,)] * 3
        enter(connection, spy.two)
        assert set(connection.execute("FETCH ALL FROM rows").fetchall()) == {(spy.one,)}


def test_parallel_workers_see_the_same(spy: Spy) -> None:
    """The context is decided in the leader; a worker neither fails nor sees more."""
    connection = spy.connect()
    name = "debug_parallel_query" if connection.info.server_version >= 160000 else "force_parallel_mode"
    with connection.transaction():
        for setting, wanted in (
            (name, "on"),
            ("enable_indexscan", "off"),
            ("enable_bitmapscan", "off"),
            ("min_parallel_table_scan_size", "0"),
            ("parallel_setup_cost", "0"),
            ("parallel_tuple_cost", "0"),
        ):
            connection.execute("SELECT set_config(%s, %s, true)", [setting, wanted])
        plan = "\n".join(row[0] for row in connection.execute("EXPLAIN (COSTS off) SELECT * FROM entity_count"))
        assert "Gather" in plan
        assert connection.execute("SELECT * FROM entity_count").fetchall() == []
        for organization in (spy.one, spy.two):
            enter(connection, organization)
            assert [row[0] for row in connection.execute("SELECT * FROM entity_count")] == [organization]
            assert submit(connection, organization, journal())["status"] == "posted"


def test_argument_must_be_the_context(spy: Spy) -> None:
    connection = spy.connect()
    with connection.transaction():
        enter(connection, spy.one)
        assert faults(submit(connection, spy.two, journal())) == [("AUTHZ_002", "p_organization_id")]
        with refused("ZHZ02"), connection.transaction():
            submit(connection, spy.two, journal(raise_on_error=True))
        assert submit(connection, spy.one, journal())["status"] == "posted"


def test_bound_login_speaks_for_its_actor_only(spy: Spy) -> None:
    login = spy.office.login(spy.one, "viewer", actor="bob")
    connection = spy.connect(login)
    assert faults(submit(connection, spy.one, journal())) == [("AUTHZ_001", "p_organization_id")]
    with connection.transaction():
        enter(connection, spy.one, "bob")
        with refused("ZHZ01"), connection.transaction():
            enter(connection, spy.one, "ann")
        assert faults(submit(connection, spy.one, journal())) == [("AUTHZ_001", "p_organization_id")]


def test_revoked_access_ends_at_the_next_statement(spy: Spy) -> None:
    office = spy.office
    bound = spy.connect(office.login(spy.one, "accountant", actor="brief"))
    trusted = spy.connect(login := office.trusted(spy.one))
    with bound.transaction(), trusted.transaction():
        enter(trusted, spy.one)
        for connection in (bound, trusted):
            assert submit(connection, spy.one, journal())["status"] == "posted"
        office.admin.execute("SELECT hera.revoke_access(%s, NULL, 'brief')", [spy.one])
        office.admin.execute("SELECT hera.revoke_access(%s, %s::name)", [spy.one, login])
        for connection in (bound, trusted):
            assert faults(submit(connection, spy.one, journal())) == [("AUTHZ_001", "p_organization_id")]


def test_changed_role_counts_at_the_next_statement(spy: Spy) -> None:
    connection = spy.connect()
    spy.office.admin.execute("SELECT hera.grant_access(%s, NULL, 'eve', 'accountant')", [spy.one])
    with connection.transaction():
        enter(connection, spy.one, "eve")
        assert submit(connection, spy.one, journal())["status"] == "posted"
        spy.office.admin.execute("SELECT hera.grant_access(%s, NULL, 'eve', 'viewer')", [spy.one])
        assert faults(submit(connection, spy.one, journal())) == [("AUTHZ_001", "p_organization_id")]


def test_suspended_organization_is_read_only(spy: Spy) -> None:
    organization = spy.office.organization("Suspended")
    connection = spy.connect(spy.office.login(organization))
    spy.office.admin.execute(
        "UPDATE hera.core_organizations SET status = 'suspended' WHERE organization_id = %s", [organization]
    )
    assert faults(submit(connection, organization, journal())) == [("AUTHZ_003", "p_organization_id")]
    connection.execute("SELECT * FROM hera.trial_balance(%s)", [organization])


@pytest.mark.parametrize(
    "call", ["sign_context(%s, 'ann')", "read_context()", "resolve_caller(%s, 'transactions.read')"]
)
def test_no_login_may_call_the_signer(spy: Spy, call: str) -> None:
    for login in (spy.trusted, spy.office.login(None, groups=("hera_app", "hera_bi", "hera_admin", "hera_auditor"))):
        connection = spy.connect(login)
        with refused("42501"):
            connection.execute(f"SELECT hera_internal.{call}".encode(), [spy.one] if "%s" in call else None)
        with refused("42501"):
            connection.execute("SELECT * FROM hera_internal.context_key")
