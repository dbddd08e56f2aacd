"""Trees of other versions and servers that can install them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hera.server.cluster import Cluster
from hera.server.place import Place
from support.databases import Connection
from support.scratch import scratch_directory

_SOURCES = ("sql", "migrations", "python_udfs", "tools/build", "extension")


def copy_tree(checkout: Path, target: Path) -> Path:
    """Copy what the build reads."""
    for name in _SOURCES:
        shutil.copytree(
            checkout / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "/build"), dirs_exist_ok=True
        )
    shutil.rmtree(target / "extension" / "build", ignore_errors=True)
    return target


def build(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a tree's own build."""
    return subprocess.run(
        [sys.executable, str(tree / "tools/build/build.py"), *options], capture_output=True, text=True, check=False
    )


def must_build(tree: Path, *options: str) -> Path:
    """Build a tree and return the folder of the results."""
    done = build(tree, *options)
    assert done.returncode == 0, done.stderr
    return tree / "extension" / "build"


def write(tree: Path, path: str, text: str) -> None:
    """Write a source file."""
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text(text, encoding="utf-8")


def stage_of(place: Place, home: Path) -> Place:
    """The same server programs with a stage of its own, a copy of the checkout's."""
    other = replace(place, home=home)
    shutil.copytree(place.stage, other.stage, dirs_exist_ok=True)
    return other


def ask_pg_config(place: Place, option: str) -> str:
    """A directory of the server in use."""
    program = os.environ.get("PG_CONFIG") or str(place.bindir / "pg_config")
    done = subprocess.run([program, option], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def put_scripts(place: Place, *folders: Path) -> None:
    """Make built scripts visible to the servers of a stage; later folders win."""
    target = place.stage / Path(ask_pg_config(place, "--sharedir")).relative_to("/") / "extension"
    target.mkdir(parents=True, exist_ok=True)
    for path in target.glob("hera*"):
        path.unlink()
    for folder in folders:
        for path in folder.iterdir():
            if path.is_file():
                shutil.copy(path, target / path.name)


def start_cluster(place: Place, name: str, settings: dict[str, str]) -> Cluster:
    """A started cluster that takes extensions from a stage."""
    cluster = Cluster(place, scratch_directory(name), settings)
    cluster.init()
    cluster.start()
    return cluster


def _script(folder: Path, name: str) -> str:
    """A generated script without psql's commands."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("\\"))


def load_plain(connection: Connection, folder: Path) -> None:
    """Load the plain bundle in one transaction and migrate."""
    with connection.transaction():
        connection.execute(_script(folder, "hera-plain.sql").encode())
        connection.execute("SELECT * FROM hera.migrate()")
