"""Two versions that differ in everything an upgrade has to handle, made from the present sources."""

from __future__ import annotations

from pathlib import Path

from support.releases import must_build, write

OLD = "0.1.0"
NEW = "0.2.0"


def _function(schema: str, name: str, arguments: str, types: str, returns: str, body: str) -> str:
    return f"""\
CREATE FUNCTION {schema}.{name}({arguments})
RETURNS {returns}
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN {body};
END
$function$;
COMMENT ON FUNCTION {schema}.{name}({types}) IS 'A sample.';
GRANT EXECUTE ON FUNCTION {schema}.{name}({types}) TO hera_app, hera_bi;
"""


def make_old(tree: Path) -> None:
    """Add the sample objects to a copy of the sources and release it."""
    write(
        tree,
        "migrations/0900_create_sample.sql",
        "CREATE TABLE hera_internal.sample (id integer NOT NULL PRIMARY KEY, amount integer NOT NULL);\n"
        "COMMENT ON TABLE hera_internal.sample IS 'A sample.';\n",
    )
    write(
        tree,
        "migrations/0900_create_sample.verify.sql",
        "SELECT 1 / count(*) FROM pg_catalog.pg_class WHERE oid = 'hera_internal.sample'::pg_catalog.regclass;\n",
    )
    functions = "sql/packaging/functions"
    write(tree, f"{functions}/sample_total.sql",
          _function("hera", "sample_total", "p_a integer", "integer", "integer", "p_a"))  # fmt: skip
    write(tree, f"{functions}/sample_gone.sql",
          _function("hera_internal", "sample_gone", "p_a integer", "integer", "boolean", "p_a > 0"))  # fmt: skip
    write(tree, f"{functions}/sample_kept.sql",
          _function("hera_internal", "sample_kept", "p_a integer", "integer", "integer", "p_a + 1"))  # fmt: skip
    _typed(tree, "a integer")
    write(
        tree,
        "sql/packaging/constraints/sample_amount_check.sql",
        "ALTER TABLE hera_internal.sample ADD CONSTRAINT sample_amount_check"
        " CHECK (hera_internal.sample_gone(amount));\n",
    )
    write(
        tree,
        "sql/packaging/policies/sample_special.sql",
        "CREATE POLICY sample_special ON hera_internal.sample FOR SELECT TO hera_admin"
        " USING (hera_internal.sample_gone(id));\n",
    )
    _view(tree, "hera.sample_total(amount) AS total", "sample_view")
    write(tree, "extension/VERSION", f"{OLD}\n")
    for path in (tree / "extension/released").glob("*"):
        path.unlink()
    must_build(tree, "--release")


def _typed(tree: Path, attributes: str) -> None:
    """A composite type and a function that takes one and gives an array of them."""
    write(
        tree,
        "sql/packaging/types/sample_pair.sql",
        f"CREATE TYPE hera_internal.sample_pair AS ({attributes});\n"
        "COMMENT ON TYPE hera_internal.sample_pair IS 'A sample.';\n",
    )
    name, argument = "hera_internal.sample_pair", "p_pair hera_internal.sample_pair"
    text = _function("hera_internal", "sample_typed", argument, name, f"{name}[]", "ARRAY[p_pair]")
    write(tree, "sql/packaging/functions/sample_typed.sql", text)


def _view(tree: Path, column: str, name: str) -> None:
    write(
        tree,
        f"sql/packaging/views/{name}.sql",
        f"CREATE VIEW hera_bi.{name} WITH (security_invoker = true) AS\nSELECT id, amount, {column}\n"
        f"FROM hera_internal.sample;\nCOMMENT ON VIEW hera_bi.{name} IS 'A sample.';\n"
        f"GRANT SELECT ON hera_bi.{name} TO hera_bi;\n",
    )


def make_new(tree: Path) -> None:
    """Change signatures, bodies, rights, a view's columns and a column's type under it; unlisted as yet."""
    functions = "sql/packaging/functions"
    write(tree, "extension/VERSION", f"{NEW}\n")
    write(tree, f"{functions}/sample_total.sql",
          _function("hera", "sample_total", "p_a bigint, p_b integer DEFAULT 1", "bigint, integer", "bigint",
                    "p_a * p_b"))  # fmt: skip
    (tree / functions / "sample_gone.sql").unlink()
    _typed(tree, "a integer, b text")
    kept = _function("hera_internal", "sample_kept", "p_a integer", "integer", "integer", "p_a + 2")
    write(tree, f"{functions}/sample_kept.sql", kept.replace("hera_app, hera_bi", "hera_bi"))
    write(tree, f"{functions}/sample_new.sql",
          _function("hera_internal", "sample_new", "p_a bigint", "bigint", "boolean", "p_a > 0"))  # fmt: skip
    write(
        tree,
        "sql/packaging/constraints/sample_amount_check.sql",
        "ALTER TABLE hera_internal.sample ADD CONSTRAINT sample_amount_check"
        " CHECK (hera_internal.sample_new(amount));\n",
    )
    (tree / "sql/packaging/policies/sample_special.sql").unlink()
    _view(tree, "hera.sample_total(amount, 2) AS doubled", "sample_view")
    write(
        tree,
        "migrations/0901_widen_sample.sql",
        "ALTER TABLE hera_internal.sample DROP CONSTRAINT IF EXISTS sample_amount_check;\n"
        "ALTER TABLE hera_internal.sample ALTER COLUMN amount TYPE bigint;\n",
    )
    write(tree, "migrations/0901_widen_sample.verify.sql", "SELECT amount FROM hera_internal.sample LIMIT 0;\n")


def change_python(tree: Path) -> None:
    """Change a module that travels in the script."""
    path = tree / "python_udfs/hera_udfs/environment.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"python", platform', '"changed", platform'), encoding="utf-8"
    )


def list_retired(tree: Path) -> None:
    """List what make_new took away."""
    path = tree / "sql/packaging/retired.sql"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "DROP FUNCTION IF EXISTS hera.sample_total(integer);\n"
        + "DROP FUNCTION IF EXISTS hera_internal.sample_gone(integer);\n",
        encoding="utf-8",
    )
