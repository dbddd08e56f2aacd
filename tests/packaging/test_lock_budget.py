"""hera migrate plan, --dry-run, the lock budget, attempts, dumps, baseline and history."""

from __future__ import annotations

import hashlib
import json
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hera.cli.main import cli
from hera.install import Installer
from hera.migrations.plan import read_size
from support.catalog import difference, snapshot
from support.databases import Connection
from support.schemas import check
from support.staged import SECOND

Lots = tuple[Any, str, Connection]


def migrate(lots: Lots, *arguments: str) -> Result:
    server, name, _ = lots
    return CliRunner().invoke(
        cli, ["--dsn", server.cluster.dsn(name), "--output", "json", "migrate", *arguments], env={"COLUMNS": "200"}
    )


def outcome(done: Result) -> int:
    """Exit code, of the exceptions too that the entry point turns into one."""
    from hera.cli.errors import exit_code_of

    return (
        done.exit_code
        if done.exception is None or isinstance(done.exception, SystemExit)
        else exit_code_of(done.exception)
    )


def update(connection: Connection) -> None:
    connection.execute(f"ALTER EXTENSION hera UPDATE TO '{SECOND}'")


def change(connection: Connection, statement: str) -> None:
    """Make the pending migration 0901 say something else, in code and record alike: another release, without a build."""
    body = connection.execute("SELECT prosrc FROM pg_proc WHERE proname = 'migration_source'").fetchone()
    old = connection.execute("SELECT body, sha256 FROM hera_internal.migration_source() WHERE version = 901").fetchone()
    assert body is not None
    assert old is not None
    assert body[0].count(old[0]) == body[0].count(old[1]) == 1
    text = body[0].replace(old[0], statement).replace(old[1], hashlib.sha256(statement.encode()).hexdigest())
    connection.execute("UPDATE pg_proc SET prosrc = %s WHERE proname = 'migration_source'", [text])


REWRITE = "ALTER TABLE hera_internal.lot ADD COLUMN doubled integer, ALTER COLUMN amount TYPE bigint;\n"


def test_the_plan_says_what_each_statement_takes(lots: Lots) -> None:
    _, _, connection = lots
    update(connection)
    before = snapshot(connection)
    done = migrate(lots, "plan")
    assert outcome(done) == 0, done.output
    rows = json.loads(done.stdout)
    by_name = {row["name"]: row for row in rows if row["step"] == "migration"}
    assert by_name["0901_expand_lots.1"]["lock"] == "ACCESS EXCLUSIVE"
    assert by_name["0901_expand_lots.1"]["work"] is None
    size = connection.execute("SELECT pg_relation_size('hera_internal.lot')").fetchone()
    assert size is not None
    assert by_name["0901_expand_lots.1"]["bytes"] == size[0] > 0
    assert (by_name["0902_fill_doubled.1"]["action"], by_name["0902_fill_doubled.1"]["work"]) == ("waits", "rows")
    index = by_name["0903_index_lots.2"]
    assert (index["relation"], index["lock"], index["work"]) == (
        "hera_internal.split",
        "SHARE UPDATE EXCLUSIVE",
        "scan",
    )
    whole = connection.execute(
        "SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree('hera_internal.split')"
    ).fetchone()
    assert index["bytes"] == int(whole[0])  # type: ignore[index]
    assert by_name["0904_check_doubled.2"]["work"] == "scan"
    assert {row["verdict"] for row in rows} == {"ok"}
    assert difference(before, snapshot(connection)) == []


def test_the_plan_names_who_is_in_the_way_now(lots: Lots) -> None:
    server, name, connection = lots
    update(connection)
    with server.connect(name, autocommit=False) as holder:
        holder.execute("SELECT count(*) FROM hera_internal.lot")
        rows = {row["name"]: row for row in json.loads(migrate(lots, "plan").stdout)}
        pid = holder.info.backend_pid
    assert f"{pid} postgres holds AccessShareLock, idle in transaction" in rows["0901_expand_lots.1"]["now"]
    # A build beside readers waits for none of them.
    assert str(pid) not in (rows["0903_index_lots.1"]["now"] or "")


def test_over_the_budget_is_refused(lots: Lots) -> None:
    _, _, connection = lots
    update(connection)
    change(connection, REWRITE)
    done = migrate(lots, "plan", "--lock-budget", "100kB")
    assert outcome(done) == 3
    assert "0901_expand_lots.1 on hera_internal.lot: rewrite of" in done.stderr
    before = snapshot(connection)
    done = migrate(lots, "up", "--lock-budget", "100kB", "--no-dump")
    assert outcome(done) == 3
    assert "over the lock budget" in str(done.exception)
    assert difference(before, snapshot(connection)) == []
    # A table under the budget, or none at all.
    assert outcome(migrate(lots, "plan", "--lock-budget", "1GB")) == 0
    done = migrate(lots, "up", "--lock-budget", "none", "--no-dump")
    assert outcome(done) == 0, done.output
    kind = connection.execute("SELECT atttypid::regtype::text FROM pg_attribute WHERE attname = 'amount'"
                              " AND attrelid = 'hera_internal.lot'::regclass").fetchone()  # fmt: skip
    assert kind == ("bigint",)


def test_a_program_is_not_judged_without_a_rehearsal(lots: Lots) -> None:
    _, _, connection = lots
    update(connection)
    change(connection, "DO $x$ BEGIN ALTER TABLE hera_internal.lot ADD COLUMN doubled integer; END $x$;\n")
    rows = {row["name"]: row for row in json.loads(migrate(lots, "plan").stdout)}
    assert rows["0901_expand_lots.1"]["verdict"] == "unknown: see --dry-run"


def test_a_dry_run_reports_what_happened_and_undoes_it(lots: Lots) -> None:
    _, _, connection = lots
    update(connection)
    change(connection, REWRITE)
    before = snapshot(connection)
    done = migrate(lots, "--dry-run")
    assert outcome(done) == 0, done.output
    rows = [row for row in json.loads(done.stdout) if row["relation"] == "hera_internal.lot"]
    assert [(row["migration"], row["lock_mode"], row["rewritten"]) for row in rows] == [
        ("0901_expand_lots", "AccessExclusiveLock", True)
    ]
    assert float(rows[0]["milliseconds"]) > 0
    waits = {row["migration"] for row in json.loads(done.stdout) if row["lock_mode"] == "outside a transaction"}
    assert waits >= {"0902_fill_doubled", "0903_index_lots"}
    assert difference(before, snapshot(connection)) == []
    # Without a rewrite it says so.
    change(connection, "ALTER TABLE hera_internal.lot ADD COLUMN doubled integer;\n")
    rows = [row for row in json.loads(migrate(lots, "--dry-run").stdout) if row["relation"] == "hera_internal.lot"]
    assert [(row["lock_mode"], row["rewritten"], row["scanned"]) for row in rows] == [
        ("AccessExclusiveLock", False, False)
    ]


def test_a_lock_is_asked_for_again_until_it_is_granted(lots: Lots) -> None:
    server, name, connection = lots
    update(connection)
    holder = server.connect(name, autocommit=False)
    holder.execute("LOCK TABLE hera_internal.lot IN ACCESS SHARE MODE")
    timer = threading.Timer(3, holder.close)
    timer.start()
    try:
        done = migrate(lots, "up", "--lock-timeout", "200ms", "--attempts", "20", "--no-dump")
    finally:
        timer.cancel()
        holder.close()
    assert outcome(done) == 0, done.output
    assert "attempt 1 of 20" in done.stderr
    assert connection.execute("SELECT doubled FROM hera_internal.lot WHERE id = 3").fetchone() == (6,)


def test_when_the_attempts_are_used_up_it_is_5_and_nothing_is_changed(lots: Lots) -> None:
    server, name, connection = lots
    update(connection)
    before = snapshot(connection)
    with server.connect(name, autocommit=False) as holder:
        holder.execute("LOCK TABLE hera_internal.lot IN ACCESS SHARE MODE")
        done = migrate(lots, "up", "--lock-timeout", "100ms", "--attempts", "2", "--no-dump")
    assert outcome(done) == 5
    assert difference(before, snapshot(connection)) == []


def test_the_engine_in_the_database_asks_three_times(lots: Lots) -> None:
    """The holder lets go after the first attempt: hera.migrate() from psql gets through."""
    server, name, connection = lots
    update(connection)
    holder = server.connect(name, autocommit=False)
    holder.execute("LOCK TABLE hera_internal.lot IN ACCESS SHARE MODE")
    threading.Timer(1, holder.close).start()
    connection.execute("SET lock_timeout = '700ms'")
    rows = connection.execute("SELECT name FROM hera.migrate() WHERE action = 'applied'").fetchall()
    assert ("0901_expand_lots",) in rows
    connection.execute("RESET lock_timeout")


def _organization(connection: Connection) -> None:
    update(connection)
    connection.execute("SELECT hera.create_organization('Dumped')")


def test_books_are_dumped_before_an_upgrade(lots: Lots, tmp_path: Path) -> None:
    server, _, connection = lots
    _organization(connection)
    done = migrate(
        lots, "up", "--dump-directory", str(tmp_path / "d"), "--pg-dump", str(server.place.bindir / "pg_dump")
    )
    assert outcome(done) == 0, done.output
    (file,) = (tmp_path / "d").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    listed = subprocess.run(
        [str(server.place.bindir / "pg_restore"), "--list", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert "TABLE DATA hera core_organizations" in listed
    assert "TABLE DATA hera_internal lot" in listed
    # Nothing is to do any more: no dump.
    assert outcome(migrate(lots, "up", "--dump-directory", str(tmp_path / "d"))) == 0
    assert len(list((tmp_path / "d").iterdir())) == 1


def test_without_a_dump_nothing_is_changed(lots: Lots, tmp_path: Path) -> None:
    _, _, connection = lots
    _organization(connection)
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n", encoding="utf-8")
    old.chmod(0o755)
    failing = tmp_path / "failing"
    failing.write_text("#!/bin/sh\n[ \"$1\" = --version ] && echo 'pg_dump (PostgreSQL) 99.1' && exit\nexit 1\n")
    failing.chmod(0o755)
    before = snapshot(connection)
    for program, said in (
        (old, "older than the server"),
        (tmp_path / "none", "cannot be run"),
        (failing, "dump failed"),
    ):
        done = migrate(lots, "up", "--dump-directory", str(tmp_path / "d"), "--pg-dump", str(program))
        assert outcome(done) == 1
        assert said in str(done.exception)
        assert "--no-dump" in str(getattr(done.exception, "hint", ""))
    assert difference(before, snapshot(connection)) == []
    assert not list((tmp_path / "d").glob("*"))


def test_an_operator_who_is_no_superuser_can_dump(lots: Lots, tmp_path: Path) -> None:
    from hera.migrations.dump import dump

    server, name, connection = lots
    _organization(connection)
    connection.execute("DO $$ BEGIN CREATE ROLE dumper LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    connection.execute("GRANT hera_owner TO dumper")
    with server.connect(name, "dumper") as other:
        file = dump(other, tmp_path, str(server.place.bindir / "pg_dump"))
    script = subprocess.run(
        [str(server.place.bindir / "pg_restore"), "--data-only", "--table=core_organizations", "-f", "-", str(file)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Dumped" in script


def test_storage_without_a_record_is_adopted_when_it_fits(lots: Lots) -> None:
    _, _, connection = lots
    connection.execute("CREATE TABLE public.kept AS SELECT * FROM hera_internal.migration")
    last = connection.execute("SELECT max(version) FROM public.kept").fetchone()
    assert last is not None
    connection.execute("ALTER TABLE hera_internal.lot RENAME COLUMN note TO remark")
    connection.execute("DELETE FROM hera_internal.migration")
    done = migrate(lots, "baseline", str(last[0]))
    assert outcome(done) == 3
    assert [row["name"] for row in check("migrate-baseline", done.stdout)] == ["create_lots"]
    assert connection.execute("SELECT count(*) FROM hera_internal.migration").fetchone() == (0,)
    connection.execute("ALTER TABLE hera_internal.lot RENAME COLUMN remark TO note")
    done = migrate(lots, "baseline", str(last[0]))
    assert outcome(done) == 0, done.output
    query = "SELECT version, name, body, sha256 FROM {} ORDER BY version"
    assert (
        connection.execute(query.format("hera_internal.migration").encode()).fetchall()
        == connection.execute(query.format("public.kept").encode()).fetchall()
    )
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
    assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []


def test_history_says_who_when_how_long_and_what(lots: Lots) -> None:
    _, _, connection = lots
    update(connection)
    assert outcome(migrate(lots, "--no-dump")) == 0
    rows = json.loads(migrate(lots, "history").stdout)
    count = connection.execute("SELECT count(*) FROM hera_internal.migration").fetchone()
    assert len(rows) == count[0]  # type: ignore[index]
    # In the order in which they were applied: what waited came last but for what came after it.
    assert [row["version"] for row in rows][-4:] == [901, 902, 903, 904]
    last = rows[-1]
    assert (last["applied_by"], last["bundle_version"], len(last["sha256"])) == ("postgres", SECOND, 64)
    assert last["duration"] > "00:00:00"


def test_an_update_that_is_not_made_yet_is_planned(lots: Lots) -> None:
    """The functions are still the old ones; the new migrations are read in a transaction that is rolled back."""
    server, name, connection = lots
    installer = Installer(connection)
    installer._target_version = lambda: SECOND  # type: ignore[method-assign]
    migrations, _ = installer.pending()
    assert [version for version, *_ in migrations] == [901, 902, 903, 904]
    assert connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'hera'").fetchone() == ("0.1.0",)


@pytest.mark.parametrize(("text", "wanted"), [("0", 0), ("64MB", 1 << 26), ("1 gb", 1 << 30), ("17kB", 17 << 10)])
def test_sizes(text: str, wanted: int) -> None:
    assert read_size(text) == wanted


def test_a_size_that_is_none(lots: Lots) -> None:
    assert migrate(lots, "plan", "--lock-budget", "much").exit_code == 2
    with pytest.raises(ValueError, match="-1"):
        read_size("-1")
