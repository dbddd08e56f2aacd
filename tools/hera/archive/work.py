"""Export, verification and restoration of one month."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from hera import __version__
from hera.archive.files import BATCH, Column, Row, arrow, file_hash, read, write
from hera.archive.rows import Digest, Totals, composite, document_hash, documents, leaf_hash, tree_hash, values_of
from hera.cli.errors import NOT_VERIFIED, HeraError

Connection = psycopg.Connection[tuple[Any, ...]]
Progress = Callable[[str], None]
FORMAT = "hera archive 1"
HEADERS, LINES, LEAVES = "hera.universal_transactions", "hera.universal_transaction_lines", "hera_internal.audit_leaf"
# Of an audit leaf, the hash of the document that it made final; it stands in no column of the table.
DOCUMENT_HASH = Column("document_hash", "text")


def month_directory(directory: Path, month: date) -> Path:
    """Where the files of a month are."""
    return directory / f"{month:%Y-%m}"


def manifest_path(directory: Path, month: date) -> Path:
    """The manifest of a month."""
    return month_directory(directory, month) / "manifest.json"


def take_out(connection: Connection, month: date, directory: Path, say: Progress) -> Path:
    """Detach a month unless it is out already, write it to files and verify them; returns the path of the manifest."""
    arrow()
    known = connection.execute("SELECT state FROM hera.list_archives() WHERE month = %s", [month]).fetchone()
    if known is None:
        connection.execute("SELECT hera.archive_month(%s)", [month])
        say(f"{month:%Y-%m}: detached")
    path = export(connection, month, directory, say)
    verify(connection, month, directory)
    return path


def export(connection: Connection, month: date, directory: Path, say: Progress) -> Path:
    """Write a detached month to Parquet files with a manifest; returns the path of the manifest.

    The manifest is written last, so that a directory without one is an attempt that did not end.
    """
    target = month_directory(directory, month)
    target.mkdir(parents=True, exist_ok=True)
    path = manifest_path(directory, month)
    path.unlink(missing_ok=True)
    columns = _columns_of(connection, month)
    tables = {}
    for relation, listed in columns.items():
        file = target / f"{relation.partition('.')[2]}.parquet"
        stored = [*listed, DOCUMENT_HASH] if relation == LEAVES else listed
        rows = write(file, stored, _pages(connection, month, relation, listed))
        tables[relation] = {
            "file": file.name,
            "rows": rows,
            "bytes": file.stat().st_size,
            "sha256": file_hash(file),
            "columns": [[column.name, column.type] for column in listed],
        }
        say(f"{relation}: {rows} rows, {tables[relation]['bytes']} bytes")
    facts = _one(connection, "SELECT facts FROM hera.list_archives() WHERE month = %s", month)
    manifest = {
        "format": FORMAT,
        "month": f"{month:%Y-%m}",
        "written_by": f"hera {__version__}",
        "database": connection.info.dbname,
        "tables": tables,
        "facts": facts,
    }
    path.write_text(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    connection.execute("SELECT hera.record_archive_export(%s, %s, %s)", [month, Jsonb(manifest), file_hash(path)])
    return path


def _columns_of(connection: Connection, month: date) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    query = "SELECT relation, name, type, key FROM hera.archive_columns(%s)"
    for relation, name, kind, key in connection.execute(query, [month]):
        found.setdefault(relation, []).append(Column(name, kind, key))
    if not found:
        raise HeraError(f"the tables of {month:%Y-%m} were dropped", hint="Its archive is what there is of it.")
    return found


def _pages(
    connection: Connection, month: date, relation: str, columns: list[Column]
) -> Iterator[list[list[str | None]]]:
    keys = sorted((column.key, place) for place, column in enumerate(columns) if column.key)
    after: list[str | None] | None = None
    while True:
        query = "SELECT r FROM hera.read_archive(%s, %s, %s, %s) AS r"
        page = [row for (row,) in connection.execute(query, [month, relation, after, BATCH])]
        if page:
            yield page
        if len(page) < BATCH:
            return
        after = [page[-1][place] for _, place in keys]


class Archive:
    """The files of a month, as their manifest names them."""

    def __init__(self, directory: Path, month: date) -> None:
        self.path = manifest_path(directory, month)
        try:
            content = self.path.read_bytes()
            self.manifest: dict[str, Any] = json.loads(content)
        except (OSError, ValueError) as wrong:
            raise HeraError(f"{self.path} cannot be read: {wrong}") from wrong
        if self.manifest.get("format") != FORMAT or self.manifest.get("month") != f"{month:%Y-%m}":
            raise HeraError(f"{self.path} is no archive of {month:%Y-%m} that this version knows")
        self.manifest_hash = sha256(content).hexdigest()
        self.tables: dict[str, dict[str, Any]] = self.manifest["tables"]

    def columns(self, relation: str) -> list[Column]:
        """Columns of a table, without what was added to its file."""
        return [Column(name, kind) for name, kind in self.tables[relation]["columns"]]

    def rows(self, relation: str) -> Iterator[Row]:
        """Rows of a table's file."""
        columns = self.columns(relation)
        stored = [*columns, DOCUMENT_HASH] if relation == LEAVES else columns
        return read(self.path.parent / self.tables[relation]["file"], stored)

    def check_files(self) -> None:
        """Every file is the one that the manifest names, by its hash."""
        for table in self.tables.values():
            if file_hash(self.path.parent / table["file"]) != table["sha256"]:
                raise HeraError(f"{table['file']} is not the file that was written", exit_code=NOT_VERIFIED)

    def find(self) -> dict[str, Any]:
        """What the rows in the files say, to be held against what the database recorded.

        Read once from beginning to end; no more than a batch of each file is in memory.
        """
        counts = dict.fromkeys(self.tables, 0)
        content, totals, leaves = Digest(), Totals(), Digest()

        def counted(relation: str) -> Iterator[Row]:
            for row in self.rows(relation):
                counts[relation] += 1
                yield row

        try:
            for header, lines in documents(counted(HEADERS), counted(LINES)):
                digest = document_hash(values_of(header), map(values_of, lines))
                content.add(str(header["organization_id"]), UUID(str(header["id"])).bytes + digest)
                for line in lines:
                    totals.add(line)
        except ValueError as wrong:
            raise HeraError(str(wrong), exit_code=NOT_VERIFIED) from wrong
        for leaf in counted(LEAVES):
            own = leaf_hash(leaf)
            if leaf["leaf_hash"] != "\\x" + own.hex():
                raise HeraError(f"audit leaf {leaf['id']} does not carry its own hash", exit_code=NOT_VERIFIED)
            leaves.add(
                str(leaf["organization_id"]), UUID(str(leaf["id"])).bytes + tree_hash(own, leaf["document_hash"])
            )
        texts: dict[str, str] = {}
        for relation in self.tables.keys() - {HEADERS, LINES, LEAVES}:
            rows = Digest(b"\n")
            for row in counted(relation):
                rows.add(str(row["organization_id"]), composite(values_of(row)))
            texts[relation] = rows.hexdigest()
        return {
            "rows": counts,
            "digests": {"content": content.hexdigest(), "totals": totals.hexdigest()},
            "leaves": {"leaves": leaves.count, "digest": leaves.hexdigest()},
            "texts": texts,
        }


def verify(connection: Connection | None, month: date, directory: Path) -> dict[str, Any]:
    """Read an archive back and hold it against the database, which attests it, or else against its own manifest.

    Returns what was found in the files.
    """
    archive = Archive(directory, month)
    archive.check_files()
    found = archive.find()
    facts = archive.manifest["facts"]
    for name in ("rows", "leaves", "texts"):
        if found[name] != facts[name]:
            raise HeraError(f"the {name} in the files are not those of the manifest", exit_code=NOT_VERIFIED)
    for name, digest in found["digests"].items():
        if digest != facts["digests"][name]:
            raise HeraError(f"the {name} in the files is not that of the manifest", exit_code=NOT_VERIFIED)
    if connection is not None:
        connection.execute("SELECT hera.attest_archive(%s, %s, %s)", [month, archive.manifest_hash, Jsonb(found)])
    return found


def load(connection: Connection, month: date, directory: Path, say: Progress) -> None:
    """Read the files of a month whose tables were dropped back into tables of the database."""
    archive = Archive(directory, month)
    archive.check_files()
    with connection.transaction():
        connection.execute("SELECT hera.stage_archive(%s)", [month])
        for relation in archive.tables:
            columns = [column.name for column in archive.columns(relation)]
            loaded = 0
            for page in _batches(archive.rows(relation), columns):
                connection.execute("SELECT hera.load_archive(%s, %s, %s, %s)", [month, relation, columns, Jsonb(page)])
                loaded += len(page)
            say(f"{relation}: {loaded} rows")


def _batches(rows: Iterator[Row], columns: list[str]) -> Iterator[list[list[str | None]]]:
    page: list[list[str | None]] = []
    for row in rows:
        page.append([row[name] for name in columns])
        if len(page) == BATCH:
            yield page
            page = []
    if page:
        yield page


def _one(connection: Connection, query: str, *parameters: Any) -> Any:
    row = connection.execute(query.encode(), parameters).fetchone()
    return row[0] if row else None
