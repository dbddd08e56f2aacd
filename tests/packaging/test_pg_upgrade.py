"""pg_upgrade carries the books to another major version."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hera.cli.errors import HeraError
from hera.server.cluster import Cluster, extension_settings
from hera.server.place import Place
from support.books import open_books, submit, trial_balance
from support.catalog import difference, snapshot
from support.releases import put_scripts, stage_of


@dataclass
class Major:
    """The programs of one major version."""

    number: int
    bindir: Path

    @property
    def pg_config(self) -> str:
        """Names these programs to the set-up scripts."""
        return str(self.bindir / "pg_config")


def _majors(place: Place) -> list[Major]:
    """Every major version here that can install HERA; HERA_BINDIRS names directories besides the usual ones."""
    extra = [Path(p) for p in os.environ.get("HERA_BINDIRS", "").split(":") if p]
    found: dict[int, Major] = {}
    for bindir in [*extra, place.bindir, *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]:
        if not (bindir / "pg_upgrade").exists() or not (bindir / "pg_config").exists():
            continue
        major = Major(int(_ask(bindir, "--version").split()[1].split(".")[0]), bindir)
        share = Path(_ask(bindir, "--sharedir"))
        staged = place.stage / share.relative_to("/")
        has_vector = any((folder / "extension/vector.control").exists() for folder in (share, staged))
        if has_vector and (_takes_stage(place, major) or (share / "extension/hera.control").exists()):
            found.setdefault(major.number, major)
    return [found[number] for number in sorted(found)]


def _takes_stage(place: Place, major: Major) -> bool:
    """Whether its servers load extensions from outside their own directories."""
    try:
        return bool(extension_settings(replace(place, bindir=major.bindir, major=major.number)))
    except HeraError:
        return False


def _ask(bindir: Path, option: str) -> str:
    return subprocess.run([bindir / "pg_config", option], capture_output=True, text=True, check=True).stdout.strip()


def _cluster(place: Place, major: Major, home: Path, scripts: Path) -> Cluster:
    """A cluster of that major version, not started; PG_CONFIG names its programs from here on."""
    os.environ["PG_CONFIG"] = major.pg_config
    other = replace(place, bindir=major.bindir, major=major.number)
    own = replace(other, home=home)
    if _takes_stage(place, major):
        own = stage_of(other, home)
        put_scripts(own, scripts)
    cluster = Cluster(own, home / "c", {"fsync": "off", "shared_buffers": "64MB"})
    cluster.init()
    return cluster


def _pg_upgrade(old: Cluster, new: Cluster, folder: Path) -> None:
    uid, gid = old.data.stat().st_uid, old.data.stat().st_gid
    folder.mkdir()
    os.chown(folder, uid, gid)
    done = subprocess.run(
        [str(new.place.bindir / "pg_upgrade"), "-b", str(old.place.bindir), "-B", str(new.place.bindir),
         "-d", str(old.data), "-D", str(new.data), "-s", str(folder), "-U", "postgres"],
        cwd=folder, capture_output=True, text=True, check=False,
        # Like the server, pg_upgrade refuses to run as root.
        user=uid if os.getuid() == 0 else None, group=gid if os.getuid() == 0 else None,
    )  # fmt: skip
    logs = sorted((new.data / "pg_upgrade_output.d").rglob("pg_upgrade_dump_*.log"))
    assert done.returncode == 0, done.stdout + "".join(path.read_text()[-3000:] for path in logs)


def test_pg_upgrade(place: Place, packaging_home: Path, releases: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    majors = _majors(place)
    if len(majors) < 2:
        pytest.skip(f"only one major version with pgvector here: {[m.number for m in majors]}")
    source, target = majors[-2:]
    monkeypatch.setenv("PG_CONFIG", source.pg_config)
    old = _cluster(place, source, packaging_home / "old", releases.present)
    old.start()
    with psycopg.connect(old.dsn("postgres"), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        organization = open_books(connection)
        submit(connection, organization, 3)
        balance = trial_balance(connection, organization)
        options = connection.execute(
            "SELECT count(*) FROM pg_attribute WHERE array_to_string(attoptions, ',') LIKE '%pg_attver%'"
        ).fetchone()
    old.stop()
    # Some builds of PostgreSQL 15 mark columns with an option of their own, which other builds cannot restore.
    if options != (0,) and b"pg_attver" not in (target.bindir / "pg_dump").read_bytes():
        pytest.skip(f"PostgreSQL {target.number} here cannot restore any table of PostgreSQL {source.number} here")

    new = _cluster(place, target, packaging_home / "new", releases.present)
    new.start()
    new.stop()
    os.environ["PG_CONFIG"] = source.pg_config
    _pg_upgrade(old, new, packaging_home / "up")
    os.environ["PG_CONFIG"] = target.pg_config
    new.start()
    try:
        with psycopg.connect(new.dsn("postgres"), autocommit=True) as connection:
            connection.execute("SELECT * FROM hera.migrate()")
            assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
            assert trial_balance(connection, organization) == balance
            assert submit(connection, organization, 4)["status"] == "posted"
            connection.execute("CREATE DATABASE fresh")
            upgraded = snapshot(connection)
        with psycopg.connect(new.dsn("fresh"), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION hera CASCADE")
            connection.execute("SELECT * FROM hera.migrate()")
            assert difference(snapshot(connection), upgraded) == []
    finally:
        new.remove()
