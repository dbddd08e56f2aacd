"""hera archive: what is written can be read back, queried and trusted, and nothing is deleted without it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hera.archive.rows import composite
from hera.errors import ARC_001, ARC_002, ARC_004, ARC_005
from hera.jobs.perform import Outcome, perform
from hera.server.place import Place
from support.office import refused
from support.past_books import MONTHS, Copy, PastBooks

pytestmark = pytest.mark.timeout(900)
JANUARY = "2026-01-01"


@pytest.fixture(scope="module")
def past(place: Place, seed: int, scaled: Callable[[int], int]) -> Iterator[PastBooks]:
    books = PastBooks(place, seed, max(25, scaled(2_000)))
    yield books
    books.remove()


@pytest.fixture
def books(past: PastBooks) -> Iterator[Copy]:
    with past.copy() as copy:
        yield copy


def test_from_the_books_to_files_and_back(books: Copy, tmp_path: Path) -> None:
    before = books.reports()
    assert [row["month"] for row in books.rows("archive-due", "archive", "due")][:2] == list(MONTHS[:2])
    for month in MONTHS[:2]:
        books.rows("archive-export", "archive", "export", month, "--directory", tmp_path)
        books.rows("archive-drop", "archive", "drop", month)
        books.admin.execute("SELECT hera.seal_audit()")
    assert books.value("SELECT to_regclass('hera.universal_transactions_2026_01_archived')") is None
    after = books.reports()
    assert [name for name in before if before[name] != after[name]] == []
    assert len(books.rows("archive-list", "archive", "list")) == 2
    assert books.rows("archive-verify", "archive", "verify", "2026-01", "--directory", tmp_path)
    assert "by its own manifest" in books.tool("archive", "verify", "2026-01", "--directory", tmp_path, "--offline")
    # The older one first, while the younger is still in the archive.
    for month in MONTHS[:2]:
        books.rows("archive-restore", "archive", "restore", month, "--directory", tmp_path)
    after = books.reports()
    assert [name for name in before if before[name] != after[name]] == []
    assert books.faults() == []
    assert json.loads(books.tool("--output", "json", "archive", "list")) == []


def test_the_job_takes_out_what_is_due_and_drops_nothing(books: Copy, tmp_path: Path) -> None:
    def run() -> Outcome:
        with books.database.connect("operator") as connection:
            done = perform(connection, "archive_due", Event())
        assert done.outcome == "done", done.result
        return done

    assert run().result["directory"] is None
    books.admin.execute("SELECT hera.set_setting('archive_directory', %s)", [str(tmp_path)])
    # Outside the window, which is one minute of the day after tomorrow, nothing is done.
    day = books.value("SELECT to_char(now() AT TIME ZONE 'UTC' + interval '2 days', 'Dy')")
    books.admin.execute("SELECT hera.set_setting('maintenance_window', %s)", [f"{day} 00:00-00:01 UTC"])
    assert "opens_at" in run().result
    assert books.rows("archive-list", "archive", "list") == []
    books.admin.execute("SELECT hera.set_setting('maintenance_window', 'Mon,Tue,Wed,Thu,Fri,Sat,Sun 00:00-24:00 UTC')")
    run()
    states = {row["month"]: row["state"] for row in books.rows("archive-list", "archive", "list")}
    assert states[MONTHS[0]] == "verified"
    assert set(states.values()) == {"verified"}
    assert books.value("SELECT to_regclass('hera.universal_transactions_2026_01_archived')") is not None
    # Again: there is nothing left to do.
    assert run().result["said"] == [] or all("whole" not in line for line in run().result["said"])


def test_nothing_is_deleted_without_a_verified_archive(books: Copy, tmp_path: Path) -> None:
    with refused(ARC_005):
        books.admin.execute("SELECT hera.drop_archive(%s)", [JANUARY])
    books.archive(MONTHS[0])
    with refused(ARC_002):
        books.admin.execute("SELECT hera.drop_archive(%s)", [JANUARY])
    books.admin.execute("SELECT hera.record_archive_export(%s, '{}', repeat('0', 64))", [JANUARY])
    with refused(ARC_002):
        books.admin.execute("SELECT hera.drop_archive(%s)", [JANUARY])
    # Saying that it was verified is not enough: what was found in the files must be what was detached.
    for found in ("{}", '{"rows": {}, "digests": {}, "leaves": {}, "texts": {}}'):
        with refused(ARC_004):
            books.admin.execute("SELECT hera.attest_archive(%s, repeat('0', 64), %s::jsonb)", [JANUARY, found])
    books.tool("archive", "export", "2026-01", "--directory", tmp_path)
    hold = books.tool("archive", "hold", "--from", "2026-01-15", "--to", "2026-01-15", "--reason", "case 4711").strip()
    with refused(ARC_002):
        books.admin.execute("SELECT hera.drop_archive(%s)", [JANUARY])
    books.tool("archive", "release", hold, "--reason", "settled")
    books.tool("archive", "drop", "2026-01")
    with refused(ARC_002):
        books.admin.execute("SELECT hera.record_archive_export(%s, '{}', repeat('0', 64))", [JANUARY])
    with refused(ARC_004):
        books.admin.execute("SELECT hera.restore_archive(%s)", [JANUARY])


@pytest.mark.parametrize(
    "table", ["universal_transactions", "universal_transaction_lines", "audit_leaf", "transaction_text"]
)
def test_a_changed_file_is_refused(books: Copy, tmp_path: Path, table: str) -> None:
    """Also where whoever changed it has written the manifest anew."""
    books.tool("archive", "export", "2026-01", "--directory", tmp_path)
    path, manifest_path = tmp_path / "2026-01" / f"{table}.parquet", tmp_path / "2026-01" / "manifest.json"
    rows = pq.read_table(path)
    column = {
        "universal_transactions": "total_amount", "universal_transaction_lines": "amount", "audit_leaf": "actor",
        "transaction_text": "description",
    }[table]  # fmt: skip
    values = rows.column(column).to_pylist()
    values[0] = "1234.5"
    place = rows.schema.get_field_index(column)
    pq.write_table(rows.set_column(place, rows.schema.field(place), pa.array(values, pa.string())), path)
    said = books.tool("archive", "verify", "2026-01", "--directory", tmp_path, code=3)
    assert "is not the file that was written" in said
    import hashlib

    manifest = json.loads(manifest_path.read_text())
    own = next(entry for entry in manifest["tables"].values() if entry["file"] == path.name)
    own["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest_path.write_text(json.dumps(manifest))
    books.tool("archive", "verify", "2026-01", "--directory", tmp_path, code=3)
    books.tool("archive", "drop", "2026-01")
    books.tool("archive", "restore", "2026-01", "--directory", tmp_path, code=1)
    assert books.value("SELECT state FROM hera.list_archives()") == "dropped"


def test_an_archive_is_queried_in_place(books: Copy, tmp_path: Path) -> None:
    """The trial balance of what is in the files, by DuckDB, is what was brought forward."""
    for month in MONTHS[:2]:
        books.tool("archive", "export", month, "--directory", tmp_path)
    found = duckdb.sql(
        f"SELECT account_id, currency, sum(CAST(amount AS DECIMAL(38, 4)) * CASE side WHEN 'debit' THEN 1 ELSE -1 END)"
        f" FROM '{tmp_path}/*/universal_transaction_lines.parquet' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    wanted = books.admin.execute(
        "SELECT account_id::text, currency, sum(debit - credit) FROM hera_internal.balance_brought_forward"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    assert found == wanted


def test_only_due_months_go(books: Copy) -> None:
    """Too young, out of order, under a hold, not closed, not sealed, not certified: each is said, and nothing happens."""
    admin = books.admin

    def reasons(month: str = JANUARY) -> str:
        blockers = books.value(
            "SELECT array_to_string(blockers, '; ') FROM hera.retention_due() WHERE month = %s", month
        )
        if blockers:
            with refused(ARC_001):
                admin.execute("SELECT hera.archive_month(%s)", [month])
        return str(blockers)

    assert reasons() == ""
    assert "2026-01-01 comes first" in reasons("2026-02-01")
    admin.execute("SELECT hera.set_retention('audit', 48, 84, 'our auditors ask for it')")
    assert reasons() == "it stays until 2030-02-01"
    admin.execute("SELECT hera.set_retention('audit', NULL, NULL, 'no more')")
    organization = books.organizations[1]
    hold = books.value("SELECT hera.set_legal_hold(%s, '2026-01-05', '2026-01-06', 'case 4711')", organization)
    assert "case 4711" in reasons()
    with refused("ZHV02"):
        admin.execute("SELECT hera.release_legal_hold(%s, '')", [hold])
    admin.execute("SELECT hera.release_legal_hold(%s, 'over')", [hold])
    with refused(ARC_005):
        admin.execute("SELECT hera.release_legal_hold(%s, 'again')", [hold])
    closed = "UPDATE hera.core_organizations SET closed_through = %s WHERE organization_id = %s"
    for day, wanted in (("2026-01-30", "up to 2026-01-30 only"), (None, "never only")):
        admin.execute(closed.encode(), [day, organization])
        assert f"organization {organization} has closed its books {wanted}" in reasons()
    admin.execute(closed.encode(), ["2026-01-31", organization])
    assert reasons() == ""
    admin.execute("INSERT INTO hera_internal.uncertified_document SELECT organization_id, id"
                  " FROM hera.universal_transactions ORDER BY id LIMIT 1")  # fmt: skip
    assert "certificate" in reasons()


def test_rows_are_written_as_postgresql_writes_them(books: Copy, rng: random.Random) -> None:
    alphabet = "ab \t\n\r\v\f\"\\(),{}'é漢"
    for _ in range(300):
        values = [None if rng.random() < 0.2 else "".join(rng.choices(alphabet, k=rng.randrange(6))) for _ in range(4)]
        row = books.admin.execute("SELECT ROW(%s::text, %s::text, %s::text, %s::text)::text", values).fetchone()
        assert row is not None and composite(values) == row[0].encode().rstrip(b",)"), values


def test_only_operators_archive(books: Copy) -> None:
    organization = books.organizations[0]
    books.admin.execute(f"CREATE ROLE clerk_{organization.hex} LOGIN IN ROLE hera_app")
    books.admin.execute(
        "SELECT hera.grant_access(%s, %s::name, 'clerk', 'owner')", [organization, f"clerk_{organization.hex}"]
    )
    with books.database.connect(f"clerk_{organization.hex}") as clerk:
        for call in (
            "archive_month('2026-01-01')", "retention_due()", "drop_archive('2026-01-01')", "list_archives()",
            "read_archive('2026-01-01', 'hera.universal_transactions')", "restore_archive('2026-01-01')",
            "set_legal_hold(NULL, NULL, NULL, 'x')", "set_retention('audit', 0, 0, 'x')",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                clerk.execute(f"SELECT * FROM hera.{call}".encode())
    books.admin.execute(f"REVOKE hera_app FROM clerk_{organization.hex}")
