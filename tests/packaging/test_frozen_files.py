"""What was released stays as it was, and a build says so when it does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hera_build import collect, release
from hera_build.model import BuildError
from support.releases import build, copy_tree, write
from support.sample import list_retired, make_new, make_old


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """A tree with a release."""
    tree = copy_tree(checkout, tmp_path_factory.mktemp("released"))
    make_old(tree)
    return tree


@pytest.fixture
def tree(released: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(released, tmp_path / "tree"))


def _frozen(tree: Path) -> list[str]:
    lines = (tree / "migrations/CHECKSUMS").read_text(encoding="utf-8").splitlines()
    return [line.split()[1] for line in lines]


def test_every_migration_is_guarded(tree: Path) -> None:
    """A guard that looks at the last file only would pass a test of the last file only."""
    bundle, names = collect.bundle(tree), _frozen(tree)
    assert names == sorted(p.name for p in (tree / "migrations").glob("*.sql") if ".verify." not in p.name)
    for name in names:
        path = tree / "migrations" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "-- changed\n", encoding="utf-8")
        with pytest.raises(BuildError, match=f"migrations/{name} is frozen and was changed"):
            release.check(tree, replace(bundle, migrations=collect.migrations(tree / "migrations")))
        if name == names[0]:
            done = build(tree, "--check")
            assert done.returncode == 1 and f"migrations/{name} is frozen and was changed" in done.stderr
        path.write_text(text, encoding="utf-8")
    assert build(tree, "--check").returncode == 0


def test_removed_migration(tree: Path) -> None:
    name = _frozen(tree)[3]
    (tree / "migrations" / name).unlink()
    (tree / "migrations" / name.replace(".sql", ".verify.sql")).unlink()
    done = build(tree, "--check")
    assert done.returncode == 1
    assert f"migrations/{name} is frozen and missing" in done.stderr


def test_sources_of_a_released_version(tree: Path) -> None:
    path = tree / "sql/packaging/functions/sample_kept.sql"
    path.write_text(path.read_text(encoding="utf-8").replace("p_a + 1", "p_a + 3"), encoding="utf-8")
    done = build(tree, "--check")
    assert done.returncode == 1
    assert "raise extension/VERSION" in done.stderr


def test_second_release_of_a_version(tree: Path) -> None:
    done = build(tree, "--release")
    assert done.returncode == 1
    assert "is released already" in done.stderr


def test_signature_that_is_not_listed(tree: Path) -> None:
    make_new(tree)
    done = build(tree, "--check")
    assert done.returncode == 1
    assert "hera.sample_total(integer) is gone" in done.stderr
    assert "hera_internal.sample_gone(integer) is gone" in done.stderr
    list_retired(tree)
    assert build(tree, "--check").returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "passes"),
    [
        ("p_a integer", "p_b integer", False),
        ("RETURNS integer", "RETURNS bigint", False),
        ("p_a integer", "p_a integer DEFAULT 3", True),
    ],
)
def test_signature_lint(tree: Path, old: str, new: str, passes: bool) -> None:
    write(tree, "extension/VERSION", "0.1.1\n")
    path = tree / "sql/packaging/functions/sample_kept.sql"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = build(tree, "--check")
    assert (done.returncode == 0) is passes, done.stderr
    if not passes:
        assert "hera_internal.sample_kept(integer) changed" in done.stderr


@pytest.fixture
def edited_record(installed: Any) -> tuple[Any, str]:
    """A database in which the record of an applied migration was edited."""
    server, name, connection = installed
    connection.execute("UPDATE hera_internal.migration SET body = body || '-- edited' WHERE version = 10")
    return server, name


def test_edited_record_is_refused(edited_record: tuple[Any, str]) -> None:
    server, name = edited_record
    with server.connect(name) as connection:
        with pytest.raises(psycopg.Error, match=r"migration 0010_.* is not the one that was applied") as caught:
            connection.execute("SELECT * FROM hera.migrate()")
        assert caught.value.sqlstate == "ZHD02"
        states = connection.execute("SELECT version FROM hera.migration_status() WHERE state = 'changed'").fetchall()
        assert states == [(10,)]
        wrong = connection.execute("SELECT check_name FROM hera.migration_verify() WHERE NOT ok").fetchall()
        assert any("migration 0010" in check for (check,) in wrong)


@pytest.mark.parametrize("arguments", [("up",), ("status", "--exit-code"), ("verify",)])
def test_command_line_exits_with_3(edited_record: tuple[Any, str], arguments: tuple[str, ...], checkout: Path) -> None:
    server, name = edited_record
    done = subprocess.run(
        [sys.executable, "-m", "hera", "--dsn", server.cluster.dsn(name), "migrate", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(checkout / "tools")},
    )
    assert done.returncode == 3, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("CREATE INDEX CONCURRENTLY x ON hera_internal.lot (id);\n", "CONCURRENTLY needs the first line"),
        ("UPDATE hera_internal.lot SET id = 1 WHERE id = 2 LIMIT @batch@;\n", "@batch@ needs the first line"),
        ("-- after 0899\nSELECT 1;\n", "there is no migration 0899 before it"),
    ],
)
def test_a_migration_in_the_wrong_place(tree: Path, body: str, said: str) -> None:
    write(tree, "extension/VERSION", "0.2.0\n")
    write(tree, "migrations/0950_misplaced_step.sql", body)
    write(tree, "migrations/0950_misplaced_step.verify.sql", "SELECT 1;\n")
    done = build(tree, "--check")
    assert done.returncode == 1
    assert said in done.stderr
    write(tree, "migrations/0950_misplaced_step.sql", f"-- outside a transaction\n{body}")
    assert build(tree, "--check").returncode == 0
