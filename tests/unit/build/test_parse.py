"""What the build reads from a source file, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from hera_build import parse
from hera_build.collect import order_views
from hera_build.model import Binding, BuildError
from hera_build.pythonsource import check_imports
from hera_build.signatures import arguments, identity, snapshot, unlisted

FUNCTION = """\
CREATE FUNCTION hera.do_it(
    p_a numeric(10, 2), -- an amount, in pounds
    p_b text DEFAULT 'x, (y', OUT r integer
)
RETURNS integer
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET lock_timeout = '50ms'
AS $function$
BEGIN
    -- SET work_mem = 1 in a body is no setting of the function
    RETURN 1;
END
$function$;
COMMENT ON FUNCTION hera.do_it(numeric, text) IS 'It.';
GRANT EXECUTE ON FUNCTION hera.do_it(numeric, text) TO hera_app, hera_bi;
ALTER FUNCTION hera.do_it(numeric, text) OWNER TO hera_owner;
"""


def test_traits() -> None:
    """Language, volatility, strictness, leakproofness, parallel safety: what verify compares besides the body."""
    assert parse.routine(Path("do_it.sql"), FUNCTION).traits == "plpgsql s f f u"
    header = "LANGUAGE sql\nIMMUTABLE STRICT PARALLEL SAFE\nSET work_mem = STABLE\nNOT LEAKPROOF"
    assert parse.traits(header) == "sql i t f s"
    assert parse.traits("LANGUAGE sql LEAKPROOF PARALLEL RESTRICTED") == "sql v f t r"


def test_routine() -> None:
    item = parse.routine(Path("do_it.sql"), FUNCTION)
    assert (item.qualified, item.owner, item.definer) == ("hera.do_it", "hera_owner", True)
    assert item.config == ('search_path=pg_catalog, "@vector_schema@", pg_temp', "lock_timeout=50ms")
    assert item.grantees == ("hera_app", "hera_bi")
    assert item.returns == "RETURNS integer"
    assert [(a.mode, a.name, a.type, a.default) for a in arguments(item)] == [
        ("IN", "p_a", "numeric(10, 2)", None),
        ("IN", "p_b", "text", "'x, (y'"),
        ("OUT", "r", "integer", None),
    ]
    assert identity(item) == "hera.do_it(numeric(10, 2), text)"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("other.sql", FUNCTION, "named after another function"),
        ("do_it.sql", FUNCTION + FUNCTION, "more than one function"),
        ("do_it.sql", "SELECT 1;", "no CREATE FUNCTION"),
    ],
)
def test_refused_files(name: str, text: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        parse.routine(Path(name), text)


@pytest.mark.parametrize(
    ("folder", "name", "text", "relation"),
    [
        ("triggers", "t", "CREATE CONSTRAINT TRIGGER t\nAFTER INSERT ON hera.x\nFOR EACH ROW ...", "hera.x"),
        ("policies", "p", "CREATE POLICY p ON hera.x USING (true);", "hera.x"),
        ("views", "v", "CREATE VIEW hera_bi.v WITH (security_invoker = true) AS SELECT 1;", "hera_bi.v"),
        ("views", "m", "CREATE MATERIALIZED VIEW hera.m AS SELECT 1;", "hera.m"),
        ("constraints", "c", "ALTER TABLE hera.x ADD CONSTRAINT c CHECK (true);", "hera.x"),
        ("data", "d", "INSERT INTO hera_internal.d VALUES (1);", "hera_internal.d"),
    ],
)
def test_bindings(folder: str, name: str, text: str, relation: str) -> None:
    found = parse.binding(folder, Path(f"{name}.sql"), text)
    assert (found.kind, found.name, found.relation) == (parse.BINDING_KINDS[folder], name, relation)
    with pytest.raises(BuildError):
        parse.binding(folder, Path("another.sql"), text)


def test_views_stand_after_what_they_read() -> None:
    views = [
        Binding("view", "a", "hera_bi.a", "SELECT * FROM hera_bi.c"),
        Binding("view", "b", "hera_bi.b", "SELECT 1"),
        Binding("view", "c", "hera_bi.c", "SELECT * FROM hera_bi.b"),
    ]
    assert [v.name for v in order_views(views)] == ["b", "c", "a"]
    circle = [Binding("view", "a", "s.a", "FROM s.b"), Binding("view", "b", "s.b", "FROM s.a")]
    with pytest.raises(BuildError, match="read each other"):
        order_views(circle)


def test_unlisted_signatures() -> None:
    old = snapshot([parse.routine(Path("do_it.sql"), FUNCTION)])
    renamed = snapshot([parse.routine(Path("do_it.sql"), FUNCTION.replace("p_a numeric", "p_z numeric"))])
    (name,) = old
    assert unlisted(old, old, []) == []
    assert len(unlisted(old, renamed, [])) == 1
    assert unlisted(old, renamed, [name]) == []
    assert unlisted(old, {}, []) == [f"{name} is gone"]


@pytest.mark.parametrize("source", ["import requests", "from psycopg import sql", "import plpy"])
def test_python_of_the_server_has_the_standard_library_only(source: str) -> None:
    with pytest.raises(BuildError, match="is not in the standard library"):
        check_imports(Path("x.py"), source)


def test_python_that_is_too_new() -> None:
    with pytest.raises(BuildError, match=r"in Python 3\.11"):
        check_imports(Path("x.py"), "def f[T](x: T) -> T: return x")
