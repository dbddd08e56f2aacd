"""Backups: whole or none, unreadable without the key, every bit watched, and restored to be believed."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hera.backup import dump, programs, store
from hera.cli.main import cli
from hera.jobs.perform import Outcome, perform
from support.office import Office, journal, submit, submit_batch, value
from support.schemas import check


@pytest.fixture(scope="module")
def books(office: Office) -> Office:
    """A database with some books in it and a seal."""
    organization = office.organization("Backup")
    submit_batch(office.admin, organization, [journal(n + 1, description=f"rent {n} of Quay House") for n in range(20)])
    office.admin.execute("SELECT hera.seal_audit()")
    return office


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A recipient of age and the file of its identity."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    file = tmp_path_factory.mktemp("key") / "age.key"
    file.write_text(f"# a key\n{identity}\n", encoding="ascii")
    return str(identity.to_public()), file


SCHEMAS = {
    "create": "backup-create",
    "list": "backup-list",
    "verify": "backup-verify",
    "extract": "backup-extract",
}


def run(office: Office, command: str, *arguments: str, user: str = "postgres") -> Result:
    dsn = office.database.cluster.dsn(office.database.name, user)
    done = CliRunner().invoke(cli, ["--dsn", dsn, "--output", "json", "backup", command, *arguments])
    if done.stdout:
        check(SCHEMAS[command], done.stdout)
    return done


def create(office: Office, directory: Path, *more: str) -> dict[str, Any]:
    result = run(office, "create", f"--directory={directory}", *more)
    assert result.exit_code == 0, (result.output, result.exception)
    return dict(json.loads(result.stdout)[0])


def checks(result: Result) -> dict[str, bool]:
    return {row["check"]: row["ok"] for row in json.loads(result.stdout)}


def listed(office: Office, name: str) -> dict[str, Any]:
    return dict(value(
        office.admin, "SELECT to_jsonb(b) FROM hera.list_backups(1000) AS b WHERE b.name = %s", [name]
    ))  # fmt: skip


def test_a_backup_is_restored_and_checked(books: Office, tmp_path: Path) -> None:
    made = create(books, tmp_path)
    assert made["rows"] > 100
    result = run(books, "verify", f"--directory={tmp_path}")
    assert result.exit_code == 0, (result.output, result.exception)
    found = checks(result)
    assert len(found) == 7
    assert set(found.values()) == {True}
    assert json.loads(run(books, "list").stdout)[0]["name"] == made["name"]
    record = listed(books, made["name"])
    assert (record["ok"], record["findings"]) == (True, [])
    assert record["recovery_time_seconds"] > 0
    assert record["recovery_point_seconds"] > 0


def test_the_job_proves_the_newest(books: Office, tmp_path: Path) -> None:
    def run() -> Outcome:
        with books.database.connect() as connection:
            return perform(connection, "verify_backup", Event())

    assert run().result == {"directory": None}
    books.admin.execute("SELECT hera.set_setting('backup_directory', %s)", [str(tmp_path)])
    assert "has no backup" in run().result["error"]
    made = create(books, tmp_path)
    done = run()
    assert (done.outcome, done.result["backup"]) == ("done", made["name"]), done.result
    assert listed(books, made["name"])["ok"] is True
    dump_file = next(path for path in (tmp_path / made["name"]).iterdir() if path.suffix == ".dump")
    dump_file.write_bytes(dump_file.read_bytes()[:-1] + b"?")
    done = run()
    assert (done.outcome, "files are as they were written" in done.result["error"]) == ("failed", True)
    assert listed(books, made["name"])["ok"] is False
    books.admin.execute("SELECT hera.set_setting('backup_directory', NULL)")


def test_an_encrypted_backup_needs_its_key(books: Office, tmp_path: Path, key: tuple[str, Path]) -> None:
    made = create(books, tmp_path, f"--recipient={key[0]}")
    file = tmp_path / made["name"] / "hera.dump.age"
    assert {path.name for path in file.parent.iterdir()} == {"hera.dump.age", "manifest.json", "SHA256SUMS"}
    assert b"Quay House" not in file.read_bytes()
    clear = tmp_path / "clear.dump"
    assert run(books, "extract", f"--directory={tmp_path}", f"--to={clear}").exit_code == 1
    done = run(books, "extract", f"--directory={tmp_path}", f"--to={clear}", f"--identity={key[1]}")
    assert done.exit_code == 0, done.output
    assert clear.read_bytes()[:5] == b"PGDMP"
    result = run(books, "verify", f"--directory={tmp_path}", f"--identity={key[1]}")
    assert result.exit_code == 0, result.output
    without = run(books, "verify", f"--directory={tmp_path}")
    assert without.exit_code == 3
    assert checks(without)["it can be restored"] is False


def test_a_role_that_row_security_silences_is_refused(books: Office, tmp_path: Path) -> None:
    login = books.login(groups=("hera_admin",))
    result = run(books, "create", f"--directory={tmp_path}", user=login)
    assert result.exception is not None
    assert "does not see all rows" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_dump_that_lacks_rows_is_not_kept(books: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = programs.run

    def forgetful(command: list[str], variables: dict[str, str]) -> None:
        honest([*command, "--exclude-table-data=hera.core_entities"], variables)

    monkeypatch.setattr(dump, "run", forgetful)
    result = run(books, "create", f"--directory={tmp_path}")
    assert getattr(result.exception, "exit_code", None) == 3
    assert "hera.core_entities" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_rows_are_those_of_one_moment(books: Office, tmp_path: Path) -> None:
    """Others post all the while; the dump and the count do not see a part of it."""
    organization = books.organization("Busy")
    stop = threading.Event()
    posted: list[str] = []

    def post() -> None:
        with books.database.connect() as connection:
            while not stop.is_set():
                posted.append(submit(connection, organization, journal(len(posted) + 1))["status"])

    thread = threading.Thread(target=post)
    thread.start()
    try:
        create(books, tmp_path)
    finally:
        stop.set()
        thread.join()
    assert len(posted) > 5


@pytest.fixture
def kept(books: Office, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    made = create(books, tmp_path)
    yield tmp_path / made["name"], made["sums"]


def test_every_flipped_bit_is_found(kept: tuple[Path, str], seed: int, record_figure: Any) -> None:
    directory, sums = kept
    chance = random.Random(seed)
    files = sorted(directory.iterdir())
    places = [(file, size) for file in files if (size := file.stat().st_size)]
    found = 0
    # Each file has its share, the small ones too: a manifest that lies is as bad as a dump.
    for number in range(50):
        file, size = places[number % len(places)]
        content = bytearray(file.read_bytes())
        content[chance.randrange(size)] ^= 1 << chance.randrange(8)
        honest = file.read_bytes()
        file.write_bytes(content)
        found += bool(store.wrong_sums(directory, sums))
        file.write_bytes(honest)
    assert store.wrong_sums(directory, sums) == []
    assert found == 50
    record_figure("random bit flips in a backup that are found", found, "flips", "all 50")


def test_whoever_changes_the_sums_too_is_found(books: Office, kept: tuple[Path, str]) -> None:
    directory, sums = kept
    manifest = directory / store.MANIFEST
    manifest.write_text(manifest.read_text().replace('"pg_dump"', '"pg_dumb"'))
    lines = [f"{store.digest(path)}  {path.name}\n" for path in sorted(directory.iterdir()) if path.name != store.SUMS]
    (directory / store.SUMS).write_text("".join(lines))
    assert store.wrong_sums(directory) == []
    assert store.wrong_sums(directory, sums) != []
    assert run(books, "verify", f"--directory={directory.parent}").exit_code == 3


def test_books_that_were_wrong_before_the_backup_are_found(books: Office, tmp_path: Path) -> None:
    """The last of this module: it leaves the books wrong."""
    with books.database.connect() as superuser:
        superuser.execute("ALTER TABLE hera.universal_transaction_lines DISABLE TRIGGER USER")
        changed = superuser.execute(
            "UPDATE hera.universal_transaction_lines AS l SET amount = l.amount + 1, base_amount = l.base_amount + 1"
            " WHERE (l.organization_id, l.transaction_id, l.line_number) IN"
            " (SELECT x.organization_id, x.transaction_id, x.line_number FROM hera.universal_transaction_lines AS x LIMIT 1)"
        )
        assert changed.rowcount == 1
    create(books, tmp_path)
    result = run(books, "verify", f"--directory={tmp_path}")
    assert result.exit_code == 3
    assert checks(result)["the books are right"] is False
    assert checks(result)["every table has its rows"] is True
