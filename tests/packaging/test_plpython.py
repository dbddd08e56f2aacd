"""The second extension: who owns it, and what it refuses to run."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.databases import Connection


@pytest.fixture
def python(installed: Any) -> tuple[Any, str, Connection]:
    """A database with hera_plpython."""
    server, name, connection = installed
    try:
        connection.execute("CREATE EXTENSION hera_plpython CASCADE")
    except (psycopg.errors.UndefinedFile, psycopg.errors.FeatureNotSupported) as error:
        pytest.skip(f"no PL/Python on this server: {error}")
    return server, name, connection


def _functions(connection: Connection) -> list[tuple[str, str, bool, bool]]:
    return connection.execute(
        "SELECT p.oid::regprocedure::text, r.rolname, p.prosecdef, has_function_privilege('public', p.oid, 'EXECUTE')"
        " FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner JOIN pg_depend AS d ON d.objid = p.oid"
        " AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e' JOIN pg_extension AS e ON e.oid = d.refobjid"
        " WHERE e.extname = 'hera_plpython' ORDER BY 1"
    ).fetchall()


def test_functions_stay_with_the_superuser(python: tuple[Any, str, Connection]) -> None:
    connection = python[2]
    functions = _functions(connection)
    assert functions
    assert {(owner, definer, public) for _, owner, definer, public in functions} == {("postgres", False, False)}
    connection.execute("SELECT * FROM hera.migrate()")
    assert _functions(connection) == functions
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []


def test_environment_is_described(python: tuple[Any, str, Connection]) -> None:
    connection = python[2]
    connection.execute("SET ROLE hera_admin")
    rows = {name: (version, hint) for name, version, hint in connection.execute(
        "SELECT component, version, hint FROM hera.describe_model_environment()"
    ).fetchall()}  # fmt: skip
    assert rows["python"][0].startswith("3.")
    version, hint = rows["sklearn"]
    assert version or "python3-sklearn" in hint
    connection.execute("RESET ROLE")
    connection.execute("SET ROLE hera_app")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM hera.describe_model_environment()")


def test_other_source_is_refused(python: tuple[Any, str, Connection]) -> None:
    """Whoever can replace the source must not be able to run it."""
    server, name, connection = python
    row = connection.execute("SELECT pg_get_functiondef('hera_internal.python_source()'::regprocedure)").fetchone()
    assert row is not None
    changed = row[0].replace("SKLEARN_HINT = ", "import os\nos.system('true')\nSKLEARN_HINT = ")
    assert changed != row[0]
    connection.execute(changed.encode())
    with server.connect(name) as other:
        with pytest.raises(psycopg.Error, match="is not the one that was installed") as caught:
            other.execute("SELECT * FROM hera.describe_model_environment()")
        assert caught.value.sqlstate == "ZHD03"
    connection.execute("DROP EXTENSION hera_plpython")
    connection.execute("CREATE EXTENSION hera_plpython")
    with server.connect(name) as other:
        assert other.execute("SELECT * FROM hera.describe_model_environment()").fetchall()


def test_modules_come_from_the_database(python: tuple[Any, str, Connection]) -> None:
    connection = python[2]
    connection.execute("SELECT * FROM hera.describe_model_environment()")
    connection.execute(
        "CREATE FUNCTION pg_temp.origin() RETURNS text LANGUAGE plpython3u AS"
        " $$ import sys; return sys.modules['hera_udfs.environment'].__spec__.origin $$"
    )
    assert connection.execute("SELECT pg_temp.origin()").fetchone() == ("<hera_udfs.environment>",)


# Latin, Greek and Cyrillic, digits and signs: the scripts whose classes every version of Unicode agrees on.
ALPHABET = st.sampled_from(
    [chr(code) for code in (*range(32, 127), *range(0xA0, 0x180), *range(0x3B1, 0x3CA), *range(0x410, 0x450))]
)


def test_normalize_text_has_a_twin(python: tuple[Any, str, Connection]) -> None:
    connection = python[2]

    @settings(max_examples=200, deadline=None)
    @given(st.text(ALPHABET, max_size=60))
    def check(value: str) -> None:
        row = connection.execute(
            "SELECT hera_internal.normalize_text(%(v)s), hera_internal.normalize_text_python(%(v)s)", {"v": value}
        ).fetchone()
        assert row is not None
        assert row[0] == row[1]

    check()


def test_embedding_is_made_of_the_features(python: tuple[Any, str, Connection]) -> None:
    """The vector that SQL makes is the one made of the features that Python names."""
    connection = python[2]
    for payee, text, unit in [("acme ltd", "office chairs 0", "ops"), ("a", None, None), (None, "x y x", "u")]:
        row = connection.execute(
            """
            WITH feature AS (
                SELECT hashtextextended(f.feature, f.family) AS hash, f.weight
                FROM hera_internal.list_text_features(%(p)s, %(t)s, %(u)s) AS f
            ), bucket AS (
                SELECT (hash & 255)::int AS dimension,
                    sum(CASE WHEN hash & 256 = 0 THEN weight ELSE -weight END) AS value
                FROM feature GROUP BY 1
            )
            SELECT hera_internal.embed_text(%(p)s, %(t)s, %(u)s) = (
                SELECT '[' || string_agg(
                    round((COALESCE(b.value, 0) / (SELECT sqrt(sum(value * value)) FROM bucket))::numeric, 5)::text,
                    ',' ORDER BY d) || ']'
                FROM generate_series(0, 255) AS d LEFT JOIN bucket AS b ON b.dimension = d)
            """,
            {"p": payee, "t": text, "u": unit},
        ).fetchone()
        assert row == (True,)
