"""Two versions of the API side by side: an old signature stays for one release beside the one that takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.releases import build, copy_tree, must_build, write
from support.sample import NEW, OLD, change_python, list_retired, make_new, make_old

PATH = "sql/deprecated/functions/sample_total.sql"
WRAPPER = """\
CREATE FUNCTION hera.sample_total(p_a integer)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What version 0.1.0 promised, by what is there now.
BEGIN
    RETURN hera.sample_total(p_a::bigint, 1)::integer;
END
$function$;
COMMENT ON FUNCTION hera.sample_total(integer) IS 'Deprecated since 0.2.0, gone in 0.3.0: hera.sample_total(bigint, integer).';
GRANT EXECUTE ON FUNCTION hera.sample_total(integer) TO hera_app, hera_bi;
"""


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> tuple[Path, Path, Path]:
    """Scripts of the old release and of one with both signatures, and the tree of the latter."""
    folder = tmp_path_factory.mktemp("api")
    tree = copy_tree(checkout, folder / "tree")
    make_old(tree)
    shutil.copytree(must_build(tree), folder / "old")
    make_new(tree)
    change_python(tree)
    write(tree, PATH, WRAPPER)
    retired = tree / "sql/packaging/retired.sql"
    text = retired.read_text(encoding="utf-8")
    list_retired(tree)
    # What stays is not retired.
    gone = retired.read_text(encoding="utf-8").replace("DROP FUNCTION IF EXISTS hera.sample_total(integer);\n", "")
    assert gone != text
    retired.write_text(gone, encoding="utf-8")
    return folder / "old", must_build(tree), tree


def test_both_signatures_work_and_a_view_on_the_old_one_stays(
    new_server: Callable[..., Any], trees: tuple[Path, Path, Path]
) -> None:
    server = new_server(trees[0], trees[1])
    name = server.migrated(OLD)
    with server.connect(name) as connection:
        connection.execute("CREATE VIEW public.totals AS SELECT hera.sample_total(21) AS total")
        with connection.transaction():
            connection.execute("SELECT * FROM hera.migrate_prepare()")
            connection.execute(f"ALTER EXTENSION hera UPDATE TO '{NEW}'")
            connection.execute("SELECT * FROM hera.migrate()")
        assert connection.execute("SELECT total FROM public.totals").fetchall() == [(21,)]
        assert connection.execute("SELECT hera.sample_total(5), hera.sample_total(p_a => 5)").fetchone() == (5, 5)
        assert connection.execute("SELECT hera.sample_total(5::bigint, 3)").fetchone() == (15,)
        types = connection.execute(
            "SELECT pg_typeof(hera.sample_total(5))::text, pg_typeof(hera.sample_total(5::bigint, 3))::text"
        ).fetchone()
        assert types == ("integer", "bigint")
        assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
        said = connection.execute(
            "SELECT obj_description('hera.sample_total(integer)'::regprocedure, 'pg_proc')"
        ).fetchone()
        assert said is not None
        assert said[0].startswith("Deprecated since 0.2.0, gone in 0.3.0")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda tree: write(tree, "extension/VERSION", "0.3.0\n"), "gone in 0.3.0; delete it and list it"),
        (lambda tree: write(tree, PATH, WRAPPER.replace("Deprecated since 0.2.0, gone in 0.3.0: ", "Old: ")),
         "must begin with 'Deprecated since"),
        (lambda tree: write(tree, "sql/deprecated/functions/lonely.sql",
                            WRAPPER.replace("hera.sample_total", "hera.lonely")), "there is no other hera.lonely"),
    ],
)  # fmt: skip
def test_the_build_ends_what_has_had_its_time(
    trees: tuple[Path, Path, Path], tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    tree = Path(shutil.copytree(trees[2], tmp_path / "tree"))
    assert build(tree, "--check").returncode == 0
    spoil(tree)
    done = build(tree, "--check")
    assert done.returncode == 1
    assert said in done.stderr


def test_after_its_time_it_is_retired(trees: tuple[Path, Path, Path], tmp_path: Path) -> None:
    tree = Path(shutil.copytree(trees[2], tmp_path / "tree"))
    must_build(tree, "--release")
    write(tree, "extension/VERSION", "0.3.0\n")
    (tree / PATH).unlink()
    done = build(tree, "--check")
    assert "not listed in sql/packaging/retired.sql" in done.stderr
    retired = tree / "sql/packaging/retired.sql"
    text = retired.read_text(encoding="utf-8") + "DROP FUNCTION IF EXISTS hera.sample_total(integer);\n"
    retired.write_text(text, encoding="utf-8")
    assert build(tree, "--check").returncode == 0
